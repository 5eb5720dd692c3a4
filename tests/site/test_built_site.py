"""The built pages, read from disk: what every reader gets, whatever the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from gates import GATES, LANGUAGES, BuiltSite, Gate
from html_pages import read

from wizard.authoring import Troubleshooter
from wizard.engine import parse_fragment


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_the_site_passes(gate: Gate, built: BuiltSite) -> None:
    assert gate(built) == []


def test_every_page_is_there_in_all_three_languages(built: BuiltSite) -> None:
    names = {lang: {p.name for p in built.pages if p.language == lang} for lang in LANGUAGES}

    assert names["sv"] == names["en"]
    assert names["de"] == names["en"]
    assert {
        "/", "/reauthenticate-integrations/", "/integrations/", "/causes/", "/troubleshooter/",
        "/troubleshooter/steps/", "/support/ticket/", "/about/",
    } <= names["en"]  # fmt: skip


def test_every_integration_and_cause_has_a_page_and_an_anchor(
    built: BuiltSite, reauthenticate: Troubleshooter
) -> None:
    model = reauthenticate.model
    lists = {
        "integrations": [a.id for a in model.question("integration").answers if a.id != "other"],
        "causes": [c.id for c in (*model.causes, *model.obstacles)],
    }
    by_path = {(page.language, page.name): page for page in built.pages}
    for language in LANGUAGES:
        for folder, ids in lists.items():
            assert set(ids) <= set(by_path[language, f"/{folder}/"].ids)
            assert {f"/{folder}/{id}/" for id in ids} <= {
                n for lang, n in by_path if lang == language
            }


def test_the_pages_hold_enough_for_the_gates_to_read(built: BuiltSite) -> None:
    """Headings, links, drawings in each language: a reader of pages gone blind would find none."""
    drawings = {
        page.language
        for page in built.pages
        for image in page.images
        if str(image.get("src")).endswith(".svg")
    }

    assert sum(len(page.heading_ids) for page in built.pages if page.language == "en") > 200
    assert all(page.links and page.loads and page.text for page in built.pages)
    assert drawings == set(LANGUAGES)


def test_links_with_answers_are_understood(
    built: BuiltSite, reauthenticate: Troubleshooter
) -> None:
    carried = {link.partition("#")[2] for page in built.pages for link in page.links if "=" in link}
    fragments = {f for f in carried if re.fullmatch(r"[a-z-]+=[a-z0-9-]+", f)}

    assert len(fragments) >= 26
    assert [f for f in fragments if parse_fragment(reauthenticate.model, f)[1]] == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "does not exist"), ("sv", "finns inte"), ("de", "gibt es nicht")]
)
def test_each_language_has_its_own_404_page(site: Path, language: str, words: str) -> None:
    folder = site if language == "en" else site / language

    page = read(folder / "404.html", "/404.html")

    assert page.lang == language
    assert words in page.text
    assert page.languages == {
        lang: "/" if lang == "en" else f"/{lang}/" for lang in LANGUAGES if lang != language
    }


def test_no_page_holds_the_whole_navigation(built: BuiltSite) -> None:
    """Pruned: a page lists its own section; without that each page grows with the site."""
    page = next(p for p in built.pages if p.path == "/about/")

    assert len([link for link in page.links if "integrations/" in link]) < 10


def test_the_search_index_holds_all_languages(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text())

    assert {d["location"].split("/")[0] for d in index["docs"]} >= {"sv", "de", "causes"}


def test_troubleshooter_folders_are_not_published(site: Path) -> None:
    assert not list(site.rglob("_troubleshooters*"))
    assert not list(site.rglob("*.po"))
