"""The fragment: what a link, an old bookmark or a stranger may put into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.authoring import Troubleshooter
from wizard.engine import Evidence, EvidenceError, decide, parse_fragment


def test_unknown_parts_are_dropped_and_named(reauthenticate: Troubleshooter) -> None:
    evidence, dropped = parse_fragment(
        reauthenticate.model, "#status=re-auth&colour=red&integration=fax&tried=reauthorize,prayer"
    )

    assert evidence == Evidence(answers=(("status", "re-auth"),), tried=("reauthorize",))
    assert dropped == ("colour=red", "integration=fax", "tried=prayer")


def test_of_two_answers_to_one_question_the_first_counts(reauthenticate: Troubleshooter) -> None:
    evidence, dropped = parse_fragment(reauthenticate.model, "status=failed&status=blank")

    assert evidence.answers == (("status", "failed"),)
    assert dropped == ("status=blank",)


@given(text=st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str, reauthenticate: Troubleshooter) -> None:
    view = decide(reauthenticate.model, text)

    assert view["step"]["kind"] in ("ask", "try", "escalate", "done")


def test_a_fragment_beyond_2000_characters_is_refused(reauthenticate: Troubleshooter) -> None:
    with pytest.raises(EvidenceError, match="at most 2000"):
        decide(reauthenticate.model, "x" * 2_001)


def test_a_failed_repair_takes_back_the_answers_that_it_changes(
    reauthenticate: Troubleshooter,
) -> None:
    before = "access=settings-open&integration=zendesk&seen=mysql-1130&status=re-auth"
    view = decide(reauthenticate.model, before)
    assert view["step"] == {"kind": "try", "id": "reactivate-zendesk-token"}

    held = "access=settings-open&integration=zendesk"
    assert view["replies"] == {
        "fixed": "access=settings-open&fixed=reactivate-zendesk-token&integration=zendesk"
        "&seen=mysql-1130&status=re-auth",
        "not-fixed": f"{held}&seen=mysql-1130&tried=reactivate-zendesk-token",
        "changed": f"{held}&tried=reactivate-zendesk-token",
        "skip": f"{held}&seen=mysql-1130&skipped=reactivate-zendesk-token&status=re-auth",
    }


def test_an_obstacle_comes_first_and_lowers_no_cause(reauthenticate: Troubleshooter) -> None:
    model = reauthenticate.model
    before = decide(model, "status=re-auth&integration=zendesk")
    after = decide(model, "status=re-auth&integration=zendesk&access=settings-closed")

    assert after["obstacles"] == ["not-admin"]
    assert after["step"] == {"kind": "try", "id": "ask-an-admin"}
    assert after["causes"] == before["causes"]


def test_no_reader_is_told_to_create_a_zendesk_token(reauthenticate: Troubleshooter) -> None:
    """No new ones exist since 2026-10-27: whatever else is answered, that repair is not offered."""
    model = reauthenticate.model
    creating = "replace-api-key"
    zendesk = decide(model, "status=re-auth&integration=zendesk&access=settings-open")

    assert zendesk["plan"][0] == "reactivate-zendesk-token"
    for extra in ("", "&error=key-invalid", "&tried=reactivate-zendesk-token", "&status=failed"):
        assert creating not in decide(model, f"integration=zendesk{extra}")["plan"]
    assert creating not in decide(model, "status=re-auth&error=key-invalid")["plan"]
    assert creating not in decide(model, "integration=dont-know&error=key-invalid")["plan"]


def test_a_repair_is_no_longer_offered_after_its_last_day(reauthenticate: Troubleshooter) -> None:
    model, known = reauthenticate.model, "status=re-auth&integration=zendesk&access=settings-open"

    last_day = decide(model, known, today="2027-04-30")["plan"]
    day_after = decide(model, known, today="2027-05-01")["plan"]

    assert "reactivate-zendesk-token" in last_day
    assert "reactivate-zendesk-token" not in day_after
