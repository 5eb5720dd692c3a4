"""Recorded cases are counted as they come out. How broken ones are refused: `tests/test_cli_misuse.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter
from wizard.authoring.cases import RecordedCase, cases_as_text, interval, judge, read_cases

TODAY = "2026-11-25"


def _case(
    id: str, text: str = "", evidence: str = "", causes: tuple[str, ...] = ()
) -> RecordedCase:
    return RecordedCase(id, text, evidence, causes)


def test_a_line_is_a_case(showcase: Troubleshooter, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(
        '{"id": "a", "text": "E1", "causes": ["unplugged"], "family": "coffee"}\n'
        "\n"
        '{"text": "Lösenord\\u0000", "causes": []}\n'
        '{"id": 7, "evidence": "#lamp=lamp-on&tried=fill-tank", "causes": ["unplugged", "tank-empty"]}',
        encoding="utf-8",
    )

    assert read_cases(tmp_path / "x.jsonl", showcase.model) == [
        _case("a", "E1", causes=("unplugged",)),
        _case("3", "Lösenord\0"),
        _case("7", evidence="#lamp=lamp-on&tried=fill-tank", causes=("unplugged", "tank-empty")),
    ]


def test_each_case_is_counted_where_it_belongs(showcase: Troubleshooter) -> None:
    cases = [
        _case("first", "E1: fill in water", causes=("tank-empty",)),
        _case("one of two", "E1: fill in water", causes=("unplugged", "tank-empty")),
        _case("second", "E1: fill in water", causes=("heater-broken", "unplugged")),
        _case("last of four", evidence="lamp=lamp-blinks", causes=("unplugged",)),
        _case("silent though it must not be", "All is well", causes=("unplugged",)),
        _case("only about something", "socket 3", causes=("unplugged",)),
        _case("silent", "All is well"),
        _case("healthy", "Machine is ready."),
        _case("noisy", "The water is used up"),
    ]

    judged = judge(showcase.model, cases, TODAY)

    assert judged["first"] == [2, 6, *_rounded(2, 6)]
    assert judged["in_three"] == [3, 6, *_rounded(3, 6)]
    assert judged["silent"] == [2, 3, *_rounded(2, 3)]
    assert judged["wrong"] == [
        "second", "last of four", "silent though it must not be", "only about something",
    ]  # fmt: skip
    assert judged["noisy"] == ["noisy"]


def test_no_cases_say_nothing(showcase: Troubleshooter) -> None:
    judged = judge(showcase.model, [], TODAY)

    assert judged["first"] == judged["in_three"] == judged["silent"] == [0, 0, 0.0, 1.0]
    assert cases_as_text(judged) == ""


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    """Source: Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    assert interval(right, of) == pytest.approx((low, high), abs=5e-5)
    assert interval(of - right, of) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_people_read_shares_intervals_and_what_went_wrong() -> None:
    judged = {
        "first": [81, 263, 0.2553, 0.3662],
        "in_three": [263, 263, 0.9856, 1.0],
        "silent": [0, 0, 0.0, 1.0],
        "wrong": ["a", "b"],
        "noisy": [],
    }

    assert cases_as_text(judged) == (
        "right cause first      81 of  263  30.8 %  (95 %: 25.5 % to 36.6 %)\n"
        "in the first three    263 of  263  100.0 %  (95 %: 98.6 % to 100.0 %)\n"
        "not first: a, b"
    )


def _rounded(right: int, of: int) -> list[float]:
    return [round(share, 4) for share in interval(right, of)]
