// Looks for patterns that backtrack, with recheck: lines of JSON {id, pattern, flags} in, one line of
// JSON out for each: its status, how its time grows, and a text (pieces to repeat) that shows it.
import { check } from "recheck";
import readline from "node:readline";

const [lines, workers] = [[], 2];
for await (const line of readline.createInterface({ input: process.stdin })) lines.push(JSON.parse(line));

async function one({ id, pattern, flags }) {
  // What Python writes differently.
  const source = pattern
    .replace(/\(\?P?<([a-z]\w*)>/g, "(")
    .replace(/\(\?i:/g, "(?:")
    .replace(/\\Z/g, "$");
  const letters = `s${flags & 2 || pattern.includes("(?i:") ? "i" : ""}${flags & 8 ? "m" : ""}`;
  try {
    new RegExp(source, letters);
  } catch {
    return { id, status: "not JavaScript" };
  }
  const { status, complexity, attack } = await check(source, letters, { timeout: 20_000 });
  if (status === "safe") return { id, status };
  const pumps = attack?.pumps?.map(({ prefix, pump }) => [prefix, pump]) ?? [];
  return { id, status, growth: complexity?.type ?? "", pumps, suffix: attack?.suffix ?? "" };
}

let next = 0;
await Promise.all(
  Array.from({ length: workers }, async () => {
    while (next < lines.length) console.log(JSON.stringify(await one(lines[next++])));
  }),
);
process.exit(0); // recheck's own process would keep this one waiting
