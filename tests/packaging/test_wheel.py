"""The package that other sites install: it is complete, and it works where it is unpacked."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (file,) = folder.iterdir()
    return zipfile.Path(file)


def test_it_holds_every_file_of_the_package_and_nothing_else(
    wheel: zipfile.Path, root: Path
) -> None:
    sources = {
        path.relative_to(root).as_posix()
        for path in (root / "wizard").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    names = {name for name in wheel.root.namelist() if not name.endswith("/")}
    packaged = {name for name in names if ".dist-info/" not in name}

    assert packaged == sources
    assert {
        "wizard/web/worker.js", "wizard/web/kb.css", "wizard/plugin/templates/element.html",
        "wizard/locale/interface.pot", "wizard/locale/sv.po", "wizard/plugin/compile.mjs",
    } <= packaged  # fmt: skip


def test_it_names_the_command_the_plugin_and_the_license(wheel: zipfile.Path) -> None:
    (info,) = (path for path in wheel.iterdir() if path.name.endswith(".dist-info"))

    points = (info / "entry_points.txt").read_text()
    assert "[console_scripts]\nwizard = wizard.cli:main\n" in points
    assert "[mkdocs.plugins]\nwizard = wizard.plugin:WizardPlugin\n" in points
    assert (info / "licenses" / "LICENSE").exists()


def test_another_site_can_be_built_with_it(wheel: zipfile.Path, root: Path, tmp_path: Path) -> None:
    wheel.root.extractall(tmp_path / "unpacked")
    model = tmp_path / "docs" / "_troubleshooters" / "showcase" / "model.yml"
    model.parent.mkdir(parents=True)
    model.write_text((root / "docs/_troubleshooters/showcase/model.yml").read_text())
    (tmp_path / "docs" / "index.md").write_text("# Coffee\n\n<!-- troubleshooter: showcase -->\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Coffee\ntheme: mkdocs\nexclude_docs: /_troubleshooters/\n"
        "plugins: [{wizard: {pyodide: none}}]\n"
    )
    say_where = "import runpy, wizard; print(wizard.__file__); runpy.run_module('mkdocs', run_name='__main__')"  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-c", say_where, "build", "--strict"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked"), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )

    where = tmp_path / "unpacked" / "wizard" / "__init__.py"
    assert (done.returncode, done.stdout) == (0, f"{where}\n"), done.stderr
    assert "Is the lamp on?" in (tmp_path / "site" / "index.html").read_text()
    assert (tmp_path / "site" / "assets" / "kb" / "worker.js").is_file()
