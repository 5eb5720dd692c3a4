"""Small models for tests: built by hand, or drawn at random."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from wizard.engine import Answer, Cause, Evidence, Model, Question, Repair, Signature
from wizard.engine.model import DONT_KNOW, LATER, SOMETHING_ELSE, WORDS

words = st.sampled_from(sorted(WORDS.values()))


def troubleshooting(
    priors: list[float],
    repairs: dict[str, dict[int, float]],
    questions: dict[str, list[dict[int, float]]] | None = None,
    *,
    minutes: dict[str, float] | None = None,
    ticket_minutes: float = 1_000.0,
) -> Model:
    """A model whose causes are `c0`, `c1`… and whose tables are keyed by the cause's number.

    `questions` maps an id to one table per answer `a0`, `a1`…; costs are 1 unless in `minutes`.
    """
    costs = minutes or {}

    def shares(table: dict[int, float]) -> dict[str, float]:
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


@st.composite
def models(draw: st.DrawFn, most_causes: int = 6, most_questions: int = 4) -> Model:
    """A model as authoring would make it: likelihoods are words, `something-else` is there."""
    ids = [f"cause-{n}" for n in range(draw(st.integers(1, most_causes)))] + [SOMETHING_ELSE]
    tables = st.dictionaries(st.sampled_from(ids), words, max_size=len(ids))
    numbers = count()
    questions = draw(
        st.lists(
            st.builds(
                lambda answers, minutes: Question(f"q{next(numbers)}", minutes, tuple(answers)),
                st.integers(2, 4).flatmap(
                    lambda size: st.tuples(
                        *(st.builds(Answer, st.just(f"a{n}"), tables) for n in range(size))
                    )
                ),
                st.floats(0.1, 10),
            ),
            max_size=most_questions,
        )
    )
    repairs = draw(
        st.lists(
            st.builds(
                lambda minutes, fixes, changes: Repair(
                    f"r{next(numbers)}", minutes, fixes, tuple(sorted(changes))
                ),
                st.floats(0.1, 30),
                tables,
                st.sets(st.sampled_from([q.id for q in questions])) if questions else st.just(()),
            ),
            max_size=5,
        )
    )
    signatures = draw(
        st.lists(
            st.builds(
                lambda likelihood: Signature(f"s{next(numbers)}", "x", "", (), likelihood), tables
            ),
            max_size=3,
        )
    )
    return Model(
        causes=tuple(Cause(id, draw(st.floats(0.1, 100))) for id in ids),
        questions=tuple(questions),
        repairs=tuple(repairs),
        signatures=tuple(signatures),
        ticket_minutes=draw(st.floats(5, 200)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Model, Evidence]:
    """A model and evidence that it understands."""
    model = draw(models())
    answers = {
        q.id: draw(st.sampled_from([a.id for a in q.answers] + [DONT_KNOW, LATER]))
        for q in model.questions
        if draw(st.booleans())
    }
    repairs = [r.id for r in model.repairs]
    tried = draw(st.sets(st.sampled_from(repairs))) if repairs else set()
    seen = [s.id for s in model.signatures if draw(st.booleans())]
    return model, Evidence(
        answers=tuple(sorted(answers.items())),
        seen=tuple(sorted(seen)),
        tried=tuple(sorted(tried)),
    )
