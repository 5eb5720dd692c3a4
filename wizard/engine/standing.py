"""Which of the answers and failed repairs still apply.

Who changes an answer keeps all the others. Those that no longer make sense beside it (when Zendesk
becomes MySQL, what was said about the API token) are set aside: they stay in the fragment, are shown
as such, count for nothing, and apply again when what they depend on comes back.
"""

from __future__ import annotations

from dataclasses import replace

from wizard.engine.evidence import Evidence, known_answers
from wizard.engine.model import Model, Question, Repair


def split(model: Model, evidence: Evidence) -> tuple[Evidence, tuple[str, ...]]:
    """What applies, and what is set aside.

    Only an answer that contradicts sets something aside; where nothing is said, all applies.

    Returns:
        The evidence that counts, and the other parts as in a fragment (`key-state=key-gone`,
        `tried=enter-key`), answers before repairs, each by id.
    """
    standing = evidence
    # What is set aside may be what something else depends on, so until nothing more falls out.
    while True:
        given = {**dict(standing.answers), **known_answers(model, standing)}
        answers = tuple(
            (question, answer)
            for question, answer in standing.answers
            if _applies(model.question(question), given, standing.tried)
        )
        tried = tuple(id for id in standing.tried if _fits(model.repair(id), given))
        if (answers, tried) == (standing.answers, standing.tried):
            break
        standing = replace(standing, answers=answers, tried=tried)
    aside = [f"{q}={a}" for q, a in evidence.answers if (q, a) not in standing.answers]
    aside += [f"tried={id}" for id in evidence.tried if id not in standing.tried]
    return standing, tuple(aside)


def _applies(question: Question, given: dict[str, str], tried: tuple[str, ...]) -> bool:
    after = not question.after or any(id in tried for id in question.after)
    return after and _fits(question, given)


def _fits(thing: Question | Repair, given: dict[str, str]) -> bool:
    return all(
        asked not in given or given[asked] in answers for asked, answers in thing.only.items()
    )
