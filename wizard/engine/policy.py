"""What to do next: ask a question, try a repair, or hand over to support.

Everything is counted in expected minutes. The exact optimum is out of reach for real models
(Vomlelová 2003), so nothing here claims it; `benchmarks/policies.py` measures the distance.

Source: Heckerman, Breese and Rommelse 1995 (ask when it pays at once); Langseth and Jensen 2003
(compare with asking after the best repair, too).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wizard.engine.evidence import Evidence
from wizard.engine.model import TICKET
from wizard.engine.situation import MARGIN, Situation

#: Questions and repairs after which the ticket is next.
MOST_STEPS = 7

#: What a reader loses who begins a repair and then finds that an obstacle is in the way.
MINUTES_TO_NOTICE = 1.0

#: How often a reader skips a repair for other reasons than an obstacle.
SKIPPED_OTHERWISE = 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` is `ask`, `try`, `escalate` or `done`; `id` a question, a repair, `ticket`, a repair."""

    kind: str
    id: str


ESCALATE = Step("escalate", TICKET)

Policy = Callable[[Situation], Step]


def now_or_never(situation: Situation) -> Step:
    """Ask the question that saves most, if any saves minutes against repairs alone."""
    question, _ = _best_question(situation)
    return Step("ask", question) if question else _act(situation)


def now_later_or_never(situation: Situation) -> Step:
    """As `now_or_never`, but repair first when asking that question after it is cheaper still."""
    question, now = _best_question(situation)
    act = _act(situation)
    if not question:
        return act
    if act.kind == "try":
        first = situation.model.repair(act.id)
        left = situation.after_failure(situation.belief, act.id)
        after = situation.cost_with_question(left, question, without=act.id)
        if first.minutes * situation.whole + after < now - MARGIN:
            return act
    return Step("ask", question)


def gain_per_minute(situation: Situation, *, sure: float = 0.8) -> Step:
    """Ask what tells most per minute until a cause has the share `sure`; then repairs."""
    if max(situation.belief) >= sure:
        return _act(situation)
    best, best_rate = "", 0.0
    for question in situation.questions():
        gain = situation.gain(question.id)
        if gain > 0.01 and gain / question.minutes > best_rate + MARGIN:
            best, best_rate = question.id, gain / question.minutes
    return Step("ask", best) if best else _act(situation)


def file_order(situation: Situation) -> Step:
    """Ask every question that makes sense in the order of the file, then repairs: a check-list."""
    questions = situation.questions()
    return Step("ask", questions[0].id) if questions else _act(situation)


def never_ask(situation: Situation) -> Step:
    """Repairs alone, by falling chance to help per minute."""
    return _act(situation)


#: The policy that measured best; see `benchmarks/policies.py`.
BEST: Policy = now_later_or_never


def next_step(situation: Situation, policy: Policy = BEST) -> Step:
    """The step to show: past an obstacle, then what the author ordered, then the policy's choice."""
    evidence = situation.evidence
    if evidence.fixed:
        return Step("done", evidence.fixed)
    if situation.steps_left <= 0:
        return ESCALATE
    clearing = situation.clearing()
    if clearing:
        return Step("try", clearing[0].id)
    authored = _authored(situation)
    if authored:
        return authored
    if evidence.skipped:
        asking = (_ask_about_obstacles(situation, id) for id in evidence.skipped)
        return next(filter(None, asking), None) or policy(situation)
    step = policy(situation)
    return _ask_about_obstacles(situation, step.id) or step if step.kind == "try" else step


def steps_taken(evidence: Evidence) -> int:
    """Questions answered and repairs tried, with those that were taken back; skipping is free."""
    return len(evidence.answers) + len(evidence.past) + len(evidence.tried)


def _act(situation: Situation) -> Step:
    plan = situation.plan()
    return Step("try", plan[0].id) if plan else ESCALATE


def _authored(situation: Situation) -> Step | None:
    """The step that the author fixed: the leading questions, then each answer's own `next`."""
    model = situation.model
    askable = {q.id for q in situation.questions()}
    untried = {r.id for r in situation.repairs()}
    for first in model.order:
        drawn = any(answer.next for answer in model.question(first).answers)
        if situation.evidence.tried and not drawn:
            continue  # what comes first has come; from here on minutes decide
        node, passed = first, set[str]()
        while node and node not in passed:
            passed.add(node)
            if node == TICKET:
                return ESCALATE
            if node in askable:
                return Step("ask", node)
            if node in {q.id for q in model.questions}:
                given = situation.given.get(node)
                node = next((a.next for a in model.question(node).answers if a.id == given), "")
            elif node in {r.id for r in model.repairs}:
                if node in untried:
                    return Step("try", node)
                node = ""
            else:
                step = _against(situation, node)
                if step:
                    return step
                node = ""
    return None


def _against(situation: Situation, cause: str) -> Step | None:
    """The best untried repair against a cause that the author named; none left is no step."""
    helping = [r for r in situation.repairs() if cause in r.fixes]
    best = max(helping, key=lambda r: (r.fixes[cause] / r.minutes, r.id), default=None)
    return Step("try", best.id) if best else None


def _ask_about_obstacles(situation: Situation, repair: str) -> Step | None:
    """A question to ask when it is likely that an obstacle keeps the reader from a repair.

    Having skipped a repair that it keeps one from makes it likely.
    """
    model, skipped = situation.model, situation.evidence.skipped
    for obstacle in model.obstacles:
        if obstacle.id not in model.repair(repair).blocked_by:
            continue
        share = obstacle.prior
        if any(obstacle.id in model.repair(id).blocked_by for id in skipped):
            share /= share + (1 - share) * SKIPPED_OTHERWISE
        for question in situation.questions():
            if any(obstacle.id in answer.raises for answer in question.answers) and (
                question.minutes < share * MINUTES_TO_NOTICE
            ):
                return Step("ask", question.id)
    return None


def _best_question(situation: Situation) -> tuple[str, float]:
    """The question with the least expected minutes, and these; "" when repairs alone cost no more."""
    best, least = (
        "",
        situation.cost_of_repair(situation.belief, situation.repairs(), situation.steps_left),
    )
    for question in situation.questions():
        cost = situation.cost_with_question(situation.belief, question.id)
        if cost < least - MARGIN:
            best, least = question.id, cost
    return best, least
