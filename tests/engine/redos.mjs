// Looks for patterns that backtrack, with recheck: python redos.py | node redos.mjs FOLDER
// Prints each that is not safe with a text that shows it. "polynomial (fuzz)" is a pattern with bounded
// repetitions that takes up to its bounds for each character; exits with 1 if one is exponential.
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const { checkSync } = createRequire(path.resolve(process.argv[2], "x.js"))("recheck");
const found = { safe: 0, vulnerable: 0, unknown: 0, "not JavaScript": 0 };
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { name, pattern, flags } = JSON.parse(line);
  const source = pattern
    .replace(/\(\?P?<([a-z]\w*)>/g, "(")
    .replace(/\(\?i:/g, "(?:")
    .replace(/\\Z/g, "$");
  const letters = `s${flags & 2 || pattern.includes("(?i:") ? "i" : ""}${flags & 8 ? "m" : ""}`;
  try {
    new RegExp(source, letters);
  } catch {
    found["not JavaScript"] += 1;
    continue;
  }
  const result = checkSync(source, letters, { timeout: 20_000 });
  found[result.status] += 1;
  if (result.status !== "safe") {
    if (result.complexity?.type === "exponential") process.exitCode = 1;
    console.log(result.status, result.complexity?.summary ?? "", name, result.attack?.pattern ?? "");
  }
}
console.log(found);
