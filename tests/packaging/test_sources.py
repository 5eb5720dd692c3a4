"""The files of the project say nothing about the machine of whoever wrote them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

#: A home folder, or a drive. An address may have `/home/` in its path, so a host may stand before it.
_HOME = re.compile(
    r"(?<![\w.~*-])(?:/(?:home|Users)/[\w.-]+|/(?:root)/[\w.-]+|\b[A-Z]:\\(?:Users)\\)"
)

#: Messages that programs wrote on other machines; home folders belong into them.
QUOTED = (
    "tests/cases/",
    "tests/engine/redaction/",
    "docs/_troubleshooters/reauthenticate/messages.yml",
)


def problems(name: str, text: str, checkout: str = "") -> list[str]:
    """Each path of a developer's machine, as `file:line: path`. `checkout` is the project's own."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        paths = [] if name.startswith(QUOTED) else _HOME.findall(line)
        if checkout and checkout in line:
            paths.append(checkout)
        found += [f"{name}:{number}: {path}" for path in paths]
    return found


def test_no_file_holds_a_path_of_somebodys_machine(root: Path) -> None:
    """Those in git and those that could be added to it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    # `/src` or `/app` alone, as in a container, may well stand in a file.
    checkout = str(root) if len(root.parts) > 2 else ""
    names = [name for name in listed.stdout.decode().split("\0") if (root / name).is_file()]

    texts = {name: (root / name).read_bytes().decode(errors="replace") for name in sorted(names)}
    found = [p for name, text in texts.items() for p in problems(name, text, checkout)]

    assert len(names) > 200
    assert found == []


@pytest.mark.parametrize(
    "folders", [("", "home", "ada", "kb"), ("", "root", "kb"), ("", "Users", "ada")]
)
def test_a_home_folder_is_seen(folders: tuple[str, ...]) -> None:
    path = "/".join(folders)

    assert problems("a.toml", f'x = 1\ncache = "{path}"') == [f"a.toml:2: {'/'.join(folders[:3])}"]
    assert problems("a.yml", f"see file://{path}") != []


@pytest.mark.parametrize("text", ["https://a.example/home/start", "~/.cache", "docs/home/x.md"])
def test_another_path_is_left_alone(text: str) -> None:
    assert problems("a.md", text, "/srv/kb") == []


@pytest.mark.parametrize("name", ["a.md", "tests/cases/a.jsonl"])
def test_the_checkout_is_seen(name: str) -> None:
    assert problems(name, "cd /srv/kb", "/srv/kb") == [f"{name}:1: /srv/kb"]


def test_a_home_folder_in_a_message_of_another_machine_is_left_alone() -> None:
    path = "/".join(("", "home", "ada", "kb"))

    assert problems("tests/cases/a.jsonl", f'{{"text": "{path}: not found"}}', "/srv/kb") == []
