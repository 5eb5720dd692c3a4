"""What to do next: against numbers that nobody here wrote, against a naive planner, and by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import naive
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import cases, models, plain_models, troubleshooting

from wizard.engine import (
    Answer,
    Evidence,
    Model,
    Obstacle,
    Question,
    Repair,
    Signature,
    View,
    decide,
    parse_fragment,
)
from wizard.engine.model import DONT_KNOW, LATER, Period
from wizard.engine.policy import (
    MOST_STEPS,
    Policy,
    file_order,
    gain_per_minute,
    never_ask,
    now_later_or_never,
    now_or_never,
)
from wizard.engine.situation import Situation

Case = tuple[Model, Evidence]

#: Drawn with everything but what the author ordered and what is in the way: the policy decides.
undrawn = models().map(lambda model: replace(model, order=(), obstacles=()))


# Known results


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 100)), min_size=2, max_size=5))
def test_p_over_c_is_the_best_of_all_orders_of_independent_repairs(
    pairs: list[tuple[int, int]],
) -> None:
    # Kalagnanam and Henrion 1988: one fault, independent actions, fixed costs.
    model = troubleshooting(
        [p for p, _ in pairs],
        {f"r{n}": {n: 1.0} for n in range(len(pairs))},
        minutes={f"r{n}": c for n, (_, c) in enumerate(pairs)},
        ticket_minutes=1e9,
    )
    orders = permutations(r.id for r in model.repairs)

    planned = decide(model)["plan"]

    assert _minutes(model, planned) == pytest.approx(min(_minutes(model, o) for o in orders))


def test_jensen_figure_1_where_greedy_is_not_the_best_order() -> None:
    # Jensen et al. 2001, figure 1: greedy costs 1.50, <A3, A1> costs 1.45.
    model = troubleshooting(
        [0.20, 0.25, 0.40, 0.15],
        {"a1": {0: 1.0, 1: 1.0}, "a2": {1: 1.0, 2: 1.0}, "a3": {2: 1.0, 3: 1.0}},
    )

    assert decide(model)["plan"] == ["a2", "a1", "a3"]
    assert _minutes(model, ["a2", "a1", "a3"]) == pytest.approx(1.50)
    assert _minutes(model, ["a3", "a1"]) == pytest.approx(1.45)


def _minutes(model: Model, order: tuple[str, ...] | list[str]) -> float:
    """Expected minutes of repairs in an order that leaves no cause unrepaired."""
    shares, minutes = naive.posterior(model, Evidence()), 0.0
    for id in order:
        minutes += model.repair(id).minutes * sum(shares.values())
        shares = naive.failed(shares, model.repair(id))
    return minutes


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
def test_the_oracle_knows_vomlelovas_closed_form(m: int) -> None:
    # Vomlelová 2003, theorem 4: 3m+3 equal faults, m questions over 3 disjoint faults each.
    model = _vomlelova([{3 * n, 3 * n + 1, 3 * n + 2} for n in range(m)], 3 * m + 3)

    assert naive.least_minutes(model) == pytest.approx(2 + m * (m + 3) / (2 * (m + 1)))


def test_the_oracle_knows_that_overlapping_questions_cost_more() -> None:
    model = _vomlelova([{0, 1, 2}, {2, 3, 4}], 9)

    assert naive.least_minutes(model) == pytest.approx(3.7778, abs=1e-4)


# Against a naive planner


@settings(max_examples=300)
@given(cases(undrawn))
def test_the_step_is_what_costs_least_now_later_or_never(case: Case) -> None:
    model, evidence = case
    state = naive.State(model, naive.standing(model, evidence))

    step = decide(model, evidence.fragment())["step"]

    assert step["id"] == (naive.choose(state) if state.left > 0 else "ticket")


@given(cases())
def test_the_plan_is_what_pays_without_further_questions(case: Case) -> None:
    """Whatever is in the way, was tried, was skipped, or makes no sense after these answers."""
    model, evidence = case
    state = naive.State(model, naive.standing(model, evidence))
    repairs = state.repairs()

    view = decide(model, evidence.fragment())

    expected, _ = naive.minutes_of_repairs(model, state.shares, repairs, state.left)
    assert view["plan"] == expected
    assert set(view["obstacles"]) == naive.obstacles(model, state.evidence)


@settings(max_examples=30)
@given(plain_models(most_causes=3, most_questions=2))
def test_no_decision_beats_the_exact_optimum_or_is_dearer_than_the_ticket(model: Model) -> None:
    def decided(evidence: Evidence) -> tuple[str, str]:
        step = decide(model, evidence.fragment())["step"]
        return step["kind"], step["id"]

    minutes = naive.minutes_of(model, decided)

    assert naive.least_minutes(model) - 1e-6 <= minutes <= model.ticket_minutes + 1e-6


@pytest.mark.parametrize(
    "policy", [now_or_never, now_later_or_never, gain_per_minute, file_order, never_ask]
)
@settings(max_examples=15)
@given(model=plain_models(most_causes=3, most_questions=2))
def test_no_policy_beats_the_exact_optimum(policy: Policy, model: Model) -> None:
    def chosen(evidence: Evidence) -> tuple[str, str]:
        step = policy(Situation(model, evidence))
        return step.kind, step.id

    assert naive.minutes_of(model, chosen) >= naive.least_minutes(model) - 1e-6


def _step(model: Model, fragment: str = "", today: str = "") -> str:
    return decide(model, fragment, today=today)["step"]["id"]


def _digging(minutes_of_question: float, prior_of_first: float) -> Model:
    """A question tells the second and third cause apart; the first has a repair of its own."""
    return troubleshooting(
        [prior_of_first, 1.0, 1.0],
        {"wait": {0: 0.95}, "dig-left": {1: 0.95}, "dig-right": {2: 0.95}},
        {"which": [{1: 0.95, 2: 0.01}, {1: 0.01, 2: 0.95}]},
        minutes={"wait": 5, "dig-left": 30, "dig-right": 30, "which": minutes_of_question},
        ticket_minutes=500.0,
    )


def test_a_question_is_asked_now_later_or_never_as_it_pays() -> None:
    assert _step(_digging(1.0, 0.1)) == "which"
    assert _step(_digging(1.0, 4.0)) == "wait"  # and asks if that has failed
    assert _step(_digging(1.0, 4.0), "tried=wait") == "which"
    assert _step(_digging(40.0, 0.1)) == "dig-left"


def test_with_two_steps_left_there_is_no_time_to_ask_later() -> None:
    model = _digging(1.0, 0.5)

    assert _step(model, "past=which,which,which,which") == "wait"
    assert _step(model, "past=which,which,which,which,which") == "which"


def test_with_one_step_left_what_helps_most_comes_before_what_is_quick() -> None:
    model = troubleshooting(
        [1.0, 10.0],
        {"quick": {0: 0.95}, "thorough": {1: 0.95}},
        minutes={"quick": 1, "thorough": 30},
        ticket_minutes=500.0,
    )
    model = replace(model, questions=(Question("q", 1.0, (Answer("a"), Answer("b"))),))

    assert decide(model)["plan"] == ["quick", "thorough"]
    assert decide(model, f"past={','.join(['q'] * 6)}")["plan"] == ["thorough"]


def test_a_question_is_not_worth_an_answer_that_forbids_the_repair() -> None:
    """Where it does not, the first answer leaves the cheap one of two repairs."""
    model = troubleshooting(
        [1.0, 1.0],
        {"cheap": {0: 0.95}, "dear": {1: 0.95}},
        {"which": [{0: 0.95, 1: 0.01}, {0: 0.01, 1: 0.95}]},
        minutes={"cheap": 20, "dear": 60},
        ticket_minutes=500.0,
    )
    cheap, dear = model.repairs
    forbidding = replace(cheap, unless={"which": ("a0",)}), dear

    assert _step(model) == "which"
    assert _step(replace(model, repairs=forbidding)) == "cheap"


# Walks, as readers take them


def _choices(model: Model, view: View) -> Mapping[str, str]:
    """What the reader may answer or reply, and the fragment after it."""
    if view["step"]["kind"] != "ask":
        return view["replies"]
    evidence, _ = parse_fragment(model, view["fragment"])
    question = model.question(view["step"]["id"])
    answers = [*(a.id for a in question.answers), DONT_KNOW, LATER]
    return {a: evidence.with_answer(question.id, a).fragment() for a in answers}


@given(models(), st.data())
def test_what_failed_never_comes_again_nor_what_holds(model: Model, data: st.DataObject) -> None:
    """A question comes back when a repair took its answer back, and a repair that was skipped when
    another removed what was in its way.
    """
    view, failed = decide(model), set[str]()
    evidence = Evidence()
    while choices := _choices(model, view):
        step = view["step"]
        assert step["id"] not in {*failed, *dict(evidence.answers), *evidence.skipped}
        choice, fragment = data.draw(st.sampled_from(sorted(choices.items())))
        if step["kind"] == "try" and choice != "skip":
            failed.add(step["id"])
        view = decide(model, fragment)
        evidence, dropped = parse_fragment(model, fragment)
        assert not dropped

    assert view["step"]["kind"] in ("escalate", "done")


@given(models(), st.data())
def test_no_way_is_longer_than_seven_steps(model: Model, data: st.DataObject) -> None:
    view = decide(model)
    steps = 0
    while choices := _choices(model, view):
        choice, fragment = data.draw(st.sampled_from(sorted(choices.items())))
        view = decide(model, fragment)
        steps += choice != "skip"
        assert steps <= MOST_STEPS


@given(models(), st.sampled_from(["not-fixed", "changed", "skip"]))
def test_knowing_nothing_ends_at_the_ticket(model: Model, reply: str) -> None:
    view = decide(model)
    while choices := _choices(model, view):
        view = decide(model, choices[DONT_KNOW if view["step"]["kind"] == "ask" else reply])

    assert view["step"] == {"kind": "escalate", "id": "ticket"}


def test_the_ticket_comes_after_seven_answers_and_repairs_whatever_is_left() -> None:
    model = troubleshooting(
        [1, 1],
        {"r": {0: 0.95, 1: 0.95}, "s": {0: 0.65, 1: 0.65}},
        {f"q{n}": [{0: 0.9}, {1: 0.9}] for n in range(7)},
    )
    six = "&".join(f"q{n}=a0" for n in range(6))

    assert _step(model, six) == "r"
    assert _step(model, f"{six}&skipped=r") == "s"
    assert _step(model, f"{six}&tried=r") == "ticket"
    assert _step(model, f"{six}&q6={LATER}") == "ticket"
    assert _step(model, f"{six}&past=q6") == "ticket"


# What the author fixed


def _drawn(**changed: object) -> Model:
    """Two questions, three repairs that cost much, so that no step comes by itself."""
    model = troubleshooting(
        [2.0, 1.0, 1.0],
        {"r0": {0: 0.65}, "r1": {1: 0.95}, "r2": {1: 0.65}},
        {"q0": [{0: 0.65}, {1: 0.65}], "q1": [{0: 0.95}, {}]},
        minutes={"r0": 30, "r1": 30, "r2": 30, "q0": 20, "q1": 20},
        ticket_minutes=40.0,
    )
    return replace(model, **changed)  # type: ignore[arg-type]


def test_the_leading_questions_come_first_and_in_their_order() -> None:
    model = _drawn(order=("q1", "q0"))

    assert _step(_drawn()) == "ticket"
    assert _step(model) == "q1"
    assert _step(model, "q1=dont-know") == "q0"
    assert _step(model, "q0=a0") == "q1"


def test_leading_questions_are_not_asked_once_a_repair_was_tried() -> None:
    """What comes first has come; only a drawn tree goes on."""
    assert _step(_drawn(order=("q1", "q0")), "q1=a0&tried=r0") == "ticket"


def _leading_to(target: str) -> Model:
    """Drawn: an answer leads to the target, and those to the other question to the ticket."""
    model = _drawn(order=("q0", "q1"))
    (first, second), others = (model.question(id).answers for id in ("q0", "q1"))
    drawn = (replace(first, next=target), second), [replace(a, next="ticket") for a in others]
    return replace(
        model,
        questions=tuple(
            replace(q, answers=tuple(answers))
            for q, answers in zip(model.questions, drawn, strict=True)
        ),
    )


def test_an_answer_leads_where_the_author_wants() -> None:
    assert _step(_leading_to("q1"), "q0=a0") == "q1"
    assert _step(_leading_to("r1"), "q0=a0") == "r1"
    assert _step(_leading_to("ticket"), "q0=a0") == "ticket"
    assert _step(_leading_to("c1"), "q0=a0") == "r1"  # the better of its two repairs


def test_a_drawn_way_goes_on_where_it_has_nothing_left() -> None:
    assert _step(_leading_to("r1"), "q0=a0&tried=r1") == "q1"
    assert _step(_leading_to("c1"), "q0=a0&tried=r1") == "r2"
    assert _step(_leading_to("c1"), "q0=a0&tried=r1,r2") == "q1"


# What makes sense, and when


@pytest.mark.parametrize(
    ("condition", "sensible", "senseless"),
    [
        ({"only": {"q0": ("a0",)}}, ["q0=a0"], ["", "q0=a1", "q0=dont-know", "q0=later"]),
        ({"only": {"q0": ("a0", DONT_KNOW)}}, ["q0=a0", "q0=dont-know"], ["", "q0=a1"]),
        ({"unless": {"q0": ("a0",)}}, ["", "q0=a1", "q0=dont-know"], ["q0=a0"]),
        ({"only": {"q0": ("a0",), "q1": ("a0",)}}, ["q0=a0&q1=a0"], ["q0=a0", "q1=a0"]),
    ],
)
def test_a_repair_is_planned_only_where_it_makes_sense(
    condition: dict[str, dict[str, tuple[str, ...]]], sensible: list[str], senseless: list[str]
) -> None:
    model = troubleshooting([1, 1], {}, {"q0": [{0: 0.65}, {}], "q1": [{0: 0.65}, {}]})
    model = replace(model, repairs=(Repair("r", 1.0, {"c0": 0.95}, **condition),))

    assert all(decide(model, fragment)["plan"] == ["r"] for fragment in sensible)
    assert all(decide(model, fragment)["plan"] == [] for fragment in senseless)


@pytest.mark.parametrize(
    ("today", "plan"),
    [
        ("2026-10-26", ["old"]),
        ("2026-10-27", ["old", "new"]),
        ("2026-10-28", ["new"]),
        ("2027-04-30", []),
        ("", ["old", "new"]),
    ],
)
def test_a_repair_is_planned_from_its_first_day_to_its_last(today: str, plan: list[str]) -> None:
    model = replace(
        troubleshooting([1, 1], {}),
        repairs=(
            Repair("old", 1.0, {"c0": 0.65}, period=Period(until="2026-10-27")),
            Repair("new", 2.0, {"c0": 0.65}, period=Period("2026-10-27", "2027-04-29")),
        ),
    )

    assert decide(model, today=today)["plan"] == plan


def test_a_question_about_a_repair_is_asked_once_that_was_tried() -> None:
    model = troubleshooting(
        [1, 1, 1],
        {f"r{n}": {n: 0.95} for n in range(3)},
        {"how-did-it-go": [{1: 0.95, 2: 0.01}, {1: 0.01, 2: 0.95}]},
        minutes={f"r{n}": 100 for n in range(3)},
    )
    after = replace(model.question("how-did-it-go"), after=("r0",))

    assert _step(model) == "how-did-it-go"
    model = replace(model, questions=(after,))
    assert _step(model) == "r0"
    assert _step(model, "tried=r1") == "r0"
    assert _step(model, "tried=r0") == "how-did-it-go"


def test_what_a_message_told_counts_where_the_reader_did_not_know() -> None:
    model = troubleshooting([1, 1], {}, {"error": [{0: 0.65}, {}]})
    model = replace(
        model,
        signatures=(Signature("s", ("broken",), answer=("error", "a0")),),
        repairs=(Repair("r", 1.0, {"c0": 0.95}, only={"error": ("a0",)}),),
    )

    assert decide(model, "error=dont-know")["plan"] == []
    assert decide(model, "error=dont-know&seen=s")["plan"] == ["r"]
    assert decide(model, "error=a1&seen=s")["plan"] == []


def test_a_message_that_was_read_is_not_asked_for() -> None:
    model = replace(
        troubleshooting([1, 1], {"r": {0: 0.95}}, {"error": [{0: 0.95}, {1: 0.95}]}),
        order=("error",),
        message_question="error",
        signatures=(
            Signature("fault", ("broken",), likelihood={"c0": 0.65}),
            Signature("well", ("all is well",), healthy=True),
        ),
    )

    assert _step(model) == "error"
    assert _step(model, "seen=well") == "error"
    assert _step(model, "seen=fault") == "r"


# Obstacles


def _with_access(prior: float) -> Model:
    """Two repairs behind one obstacle and one behind another, and a question about each of them."""
    model = troubleshooting([1, 1, 1], {"r0": {0: 0.95}, "r1": {1: 0.95}, "r2": {2: 0.95}})
    behind = {"r0": "wall", "r1": "wall", "r2": "gate"}
    return replace(
        model,
        obstacles=(Obstacle("wall", prior), Obstacle("gate", prior)),
        questions=(
            Question("climbed", 0.5, (Answer("yes"), Answer("no", raises=("wall",)))),
            Question("entered", 0.5, (Answer("yes"), Answer("no", raises=("gate",)))),
        ),
        repairs=tuple(replace(r, blocked_by=(behind[r.id],)) for r in model.repairs),
    )


def test_a_likely_obstacle_is_asked_about_before_the_repair() -> None:
    """A minute is lost on a repair that cannot be done; asking takes half a minute."""
    assert _step(_with_access(0.65)) == "climbed"
    assert _step(_with_access(0.25)) == "r0"
    assert _step(_with_access(0.65), "climbed=yes") == "r0"


@pytest.mark.parametrize("skipped", ["r2", "r0,r2", "r0,r1,r2"])
def test_a_skipped_repair_makes_its_obstacle_likely(skipped: str) -> None:
    first = "entered" if skipped == "r2" else "climbed"

    assert _step(_with_access(0.25), f"skipped={skipped}") == first
    assert _step(_with_access(0.25), f"climbed=yes&skipped={skipped}") == "entered"


def test_what_an_obstacle_blocks_is_in_no_plan() -> None:
    view = decide(_with_access(0.25), "climbed=no")

    assert view["obstacles"] == ["wall"]
    assert view["plan"] == ["r2"]


def test_a_repair_that_was_skipped_is_not_offered_again() -> None:
    model = troubleshooting([2, 1, 1], {"r0": {0: 0.95}, "r1": {1: 0.95}})

    view = decide(model, "skipped=r0")

    assert view["plan"] == ["r1"]
    assert view["causes"] == decide(model)["causes"]


def test_without_anything_to_try_there_is_the_ticket() -> None:
    assert _step(troubleshooting([1], {})) == "ticket"
