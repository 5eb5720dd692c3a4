// How long Python takes to its first decision, in Node: npm's Pyodide as it comes, and what the
// site serves. Prints a table. Run after `make build`: node benchmarks/startup.mjs [ROUNDS]
import fs from "node:fs";
import path from "node:path";

const rounds = Number(process.argv[2] ?? 5);
const data = path.resolve("site/assets/kb");
const py = path.join(data, "py", fs.readdirSync(path.join(data, "py"))[0]);
const stock = path.resolve("node_modules/pyodide");
const model = fs.readFileSync(path.join(data, "reauthenticate.model.json"), "utf8");
const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", version: "314.0.7", python: "3.14.2" };

/** @param {string} stdLibURL @returns {Promise<number>} milliseconds */
async function start(stdLibURL) {
  const began = performance.now();
  const { loadPyodide } = await import(path.join(py, "pyodide.mjs"));
  const python = await loadPyodide({ stdLibURL, lockFileContents: { info, packages: {} }, packageBaseUrl: `${py}/` });
  python.unpackArchive(new Uint8Array(fs.readFileSync(path.join(py, "engine.zip"))), "zip");
  const handle = python.runPython("from wizard.engine import handle; handle");
  handle(`{"id": 0, "model": ${model}}`);
  handle('{"id": 1, "fragment": "status=re-auth"}');
  return performance.now() - began;
}

const ways = { "as npm brings it": path.join(stock, "python_stdlib.zip"), "as the site serves it": path.join(py, "stdlib.zip") };
/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
await start(ways["as the site serves it"]); // the first start compiles the WebAssembly
for (let round = 0; round < rounds; round += 1) {
  for (const [way, url] of Object.entries(ways)) times[way].push(await start(url));
}
const middle = (/** @type {number[]} */ list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const slow = middle(times["as npm brings it"]);
console.log(`${"standard library".padEnd(24)} ${"bytes".padStart(10)} ${"median ms".padStart(10)} ${"ratio".padStart(6)}`);
for (const [way, url] of Object.entries(ways)) {
  const ms = middle(times[way]);
  console.log(`${way.padEnd(24)} ${String(fs.statSync(url).size).padStart(10)} ${ms.toFixed(0).padStart(10)} ${(slow / ms).toFixed(1).padStart(6)}`);
}
process.exit(0);
