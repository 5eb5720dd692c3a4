"""Tables of patterns: a row is the words of which one must be there, a kind, a pattern for small letters.

The pattern runs only in a text that has a word. Its group says what of it is masked: `secret`, or
`chosen`, which has to look like something that a person chose, or `caps`, written in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.engine.redaction.page import Page, Span
from wizard.engine.redaction.signs import is_random, looks_chosen, stands_for_a_value

Row = tuple[tuple[str, ...], str, re.Pattern[str]]


def compiled(*rows: tuple[str | tuple[str, ...], str, str]) -> tuple[Row, ...]:
    """A table of a word or several, kind and pattern."""
    return tuple(
        (
            (words,) if isinstance(words, str) else words,
            kind,
            re.compile(pattern, re.ASCII | re.MULTILINE),
        )
        for words, kind, pattern in rows
    )


def find_rows(page: Page, rows: Iterable[Row]) -> Iterator[Span]:
    """What the patterns of a table find, in no order."""
    for words, kind, pattern in rows:
        if any(word in page.lowered for word in words):
            for match in pattern.finditer(page.lowered):
                span = unquoted(page.text, *match.span(match.lastgroup or 0))
                if span[0] < span[1] and is_secret(page, *span, match.lastgroup):
                    yield *span, kind


def unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text without the quotes around it."""
    if end - start >= 2 and text[start] in "\"'" and text[end - 1] == text[start]:
        return start + 1, end - 1
    return start, end


def is_secret(page: Page, start: int, end: int, group: str | None) -> bool:
    """Whether a part of a page that a row found is one, by the name of the row's group."""
    if stands_for_a_value(page.text, page.lowered, start, end):
        return False
    value = page.text[start:end]
    if group == "chosen":
        return looks_chosen(value) or is_random(value)
    return group != "caps" or value.isupper() or value.replace(" ", "").replace("-", "").isdigit()
