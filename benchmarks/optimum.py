"""The exact optimum by exhaustive search, what a policy really costs, and the distance; prints a table.

Written apart from the engine's planner on purpose: it shares only the model and its tables. The
search is over evidence sets (answers given, repairs that failed): ask, try or hand over at each, to
the very end. The rules are the same for every policy and for the optimum:

- "I don't know" is said to a share of the questions, whatever the cause, and is in it exactly;
- every repair can be done, and no obstacle is in the way;
- a failed repair takes no answer back (`changes`). With that, what is believed would no longer be all
  that is known, and there would be no optimum that a policy over evidence sets could be held against.

Run: python benchmarks/optimum.py [RANDOM_MODELS]
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from operator import mul

from small_models import random_models, slices_of_the_site

from wizard.engine import Evidence, Model, Repair
from wizard.engine.model import DONT_KNOW
from wizard.engine.policy import ESCALATE, Policy, next_step, steps_taken
from wizard.engine.situation import NO_LIMIT, Situation

Weights = tuple[float, ...]  # per cause; they sum to the share of readers who get here
Answers = frozenset[tuple[str, str]]  # question id and answer id, `dont-know` included
Tried = frozenset[str]  # repairs that did not help

#: How often a reader does not know the answer, as `wizard.authoring.simulation` has it.
SHARE_DONT_KNOW = 0.15


@dataclass(frozen=True, slots=True)
class Optimum:
    """Expected minutes of the best strategy there is, and how many evidence sets were searched."""

    minutes: float
    states: int


def least_cost(model: Model, *, dont_know: float = 0.0, most_steps: int = NO_LIMIT) -> float:
    """Expected minutes of the best strategy there is; see `optimum`."""
    return optimum(model, dont_know=dont_know, most_steps=most_steps).minutes


def optimum(model: Model, *, dont_know: float = 0.0, most_steps: int = NO_LIMIT) -> Optimum:
    """Search all strategies; those that cannot be the best are left unsearched (branch and bound).

    Args:
        dont_know: Share of readers, 0 to 1, who do not know the answer to a question.
        most_steps: Questions and repairs until the ticket is the only step left.
    """
    search = _Search(model, dont_know, most_steps)
    minutes = search.best(prior(model), frozenset(), frozenset())
    return Optimum(minutes, len(search.known))


def cost_of_policy(
    model: Model, policy: Policy, *, dont_know: float = 0.0, most_steps: int = NO_LIMIT
) -> float:
    """Expected minutes when every step is the policy's; the arguments are those of `optimum`."""
    known: dict[Evidence, float] = {}

    def follow(evidence: Evidence, weights: Weights) -> float:
        whole = fsum(weights)
        if whole <= 0:
            return 0.0
        if evidence not in known:
            left = most_steps - steps_taken(evidence)
            step = policy(Situation(model, evidence, left)) if left > 0 else ESCALATE
            if step.kind == "ask":
                costs = [
                    follow(evidence.with_answer(step.id, answer), times(weights, row))
                    for answer, row in answers_of(model, step.id, dont_know)
                ]
                known[evidence] = fsum([model.question(step.id).minutes * whole, *costs])
            elif step.kind == "try":
                tried = Evidence(evidence.answers, (), tuple(sorted((*evidence.tried, step.id))))
                repair = model.repair(step.id)
                cost = follow(tried, times(weights, failing(model, repair)))
                known[evidence] = repair.minutes * whole + cost
            else:
                known[evidence] = whole * model.ticket_minutes
        return known[evidence]

    return follow(Evidence(), prior(model))


def prior(model: Model) -> Weights:
    """The share of each cause before any evidence."""
    whole = fsum(c.prior for c in model.causes)
    return tuple(c.prior / whole for c in model.causes)


def answers_of(model: Model, question: str, dont_know: float) -> list[tuple[str, Weights]]:
    """Each answer with the share of the readers who give it, per cause."""
    told = [
        (answer, tuple((1 - dont_know) * share for share in row))
        for answer, row in model.rows[question].items()
    ]
    return [*told, (DONT_KNOW, tuple(dont_know for _ in model.causes))] if dont_know else told


def failing(model: Model, repair: Repair) -> Weights:
    """The share of the readers whom a repair does not help, per cause."""
    return tuple(1 - repair.fixes.get(c.id, 0.0) for c in model.causes)


def times(weights: Weights, shares: Weights) -> Weights:
    """Cause by cause."""
    return tuple(map(mul, weights, shares))


Step = tuple[float, Callable[[float], float]]


class _Search:
    """All strategies for one model; `known` has the minutes of each evidence set searched."""

    def __init__(self, model: Model, dont_know: float, most_steps: int) -> None:
        self.model, self.most_steps = model, most_steps
        self.known: dict[tuple[Answers, Tried], float] = {}
        self.knowing_all = cache(self._knowing_all)
        self.failing = {r.id: failing(model, r) for r in model.repairs}
        self.answers = {q.id: answers_of(model, q.id, dont_know) for q in model.questions}

    def best(self, weights: Weights, answers: Answers, tried: Tried) -> float:
        """Expected minutes of the best strategy from here, times the share who get here."""
        state = (answers, tried)
        if state not in self.known:
            least = sum(weights) * self.model.ticket_minutes
            if len(answers) + len(tried) < self.most_steps:
                steps = [*self._repairs(weights, answers, tried)]
                steps += self._questions(weights, answers, tried)
                for bound, minutes in sorted(steps, key=lambda step: step[0]):
                    if bound >= least:
                        break  # the others promise even less
                    least = min(least, minutes(least))
            self.known[state] = least
        return self.known[state]

    # A step is the minutes that it costs at least, and a function that computes them. That one may
    # give up with infinity when they turn out to be no less than the minutes it is called with.

    def _repairs(self, weights: Weights, answers: Answers, tried: Tried) -> Iterator[Step]:
        whole, given = sum(weights), dict(answers)
        for repair in self.model.repairs:
            if repair.id in tried or repair.clears or not _fits(repair, given):
                continue
            cost = repair.minutes * whole
            left, then = times(weights, self.failing[repair.id]), tried | {repair.id}

            def minutes(
                _: float, cost: float = cost, left: Weights = left, then: Tried = then
            ) -> float:
                return cost + self.best(left, answers, then)

            yield cost + self._at_least(left, then), minutes

    def _questions(self, weights: Weights, answers: Answers, tried: Tried) -> Iterator[Step]:
        whole, given = sum(weights), dict(answers)
        at_least = self._at_least(weights, tried)
        for question in self.model.questions:
            if question.id in given or not _makes_sense(question.only, given):
                continue
            if question.after and not tried.intersection(question.after):
                continue
            cost = question.minutes * whole

            def minutes(most: float, cost: float = cost, id: str = question.id) -> float:
                branches = [(answer, times(weights, row)) for answer, row in self.answers[id]]
                to_come = sum(self._at_least(branch, tried) for _, branch in branches)
                for answer, branch in branches:
                    if cost + to_come >= most:
                        return float("inf")
                    to_come -= self._at_least(branch, tried)
                    cost += self.best(branch, answers | {(id, answer)}, tried)
                return cost

            yield cost + at_least, minutes

    def _at_least(self, weights: Weights, tried: Tried) -> float:
        minutes: float = sum(map(mul, weights, self.knowing_all(tried)))
        return minutes

    def _knowing_all(self, tried: Tried) -> Weights:
        """Expected minutes of readers who know their cause, per cause: no strategy can do better."""
        found = []
        for cause in self.model.causes:
            helping = [
                (repair.fixes[cause.id], repair.minutes)
                for repair in self.model.repairs
                if repair.id not in tried and repair.fixes.get(cause.id, 0.0) > 0
            ]
            minutes = self.model.ticket_minutes
            # p/c from the back (Kalagnanam and Henrion 1988): what comes later is settled first.
            for share, cost in sorted(helping, key=lambda pair: pair[0] / pair[1]):
                minutes = min(minutes, cost + (1 - share) * minutes)
            found.append(minutes)
        return tuple(found)


def _fits(repair: Repair, given: dict[str, str]) -> bool:
    excluded = any(given.get(id, "") in answers for id, answers in repair.unless.items())
    return not excluded and _makes_sense(repair.only, given)


def _makes_sense(only: dict[str, tuple[str, ...]], given: dict[str, str]) -> bool:
    return not only or all(given.get(id, "") in answers for id, answers in only.items())


@dataclass(frozen=True, slots=True)
class Distance:
    """One model: its optimum and what our policy costs, in minutes."""

    name: str
    optimum: Optimum
    ours: float

    @property
    def ratio(self) -> float:
        """1 is the optimum itself."""
        return self.ours / self.optimum.minutes


def distances(
    models: Sequence[tuple[str, Model]], *, most_steps: int = NO_LIMIT
) -> Iterator[Distance]:
    """The distance of our policy from the optimum, model by model."""
    for name, model in models:
        yield Distance(
            name,
            optimum(model, dont_know=SHARE_DONT_KNOW, most_steps=most_steps),
            cost_of_policy(model, next_step, dont_know=SHARE_DONT_KNOW, most_steps=most_steps),
        )


def main(random_ones: int = 40) -> None:
    """Print each model's distance, then the mean and the worst."""
    for title, models in (
        ("slices of the site's own troubleshooter", slices_of_the_site()),
        (f"{random_ones} random models", random_models(random_ones)),
    ):
        print(f'{title}; {SHARE_DONT_KNOW:.0%} of the answers are "I don\'t know"')
        print(f"{'model':44} {'states':>8} {'optimum':>9} {'ours':>9} {'ratio':>7}")
        found = list(distances(models))
        for row in found:
            print(
                f"{row.name:44} {row.optimum.states:8} {row.optimum.minutes:9.3f}"
                f" {row.ours:9.3f} {row.ratio:7.4f}"
            )
        ratios = [row.ratio for row in found]
        print(f"mean ratio {statistics.fmean(ratios):.4f}, worst {max(ratios):.4f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
