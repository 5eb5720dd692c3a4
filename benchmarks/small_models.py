"""Models that are small enough for the exact optimum: random ones, and slices of the site's own.

The same on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from pathlib import Path

from wizard.engine import Answer, Cause, Evidence, Model, Question, Repair
from wizard.engine.model import SOMETHING_ELSE, WORDS
from wizard.engine.situation import Situation

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-24"
SEED = 20261124

#: Integrations that slices are cut for: of each kind that the model tells apart, one.
INTEGRATIONS = (
    "mysql-ssh",
    "amazon-rds",
    "adobe-commerce-cloud",
    "adobe-analytics",
    "facebook-ads",
    "google-analytics",
    "quickbooks",
    "salesforce",
    "zendesk",
    "other",
)
SLICES_EACH = 3

#: A question of a slice tells at least this much, in bits.
TELLS_SOMETHING = 0.05

#: In how many ways a slice's questions may be answered, or not asked, so that it can be solved.
MOST_COMBINATIONS = 6_000


def site_model() -> Model:
    """The site's own troubleshooter on the day of the benchmarks."""
    from wizard.authoring import load  # not there in the browser

    return load(ROOT / "docs" / "_troubleshooters" / "reauthenticate").model.on(TODAY)


def random_models(number: int) -> list[tuple[str, Model]]:
    """Four to six causes, three to four questions, four to five repairs; likelihoods are words."""
    chance = random.Random(SEED)
    return [(f"random {n}", _random_model(chance)) for n in range(1, number + 1)]


def _random_model(chance: random.Random) -> Model:
    ids = [f"cause-{n}" for n in range(chance.randint(3, 5))] + [SOMETHING_ELSE]
    words = list(WORDS.values())

    def table(most: int) -> dict[str, float]:
        return {id: chance.choice(words) for id in chance.sample(ids, chance.randint(1, most))}

    return Model(
        causes=tuple(Cause(id, chance.uniform(1, 20)) for id in ids),
        questions=tuple(
            Question(
                f"question-{n}",
                chance.uniform(0.5, 4),
                tuple(Answer(f"answer-{k}", table(len(ids))) for k in range(chance.randint(2, 3))),
            )
            for n in range(chance.randint(3, 4))
        ),
        repairs=tuple(
            Repair(f"repair-{n}", chance.uniform(3, 30), {**table(1), ids[n % len(ids)]: 0.95})
            for n in range(chance.randint(4, 5))
        ),
        ticket_minutes=chance.uniform(40, 120),
    )


def slices_of_the_site() -> list[tuple[str, Model]]:
    """Some causes, questions and repairs of the site's troubleshooter, for some integrations."""
    model = site_model()
    return [
        (f"{integration} {n}", model_slice(model, integration, random.Random(f"{integration}{n}")))
        for integration in INTEGRATIONS
        for n in range(1, SLICES_EACH + 1)
    ]


def model_slice(model: Model, integration: str, chance: random.Random) -> Model:
    """A small model with the real one's numbers, for a reader who has named the integration.

    Four or five causes, likelier ones more often, and `something-else`; four to six questions that
    tell something about them, four or five repairs. Answers that say the same about these causes
    are one. What authors order is left out, and so are obstacles and what a failed repair takes back.
    """
    row = model.rows["integration"][integration]
    weights = {c.id: c.prior * share for c, share in zip(model.causes, row, strict=True)}
    named = _drawn({id: w for id, w in weights.items() if id != SOMETHING_ELSE}, chance)
    kept = {*named[: chance.randint(4, 5)], SOMETHING_ELSE}
    causes = tuple(Cause(id, weight) for id, weight in weights.items() if id in kept)
    repairs = _repairs(model, integration, [c.id for c in causes], chance)
    decisive = {id for r in repairs for id in (*r.only, *r.unless)}
    rows = model.rows
    place = [n for n, c in enumerate(model.causes) if c.id in kept]
    questions = [
        _merged(question, rows, place, causes, question.id in decisive)
        for question in model.questions
        if integration in question.only.get("integration", (integration,))
        and question.id != "integration"
        and not question.after
    ]
    all_of_it = Situation(Model(causes, tuple(questions), repairs, 1.0), Evidence())
    telling = [q for q in questions if all_of_it.gain(q.id) > TELLS_SOMETHING]
    chance.shuffle(telling)
    wanted = chance.randint(4, 6)
    chosen: list[Question] = []
    combinations = 1
    for question in telling:
        ways = combinations * (len(question.answers) + 2)
        if len(chosen) < wanted and ways <= MOST_COMBINATIONS:
            chosen.append(question)
            combinations = ways
    return Model(causes, tuple(chosen), repairs, model.ticket_minutes)


def _drawn(weights: dict[str, float], chance: random.Random) -> list[str]:
    """All ids in a random order in which the heavier ones tend to come first."""
    return sorted(weights, key=lambda id: chance.random() ** (1 / weights[id]), reverse=True)


def _repairs(
    model: Model, integration: str, causes: Sequence[str], chance: random.Random
) -> tuple[Repair, ...]:
    helping = [
        replace(
            repair,
            fixes={id: share for id, share in repair.fixes.items() if id in causes},
            changes=(),
            blocked_by=(),
            only={id: answers for id, answers in repair.only.items() if id != "integration"},
        )
        for repair in model.repairs
        if integration in repair.only.get("integration", (integration,))
        and set(repair.fixes).intersection(causes)
        and not repair.clears
    ]
    chance.shuffle(helping)
    return tuple(helping[:5])


def _merged(
    question: Question,
    rows: dict[str, dict[str, tuple[float, ...]]],
    place: Sequence[int],
    causes: Sequence[Cause],
    decisive: bool,
) -> Question:
    """The question for these causes; answers with proportional likelihoods become one."""
    groups: dict[tuple[float, ...] | str, list[tuple[str, list[float]]]] = {}
    for answer, row in rows[question.id].items():
        shares = [row[n] for n in place]
        whole = fsum(shares)
        alike = tuple(round(share / whole, 9) for share in shares)
        groups.setdefault(answer if decisive else alike, []).append((answer, shares))
    answers = tuple(
        Answer(
            group[0][0],
            {c.id: fsum(shares[n] for _, shares in group) for n, c in enumerate(causes)},
        )
        for group in groups.values()
    )
    return replace(question, answers=answers, only={}, after=())
