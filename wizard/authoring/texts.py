"""Sentences per language: English from the model, the others from PO files matched by `msgctxt`.

A translation belongs to an id, never to a similar sentence: when the English of an id changes, the
translation stays, is marked fuzzy, and the old English is kept beside it (`#|`).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from wizard.authoring.files import read_utf8
from wizard.authoring.problems import ModelError, Problem

LANGUAGES = ("en", "sv", "de")
LOCALE = Path(__file__).parent.parent / "locale"

#: Of a line in a PO file. With none, Babel breaks the old English, which it writes as a comment, at 76.
_WIDTH = 1_000_000

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True)
class Texts:
    """Text id to sentence in one language; `english` are the ids that had to stay English."""

    language: str
    strings: Mapping[str, str]
    english: frozenset[str] = field(default_factory=frozenset)


def translate(
    english: Mapping[str, str], language: str, po: Path, shown_as: str = ""
) -> tuple[Texts, list[Problem]]:
    """The sentences in a language, and what the PO file lacks.

    A missing or fuzzy translation is a warning; an entry for an id that no longer exists, an
    unreadable file, or two entries for one id is an error.
    """
    if language == "en":
        return Texts("en", dict(english)), []
    file = shown_as or str(po)
    if not po.exists():
        hint = "`wizard translations --merge` writes it, empty"
        missing = Problem(file, 1, f"there is no translation into '{language}'", hint, True)
        return Texts(language, dict(english), frozenset(english)), [missing]
    try:
        entries, problems = _entries(po, file, english)
    except ModelError as error:
        return Texts(language, dict(english), frozenset(english)), error.problems
    strings: dict[str, str] = {}
    for id, sentence in english.items():
        entry = entries.get(id)
        if entry is None or not entry.string:
            line = entry.lineno if entry and entry.lineno else 1
            hint = f"translate '{_short(sentence)}'"
            problems.append(Problem(file, line, f"'{id}' is not translated", hint, True))
            continue
        strings[id] = str(entry.string)
        if entry.fuzzy or entry.id != sentence:
            hint = f"the English now is '{_short(sentence)}'; mend it and remove '#, fuzzy'"
            message = f"the translation of '{id}' is older than its English"
            problems.append(Problem(file, entry.lineno or 1, message, hint, True))
    untranslated = frozenset(id for id in english if id not in strings)
    return Texts(
        language, {id: strings.get(id, english[id]) for id in english}, untranslated
    ), problems


def merge(english: Mapping[str, str], language: str, po: Path) -> str:
    """The PO file's new content: today's ids and English, with every translation kept by id.

    Raises:
        ModelError: The file that is there cannot be read.
    """
    old = _read(po, str(po)) if po.exists() else []
    by_id = {entry.context: entry for entry in old if entry.id}
    catalog = Catalog()
    for id, sentence in english.items():
        before = by_id.get(id)
        string = str(before.string) if before and before.string else ""
        flags, previous = set(before.flags if before else ()), []
        if before and string and before.id != sentence:
            flags.add("fuzzy")
            previous = _previous(before) or [str(before.id)]
        elif before and "fuzzy" in flags:
            previous = _previous(before)
        comments = [c for c in before.user_comments if not c.startswith("|")] if before else ()
        catalog.add(
            sentence, string, flags=flags, user_comments=comments, previous_id=previous, context=id
        )
    out = io.BytesIO()
    write_po(out, catalog, width=_WIDTH, omit_header=True, include_previous=True)
    return _HEADER.format(language=language) + out.getvalue().decode()


def interface_english() -> dict[str, str]:
    """Interface string id (`ui.…`) to its English."""
    return {
        str(e.context): str(e.id) for e in _read(LOCALE / "interface.pot", "interface.pot") if e.id
    }


def interface_texts(language: str) -> Texts:
    """What the page says besides a troubleshooter's own sentences."""
    return translate(interface_english(), language, LOCALE / f"{language}.po")[0]


def _entries(
    po: Path, file: str, english: Mapping[str, str]
) -> tuple[dict[str, Message], list[Problem]]:
    entries: dict[str, Message] = {}
    problems = []
    for entry in _read(po, file):
        if not entry.id:
            continue
        line, id = entry.lineno or 1, str(entry.context or "")
        if id not in english:
            hint = "remove it, or run `wizard translations --merge`"
            problems.append(Problem(file, line, f"'{id}' is used nowhere", hint))
        elif id in entries:
            hint = f"the other is on line {entries[id].lineno}; keep one"
            problems.append(Problem(file, line, f"'{id}' is translated twice", hint))
        else:
            entries[id] = entry
    return entries, problems


def _previous(entry: Message) -> list[str]:
    """The English before the change. Babel reads `#| msgid "…"` as a comment."""
    mark = "| msgid "
    return [denormalize(c[len(mark) :]) for c in entry.user_comments if c.startswith(mark)]


def _read(po: Path, file: str) -> list[Message]:
    try:
        return list(read_po(io.StringIO(read_utf8(po, file)), abort_invalid=True))
    except (PoFileError, ValueError) as error:  # a ValueError: a date or a language in the header
        line = getattr(error, "lineno", 0) + 1
        hint = "see the lines around it"
        raise ModelError([Problem(file, line, f"not a PO file: {error}", hint)]) from error


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else sentence[:57] + "…"
