// Answers requests to the engine, one JSON message a line, with the very files that the site serves.
// node pyodide_views.mjs FOLDER < requests
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")).href);
const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", version: "314.0.7", python: "3.14.2" };
const python = await loadPyodide({
  stdLibURL: path.join(folder, "stdlib.zip"),
  lockFileContents: { info, packages: {} },
  packageBaseUrl: `${folder}/`,
});
python.unpackArchive(new Uint8Array(fs.readFileSync(path.join(folder, "engine.zip"))), "zip");
const handle = python.runPython("from wizard.engine import handle; handle");
const replies = [];
for await (const line of readline.createInterface({ input: process.stdin })) replies.push(`${handle(line)}\n`);
// Not fs.writeSync, which fails when the pipe is full; and Pyodide keeps the event loop alive.
process.stdout.write(replies.join(""), () => process.exit(0));
