"""Python for the browser: what is missing is named with the way out, and nothing is built twice.

Node is played by a script; the real one compiles for every build of the site.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from wizard.plugin import python_bundle
from wizard.plugin.browser import build_runtime
from wizard.plugin.python_bundle import Bundle, BundleError, bundle

SOURCES = {"wizard/__init__.py": b"", "wizard/engine/__init__.py": b"x = 1\n"}
FROM_NPM = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")

InstallNode = Callable[[str], Path]


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """npm's folder, as far as the bundle reads it."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in FROM_NPM:
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def compilers(tmp_path: Path) -> Path:
    """A folder with a wheel."""
    folder = tmp_path / "compilers"
    folder.mkdir()
    (folder / "compiler-1-py3-none-any.whl").write_text("wheel")
    return folder


@pytest.fixture
def install_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstallNode:
    """Puts a `node` of Python lines on an otherwise empty PATH; returns its log of runs."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))

    def install(lines: str) -> Path:
        script, log = tmp_path / "node.py", tmp_path / "runs"
        log.touch()
        script.write_text(f"import sys\nopen({str(log)!r}, 'a').write('run\\n')\n{lines}\n")
        node = tools / "node"
        command = shlex.join([sys.executable, str(script)])
        node.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        node.chmod(0o755)
        return log

    return install


WRITES_BOTH = """
from pathlib import Path
out = Path(sys.argv[5])
for name in ("stdlib.zip", "engine.zip"):
    (out / name).write_bytes(Path(sys.argv[4]).read_bytes())
"""


def test_a_missing_runtime_is_named_with_the_way_out(tmp_path: Path, compilers: Path) -> None:
    with pytest.raises(BundleError) as caught:
        bundle(tmp_path / "gone", SOURCES, compilers, tmp_path / "cache")

    assert str(caught.value) == (
        f"{tmp_path / 'gone'} holds no Pyodide; run `npm ci`, or set `pyodide: none`"
    )


def test_missing_wheels_are_named_with_the_way_out(tmp_path: Path, runtime: Path) -> None:
    with pytest.raises(BundleError) as caught:
        bundle(runtime, SOURCES, tmp_path / "gone", tmp_path / "cache")

    assert str(caught.value) == f"{tmp_path / 'gone'} holds no wheels; run `make build`"


def test_a_missing_node_is_named_with_the_way_out(
    tmp_path: Path, runtime: Path, compilers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BundleError) as caught:
        bundle(runtime, SOURCES, compilers, tmp_path / "cache")

    assert str(caught.value) == "node is missing; install Node.js 20 or newer"


def test_a_compiler_that_fails_is_quoted_and_nothing_is_kept(
    tmp_path: Path, runtime: Path, compilers: Path, install_node: InstallNode
) -> None:
    install_node("sys.exit('no module pyodide_build')")

    with pytest.raises(BundleError) as caught:
        bundle(runtime, SOURCES, compilers, tmp_path / "cache")
    install_node(WRITES_BOTH)
    built = bundle(runtime, SOURCES, compilers, tmp_path / "cache")

    assert str(caught.value) == "compiling for the browser failed:\nno module pyodide_build"
    assert [file.name for file in (tmp_path / "cache").iterdir()] == [built.digest]


def test_a_compiler_that_hangs_is_stopped(
    tmp_path: Path,
    runtime: Path,
    compilers: Path,
    install_node: InstallNode,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(python_bundle, "_SECONDS", 0.2)
    install_node("import time\ntime.sleep(60)")

    with pytest.raises(BundleError, match=r"^compiling took more than 0\.2 s; run `npm ci` again$"):
        bundle(runtime, SOURCES, compilers, tmp_path / "cache")


def test_what_is_built_is_kept_under_the_digest_of_its_content(
    tmp_path: Path, runtime: Path, compilers: Path, install_node: InstallNode
) -> None:
    runs = install_node(WRITES_BOTH)

    def build(sources: dict[str, bytes]) -> Bundle:
        return bundle(runtime, sources, compilers, tmp_path / "cache")

    first, again = build(SOURCES), build(dict(reversed(SOURCES.items())))
    assert again == first
    assert runs.read_text() == "run\n"
    assert sorted(first.files) == [
        "engine.zip", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "stdlib.zip",
    ]  # fmt: skip
    assert all(file.is_file() for file in first.files.values())

    others = [build({**SOURCES, "wizard/engine/__init__.py": b"x = 2\n"})]
    for changed in (runtime / "pyodide.asm.wasm", compilers / "compiler-1-py3-none-any.whl"):
        changed.write_text("newer")
        others.append(build(SOURCES))
    assert len({first.digest, *(other.digest for other in others)}) == 4


def test_the_browser_gets_the_whole_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    """Its folders, too."""
    given: list[str] = []

    def bundle_(_: Path, sources: Mapping[str, bytes], *__: Path) -> Bundle:
        given.extend(sources)
        return Bundle({}, "digest")

    monkeypatch.setattr(python_bundle, "bundle", bundle_)
    runtime = build_runtime(tmp_path, tmp_path / "pyodide")

    engine = [p.relative_to(root).as_posix() for p in (root / "wizard/engine").rglob("*.py")]
    assert sorted(given) == sorted(["wizard/__init__.py", *engine])
    assert runtime.url == "assets/kb/py/digest/"
