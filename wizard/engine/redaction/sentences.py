"""Secrets in sentences that name them afterwards, or not at all: "enter the code F7K2Q9XPL"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span
from wizard.engine.redaction.rows import compiled, find_rows, is_secret, unquoted

_CODE = r"(?:code|codes|koden|kod|pin|tan)(?: is| är| ist| lautet)?[ :,]{1,3}[\"'“„]?"
_ONE_TIME = r"(?P<caps>(?=[a-z-]{0,11}[0-9])[a-z0-9]{3,5}-?[a-z0-9]{3,6}|[a-z]-[0-9]{6}|[0-9]{3}[ -][0-9]{3,4})(?![\w-])"
_SIGN_IN = (
    r"(?:devicelogin|/device|authenticat|authentis|authentifiz|sign in|sign-in|log in|login|logga in|anmeld|einlogg"
    r"|verif|bekräft|bestätig|bank-?id|sms|one-time|engång|einmal|2fa|mfa|two-factor|security code)"
)
_PASSWORD = r"(?:password|passwd|lösenord|lösen|passwort|kennwort)"
_SAID = r"(?<!\S)[\"'“„`]?(?P<chosen>[^\s\"'”“`]{5,80})[\"'“”`]?[ \t]{1,3}"
_FURTHEST = 160  # characters from what is called a password to the word

_CODES = compiled(
    (("code", "kod"), "code", rf"{_SIGN_IN}[^\n]{{0,80}}[ \t]{_CODE}{_ONE_TIME}"),
    (("code", "kod"), "code", rf"[ \t]{_CODE}{_ONE_TIME}[^\n]{{0,60}}{_SIGN_IN}"),
    (
        ("passw", "lösen", "kennwort"),
        "password",
        rf"(?:^|[.!][ \t]){_PASSWORD}\?[ \t](?P<secret>[^\s.,?]{{4,40}})(?=\.|[ \t]*$)",
    ),
    (
        ("secret", "geheimnis", "hemlighet"),
        "secret",
        r"(?:secret|geheimnis|hemlighet)\w{0,3}[.,?!]?[ \t][^\n]{0,24}?(?:ist das|är det|is it|is this|is that)"
        r"(?:[ \t](?:den|det|this|that|der|die|das)){0,2}(?:[ \t](?:här|hier|one|here))?[ :]{1,3}(?P<secret>[\w-]{16,64})",
    ),
)
_CALLED = re.compile(
    rf"{_SAID}(?:(?:as|som|als)[ \t]{{1,3}}(?:\w{{1,12}}[ \t]{{1,3}}){{0,3}}"
    r"|(?:is|was|är|var|ist|war)[ \t]{1,3}"
    r"(?:the|our|my|your|new|old|right|det|mitt|vårt|nya|das|mein|unser|neue)[ \t]{1,3}"
    rf"(?:\w{{1,12}}[ \t]{{1,3}}){{0,2}}){_PASSWORD}",
    re.ASCII,
)
# "Als Kennwort habe ich x eingetragen", "my password x", "the password from x to y".
_GIVEN = re.compile(
    rf"(?<!\w)(?:(?:as|som|als)[ \t](?:\w{{1,12}}[ \t]{{1,3}}){{0,2}}{_PASSWORD}(?:[ \t]{{1,3}}\w{{1,14}}){{1,3}}"
    rf"|(?:my|our|mitt|vårt|mein|meinem|unser|unserem)[ \t]{_PASSWORD}"
    rf"|{_PASSWORD}(?:et)?[ \t](?:from|från|von))"
    r"[ \t]{1,3}[\"'“„`]?(?P<chosen>[^\s\"'”“`]{5,80})",
    re.ASCII,
)
_NAME = re.compile(_PASSWORD)


def find_in_sentences(page: Page) -> Iterator[Span]:
    """Secrets in sentences, in no order."""
    yield from find_rows(page, _CODES)
    lowered = page.lowered
    for name in _NAME.finditer(lowered):
        start = max(0, name.start() - _FURTHEST)
        for match in (
            *_CALLED.finditer(lowered, start, name.end()),
            *_GIVEN.finditer(lowered, start, name.end() + _FURTHEST),
        ):
            span = unquoted(page.text, *match.span("chosen"))
            if is_secret(page, *span, "chosen"):
                yield *span, "password"
