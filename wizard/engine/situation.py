"""A model and the evidence, and what planning computes from them: expected minutes of what is left.

A belief is a sequence of weights per cause; they need not sum to 1, and a cost computed from them
is weighted the same way. That saves a division at every branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace
from math import fsum, log2

from wizard.engine.belief import likelihoods, shares
from wizard.engine.evidence import (
    Evidence,
    counting_signatures,
    known_answers,
    raised_obstacles,
)
from wizard.engine.model import Model, Question, Repair

#: Minutes that a step must save before it is preferred; also breaks ties the same way everywhere.
MARGIN = 1e-9

#: Steps left where nobody counts them.
NO_LIMIT = 1_000

Belief = Sequence[float]


class Situation:
    """What is known, and what can still be asked and tried.

    Attributes:
        model: As it is today.
        belief: Share of each cause, in the model's order; they sum to 1.
        whole: Their sum, as the same digits everywhere.
        given: Question id to answer id: the reader's own, "I don't know" included, and those that
            a message gave.
        obstacles: Ids of those whose symptom was given.
        steps_left: Questions and repairs until the ticket is next in any case.
    """

    def __init__(self, model: Model, evidence: Evidence, steps_left: int = NO_LIMIT) -> None:
        self.model = model
        self.steps_left = steps_left
        self.evidence = evidence
        self.obstacles = raised_obstacles(model, evidence)
        self.belief: Belief = shares(model, likelihoods(model, evidence))
        self.whole = fsum(self.belief)
        self.given = {**dict(evidence.answers), **known_answers(model, evidence)}
        self._read = model.message_question if counting_signatures(model, evidence) else ""
        done = {*evidence.tried, *evidence.skipped}
        self._untried = [r for r in model.repairs if r.id not in done]
        self._plans: list[Repair] | None = None

    def questions(self) -> list[Question]:
        """Questions that are not answered yet and make sense now."""
        return [
            q
            for q in self.model.questions
            if q.id not in self.given
            and q.id != self._read
            and self._fits(q.only, "", "")
            and (not q.after or any(id in self.evidence.tried for id in q.after))
        ]

    def repairs(self, question: str = "", answer: str = "") -> list[Repair]:
        """Repairs against a cause that can be done now, or could if the question had that answer."""
        return [
            r
            for r in self._untried
            if not r.clears
            and self._fits(r.only, question, answer)
            and not self._excluded(r, question, answer)
            and not any(o in self.obstacles for o in r.blocked_by)
        ]

    def clearing(self) -> list[Repair]:
        """Repairs that remove an obstacle which is in the way now."""
        return [r for r in self._untried if any(o in self.obstacles for o in r.clears)]

    def after_failure(self, belief: Belief, repair: str) -> list[float]:
        """The weights that are left when the repair did not help."""
        left = list(belief)
        for n, share in self.model.fixes[repair]:
            left[n] *= 1 - share
        return left

    def plan(self) -> list[Repair]:
        """Repairs by falling chance to help per minute, until the ticket is the cheaper step."""
        if self._plans is None:
            self._plans = self._greedy(self.belief, self.repairs(), self.steps_left)[0]
        return self._plans

    def cost_of_repair(self, belief: Belief, repairs: Sequence[Repair], steps: int) -> float:
        """Expected minutes until it is fixed, or handed over, when no more questions are asked.

        Args:
            steps: Repairs that can be tried at most.
        """
        return self._greedy(belief, repairs, steps)[1]

    def cost_with_question(self, belief: Belief, question: str, without: str = "") -> float:
        """Expected minutes when this question comes first, then repairs only.

        Args:
            without: A repair that has been tried before the question.
        """
        asked = self.model.question(question)
        steps = self.steps_left - (2 if without else 1)
        same = [r for r in self.repairs() if r.id != without]
        decides = any(question in r.only or question in r.unless for r in self._untried)
        costs = [asked.minutes * fsum(belief)]
        for answer, row in self.model.rows[question].items():
            branch = [weight * share for weight, share in zip(belief, row, strict=True)]
            repairs = same
            if decides:
                repairs = [r for r in self.repairs(question, answer) if r.id != without]
            costs.append(self.cost_of_repair(branch, repairs, steps))
        return fsum(costs)

    def gain(self, question: str) -> float:
        """Expected information about the cause, in bits."""
        bits = [entropy(self.belief)]
        for row in self.model.rows[question].values():
            branch = [weight * share for weight, share in zip(self.belief, row, strict=True)]
            whole = fsum(branch)
            if whole > 0:
                bits.append(-whole * entropy([weight / whole for weight in branch]))
        return fsum(bits)

    def _fits(self, only: dict[str, tuple[str, ...]], question: str, answer: str) -> bool:
        for asked, answers in only.items():
            given = self.given.get(asked) or (answer if asked == question else "")
            if given not in answers:
                return False
        return True

    def _excluded(self, repair: Repair, question: str, answer: str) -> bool:
        return any(
            (self.given.get(asked) or (answer if asked == question else "")) in answers
            for asked, answers in repair.unless.items()
        )

    def _greedy(
        self, belief: Belief, repairs: Sequence[Repair], steps: int
    ) -> tuple[list[Repair], float]:
        """The repairs worth trying, best first, at most `steps`, and the expected minutes of that.

        What a repair promises only falls while others fail, so only the one on top of the heap has
        to be computed again (Minoux 1978, lazy evaluation).
        """
        left = list(belief)
        whole = fsum(left)
        fixes = self.model.fixes
        price = self.model.ticket_minutes
        heap = []
        savings = []
        for n, repair in enumerate(repairs):
            helps = 0.0
            for position, share in fixes[repair.id]:
                helps += left[position] * share
            heap.append((-round(helps / repair.minutes, 12), n, 0))
            savings.append((-round(helps * price - repair.minutes * whole, 9), n))
        if steps < len(repairs):
            # With few steps left a cheap repair that hardly ever helps would waste one of them.
            best = {n for _, n in sorted(savings)[:steps]}
            heap = [entry for entry in heap if entry[1] in best]
        heapify(heap)
        order: list[Repair] = []
        costs: list[float] = []
        while heap and len(order) < steps:
            known, n, seen_at = heap[0]
            if -known <= whole / price + MARGIN:
                break
            repair = repairs[n]
            if seen_at != len(order):
                rate = 0.0
                for position, share in fixes[repair.id]:
                    rate += left[position] * share
                heapreplace(heap, (-round(rate / repair.minutes, 12), n, len(order)))
                continue
            heappop(heap)
            order.append(repair)
            costs.append(repair.minutes * whole)
            for position, share in fixes[repair.id]:
                left[position] *= 1 - share
            whole = fsum(left)
        return order, fsum([*costs, whole * price])


def entropy(belief: Belief) -> float:
    """In bits; the weights sum to 1."""
    return -fsum(share * log2(share) for share in belief if share > 0)
