"""What an author writes beside the numbers reaches readers, and leaves the numbers alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter, load

GOOD = Path(__file__).parent / "broken" / "good"


@pytest.fixture(scope="module")
def lamp() -> Troubleshooter:
    """The good sample."""
    return load(GOOD)


def test_other_words_for_an_answer_keep_their_spelling(lamp: Troubleshooter) -> None:
    assert lamp.also == {"reach": {"reached": ("just about", "by 2 fingers")}}


def test_groups_hold_their_answers_in_the_order_of_the_file(lamp: Troubleshooter) -> None:
    assert lamp.groups == {"reach": {"short-way": ["reached"], "long-way": ["too-high"]}}
    assert [text for id, text in lamp.english.items() if id.startswith("group.")] == ["Near", "Far"]


def test_a_picture_lies_below_the_language_and_has_a_text(lamp: Troubleshooter) -> None:
    assert lamp.pictures == {"reach": "images/arm.svg"}
    assert lamp.english["question.reach.picture"] == "A hand that touches the lamp."


def test_how_to_keep_a_cause_away_is_a_text_of_its_own(lamp: Troubleshooter) -> None:
    assert lamp.english["cause.bulb-broken.prevent"] == "Buy two."


def test_the_numbers_do_not_know_of_them(lamp: Troubleshooter, tmp_path: Path) -> None:
    written = (GOOD / "model.yml").read_text(encoding="utf-8")
    bare = re.sub(r", prevent: Buy two\.|, also: \[.*?\]|, group: [a-z-]+", "", written)
    bare = re.sub(r"^ +(picture|groups): .*\n", "", bare, flags=re.MULTILINE)
    (tmp_path / "model.yml").write_text(bare, encoding="utf-8")

    without = load(tmp_path)

    assert without.also == without.groups == without.pictures == {}
    assert without.model == lamp.model
    assert without.model.to_json() == lamp.model.to_json()
