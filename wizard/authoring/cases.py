"""Recorded messages and evidence, each with the causes that are right, and how many come out right."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from wizard.authoring.evaluation import percent
from wizard.engine import Model, decide


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A message or evidence, and the causes that are right; none when it must stay silent."""

    id: str
    text: str
    evidence: str
    causes: tuple[str, ...]


class CasesError(ValueError):
    """A file of cases that cannot be read; the message names the line."""


def read_cases(path: Path, known: Collection[str]) -> list[RecordedCase]:
    """Read JSON Lines with `text` and/or `evidence`, and `causes`.

    Raises:
        CasesError: A line is no such thing.
        OSError: The file cannot be read.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            cases.append(_case(json.loads(line), number, known))
        except json.JSONDecodeError as error:
            raise CasesError(f"{path}:{number}: not JSON: {error.msg}") from error
        except CasesError as error:
            raise CasesError(f"{path}:{number}: {error}") from error
    if not cases:
        raise CasesError(f"{path}: there is no case in it; write one JSON object a line")
    return cases


def _case(data: object, number: int, known: Collection[str]) -> RecordedCase:
    if not isinstance(data, dict):
        raise CasesError("not an object; write {\"text\": …, \"causes\": […]}")
    text, evidence = data.get("text", ""), data.get("evidence", "")
    causes = data.get("causes")
    if not isinstance(text, str) or not isinstance(evidence, str) or not (text or evidence):
        raise CasesError("neither 'text' nor 'evidence'; write at least one of them")
    if not isinstance(causes, list) or not all(isinstance(cause, str) for cause in causes):
        raise CasesError("'causes' is no list of ids; write [] where nothing must be found")
    unknown = [cause for cause in causes if cause not in known]
    if unknown:
        raise CasesError(f"there is no cause '{unknown[0]}'")
    return RecordedCase(str(data.get("id", number)), text, evidence, tuple(causes))


def judge(model: Model, cases: Sequence[RecordedCase], today: str) -> dict[str, Any]:
    """How many cases come out right.

    Returns:
        `first` and `in_three`: right cause first, and among the first three, of the cases that
        have causes, as `[how many, of, lowest share, highest share]` with a 95 % interval;
        `silent` likewise of those that have none; `wrong`: the ids of cases whose first cause is
        not right; `noisy`: of those that should have stayed silent.
    """
    first, three, silent = [], [], []
    for case in cases:
        view = decide(model, case.evidence, text=case.text, today=today)
        ranked = [cause["id"] for cause in view["causes"]]
        if case.causes:
            told = bool(view["seen"] or case.evidence)
            first.append(told and ranked[0] in case.causes)
            three.append(told and any(cause in case.causes for cause in ranked[:3]))
        else:
            silent.append(not view["seen"])
    named = [case for case in cases if case.causes]
    quiet = [case for case in cases if not case.causes]
    return {
        "first": _counted(first),
        "in_three": _counted(three),
        "silent": _counted(silent),
        "wrong": [case.id for case, right in zip(named, first, strict=True) if not right],
        "noisy": [case.id for case, right in zip(quiet, silent, strict=True) if not right],
    }


def _counted(right: Sequence[bool]) -> list[float]:
    """How many are right, of how many, and the share's 95 % interval (Wilson 1927)."""
    n, k = len(right), sum(right)
    if not n:
        return [0, 0, 0.0, 1.0]
    z = 1.96
    middle, spread = (k + z * z / 2) / (n + z * z), z * sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    return [k, n, round(middle - spread, 3), round(middle + spread, 3)]


def cases_as_text(judged: Mapping[str, Any]) -> str:
    """What `judge` found, for people."""
    lines = []
    for name, key in (("right cause first", "first"), ("in the first three", "in_three"), ("silent", "silent")):
        right, of, low, high = judged[key]
        if of:
            lines.append(
                f"{name:20} {right:4} of {of:4}  {percent(right / of):>6}"
                f"  (95 %: {percent(low)} to {percent(high)})"
            )
    for name, key in (("not first", "wrong"), ("not silent", "noisy")):
        if judged[key]:
            lines.append(f"{name}: {', '.join(judged[key])}")
    return "\n".join(lines)
