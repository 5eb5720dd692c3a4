"""The lock files: everything is pinned by its content, and nothing says where it comes from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

PYTHON_LOCKS = ("site.txt", "test.txt", "pyodide-build.txt")

#: What would tie a lock file to a host, or let pip look elsewhere.
_ADDRESS = re.compile(r"https?:|//|@ |--(?:index-url|extra-index-url|find-links|trusted-host)|^-[if] ", re.MULTILINE)  # fmt: skip
_REQUIREMENT = re.compile(r"([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(?: ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")  # fmt: skip


def _requirements(text: str) -> dict[str, str]:
    """Name to version of every requirement that has a hash."""
    return {match[1]: match[2] for match in _REQUIREMENT.finditer(text)}


def problems(text: str) -> list[str]:
    """What is wrong with a lock file for pip, line by line."""
    left = _REQUIREMENT.sub("", text)
    found = [f"without a version and a hash: {line}" for line in left.splitlines() if line.strip()]
    return found + [f"address: {match[0]}" for match in _ADDRESS.finditer(text)]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_requirement_has_a_hash_and_no_line_an_address(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text()

    assert problems(text) == []
    assert len(_requirements(text)) >= 7


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("jinja2==3.1.6\n", "without a version and a hash: jinja2==3.1.6"),
        (f"jinja2>=3 \\\n    --hash=sha256:{'0' * 64}\n", "without a version and a hash: jinja2>=3 \\"),
        ("--index-url https://mirror.example/simple\n", "address: --index-url"),
        ("--find-links wheels\n", "address: --find-links"),
        ("x @ file:///wheels/x.whl\n", "address: @ "),
    ],
)  # fmt: skip
def test_a_requirement_without_a_hash_or_with_an_address_is_seen(line: str, says: str) -> None:
    good = f"babel==2.18.0 ; python_version < '4' \\\n    --hash=sha256:{'a' * 64}\n"

    assert problems(good) == []
    assert says in problems(good + line)


def test_what_tests_the_site_is_what_builds_it(root: Path) -> None:
    site, test = (
        _requirements((root / "requirements" / name).read_text()) for name in PYTHON_LOCKS[:2]
    )

    assert {name: version for name, version in test.items() if name in site} == site


def test_the_lock_has_what_the_project_asks_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["site"], *extras["test"]]
    locked = _requirements((root / "requirements" / "test.txt").read_text())

    names = {re.split(r"[<>=]", requirement)[0].lower() for requirement in asked}
    pins = dict(requirement.split("==") for requirement in asked if "==" in requirement)
    assert names <= set(locked)
    assert {name: locked[name] for name in pins} == pins


@pytest.mark.parametrize("folder", ["", "benchmarks"])
def test_npm_packages_have_digests_and_no_address(root: Path, folder: str) -> None:
    text = (root / folder / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    project = packages.pop("")

    assert {
        name for name, p in packages.items() if not p["integrity"].startswith("sha512-")
    } == set()
    from_makers = re.sub(r'"funding": (\{[^}]*\}|\[[^\]]*\]|"[^"]*")', "", text)
    assert re.findall(r'"resolved"|https?://[^"]*', from_makers) == []
    wanted = json.loads((root / folder / "package.json").read_text())
    for group in {"dependencies", "devDependencies"} & wanted.keys():
        assert project[group] == wanted[group]
        assert {n: packages[f"node_modules/{n}"]["version"] for n in wanted[group]} == wanted[group]


def test_npm_installs_what_the_project_names_and_runs_no_script_of_it(root: Path) -> None:
    makefile = (root / "Makefile").read_text()

    assert "npm ci --ignore-scripts" in makefile
    assert "npm ci --prefix benchmarks --ignore-scripts" in makefile
    assert re.findall(r"npm (?:install|ci)(?![^\n]*--ignore-scripts)", makefile) == []
    assert re.findall(r"pip install(?![^\n]*(?:--require-hashes|--no-deps))", makefile) == []
