"""The decision tree: the policy unrolled from its starts, with equal states merged.

It is a table from a canonical fragment to its view. Nothing in it is edited by hand; what is drawn,
reviewed, walked by tests, read as plain steps and used before Python has started is this table.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from wizard.engine import Model, View, decide, parse_fragment
from wizard.engine.belief import answer_rows, likelihoods, shares
from wizard.engine.evidence import NO_EVIDENCE
from wizard.engine.model import DONT_KNOW

#: States in the table. More of them are rarer ones: each holds what no larger weight is left for.
LIMIT = 1000

#: Questions whose every answer is a start, because pages link to them with that answer given.
PRESET = ("status", "integration")

#: Weights of what readers do, relative to one another; they only decide what is left out first. A
#: repair that helped is an end: nothing follows it.
_NOT_ANSWERED = {NO_EVIDENCE[0]: 0.1, NO_EVIDENCE[1]: 0.03}
_REPLIES = {"not-fixed": 0.5, "skip": 0.2, "changed": 0.1, "fixed": 0.01}

#: What a table leaves out of a view: there is no text and nothing unknown in its states.
_ABSENT = ("dropped", "seen", "redacted")

Table = dict[str, dict[str, Any]]  # as in `wizard.engine.View`


def decision_tree(model: Model, today: str = "", limit: int = LIMIT) -> Table:
    """Canonical fragment to view, for the starts and then the likeliest states, at most `limit`.

    Starts are always in it, in full: no evidence, and each answer to the preset questions.
    """
    table: Table = {}
    starts = list(_starts(model))
    queue = [(-1.0, fragment) for fragment in starts]
    queued = set(starts)
    heapq.heapify(queue)
    while queue and len(table) < max(limit, len(starts)):
        weight, fragment = heapq.heappop(queue)
        view = decide(model, fragment, today=today)
        table[fragment] = {k: v for k, v in view.items() if k not in _ABSENT}
        for share, then in _following(model, view):
            if then not in queued:
                queued.add(then)
                heapq.heappush(queue, (weight * share, then))
    return dict(sorted(table.items()))


def following(model: Model, view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the reader may choose in a view, as pairs of choice id and the fragment after it."""
    step = view["step"]
    if step["kind"] == "ask":
        evidence, _ = parse_fragment(model, str(view["fragment"]))
        for answer in (*(a.id for a in model.question(step["id"]).answers), *NO_EVIDENCE):
            yield answer, evidence.with_answer(step["id"], answer).fragment()
    yield from view["replies"].items()


def as_text(table: Table) -> str:
    """The table for people to read and diff: a line per state, indented by its evidence."""
    lines = []
    for fragment, view in table.items():
        step, first = view["step"], view["causes"][0]
        lines.append(
            f"{fragment or '(start)'} -> {step['kind']} {step['id']}  [{first['id']} {first['word']}]"
        )
    return "\n".join(lines) + "\n"


def _starts(model: Model) -> Iterator[str]:
    yield ""
    for question in model.questions:
        if question.id in PRESET:
            yield from (f"{question.id}={answer.id}" for answer in question.answers)


def _following(model: Model, view: View) -> Iterator[tuple[float, str]]:
    evidence, _ = parse_fragment(model, view["fragment"])
    weights = dict(_REPLIES)
    if view["step"]["kind"] == "ask":
        belief = shares(model, likelihoods(model, evidence))
        question = model.question(view["step"]["id"])
        weights = dict(_NOT_ANSWERED)
        for answer, row in answer_rows(model, question).items():
            weights[answer] = sum(b * s for b, s in zip(belief, row, strict=True))
    for choice, fragment in following(model, view):
        yield weights.get(choice, weights.get(DONT_KNOW, 0.1)), fragment
