"""Python for the browser: Pyodide's files, and the standard library and engine precompiled.

Built once per content and kept in a cache; the digest names the folder on the site, so that a file
under that name never changes.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

_COMPILE = Path(__file__).with_name("compile.mjs")
_AS_THEY_ARE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_SECONDS = 300


class BundleError(PluginError):
    """The bundle cannot be built; the message says what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Name on the site to file, and a digest of all their content."""

    files: Mapping[str, Path]
    digest: str


def bundle(
    runtime: Path, engine_sources: Mapping[str, bytes], compilers: Path, cache: Path
) -> Bundle:
    """The files that the worker loads.

    Args:
        runtime: npm's `pyodide` folder.
        engine_sources: Name in the archive to content, such as `wizard/engine/model.py`.
        compilers: Wheels of pyodide-build and what it imports; see `requirements/pyodide-build.txt`.
        cache: A folder of ours, outside the site.

    Raises:
        BundleError: Something is missing, or Node cannot compile.
    """
    wheels = sorted(compilers.glob("*.whl"))
    if not (runtime / "pyodide.mjs").is_file():
        raise BundleError(f"{runtime} holds no Pyodide; run `npm ci`, or set `pyodide: none`")
    if not wheels:
        raise BundleError(f"{compilers} holds no wheels; run `make build`")
    engine = _archive(engine_sources)
    inputs = [*(runtime / name for name in (*_AS_THEY_ARE, "python_stdlib.zip")), *wheels, _COMPILE]
    digest = hashlib.sha256(engine)
    for path in inputs:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    folder = cache / digest.hexdigest()[:16]
    if not folder.exists():
        _compile(runtime, compilers, engine, folder)
    files = {name: runtime / name for name in _AS_THEY_ARE}
    files.update({name: folder / name for name in ("stdlib.zip", "engine.zip")})
    return Bundle(files, folder.name)


def _compile(runtime: Path, compilers: Path, engine: bytes, folder: Path) -> None:
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    source = unfinished / "engine-source.zip"
    source.write_bytes(engine)
    command = ["node", str(_COMPILE), str(runtime), str(compilers), str(source), str(unfinished)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    except FileNotFoundError as error:
        raise BundleError("node is missing; install Node.js 20 or newer") from error
    except subprocess.TimeoutExpired as error:
        # loadPyodide waits for ever when the runtime's files do not belong together.
        raise BundleError(f"compiling took more than {_SECONDS} s; run `npm ci` again") from error
    if done.returncode != 0:
        raise BundleError(f"compiling for the browser failed:\n{done.stderr.strip()}")
    unfinished.rename(folder)


def _archive(sources: Mapping[str, bytes]) -> bytes:
    """A zip with the same bytes for the same sources."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(sources):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), sources[name])
    return out.getvalue()
