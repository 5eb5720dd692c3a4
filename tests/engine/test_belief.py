"""The posterior: what must hold for every model and all evidence."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import cases, troubleshooting

from wizard.engine import Evidence, Model, decide, parse_fragment, posterior
from wizard.engine.belief import answer_rows, likelihoods
from wizard.engine.model import DONT_KNOW, LATER, SOMETHING_ELSE


@given(cases())
def test_shares_sum_to_one_and_none_is_zero_or_one(case: tuple[Model, Evidence]) -> None:
    shares = posterior(*case)

    assert math.isclose(math.fsum(shares.values()), 1, abs_tol=1e-12)
    assert all(0 < share < 1 for share in shares.values())
    assert SOMETHING_ELSE in shares


@given(cases())
def test_logarithms_agree_with_plain_multiplication(case: tuple[Model, Evidence]) -> None:
    model, evidence = case
    weights = [cause.prior for cause in model.causes]
    for row in likelihoods(model, evidence).values():
        weights = [weight * share for weight, share in zip(weights, row, strict=True)]
    by_hand = [weight / sum(weights) for weight in weights]

    assert list(posterior(model, evidence).values()) == pytest.approx(by_hand)


@given(cases(), st.randoms())
def test_the_order_of_evidence_does_not_matter(
    case: tuple[Model, Evidence], order: random.Random
) -> None:
    model, evidence = case
    parts = evidence.fragment().split("&")
    order.shuffle(parts)

    assert decide(model, "&".join(parts)) == decide(model, evidence.fragment())


@given(cases(), st.sampled_from([DONT_KNOW, LATER]))
def test_not_knowing_changes_no_share(case: tuple[Model, Evidence], answer: str) -> None:
    model, evidence = case
    before = posterior(model, evidence)

    for question in model.questions:
        if question.id not in dict(evidence.answers):
            assert posterior(model, evidence.with_answer(question.id, answer)) == before


@given(cases())
def test_the_answers_of_a_question_are_a_distribution_for_every_cause(
    case: tuple[Model, Evidence],
) -> None:
    model, _ = case
    for question in model.questions:
        rows = answer_rows(model, question)
        for n in range(len(model.causes)):
            assert math.isclose(math.fsum(row[n] for row in rows.values()), 1, abs_tol=1e-12)
            assert all(row[n] > 0 for row in rows.values())


@given(cases())
def test_a_failed_repair_makes_what_it_fixes_no_likelier(case: tuple[Model, Evidence]) -> None:
    model, evidence = case
    for repair in model.repairs:
        if repair.id in evidence.tried or not repair.fixes:
            continue
        worst = max(repair.fixes, key=lambda cause: (repair.fixes[cause], cause))
        after = replace(evidence, tried=tuple(sorted((*evidence.tried, repair.id))))

        assert posterior(model, after)[worst] <= posterior(model, evidence)[worst] + 1e-12


@given(cases())
def test_a_fragment_reads_back_as_the_same_evidence(case: tuple[Model, Evidence]) -> None:
    model, evidence = case

    assert parse_fragment(model, evidence.fragment()) == (evidence, ())


def test_bayes_by_hand() -> None:
    # Prior odds 3:1; the answer is twice as likely under the second: 3*.4 : 1*.8 = 3:2.
    model = troubleshooting([3, 1], {}, {"q": [{0: 0.4, 1: 0.8}, {0: 0.6, 1: 0.2}]})

    shares = posterior(model, Evidence(answers=(("q", "a0"),)))

    assert shares == pytest.approx({"c0": 0.6, "c1": 0.4})


def test_a_question_says_nothing_about_a_cause_that_it_does_not_name() -> None:
    model = troubleshooting([1, 1], {}, {"q": [{0: 0.65}, {}, {}]})

    rows = answer_rows(model, model.question("q"))

    assert [round(rows[a][0], 3) for a in ("a0", "a1", "a2")] == [0.65, 0.175, 0.175]
    assert {round(row[1], 9) for row in rows.values()} == {round(1 / 3, 9)}
