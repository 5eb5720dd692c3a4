"""Markers in Markdown, the survey of pages, and links that carry an answer."""

from __future__ import annotations

import pytest
from mkdocs.structure.files import File, Files

from wizard.authoring import Troubleshooter
from wizard.plugin.markers import Marker, Site, expand, link_evidence, markdown_links, survey


def _files(pages: dict[str, str]) -> Files:
    files = []
    for path, text in pages.items():
        file = File(path, None, "site", use_directory_urls=True)
        file.content_string = text
        files.append(file)
    return Files(files)


@pytest.fixture
def files() -> Files:
    """Pages with the whole element and with the ticket; before and after them compact elements."""
    return _files(
        {
            "index.md": "<!-- troubleshooter: lamp compact -->\n",
            "lamps/find-out.md": "Text.\n\n<!-- troubleshooter: lamp -->\n",
            "ticket.md": "<!-- ticket: lamp -->\n<!-- continue: lamp -->\n",
            "why.md": "<!-- troubleshooter: lamp compact -->\n",
        },
    )


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("<!-- troubleshooter: lamp -->", Marker("troubleshooter", "lamp", False)),
        ("<!-- troubleshooter: lamp compact -->", Marker("troubleshooter", "lamp", True)),
        ("<!-- troubleshooter-steps: lamp-2 -->", Marker("troubleshooter-steps", "lamp-2", False)),
        ("<!-- ticket: lamp -->  \t", Marker("ticket", "lamp", False)),
        ("<!-- continue: lamp -->", Marker("continue", "lamp", False)),
        ("<!-- evaluation: lamp -->", Marker("evaluation", "lamp", False)),
    ],
)
def test_a_marker_on_its_own_line_is_replaced(line: str, marker: Marker) -> None:
    seen: list[Marker] = []

    def render(found: Marker) -> str:
        seen.append(found)
        return r"<p>\1</p>"

    assert expand(f"# Title\n\n{line}\n\nText.\n", render) == "# Title\n\n<p>\\1</p>\n\nText.\n"
    assert seen == [marker]


@pytest.mark.parametrize(
    "text",
    [
        "See <!-- troubleshooter: lamp -->",
        "    <!-- troubleshooter: lamp -->",
        "<!-- troubleshooter: lamp --> here",
        "<!-- troubleshooter lamp -->",
        "<!-- remark: lamp -->",
    ],
)
def test_anything_else_stays(text: str) -> None:
    assert expand(text, lambda _: "never") == text


def test_every_marker_of_a_page_is_replaced() -> None:
    page = "<!-- continue: a -->\n<!-- ticket: b -->\n"

    assert expand(page, lambda marker: marker.name) == "a\nb\n"


def test_the_survey_knows_the_pages_and_what_they_hold(files: Files) -> None:
    site = survey(files)

    assert site.home == "./"
    assert list(site.pages) == ["index.md", "lamps/find-out.md", "ticket.md", "why.md"]
    assert {what: file.src_uri for what, file in site.holders.items()} == {
        ("troubleshooter", "lamp"): "lamps/find-out.md",
        ("ticket", "lamp"): "ticket.md",
        ("continue", "lamp"): "ticket.md",
    }


def test_a_part_that_no_page_holds_is_at_home(files: Files) -> None:
    site = survey(files)

    assert site.page_with("troubleshooter", "lamp") == "lamps/find-out/"
    assert site.page_with("troubleshooter-steps", "lamp") == "./"
    assert site.page_with("troubleshooter", "kettle") == "./"


def test_a_site_without_a_start_page_is_surveyed() -> None:
    assert survey(_files({"about.md": "Text."})).home == ""


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("lamps/find-out.md", "lamps/find-out/"),
        ("lamps/find-out.md#fix", "lamps/find-out/#fix"),
        ("index.md", ""),
        ("index.md#fix", "#fix"),
        ("gone.md#fix", ""),
        ("", ""),
    ],
)
def test_a_page_has_a_url_below_home(files: Files, target: str, url: str) -> None:
    assert survey(files).page_url(target) == url


def test_below_a_language_a_page_is_named_without_it() -> None:
    """mkdocs-static-i18n gives its files `norm_src_uri`, the path without the language."""
    files = _files({"sv/index.md": "", "sv/lamps/find-out.md": ""})
    for file in files:
        file.norm_src_uri = file.src_uri.removeprefix("sv/")  # type: ignore[attr-defined]

    site = survey(files)

    assert (site.home, list(site.pages)) == ("sv/", ["index.md", "lamps/find-out.md"])
    assert site.page_url("lamps/find-out.md#fix") == "lamps/find-out/#fix"


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("index.md", "lamps/find-out.md#fix", "lamps/find-out.md#fix"),
        ("lamps/find-out.md", "index.md", "../index.md"),
        ("lamps/find-out.md", "ticket", "../ticket.md"),
        ("lamps/find-out.md", "troubleshooter#start", "find-out.md#start"),
        ("index.md", "gone.md", ""),
        ("index.md", "", ""),
    ],
)
def test_a_link_is_written_as_markdown_wants_it(
    files: Files, source: str, target: str, written: str
) -> None:
    site: Site = survey(files)

    assert markdown_links(site, site.pages[source], "lamp")(target) == written


def test_evidence_becomes_the_fragment_of_its_link(lamp: Troubleshooter) -> None:
    page = (
        '<a href="../find-out/" data-evidence="socket=dead&amp;reach=reached">Go</a>'
        '<a class="x" data-evidence="socket=works" href="./">Go</a>'
        '<a href="../other/">Stay</a>'
    )

    linked, unknown = link_evidence(page, [lamp.model])

    assert linked == (
        '<a href="../find-out/#socket=dead&amp;reach=reached" '
        'data-evidence="socket=dead&amp;reach=reached">Go</a>'
        '<a class="x" data-evidence="socket=works" href="./#socket=works">Go</a>'
        '<a href="../other/">Stay</a>'
    )
    assert unknown == []


def test_evidence_that_no_model_knows_is_named(
    lamp: Troubleshooter, showcase: Troubleshooter
) -> None:
    page = "".join(
        f'<a href="./" data-evidence="{evidence}">Go</a>'
        for evidence in ("socket=dead", "lamp=lamp-on", "socket=wet")
    )

    assert link_evidence(page, [lamp.model, showcase.model])[1] == ["socket=wet"]
