"""What is checked on every built page; test_gates.py shows that each check sees its defect.

A gate takes a built site and returns what is wrong with it, one line per fault, by page. It knows
no fixture, so that any built site can be held against it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from html_pages import Page, pages

LANGUAGES = ("en", "sv", "de")

#: Words of the machine-translated originals that must not come back, per language.
WRONG_WORDS = {
    "sv": r"\butgåva|\butgångsdatum|problemintegr|kontouppgifter|omauktorisering|Hantera data >|\bbiljett",
    "de": r"\bAusgabe\b|Gültigkeit des|Problemintegration|Neuautorisierung|Verwaltungskonto|Daten verwalten >",
}

_CSS_LOADS = re.compile(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^'\")\s]+")
_MODULE_LOADS = re.compile(r"\b(?:from|import)\s*\(?\s*['\"]https?://[^'\"]+")
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site. `address` is where it will be published, without a slash at the end.

    The pages are all but those for a wrong address.
    """

    folder: Path
    address: str
    pages: tuple[Page, ...]

    @staticmethod
    def read(folder: Path, address: str) -> BuiltSite:
        """The site in a folder."""
        found = (page for page in pages(folder) if not page.path.endswith("404.html"))
        return BuiltSite(folder, address, tuple(found))


Gate = Callable[[BuiltSite], list[str]]


def wrong_languages(site: BuiltSite) -> list[str]:
    """`<html lang>` is another language than the folder's."""
    return [
        f"{page.path}: lang is '{page.lang}'" for page in site.pages if page.lang != page.language
    ]


def wrong_addresses(site: BuiltSite) -> list[str]:
    """`hreflang` is absolute, names every language and a default; `canonical` is the page itself."""
    prefixes = {"en": "", "sv": "/sv", "de": "/de", "x-default": ""}
    found = []
    for page in site.pages:
        right = {lang: f"{site.address}{prefix}{page.name}" for lang, prefix in prefixes.items()}
        for language in sorted({*right, *page.alternates}):
            here = page.alternates.get(language, "")
            if here != right.get(language):
                found.append(f"{page.path}: hreflang {language} is '{here}'")
        if page.canonical != f"{site.address}{page.path}":
            found.append(f"{page.path}: canonical is '{page.canonical}'")
    return found


def alternates_for_the_theme(site: BuiltSite) -> list[str]:
    """The theme's script selects `link[rel=alternate]`, alone and not beside another word.

    It takes each for a site, asks there for a sitemap and rewrites the language menu's links.
    """
    return [
        f"{page.path}: {match}"
        for page in site.pages
        for match in re.findall(
            r"<link [^>]*\brel=(?:\"alternate\"|alternate\b)[^>]*>", _html(page)
        )
    ]


def wrong_language_menus(site: BuiltSite) -> list[str]:
    """The language menu leads to the same page in the other languages."""
    found = []
    for page in site.pages:
        for language, href in page.languages.items():
            prefix = "" if language == "en" else f"/{language}"
            if urljoin(page.path, href) != f"{prefix}{page.name}":
                found.append(f"{page.path}: {language} leads to '{href}'")
        found += [
            f"{page.path}: nothing leads to {language}"
            for language in LANGUAGES
            if language not in (page.language, *page.languages)
        ]
    return found


def other_heading_ids(site: BuiltSite) -> list[str]:
    """An anchor means the same in every language, in the same order."""
    english = {page.name: page.heading_ids for page in site.pages if page.language == "en"}
    return [
        f"{page.path}: {_first_difference(english.get(page.name, []), page.heading_ids)}"
        for page in site.pages
        if page.heading_ids != english.get(page.name)
    ]


def repeated_ids(site: BuiltSite) -> list[str]:
    """An id stands once on a page."""
    return [
        f"{page.path}: #{id}"
        for page in site.pages
        for id in sorted({id for id in page.ids if page.ids.count(id) > 1})
    ]


def dead_links(site: BuiltSite) -> list[str]:
    """Every link and anchor leads somewhere, and so does every file that a page loads."""
    ids = {page.path: set(page.ids) for page in site.pages}
    here = urlsplit(site.address)
    found = []
    for page in site.pages:
        for link in (*page.links, *page.loads):
            target = urlsplit(urljoin(f"{site.address}{page.path}", link))
            if target.netloc != here.netloc or target.scheme not in ("http", "https"):
                continue
            path = unquote(target.path).removeprefix(here.path)
            if path not in ids:
                if not (site.folder / path.lstrip("/")).is_file():
                    found.append(f"{page.path} -> {link}")
            # A fragment with "=" holds answers for the troubleshooter.
            elif (
                target.fragment and "=" not in target.fragment and target.fragment not in ids[path]
            ):
                found.append(f"{page.path} -> {link}")
    return found


def foreign_loads(site: BuiltSite) -> list[str]:
    """No page, style or module loads anything from another host."""
    found = [
        f"{page.path}: {url}" for page in site.pages for url in page.loads if urlsplit(url).netloc
    ]
    for pattern, loads in (("*.css", _CSS_LOADS), ("*.js", _MODULE_LOADS)):
        for file in sorted(site.folder.rglob(pattern)):
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(site.folder).as_posix()
            found += [f"/{name}: {match}" for match in loads.findall(text)]
    return found


def pictures_without_words(site: BuiltSite) -> list[str]:
    """Every picture has a text in its place; a drawing's says in ten words or more what it shows."""
    found = []
    for page in site.pages:
        for image in page.images:
            source, words = str(image.get("src")), str(image.get("alt") or "").split()
            if not words:
                found.append(f"{page.path}: {source} has no alt")
            elif source.endswith(".svg") and len(words) < 10:
                found.append(f"{page.path}: {source} says only '{' '.join(words)}'")
    return found


def wrong_words(site: BuiltSite) -> list[str]:
    """No error of the machine-translated originals came back."""
    return [
        f"{page.path}: {match}"
        for page in site.pages
        if page.language in WRONG_WORDS
        for match in re.findall(WRONG_WORDS[page.language], page.text)
    ]


def zendesk_tokens_to_create(site: BuiltSite) -> list[str]:
    """Where the Zendesk page speaks of creating a token, it says that nobody can."""
    create = re.compile(r"\b(create|skapa|erstellen|generate|generera)\b", re.IGNORECASE)
    nobody = re.compile(
        r"\b(no|nobody|not|cannot|inte|inga|ingen|kein|keine|niemand|nicht|longer)\b",
        re.IGNORECASE,
    )
    return [
        f"{page.path}: {sentence}"
        for page in site.pages
        if page.name == "/integrations/zendesk/"
        for sentence in re.split(r"(?<=[.!?:])\s+", page.text)
        if create.search(sentence) and not nobody.search(sentence)
    ]


def missing_disclaimers(site: BuiltSite) -> list[str]:
    """The footer says that the site is independent."""
    words = {
        "en": "independent help site",
        "sv": "oberoende hjälpsajt",
        "de": "unabhängige Hilfeseite",
    }
    return [page.path for page in site.pages if words[page.language] not in _html(page)]


def unnamed_dialogs(site: BuiltSite) -> list[str]:
    """The theme calls the search box a dialog: it has no name, and Tab leaves it."""
    return [page.path for page in site.pages if 'role="dialog"' in _html(page)]


def visible_escapes(site: BuiltSite) -> list[str]:
    """No mark of Markdown shows up in the text: a backslash, or a marker that nothing replaced."""
    marks = re.compile(r"\\[&<>~|*_\[\]{}#!`]|<!-- (?:troubleshooter|ticket|continue)\S*: ")
    return [
        f"{page.path}: {match}"
        for page in site.pages
        for match in marks.findall(page.text + "".join(re.findall(r"<!--.*?-->", _html(page))))
    ]


def wrong_sitemap(site: BuiltSite) -> list[str]:
    """The sitemap has every page once, and nothing else."""
    tree = ET.parse(site.folder / "sitemap.xml")
    listed = [str(place.text) for place in tree.iter(_SITEMAP)]
    right = [f"{site.address}{page.path}" for page in site.pages]
    twice = {place for place in listed if listed.count(place) > 1}
    return sorted(
        [
            *(f"twice: {place}" for place in twice),
            *(f"missing: {place}" for place in set(right) - set(listed)),
            *(f"no page: {place}" for place in set(listed) - set(right)),
        ]
    )


GATES: tuple[Gate, ...] = (
    wrong_languages,
    wrong_addresses,
    alternates_for_the_theme,
    wrong_language_menus,
    other_heading_ids,
    repeated_ids,
    dead_links,
    foreign_loads,
    pictures_without_words,
    wrong_words,
    zendesk_tokens_to_create,
    missing_disclaimers,
    unnamed_dialogs,
    visible_escapes,
    wrong_sitemap,
)


def _html(page: Page) -> str:
    return page.file.read_text(encoding="utf-8")


def _first_difference(english: Iterable[str], here: Iterable[str]) -> str:
    lacking = [id for id in english if id not in set(here)]
    own = [id for id in here if id not in set(english)]
    return (
        ", ".join([*(f"lacks #{id}" for id in lacking), *(f"has #{id}" for id in own)]) or "order"
    )
