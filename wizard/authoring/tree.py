"""The decision tree: the policy unrolled from its starts, with equal states merged.

A table from a canonical fragment to its view. Nothing in it is edited by hand; what is drawn,
reviewed, walked by tests, read as plain steps and used before Python has started is this table.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

from wizard.engine import Model, decide, parse_fragment
from wizard.engine.ahead import UNSEEN, answer_shares, usual
from wizard.engine.belief import shares
from wizard.engine.evidence import LISTS, NO_EVIDENCE, Evidence
from wizard.engine.policy import MOST_STEPS
from wizard.engine.situation import Situation
from wizard.engine.standing import split

#: Questions whose every answer is a start, because pages link to them with that answer given.
PRESET = ("status", "integration")

#: How readers behave, as far as it decides which states are worth their place; estimates.
SHARE_SKIPPED, SHARE_CHANGED = 0.15, 0.2

#: How many readers begin without an answer, and how many with one of the preset ones.
SHARE_BLANK_START = 0.5

#: What a table leaves out of a view: nothing in its states is pasted or unknown.
ABSENT = ("dropped", "seen", "healthy", "told", "redacted")

#: Canonical fragment to view, as in `wizard.engine.View` and with `ahead`: the usual least and most
#: number of questions until something can be done.
Table = dict[str, dict[str, Any]]


def decision_tree(model: Model, today: str = "", limit: int = 1000) -> Table:
    """Canonical fragment to view: the starts, then the states that most readers reach.

    Args:
        limit: States at most. Starts are always in it: no evidence, each answer to the preset
            questions, and each pair of these.

    Returns:
        The states in the order of how many readers reach them, so that a shorter table is a
        prefix of a longer one.
    """
    model = model.on(today)
    table: Table = {}
    starts = dict(_starts(model))
    # Weight, then the fragment, so that equal weights have one order everywhere.
    queue = [(-1.0 - weight, fragment) for fragment, weight in starts.items()]
    weights = dict(starts)
    heapq.heapify(queue)
    while queue and len(table) < max(limit, len(starts)):
        _, fragment = heapq.heappop(queue)
        if fragment in table:
            continue  # it was queued again with more readers
        view = decide(model, fragment)
        table[fragment] = {k: v for k, v in view.items() if k not in ABSENT}
        if view["step"]["kind"] == "done":
            continue
        for share, then in readers(model, view):
            if then not in table and then not in starts:
                weights[then] = weights.get(then, 0.0) + weights[fragment] * share
                heapq.heappush(queue, (-round(weights[then], 12), then))
    _look_ahead(model, table)
    return table


def _look_ahead(model: Model, table: Table) -> None:
    """Give each view its `ahead`: from the table itself, which is deeper than the engine can look."""
    ends: dict[str, dict[int, float]] = {}

    def follow(fragment: str) -> dict[int, float]:
        """How many questions come until a step that is none: number to share of the readers."""
        if fragment not in table:
            return dict(UNSEEN)
        if fragment not in ends:
            view = table[fragment]
            ends[fragment] = {0: 1.0}
            if view["step"]["kind"] == "ask":
                found: dict[int, float] = {}
                for share, then in readers(model, view):
                    for questions, part in follow(then).items():
                        found[questions + 1] = found.get(questions + 1, 0.0) + share * part
                ends[fragment] = found
        return ends[fragment]

    for fragment, view in table.items():
        view["ahead"] = list(usual(follow(fragment).items()))


def following(model: Model, view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the reader may choose in a view, as pairs of choice id and the fragment after it."""
    step = view["step"]
    if step["kind"] == "ask":
        evidence, _ = parse_fragment(model, str(view["fragment"]))
        for answer in (*(a.id for a in model.question(step["id"]).answers), *NO_EVIDENCE):
            yield answer, evidence.with_answer(step["id"], answer).fragment()
    yield from view["replies"].items()


@dataclass(frozen=True, slots=True)
class Path:
    """Answers that lead to a first repair, or to the ticket.

    Attributes:
        answers: The canonical fragment.
        action: The repair, or `ticket`; `ask …` for a way that ends with a question, which only
            the shortest way to a cause does.
        cause: The likeliest cause then, and `word` for its share.
    """

    answers: str
    action: str
    cause: str
    word: str


def paths(model: Model, table: Table) -> list[Path]:
    """Each way through questions alone to the first repair or the ticket, as far as the table goes.

    Ways that ask the same in another order are one. After them the shortest way that finds each
    cause which none of them finds. `model` is as it is on the table's day.
    """
    found = [
        Path(fragment, view["step"]["id"], view["causes"][0]["id"], view["causes"][0]["word"])
        for fragment, view in sorted(table.items())
        if view["step"]["kind"] in ("try", "escalate") and not _has_history(fragment)
    ]
    known = {path.cause for path in found}
    for cause in model.causes:
        if cause.id not in known:
            found.extend(shortest_way(model, cause.id))
    return found


def shortest_way(model: Model, cause: str, widest: int = 60) -> list[Path]:
    """The fewest answers, to the questions that the policy asks, after which a cause comes first.

    Of the ways of one length only the `widest` most promising are followed, so that a way of many
    answers may be one answer longer than need be. Empty when none of seven answers or less does.
    """
    states = {"": 1.0}
    for _ in range(MOST_STEPS):
        then: dict[str, float] = {}
        for fragment in states:
            view = decide(model, fragment)
            if view["step"]["kind"] != "ask":
                continue
            for choice, after in following(model, view):
                if choice in NO_EVIDENCE or after in then:
                    continue
                next_view = decide(model, after)
                share = next(c["share"] for c in next_view["causes"] if c["id"] == cause)
                if next_view["causes"][0]["id"] == cause:
                    first = next_view["causes"][0]
                    kind, id = next_view["step"]["kind"], next_view["step"]["id"]
                    action = f"ask {id}" if kind == "ask" else id
                    return [Path(after, action, cause, first["word"])]
                then[after] = share
        states = dict(sorted(then.items(), key=lambda item: (-item[1], item[0]))[:widest])
    return []


def paths_as_text(found: list[Path]) -> str:
    """A line per path, for people to read and diff."""
    return "".join(
        f"{path.answers or '(no answer)'} -> {path.action}  [{path.cause} {path.word}]\n"
        for path in found
    )


def _has_history(fragment: str) -> bool:
    return any(part.partition("=")[0] in LISTS for part in fragment.split("&"))


def starts(model: Model) -> list[str]:
    """The fragments that a reader may begin with."""
    return [fragment for fragment, _ in _starts(model)]


def _starts(model: Model) -> Iterator[tuple[str, float]]:
    """Each start with the share of readers who begin there."""
    yield "", SHARE_BLANK_START
    presets = [question for question in model.questions if question.id in PRESET]
    belief = shares(model, {})
    given: dict[str, list[tuple[str, float]]] = {}
    for question in presets:
        given[question.id] = [
            (answer.id, fsum(b * s for b, s in zip(belief, row, strict=True)))
            for answer in question.answers
            for row in [model.rows[question.id][answer.id]]
        ]
        rest = (1 - SHARE_BLANK_START) / len(presets)
        for answer_id, share in given[question.id]:
            yield f"{question.id}={answer_id}", rest * share
    if len(presets) == 2:
        first, second = (question.id for question in presets)
        for one, share in given[first]:
            for other, other_share in given[second]:
                both = Evidence().with_answer(first, one).with_answer(second, other)
                yield both.fragment(), share * other_share


def readers(model: Model, view: Mapping[str, Any]) -> Iterator[tuple[float, str]]:
    """The share of the readers of a view who make each choice, and the fragment after it."""
    evidence, _ = split(model, parse_fragment(model, view["fragment"])[0])
    situation = Situation(model, evidence)
    step = view["step"]
    weights: dict[str, float] = {}
    if step["kind"] == "ask":
        weights = dict(answer_shares(situation, step["id"]))
    elif step["kind"] == "try":
        fixed = fsum(situation.belief[n] * share for n, share in model.fixes[step["id"]])
        if model.repair(step["id"]).clears:
            fixed = 1.0  # it is there for the obstacle, and fixes no cause
        failed = (1 - SHARE_SKIPPED) * (1 - fixed)
        weights = {
            "fixed": (1 - SHARE_SKIPPED) * fixed,
            "not-fixed": failed * (1 - SHARE_CHANGED),
            "changed": failed * SHARE_CHANGED,
            "skip": SHARE_SKIPPED,
        }
    for choice, fragment in following(model, view):
        if choice != "fixed" or model.repair(step["id"]).clears:
            yield weights[choice], fragment
