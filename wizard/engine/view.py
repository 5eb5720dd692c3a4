"""What the page shows for the evidence: ids only, the same from CPython, Pyodide and the table."""

from __future__ import annotations

from typing import TypedDict

from wizard.engine.belief import likelihoods, support
from wizard.engine.evidence import Evidence, parse_fragment, replies, told_by_messages
from wizard.engine.model import LATER, Model
from wizard.engine.policy import MOST_STEPS, next_step, steps_taken
from wizard.engine.reading import merge_findings, read_text
from wizard.engine.situation import Situation
from wizard.engine.standing import split

#: How strongly evidence must speak for a cause to be named as a reason; a logarithm.
REASON = 0.1


class CauseShare(TypedDict):
    """A cause, its probability rounded to 6 places and never 0 or 1, and the word for it."""

    id: str
    share: float
    word: str


class Seen(TypedDict):
    """A signature and what it matched, with secrets masked."""

    id: str
    quote: str


class Told(TypedDict):
    """An answer that a pasted message gave in the reader's place, and the signature that gave it."""

    question: str
    answer: str
    signature: str


class StepId(TypedDict):
    """The next step; see `wizard.engine.policy.Step`."""

    kind: str
    id: str


class View(TypedDict):
    """One state of the troubleshooter.

    `because`: evidence for the first cause, strongest first. `replies`: the fragment after each
    reply to a repair. `plan`: repairs worth trying without further questions. `deferred`:
    questions that the reader could not check yet. `aside`: answers and failed repairs that do not
    apply beside the others, as in the fragment; they count for nothing. `told`: answers that messages gave, of this
    request and earlier ones. `dropped`: parts of the fragment without meaning. `seen`,
    `healthy` (success messages, which never count) and `redacted` speak of the text in this
    request only.
    """

    fragment: str
    causes: list[CauseShare]
    obstacles: list[str]
    because: list[str]
    step: StepId
    replies: dict[str, str]
    plan: list[str]
    deferred: list[str]
    aside: list[str]
    told: list[Told]
    dropped: list[str]
    seen: list[Seen]
    healthy: list[Seen]
    redacted: str


def decide(
    model: Model, fragment: str = "", *, text: str = "", today: str = "", hosts: bool = False
) -> View:
    """The view for a state, and for a message that the reader pasted.

    Args:
        fragment: As in the address; what it may hold is in `wizard.engine.evidence`.
        text: A message, at most 200,000 characters. Its findings join the fragment's `seen`.
        today: `YYYY-MM-DD`, for what holds from or until a day; see `Model.on`.
        hosts: Mask host names and addresses in the text as well.

    Raises:
        EvidenceError: The fragment is too long.
        TextTooLongError: The text is too long.
    """
    model = model.on(today)
    evidence, dropped = parse_fragment(model, fragment)
    reading = read_text(model, text, hosts=hosts)
    evidence = merge_findings(evidence, reading)
    standing, aside = split(model, evidence)
    situation = Situation(model, standing, MOST_STEPS - steps_taken(standing))
    causes = rank_causes(situation)
    step = next_step(situation)
    after = replies(model, evidence, step.id) if step.kind == "try" else {}
    return View(
        fragment=evidence.fragment(),
        causes=causes,
        obstacles=list(situation.obstacles),
        because=_because(model, standing, causes[0]["id"]),
        step=StepId(kind=step.kind, id=step.id),
        replies={reply: then.fragment() for reply, then in after.items()},
        plan=[r.id for r in situation.plan()],
        deferred=[q for q, a in standing.answers if a == LATER],
        aside=list(aside),
        told=[
            Told(question=question, answer=answer, signature=signature)
            for question, answer, signature in told_by_messages(model, standing)
        ],
        dropped=list(dropped),
        seen=[Seen(id=id, quote=quote) for id, quote in reading.found],
        healthy=[Seen(id=id, quote=quote) for id, quote in reading.healthy],
        redacted=reading.redacted,
    )


def rank_causes(situation: Situation) -> list[CauseShare]:
    """All causes, likeliest first; those that are equally likely by id."""
    rounded = [
        (min(max(round(share, 6), 1e-6), 1 - 1e-6), cause.id)
        for cause, share in zip(situation.model.causes, situation.belief, strict=True)
    ]
    ranked = sorted(rounded, key=lambda pair: (-pair[0], pair[1]))
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return [
        CauseShare(id=id, share=share, word=word(share, rank, second))
        for rank, (share, id) in enumerate(ranked)
    ]


def word(share: float, rank: int, second: float) -> str:
    """The word for a share. `rank` counts from 0; `second` is the share of the second cause."""
    if rank == 0 and (share >= 0.5 or share >= 2 * second):
        return "most-likely"
    if share >= 0.2:
        return "likely"
    return "possible" if share >= 0.02 else "unlikely"


def _because(model: Model, evidence: Evidence, cause: str) -> list[str]:
    strengths = support(model, likelihoods(model, evidence), cause)
    reasons = sorted((-round(strength, 6), name) for strength, name in strengths)
    return [name for strength, name in reasons if -strength > REASON]
