"""The built pages, read from disk: what every reader gets, whatever the browser."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from html_pages import Page, pages, read

from wizard.authoring import Troubleshooter

LANGUAGES = ("en", "sv", "de")
SITE = "https://kb.example.org"

#: Words of the machine-translated originals that must not come back, per language.
WRONG_WORDS = {
    "sv": r"\butgåva|\butgångsdatum|problemintegr|kontouppgifter|omauktorisering|Hantera data >|\bbiljett",
    "de": r"\bAusgabe\b|Gültigkeit des|Problemintegration|Neuautorisierung|Verwaltungskonto|Daten verwalten >",
}


@pytest.fixture(scope="module")
def built(site: Path) -> list[Page]:
    """All pages but the 404 ones."""
    return [page for page in pages(site) if not page.path.endswith("404.html")]


def test_every_page_is_there_in_all_three_languages(built: list[Page]) -> None:
    names = {lang: {p.name for p in built if p.language == lang} for lang in LANGUAGES}

    assert names["sv"] == names["en"]
    assert names["de"] == names["en"]
    assert {
        "/", "/reauthenticate-integrations/", "/integrations/", "/causes/", "/troubleshooter/",
        "/troubleshooter/steps/", "/support/ticket/", "/about/",
    } <= names["en"]  # fmt: skip


def test_every_integration_and_cause_has_a_page_and_an_anchor(
    built: list[Page], reauthenticate: Troubleshooter
) -> None:
    model = reauthenticate.model
    lists = {
        "integrations": [a.id for a in model.question("integration").answers if a.id != "other"],
        "causes": [c.id for c in (*model.causes, *model.obstacles)],
    }
    by_path = {(page.language, page.name): page for page in built}
    for language in LANGUAGES:
        for folder, ids in lists.items():
            assert set(ids) <= set(by_path[language, f"/{folder}/"].ids)
            assert {f"/{folder}/{id}/" for id in ids} <= {
                n for lang, n in by_path if lang == language
            }


def test_html_says_its_language(built: list[Page]) -> None:
    assert [p.path for p in built if p.lang != p.language] == []


def test_hreflang_is_absolute_complete_and_has_a_default(built: list[Page]) -> None:
    for page in built:
        prefixes = {"en": "", "sv": "/sv", "de": "/de", "x-default": ""}
        assert page.alternates == {
            language: f"{SITE}{prefix}{page.name}" for language, prefix in prefixes.items()
        }, page.path
        assert page.canonical == f"{SITE}{page.path}"


def test_the_themes_script_does_not_take_hreflang_for_a_site(built: list[Page]) -> None:
    """It selects `link[rel=alternate]`, asks each for a sitemap and rewrites the language menu."""
    for page in built:
        assert 'rel="alternate"' not in page.file.read_text(encoding="utf-8"), page.path


def test_the_language_menu_leads_to_the_same_page(built: list[Page]) -> None:
    for page in built:
        for language, href in page.languages.items():
            prefix = "" if language == "en" else f"/{language}"
            assert urljoin(page.path, href) == f"{prefix}{page.name}", page.path


def test_heading_ids_are_equal_in_all_languages(built: list[Page]) -> None:
    english = {p.name: p.heading_ids for p in built if p.language == "en"}

    different = [p.path for p in built if p.heading_ids != english[p.name]]

    assert different == []
    assert sum(map(len, english.values())) > 200


def test_ids_are_unique(built: list[Page]) -> None:
    for page in built:
        assert sorted(set(page.ids)) == sorted(page.ids), page.path


def test_every_link_and_anchor_leads_somewhere(built: list[Page], site: Path) -> None:
    ids = {page.path: set(page.ids) for page in built}
    broken = []
    for page in built:
        for link in page.links:
            target = urlsplit(urljoin(f"{SITE}{page.path}", link))
            if target.scheme not in ("http", "https") or target.netloc != "kb.example.org":
                continue
            if target.path in ids:
                anchor = target.fragment
                if anchor and "=" not in anchor and anchor not in ids[target.path]:
                    broken.append(f"{page.path} -> {link}")
            elif not (site / target.path.lstrip("/")).is_file():
                broken.append(f"{page.path} -> {link}")

    assert broken == []


def test_links_with_answers_are_understood(
    built: list[Page], reauthenticate: Troubleshooter
) -> None:
    from wizard.engine import parse_fragment

    carried = {link.partition("#")[2] for page in built for link in page.links if "=" in link}
    fragments = {f for f in carried if re.fullmatch(r"[a-z-]+=[a-z0-9-]+", f)}

    assert len(fragments) >= 26
    assert [f for f in fragments if parse_fragment(reauthenticate.model, f)[1]] == []


def test_nothing_is_loaded_from_another_host(built: list[Page], site: Path) -> None:
    foreign = [f"{p.path}: {u}" for p in built for u in p.loads if urlsplit(u).netloc]
    css = [
        f.name
        for f in site.rglob("*.css")
        if re.search(r"url\(\s*['\"]?(https?:)?//", f.read_text())
    ]

    assert foreign == []
    assert css == []


def test_pictures_have_real_alternative_text(built: list[Page]) -> None:
    drawings = [(p, i) for p in built for i in p.images if str(i.get("src")).endswith(".svg")]

    assert {p.language for p, _ in drawings} == set(LANGUAGES)
    for page, image in drawings:
        assert len(str(image.get("alt") or "").split()) >= 10, page.path
    assert [p.path for p in built for i in p.images if not i.get("alt")] == []


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
    } or set(page.languages.values()) <= {"/", "/sv/", "/de/"}


@pytest.mark.parametrize("language", ["sv", "de"])
def test_no_error_of_the_machine_translations_came_back(built: list[Page], language: str) -> None:
    found = [
        f"{page.path}: {match}"
        for page in built
        if page.language == language
        for match in re.findall(WRONG_WORDS[language], page.text)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [("sv", "en intern utgåva i MBI"), ("de", "Gültigkeit des Authentifizierungstokens")],
)
def test_the_gate_for_wrong_words_would_see_one(language: str, wrong: str) -> None:
    assert re.search(WRONG_WORDS[language], wrong)


def test_no_page_tells_to_create_a_zendesk_token(built: list[Page]) -> None:
    """Where the Zendesk page speaks of creating a token, it says that nobody can."""
    for page in built:
        if page.name != "/integrations/zendesk/":
            continue
        for sentence in re.split(r"(?<=[.!?:])\s+", page.text):
            if re.search(
                r"\b(create|skapa|erstellen|generate|generera)\b", sentence, re.IGNORECASE
            ):
                assert re.search(
                    r"\b(no|nobody|not|cannot|inte|inga|ingen|kein|keine|niemand|nicht|longer)\b",
                    sentence,
                    re.IGNORECASE,
                ), f"{page.path}: {sentence}"


def test_the_footer_says_that_the_site_is_independent(built: list[Page]) -> None:
    words = {
        "en": "independent help site",
        "sv": "oberoende hjälpsajt",
        "de": "unabhängige Hilfeseite",
    }
    for page in built:
        html = page.file.read_text(encoding="utf-8")
        assert words[page.language] in html, page.path
        assert html.count("Adobe Commerce") >= 1


def test_no_page_holds_the_whole_navigation(built: list[Page]) -> None:
    """Pruned: a page lists its own section; without that each page grows with the site."""
    page = next(p for p in built if p.path == "/about/")

    assert len([link for link in page.links if "integrations/" in link]) < 10


def test_the_sitemap_has_every_page_once(site: Path, built: list[Page]) -> None:
    tree = ET.parse(site / "sitemap.xml")
    found = [str(loc.text) for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert sorted(found) == sorted(f"{SITE}{page.path}" for page in built)


def test_the_search_box_is_no_dialog(built: list[Page]) -> None:
    for page in built:
        assert 'role="dialog"' not in page.file.read_text(encoding="utf-8"), page.path


def test_the_search_index_holds_all_languages(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text())

    assert {d["location"].split("/")[0] for d in index["docs"]} >= {"sv", "de", "causes"}


def test_troubleshooter_folders_are_not_published(site: Path) -> None:
    assert not list(site.rglob("_troubleshooters*"))
    assert not list(site.rglob("*.po"))
