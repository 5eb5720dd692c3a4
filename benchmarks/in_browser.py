"""Runs a benchmark's `measure` in Pyodide in Chromium, with the engine's files as they are now.

Needs `npm ci` for Pyodide's files and a Chromium; nothing is built, and nothing leaves the machine.
"""

from __future__ import annotations

import http.server
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
SECONDS = 600

#: Runs in a worker, as the site's engine does. Pyodide would otherwise fetch its list of packages.
_WORKER = """
import { loadPyodide } from '/pyodide.mjs';
self.onmessage = async ({ data }) => {
  try {
    const info = { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', version: '314.0.7', python: '3.14.2' };
    const python = await loadPyodide({
      indexURL: '/', packageBaseUrl: '/', lockFileContents: JSON.stringify({ info, packages: {} }), stdLibURL: '/python_stdlib.zip',
    });
    const archive = await (await fetch('/sources.zip')).arrayBuffer();
    python.unpackArchive(new Uint8Array(archive), 'zip');
    python.globals.set('module', data.module);
    python.globals.set('arguments', data.arguments);
    self.postMessage(python.runPython(`
import importlib, json, platform
found = importlib.import_module(module).measure(**json.loads(arguments))
json.dumps([f"Pyodide (Python {platform.python_version()})", found])
`));
  } catch (reason) {
    self.postMessage(JSON.stringify({ broken: String(reason) }));
  }
};
"""
_ASK = """
(message) => new Promise((resolve, reject) => {
  const worker = new Worker('/worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(message);
})
"""


def measure_in_chromium(module: str, arguments: Mapping[str, Any]) -> tuple[str, Any]:
    """What `measure(**arguments)` of a benchmark returns in Pyodide, and that Python's name.

    Args:
        module: A file in this folder that needs nothing but the engine and the standard library.

    Raises:
        RuntimeError: It does not run there; the message is Pyodide's.
    """
    from playwright.sync_api import sync_playwright

    with _served(_files(module)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_default_timeout(SECONDS * 1_000)
        page.goto(f"{address}/")
        message = {"module": module, "arguments": json.dumps(arguments)}
        reply = json.loads(page.evaluate(_ASK, message))
        version = browser.version
        browser.close()
    if isinstance(reply, dict):
        raise RuntimeError(reply["broken"])
    python, found = reply
    return f"{python}, Chromium {version.split('.')[0]}", found


def _files(module: str) -> dict[str, bytes]:
    """Path to content: Pyodide, the worker, and an archive of the engine and the benchmark."""
    names = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as sources:
        for path in (ROOT / "wizard" / "__init__.py", *(ROOT / "wizard" / "engine").rglob("*.py")):
            sources.write(path, path.relative_to(ROOT))
        sources.write(Path(__file__).parent / f"{module}.py", f"{module}.py")
    return {
        "/": b"<!doctype html><title>benchmark</title>",
        "/worker.js": _WORKER.encode(),
        "/sources.zip": archive.getvalue(),
        **{f"/{name}": (PYODIDE / name).read_bytes() for name in names},
    }


@contextmanager
def _served(files: Mapping[str, bytes]) -> Iterator[str]:
    """The files on loopback; yields their address."""
    types = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = files.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", types.get(Path(self.path).suffix, "text/html"))
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
