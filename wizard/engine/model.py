"""What a troubleshooter knows, as ids and numbers: no sentence and no language in here.

Authoring builds a `Model` from YAML; the browser gets the same one as JSON. Numbers are taken as
they are: that a likelihood comes from a word, and never is 0 or 1, is authoring's promise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from math import fsum
from typing import Any, Protocol, TypeVar

from wizard.engine.phrases import Phrase, Vocabulary, parse

#: How often an answer is given, or a repair works, when a cause holds: the one table of words.
WORDS = {"always": 0.95, "often": 0.65, "sometimes": 0.25, "rarely": 0.06, "never": 0.01}

#: Answers that every question has. The first is no evidence; so is the second, and the question
#: stays open for later.
DONT_KNOW, LATER = "dont-know", "later"

#: The step, and the `next` of an answer, that hands over to support.
TICKET = "ticket"

SOMETHING_ELSE = "something-else"

#: What an answer that was not named gets at least, so that no answer is impossible.
FLOOR = WORDS["never"]

#: A signature's likelihood for a cause that it does not name. The unknown cause is not ruled out as
#: firmly: nobody knows which messages it sends.
UNNAMED = WORDS["never"]
UNNAMED_ELSE = WORDS["rarely"]

Row = tuple[float, ...]  # a share per cause, in the model's order

#: How much a signature tells, strongest first. A weaker one counts only where no stronger is found;
#: one that only tells what a message is `about` counts only together with another.
STRENGTHS = ("exact", "general", "broad", "vague", "about")

#: What a finding weighs against a reader's own answer, as a power of its likelihood: a message in a
#: product's own words is a better witness than a choice from a list in a hurry.
WEIGHTS = {"exact": 2.0, "general": 1.5, "broad": 1.5, "vague": 1.0, "about": 1.0}


@dataclass(frozen=True, slots=True)
class Period:
    """What holds from a day to a day, `YYYY-MM-DD`, both included; "" is open.

    Days are compared as text. Without a `today` ("") every open end holds, and what has a first or
    a last day holds as well: nothing is left out that somebody could have met.
    """

    since: str = ""
    until: str = ""

    def holds(self, today: str) -> bool:
        """Whether the day lies in it."""
        if not today:
            return True
        return (not self.since or self.since <= today) and (not self.until or today <= self.until)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Cause:
    """A hypothesis of what is wrong. `prior` is a weight relative to the other causes, above 0."""

    id: str
    prior: float


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps the reader from repairing. `prior` is the share of readers who meet it, 0 to 1."""

    id: str
    prior: float


@dataclass(frozen=True, slots=True)
class Dated:
    """Likelihoods that replace an answer's own in a period."""

    period: Period
    likelihood: dict[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question.

    Attributes:
        likelihood: Cause id to the share of cases, 0 to 1, in which this answer is given.
        raises: Obstacles that this answer is the symptom of.
        next: Question, repair, cause or `ticket` that the author wants next; "" leaves it to the
            policy.
        dated: Likelihoods per cause that replace those above in a period; the first that holds.
    """

    id: str
    likelihood: dict[str, float] = field(default_factory=dict)
    raises: tuple[str, ...] = ()
    next: str = ""
    dated: tuple[Dated, ...] = ()

    def on(self, today: str) -> Answer:
        """The answer as it is on a day."""
        holding = (d.likelihood for d in self.dated if today and d.period.holds(today))
        return replace(self, likelihood={**self.likelihood, **next(holding, {})}, dated=())


@dataclass(frozen=True, slots=True)
class Question:
    """An observation that the reader can make, at a cost of `minutes`.

    `only` maps other questions to answers: the question makes sense when each of them has one of
    these answers. With `after` it makes sense once one of these repairs was tried.
    """

    id: str
    minutes: float
    answers: tuple[Answer, ...]
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Something that a pasted message says.

    Attributes:
        phrases: Ways to say it, as `wizard.engine.phrases` reads them; any of them will do.
        strength: One of `STRENGTHS`.
        group: Signatures that say the same; the one listed first counts.
        answer: Question id and answer id that it gives, or empty.
        likelihood: Cause id to the share of cases in which the message is seen, or empty.
        healthy: A success message: shown, never counted.
    """

    id: str
    phrases: tuple[str, ...]
    strength: str = STRENGTHS[0]
    group: str = ""
    answer: tuple[str, ...] = ()
    likelihood: dict[str, float] = field(default_factory=dict)
    raises: tuple[str, ...] = ()
    healthy: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """Something to do, at a cost of `minutes`.

    Attributes:
        fixes: Cause id to the share of cases, 0 to 1, in which it helps.
        changes: Questions whose answers may no longer be true once it was tried.
        only: As in `Question`; the reader's "don't know" may be among the answers.
        unless: Questions to answers with which it makes no sense.
        blocked_by: Obstacles that keep the reader from doing it.
        clears: Obstacles that it removes.
        period: When it can be done.
    """

    id: str
    minutes: float
    fixes: dict[str, float] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocked_by: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    period: Period = ALWAYS


@dataclass(frozen=True)
class Model:
    """A whole troubleshooter.

    Attributes:
        order: Questions that the author wants first, in this order.
        ticket_minutes: The price of handing over to support, in minutes of the reader's time.
        message_question: The question that a pasted message answers, so that it is not asked when
            one was read; "" for none.
        shows: Questions about what the product shows; when it shows something else after a repair,
            their answers no longer hold.
        vocabulary: Name to what it may be called in a message; see `wizard.engine.phrases`.
        faults: Names in the vocabulary that a denial takes back.
        harmless: Phrases that look like a fault and are none; nothing in them is evidence.
        recoveries: Phrases that say that a fault is over; nothing before them is evidence.
    """

    causes: tuple[Cause, ...]
    questions: tuple[Question, ...]
    repairs: tuple[Repair, ...]
    ticket_minutes: float
    obstacles: tuple[Obstacle, ...] = ()
    signatures: tuple[Signature, ...] = ()
    order: tuple[str, ...] = ()
    message_question: str = ""
    shows: tuple[str, ...] = ()
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    recoveries: tuple[str, ...] = ()

    def question(self, id: str) -> Question:
        """The question of that id; `KeyError` when there is none."""
        return self._questions[id]

    def repair(self, id: str) -> Repair:
        """The repair of that id; `KeyError` when there is none."""
        return self._repairs[id]

    def on(self, today: str) -> Model:
        """What is known on a day, `YYYY-MM-DD`: dated facts that hold then, and no others.

        With "" the repairs of all times are there, and the answers' own likelihoods.
        """
        if today not in self._days:
            self._days[today] = replace(
                self,
                questions=tuple(
                    replace(q, answers=tuple(a.on(today) for a in q.answers))
                    for q in self.questions
                ),
                repairs=tuple(r for r in self.repairs if r.period.holds(today)),
            )
        return self._days[today]

    @cached_property
    def rows(self) -> dict[str, dict[str, Row]]:
        """Per question and answer the share of cases in which it is given, per cause.

        A likelihood that the author wrote is taken as it is; the answers that are not named for a
        cause share what is left, at least `FLOOR` each, and each cause's shares are scaled to sum
        to 1. A cause that no answer names gets the same share for all: the question says nothing
        about it.
        """
        return {q.id: _rows(self.causes, q) for q in self.questions}

    @cached_property
    def signature_rows(self) -> dict[str, Row]:
        """Per signature what it weighs for each cause: its likelihood, by its strength."""
        found = {}
        for signature in self.signatures:
            if signature.likelihood:
                row = tuple(
                    signature.likelihood.get(
                        c.id, UNNAMED_ELSE if c.id == SOMETHING_ELSE else UNNAMED
                    )
                    for c in self.causes
                )
            elif signature.answer:
                question, answer = signature.answer
                row = self.rows[question][answer]
            else:
                continue
            weight = WEIGHTS[signature.strength]
            found[signature.id] = tuple(share**weight for share in row)
        return found

    @cached_property
    def fixes(self) -> dict[str, tuple[tuple[int, float], ...]]:
        """Per repair the causes that it fixes, by their position, each with the share of cases."""
        position = {cause.id: n for n, cause in enumerate(self.causes)}
        return {
            r.id: tuple(sorted((position[c], share) for c, share in r.fixes.items()))
            for r in self.repairs
        }

    @cached_property
    def phrases(self) -> dict[str, tuple[Phrase, ...]]:
        """Signature id to its phrases, read."""
        return {s.id: tuple(map(parse, s.phrases)) for s in self.signatures}

    @cached_property
    def harmless_phrases(self) -> tuple[Phrase, ...]:
        """What looks like a fault and is none, read."""
        return tuple(map(parse, self.harmless))

    @cached_property
    def recovery_phrases(self) -> tuple[Phrase, ...]:
        """What says that a fault is over, read."""
        return tuple(map(parse, self.recoveries))

    @cached_property
    def prepared_vocabulary(self) -> Vocabulary:
        """The vocabulary, read."""
        return Vocabulary(self.vocabulary, self.faults)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return _by_id(self.questions)

    @cached_property
    def _repairs(self) -> dict[str, Repair]:
        return _by_id(self.repairs)

    @cached_property
    def _days(self) -> dict[str, Model]:
        return {}

    def to_json(self) -> dict[str, Any]:
        """Plain data that `from_json` turns into an equal model."""
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> Model:
        """The model that `to_json` wrote. Raises `KeyError` or `TypeError` on other data."""
        return Model(
            causes=tuple(Cause(**c) for c in data["causes"]),
            questions=tuple(
                Question(
                    **{
                        **q,
                        "answers": tuple(map(_answer, q["answers"])),
                        "only": _tuples(q["only"]),
                        "after": tuple(q["after"]),
                    }
                )
                for q in data["questions"]
            ),
            repairs=tuple(
                Repair(
                    **{
                        **r,
                        "only": _tuples(r["only"]),
                        "unless": _tuples(r["unless"]),
                        "changes": tuple(r["changes"]),
                        "blocked_by": tuple(r["blocked_by"]),
                        "clears": tuple(r["clears"]),
                        "period": Period(**r["period"]),
                    }
                )
                for r in data["repairs"]
            ),
            ticket_minutes=data["ticket_minutes"],
            obstacles=tuple(Obstacle(**o) for o in data["obstacles"]),
            signatures=tuple(
                Signature(
                    **{
                        **s,
                        "phrases": tuple(s["phrases"]),
                        "answer": tuple(s["answer"]),
                        "raises": tuple(s["raises"]),
                    }
                )
                for s in data["signatures"]
            ),
            order=tuple(data["order"]),
            message_question=data["message_question"],
            shows=tuple(data["shows"]),
            vocabulary=_tuples(data["vocabulary"]),
            faults=tuple(data["faults"]),
            harmless=tuple(data["harmless"]),
            recoveries=tuple(data["recoveries"]),
        )


def _rows(causes: tuple[Cause, ...], question: Question) -> dict[str, Row]:
    columns = []
    for cause in causes:
        named = {a.id: a.likelihood[cause.id] for a in question.answers if cause.id in a.likelihood}
        unnamed = len(question.answers) - len(named)
        rest = max((1 - fsum(named.values())) / unnamed, FLOOR) if unnamed else 0.0
        shares = [named.get(a.id, rest) for a in question.answers]
        whole = fsum(shares)
        columns.append([share / whole for share in shares])
    return {
        answer.id: tuple(column[n] for column in columns)
        for n, answer in enumerate(question.answers)
    }


def _answer(data: dict[str, Any]) -> Answer:
    dated = tuple(Dated(Period(**d["period"]), d["likelihood"]) for d in data["dated"])
    return Answer(**{**data, "raises": tuple(data["raises"]), "dated": dated})


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


def _by_id(items: Iterable[_Item]) -> dict[str, _Item]:
    return {item.id: item for item in items}


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in lists.items()}
