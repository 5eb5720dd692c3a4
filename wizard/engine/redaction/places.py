"""A place in a text where a telling name is joined to what may be its value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wizard.engine.redaction.names import Name
from wizard.engine.redaction.page import Span
from wizard.engine.redaction.values import value_span

_NUMBER = re.compile(
    r"[0-9]{3}[ -][0-9]{3}(?![\w-])|[0-9]{4}[ -][0-9]{4}(?![\w-])|[A-Za-z0-9](?:-?[A-Za-z0-9]){2,60}(?![\w.:-]\w)",
    re.ASCII,
)
# Backup codes come in lists; a code for another device has letters alone.
_NUMBERS = re.compile(
    r"(?=[A-Za-z-]{0,11}[0-9])[A-Za-z0-9-]{3,12}(?:[ ]?[,;/|]?\s{1,20}(?=[A-Za-z-]{0,11}[0-9])[A-Za-z0-9-]{3,12}(?![\w:=])){1,40}",
    re.ASCII,
)
_PLURAL = ("codes", "koder", "koderna", "pins")
_DEVICE_CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])", re.ASCII)


@dataclass(slots=True)
class Place:
    """A name and what joins it to the text after it.

    Attributes:
        start, end: Of the name.
        value: Where the value may start.
        line: Where the line starts, or some 300 characters before the name.
    """

    text: str
    lowered: str
    start: int
    end: int
    value: int
    line: int
    name: Name

    def span(self, *, equals: bool = True, own_line: bool = False, in_url: str = "") -> Span | None:
        """The value after the name, if it is a secret."""
        found = value_span(
            self.text,
            self.lowered,
            self.value,
            self.name,
            equals=equals,
            own_line=own_line,
            in_url=in_url,
        )
        return (*found, self.name.kind) if found else None

    def number(self) -> Span | None:
        """A code of digits or letters, as one gets it in a message."""
        first = self.value + (self.text[self.value : self.value + 1] in ('"', "'"))
        match = _DEVICE_CODE.match(self.text, first)
        if match is None and self.lowered[self.start : self.end].endswith(_PLURAL):
            match = _NUMBERS.match(self.text, first)
        if match is None:
            match = _NUMBER.match(self.text, first)
            if match is None or not any(letter.isdigit() for letter in match.group()):
                return None
        return *match.span(), self.name.kind

    @property
    def joined(self) -> str:
        """What stands between the name and the value."""
        return self.lowered[self.end : self.value]
