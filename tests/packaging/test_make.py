"""`make` as somebody meets it on a fresh machine: what there is, and what is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

Make = Callable[..., subprocess.CompletedProcess[str]]

#: Parts of other targets; nobody calls them.
INTERNAL = {"always", "browser", "prerequisites"}


@pytest.fixture
def tools(tmp_path: Path) -> Callable[[Collection[str]], Path]:
    """Makes a PATH of one folder, with every tool of this machine but some."""

    def without(missing: Collection[str]) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        for place in reversed(os.environ["PATH"].split(os.pathsep)):
            for tool in Path(place).glob("*"):
                link = folder / tool.name
                link.unlink(missing_ok=True)
                if tool.name not in missing and not re.match(r"python[\d.]*$", tool.name):
                    link.symlink_to(tool)
        if "python3" not in missing:
            # The interpreter that runs the tests; venvs are made from the one below it.
            (folder / "python3").symlink_to(shutil.which("python3") or "")
        return folder

    return without


@pytest.fixture
def make(root: Path, tmp_path: Path) -> Make:
    """Runs `make` in a folder with nothing but the project's declarations."""
    project = tmp_path / "project"
    shutil.copytree(root / "requirements", project / "requirements")
    for name in ("Makefile", "pyproject.toml", "package.json", "package-lock.json", "mkdocs.yml"):
        shutil.copyfile(root / name, project / name)

    def run(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            [shutil.which("make") or "make", *arguments],
            cwd=project,
            env={**environment, "PATH": str(path), "LC_ALL": "C"} if path else environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_help_lists_every_target_with_what_it_does(make: Make, root: Path) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (root / "Makefile").read_text(), re.MULTILINE)
    assert phony

    done = make("help")

    lines = [re.fullmatch(r"  make (\S+) +(\S.*)", line) for line in done.stdout.splitlines()]
    assert all(lines), done.stdout
    assert {line[1] for line in lines if line} == set(phony[1].split()) - INTERNAL
    assert (done.returncode, done.stderr) == (0, "")


def test_make_alone_is_help(make: Make) -> None:
    assert make().stdout == make("help").stdout


@pytest.mark.parametrize("target", ["build", "test", "check", "serve"])
def test_without_node_one_line_says_so_and_nothing_is_installed(
    make: Make, tools: Callable[[Collection[str]], Path], tmp_path: Path, target: str
) -> None:
    before = sorted(path.name for path in (tmp_path / "project").iterdir())

    done = make(target, path=tools({"node", "nodejs", "npm", "npx"}))

    assert done.returncode != 0
    assert _said(done) == ["make: Node.js 20 or newer with npm is missing"]
    assert sorted(path.name for path in (tmp_path / "project").iterdir()) == before


def test_an_old_node_is_named(make: Make, tools: Callable[[Collection[str]], Path]) -> None:
    path = tools({"node"})
    (path / "node").write_text('#!/bin/sh\n[ "$1" = --version ] && echo v18.20.4\nexit 1\n')
    (path / "node").chmod(0o755)

    done = make("build", path=path)

    assert done.returncode != 0
    assert _said(done) == ["make: Node.js is older than 20: v18.20.4"]


def test_without_python_one_line_says_so(
    make: Make, tools: Callable[[Collection[str]], Path]
) -> None:
    done = make("build", path=tools({"python3"}))

    assert done.returncode != 0
    assert _said(done) == [
        "make: Python 3.11 or newer is missing (Debian: apt-get install python3 python3-venv)"
    ]


def _said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was printed, without make's own line about which target failed."""
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if not line.startswith("make: *** ")]
