"""Pasted messages: what must never be shown, what must stay, and what is recognised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.authoring import Troubleshooter
from wizard.engine import TextTooLongError, decide, find_signatures, redact
from wizard.engine.text import LONGEST_TEXT

SECRET = "s3cretV4lue"

LEAKS = [
    f"postgres://bi:{SECRET}@db/x timeout",
    f"mysql://bi:{SECRET}@odd@db.example.com:3306/shop",
    f"password={SECRET}",
    f"Password: {SECRET}",
    f'{{"password": "{SECRET} with blanks"}}',
    f"--password={SECRET} --host=db",
    f"mysql -u bi -p{SECRET} -h db",
    f"Authorization: Basic {SECRET}",
    f"authorization: Bearer {SECRET}",
    f"X-RJM-API-Key: {SECRET}",
    f"api_key={SECRET}&site=shop",
    f"client_secret : {SECRET}",
    f"access_token => {SECRET}",
    f"Passwort: {SECRET}",
    f"lösenord: {SECRET}",
    f"-----BEGIN OPENSSH PRIVATE KEY-----\n{SECRET}\n-----END OPENSSH PRIVATE KEY-----",
    f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}",
    f"token eyJhbGciOi.{SECRET}.sig",
    f"sk_live_{SECRET}",
    f"someone.{SECRET}@example.com",
    f"{SECRET}{SECRET}{SECRET}",
]

KEPT = [
    "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)",
    "rjmetric@bastion.example.com: Permission denied (publickey).",
    'FATAL:  no pg_hba.conf entry for host "54.88.76.97", user "rjmetric", database "shop"',
    "Token has been expired or revoked.",
    "TWO_STEP_VERIFICATION_NOT_ENROLLED",
    "intuit_tid 3c1a2b4d-0f1e-4a5b-8c7d-1234567890ab",
    "Benutzer 'bi'@'10.0.0.1' hat keine Zugriffsberechtigung (verwendetes Passwort: JA)",
]


@pytest.mark.parametrize("text", LEAKS)
def test_a_secret_is_never_shown(text: str) -> None:
    assert SECRET not in redact(text)
    assert "[masked: " in redact(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_support_needs_stays(text: str) -> None:
    assert redact(text) == text


@given(st.text(), st.text())
def test_text_around_a_secret_cannot_bring_it_back(before: str, after: str) -> None:
    assert SECRET not in redact(f"{before}\npassword={SECRET}\n{after}")


@given(st.text(max_size=300))
def test_masking_twice_shows_no_more(text: str) -> None:
    once = redact(text)

    assert redact(once).count("[masked: ") <= once.count("[masked: ") + once.count("masked")


def test_a_quote_never_cuts_a_secret_in_two(reauthenticate: Troubleshooter) -> None:
    text = f"access denied for user bi password={SECRET} (using password: YES)"

    view = decide(reauthenticate.model, text=text)

    assert view["seen"]
    assert SECRET not in str(view)


@pytest.mark.parametrize(
    "unit", ["a://a:", "a.", "mysql ", "password=", "-----BEGIN PRIVATE KEY-----", "a1", "a@a.a."]
)
def test_masking_takes_no_longer_than_a_text_deserves(
    unit: str, reauthenticate: Troubleshooter
) -> None:
    text = (unit * LONGEST_TEXT)[:LONGEST_TEXT]
    started = time.process_time()

    decide(reauthenticate.model, text=text)

    assert time.process_time() - started < 5  # a text that backtracks takes hours, not seconds


def test_too_long_a_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(TextTooLongError, match="at most 200000"):
        redact("x" * (LONGEST_TEXT + 1))


def test_every_signature_finds_its_sample_and_only_one_of_a_group_counts(
    reauthenticate: Troubleshooter,
) -> None:
    text = "ERROR 1045 (28000): Access denied for user 'bi'@'%' (using password: YES)"

    assert [id for id, _ in find_signatures(reauthenticate.model, text)] == ["mysql-1045"]


def test_a_success_message_is_shown_and_does_not_count(reauthenticate: Troubleshooter) -> None:
    view = decide(reauthenticate.model, text="Connection Successful!")

    assert [seen["id"] for seen in view["seen"]] == ["connection-successful"]
    assert view["causes"] == decide(reauthenticate.model)["causes"]


def test_silence_leaves_the_causes_alone(reauthenticate: Troubleshooter) -> None:
    view = decide(reauthenticate.model, text="hello world")

    assert view["seen"] == []
    assert view["causes"] == decide(reauthenticate.model)["causes"]
