"""The layers: engine <- authoring <- plugin, cli. Read from the imports, so nobody can forget."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

#: Layer to what it may import of ours, and whether it may import other people's packages.
MAY_IMPORT = {
    "engine": ({"engine"}, False),
    "authoring": ({"engine", "authoring"}, True),
    "plugin": ({"engine", "authoring", "plugin"}, True),
    "cli": ({"engine", "authoring", "cli"}, True),
}


def breaches(root: Path) -> Iterator[str]:
    """Each import that a layer may not have, as `file: module`."""
    for path in sorted((root / "wizard").rglob("*.py")):
        layer = path.relative_to(root / "wizard").parts[0].removesuffix(".py")
        if layer not in MAY_IMPORT:
            continue
        ours, others = MAY_IMPORT[layer]
        for module in _imports(path):
            top, _, rest = module.partition(".")
            if top == "wizard":
                if rest and rest.split(".")[0] not in ours:
                    yield f"{path.relative_to(root)}: {module}"
            elif not others and top not in sys.stdlib_module_names:
                yield f"{path.relative_to(root)}: {module}"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_layer_imports_what_it_may_not(root: Path) -> None:
    assert list(breaches(root)) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("engine/x.py", "import yaml"),
        ("engine/x.py", "from wizard.authoring import load"),
        ("authoring/x.py", "from wizard.plugin import WizardPlugin"),
        ("plugin/x.py", "import wizard.cli"),
    ],
)
def test_a_breach_is_found(tmp_path: Path, file: str, line: str) -> None:
    path = tmp_path / "wizard" / file
    path.parent.mkdir(parents=True)
    path.write_text(line)

    assert list(breaches(tmp_path)) == [f"wizard/{file}: {line.split()[1]}"]
