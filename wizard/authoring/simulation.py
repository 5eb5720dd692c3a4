"""Simulated readers: a true cause each, answers as often as the model says, and repairs that work or not.

The numbers tell how good a policy is if the model is right. Nobody knows that it is; `perturbed` makes
models that are wrong in every word, to see how much depends on it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from wizard.engine.evidence import Evidence, replies
from wizard.engine.model import DONT_KNOW, WORDS, Answer, Model, Question, Repair
from wizard.engine.policy import MOST_STEPS, Step, steps_taken
from wizard.engine.situation import NO_LIMIT, Situation
from wizard.engine.view import rank_causes

#: How readers behave: estimates, the same for every policy.
SHARE_DONT_KNOW = 0.15
SHARE_CANNOT_DO = 0.10
MINUTES_TO_SKIP = 0.5

#: A repair is meant for a cause when it helps at least this often.
MEANT_FOR = WORDS["often"]

#: More steps than any policy takes; a policy that goes on for ever is a fault of ours.
_ENDLESS = 200

Decide = Callable[[Evidence], "Decision"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy does with some evidence, and the causes in order as it sees them then."""

    step: Step
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """One simulated reader's way.

    Attributes:
        cause: What was wrong.
        questions: How many were asked; `questions_first` before the first action.
        minutes: What it cost in all, a ticket included.
        actions: Repairs in the order in which they were offered, and `ticket`.
        suspected: The causes in order, when the first action was offered.
        fixed: Whether a repair helped; otherwise it ended with the ticket.
    """

    cause: str
    questions: int
    questions_first: int
    minutes: float
    actions: tuple[str, ...]
    suspected: tuple[str, ...]
    fixed: bool


def deciding(model: Model, policy: Callable[[Situation], Step], limited: bool = False) -> Decide:
    """The policy's decisions, each computed once.

    Args:
        limited: Let the ticket be next after `MOST_STEPS`, as readers meet it.
    """
    known: dict[str, Decision] = {}

    def decide(evidence: Evidence) -> Decision:
        key = evidence.fragment()
        if key not in known:
            left = MOST_STEPS - steps_taken(evidence) if limited else NO_LIMIT
            situation = Situation(model, evidence, left)
            causes = tuple(cause["id"] for cause in rank_causes(situation))
            known[key] = Decision(policy(situation), causes)
        return known[key]

    return decide


def simulate(truth: Model, decide: Decide, cases: int, seed: int) -> Iterator[Walk]:
    """Walk through the troubleshooter `cases` times.

    Args:
        truth: The model that causes and answers are drawn from; the policy may know another.
        seed: The same seed gives the same readers, whatever the policy.
    """
    weights = [cause.prior for cause in truth.causes]
    for number in range(cases):
        reader = Reader(truth, random.Random(seed * 1_000_003 + number), weights)
        yield reader.walk(decide)


class Reader:
    """One simulated reader. What is drawn for a question or repair does not depend on the order."""

    def __init__(self, truth: Model, chance: random.Random, weights: list[float]) -> None:
        self.truth = truth
        self.cause = chance.choices(range(len(weights)), weights)[0]
        self.obstacles = {o.id for o in truth.obstacles if chance.random() < o.prior}
        self.can = {r.id: chance.random() >= SHARE_CANNOT_DO for r in truth.repairs}
        self.works = {r.id: chance.random() for r in truth.repairs}
        # Last, and question by question: who is asked one more stays the same reader otherwise.
        drawn = {q.id: (chance.random(), chance.random()) for q in truth.questions}
        self.luck = {id: luck for id, (luck, _) in drawn.items()}
        self.knows = {id: knowledge >= SHARE_DONT_KNOW for id, (_, knowledge) in drawn.items()}

    def walk(self, decide: Decide) -> Walk:
        """Answer and try what the policy says, to the end."""
        cause = self.truth.causes[self.cause].id
        evidence, questions, minutes = Evidence(), 0, 0.0
        actions: list[str] = []
        suspected: tuple[str, ...] = ()
        first = 0
        for _ in range(_ENDLESS):
            decision = decide(evidence)
            kind, id = decision.step.kind, decision.step.id
            if kind == "ask":
                question = self.truth.question(id)
                questions, minutes = questions + 1, minutes + question.minutes
                evidence = evidence.with_answer(id, self.answer(question))
                continue
            if not suspected:
                suspected, first = decision.causes, questions
            if kind == "escalate":
                minutes += self.truth.ticket_minutes
                return Walk(cause, questions, first, minutes, (*actions, id), suspected, False)
            repair = self.truth.repair(id)
            after = replies(self.truth, evidence, id)
            if not repair.clears:
                actions.append(id)
            if not self.does(repair):
                minutes, evidence = minutes + MINUTES_TO_SKIP, after["skip"]
                continue
            minutes += repair.minutes
            if self.works[id] < repair.fixes.get(cause, 0.0):
                return Walk(cause, questions, first, minutes, tuple(actions), suspected, True)
            self.obstacles.difference_update(repair.clears)
            evidence = after["fixed" if repair.clears else "not-fixed"]
        raise RuntimeError(f"the policy does not end: {evidence.fragment()}")

    def answer(self, question: Question) -> str:
        """The reader's answer; an obstacle that stands in the way is what the reader tells of."""
        for answer in question.answers:
            if self.obstacles.intersection(answer.raises):
                return answer.id
        if not self.knows[question.id]:
            return DONT_KNOW
        shares = [
            (answer.id, self.truth.rows[question.id][answer.id][self.cause])
            for answer in question.answers
            if not answer.raises
        ]
        left = self.luck[question.id] * sum(share for _, share in shares)
        for id, share in shares:
            left -= share
            if left < 0:
                return id
        return shares[-1][0]

    def does(self, repair: Repair) -> bool:
        """Whether the reader can do a repair."""
        return self.can[repair.id] and not self.obstacles.intersection(repair.blocked_by)


def perturbed(model: Model, seed: int) -> Model:
    """The model with every likelihood word off by one step, up or down at random.

    At the end of the scale the step goes inwards.
    """
    chance = random.Random(seed)
    scale = sorted(WORDS.values())

    def shifted(shares: dict[str, float]) -> dict[str, float]:
        moved = {}
        for id, share in shares.items():
            place = min(range(len(scale)), key=lambda n: abs(scale[n] - share))
            step = chance.choice((-1, 1))
            inside = 0 <= place + step < len(scale)
            moved[id] = scale[place + step if inside else place - step]
        return moved

    def answer(old: Answer) -> Answer:
        return replace(old, likelihood=shifted(old.likelihood), dated=())

    return replace(
        model,
        questions=tuple(replace(q, answers=tuple(map(answer, q.answers))) for q in model.questions),
        repairs=tuple(replace(r, fixes=shifted(r.fixes)) for r in model.repairs),
    )


def knowing_all(truth: Model, cases: int, seed: int) -> Iterator[float]:
    """Minutes that a helper may expect who knows each reader's cause, obstacles and abilities.

    No policy can do better on average.
    """
    weights = [cause.prior for cause in truth.causes]
    least = cache(partial(_least_minutes, truth))
    for number in range(cases):
        reader = Reader(truth, random.Random(seed * 1_000_003 + number), weights)
        cause = truth.causes[reader.cause].id
        able = frozenset(
            r.id
            for r in truth.repairs
            if reader.can[r.id]
            and (r.clears or r.fixes.get(cause, 0.0) * truth.ticket_minutes > r.minutes)
        )
        yield least(cause, able, frozenset(reader.obstacles))


def _least_minutes(
    truth: Model, cause: str, able: frozenset[str], obstacles: frozenset[str]
) -> float:
    """Of the ticket, of removing what stands in the way, and of the best repair that can be done."""
    now = [r for r in truth.repairs if r.id in able and not obstacles.intersection(r.blocked_by)]
    ways = [truth.ticket_minutes]
    for repair in now:
        if obstacles.intersection(repair.clears):
            left = obstacles.difference(repair.clears)
            after = _least_minutes(truth, cause, able - {repair.id}, left)
            ways.append(repair.minutes + after)
    fixing = [r for r in now if not r.clears]
    if fixing:
        # Of independent repairs the one that helps most a minute comes first.
        repair = max(fixing, key=lambda r: r.fixes[cause] / r.minutes)
        after = _least_minutes(truth, cause, able - {repair.id}, obstacles)
        ways.append(repair.minutes + (1 - repair.fixes[cause]) * after)
    return min(ways)
