"""What is known so far: a set of answers, findings and tried repairs, written as a URL fragment.

`status=re-auth&integration=zendesk&tried=reauthorize`. Ids only, so the state has no language and
nothing that a reader typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wizard.engine.model import DONT_KNOW, LATER, STRENGTHS, Model, Repair, Signature

LONGEST_FRAGMENT = 2_000  # characters

#: Keys of the fragment that are no questions.
LISTS = ("fixed", "past", "seen", "skipped", "tried")
NO_EVIDENCE = (DONT_KNOW, LATER)


class EvidenceError(ValueError):
    """The fragment cannot be read at all; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that holds now. The order in which it came does not matter.

    Attributes:
        answers: Pairs of question id and answer id, sorted; `dont-know` and `later` included.
        seen: Signatures found in pasted text, sorted.
        tried: Repairs that were done and did not help, sorted.
        skipped: Repairs that the reader can't do, sorted.
        past: Questions whose answers a repair took back, sorted; one is there as often as that
            happened. No evidence; they count among the steps that the reader has been through.
        fixed: The repair that helped, or "".
    """

    answers: tuple[tuple[str, str], ...] = ()
    seen: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    fixed: str = ""

    def fragment(self) -> str:
        """The canonical fragment: keys sorted, ids of a list sorted; equal for equal evidence."""
        pairs = dict(self.answers)
        for key in LISTS:
            ids = getattr(self, key)
            if ids:
                pairs[key] = ids if isinstance(ids, str) else ",".join(ids)
        return "&".join(f"{key}={pairs[key]}" for key in sorted(pairs))

    def with_answer(self, question: str, answer: str) -> Evidence:
        """This evidence with one question answered, or answered otherwise than before."""
        return replace(self, answers=_sorted_pairs({**dict(self.answers), question: answer}))

    def taking_back(self, questions: tuple[str, ...]) -> Evidence:
        """This evidence without the answers to these questions, which were asked all the same."""
        kept = {q: a for q, a in self.answers if q not in questions}
        past = (*self.past, *(q for q, _ in self.answers if q in questions))
        return replace(self, answers=_sorted_pairs(kept), past=tuple(sorted(past)))


def parse_fragment(model: Model, fragment: str) -> tuple[Evidence, tuple[str, ...]]:
    """Read a URL fragment, with or without its leading `#`.

    Returns:
        The evidence, and the parts that mean nothing to this model (`key=value`), which the
        reader is told about. A question that is answered twice keeps the first answer.

    Raises:
        EvidenceError: The fragment is longer than 2,000 characters.
    """
    text = fragment.removeprefix("#")
    if len(text) > LONGEST_FRAGMENT:
        raise EvidenceError(
            f"The address holds {len(text)} characters of answers; at most {LONGEST_FRAGMENT} are read."
        )
    known = {
        "seen": {s.id for s in model.signatures},
        "tried": {r.id for r in model.repairs},
        "skipped": {r.id for r in model.repairs},
        "fixed": {r.id for r in model.repairs},
        "past": {q.id for q in model.questions},
    }
    answers: dict[str, str] = {}
    lists: dict[str, list[str]] = {key: [] for key in known}
    dropped: list[str] = []
    choices = {q.id: {a.id for a in q.answers} | set(NO_EVIDENCE) for q in model.questions}
    # A browser or a mail program may have written the comma as %2C.
    for part in filter(None, text.replace("%2C", ",").replace("%2c", ",").split("&")):
        key, _, value = part.partition("=")
        if key in known:
            for id in filter(None, value.split(",")):
                (lists[key].append(id) if id in known[key] else dropped.append(f"{key}={id}"))
        elif value in choices.get(key, ()) and key not in answers:
            answers[key] = value
        elif answers.get(key) != value:
            dropped.append(part)
    evidence = Evidence(
        answers=_sorted_pairs(answers),
        seen=tuple(sorted({*lists["seen"]})),
        tried=tuple(sorted({*lists["tried"]})),
        skipped=tuple(sorted({*lists["skipped"]}.difference(lists["tried"]))),
        past=tuple(sorted(lists["past"])),
        fixed=min(lists["fixed"], default=""),
    )
    return evidence, tuple(dropped)


def replies(model: Model, evidence: Evidence, repair_id: str) -> dict[str, Evidence]:
    """What holds after each reply to "Did that fix it?".

    A repair that failed is evidence, and the answers it may have made untrue leave the set. After
    "changed" (it says something else now) what the product showed does not hold either, whether it
    was chosen from a list or pasted. A repair that removes an obstacle is not the end when it works:
    the way goes on from there.
    """
    repair = model.repair(repair_id)
    tried = replace(
        evidence.taking_back(repair.changes), tried=tuple(sorted({*evidence.tried, repair_id}))
    )
    return {
        "fixed": _cleared(model, tried, repair)
        if repair.clears
        else replace(evidence, fixed=repair_id),
        "not-fixed": tried,
        "changed": replace(tried.taking_back(model.shows), seen=()),
        "skip": replace(evidence, skipped=tuple(sorted({*evidence.skipped, repair_id}))),
    }


def _cleared(model: Model, evidence: Evidence, repair: Repair) -> Evidence:
    """The evidence once a repair has removed its obstacles: what they blocked can be done now."""
    still = (
        id
        for id in evidence.skipped
        if not set(model.repair(id).blocked_by).intersection(repair.clears)
    )
    return replace(evidence, skipped=tuple(still))


def known_answers(model: Model, evidence: Evidence) -> dict[str, str]:
    """Question id to answer id, of the answers that count: the reader's own, then a signature's.

    "I don't know" and "I can't check now" are not among them.
    """
    answers = {q: a for q, a in evidence.answers if a not in NO_EVIDENCE}
    for question, answer, _ in told_by_messages(model, evidence):
        answers.setdefault(question, answer)
    return answers


def told_by_messages(model: Model, evidence: Evidence) -> Iterator[tuple[str, str, str]]:
    """Answers that a pasted message gave in the reader's place: question, answer, signature."""
    given = {q for q, a in evidence.answers if a not in NO_EVIDENCE}
    for signature in counting_signatures(model, evidence):
        if signature.answer and signature.answer[0] not in given:
            given.add(signature.answer[0])
            yield (*signature.answer, signature.id)  # type: ignore[misc]


def counting_signatures(model: Model, evidence: Evidence) -> tuple[Signature, ...]:
    """The signatures seen that count, in the model's order.

    No success messages; of each group the first listed; and what a message is about only beside
    what it says.
    """
    groups: set[str] = set()
    counting = []
    for signature in model.signatures if evidence.seen else ():
        if signature.id not in evidence.seen or signature.healthy:
            continue
        if signature.group and signature.group in groups:
            continue
        groups.add(signature.group)
        counting.append(signature)
    return tuple(counting) if any(map(tells_of_a_fault, counting)) else ()


def tells_of_a_fault(signature: Signature) -> bool:
    """Whether it says what is wrong, and not only which product speaks, or that all is well."""
    return not signature.healthy and signature.strength != STRENGTHS[-1]


def raised_obstacles(model: Model, evidence: Evidence) -> tuple[str, ...]:
    """Obstacles whose own symptom was given, in the model's order.

    A repair takes back the answers that it changes, but not a message that was read before it: what
    a message raises is over once a repair that clears it was tried.
    """
    raised = {
        obstacle
        for question, answer in evidence.answers
        for obstacle in _raises(model, question, answer)
    }
    told: set[str] = set()
    for question, answer, _ in told_by_messages(model, evidence):
        told.update(_raises(model, question, answer))
    for signature in counting_signatures(model, evidence):
        told.update(signature.raises)
    for repair_id in evidence.tried:
        told.difference_update(model.repair(repair_id).clears)
    return tuple(o.id for o in model.obstacles if o.id in raised | told)


def _raises(model: Model, question: str, answer: str) -> tuple[str, ...]:
    answers = model.question(question).answers
    return next((a.raises for a in answers if a.id == answer), ())


def _sorted_pairs(answers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(answers.items()))
