"""Secrets in a column: a telling name stands over it, as CSV, databases and PowerShell write tables.

In `insert into users (name, password) values ('bi', 'x')` the columns are named once as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wizard.engine.redaction.names import Name, name_of
from wizard.engine.redaction.page import Page, Span, line_end
from wizard.engine.redaction.signs import counts, is_random

_NAME = r"[\"'`]?[^\W\d][\w.()/*-]{0,40}(?: [\w.()/*-]{1,40}){0,3}[\"'`]?"
# Each of the three only where none of the others fits, so that no line can be read in two ways.
_BETWEEN = r"(?:[ \t]{0,40}[,;|][ \t]{0,40}|(?=[ ]{0,40}\t)[ \t]{1,40}|[ ]{2,40})"
_HEADER = re.compile(
    rf"^[ \t|#*]{{0,8}}{_NAME}(?:{_BETWEEN}{_NAME}){{1,40}}[ \t|]{{0,40}}\r?$",
    re.MULTILINE,
)
# UserName Password ⏎ -------- --------, and the comment over the secrets of PPP.
_WORDS = r"(?:[^\W\d][\w.-]{0,40}[ \t]{1,40}){1,12}[^\W\d][\w.-]{0,40}[ \t]{0,40}\r?\n"
_UNDERLINED = re.compile(
    rf"^(?P<head>[ \t]{{0,8}}{_WORDS})(?=[ \t]{{0,8}}-{{2,80}}(?:[ \t]{{1,8}}-{{2,80}}){{0,12}}[ \t\r]{{0,8}}$)"
    rf"|^#(?P<comment>[ \t]{{0,8}}{_WORDS})(?=[^\s#])",
    re.MULTILINE,
)
_WORD = re.compile(r"\"[^\"\n]{0,512}\"|[^\s]{1,512}")
_BORDER = re.compile(r"[ \t|+:=-]{2,400}\r?$")
_MOST_ROWS = 400
_LONGEST_ROW = 4000

#: By what stands between the columns: a cell, with its quotes.
_CELLS = {
    sign: re.compile(
        rf"[ \t]*(?P<cell>\"(?:[^\"\n]|\"\")*\"|'(?:[^'\n]|'')*'|[^{sign}\n]*)(?:{sign}|$)"
    )
    for sign in (",", ";", r"\|", "\t")
}
_SPACED_CELL = re.compile(r"(?P<cell>[^\s]+(?: [^\s]+)*)(?: {2,}|[ \t]*$)")

_INSERT = re.compile(
    r"(?:insert|replace)(?: ignore)? into[^()\n]{1,200}\((?P<names>[^()]{1,2000})\)\s{0,20}(?:values?|select)\s{0,20}"
)
_SQL_CELL = re.compile(
    r"\s{0,40}(?P<cell>n?'(?:[^'\\]|''|\\.){0,2000}'|\"[^\"]{0,2000}\"|\w{0,40}\([^()]{0,400}\)|[^,()'\"\s][^,()'\"]{0,400}|)\s{0,40}(?P<sign>[,)])"
)
_NEXT_TUPLE = re.compile(r"\s{0,20},\s{0,20}(?=\()")


def find_in_tables(page: Page) -> Iterator[Span]:
    """Secrets in the columns of tables, in no order."""
    position = 0
    while header := _HEADER.search(page.text, position):
        position = header.end()
        found, end = _in_rows(page, header.start(), header.end())
        yield from found
        position = max(position, end)
    if "\n-" in page.text or "#" in page.text:
        for match in _UNDERLINED.finditer(page.text):
            yield from _under_words(page, match)
    if " into" in page.lowered:
        for match in _INSERT.finditer(page.lowered):
            yield from _inserted(page, match)


def _in_rows(page: Page, start: int, end: int) -> tuple[list[Span], int]:
    """What is secret in the rows below a header, and where the last of them ends."""
    head = page.text[start:end]
    sign = next((sign for sign in (",", ";", "\t", "|") if sign in head), "")
    cell = _CELLS["\\|" if sign == "|" else sign] if sign else _SPACED_CELL
    names = [page.text[first:last] for first, last in _cells(page.text, start, end, cell)]
    telling = _telling(names)
    found: list[Span] = []
    # Two columns with the telling name in the first are names and values, and have no header.
    if not telling or (len(names) == 2 and 0 in telling and sign not in (",", ";")):
        return found, end
    for _ in range(_MOST_ROWS):
        first = end + 1
        row_end = line_end(page.text, first) if first < len(page.text) else first
        if not page.text[first:row_end].strip() or row_end - first > _LONGEST_ROW:
            break
        if not _BORDER.match(page.text, first, row_end):
            cells = _cells(page.text, first, row_end, cell)
            if len(cells) != len(names):
                break
            for column, name in telling.items():
                if span := _secret(page, *cells[column], name):
                    found.append(span)
        end = row_end
    return found, end


def _cells(text: str, start: int, end: int, cell: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the cells of a row are, without the bars and blanks around it and their own quotes."""
    while start < end and text[start] in " |#*":
        start += 1
    while start < end and text[end - 1] in " |\r":
        end -= 1
    cells = []
    while start < end and (match := cell.match(text, start, end)):
        first, last = match.span("cell")
        last = first + len(text[first:last].rstrip())
        if last - first >= 2 and text[first] in "\"'`" and text[last - 1] == text[first]:
            first, last = first + 1, last - 1
        cells.append((first, last))
        start = match.end()
    return cells


def _telling(names: list[str]) -> Mapping[int, Name]:
    """Column to what its name tells."""
    found = {}
    for column, name in enumerate(names):
        told = name_of(name)
        if told and told.trust != "code":
            found[column] = told
    return found


def _secret(page: Page, start: int, end: int, name: Name) -> Span | None:
    """A cell, if it is a secret."""
    value = page.text[start:end]
    if name.trust == "number":
        return (start, end, name.kind) if value.isdigit() and len(value) > 2 else None
    if name.kind != "password" and not is_random(value) and len(value) < 8:
        return None
    fits = start < end and counts(
        page.text, page.lowered, start, end, name, equals=True, quoted=True
    )
    return (start, end, name.kind) if fits else None


def _under_words(page: Page, match: re.Match[str]) -> Iterator[Span]:
    """The rows below columns that blanks keep apart."""
    head = match.lastgroup or "head"
    names = [word.group() for word in _WORD.finditer(page.text, *match.span(head))]
    telling = _telling(names)
    if not telling:
        return
    first = match.end()
    for _ in range(_MOST_ROWS):
        row_end = line_end(page.text, first)
        if not page.text[first:row_end].strip() or row_end - first > _LONGEST_ROW:
            return
        if not _BORDER.match(page.text, first, row_end):
            words = [word.span() for word in _WORD.finditer(page.text, first, row_end)]
            # The last column may hold blanks; a comment names columns that may be empty.
            if len(words) > len(names) and head == "head" and len(names) - 1 in telling:
                words[len(names) - 1 :] = [(words[len(names) - 1][0], words[-1][1])]
            if len(words) > len(names) or (len(words) < len(names) and head == "head"):
                return
            for column, name in telling.items():
                if column < len(words) and (span := _secret(page, *words[column], name)):
                    yield span
        first = row_end + 1


def _inserted(page: Page, match: re.Match[str]) -> Iterator[Span]:
    """The values of an `insert`, where a telling name stands at their place in the list of columns."""
    names = match.group("names").split(",")
    telling = _telling([name.strip(" \t\r\n`\"'[]") for name in names])
    position = match.end()
    for _ in range(_MOST_ROWS if telling else 0):
        if page.text[position : position + 1] != "(":
            return
        position += 1
        column = 0
        while cell := _SQL_CELL.match(page.lowered, position):
            start, end = cell.span("cell")
            if page.text[end - 1 : end] in ("'", '"') and start < end:
                start, end = page.text.index(page.text[end - 1], start) + 1, end - 1
                if column in telling and (span := _secret(page, start, end, telling[column])):
                    yield span
            column += 1
            position = cell.end()
            if cell.group("sign") == ")":
                break
        else:
            return
        more = _NEXT_TUPLE.match(page.text, position)
        if more is None:
            return
        position = more.end()
