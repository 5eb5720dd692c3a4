// Precompiles the standard library and the engine for the browser, inside Pyodide itself.
//
// node compile.mjs RUNTIME WHEELS ENGINE OUT: RUNTIME is npm's pyodide folder, WHEELS holds
// pyodide-build and what it imports, ENGINE is a zip of the engine's sources. OUT gets stdlib.zip
// and engine.zip, of .pyc files, the same bytes on every run.
//
// Almost all of Pyodide's start is Python compiling its own standard library; compiled once here,
// readers don't wait for it. The compiler is pyodide-build's, run by the very Python that will
// load the result, so that the bytecode fits by construction.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, wheels, engine, out] = process.argv.slice(2).map((name) => path.resolve(name));
// Pyodide rejects Node's Buffer, a subclass of the array that it wants.
const read = (name) => new Uint8Array(fs.readFileSync(name));

// Only the message: Node would print the line that threw, and Pyodide is one line of a megabyte.
process.on("uncaughtException", (error) => {
  console.error(error.message ?? String(error));
  process.exit(1);
});

const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
const python = await loadPyodide();
for (const name of fs.readdirSync(wheels).sort()) {
  if (name.endsWith(".whl")) python.unpackArchive(read(path.join(wheels, name)), "wheel");
}
python.FS.mkdirTree("/build");
python.FS.writeFile("/build/stdlib.zip", read(path.join(runtime, "python_stdlib.zip")));
python.FS.writeFile("/build/engine.zip", read(engine));
// What Pyodide has loaded to get here without pyodide-build, and what the engine imports.
const bare = await loadPyodide();
bare.unpackArchive(read(engine), "zip", { extractDir: "/engine" });
const used = bare.runPython(`
import importlib, json, pkgutil, sys, traceback
sys.path.insert(0, "/engine")
import wizard.engine
for module in pkgutil.iter_modules(wizard.engine.__path__, "wizard.engine."):
    importlib.import_module(module.name)
try:
    raise ValueError
except ValueError:
    traceback.format_exc()
json.dumps([
    module.__spec__.origin.split(".zip/", 1)[1]
    for module in list(sys.modules.values())
    if ".zip/" in (getattr(getattr(module, "__spec__", None), "origin", None) or "")
])
`);
python.globals.set("used", used);
python.runPython(`
import json, os, zipfile
from pathlib import Path
from pyodide_build._py_compile import _py_compile_archive

# py_compile then writes the hash of the source into a .pyc, not the time of day. 1980: a zip has no earlier date.
os.environ["SOURCE_DATE_EPOCH"] = "315532800"

# Besides what was loaded: what Python reaches for lazily, to decode text or to report an error.
LAZY = "ast bisect calendar copyreg difflib fnmatch glob heapq pprint random shutil tempfile".split()
CODECS = "__init__ aliases ascii cp437 idna latin_1 raw_unicode_escape unicode_escape utf_16 utf_8 utf_8_sig".split()
KEEP = {*json.loads(used), *(f"{m}.py" for m in LAZY), *(f"encodings/{c}.py" for c in CODECS)}

def rewrite(source, target, keep=lambda name: True):
    """Same members, sorted, with one date: the same bytes on every run."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(set(old.namelist())):
            if keep(name) and not name.endswith("/"):
                member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                member.external_attr = 0o644 << 16
                new.writestr(member, old.read(name))

rewrite("/build/stdlib.zip", "/build/trimmed.zip", keep=KEEP.__contains__)
for source, target in (("trimmed", "stdlib"), ("engine", "engine")):
    compiled = _py_compile_archive(
        Path(f"/build/{source}.zip"), verbose=False, compression_level=0
    )
    rewrite(compiled, f"/build/{target}.new")
`);
for (const name of ["stdlib", "engine"]) {
  fs.writeFileSync(path.join(out, `${name}.zip`), python.FS.readFile(`/build/${name}.new`));
}
process.exit(0); // Pyodide keeps the event loop alive
