"""What a troubleshooter knows, as ids and numbers: no sentence and no language in here.

Authoring builds a `Model` from YAML; the browser gets the same one as JSON. Numbers are taken as
they are: that a likelihood comes from a word, and never is 0 or 1, is authoring's promise.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, TypeVar

#: How often an answer is given, or a repair works, when a cause holds: the one table of words.
WORDS = {"always": 0.95, "often": 0.65, "sometimes": 0.25, "rarely": 0.06, "never": 0.01}

#: Answers that every question has. The first is no evidence; so is the second, and the question
#: stays open for later.
DONT_KNOW, LATER = "dont-know", "later"

#: The step, and the `next` of an answer, that hands over to support.
TICKET = "ticket"

SOMETHING_ELSE = "something-else"


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
class Answer:
    """One answer to a question.

    Attributes:
        likelihood: Cause id to the share of cases, 0 to 1, in which this answer is given.
        raises: Obstacles that this answer is the symptom of.
        next: Question, repair, cause or `ticket` that the author wants next; "" leaves it to the
            policy.
    """

    id: str
    likelihood: dict[str, float] = field(default_factory=dict)
    raises: tuple[str, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An observation that the reader can make, at a cost of `minutes`.

    `only` maps other questions to answers: the question makes sense when each of them has one of
    these answers.
    """

    id: str
    minutes: float
    answers: tuple[Answer, ...]
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """A pattern found in a pasted message.

    Attributes:
        pattern: Regular expression, matched anywhere, case-insensitive, ASCII classes.
        group: Signatures that say the same; the one listed first counts.
        answer: Question id and answer id that it gives, or empty.
        likelihood: Cause id to the share of cases in which the message is seen, or empty.
        healthy: A success message: shown, never counted.
    """

    id: str
    pattern: str
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
        blocked_by: Obstacles that keep the reader from doing it.
        clears: Obstacles that it removes.
        until: Last day, `YYYY-MM-DD`, on which it can be done; "" for always.
    """

    id: str
    minutes: float
    fixes: dict[str, float] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocked_by: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A whole troubleshooter.

    Attributes:
        order: Questions that the author wants first, in this order.
        ticket_minutes: The price of handing over to support, in minutes of the reader's time.
    """

    causes: tuple[Cause, ...]
    questions: tuple[Question, ...]
    repairs: tuple[Repair, ...]
    ticket_minutes: float
    obstacles: tuple[Obstacle, ...] = ()
    signatures: tuple[Signature, ...] = ()
    order: tuple[str, ...] = ()

    def question(self, id: str) -> Question:
        """The question of that id; `KeyError` when there is none."""
        return _by_id(self.questions, id)

    def repair(self, id: str) -> Repair:
        """The repair of that id; `KeyError` when there is none."""
        return _by_id(self.repairs, id)

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
                        "answers": tuple(
                            Answer(**{**a, "raises": tuple(a["raises"])}) for a in q["answers"]
                        ),
                        "only": _tuples(q["only"]),
                    }
                )
                for q in data["questions"]
            ),
            repairs=tuple(
                Repair(
                    **{
                        **r,
                        "only": _tuples(r["only"]),
                        "changes": tuple(r["changes"]),
                        "blocked_by": tuple(r["blocked_by"]),
                        "clears": tuple(r["clears"]),
                    }
                )
                for r in data["repairs"]
            ),
            ticket_minutes=data["ticket_minutes"],
            obstacles=tuple(Obstacle(**o) for o in data["obstacles"]),
            signatures=tuple(
                Signature(**{**s, "answer": tuple(s["answer"]), "raises": tuple(s["raises"])})
                for s in data["signatures"]
            ),
            order=tuple(data["order"]),
        )


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasId)


def _by_id(items: tuple[_Item, ...], id: str) -> _Item:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in lists.items()}
