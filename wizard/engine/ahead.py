"""How many more questions it usually takes: the policy followed along its likeliest answers."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from math import fsum

from wizard.engine.evidence import NO_EVIDENCE, Evidence, parse_fragment
from wizard.engine.model import Model
from wizard.engine.policy import MOST_STEPS, next_step, steps_taken
from wizard.engine.situation import Situation
from wizard.engine.standing import split

#: How often readers don't know, and can't check now; estimates.
SHARE_DONT_KNOW, SHARE_LATER = 0.15, 0.02

#: States looked at. More tell hardly more (`tests/engine/test_ahead.py`), and each costs a decision.
MOST_STATES = 24

#: What comes where nobody has looked: nothing more, or one question more, each about as often.
UNSEEN = ((0, 0.5), (1, 0.5))

#: "Usually" leaves out as many readers at either end.
SHARE_LEFT_OUT = 0.2


def questions_ahead(
    model: Model, fragment: str, *, today: str = "", most: int = MOST_STATES
) -> tuple[int, int]:
    """The usual least and most number of questions before something can be done, this one included.

    Whoever is shown a repair has (0, 0). At most `most` states are looked at, the likeliest first.

    Raises:
        EvidenceError: The fragment is too long.
    """
    model = model.on(today)
    evidence, _ = parse_fragment(model, fragment)
    waiting = [(-1.0, evidence.fragment(), 0, evidence)]
    ends: list[tuple[int, float]] = []
    for _ in range(most):
        if not waiting:
            break
        weight, _, depth, evidence = heapq.heappop(waiting)
        standing, _ = split(model, evidence)
        situation = Situation(model, standing, MOST_STEPS - steps_taken(standing))
        step = next_step(situation)
        if step.kind != "ask":
            ends.append((depth, -weight))
            continue
        for share, then in _answers(situation, evidence, step.id):
            heapq.heappush(waiting, (weight * share, then.fragment(), depth + 1, then))
    for weight, _, depth, _ in waiting:
        ends.extend((depth + more, -weight * share) for more, share in UNSEEN)
    return usual(ends)


def answer_shares(situation: Situation, question: str) -> Iterator[tuple[str, float]]:
    """How likely each answer to a question is, "I don't know" included; they sum to 1."""
    known = 1 - SHARE_DONT_KNOW - SHARE_LATER
    for answer, row in situation.model.rows[question].items():
        yield answer, known * fsum(b * s for b, s in zip(situation.belief, row, strict=True))
    yield from zip(NO_EVIDENCE, (SHARE_DONT_KNOW, SHARE_LATER), strict=True)


def _answers(
    situation: Situation, evidence: Evidence, question: str
) -> Iterator[tuple[float, Evidence]]:
    for answer, share in answer_shares(situation, question):
        yield round(share, 12), evidence.with_answer(question, answer)


def usual(ends: Iterable[tuple[int, float]]) -> tuple[int, int]:
    """The least and the most without the extremes, of numbers with their weights."""
    ends = sorted(ends)
    whole = fsum(weight for _, weight in ends)
    passed = 0.0
    found: list[int] = []
    bounds = [SHARE_LEFT_OUT * whole, (1 - SHARE_LEFT_OUT) * whole]
    for depth, weight in ends:
        passed += weight
        while len(found) < 2 and passed >= bounds[len(found)] - 1e-9:
            found.append(depth)
    return found[0], found[-1]
