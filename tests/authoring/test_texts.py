"""Translations: matched by id, never lost, and reported when they are behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import Problem
from wizard.authoring.texts import merge, translate

OLD = {"question.lamp": "Is the lamp on?", "answer.lamp.yes": "Yes"}


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A complete Swedish translation of `OLD`."""
    path = tmp_path / "sv.po"
    text = merge(OLD, "sv", path)
    text = text.replace('"Is the lamp on?"\nmsgstr ""', '"Is the lamp on?"\nmsgstr "Lyser lampan?"')
    path.write_text(text.replace('"Yes"\nmsgstr ""', '"Yes"\nmsgstr "Ja"'), encoding="utf-8")
    return path


def test_a_complete_translation_has_no_problems(po: Path) -> None:
    texts, problems = translate(OLD, "sv", po)

    assert texts.strings == {"question.lamp": "Lyser lampan?", "answer.lamp.yes": "Ja"}
    assert (texts.english, problems) == (frozenset(), [])


def test_changed_english_keeps_the_translation_and_marks_it(po: Path) -> None:
    new = {**OLD, "question.lamp": "Is the red lamp on?"}

    po.write_text(merge(new, "sv", po), encoding="utf-8")
    texts, problems = translate(new, "sv", po, "sv.po")

    assert '#, fuzzy\n#| msgid "Is the lamp on?"\n' in po.read_text()
    assert texts.strings["question.lamp"] == "Lyser lampan?"
    assert [(p.message, p.warning) for p in problems] == [
        ("the translation of 'question.lamp' is older than its English", True)
    ]


def test_a_similar_sentence_is_not_taken_for_a_translation(po: Path) -> None:
    new = {**OLD, "question.lamps": "Is the lamp on ?"}

    po.write_text(merge(new, "sv", po), encoding="utf-8")
    texts, problems = translate(new, "sv", po)

    assert texts.english == {"question.lamps"}
    assert texts.strings["question.lamps"] == "Is the lamp on ?"
    assert [p.message for p in problems] == ["'question.lamps' is not translated"]


def test_a_text_that_is_used_nowhere_is_an_error_until_merged(po: Path) -> None:
    less = {"question.lamp": OLD["question.lamp"]}

    before = translate(less, "sv", po, "sv.po")[1]
    po.write_text(merge(less, "sv", po), encoding="utf-8")
    after = translate(less, "sv", po, "sv.po")[1]

    hint = "remove it, or run `wizard translations --merge`"
    assert before == [Problem("sv.po", 13, "'answer.lamp.yes' is used nowhere", hint)]
    assert after == []


def test_merging_twice_changes_nothing(po: Path) -> None:
    once = merge(OLD, "sv", po)
    po.write_text(once, encoding="utf-8")

    assert merge(OLD, "sv", po) == once


def test_long_english_of_before_is_kept_whole_however_often_it_is_merged(po: Path) -> None:
    long = {**OLD, "question.lamp": f"Is the lamp on{', or is it off' * 9}?"}
    text = merge(long, "sv", po)
    po.write_text(text.replace("#, fuzzy\n", "").replace('#| msgid "Is the lamp on?"\n', ""))

    for _ in range(2):
        po.write_text(merge(OLD, "sv", po), encoding="utf-8")

    assert f'#, fuzzy\n#| msgid "{long["question.lamp"]}"\n' in po.read_text()


def test_a_broken_file_is_one_error_and_the_page_stays_english(tmp_path: Path) -> None:
    path = tmp_path / "sv.po"
    path.write_text('msgctxt "question.lamp"\nmsgid "Is the\n', encoding="utf-8")

    texts, problems = translate(OLD, "sv", path, "sv.po")

    assert texts.strings == OLD
    assert [p.warning for p in problems] == [False]
