"""Serves the built site on loopback as a good host would: compressed, with lengths and types.

What the benchmarks in a browser share: the address, what was asked for and when, and the browser.
"""

from __future__ import annotations

import contextlib
import gzip
import http.server
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parent.parent

_TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_COMPRESSED_ALREADY = (".png", ".webp", ".gz", ".woff2")


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: its path, when it was asked for (seconds since 1970), and its bytes on the wire."""

    path: str
    at: float
    size: int


@dataclass
class Host:
    """Where the folders are served, and what it has sent. A path that begins as in `withheld` is 503."""

    address: str
    sent: list[Sent] = field(default_factory=list)
    withheld: str = "\0"


@contextlib.contextmanager
def served(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serves each folder under its path, such as `{"/": site}`; the longest path wins."""
    host = Host("")
    packed: dict[Path, tuple[float, bytes, bool]] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = time.time()
            path = unquote(urlsplit(self.path).path)
            file = None if path.startswith(host.withheld) else _file(folders, path)
            status, body, small = 200, b"", False
            if file:
                body, small = _packed(file, packed)
            else:
                status = 503 if path.startswith(host.withheld) else 404
            self.send_response(status)
            kind = _TYPES.get(file.suffix, "application/octet-stream") if file else "text/html"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if small:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            host.sent.append(Sent(path, asked, len(body)))
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

        def handle(self) -> None:
            # The browser has closed its page in the middle of a download.
            with contextlib.suppress(ConnectionError):
                super().handle()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()


def need(*paths: Path) -> None:
    """Ends the program with 2 and a sentence where something has not been built or installed."""
    for path in paths:
        if not path.exists():
            print(
                f"{path} is missing: run `make build`, and npm ci --prefix benchmarks --ignore-scripts",
                file=sys.stderr,
            )
            sys.exit(2)


def chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium where there is one, else Playwright's own; it talks to nobody but us."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        # As root Chromium has no sandbox.
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    )


def _file(folders: Mapping[str, Path], path: str) -> Path | None:
    for prefix in sorted(folders, key=len, reverse=True):
        if path.startswith(prefix):
            file = folders[prefix] / path.removeprefix(prefix)
            if path.endswith("/"):
                file = file / "index.html"
            return file if file.is_file() else None
    return None


def _packed(file: Path, packed: dict[Path, tuple[float, bytes, bool]]) -> tuple[bytes, bool]:
    """What goes over the wire, and whether it is compressed; a host does that once per file."""
    changed = file.stat().st_mtime
    if file not in packed or packed[file][0] != changed:
        body = file.read_bytes()
        small = gzip.compress(body, 6) if file.suffix not in _COMPRESSED_ALREADY else body
        best = min(body, small, key=len)
        packed[file] = (changed, best, best is small and small is not body)
    return packed[file][1:]
