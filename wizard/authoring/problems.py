"""What is wrong with what an author or a translator wrote: the place, the fault, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple


class Place(NamedTuple):
    """A line of a file; `line` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` counts from 1; a `warning` does not stop the build."""

    file: str
    line: int
    message: str
    hint: str = ""
    warning: bool = False

    @staticmethod
    def at(place: Place, message: str, hint: str = "", *, warning: bool = False) -> Problem:
        """A problem at a place."""
        return Problem(place.file, place.line, message, hint, warning)

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}: {kind}{self.message}{hint}"


class ModelError(Exception):
    """The files cannot become a troubleshooter; `problems` are all the reasons, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(Exception):
    """Something was given that cannot work; the message says what it was, and the way out."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: the nearest known one, or all of them when they are few."""
    choices = sorted(known)
    near = get_close_matches(wrong, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if 0 < len(choices) <= 16:
        return "there is " + ", ".join(f"'{choice}'" for choice in choices)
    return ""
