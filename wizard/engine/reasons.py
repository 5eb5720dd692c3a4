"""Why a cause stands where it stands, and what would change the verdict: on demand, for the reader."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TypedDict

from wizard.engine.belief import likelihoods, shares, support
from wizard.engine.evidence import NO_EVIDENCE, Evidence, parse_fragment
from wizard.engine.model import Model
from wizard.engine.policy import MOST_STEPS
from wizard.engine.situation import Situation
from wizard.engine.standing import split
from wizard.engine.view import REASON, rank_causes

#: Of the answers that would change the verdict, as many are told.
MOST_TURNS = 3

#: An answer less likely than this is no news that a reader should wait for.
LIKELY_ENOUGH = 0.02


class Weighed(TypedDict):
    """Evidence as in a fragment (`status=re-auth`), the strongest first."""

    raised: list[str]
    lowered: list[str]


class Turn(TypedDict):
    """One answer that would put another cause first; `given` is the answer that it would replace,
    or "" when the question is still open.
    """

    question: str
    answer: str
    given: str
    cause: str


class Reasons(TypedDict):
    """`causes`: cause id to the evidence that raised or lowered it. `turns`: likeliest first."""

    causes: dict[str, Weighed]
    turns: list[Turn]


def explain(model: Model, fragment: str, *, today: str = "") -> Reasons:
    """The reasons for the order of the causes.

    Raises:
        EvidenceError: The fragment is too long.
    """
    model = model.on(today)
    evidence, _ = split(model, parse_fragment(model, fragment)[0])
    found = likelihoods(model, evidence)
    causes = {}
    for cause in model.causes:
        strengths = [(round(s, 6), name) for s, name in support(model, found, cause.id)]
        causes[cause.id] = Weighed(
            raised=[name for s, name in sorted(strengths, key=_falling) if s > REASON],
            lowered=[name for s, name in sorted(strengths) if s < -REASON],
        )
    return Reasons(causes=causes, turns=_turns(model, evidence))


def _falling(pair: tuple[float, str]) -> tuple[float, str]:
    return -pair[0], pair[1]


def _turns(model: Model, evidence: Evidence) -> list[Turn]:
    now = Situation(model, evidence, MOST_STEPS)
    first = rank_causes(now)[0]["id"]
    open_questions = {question.id for question in now.questions()}
    turns: list[tuple[float, Turn]] = []
    for question in model.questions:
        given = dict(evidence.answers).get(question.id, "")
        if question.id not in open_questions and (not given or given in NO_EVIDENCE):
            continue
        others = tuple(pair for pair in evidence.answers if pair[0] != question.id)
        belief = shares(model, likelihoods(model, replace(evidence, answers=others)))
        found = []
        for answer, row in model.rows[question.id].items():
            share = fsum(b * s for b, s in zip(belief, row, strict=True))
            if answer == given or share < LIKELY_ENOUGH:
                continue
            then, _ = split(model, evidence.with_answer(question.id, answer))
            cause = rank_causes(Situation(model, then, MOST_STEPS))[0]["id"]
            if cause != first:
                turn = Turn(question=question.id, answer=answer, given=given, cause=cause)
                found.append((share, turn))
        # One answer of a question says enough; an open question before one that was answered.
        turns.extend(sorted(found, key=_likeliest)[:1])
    turns.sort(key=lambda pair: (bool(pair[1]["given"]), *_likeliest(pair)))
    return [turn for _, turn in turns[:MOST_TURNS]]


def _likeliest(pair: tuple[float, Turn]) -> tuple[float, str, str]:
    share, turn = pair
    return -round(share, 9), turn["question"], turn["answer"]
