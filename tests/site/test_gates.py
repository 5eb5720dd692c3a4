"""A gate that is always green is none: each sees the defect that it is there for, and only that."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import gates
import pytest
from gates import GATES, BuiltSite, Gate
from html_pages import read

#: Gate, page, what stands there, what stands there instead, and what the gate says about it.
DEFECTS: list[tuple[Gate, str, str, str, list[str]]] = [
    (
        gates.wrong_languages,
        "/sv/about/",
        '<html lang="sv"',
        '<html lang="en"',
        ["/sv/about/: lang is 'en'"],
    ),
    (
        gates.wrong_languages,
        "/de/about/",
        '<html lang="de"',
        "<html",
        ["/de/about/: lang is ''"],
    ),
    (
        gates.wrong_addresses,
        "/sv/about/",
        'hreflang="de" href="https://kb.example.org/de/about/"',
        'hreflang="de" href="../../de/about/"',
        ["/sv/about/: hreflang de is '../../de/about/'"],
    ),
    (
        gates.wrong_addresses,
        "/about/",
        'hreflang="x-default"',
        'hreflang="fr"',
        [
            "/about/: hreflang fr is 'https://kb.example.org/about/'",
            "/about/: hreflang x-default is ''",
        ],
    ),
    (
        gates.wrong_addresses,
        "/de/about/",
        '<link rel="canonical" href="https://kb.example.org/de/about/">',
        '<link rel="canonical" href="https://kb.example.org/about/">',
        ["/de/about/: canonical is 'https://kb.example.org/about/'"],
    ),
    (
        gates.alternates_for_the_theme,
        "/sv/about/",
        '<link rel="alternate external" hreflang="de"',
        '<link rel="alternate" hreflang="de"',
        [
            '/sv/about/: <link rel="alternate" hreflang="de"'
            ' href="https://kb.example.org/de/about/">'
        ],
    ),
    (
        gates.wrong_language_menus,
        "/sv/about/",
        '<a href="../../de/about/" hreflang="de"',
        '<a href="../../de/" hreflang="de"',
        ["/sv/about/: de leads to '../../de/'"],
    ),
    (
        gates.wrong_language_menus,
        "/about/",
        ' hreflang="sv" lang="sv"',
        ' lang="sv"',
        ["/about/: nothing leads to sv"],
    ),
    (
        gates.other_heading_ids,
        "/sv/about/",
        '<h2 id="privacy">',
        '<h2 id="dina-uppgifter">',
        ["/sv/about/: lacks #privacy, has #dina-uppgifter"],
    ),
    (
        gates.repeated_ids,
        "/sv/about/",
        '<h2 id="privacy">',
        '<p id="site"></p><h2 id="privacy">',
        ["/sv/about/: #site"],
    ),
    (
        gates.dead_links,
        "/sv/about/",
        "</article>",
        '<a href="../nowhere/">there</a></article>',
        ["/sv/about/ -> ../nowhere/"],
    ),
    (
        gates.dead_links,
        "/sv/about/",
        "</article>",
        '<a href="../#nowhere">there</a></article>',
        ["/sv/about/ -> ../#nowhere"],
    ),
    (
        gates.dead_links,
        "/sv/about/",
        "</article>",
        '<a href="https://kb.example.org/nowhere/">there</a></article>',
        ["/sv/about/ -> https://kb.example.org/nowhere/"],
    ),
    (
        gates.dead_links,
        "/sv/about/",
        "</article>",
        '<img src="../nothing.svg" alt="A picture"></article>',
        ["/sv/about/ -> ../nothing.svg"],
    ),
    (
        gates.foreign_loads,
        "/about/",
        "</body>",
        '<script src="https://cdn.example.net/x.js"></script></body>',
        ["/about/: https://cdn.example.net/x.js"],
    ),
    (
        gates.foreign_loads,
        "/about/",
        "</head>",
        '<link rel="preconnect" href="//fonts.example.net"></head>',
        ["/about/: //fonts.example.net"],
    ),
    (
        gates.foreign_loads,
        "/about/",
        "</article>",
        '<img srcset="https://img.example.net/2x.png 2x" alt="A picture"></article>',
        ["/about/: https://img.example.net/2x.png"],
    ),
    (
        gates.pictures_without_words,
        "/about/",
        "</article>",
        '<img src="../images/dot.png"></article>',
        ["/about/: ../images/dot.png has no alt"],
    ),
    (
        gates.pictures_without_words,
        "/about/",
        "</article>",
        '<img src="../images/integrations-page.svg" alt="The Integrations page"></article>',
        ["/about/: ../images/integrations-page.svg says only 'The Integrations page'"],
    ),
    (
        gates.wrong_words,
        "/sv/about/",
        "</article>",
        "<p>Detta är en intern utgåva i MBI.</p></article>",
        ["/sv/about/: utgåva"],
    ),
    (
        gates.wrong_words,
        "/de/about/",
        "</article>",
        "<p>Die Gültigkeit des Tokens ist abgelaufen.</p></article>",
        ["/de/about/: Gültigkeit des"],
    ),
    (
        gates.zendesk_tokens_to_create,
        "/integrations/zendesk/",
        "</article>",
        "<p>. Create an API token in Zendesk.</p></article>",
        ["/integrations/zendesk/: Create an API token in Zendesk."],
    ),
    (
        gates.missing_disclaimers,
        "/sv/about/",
        "oberoende hjälpsajt",
        "hjälpsajt",
        ["/sv/about/"],
    ),
    (
        gates.unnamed_dialogs,
        "/about/",
        'data-md-component="search"',
        'data-md-component="search" role="dialog"',
        ["/about/"],
    ),
    (
        gates.visible_escapes,
        "/about/",
        "</article>",
        r"<p>Choose Save \&amp; Test.</p></article>",
        [r"/about/: \&"],
    ),
    (
        gates.visible_escapes,
        "/about/",
        "</article>",
        "<p><!-- ticket: reauthenticate --></p></article>",
        ["/about/: <!-- ticket: "],
    ),
]

Plant = Callable[[str, str, str], BuiltSite]


@pytest.fixture
def plant(built: BuiltSite, tmp_path: Path) -> Plant:
    """Makes the site with one page changed, in a copy of that page."""

    def plant(path: str, there: str, instead: str) -> BuiltSite:
        (page,) = (page for page in built.pages if page.path == path)
        html = page.file.read_text(encoding="utf-8")
        assert there in html, f"{path} has changed; plant the defect elsewhere"
        copy = tmp_path / "index.html"
        copy.write_text(html.replace(there, instead), encoding="utf-8")
        return dataclasses.replace(
            built, pages=tuple(read(copy, path) if p is page else p for p in built.pages)
        )

    return plant


@pytest.mark.parametrize(
    ("gate", "path", "there", "instead", "says"),
    DEFECTS,
    ids=[f"{gate.__name__}-{n}" for n, (gate, *_) in enumerate(DEFECTS)],
)
def test_a_planted_defect_is_reported(
    plant: Plant, gate: Gate, path: str, there: str, instead: str, says: list[str]
) -> None:
    assert gate(plant(path, there, instead)) == says


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.css", "@import 'https://css.example.net/a.css';", "@import 'https://css.example.net/a.css"),
        ("a.css", "b { background: url(//x.example.net/b.png) }", "url(//x.example.net/b.png"),
        ("a.js", 'import x from "https://js.example.net/x.js";', 'from "https://js.example.net/x.js'),
    ],
)  # fmt: skip
def test_a_style_or_module_from_another_host_is_reported(
    built: BuiltSite, tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / name).write_text(text)

    assert gates.foreign_loads(dataclasses.replace(built, folder=tmp_path)) == [f"/{name}: {says}"]


def test_a_page_that_the_sitemap_lacks_or_has_too_much_is_reported(
    built: BuiltSite, tmp_path: Path
) -> None:
    sitemap = (built.folder / "sitemap.xml").read_text()
    (tmp_path / "sitemap.xml").write_text(sitemap.replace("/sv/about/", "/sv/gone/"))

    assert gates.wrong_sitemap(dataclasses.replace(built, folder=tmp_path)) == [
        "missing: https://kb.example.org/sv/about/",
        "no page: https://kb.example.org/sv/gone/",
    ]


def test_a_site_is_read_page_by_page(built: BuiltSite, tmp_path: Path) -> None:
    """The folder's pages and their paths; not the 404 pages, not what lies among the assets."""
    page = next(page for page in built.pages if page.path == "/sv/about/")
    for name in ("index.html", "sv/about/index.html", "sv/404.html", "assets/kb/x.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page.file, tmp_path / name)

    assert [p.path for p in BuiltSite.read(tmp_path, "").pages] == ["/", "/sv/about/"]


def test_every_gate_has_a_defect() -> None:
    own_test = {gates.wrong_sitemap}

    assert {gate for gate, *_ in DEFECTS} | own_test == set(GATES)
