"""Which answer raised or lowered a cause, and which single answer would change the verdict."""

from __future__ import annotations

from hypothesis import given
from models import cases, troubleshooting

from wizard.authoring import Troubleshooter
from wizard.engine import Evidence, Model, decide
from wizard.engine.reasons import MOST_TURNS, explain
from wizard.engine.standing import split

Case = tuple[Model, Evidence]
LAMP = {"lamp": [{0: 0.9, 1: 0.1}, {0: 0.1, 1: 0.9}]}
MODEL = troubleshooting([2, 1], {}, LAMP)


def test_evidence_raises_one_cause_and_lowers_the_other() -> None:
    causes = explain(MODEL, "lamp=a0")["causes"]

    assert causes["c0"] == {"raised": ["lamp=a0"], "lowered": []}
    assert causes["c1"] == {"raised": [], "lowered": ["lamp=a0"]}


def test_an_open_question_that_would_put_another_cause_first_is_named() -> None:
    assert explain(MODEL, "")["turns"] == [
        {"question": "lamp", "answer": "a1", "given": "", "cause": "c1"}
    ]


def test_an_answer_that_was_given_can_be_what_the_verdict_hangs_on() -> None:
    assert explain(MODEL, "lamp=a1")["turns"] == [
        {"question": "lamp", "answer": "a0", "given": "a1", "cause": "c0"}
    ]


@given(cases())
def test_the_reasons_of_the_first_cause_are_those_that_the_view_gives(case: Case) -> None:
    model, evidence = case
    view = decide(model, evidence.fragment())

    first = explain(model, evidence.fragment())["causes"][view["causes"][0]["id"]]

    assert first["raised"] == view["because"]
    assert not set(first["raised"]) & set(first["lowered"])


@given(cases())
def test_each_turn_really_changes_the_verdict(case: Case) -> None:
    model, evidence = case
    turns = explain(model, evidence.fragment())["turns"]
    standing, _ = split(model, evidence)
    now = decide(model, standing.fragment())["causes"][0]["id"]

    assert len(turns) <= MOST_TURNS
    for turn in turns:
        then = decide(model, standing.with_answer(turn["question"], turn["answer"]).fragment())
        assert then["causes"][0]["id"] == turn["cause"] != now
        assert dict(standing.answers).get(turn["question"], "") in (
            turn["given"],
            "dont-know",
            "later",
        )


def test_the_reasons_of_the_site_are_told_at_once(reauthenticate: Troubleshooter) -> None:
    reasons = explain(reauthenticate.model, "integration=zendesk&status=re-auth")

    assert reasons["causes"]["firewall"]["lowered"][:1] == ["integration=zendesk"]
    assert [turn["given"] for turn in reasons["turns"]] == ["", "", ""]
