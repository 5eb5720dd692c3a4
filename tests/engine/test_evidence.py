"""The evidence and its fragment: what a link, an old bookmark or a stranger may put into it, and what
is left of it after each reply to a repair.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import cases

from wizard.engine import (
    Answer,
    Cause,
    Evidence,
    EvidenceError,
    Model,
    Obstacle,
    Question,
    Repair,
    Signature,
    View,
    decide,
    parse_fragment,
)

Case = tuple[Model, Evidence]

#: A shop's till: `lamp` is what it shows, `door` is what keeps people from it.
TILL = Model(
    causes=(Cause("unplugged", 3.0), Cause("paper-out", 2.0), Cause("something-else", 1.0)),
    questions=(
        Question(
            "lamp",
            1.0,
            (Answer("dark", {"unplugged": 0.95}), Answer("red", {"paper-out": 0.95})),
        ),
        Question(
            "sound", 1.0, (Answer("none", {"unplugged": 0.65}), Answer("beep", {"paper-out": 0.65}))
        ),
        Question("door", 1.0, (Answer("open"), Answer("shut", raises=("locked",)))),
    ),
    repairs=(
        Repair("plug-in", 2.0, {"unplugged": 0.95}, changes=("sound",), blocked_by=("locked",)),
        Repair("add-paper", 3.0, {"paper-out": 0.95}, changes=("sound",), blocked_by=("locked",)),
        Repair("fetch-key", 5.0, changes=("door",), clears=("locked",)),
    ),
    ticket_minutes=60.0,
    obstacles=(Obstacle("locked", 0.25),),
    signatures=(
        Signature("says-no-paper", ("no paper",), likelihood={"paper-out": 0.95}),
        Signature("says-locked", ("door locked",), raises=("locked",)),
    ),
    shows=("lamp",),
)


@given(cases())
def test_a_fragment_reads_back_as_the_same_evidence(case: Case) -> None:
    model, evidence = case

    assert parse_fragment(model, evidence.fragment()) == (evidence, ())


@given(cases(), st.randoms())
def test_equal_evidence_has_one_fragment_however_it_was_written(
    case: Case, order: random.Random
) -> None:
    model, evidence = case
    parts = []
    for part in filter(None, evidence.fragment().split("&")):
        key, _, ids = part.partition("=")
        written = ids.split(",")
        order.shuffle(written)
        parts.append(f"{key}={order.choice((',', '%2C', '%2c')).join(written)}")
    order.shuffle(parts)

    again, dropped = parse_fragment(model, "#" + "&".join(parts))

    assert (again.fragment(), dropped) == (evidence.fragment(), ())


def test_unknown_parts_are_dropped_and_named() -> None:
    fragment = "#lamp=dark&colour=red&door=ajar&tried=plug-in,prayer&seen=omen&lamp&=&"

    view = decide(TILL, fragment)

    assert view["fragment"] == "lamp=dark&tried=plug-in"
    assert view["dropped"] == ["colour=red", "door=ajar", "tried=prayer", "seen=omen", "lamp", "="]


def test_of_two_answers_to_one_question_the_first_counts() -> None:
    view = decide(TILL, "lamp=dark&lamp=dark&lamp=red")

    assert (view["fragment"], view["dropped"]) == ("lamp=dark", ["lamp=red"])


def test_a_repair_that_failed_is_not_a_skipped_one_as_well() -> None:
    evidence, _ = parse_fragment(TILL, "skipped=add-paper,plug-in&tried=plug-in")

    assert evidence == Evidence(tried=("plug-in",), skipped=("add-paper",))


@given(case=cases(), text=st.text(max_size=200))
def test_any_fragment_is_read_without_an_error(case: Case, text: str) -> None:
    model, _ = case

    assert decide(model, text)["step"]["kind"] in ("ask", "try", "escalate", "done")


@given(case=cases(), data=st.data())
def test_any_mixture_of_known_ids_is_read_without_an_error(case: Case, data: st.DataObject) -> None:
    """Contradictory, too: what helped was skipped, what is answered was taken back."""
    model, evidence = case
    repairs = st.lists(st.sampled_from([r.id for r in model.repairs] or [""]), max_size=5)
    lists = {key: ",".join(data.draw(repairs)) for key in ("tried", "skipped", "fixed")}
    fragment = "&".join([evidence.fragment(), *(f"{key}={ids}" for key, ids in lists.items())])

    view = decide(model, fragment)

    assert len(view["causes"]) == len(model.causes)
    assert (view["step"]["kind"] == "done") == bool(lists["fixed"].strip(","))
    assert decide(model, view["fragment"]) == {**view, "dropped": []}


def test_a_fragment_beyond_2000_characters_is_refused() -> None:
    decide(TILL, "x" * 2_000)

    with pytest.raises(EvidenceError, match="at most 2000"):
        decide(TILL, "x" * 2_001)


def test_each_reply_to_a_repair_keeps_what_still_holds() -> None:
    """A repair that failed takes back what it changes; "something else now" what was shown, too."""
    view = decide(TILL, "lamp=red&seen=says-no-paper&sound=beep")
    assert view["step"] == {"kind": "try", "id": "add-paper"}

    assert view["replies"] == {
        "fixed": "fixed=add-paper&lamp=red&seen=says-no-paper&sound=beep",
        "not-fixed": "lamp=red&past=sound&seen=says-no-paper&tried=add-paper",
        "changed": "past=lamp,sound&tried=add-paper",
        "skip": "lamp=red&seen=says-no-paper&skipped=add-paper&sound=beep",
    }


def test_what_helped_is_the_end() -> None:
    view = decide(TILL, "fixed=plug-in&lamp=dark")

    assert view["step"] == {"kind": "done", "id": "plug-in"}
    assert view["replies"] == {}


def test_an_answer_that_is_taken_back_is_no_evidence_and_its_question_open_again() -> None:
    view = decide(TILL, "past=lamp,sound&tried=fetch-key")

    assert view["causes"] == decide(TILL)["causes"]
    assert view["because"] == []
    assert view["step"] == decide(TILL)["step"]


def test_an_answer_taken_back_twice_counts_as_two_steps() -> None:
    """It was asked twice: a set of questions would hand over to support a step too late."""
    once = Evidence(past=("sound",), tried=("plug-in",)).with_answer("sound", "beep")

    twice = once.taking_back(("sound",))

    assert twice == Evidence(past=("sound", "sound"), tried=("plug-in",))
    assert parse_fragment(TILL, twice.fragment()) == (twice, ())


def _reply(view: View, reply: str) -> View:
    return decide(TILL, view["replies"][reply])


@pytest.mark.parametrize("symptom", ["door=shut", "seen=says-locked"], ids=["answer", "message"])
def test_an_obstacle_comes_first_and_is_out_of_the_way_once_it_is_removed(symptom: str) -> None:
    blocked = decide(TILL, f"lamp=dark&{symptom}")
    assert blocked["obstacles"] == ["locked"]
    assert blocked["step"] == {"kind": "try", "id": "fetch-key"}
    assert blocked["plan"] == []

    free = _reply(blocked, "fixed")

    assert free["obstacles"] == []
    assert free["step"] == {"kind": "try", "id": "plug-in"}


def test_a_repair_that_was_skipped_can_be_tried_once_its_obstacle_is_removed() -> None:
    skipped = decide(TILL, "door=shut&lamp=dark&skipped=plug-in")

    assert _reply(skipped, "fixed")["step"] == {"kind": "try", "id": "plug-in"}
    assert "plug-in" not in _reply(skipped, "not-fixed")["plan"]


def test_an_obstacle_that_stays_leaves_the_ticket() -> None:
    view = decide(TILL, "door=shut&lamp=dark&sound=none&tried=fetch-key")

    assert view["obstacles"] == ["locked"]
    assert view["step"] == {"kind": "escalate", "id": "ticket"}


def test_what_a_message_raised_does_not_hide_a_later_answer() -> None:
    """The way was cleared after the message; that the door is shut is newer than that."""
    view = decide(TILL, "door=shut&seen=says-locked&tried=fetch-key")

    assert view["obstacles"] == ["locked"]


def test_an_answer_that_a_message_gave_raises_an_obstacle_as_well() -> None:
    told = Signature("says-locked", ("door locked",), answer=("door", "shut"))
    model = replace(TILL, signatures=(told,))

    view = decide(model, "", text="Door locked")

    assert view["step"] == {"kind": "try", "id": "fetch-key"}
    assert decide(model, view["replies"]["fixed"])["obstacles"] == []
