"""Pasted messages: which known patterns they hold, and what must be masked before anyone sees them.

Masking comes first in importance: it masks too much rather than too little. Error numbers, host
names and addresses stay, because support needs them; so does `(using password: YES)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from wizard.engine.evidence import Evidence
from wizard.engine.model import Model

LONGEST_TEXT = 200_000  # characters
LONGEST_QUOTE = 160

_FLAGS = re.IGNORECASE | re.ASCII

_NAMES = (
    r"(?:[\w.-]*(?:passw(?:or)?d|passphrase|passwort|kennwort|l\u00f6senord|secret|token"
    r"|api[ _-]?key|auth[ _-]?key|private[ _-]?key|access[ _-]?key|credential)s?|pwd|pass|pw"
    r"|x-rjm-api-key|session[ _-]?id|sid|signature|sig)"
)
# `(using password: YES)` says whether one was sent, not which.
_NOT_A_SECRET = r"(?!\s*(?:yes|no|ja|nej|nein|true|false|null|none)\b)"

#: Kind of secret to pattern; the group `secret` is what gets masked. Repetitions are bounded or
#: start only at the edge of a word, so that no text takes longer than its length allows.
_SECRETS = (
    (
        "private key",
        r"(?P<secret>-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\Z))",
    ),
    ("password", r"\b[a-z][a-z0-9+.-]{0,30}://[^\s/:@]{0,200}:(?P<secret>[^\s]{0,500})@"),
    (
        "credentials",
        r"\bauthorization[\"']?\s*[:=]\s*[\"']?(?:(?:basic|bearer|digest|token)\s+)?(?P<secret>[^\s\"',;]+)",
    ),
    ("token", r"\bbearer\s+(?P<secret>[\w.~+/=-]{8,})"),
    ("token", r"\b(?P<secret>eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?)"),
    (
        "secret",
        rf"(?<![\w.-]){_NAMES}[\"']?\s*(?:=>|[:=])\s*{_NOT_A_SECRET}(?P<secret>\"[^\"\n]*\"|'[^'\n]*'|[^\s&;,\"'<>)}}\]]+)",
    ),
    ("password", r"\bmysql(?:dump|admin)?\b[^\n]{0,300}?\s-p(?P<secret>[^\s]+)"),
    ("password", r"\s--password[= ](?P<secret>[^\s]+)"),
    ("key", r"\b(?P<secret>(?:AKIA|ASIA)[A-Z0-9]{16})\b"),
    ("key", r"\b(?P<secret>(?:sk|rk|pk)_(?:live|test)_\w{8,})"),
    ("token", r"\b(?P<secret>(?:gh[pousr]_|xox[abprs]-|ya29\.|EAA)[\w.-]{16,})"),
    (
        "e-mail",
        r"(?<![\w.+-])(?P<secret>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}\b)(?![\w.-]*:\s*permission denied)",
    ),
    (
        "token",
        r"(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[\w-]*\d)(?=[\w-]*[a-z])(?P<secret>[\w-]{32,})(?![\w-])",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, _FLAGS | re.DOTALL)) for kind, pattern in _SECRETS)

Span = tuple[int, int, str]  # start, end, kind


class TextTooLongError(ValueError):
    """The text is longer than 200,000 characters; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text: pairs of signature id and masked quote, and the masked text."""

    found: tuple[tuple[str, str], ...] = ()
    redacted: str = ""


def redact(text: str) -> str:
    """The text with each secret replaced by `[masked: kind]`.

    Raises:
        TextTooLongError: More than 200,000 characters.
    """
    _check_length(text)
    return _masked(text, _secrets(text), 0, len(text))


def find_signatures(model: Model, text: str) -> tuple[tuple[str, str], ...]:
    """Signatures that the text holds, in the model's order, each with a masked quote."""
    return read_text(model, text).found


def read_text(model: Model, text: str) -> Reading:
    """Match and mask a text. Success messages are found too; they do not count as evidence.

    Raises:
        TextTooLongError: More than 200,000 characters.
    """
    if not text:
        return Reading()
    _check_length(text)
    secrets = _secrets(text)
    # Word processors and mail programs turn straight quotes into curly ones, one for one.
    plain = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " "})
    found = []
    for signature in model.signatures:
        match = _compiled(signature.pattern).search(plain)
        if match:
            end = min(match.end(), match.start() + LONGEST_QUOTE)
            found.append((signature.id, _masked(text, secrets, match.start(), end)))
    groups: set[str] = set()
    by_id = {s.id: s for s in model.signatures}
    counting = []
    for id, quote in found:
        group = by_id[id].group
        if group and group in groups:
            continue
        groups.add(group)
        counting.append((id, quote))
    return Reading(tuple(counting), _masked(text, secrets, 0, len(text)))


def merge_findings(evidence: Evidence, reading: Reading) -> Evidence:
    """The evidence with what was found in the text."""
    ids = {id for id, _ in reading.found}
    return replace(evidence, seen=tuple(sorted({*evidence.seen, *ids})))


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise TextTooLongError(
            f"The text has {len(text)} characters; at most {LONGEST_TEXT} are read. "
            "Paste the part around the error message."
        )


def _secrets(text: str) -> list[Span]:
    spans: list[Span] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span("secret")
            # In `user:secret@host` the "address" starts with the secret; the host may stay.
            in_secret = kind == "e-mail" and any(s <= start < e for s, e, _ in spans)
            if end > start and not in_secret:
                spans.append((start, end, kind))
    apart: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if apart and start < apart[-1][1]:
            first, last, first_kind = apart[-1]
            apart[-1] = (first, max(last, end), first_kind)
        else:
            apart.append((start, end, kind))
    return apart


def _masked(text: str, spans: list[Span], start: int, end: int) -> str:
    """The part of the text from `start` to `end`, with every secret that it touches masked whole."""
    parts = []
    for secret_start, secret_end, kind in spans:
        if secret_end <= start or secret_start >= end:
            continue
        parts.append(text[start : max(start, secret_start)])
        parts.append(f"[masked: {kind}]")
        start = max(start, secret_end)
    return "".join([*parts, text[start:end]])


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _FLAGS)
