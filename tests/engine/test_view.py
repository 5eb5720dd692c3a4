"""What the page is given: words for shares, reasons, and the same view from every Python process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from models import cases, reading, troubleshooting

from wizard.engine import Cause, Evidence, Model, Signature, decide

Case = tuple[Model, Evidence]


@pytest.mark.parametrize(
    ("priors", "words"),
    [
        ([50, 30, 19, 1], ["most-likely", "likely", "possible", "unlikely"]),
        ([49, 49, 2], ["likely", "likely", "possible"]),
        ([30, 15, 14, 14, 14, 13], ["most-likely", *["possible"] * 5]),
        ([30, 16, 14, 14, 14, 12], ["likely", *["possible"] * 5]),
        ([1], ["most-likely"]),
    ],
)
def test_the_word_for_a_share(priors: list[float], words: list[str]) -> None:
    causes = decide(troubleshooting(priors, {}))["causes"]

    assert [c["word"] for c in causes] == words


def test_nothing_is_shown_as_certain_or_impossible() -> None:
    causes = decide(troubleshooting([1e9, 1.0], {}))["causes"]

    assert [c["share"] for c in causes] == [1 - 1e-6, 1e-6]


@given(cases())
def test_causes_are_ranked_by_their_share(case: Case) -> None:
    model, evidence = case

    causes = decide(model, evidence.fragment())["causes"]

    assert all((-a["share"], a["id"]) < (-b["share"], b["id"]) for a, b in pairwise(causes))


def test_equally_likely_causes_are_ordered_by_id() -> None:
    model = replace(troubleshooting([1], {}), causes=tuple(Cause(id, 1.0) for id in "bca"))

    assert [c["id"] for c in decide(model)["causes"]] == ["a", "b", "c"]


@given(cases())
def test_reasons_are_evidence_that_counts(case: Case) -> None:
    model, evidence = case
    given_ = evidence.fragment().split("&")
    lists = {f"{key}={id}" for key in ("seen", "tried") for id in getattr(evidence, key)}

    because = decide(model, evidence.fragment())["because"]

    assert set(because) <= {*given_, *lists}
    assert len(set(because)) == len(because)


def test_the_strongest_reason_for_the_first_cause_comes_first() -> None:
    model = troubleshooting(
        [1, 1],
        {"r": {1: 0.65}},
        {"weak": [{0: 0.65}, {}], "against": [{0: 0.25}, {}], "strong": [{0: 0.95, 1: 0.06}, {}]},
    )

    view = decide(model, "weak=a0&against=a0&strong=a0&tried=r")

    assert view["causes"][0]["id"] == "c0"
    assert view["because"] == ["strong=a0", "tried=r", "weak=a0"]


def test_what_cannot_be_checked_now_is_kept_for_later() -> None:
    model = troubleshooting([1, 1], {}, {"q0": [{0: 0.95}, {}], "q1": [{0: 0.95}, {}]})

    view = decide(model, "q0=later&q1=dont-know")

    assert view["deferred"] == ["q0"]
    assert view["because"] == []


def test_a_finding_joins_the_fragment_and_its_quote_does_not() -> None:
    model = reading(Signature("expiry", ("token expired",), answer=("error", "expired")))

    view = decide(model, "error=dont-know", text="Sorry: Token EXPIRED, user 7")

    assert view["fragment"] == "error=dont-know&seen=expiry"
    assert view["seen"] == [{"id": "expiry", "quote": "Token EXPIRED"}]
    assert view["told"] == [{"question": "error", "answer": "expired", "signature": "expiry"}]
    again = decide(model, view["fragment"])
    assert again == {**view, "seen": [], "redacted": ""}


def test_a_success_message_is_shown_and_changes_nothing() -> None:
    model = replace(
        reading(Signature("well", ("connection successful !",), healthy=True)), order=("error",)
    )

    view = decide(model, text="Connection Successful!")

    shown = [{"id": "well", "quote": "Connection Successful!"}]
    assert view == {**decide(model), "healthy": shown, "redacted": "Connection Successful!"}


def test_a_text_that_says_nothing_leaves_everything_as_it_was() -> None:
    model = reading(Signature("expiry", ("token expired",), likelihood={"expiry": 0.95}))

    assert decide(model, text="hello world") == {**decide(model), "redacted": "hello world"}


#: States and messages of the real troubleshooter, from the first question to the last.
STATES = [
    ("", ""),
    ("status=failed&integration=mysql-ssh", "Connection timed out; later: connection refused"),
    ("status=blank&integration=google-ecommerce&analytics-property=later&since-when=today", ""),
    ("access=settings-closed&integration=zendesk&skipped=restore-user&tried=ask-an-admin", ""),
    ("colour=red&tried=prayer,reauthorize&past=attempt,attempt", "SSH host key is missing"),
    ("", "Lösenordsautentisering misslyckades för användare »bi«; token expired, key revoked"),
]

PROGRAM = """
import json, sys
from pathlib import Path
from wizard.authoring import load
from wizard.engine import decide
model = load(Path(sys.argv[1])).model
states = json.loads(sys.argv[2])
print(json.dumps([decide(model, state, text=text, today="2026-11-24") for state, text in states]))
"""


def test_views_do_not_depend_on_the_order_of_sets(root: Path) -> None:
    """Two processes hash strings in two ways, and give the same bytes."""
    folder = root / "docs" / "_troubleshooters" / "reauthenticate"

    def views(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, folder, json.dumps(STATES)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    first = views("1")

    assert views("4711") == first
    assert len(json.loads(first)) == len(STATES)
