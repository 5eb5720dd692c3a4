"""What the engine promises, computed the long way: an oracle that shares no line with it.

Plain multiplication instead of logarithms, dictionaries instead of rows, a search through all repairs
at each step instead of a heap. It takes a model as it is on a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from wizard.engine import Evidence, Model, Question, Repair, Signature

Shares = dict[str, float]  # cause id to weight

WEIGHT = {"exact": 2.0, "general": 1.5, "broad": 1.5, "vague": 1.0, "about": 1.0}
NOTHING = ("dont-know", "later")
STEPS = 7


def standing(model: Model, evidence: Evidence) -> Evidence:
    """Without the answers and failed repairs that another answer rules out."""
    known = {**dict(evidence.answers), **told(model, evidence)}

    def fits(only: Mapping[str, tuple[str, ...]]) -> bool:
        return not any(known[other] not in ids for other, ids in only.items() if other in known)

    answers = []
    for id, answer in evidence.answers:
        question = model.question(id)
        late = question.after and not set(question.after) & set(evidence.tried)
        if fits(question.only) and not late:
            answers.append((id, answer))
    tried = [id for id in evidence.tried if fits(model.repair(id).only)]
    left = replace(evidence, answers=tuple(answers), tried=tuple(tried))
    return left if left == evidence else standing(model, left)


def posterior(model: Model, evidence: Evidence) -> Shares:
    """The share of each cause."""
    found = weights(model, evidence)
    whole = sum(found.values())
    return {cause: weight / whole for cause, weight in found.items()}


def weights(model: Model, evidence: Evidence) -> Shares:
    """Each cause's prior times the likelihood of all that is known."""
    answers = {q: a for q, a in evidence.answers if a not in NOTHING}
    found = {cause.id: cause.prior for cause in model.causes}
    for question, answer in answers.items():
        found = _times(found, given(model, model.question(question), answer))
    told: set[tuple[str, ...]] = set()
    for signature in counting(model, evidence):
        if signature.answer and (signature.answer[0] in answers or signature.answer in told):
            continue
        told.add(signature.answer)
        found = _times(found, says(model, signature))
    for id in evidence.tried:
        found = failed(found, model.repair(id))
    return found


def given(model: Model, question: Question, answer: str) -> Shares:
    """How often the answer is given, per cause; what authors left open is shared out equally."""
    column: Shares = {}
    for cause in model.causes:
        named = {a.id: a.likelihood[cause.id] for a in question.answers if cause.id in a.likelihood}
        left = len(question.answers) - len(named)
        rest = max(0.01, (1 - sum(named.values())) / left) if left else 0.0
        shares = [named.get(a.id, rest) for a in question.answers]
        column[cause.id] = named.get(answer, rest) / sum(shares)
    return column


def says(model: Model, signature: Signature) -> Shares:
    """How much a finding weighs, per cause."""
    if signature.answer:
        table = given(model, model.question(signature.answer[0]), signature.answer[1])
    elif signature.likelihood:
        table = {
            c.id: signature.likelihood.get(c.id, 0.06 if c.id == "something-else" else 0.01)
            for c in model.causes
        }
    else:
        table = dict.fromkeys((c.id for c in model.causes), 1.0)
    return {cause: share ** WEIGHT[signature.strength] for cause, share in table.items()}


def counting(model: Model, evidence: Evidence) -> list[Signature]:
    """The findings that count: none that says all is well, one of each group, no mere `about`."""
    found: list[Signature] = []
    for signature in model.signatures:
        again = any(signature.group == other.group != "" for other in found)
        if signature.id in evidence.seen and not signature.healthy and not again:
            found.append(signature)
    return found if any(s.strength != "about" for s in found) else []


def told(model: Model, evidence: Evidence) -> dict[str, str]:
    """The answers that messages gave where the reader gave none; of several the first."""
    known = {q for q, a in evidence.answers if a not in NOTHING}
    found: dict[str, str] = {}
    for signature in counting(model, evidence):
        if signature.answer and signature.answer[0] not in known:
            found.setdefault(*signature.answer)
    return found


def failed(shares: Shares, repair: Repair) -> Shares:
    """What is left of each cause when the repair did not help."""
    return {cause: share * (1 - repair.fixes.get(cause, 0.0)) for cause, share in shares.items()}


class State:
    """One situation, and the expected minutes of each way to go on from it."""

    def __init__(self, model: Model, evidence: Evidence) -> None:
        self.model, self.evidence = model, evidence
        self.shares = posterior(model, evidence)
        self.given = {**dict(evidence.answers), **told(model, evidence)}
        self.read = counting(model, evidence)
        gone = len(evidence.answers) + len(evidence.past) + len(evidence.tried)
        self.left = STEPS - gone

    def questions(self) -> list[Question]:
        """What can be asked, in the model's order."""
        return [
            question
            for question in self.model.questions
            if question.id not in self.given
            and not (self.read and question.id == self.model.message_question)
            and all(self.given.get(other) in ids for other, ids in question.only.items())
            and (not question.after or set(question.after) & set(self.evidence.tried))
        ]

    def repairs(self, asked: str = "", answer: str = "") -> list[Repair]:
        """What can be tried, or could be if a question had that answer."""
        given = {asked: answer, **self.given}
        in_the_way = obstacles(self.model, self.evidence)
        return [
            repair
            for repair in self.model.repairs
            if repair.id not in (*self.evidence.tried, *self.evidence.skipped)
            and not repair.clears
            and not set(repair.blocked_by) & in_the_way
            and all(given.get(other) in ids for other, ids in repair.only.items())
            and not any(given.get(other) in ids for other, ids in repair.unless.items())
        ]

    def never(self) -> float:
        """Minutes when nothing more is asked."""
        return minutes_of_repairs(self.model, self.shares, self.repairs(), self.left)[1]

    def now(self, question: Question) -> float:
        """Minutes when this is asked next, and nothing after it."""
        return self._asking(question, self.shares, self.left - 1)

    def later(self, question: Question, first: Repair) -> float:
        """Minutes when a repair is tried first, and this is asked if it fails."""
        left = failed(self.shares, first)
        return first.minutes + self._asking(question, left, self.left - 2, without=first.id)

    def _asking(self, question: Question, shares: Shares, left: int, without: str = "") -> float:
        minutes = question.minutes * sum(shares.values())
        for answer in question.answers:
            branch = _times(shares, given(self.model, question, answer.id))
            repairs = [r for r in self.repairs(question.id, answer.id) if r.id != without]
            minutes += minutes_of_repairs(self.model, branch, repairs, left)[1]
        return minutes


def choose(state: State) -> str:
    """The question or repair that costs least now, later or never; `ticket` when nothing pays."""
    plan, never = minutes_of_repairs(state.model, state.shares, state.repairs(), state.left)
    act = plan[0] if plan else "ticket"
    best, now = "", never
    for question in state.questions():
        if state.now(question) < now - 1e-9:
            best, now = question.id, state.now(question)
    if not best:
        return act
    question = state.model.question(best)
    if plan and state.later(question, state.model.repair(act)) < now - 1e-9:
        return act
    return best


def minutes_of_repairs(
    model: Model, shares: Shares, repairs: Sequence[Repair], most: int
) -> tuple[list[str], float]:
    """The repairs worth trying, best chance per minute first, and the minutes that this takes.

    `most` can be tried; with fewer left than there are repairs, those that save most come in.
    """
    price = model.ticket_minutes
    whole = sum(shares.values())
    if most < len(repairs):
        worth = [_helps(shares, r) * price - r.minutes * whole for r in repairs]
        ranks = sorted(range(len(repairs)), key=lambda n: (-round(worth[n], 9), n))
        repairs = [repairs[n] for n in sorted(ranks[: max(most, 0)])]
    left, minutes, plan = list(repairs), 0.0, list[str]()
    while left and len(plan) < most:
        whole = sum(shares.values())
        best = max(left, key=lambda r: round(_helps(shares, r) / r.minutes, 12))
        if _helps(shares, best) / best.minutes <= whole / price + 1e-9:
            break
        plan.append(best.id)
        minutes += best.minutes * whole
        shares = failed(shares, best)
        left.remove(best)
    return plan, minutes + sum(shares.values()) * price


def obstacles(model: Model, evidence: Evidence) -> set[str]:
    """What is in the way: a symptom that the reader gave, or a message whose cure was not tried."""
    by_message = {o for signature in counting(model, evidence) for o in signature.raises}
    by_message |= _raised(model, told(model, evidence))
    cleared = {o for id in evidence.tried for o in model.repair(id).clears}
    known = {obstacle.id for obstacle in model.obstacles}
    return (_raised(model, dict(evidence.answers)) | (by_message - cleared)) & known


def least_minutes(model: Model) -> float:
    """Expected minutes of the best strategy there is, by trying them all; for a plain model."""

    @cache
    def best(evidence: Evidence) -> float:
        whole = sum(weights(model, evidence).values())
        minutes = [whole * model.ticket_minutes]
        for question in model.questions:
            if question.id not in dict(evidence.answers):
                after = [evidence.with_answer(question.id, a.id) for a in question.answers]
                minutes.append(question.minutes * whole + sum(map(best, after)))
        for repair in model.repairs:
            if repair.id not in evidence.tried:
                minutes.append(repair.minutes * whole + best(without(evidence, repair.id)))
        return min(minutes)

    return best(Evidence()) / sum(cause.prior for cause in model.causes)


def minutes_of(model: Model, policy: Callable[[Evidence], tuple[str, str]]) -> float:
    """Expected minutes when each step, `(kind, id)`, is the policy's; for a plain model."""

    def follow(evidence: Evidence) -> float:
        whole = sum(weights(model, evidence).values())
        kind, id = policy(evidence)
        if kind == "escalate":
            return whole * model.ticket_minutes
        if kind == "try":
            return whole * model.repair(id).minutes + follow(without(evidence, id))
        question = model.question(id)
        after = [follow(evidence.with_answer(id, answer.id)) for answer in question.answers]
        return whole * question.minutes + sum(after)

    return follow(Evidence()) / sum(cause.prior for cause in model.causes)


def without(evidence: Evidence, repair: str) -> Evidence:
    """The evidence once a repair has failed that changes nothing else."""
    return replace(evidence, tried=tuple(sorted((*evidence.tried, repair))))


def _raised(model: Model, answers: Mapping[str, str]) -> set[str]:
    return {
        obstacle
        for question, chosen in answers.items()
        for answer in model.question(question).answers
        if answer.id == chosen
        for obstacle in answer.raises
    }


def _helps(shares: Shares, repair: Repair) -> float:
    return sum(shares[cause] * share for cause, share in repair.fixes.items())


def _times(shares: Shares, table: Shares) -> Shares:
    return {cause: share * table[cause] for cause, share in shares.items()}
