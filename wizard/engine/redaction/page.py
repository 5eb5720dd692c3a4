"""What a rule is given and what it gives: a page, and spans of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Span = tuple[int, int, str]  # start, end, kind

#: What stands in a secret's place: `[masked: kind]`.
KINDS = (
    "password", "token", "key", "private key", "credentials", "cookie", "session", "code", "secret", "e-mail",
    "phone number", "personal number", "account number", "card number", "tax number", "host",
)  # fmt: skip

#: A marker, `[masked: kind]`, as the rules see it: one sign.
SENTINEL = "\x1a"

_LONG_WORD = re.compile(r"[\w+/-]{12,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """A text, or one of its views, as the rules read it.

    Attributes:
        text: With `SENTINEL` for each marker.
        lowered: The same in small letters, character for character.
        words: Where its long words are, those of base64 included.
        deeper: Finds what a decoded part of the page holds; None when that is no longer looked at.
    """

    text: str
    lowered: str
    words: list[tuple[int, int]]
    deeper: Callable[[str], Iterator[Span]] | None


Rule = Callable[[Page], Iterator[Span]]


def page_of(text: str, deeper: Callable[[str], Iterator[Span]] | None) -> Page:
    """A text as the rules read it."""
    words = [match.span() for match in _LONG_WORD.finditer(text)]
    return Page(text, _lowered(text), words, deeper)


def line_start(text: str, at: int, floor: int = 0) -> int:
    """Where the line of a place starts, or `floor`."""
    return text.rfind("\n", floor, at) + 1 or floor


def line_end(text: str, at: int, limit: int | None = None) -> int:
    """Where the line of a place ends, or `limit`, or the text."""
    limit = len(text) if limit is None or limit > len(text) else limit
    end = text.find("\n", at, limit)
    return limit if end < 0 else end


def _lowered(text: str) -> str:
    """In small letters, character for character: of all letters, İ alone becomes two."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text.replace("İ", "I").lower()
    if len(lowered) != len(text):  # a later Unicode may know more such letters
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered
