"""Private keys as files hold them: from BEGIN to END, or as far as they reach when they were cut.

Public keys and certificates stay, except a certificate in one file with its key.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import zip_longest

from wizard.engine.redaction.page import Page, Span, line_end, line_start

_BEGIN = re.compile(r"-{3,5} ?(?P<edge>begin|end)[ +_](?P<what>[a-z0-9 +_]{0,60})-{3,5}")
_ESCAPED_BODY = re.compile(r"(?:\\{1,4}[nr]|[A-Za-z0-9+/= \t\"'+,])*")
_KEY_ROW = re.compile(r"[A-Za-z0-9+/]{1,2048}={0,3}$")
_AROUND_ROW = " \t\r>|#*\"'+,;\\"
_LONGEST_KEY = 24_000  # characters: two of 16,384 bits
_MOST_ROWS = 500
_LONGEST_ROW = 4096
_KEY_HEADER = re.compile(r"[ \t>|]{0,40}(?:proc-type|dek-info|version|comment|hash|subject)[ \t]?:")


def find_keys(page: Page) -> Iterator[Span]:
    """Private keys, and the certificates beside them."""
    text, lowered = page.text, page.lowered
    if "---" not in text or not ("begin" in lowered or "private key-" in lowered):
        return
    edges = list(_BEGIN.finditer(lowered))
    keys: list[tuple[int, int]] = []
    certificates: list[tuple[int, int]] = []
    for number, (edge, following) in enumerate(zip_longest(edges, edges[1:])):
        what = edge.group("what").replace("+", " ").replace("_", " ")
        if edge.group("edge") == "end":
            without_begin = number == 0 or edges[number - 1].group("edge") == "end"
            if "private key" in what and without_begin:
                keys.append((_begun_before(text, edge.start()), edge.end()))
            continue
        ends = following is not None and following.group("edge") == "end"
        if "private key" in what or "static key" in what:
            if ends and following.end() - edge.end() <= _LONGEST_KEY:
                keys.append((edge.start(), following.end()))
            else:
                limit = following.start() if following else len(text)
                end = _unfinished_end(text, lowered, edge.end(), limit)
                if end > edge.end():
                    keys.append((edge.start(), end))
        elif ends and "certificate" in what:
            certificates.append((edge.start(), following.end()))
    for start, end in keys:
        yield start, end, "private key"
    starts = [start for start, _ in keys]
    for start, end in certificates:
        place = bisect_left(starts, start)
        if any(
            key[0] - end < 400 and start - key[1] < 400
            for key in keys[max(0, place - 1) : place + 1]
        ):
            yield start, end, "private key"


def _begun_before(text: str, end: int) -> int:
    """Where the lines of a key start that has no BEGIN."""
    start = end
    for _ in range(_MOST_ROWS):
        row_start = line_start(text, start - 1) if start else 0
        row = text[row_start : start - 1].strip(_AROUND_ROW)
        if start == 0 or start - row_start > _LONGEST_ROW or not _KEY_ROW.match(row):
            break
        start = row_start
    return start


def _unfinished_end(text: str, lowered: str, start: int, limit: int) -> int:
    """Where the lines of a key end that has no END, or that is written in one line."""
    body = _ESCAPED_BODY.match(text, start, limit)
    end = start + len(text[start : body.end() if body else start].rstrip())
    position = text.find("\n", end, limit)
    if position < 0 or text[end:position].strip():
        return end
    for _ in range(_MOST_ROWS):
        row_end = line_end(text, position + 1, limit)
        row = text[position + 1 : row_end].strip(_AROUND_ROW).removesuffix("\\n")
        # A log may write something before each line of the key.
        word = row.rpartition(" ")[2]
        is_key = _KEY_ROW.match(word) and (word == row or len(word) >= 32)
        if is_key or _KEY_HEADER.match(lowered, position + 1):
            end = row_end
        elif row:
            break
        position = row_end
        if row_end >= limit:
            break
    return end
