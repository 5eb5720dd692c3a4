"""What to do next: ask a question, try a repair, or hand over to support.

Everything is counted in expected minutes. The exact optimum is out of reach for real models
(Vomlelová 2003), so nothing here claims it; `benchmarks/policies.py` measures the distance.

Source: Heckerman, Breese and Rommelse 1995 (ask when it pays at once); Langseth and Jensen 2003
(compare with asking after the best repair, too).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, log2

from wizard.engine.belief import answer_rows, likelihoods, shares
from wizard.engine.evidence import Evidence, known_answers, raised_obstacles
from wizard.engine.model import TICKET, Model, Question, Repair

#: Questions and repairs after which the ticket is next.
MOST_STEPS = 7

#: Minutes that a step must save before it is preferred; also breaks ties the same way everywhere.
MARGIN = 1e-9

Belief = Sequence[float]


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` is `ask`, `try`, `escalate` or `done`; `id` a question, a repair, `ticket`, a repair."""

    kind: str
    id: str


ESCALATE = Step("escalate", TICKET)


class Situation:
    """A model and the evidence, with the tables that planning looks up again and again.

    A belief is a sequence of weights per cause; they need not sum to 1, and a cost computed from
    them is weighted the same way. That saves a division at every branch.
    """

    def __init__(self, model: Model, evidence: Evidence, today: str = "") -> None:
        self.model = model
        self.evidence = evidence
        self.obstacles = raised_obstacles(model, evidence)
        self.belief: Belief = shares(model, likelihoods(model, evidence))
        self._given = {**dict(evidence.answers), **known_answers(model, evidence)}
        position = {cause.id: n for n, cause in enumerate(model.causes)}
        self._fixes = {
            r.id: tuple((position[c], share) for c, share in sorted(r.fixes.items()))
            for r in model.repairs
        }
        done = {*evidence.tried, *evidence.skipped}
        self._untried = [
            r
            for r in model.repairs
            if r.id not in done and (not r.until or not today or today <= r.until)
        ]
        self._rows = {
            q.id: tuple(answer_rows(model, q).items())
            for q in model.questions
            if q.id not in self._given
        }

    def questions(self) -> list[Question]:
        """Questions that are not answered yet and make sense now."""
        return [q for q in self.model.questions if q.id in self._rows and self._fits(q.only, {})]

    def repairs(self, question: str = "", answer: str = "") -> list[Repair]:
        """Repairs against a cause that can be done now, or could if the question had that answer."""
        extra = {question: answer}
        return [
            r
            for r in self._untried
            if not r.clears
            and self._fits(r.only, extra)
            and not any(o in self.obstacles for o in r.blocked_by)
        ]

    def clearing(self) -> list[Repair]:
        """Repairs that remove an obstacle which is in the way now."""
        return [r for r in self._untried if any(o in self.obstacles for o in r.clears)]

    def after_failure(self, belief: Belief, repair: Repair) -> list[float]:
        """The weights that are left when the repair did not help."""
        left = list(belief)
        for n, share in self._fixes[repair.id]:
            left[n] *= 1 - share
        return left

    def plan(self, belief: Belief, repairs: Sequence[Repair]) -> list[Repair]:
        """Repairs by falling chance to help per minute, until the ticket is the cheaper step."""
        return self._greedy(belief, repairs)[0]

    def cost_of_repair(self, belief: Belief, repairs: Sequence[Repair]) -> float:
        """Expected minutes until it is fixed, or handed over, when no more questions are asked."""
        return self._greedy(belief, repairs)[1]

    def cost_with_question(
        self, belief: Belief, question: Question, without: Repair | None = None
    ) -> float:
        """Expected minutes when this question comes first, then repairs only."""
        costs = [question.minutes * fsum(belief)]
        for answer, row in self._rows[question.id]:
            branch = [weight * share for weight, share in zip(belief, row, strict=True)]
            repairs = [r for r in self.repairs(question.id, answer) if r is not without]
            costs.append(self.cost_of_repair(branch, repairs))
        return fsum(costs)

    def gain(self, question: Question) -> float:
        """Expected information about the cause, in bits."""
        bits = [_entropy(self.belief)]
        for _, row in self._rows[question.id]:
            branch = [weight * share for weight, share in zip(self.belief, row, strict=True)]
            whole = fsum(branch)
            if whole > 0:
                bits.append(-whole * _entropy([weight / whole for weight in branch]))
        return fsum(bits)

    def _fits(self, only: dict[str, tuple[str, ...]], extra: dict[str, str]) -> bool:
        return all(
            (self._given.get(q) or extra.get(q, "")) in answers for q, answers in only.items()
        )

    def _greedy(self, belief: Belief, repairs: Sequence[Repair]) -> tuple[list[Repair], float]:
        left = list(belief)
        whole = fsum(left)
        order: list[Repair] = []
        costs: list[float] = []
        open_ = [(r, self._fixes[r.id], r.minutes) for r in repairs]
        while open_:
            best, best_rate = None, whole / self.model.ticket_minutes + MARGIN
            for candidate in open_:
                _, fixes, minutes = candidate
                rate = sum([left[n] * share for n, share in fixes]) / minutes
                if rate > best_rate + MARGIN:
                    best, best_rate = candidate, rate
            if best is None:
                break
            open_.remove(best)
            order.append(best[0])
            costs.append(best[2] * whole)
            for n, share in best[1]:
                left[n] *= 1 - share
            whole = fsum(left)
        return order, fsum([*costs, whole * self.model.ticket_minutes])


def expected_cost(situation: Situation, sequence: Sequence[Repair]) -> float:
    """Expected minutes of doing these repairs in this order until one helps, then the ticket."""
    left: Belief = situation.belief
    costs = []
    for repair in sequence:
        costs.append(repair.minutes * fsum(left))
        left = situation.after_failure(left, repair)
    return fsum([*costs, fsum(left) * situation.model.ticket_minutes])


Policy = Callable[[Situation], Step]


def now_or_never(situation: Situation) -> Step:
    """Ask the question that saves most, if any saves minutes against repairs alone."""
    plan, cost = situation._greedy(situation.belief, situation.repairs())
    question, with_question = _best_question(situation, situation.belief)
    if question and with_question < cost - MARGIN:
        return Step("ask", question.id)
    return Step("try", plan[0].id) if plan else ESCALATE


def now_later_or_never(situation: Situation) -> Step:
    """As `now_or_never`, but repair first when asking after the best repair is cheaper still."""
    step = now_or_never(situation)
    plan = situation.plan(situation.belief, situation.repairs())
    if step.kind != "ask" or not plan:
        return step
    now = situation.cost_with_question(situation.belief, situation.model.question(step.id))
    first = plan[0]
    left = situation.after_failure(situation.belief, first)
    _, after = _best_question(situation, left, without=first)
    later = first.minutes * fsum(situation.belief) + after
    return step if now <= later + MARGIN else Step("try", first.id)


def gain_per_minute(situation: Situation, *, sure: float = 0.8) -> Step:
    """Ask what tells most per minute until a cause has the share `sure`; then repairs."""
    plan = situation.plan(situation.belief, situation.repairs())
    act = Step("try", plan[0].id) if plan else ESCALATE
    if max(situation.belief) >= sure:
        return act
    best, best_rate = None, 0.0
    for question in situation.questions():
        gain = situation.gain(question)
        if gain > 0.01 and gain / question.minutes > best_rate + MARGIN:
            best, best_rate = question, gain / question.minutes
    return Step("ask", best.id) if best else act


#: The policy that measured best; see `benchmarks/policies.py`.
BEST: Policy = now_later_or_never


def next_step(situation: Situation, policy: Policy = BEST) -> Step:
    """The step to show: past an obstacle, then what the author ordered, then the policy's choice."""
    evidence = situation.evidence
    if evidence.fixed:
        return Step("done", evidence.fixed)
    if steps_taken(situation.model, evidence) >= MOST_STEPS:
        return ESCALATE
    clearing = situation.clearing()
    if clearing:
        return Step("try", clearing[0].id)
    authored = _authored(situation)
    if authored:
        return authored
    step = policy(situation)
    return _check_obstacle(situation, step) or step


def steps_taken(model: Model, evidence: Evidence) -> int:
    """Questions and repairs that the reader has been through, at most; never fewer than it were.

    A failed repair took answers back, and evidence does not tell which of them had been given: each
    question that it changes counts, if it made sense for the answers that are known.
    """
    given = dict(evidence.answers)
    taken_back = sum(
        all(
            given.get(key, answers[0]) in answers for key, answers in model.question(q).only.items()
        )
        for id in evidence.tried
        for q in model.repair(id).changes
    )
    return len(given) + len(evidence.tried) + len(evidence.skipped) + taken_back


def _authored(situation: Situation) -> Step | None:
    """The step that the author fixed: the leading questions, then each answer's own `next`."""
    model = situation.model
    askable = {q.id for q in situation.questions()}
    untried = {r.id for r in situation.repairs()}
    for first in model.order:
        node, passed = first, set[str]()
        while node and node not in passed:
            passed.add(node)
            if node == TICKET:
                return ESCALATE
            if node in askable:
                return Step("ask", node)
            if node in {q.id for q in model.questions}:
                given = situation._given.get(node)
                node = next((a.next for a in model.question(node).answers if a.id == given), "")
            elif node in {r.id for r in model.repairs}:
                if node in untried:
                    return Step("try", node)
                node = ""
            else:
                return _against(situation, node)
    return None


def _against(situation: Situation, cause: str) -> Step | None:
    """The best untried repair against a cause that the author named; none left is no step."""
    helping = [r for r in situation.repairs() if cause in r.fixes]
    best = max(helping, key=lambda r: (r.fixes[cause] / r.minutes, r.id), default=None)
    return Step("try", best.id) if best else None


def _check_obstacle(situation: Situation, step: Step) -> Step | None:
    """A question to ask before a repair that an obstacle may make a waste of time."""
    if step.kind != "try":
        return None
    repair = situation.model.repair(step.id)
    for obstacle in situation.model.obstacles:
        if obstacle.id not in repair.blocked_by:
            continue
        for question in situation.questions():
            if any(obstacle.id in a.raises for a in question.answers) and (
                question.minutes < obstacle.prior * repair.minutes
            ):
                return Step("ask", question.id)
    return None


def _best_question(
    situation: Situation, belief: Belief, without: Repair | None = None
) -> tuple[Question | None, float]:
    """The question with the least expected minutes; without one, those of repairs alone."""
    repairs = [r for r in situation.repairs() if r is not without]
    best, least = None, situation.cost_of_repair(belief, repairs)
    for question in situation.questions():
        cost = situation.cost_with_question(belief, question, without)
        if cost < least - MARGIN:
            best, least = question, cost
    return best, least


def _entropy(belief: Belief) -> float:
    return -fsum(share * log2(share) for share in belief if share > 0)
