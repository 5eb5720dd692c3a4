// What the browser reads out of a site's table: a line of JSON per state, [fragment, view].
// node table_views.mjs FOLDER NAME
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, name] = [path.resolve(process.argv[2]), process.argv[3]];
const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
const { Table } = await import(pathToFileURL(path.join(folder, "table.js")).href);
const table = new Table(read(`${name}.table.json`), read(`${name}.en.json`).shape);
const views = [...table.known.keys()].map((fragment) => JSON.stringify([fragment, table.view(fragment)]));
process.stdout.write(`${views.join("\n")}\n`);
