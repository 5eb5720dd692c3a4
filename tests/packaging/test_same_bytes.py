"""What is published depends on the sources and nothing else, and on where it is published.

Three builds at once, each in a copy of the project: one as it is after many builds, one that
computes and compiles everything anew, one for an address with a path.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from gates import (
    BuiltSite,
    dead_links,
    foreign_loads,
    wrong_addresses,
    wrong_language_menus,
    wrong_sitemap,
)
from html_pages import read

ELSEWHERE = "https://host.example/help"
SETTINGS = {"SOURCE_DATE_EPOCH": "1763942400", "NO_MKDOCS_2_WARNING": "1"}


@pytest.fixture(scope="module")
def builds(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """`kept`, `anew` and `elsewhere`, each the folder of a built site."""
    homes = tmp_path_factory.mktemp("builds")
    if not (root / "site" / "index.html").exists():
        pytest.fail("there is no site; run `make build` (or `make test`)")
    running = {
        "kept": _start(root, homes / "kept", {"PYTHONHASHSEED": "1", "TZ": "UTC"}),
        "anew": _start(
            root,
            homes / "a longer name, and blanks",
            {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
            keep=False,
        ),
        "elsewhere": _start(root, homes / "elsewhere", {"SITE_URL": f"{ELSEWHERE}/"}),
    }
    sites = {}
    for name, (process, folder) in running.items():
        output, _ = process.communicate(timeout=300)
        warnings = [line for line in output.splitlines() if not line.startswith("INFO ")]
        assert (process.returncode, warnings) == (0, []), name
        sites[name] = folder
    return sites


def _start(
    root: Path, home: Path, settings: Mapping[str, str], *, keep: bool = True
) -> tuple[subprocess.Popen[str], Path]:
    """Start a build in a copy of the project; with `keep`, what earlier builds kept comes along."""
    home.mkdir()
    for name in ("docs", "overrides"):
        shutil.copytree(root / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "mkdocs.yml", home / "mkdocs.yml")
    for name in ("wizard", "node_modules"):
        (home / name).symlink_to(root / name)
    (home / ".cache").mkdir()
    (home / ".cache" / "pyodide-build").symlink_to(root / ".cache" / "pyodide-build")
    for name in ("decision-tree", "python") if keep else ():
        shutil.copytree(root / ".cache" / name, home / ".cache" / name)
    environment = {k: v for k, v in os.environ.items() if k != "SITE_URL"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", home / "site"],
        cwd=home,
        env={**environment, **SETTINGS, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return process, home / "site"


def _digests(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_two_builds_are_the_same_byte_for_byte(builds: dict[str, Path]) -> None:
    kept, anew = _digests(builds["kept"]), _digests(builds["anew"])

    assert [name for name in kept if anew.get(name) != kept[name]] == []
    assert sorted(anew) == sorted(kept)
    assert len(kept) > 150


def test_no_file_of_the_site_says_where_it_was_built(
    builds: dict[str, Path], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    places = [str(place).encode() for place in (root, tmp_path_factory.getbasetemp())]

    assert [
        file.relative_to(site).as_posix()
        for site in (builds["kept"], builds["anew"])
        for file in sorted(site.rglob("*"))
        if file.is_file() and any(place in file.read_bytes() for place in places)
    ] == []


@pytest.fixture(scope="module")
def elsewhere(builds: dict[str, Path]) -> BuiltSite:
    """The site for an address with a path."""
    return BuiltSite.read(builds["elsewhere"], ELSEWHERE)


@pytest.mark.parametrize(
    "gate",
    [wrong_addresses, wrong_language_menus, dead_links, foreign_loads, wrong_sitemap],
    ids=lambda gate: gate.__name__,
)
def test_an_address_with_a_path_is_carried_everywhere(gate: object, elsewhere: BuiltSite) -> None:
    assert callable(gate)
    assert gate(elsewhere) == []


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_a_404_page_leads_below_the_path(builds: dict[str, Path], language: str) -> None:
    """It is shown at any depth, so every address on it starts at the root."""
    folder = builds["elsewhere"] if language == "en" else builds["elsewhere"] / language

    page = read(folder / "404.html", "/404.html")

    inside = [u for u in (*page.links, *page.loads) if not u.startswith(("https://", "#", "data:"))]
    assert [url for url in inside if not url.startswith("/help/")] == []
    assert page.languages == {
        lang: "/help/" if lang == "en" else f"/help/{lang}/"
        for lang in ("en", "sv", "de")
        if lang != language
    }
    assert f"/help/{'' if language == 'en' else f'{language}/'}troubleshooter/" in page.links
