"""How likely each cause is: what must hold for every model and all evidence."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import naive
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import cases, messages, models, reading, troubleshooting

from wizard.engine import (
    Answer,
    Cause,
    Evidence,
    Model,
    Obstacle,
    Question,
    Signature,
    decide,
    posterior,
)
from wizard.engine.model import DONT_KNOW, LATER, SOMETHING_ELSE, WEIGHTS, Dated, Period

Case = tuple[Model, Evidence]


@given(cases())
def test_shares_sum_to_one_and_none_is_zero_or_one(case: Case) -> None:
    shares = posterior(*case)

    assert math.isclose(math.fsum(shares.values()), 1, abs_tol=1e-12)
    assert all(0 < share < 1 for share in shares.values())
    assert SOMETHING_ELSE in shares


@given(cases())
def test_shares_are_those_of_plain_multiplication(case: Case) -> None:
    assert posterior(*case) == pytest.approx(naive.posterior(*case))


@given(models(), st.data())
def test_whatever_contradicts_itself_leaves_every_cause(model: Model, data: st.DataObject) -> None:
    """Every question answered, every message seen, every repair in vain, all at once."""
    evidence = Evidence(
        answers=tuple(
            (q.id, data.draw(st.sampled_from([a.id for a in q.answers]))) for q in model.questions
        ),
        seen=tuple(s.id for s in model.signatures),
        tried=tuple(r.id for r in model.repairs),
    )

    causes = decide(model, evidence.fragment())["causes"]

    assert sorted(c["id"] for c in causes) == sorted(c.id for c in model.causes)
    assert math.fsum(c["share"] for c in causes) == pytest.approx(1, abs=1e-6 * len(causes))
    assert [c["share"] for c in causes] == sorted((c["share"] for c in causes), reverse=True)


@given(cases(), messages, st.randoms())
def test_the_order_of_evidence_does_not_matter(case: Case, text: str, order: random.Random) -> None:
    model, evidence = case
    parts = evidence.fragment().split("&")
    order.shuffle(parts)

    shuffled = decide(model, "&".join(parts), text=text)

    assert shuffled == decide(model, evidence.fragment(), text=text)


@given(cases(), st.sampled_from([DONT_KNOW, LATER]))
def test_not_knowing_changes_no_share(case: Case, answer: str) -> None:
    model, evidence = case
    before = posterior(model, evidence)

    for question in model.questions:
        if question.id not in dict(evidence.answers):
            assert posterior(model, evidence.with_answer(question.id, answer)) == before


@given(models())
def test_the_answers_of_a_question_are_a_distribution_for_every_cause(model: Model) -> None:
    for rows in model.rows.values():
        for column in zip(*rows.values(), strict=True):
            assert math.isclose(math.fsum(column), 1, abs_tol=1e-12)
            assert min(column) > 0


@given(cases())
def test_a_failed_repair_makes_what_it_fixes_best_no_likelier(case: Case) -> None:
    model, evidence = case
    before = posterior(model, evidence)

    for repair in model.repairs:
        if repair.fixes and repair.id not in evidence.tried:
            best = max(repair.fixes, key=lambda cause: (repair.fixes[cause], cause))
            after = posterior(model, naive.without(evidence, repair.id))
            assert after[best] <= before[best] + 1e-12


def test_bayes_by_hand() -> None:
    # Prior odds 3:1; the answer is twice as likely under the second: 3*.4 : 1*.8 = 3:2.
    model = troubleshooting([3, 1], {}, {"q": [{0: 0.4, 1: 0.8}, {0: 0.6, 1: 0.2}]})

    shares = posterior(model, Evidence(answers=(("q", "a0"),)))

    assert shares == pytest.approx({"c0": 0.6, "c1": 0.4})


def test_a_failed_repair_by_hand() -> None:
    # It helps in 3 of 4 cases of the first cause, so that a quarter of these is left: 3*.25 : 1 = 3:4.
    model = troubleshooting([3, 1], {"r": {0: 0.75}})

    shares = posterior(model, Evidence(tried=("r",)))

    assert shares == pytest.approx({"c0": 3 / 7, "c1": 4 / 7})


def test_a_question_says_nothing_about_a_cause_that_it_does_not_name() -> None:
    model = troubleshooting([1, 1], {}, {"q": [{0: 0.65}, {}, {}]})

    rows = model.rows["q"]

    assert [round(rows[a][0], 3) for a in ("a0", "a1", "a2")] == [0.65, 0.175, 0.175]
    assert {round(row[1], 9) for row in rows.values()} == {round(1 / 3, 9)}


@pytest.mark.parametrize(
    ("today", "likelihood"),
    [
        ("", 0.25),
        ("2026-06-09", 0.25),
        ("2026-06-10", 0.95),
        ("2026-07-10", 0.95),
        ("2026-07-11", 0.25),
        ("2027-01-01", 0.65),
    ],
)
def test_an_answer_tells_what_it_tells_on_the_day(today: str, likelihood: float) -> None:
    """Both ends of a period belong to it, and of two periods the first that holds counts."""
    answer = Answer(
        "a",
        {"c": 0.25},
        dated=(
            Dated(Period("2026-06-10", "2026-07-10"), {"c": 0.95}),
            Dated(Period("2026-07-01", "2026-07-02"), {"c": 0.01}),
            Dated(Period("2027-01-01"), {"c": 0.65}),
        ),
    )
    model = Model(
        causes=(Cause("c", 1.0), Cause(SOMETHING_ELSE, 1.0)),
        questions=(Question("q", 1.0, (answer, Answer("b", {SOMETHING_ELSE: 0.5}))),),
        repairs=(),
        ticket_minutes=60.0,
    )

    share = decide(model, "q=a", today=today)["causes"]

    weight = {c["id"]: c["share"] for c in share}
    assert weight["c"] / weight[SOMETHING_ELSE] == pytest.approx(likelihood / 0.5, abs=1e-4)


@pytest.mark.parametrize("strength", ["exact", "general", "broad", "vague"])
def test_a_message_weighs_by_its_strength(strength: str) -> None:
    model = reading(Signature("s", ("expired",), strength, answer=("error", "expired")))

    shares = posterior(model, Evidence(seen=("s",)))

    # The answer's likelihood is 0.65 against the 0.5 of a question that says nothing.
    odds = shares["expiry"] / shares[SOMETHING_ELSE]
    assert odds == pytest.approx((0.65 / 0.5) ** WEIGHTS[strength])


def test_the_readers_answer_comes_before_what_a_message_says_to_the_same_question() -> None:
    model = reading(Signature("s", ("expired",), answer=("error", "expired")))

    both = decide(model, "error=none&seen=s")

    assert both["causes"] == decide(model, "error=none")["causes"]
    assert both["told"] == []


def test_two_messages_that_give_the_same_answer_are_one_piece_of_evidence() -> None:
    model = reading(
        Signature("one", ("expired",), answer=("error", "expired")),
        Signature("two", ("ran out",), answer=("error", "expired")),
    )

    both = posterior(model, Evidence(seen=("one", "two")))

    assert both == posterior(model, Evidence(seen=("one",)))


def test_of_a_group_the_first_listed_counts() -> None:
    one = Signature("one", ("expired",), group="g", likelihood={"expiry": 0.95})
    two = Signature("two", ("1045",), group="g", likelihood={"expiry": 0.01})
    model = reading(one, two)

    both = posterior(model, Evidence(seen=("one", "two")))

    assert both == posterior(model, Evidence(seen=("one",)))
    assert both != posterior(model, Evidence(seen=("two",)))


@pytest.mark.parametrize(
    "signature",
    [
        Signature("s", ("all is well",), likelihood={"expiry": 0.95}, healthy=True),
        Signature("s", ("token",), "about", answer=("error", "expired")),
    ],
    ids=["success", "about"],
)
def test_neither_success_nor_the_mere_subject_counts(signature: Signature) -> None:
    model = reading(signature)

    seen = decide(model, "seen=s")

    assert seen["causes"] == decide(model)["causes"]
    assert seen["told"] == []


def test_what_a_message_is_about_counts_beside_a_fault() -> None:
    fault = Signature("fault", ("expired",), likelihood={"expiry": 0.65})
    model = reading(fault, Signature("about", ("token",), "about", answer=("error", "expired")))

    view = decide(model, "seen=about,fault")

    assert view["told"] == [{"question": "error", "answer": "expired", "signature": "about"}]
    assert view["because"] == ["seen=fault", "seen=about"]


def test_a_symptom_of_an_obstacle_lowers_no_cause() -> None:
    access = Question("access", 1.0, (Answer("open"), Answer("closed", raises=("not-admin",))))
    model = replace(
        troubleshooting([3, 1], {}),
        questions=(access,),
        obstacles=(Obstacle("not-admin", 0.25),),
    )

    closed = decide(model, "access=closed")

    assert closed["obstacles"] == ["not-admin"]
    assert closed["causes"] == decide(model)["causes"]
