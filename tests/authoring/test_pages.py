"""Pages and their translations: stale ones are seen, and only `accept` says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring.pages import accept, body_digest, check_pages, translations


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """One page in three languages, accepted."""
    for language in ("en", "sv", "de"):
        path = tmp_path / "docs" / language / "about.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"---\ntitle: {language}\n---\n# About\n\n## Why {{#why}}\n")
    accept(tmp_path / "docs", "about.md")
    return tmp_path / "docs"


def _states(docs: Path) -> list[tuple[str, str]]:
    return [(found.language, found.state) for found in translations(docs)]


def test_an_accepted_page_is_translated(docs: Path) -> None:
    assert _states(docs) == [("sv", "translated"), ("de", "translated")]
    assert list(check_pages(docs)) == []


def test_a_changed_english_body_makes_the_translations_stale(docs: Path) -> None:
    english = docs / "en" / "about.md"
    english.write_text(english.read_text() + "\nMore.\n")

    assert _states(docs) == [("sv", "stale"), ("de", "stale")]
    assert [p.warning for p in check_pages(docs)] == [True, True]


def test_front_matter_line_ends_and_trailing_blanks_do_not_count(docs: Path) -> None:
    english = (docs / "en" / "about.md").read_text()
    same = english.replace("title: en", "title: other").replace("\n", " \r\n")

    assert body_digest(same.replace("--- \r\n", "---\r\n")) == body_digest(english)


def test_other_heading_ids_are_an_error(docs: Path) -> None:
    path = docs / "sv" / "about.md"
    path.write_text(path.read_text().replace("#why", "#varfor"))

    assert [(p.message, p.hint, p.warning) for p in check_pages(docs)] == [
        (
            "the heading ids differ from the English page's",
            "a language switch keeps the anchor; needs #why",
            False,
        )
    ]


def test_a_missing_page_is_a_warning(docs: Path) -> None:
    (docs / "de" / "about.md").unlink()

    assert [(p.message, p.warning) for p in check_pages(docs)] == [
        ("the page is not translated", True)
    ]
