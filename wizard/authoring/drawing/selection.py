"""Which steps of the decision tree are worth their place in a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Any

from wizard.authoring.steps import PlainStep, number_steps
from wizard.authoring.tree import SHARE_CHANGED, SHARE_SKIPPED, Table
from wizard.engine import Model
from wizard.engine.ahead import SHARE_DONT_KNOW, SHARE_LATER
from wizard.engine.evidence import NO_EVIDENCE

#: Steps that are looked at. Looking at all of them draws the same, and takes three times as long.
_CANDIDATES = 400

#: What a card's head takes, in rows.
_HEAD_ROWS = 4


def drawn_steps(table: Table, model: Model, today: str, most: int) -> list[PlainStep]:
    """The steps that are drawn: at most `most`, and those first whose rows most readers use.

    How many readers come by is not enough. A question of twenty answers takes the place of five
    repairs, and the table has its other starts first, which are never met from the first question.
    """
    whole = number_steps(table, model, today, _CANDIDATES)
    used = (str(step.view["fragment"]) for step in _most_used(whole, model.on(today)))
    return number_steps({**{f: table[f] for f in used}, **table}, model, today, most)


def _most_used(steps: list[PlainStep], model: Model) -> Iterator[PlainStep]:
    """The steps by readers per row, each after one that leads to it."""
    readers = {1: 1.0}
    waiting, met = {1}, set[int]()
    while waiting:
        number = max(waiting, key=lambda n: (_worth(steps[n - 1], readers[n]), -n))
        waiting.remove(number)
        met.add(number)
        step = steps[number - 1]
        yield step
        shares = _shares(model, step.view) if step.then else {}
        for choice, then in step.then:
            if isinstance(then, int) and then not in met:
                readers[then] = readers.get(then, 0.0) + readers[number] * shares[choice]
                waiting.add(then)


def _worth(step: PlainStep, readers: float) -> float:
    return round(readers / (_HEAD_ROWS + len(step.then)), 12)


def _shares(model: Model, view: Mapping[str, Any]) -> dict[str, float]:
    """The share of a view's readers who make each choice, as `wizard.authoring.tree` estimates it."""
    share = {cause["id"]: cause["share"] for cause in view["causes"]}
    belief = [share[cause.id] for cause in model.causes]
    id = view["step"]["id"]
    if view["step"]["kind"] == "ask":
        known = 1 - SHARE_DONT_KNOW - SHARE_LATER
        return {
            **dict(zip(NO_EVIDENCE, (SHARE_DONT_KNOW, SHARE_LATER), strict=True)),
            **{
                answer: known * fsum(b * s for b, s in zip(belief, row, strict=True))
                for answer, row in model.rows[id].items()
            },
        }
    fixed = fsum(belief[n] * part for n, part in model.fixes[id])
    failed = (1 - SHARE_SKIPPED) * (1 - fixed)
    return {
        "fixed": (1 - SHARE_SKIPPED) * fixed,
        "not-fixed": failed * (1 - SHARE_CHANGED),
        "changed": failed * SHARE_CHANGED,
        "skip": SHARE_SKIPPED,
    }
