"""The engine against somebody else's: pyAgrum's Bayesian networks, plain enumeration, a naive unrolling.

A model is read here from its fields alone, by the rules that its documentation states; nothing of
the engine's tables, evidence or posterior is used on this side. pyAgrum is needed for this file only.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise, product
from math import prod
from pathlib import Path as FilePath
from typing import Any

import naive
import pyagrum as gum
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from optimum import cost_of_policy, least_cost

from wizard.authoring import Troubleshooter, decision_tree
from wizard.authoring.source import read_source
from wizard.authoring.tree import (
    PRESET,
    SHARE_BLANK_START,
    SHARE_CHANGED,
    SHARE_SKIPPED,
    Path,
    Table,
    paths,
    shortest_way,
)
from wizard.engine import (
    Answer,
    Cause,
    Model,
    Obstacle,
    Question,
    Repair,
    Signature,
    View,
    decide,
    parse_fragment,
    posterior,
)
from wizard.engine.ahead import SHARE_DONT_KNOW, SHARE_LATER
from wizard.engine.evidence import replies
from wizard.engine.model import STRENGTHS, WORDS, Dated, Period
from wizard.engine.policy import next_step

TODAY = "2026-11-24"
NAMES = ("reauthenticate", "showcase")

#: How far two exact computations in floating point may be apart.
CLOSE = 1e-9

CAUSE = "the cause"

Column = dict[str, float]  # state of a node to its share, for one cause
Nodes = dict[str, list[Column]]  # node to a column per cause, in the model's order


# ---- A model as nodes below the cause ---------------------------------------------------------------


def nodes(model: Model, today: str) -> Nodes:
    """Per question its answers, per repair whether it works, per signature its witnesses.

    A message that weighs 2 is two independent witnesses of the same kind; half a witness is one
    whose likelihood is the square root.
    """
    found: Nodes = {}
    for question in model.questions:
        found[question.id] = [_answers(question, c.id, today) for c in model.causes]
    for repair in model.repairs:
        works = [repair.fixes.get(c.id, 0.0) for c in model.causes]
        found[repair.id] = [{"works": share, "fails": 1 - share} for share in works]
    for signature in model.signatures:
        for name, shares in _witnesses(model, signature, found):
            found[name] = [{"seen": share, "silent": 1 - share} for share in shares]
    return found


def _answers(question: Question, cause: str, today: str) -> Column:
    written: dict[str, float | None] = {}
    for answer in question.answers:
        share = answer.likelihood.get(cause)
        for dated in answer.dated:
            since, until = dated.period.since or "0000", dated.period.until or "9999"
            if today and since <= today <= until:
                share = dated.likelihood.get(cause, share)
                break
        written[answer.id] = share
    named = [share for share in written.values() if share is not None]
    if len(named) < len(written):
        left = max((1 - sum(named)) / (len(written) - len(named)), WORDS["never"])
    column = {id: left if share is None else share for id, share in written.items()}
    return {id: share / sum(column.values()) for id, share in column.items()}


def _witnesses(
    model: Model, signature: Signature, found: Nodes
) -> Iterator[tuple[str, list[float]]]:
    if signature.likelihood:
        unnamed = {"something-else": WORDS["rarely"]}
        shares = [
            signature.likelihood.get(c.id, unnamed.get(c.id, WORDS["never"])) for c in model.causes
        ]
    elif signature.answer:
        question, answer = signature.answer
        shares = [column[answer] for column in found[question]]
    else:
        return
    weight = {"exact": 2.0, "general": 1.5, "broad": 1.5}.get(signature.strength, 1.0)
    for number in range(int(weight)):
        yield f"{signature.id}/{number}", shares
    if weight % 1:
        yield f"{signature.id}/half", [share**0.5 for share in shares]


def state(fragment: str) -> dict[str, str]:
    """The parts of a fragment."""
    return dict(part.split("=") for part in fragment.split("&") if part)


def listed(parts: dict[str, str], key: str) -> list[str]:
    """The ids of one of its lists."""
    return [id for id in parts.get(key, "").split(",") if id]


def observed(model: Model, fragment: str) -> dict[str, str]:
    """Node to the state that the evidence puts it in."""
    parts = state(fragment)
    seen = {
        q.id: parts[q.id]
        for q in model.questions
        if parts.get(q.id, "dont-know") not in ("dont-know", "later")
    }
    told: set[tuple[str, ...]] = set()
    for signature in _counting(model, listed(parts, "seen")):
        if signature.answer and (signature.answer[0] in seen or signature.answer in told):
            continue
        told.add(signature.answer)
        if signature.answer or signature.likelihood:
            seen.update({f"{signature.id}/{n}": "seen" for n in _witness_names(signature)})
    seen.update({id: "fails" for id in listed(parts, "tried")})
    return seen


def _witness_names(signature: Signature) -> list[str]:
    names = {"exact": ["0", "1"], "general": ["0", "half"], "broad": ["0", "half"]}
    return names.get(signature.strength, ["0"])


def _counting(model: Model, seen: list[str]) -> list[Signature]:
    """Of a group the first; none that says all is well; what a message is about beside a fault only."""
    found: list[Signature] = []
    for signature in model.signatures:
        rivals = {other.group for other in found if other.group}
        if signature.id in seen and not signature.healthy and signature.group not in rivals:
            found.append(signature)
    return found if any(s.strength != "about" for s in found) else []


class Network:
    """A model as pyAgrum's Bayesian network; every number comes from its own exact inference."""

    def __init__(self, model: Model, today: str = "") -> None:
        self.model = model
        self.network = gum.BayesNet()  # type: ignore[no-untyped-call]
        self._add(CAUSE, [c.id for c in model.causes])
        whole = sum(c.prior for c in model.causes)
        self.network.cpt(CAUSE).fillWith([c.prior / whole for c in model.causes])
        for name, columns in nodes(model, today).items():
            self._add(name, list(columns[0]))
            self.network.addArc(CAUSE, name)
            # The node's own states vary fastest.
            self.network.cpt(name).fillWith([s for column in columns for s in column.values()])

    def _add(self, name: str, states: list[str]) -> None:
        self.network.add(gum.LabelizedVariable(name, "", states))  # type: ignore[no-untyped-call]

    def posterior(self, fragment: str, node: str = CAUSE) -> dict[str, float]:
        """Share of each state of a node, given the evidence."""
        inference = gum.LazyPropagation(self.network)  # type: ignore[no-untyped-call]
        inference.setTargets({node})  # type: ignore[no-untyped-call]
        evidence = naive.standing(self.model, parse_fragment(self.model, fragment)[0])
        inference.setEvidence(observed(self.model, evidence.fragment()))
        shares = inference.posterior(node).tolist()  # type: ignore[no-untyped-call]
        return dict(zip(self.network.variable(node).labels(), shares, strict=True))


def same_as_pyagrum(network: Network, today: str, fragment: str, text: str = "") -> View:
    """Assert that the engine and pyAgrum agree about some evidence; the engine's view of it.

    A view rounds to 6 places and never says 0 or 1, so it may be half a place off; what it rounds
    may not.
    """
    view = decide(network.model, fragment, text=text, today=today)
    expected = network.posterior(view["fragment"])
    evidence, dropped = parse_fragment(network.model, view["fragment"])
    exact = posterior(network.model.on(today), naive.standing(network.model, evidence))
    shown = {cause["id"]: cause["share"] for cause in view["causes"]}

    assert dropped == ()
    assert exact.keys() == shown.keys() == expected.keys()
    off = {id: share - expected[id] for id, share in exact.items()}
    assert max(map(abs, off.values())) < CLOSE, (fragment, off)
    kept = {id: min(max(share, 1e-6), 1 - 1e-6) for id, share in expected.items()}
    assert max(abs(shown[id] - kept[id]) for id in kept) <= 0.5e-6 + CLOSE, fragment
    order = [kept[cause["id"]] for cause in view["causes"]]
    assert all(one >= other - 1e-6 - CLOSE for one, other in pairwise(order)), fragment
    return view


# ---- The real troubleshooters -----------------------------------------------------------------------


@pytest.fixture(scope="module", params=NAMES)
def real(request: pytest.FixtureRequest) -> Network:
    """Each of the two troubleshooters on the day of the tests."""
    shooter: Troubleshooter = request.getfixturevalue(request.param)
    return Network(shooter.model, TODAY)


def choices(question: Question) -> list[str]:
    return [*(a.id for a in question.answers), "dont-know", "later"]


def test_no_evidence_and_each_single_answer(real: Network) -> None:
    same_as_pyagrum(real, TODAY, "")
    for question in real.model.questions:
        for answer in choices(question):
            same_as_pyagrum(real, TODAY, f"{question.id}={answer}")


def test_each_pair_of_repairs_that_failed(real: Network) -> None:
    ids = [r.id for r in real.model.on(TODAY).repairs]

    for pair in (*((id,) for id in ids), *combinations(ids, 2)):
        same_as_pyagrum(real, TODAY, f"tried={','.join(pair)}")


def test_each_pair_of_messages(real: Network) -> None:
    ids = [s.id for s in real.model.signatures]
    chance = random.Random(1)
    pairs = list(combinations(ids, 2))

    for pair in (*((id,) for id in ids), *chance.sample(pairs, min(500, len(pairs)))):
        same_as_pyagrum(real, TODAY, f"seen={','.join(pair)}")


def test_a_thousand_mixtures_of_answers_messages_and_failed_repairs(real: Network) -> None:
    model = real.model.on(TODAY)
    chance = random.Random(2)

    def some(ids: list[str], most: int) -> list[str]:
        return chance.sample(ids, chance.randint(0, min(most, len(ids))))

    for _ in range(1_000):
        asked = some([q.id for q in model.questions], 10)
        parts = [f"{id}={chance.choice(choices(model.question(id)))}" for id in asked]
        repairs = some([r.id for r in model.repairs], 6)
        for key, ids in (
            ("seen", some([s.id for s in model.signatures], 5)),
            ("tried", repairs[::2]),
            ("skipped", repairs[1::2]),
            ("past", some([q.id for q in model.questions if q.id not in asked], 3)),
        ):
            parts += [f"{key}={','.join(ids)}"] if ids else []
        chance.shuffle(parts)
        same_as_pyagrum(real, TODAY, "&".join(parts))


@pytest.mark.parametrize("name", NAMES)
def test_pasted_messages(name: str, root: FilePath, request: pytest.FixtureRequest) -> None:
    model: Model = request.getfixturevalue(name).model
    network = Network(model, TODAY)
    source = read_source(root / "docs" / "_troubleshooters" / name)
    question = model.questions[0]
    counted: set[str] = set()

    for number, samples in enumerate(source.match.values()):
        text, _ = samples[0]
        answer = question.answers[number % len(question.answers)].id
        for fragment in ("", f"{question.id}={answer}"):
            view = same_as_pyagrum(network, TODAY, fragment, text)
            counted.update(seen["id"] for seen in view["seen"])

    assert len(counted) > len(model.signatures) / 2


@pytest.mark.parametrize("name", NAMES)
def test_dated_answers_on_the_days_around_each_change(
    name: str, request: pytest.FixtureRequest
) -> None:
    model: Model = request.getfixturevalue(name).model
    network = cache(lambda today: Network(model, today))
    dated = [
        (f"{question.id}={answer.id}", {d.period.since, d.period.until} - {""})
        for question in model.questions
        for answer in question.answers
        for d in answer.dated
    ]

    assert dated
    for fragment, ends in dated:
        for end in ends:
            for days in (-1, 0, 1):
                today = (date.fromisoformat(end) + timedelta(days)).isoformat()
                same_as_pyagrum(network(today), today, fragment)
        same_as_pyagrum(network(""), "", fragment)


def test_every_state_of_the_decision_tree(real: Network) -> None:
    table = decision_tree(real.model, TODAY, 300)

    for fragment, view in table.items():
        live = same_as_pyagrum(real, TODAY, fragment)
        told = {key: value for key, value in view.items() if key != "ahead"}
        assert {key: live[key] for key in told} == told  # type: ignore[literal-required]


# ---- Small models, drawn at random ------------------------------------------------------------------


@st.composite
def small_models(draw: st.DrawFn, most_questions: int = 3) -> Model:
    """At most four causes, three questions, two signatures, two repairs and an obstacle."""
    causes = [f"cause-{n}" for n in range(draw(st.integers(1, 3)))] + ["something-else"]
    words = st.sampled_from(sorted(WORDS.values()))
    table = st.dictionaries(st.sampled_from(causes), words)
    asked = draw(st.permutations([*PRESET, "noise"]))[: draw(st.integers(0, most_questions))]
    repairs = [f"repair-{n}" for n in range(draw(st.integers(0, 2)))]
    answers = {id: [f"a{n}" for n in range(draw(st.integers(2, 3)))] for id in asked}
    given = [(id, answer) for id in asked for answer in answers[id]]

    def sometimes(strategy: st.SearchStrategy[Any], otherwise: Any) -> Any:
        return draw(st.one_of(st.just(otherwise), st.just(otherwise), strategy))

    def some(ids: list[str]) -> tuple[str, ...]:
        return tuple(sorted(draw(st.sets(st.sampled_from(ids))))) if ids else ()

    def conditions(id: str) -> dict[str, tuple[str, ...]]:
        others = [other for other in asked[: asked.index(id)] if id in asked] if id else asked
        on = sometimes(st.sampled_from(others), "") if others else ""
        return {on: some([*answers[on], "dont-know"])} if on else {}

    dated = st.builds(
        lambda days, likelihood: (Dated(Period(*days), likelihood),),
        st.sampled_from([("2026-11-24", ""), ("", "2026-11-23"), ("2026-11-01", "2026-11-24")]),
        table,
    )
    return Model(
        causes=tuple(Cause(id, draw(st.floats(0.5, 20))) for id in causes),
        questions=tuple(
            Question(
                id,
                draw(st.floats(0.5, 5)),
                tuple(
                    Answer(
                        answer,
                        draw(table),
                        sometimes(st.just(("locked",)), ()),
                        sometimes(st.sampled_from([*asked, *repairs, *causes, "ticket"]), ""),
                        sometimes(dated, ()),
                    )
                    for answer in answers[id]
                ),
                conditions(id),
                sometimes(st.just(tuple(repairs)), ()),
            )
            for id in asked
        ),
        repairs=tuple(
            Repair(
                id,
                draw(st.floats(1, 30)),
                draw(table),
                some(asked),
                conditions(""),
                sometimes(st.just(("locked",)), ()),
                sometimes(st.just(("locked",)), ()),
                conditions(""),
            )
            for id in repairs
        ),
        ticket_minutes=draw(st.floats(20, 200)),
        obstacles=(Obstacle("locked", 0.25),),
        signatures=tuple(
            Signature(
                f"signature-{n}",
                ("x",),
                draw(st.sampled_from(STRENGTHS)),
                draw(st.sampled_from(["", "group"])),
                sometimes(st.sampled_from(given), ()) if given else (),
                draw(table),
                healthy=sometimes(st.just(True), False),
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        order=draw(st.sampled_from([(), *((id,) for id in asked)])),
        shows=some(asked),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Model, str]:
    """A small model and evidence of every kind."""
    model = draw(small_models())
    parts = {
        question.id: draw(st.sampled_from(choices(question)))
        for question in model.questions
        if draw(st.booleans())
    }
    for signature in model.signatures:
        if draw(st.booleans()):
            parts["seen"] = _joined(listed(parts, "seen"), signature.id)
    for repair in model.repairs:
        key = draw(st.sampled_from(["tried", "skipped", ""]))
        parts[key] = _joined(listed(parts, key), repair.id)
    return model, written({key: ids for key, ids in parts.items() if key})


@settings(max_examples=300, deadline=None)
@given(cases(), st.sampled_from(["", TODAY, "2026-11-23"]))
def test_random_models_as_pyagrum_has_them(case: tuple[Model, str], today: str) -> None:
    model, fragment = case

    same_as_pyagrum(Network(model, today), today, fragment)


def by_enumeration(model: Model, today: str, fragment: str) -> dict[str, float]:
    """The posterior from all worlds that there are: those that fit the evidence, added up."""
    seen = observed(model, fragment)
    tables = nodes(model, today)
    fitting = dict.fromkeys((c.id for c in model.causes), 0.0)
    for number, cause in enumerate(model.causes):
        columns = [tables[name][number] for name in tables]
        for world in product(*columns):
            is_so = dict(zip(tables, world, strict=True))
            if all(is_so[name] == state for name, state in seen.items()):
                shares = (column[state] for column, state in zip(columns, world, strict=True))
                fitting[cause.id] += cause.prior * prod(shares)
    return {id: weight / sum(fitting.values()) for id, weight in fitting.items()}


@settings(max_examples=150, deadline=None)
@given(cases(), st.sampled_from(["", TODAY, "2026-11-23"]))
def test_random_models_by_counting_all_worlds(case: tuple[Model, str], today: str) -> None:
    model, fragment = case
    evidence, _ = parse_fragment(model, fragment)

    assert posterior(model.on(today), evidence) == pytest.approx(
        by_enumeration(model, today, fragment), rel=0, abs=CLOSE
    )


# ---- The decision tree, unrolled naively ------------------------------------------------------------


def written(parts: dict[str, str]) -> str:
    """The canonical fragment."""
    return "&".join(f"{key}={parts[key]}" for key in sorted(parts) if parts[key])


def after(model: Model, fragment: str, step: str, choice: str) -> str:
    """The fragment after an answer, or after a reply to "did that fix it?"."""
    parts = state(fragment)
    if choice not in ("fixed", "not-fixed", "changed", "skip"):
        return written({**parts, step: choice})
    repair = model.repair(step)
    if choice == "skip":
        return written({**parts, "skipped": _joined(listed(parts, "skipped"), step)})
    gone = {*repair.changes, *(model.shows if choice == "changed" else ())}.intersection(parts)
    then = {key: value for key, value in parts.items() if key not in gone}
    then["past"] = ",".join(sorted([*listed(parts, "past"), *gone]))  # as often as it was asked
    then["tried"] = _joined(listed(parts, "tried"), step)
    if choice == "changed":
        then.pop("seen", None)
    if choice == "fixed":
        freed = [
            id
            for id in listed(parts, "skipped")
            if not set(model.repair(id).blocked_by) & set(repair.clears)
        ]
        then["skipped"] = _joined(freed)
    return written(then)


def _joined(ids: list[str], *more: str) -> str:
    return ",".join(sorted({*ids, *more}))


def readers(network: Network, view: View) -> list[tuple[str, float]]:
    """The share of a state's readers who go on to each state that follows."""
    model, fragment, step = network.model, view["fragment"], view["step"]["id"]
    shares: dict[str, float] = {}
    if view["step"]["kind"] == "ask":
        known = 1 - SHARE_DONT_KNOW - SHARE_LATER
        answers = network.posterior(fragment, step)
        shares = {id: known * share for id, share in answers.items()}
        shares |= {"dont-know": SHARE_DONT_KNOW, "later": SHARE_LATER}
    elif view["step"]["kind"] == "try":
        works = network.posterior(fragment, step)["works"]
        if model.repair(step).clears:
            works = 1.0  # it is there for the obstacle, and fixes no cause
            shares["fixed"] = 1 - SHARE_SKIPPED
        fails = (1 - SHARE_SKIPPED) * (1 - works)
        shares |= {
            "not-fixed": fails * (1 - SHARE_CHANGED),
            "changed": fails * SHARE_CHANGED,
            "skip": SHARE_SKIPPED,
        }
    return [(after(model, fragment, step, choice), share) for choice, share in shares.items()]


def first_readers(network: Network) -> dict[str, float]:
    """Each start, and how many of the readers begin there."""
    presets = [q.id for q in network.model.questions if q.id in PRESET]
    shares = {id: network.posterior("", id) for id in presets}
    starts = {"": SHARE_BLANK_START}
    for id in presets:
        for answer, share in shares[id].items():
            starts[f"{id}={answer}"] = (1 - SHARE_BLANK_START) / len(presets) * share
    if len(presets) == 2:
        for answers in product(*shares.values()):
            both = dict(zip(shares, answers, strict=True))
            starts[written(both)] = prod(shares[id][answer] for id, answer in both.items())
    return starts


def follow_the_readers(network: Network, table: Table) -> None:
    """Assert that each state of a table is the one with most readers of those still to come.

    Readers who come to a state by another way are added to it, until it is in the table.
    """
    starts = first_readers(network)
    weights = dict(starts)
    waiting = set(starts)
    for fragment in table:
        most = max(weights[id] for id in waiting & starts.keys() or waiting)
        assert weights[fragment] >= most - CLOSE, fragment
        waiting.remove(fragment)
        for then, share in readers(network, decide(network.model, fragment)):
            if then not in weights:
                waiting.add(then)
            if then in waiting and then not in starts:
                weights[then] = weights.get(then, 0.0) + weights[fragment] * share


@pytest.mark.parametrize("name", NAMES)
def test_the_states_that_most_readers_reach_come_first(
    name: str, request: pytest.FixtureRequest
) -> None:
    model: Model = request.getfixturevalue(name).model

    follow_the_readers(Network(model.on(TODAY)), decision_tree(model, TODAY, 300))


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
@given(small_models())
def test_the_states_of_random_trees_are_in_the_order_of_their_readers(model: Model) -> None:
    follow_the_readers(Network(model.on(TODAY)), decision_tree(model, TODAY, 300))


@settings(max_examples=60, deadline=None)
@given(small_models())
def test_random_trees_as_a_naive_unrolling_has_them(model: Model) -> None:
    network = Network(model.on(TODAY))
    known = set(first_readers(network))
    first = len(known)
    todo = sorted(known)
    while todo:
        view = decide(network.model, todo.pop())
        then = {fragment for fragment, _ in readers(network, view)}
        todo += sorted(then - known)
        known |= then

    whole = decision_tree(model, TODAY, 100_000)
    part = decision_tree(model, TODAY, 20)

    assert whole.keys() == known
    assert list(part) == list(whole)[: max(20, first)]
    assert set(list(whole)[:first]) == set(first_readers(network))


@settings(max_examples=300, deadline=None)
@given(cases())
def test_each_reply_leads_on_as_the_rules_say(case: tuple[Model, str]) -> None:
    model, fragment = case
    evidence, _ = parse_fragment(model, fragment)

    for repair in model.repairs:
        then = {id: next.fragment() for id, next in replies(model, evidence, repair.id).items()}
        fixed = after(model, fragment, repair.id, "fixed")
        assert then == {
            "fixed": fixed if repair.clears else written({**state(fragment), "fixed": repair.id}),
            "not-fixed": after(model, fragment, repair.id, "not-fixed"),
            "changed": after(model, fragment, repair.id, "changed"),
            "skip": after(model, fragment, repair.id, "skip"),
        }


def ways_through_questions(model: Model) -> dict[str, View]:
    """Each state from a start through answers alone that ends with a repair or the ticket."""
    found: dict[str, View] = {}
    todo, known = list(first_readers(Network(model))), set[str]()
    while todo:
        fragment = todo.pop()
        view = decide(model, fragment)
        if view["step"]["kind"] != "ask":
            found[fragment] = view
            continue
        question = model.question(view["step"]["id"])
        then = {after(model, fragment, question.id, choice) for choice in choices(question)}
        todo += then - known
        known |= then
    return found


def fewest_answers(model: Model, cause: str) -> int:
    """How many answers to the policy's questions bring a cause to the top; 0 when none does."""
    states = [""]
    for number in range(1, 8):
        states = [
            after(model, fragment, view["step"]["id"], answer.id)
            for fragment in states
            for view in [decide(model, fragment)]
            if view["step"]["kind"] == "ask"
            for answer in model.question(view["step"]["id"]).answers
        ]
        if any(decide(model, fragment)["causes"][0]["id"] == cause for fragment in states):
            return number
    return 0


@settings(max_examples=60, deadline=None)
@given(small_models())
def test_random_paths_as_a_naive_search_has_them(model: Model) -> None:
    model = model.on(TODAY)
    ways = ways_through_questions(model)
    expected = [
        Path(id, view["step"]["id"], view["causes"][0]["id"], view["causes"][0]["word"])
        for id, view in sorted(ways.items())
    ]
    missing = [c.id for c in model.causes if c.id not in {path.cause for path in expected}]

    found = paths(model, decision_tree(model, TODAY, 100_000))

    assert found[: len(expected)] == expected
    assert found[len(expected) :] == [path for id in missing for path in shortest_way(model, id)]


@settings(max_examples=60, deadline=None)
@given(small_models())
def test_the_shortest_way_to_each_cause_as_a_naive_search_has_it(model: Model) -> None:
    for cause in model.causes:
        found = shortest_way(model, cause.id)

        assert sum(len(state(path.answers)) for path in found) == fewest_answers(model, cause.id)
        for path in found:
            view = decide(model, path.answers)
            first, kind, id = view["causes"][0], view["step"]["kind"], view["step"]["id"]
            action = f"ask {id}" if kind == "ask" else id
            assert path == Path(path.answers, action, first["id"], first["word"])
            assert path.cause == cause.id


# ---- The exact optimum of the benchmarks ------------------------------------------------------------


def without_obstacles(model: Model) -> Model:
    """The model by the rules of the benchmarks."""
    return replace(
        model,
        questions=tuple(
            replace(q, answers=tuple(replace(a, raises=()) for a in q.answers))
            for q in model.questions
        ),
        repairs=tuple(replace(r, blocked_by=(), clears=()) for r in model.repairs),
        obstacles=(),
    )


def searched(
    network: Network, dont_know: float, left: int, given: dict[str, str], tried: frozenset[str]
) -> float:
    """Expected minutes of the best strategy from some evidence on, by trying all of them."""
    model = network.model
    fragment = written({**given, "tried": ",".join(sorted(tried))})
    costs = [model.ticket_minutes]

    def makes_sense(only: dict[str, tuple[str, ...]]) -> bool:
        return all(given.get(id) in answers for id, answers in only.items())

    def then(given: dict[str, str], tried: frozenset[str]) -> float:
        return searched(network, dont_know, left - 1, given, tried)

    for question in model.questions if left else ():
        late = question.after and not tried.intersection(question.after)
        if question.id in given or late or not makes_sense(question.only):
            continue
        shares = {"dont-know": dont_know}
        for id, share in network.posterior(fragment, question.id).items():
            shares[id] = (1 - dont_know) * share
        costs.append(
            question.minutes
            + sum(share * then({**given, question.id: id}, tried) for id, share in shares.items())
        )
    for repair in model.repairs if left else ():
        senseless = any(given.get(id) in answers for id, answers in repair.unless.items())
        if repair.id in tried or senseless or not makes_sense(repair.only):
            continue
        fails = network.posterior(fragment, repair.id)["fails"]
        costs.append(repair.minutes + fails * then(given, tried | {repair.id}))
    return min(costs)


@settings(max_examples=60, deadline=None)
@given(small_models(most_questions=2), st.sampled_from([0.0, 0.15]), st.integers(1, 4))
def test_the_optimum_of_the_benchmarks_is_the_least_of_all_strategies(
    model: Model, dont_know: float, most_steps: int
) -> None:
    model = without_obstacles(model)

    least = least_cost(model, dont_know=dont_know, most_steps=most_steps)
    ours = cost_of_policy(model, next_step, dont_know=dont_know, most_steps=most_steps)

    assert least == pytest.approx(searched(Network(model), dont_know, most_steps, {}, frozenset()))
    assert ours >= least - CLOSE
