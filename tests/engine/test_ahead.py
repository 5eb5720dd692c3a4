"""How many questions are usually left, as the engine expects it."""

from __future__ import annotations

from hypothesis import given
from models import cases, troubleshooting

from wizard.authoring import Troubleshooter
from wizard.authoring.tree import decision_tree
from wizard.engine import Evidence, Model, decide
from wizard.engine.ahead import answer_shares, questions_ahead, usual
from wizard.engine.situation import Situation

Case = tuple[Model, Evidence]
TODAY = "2026-11-25"


def test_usually_leaves_out_a_fifth_at_either_end() -> None:
    assert usual([(1, 0.1), (2, 0.7), (5, 0.2)]) == (2, 2)
    assert usual([(1, 0.3), (2, 0.4), (5, 0.3)]) == (1, 5)
    assert usual([(0, 1.0)]) == (0, 0)


@given(cases())
def test_a_question_counts_itself_and_what_can_be_done_now_counts_none(case: Case) -> None:
    model, evidence = case
    least, most = questions_ahead(model, evidence.fragment())

    assert 0 <= least <= most <= 7
    if decide(model, evidence.fragment())["step"]["kind"] != "ask":
        assert (least, most) == (0, 0)
    else:
        assert most >= 1


@given(cases())
def test_the_answers_to_a_question_share_all_readers(case: Case) -> None:
    model, evidence = case
    situation = Situation(model, evidence)

    for question in situation.questions():
        shares = [share for _, share in answer_shares(situation, question.id)]
        assert abs(sum(shares) - 1) < 1e-9 or not model.question(question.id).answers


def test_the_last_question_is_told_as_such() -> None:
    lamp = {"lamp": [{0: 0.98, 1: 0.02}, {0: 0.02, 1: 0.98}]}
    model = troubleshooting(
        [1, 1], {"r0": {0: 0.98}, "r1": {1: 0.98}}, lamp, minutes={"lamp": 0.01}
    )

    assert questions_ahead(model, "") == (1, 1)
    assert questions_ahead(model, "lamp=a0") == (0, 0)


def test_looking_further_hardly_changes_what_is_said(reauthenticate: Troubleshooter) -> None:
    tree = decision_tree(reauthenticate.model, TODAY, 400)
    asking = [f for f, view in tree.items() if view["step"]["kind"] == "ask"][::20]

    near = [questions_ahead(reauthenticate.model, f, today=TODAY) for f in asking]
    far = [questions_ahead(reauthenticate.model, f, today=TODAY, most=300) for f in asking]

    assert len(asking) > 10
    for one, other in zip(near, far, strict=True):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 1


def test_the_table_says_much_the_same(reauthenticate: Troubleshooter) -> None:
    tree = decision_tree(reauthenticate.model, TODAY, 2_500)

    for fragment in ("", "status=re-auth", "status=failed", "integration=stripe"):
        least, most = questions_ahead(reauthenticate.model, fragment, today=TODAY)
        assert abs(tree[fragment]["ahead"][0] - least) <= 1
        assert abs(tree[fragment]["ahead"][1] - most) <= 1
