"""The exact optimum by exhaustive search, and what a policy really costs: an oracle for tests.

Written apart from the engine's planner on purpose: it shares only the model and its tables. Here a
repair does not change earlier answers, and nobody says "I don't know".
"""

from __future__ import annotations

from functools import cache

from wizard.engine import Evidence, Model
from wizard.engine.belief import answer_rows
from wizard.engine.policy import Policy, Situation

State = tuple[tuple[float, ...], frozenset[str], frozenset[str]]  # belief, open questions, repairs


def least_cost(model: Model) -> float:
    """Expected minutes of the best strategy there is."""
    rows = {q.id: tuple(answer_rows(model, q).values()) for q in model.questions}

    @cache
    def best(
        belief: tuple[float, ...], questions: frozenset[str], repairs: frozenset[str]
    ) -> float:
        whole = sum(belief)
        if whole <= 1e-12:
            return 0.0
        least = whole * model.ticket_minutes
        for id in questions:
            cost = model.question(id).minutes * whole
            for row in rows[id]:
                branch = tuple(round(b * s, 15) for b, s in zip(belief, row, strict=True))
                cost += best(branch, questions - {id}, repairs)
            least = min(least, cost)
        for id in repairs:
            cost = model.repair(id).minutes * whole
            least = min(least, cost + best(_failed(model, belief, id), questions, repairs - {id}))
        return least

    whole = sum(c.prior for c in model.causes)
    return best(
        tuple(c.prior / whole for c in model.causes),
        frozenset(rows),
        frozenset(r.id for r in model.repairs),
    )


def cost_of_policy(model: Model, policy: Policy) -> float:
    """Expected minutes when every step is the policy's."""

    def follow(evidence: Evidence, belief: tuple[float, ...]) -> float:
        whole = sum(belief)
        if whole <= 1e-12:
            return 0.0
        step = policy(Situation(model, evidence))
        if step.kind == "escalate":
            return whole * model.ticket_minutes
        if step.kind == "try":
            tried = Evidence(evidence.answers, (), tuple(sorted((*evidence.tried, step.id))))
            return model.repair(step.id).minutes * whole + follow(
                tried, _failed(model, belief, step.id)
            )
        question = model.question(step.id)
        cost = question.minutes * whole
        for answer, row in answer_rows(model, question).items():
            branch = tuple(b * s for b, s in zip(belief, row, strict=True))
            cost += follow(evidence.with_answer(step.id, answer), branch)
        return cost

    whole = sum(c.prior for c in model.causes)
    return follow(Evidence(), tuple(c.prior / whole for c in model.causes))


def _failed(model: Model, belief: tuple[float, ...], repair: str) -> tuple[float, ...]:
    fixes = model.repair(repair).fixes
    return tuple(
        round(b * (1 - fixes.get(c.id, 0.0)), 15) for b, c in zip(belief, model.causes, strict=True)
    )
