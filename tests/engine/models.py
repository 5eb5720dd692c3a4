"""Small models for tests: built by hand, or drawn at random with every field that there is.

A table of likelihoods and a subset are one number each that is drawn: thousands of models in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from wizard.engine import Answer, Cause, Evidence, Model, Obstacle, Question, Repair, Signature
from wizard.engine.model import (
    ALWAYS,
    DONT_KNOW,
    LATER,
    SOMETHING_ELSE,
    STRENGTHS,
    TICKET,
    WORDS,
    Dated,
    Period,
)

#: Days around the periods that are drawn; "" is no day at all.
DAYS = ("", "2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31")

#: Names with what they are called in the messages of the models that are drawn.
VOCABULARY = {
    "not": ("not", "no longer"),
    "if": ("if",),
    "thing": ("token", "api key", "log*"),
    "fault": ("expired", "*valid", "has run out", "code #"),
}
PHRASES = (
    *("<thing> & <fault>", "<fault> & key", "key .. denied", "token .. <fault>", "log* denied"),
    *("denied", "1045", "# key", "*lid token", "<thing>", "denied !", "key & # & denied"),
)
SPOKEN = (
    *("token", "api", "key", "login", "expired", "invalid", "has", "run", "out", "code", "1045"),
    *("not", "no", "longer", "if", "the", "denied", "Caused by:", "!", ".", ",", "\n", ":", '"'),
)

#: Texts of the words that the phrases speak of, and of the signs between them.
messages = st.lists(st.sampled_from(SPOKEN), max_size=40).map(" ".join)

_T = TypeVar("_T")
Table = dict[str, float]


def troubleshooting(
    priors: Sequence[float],
    repairs: Mapping[str, Mapping[int, float]],
    questions: Mapping[str, Sequence[Mapping[int, float]]] | None = None,
    *,
    minutes: Mapping[str, float] | None = None,
    ticket_minutes: float = 1_000.0,
) -> Model:
    """A model whose causes are `c0`, `c1`… and whose tables are keyed by the cause's number.

    `questions` maps an id to one table per answer `a0`, `a1`…; costs are 1 unless in `minutes`.
    """
    costs = minutes or {}

    def shares(table: Mapping[int, float]) -> Table:
        return {f"c{n}": share for n, share in table.items()}

    return Model(
        causes=tuple(Cause(f"c{n}", prior) for n, prior in enumerate(priors)),
        questions=tuple(
            Question(
                id,
                costs.get(id, 1.0),
                tuple(Answer(f"a{n}", shares(table)) for n, table in enumerate(answers)),
            )
            for id, answers in (questions or {}).items()
        ),
        repairs=tuple(
            Repair(id, costs.get(id, 1.0), shares(fixes)) for id, fixes in repairs.items()
        ),
        ticket_minutes=ticket_minutes,
    )


def reading(
    *signatures: Signature,
    faults: Sequence[str] = (),
    harmless: Sequence[str] = (),
    recoveries: Sequence[str] = (),
) -> Model:
    """A model of two causes that reads messages; what names mean is in `VOCABULARY`."""
    return Model(
        causes=(Cause("expiry", 1.0), Cause(SOMETHING_ELSE, 1.0)),
        questions=(Question("error", 1.0, (Answer("expired", {"expiry": 0.65}), Answer("none"))),),
        repairs=(),
        ticket_minutes=60.0,
        signatures=signatures,
        vocabulary=VOCABULARY,
        faults=tuple(faults),
        harmless=tuple(harmless),
        recoveries=tuple(recoveries),
    )


@st.composite
def models(draw: st.DrawFn, most_causes: int = 4, most_questions: int = 3) -> Model:
    """A model as authoring would make it: likelihoods are words, `something-else` is there."""
    drawn = _Drawn(draw, draw(st.integers(1, most_causes)), draw(st.integers(0, most_questions)))
    return Model(
        causes=drawn.priors(),
        questions=tuple(drawn.question(n) for n in range(len(drawn.questions))),
        repairs=tuple(drawn.repair(id) for id in drawn.repairs),
        ticket_minutes=draw(st.integers(5, 200)) / 1,
        obstacles=tuple(Obstacle(id, drawn.one(_SHARES)) for id in drawn.obstacles),
        signatures=tuple(drawn.signature(f"signature-{n}") for n in range(draw(st.integers(0, 4)))),
        order=drawn.some(drawn.questions),
        message_question=drawn.one(["", *drawn.questions]),
        shows=drawn.some(drawn.questions),
        vocabulary=VOCABULARY,
        faults=("fault",),
        harmless=drawn.one([(), ("token denied",), ("expired & key", "1045")]),
        recoveries=drawn.one([(), ("token works again",)]),
    )


@st.composite
def plain_models(draw: st.DrawFn, most_causes: int = 4, most_questions: int = 3) -> Model:
    """A model of questions and repairs that always make sense, and of nothing else."""
    drawn = _Drawn(draw, draw(st.integers(1, most_causes)), draw(st.integers(0, most_questions)))
    return Model(
        causes=drawn.priors(),
        questions=tuple(
            Question(id, drawn.minutes(), tuple(Answer(a, drawn.table()) for a in ids))
            for id, ids in drawn.answers.items()
        ),
        repairs=tuple(Repair(id, drawn.minutes(), drawn.table()) for id in drawn.repairs),
        ticket_minutes=draw(st.integers(5, 200)) / 1,
    )


@st.composite
def cases(draw: st.DrawFn, of: st.SearchStrategy[Model] | None = None) -> tuple[Model, Evidence]:
    """A model as it is on some day, and evidence that it understands."""
    model = draw(models() if of is None else of).on(draw(st.sampled_from(DAYS)))
    drawn = _Drawn(draw, 0, 0)
    answers = {
        question.id: drawn.one([*(a.id for a in question.answers), DONT_KNOW, LATER])
        for question in model.questions
        if draw(st.booleans())
    }
    repairs = [r.id for r in model.repairs]
    tried = drawn.some(repairs)
    return model, Evidence(
        answers=tuple(sorted(answers.items())),
        seen=drawn.some([s.id for s in model.signatures]),
        tried=tried,
        skipped=drawn.some([id for id in repairs if id not in tried]),
        past=tuple(sorted(drawn.some([q.id for q in model.questions]) * 2)),
    )


_SHARES = tuple(sorted(WORDS.values()))


class _Drawn:
    """The parts of one model; ids come first, so that each part can name any other."""

    def __init__(self, draw: st.DrawFn, causes: int, questions: int) -> None:
        self.draw = draw
        self.causes = [*_ids("cause", causes), SOMETHING_ELSE]
        self.obstacles = _ids("obstacle", draw(st.integers(0, 2)))
        self.questions = _ids("question", questions)
        self.answers = {id: _ids(f"{id}-answer", draw(st.integers(2, 4))) for id in self.questions}
        self.repairs = _ids("repair", draw(st.integers(0, 4)))

    def priors(self) -> tuple[Cause, ...]:
        return tuple(Cause(id, self.draw(st.integers(1, 1_000)) / 10) for id in self.causes)

    def question(self, n: int) -> Question:
        """`only` names questions that come before, so that none waits for itself."""
        id = self.questions[n]
        return Question(
            id,
            self.minutes(),
            tuple(self.answer(answer) for answer in self.answers[id]),
            only=self.condition(self.questions[:n]),
            after=self.one([(), (), self.some(self.repairs)]),
        )

    def answer(self, id: str) -> Answer:
        targets = (*self.questions, *self.repairs, *self.causes, TICKET)
        return Answer(
            id,
            self.table(),
            raises=self.some(self.obstacles),
            next=self.one(["", "", self.one(targets)]),
            dated=self.one([(), (Dated(self.period(), self.table()),)]),
        )

    def repair(self, id: str) -> Repair:
        clears = self.one([(), (), self.some(self.obstacles)])
        return Repair(
            id,
            self.minutes(),
            {} if clears else self.table(),
            changes=self.some(self.questions),
            only=self.condition(self.questions),
            blocked_by=() if clears else self.some(self.obstacles),
            clears=clears,
            unless=self.condition(self.questions),
            period=self.one([ALWAYS, ALWAYS, self.period()]),
        )

    def signature(self, id: str) -> Signature:
        """One that speaks by an answer, by likelihoods, or only by an obstacle."""
        choices = [(question, answer) for question, ids in self.answers.items() for answer in ids]
        answer = self.one([(), *choices])
        return Signature(
            id,
            (self.one(PHRASES), self.one(PHRASES)),
            strength=self.one(STRENGTHS),
            group=self.one(["", "one", "two"]),
            answer=answer,
            likelihood={} if answer else self.table(),
            raises=self.some(self.obstacles),
            healthy=self.one([False, False, False, True]),
        )

    def condition(self, questions: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Answers to one of the questions, or nothing."""
        asked = self.one(["", "", *questions])
        answers = self.some([*self.answers[asked], DONT_KNOW, LATER]) if asked else ()
        return {asked: answers} if answers else {}

    def period(self) -> Period:
        return Period(self.one(DAYS), self.one(DAYS))

    def minutes(self) -> float:
        return self.draw(st.integers(1, 300)) / 10

    def table(self) -> Table:
        """A word for some of the causes."""
        number = self.draw(st.integers(0, (len(_SHARES) + 1) ** len(self.causes) - 1))
        table = {}
        for cause in self.causes:
            number, word = divmod(number, len(_SHARES) + 1)
            if word:
                table[cause] = _SHARES[word - 1]
        return table

    def some(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Some of the ids, in their order."""
        number = self.draw(st.integers(0, 2 ** len(ids) - 1))
        return tuple(id for n, id in enumerate(ids) if number >> n & 1)

    def one(self, of: Sequence[_T]) -> _T:
        return of[self.draw(st.integers(0, len(of) - 1))]


def _ids(what: str, count: int) -> list[str]:
    return [f"{what}-{n}" for n in range(count)]
