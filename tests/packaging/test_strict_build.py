"""The build of a site with a defect in it: what must stop it, and what a missing translation becomes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The site's sources, to be spoilt; what was installed or compiled is shared."""
    for name in ("docs", "overrides"):
        shutil.copytree(root / name, tmp_path / name)
    for name in ("node_modules", ".cache", "wizard"):
        (tmp_path / name).symlink_to(root / name)
    shutil.copyfile(root / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """As `make build` does it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1763942400", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("[x](causes/firewall.md#nonesuch)", "does not contain an anchor"),
        ("[x](causes/nonesuch.md)", "not found among documentation files"),
        ("[x](/causes/firewall/)", "absolute link"),
        ('[x](about.md){ data-evidence="status=purple" }', "means nothing"),
    ],
)
def test_a_broken_link_stops_the_build(copy: Path, link: str, says: str) -> None:
    page = copy / "docs/en/index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{link}\n", encoding="utf-8")

    done = build(copy)

    assert done.returncode != 0
    assert says in done.stderr


def test_a_broken_model_stops_the_build_with_every_problem(copy: Path) -> None:
    model = copy / "docs/_troubleshooters/showcase/model.yml"
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("{unplugged: always,", "{unplogged: allways,"), encoding="utf-8")

    done = build(copy)

    assert done.returncode != 0
    assert "there is no cause 'unplogged'\n  hint: did you mean 'unplugged'?" in done.stderr
    assert "'allways' is not a likelihood word" in done.stderr


def test_a_page_without_a_translation_is_english_and_says_so(copy: Path) -> None:
    (copy / "docs/de/about.md").unlink()
    stale = copy / "docs/en/causes/firewall.md"
    stale.write_text(f"{stale.read_text(encoding='utf-8')}\nMore.\n", encoding="utf-8")

    done = build(copy)

    assert done.returncode == 0, done.stderr
    page = (copy / "site/de/about/index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in page
    assert '<div lang="en">' in page
    assert "Diese Seite ist noch nicht übersetzt." in page
    assert '<link rel="canonical" href="https://kb.example.org/about/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/de/about/" not in (copy / "site/sitemap.xml").read_text(encoding="utf-8")
    other = (copy / "site/de/causes/firewall/index.html").read_text(encoding="utf-8")
    assert "hat sich seit dieser Übersetzung geändert" in other
