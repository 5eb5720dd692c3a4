"""Planning against numbers that nobody here wrote, and against exhaustive search."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import cases, models, troubleshooting
from optimum import cost_of_policy, least_cost

from wizard.engine import Evidence, Model, decide
from wizard.engine.model import DONT_KNOW
from wizard.engine.policy import (
    BEST,
    MOST_STEPS,
    Situation,
    expected_cost,
    gain_per_minute,
    now_later_or_never,
    now_or_never,
)

JENSEN = troubleshooting(
    [0.20, 0.25, 0.40, 0.15],
    {"a1": {0: 1.0, 1: 1.0}, "a2": {1: 1.0, 2: 1.0}, "a3": {2: 1.0, 3: 1.0}},
)


@given(st.lists(st.tuples(st.floats(0.05, 1), st.floats(0.1, 10)), min_size=2, max_size=5))
def test_p_over_c_is_the_best_of_all_orders_of_independent_repairs(
    pairs: list[tuple[float, float]],
) -> None:
    # Kalagnanam and Henrion 1988: one fault, independent actions, fixed costs.
    model = troubleshooting(
        [p for p, _ in pairs],
        {f"r{n}": {n: 1.0} for n in range(len(pairs))},
        minutes={f"r{n}": c for n, (_, c) in enumerate(pairs)},
        ticket_minutes=1e9,
    )
    situation = Situation(model, Evidence())

    planned = expected_cost(situation, situation.plan(situation.belief, model.repairs))
    best = min(expected_cost(situation, order) for order in permutations(model.repairs))

    assert planned == pytest.approx(best)


def test_jensen_figure_1_where_greedy_is_not_the_best_order() -> None:
    # Jensen et al. 2001, figure 1: greedy costs 1.50, <A3, A1> costs 1.45.
    situation = Situation(JENSEN, Evidence())

    greedy = situation.plan(situation.belief, JENSEN.repairs)
    better = [JENSEN.repair("a3"), JENSEN.repair("a1")]

    assert [r.id for r in greedy] == ["a2", "a1", "a3"]
    assert expected_cost(situation, greedy) == pytest.approx(1.50)
    assert expected_cost(situation, better) == pytest.approx(1.45)


def _vomlelova(covers: list[set[int]], faults: int) -> Model:
    """Each fault has its own repair; a question tells whether the fault is in its cover."""
    return troubleshooting(
        [1.0] * faults,
        {f"r{n}": {n: 1.0} for n in range(faults)},
        {
            f"q{n}": [
                {c: float(c in cover) for c in range(faults)},
                {c: float(c not in cover) for c in range(faults)},
            ]
            for n, cover in enumerate(covers)
        },
        ticket_minutes=1e6,
    )


@pytest.mark.parametrize("m", [1, 2])
def test_vomlelova_closed_form(m: int) -> None:
    # Vomlelová 2003, theorem 4: 3m+3 equal faults, m questions over 3 disjoint faults each.
    model = _vomlelova([{3 * n, 3 * n + 1, 3 * n + 2} for n in range(m)], 3 * m + 3)

    assert least_cost(model) == pytest.approx(2 + m * (m + 3) / (2 * (m + 1)))


def test_vomlelova_overlapping_questions_cost_more_than_the_closed_form() -> None:
    model = _vomlelova([{0, 1, 2}, {2, 3, 4}], 9)

    assert least_cost(model) == pytest.approx(3.7778, abs=1e-4)


@pytest.mark.parametrize("policy", [now_or_never, now_later_or_never, gain_per_minute])
@settings(max_examples=40, deadline=None)
@given(models(most_causes=3, most_questions=2))
def test_no_policy_beats_the_exact_optimum(policy: object, model: Model) -> None:
    assert callable(policy)
    assert cost_of_policy(model, policy) >= least_cost(model) - 1e-6


@settings(max_examples=40, deadline=None)
@given(models(most_causes=3, most_questions=2))
def test_the_kept_policy_is_never_dearer_than_the_ticket_at_once(model: Model) -> None:
    assert cost_of_policy(model, BEST) <= model.ticket_minutes + 1e-6


@given(cases())
def test_a_question_is_asked_once_and_a_repair_tried_once(case: tuple[Model, Evidence]) -> None:
    model, evidence = case

    step = decide(model, evidence.fragment())["step"]

    assert step["id"] not in {*dict(evidence.answers), *evidence.tried, *evidence.skipped}


@settings(deadline=None)
@given(models(), st.data())
def test_every_way_ends_within_seven_steps(model: Model, data: st.DataObject) -> None:
    from wizard.authoring.tree import following

    view = decide(model)
    steps = 0
    while choices := list(following(model, view)):
        _, fragment = data.draw(st.sampled_from(choices))
        view = decide(model, fragment)
        steps += 1
        assert steps <= MOST_STEPS, "counting those whose answers a failed repair took back"

    assert view["step"]["kind"] in ("escalate", "done")


def test_knowing_nothing_ends_at_the_ticket() -> None:
    model = troubleshooting([1, 1, 1], {}, {f"q{n}": [{0: 0.9, 1: 0.1}, {}] for n in range(9)})
    fragment = "&".join(f"q{n}={DONT_KNOW}" for n in range(MOST_STEPS))

    assert decide(model, fragment)["step"] == {"kind": "escalate", "id": "ticket"}


def test_costs_are_finite_without_any_repair() -> None:
    situation = Situation(troubleshooting([1], {}), Evidence())

    assert math.isfinite(situation.cost_of_repair(situation.belief, []))
