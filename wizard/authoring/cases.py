"""Recorded messages and evidence, each with the causes that are right, and how many come out right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from wizard.authoring.evaluation import percent
from wizard.authoring.problems import UsageError, did_you_mean
from wizard.engine import EvidenceError, Model, decide, parse_fragment
from wizard.engine.reading import LONGEST_TEXT

#: Bytes of a file of cases.
LONGEST_FILE = 50_000_000


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A message or evidence, and the causes that are right; none when it must stay silent."""

    id: str
    text: str
    evidence: str
    causes: tuple[str, ...]


def read_cases(path: Path, model: Model) -> list[RecordedCase]:
    """Read JSON Lines with `text` and/or `evidence`, and `causes`; other keys are left alone.

    Args:
        model: What evidence and causes must mean something to.

    Raises:
        UsageError: A line is no such thing; the message names the first one.
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise UsageError(f"{path}: more than {LONGEST_FILE} bytes; divide it into several files")
    cases = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            cases.append(_case(json.loads(line.decode("utf-8-sig")), number, model))
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}:{number}: not UTF-8; save the file as UTF-8") from error
        except (UsageError, EvidenceError) as error:
            raise UsageError(f"{path}:{number}: {error}") from error
        except (ValueError, RecursionError) as error:  # also a number of 5,000 digits
            why = getattr(error, "msg", error)
            message = f"not JSON: {why}; write one object on each line"
            raise UsageError(f"{path}:{number}: {message}") from error
    if not cases:
        raise UsageError(f"{path}: there is no case in it; write one JSON object a line")
    return cases


def _case(data: object, number: int, model: Model) -> RecordedCase:
    if not isinstance(data, dict):
        raise UsageError('not an object; write {"text": …, "causes": […]}')
    id, text = data.get("id", number), data.get("text", "")
    evidence, causes = data.get("evidence", ""), data.get("causes")
    if not isinstance(id, str | int):
        raise UsageError("'id' is neither a string nor a number; write it in quotes")
    if not isinstance(text, str) or not isinstance(evidence, str):
        raise UsageError("'text' or 'evidence' is no string; write it in quotes")
    if not (text.strip() or evidence):
        raise UsageError("neither 'text' nor 'evidence'; write at least one of them")
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"'text' has {len(text)} characters; write at most {LONGEST_TEXT}")
    dropped = parse_fragment(model, evidence)[1]
    if dropped:
        raise UsageError(f"'{dropped[0]}' in 'evidence' means nothing; write ids of the model")
    if not isinstance(causes, list) or not all(isinstance(cause, str) for cause in causes):
        raise UsageError("'causes' is no list of ids; write [] where nothing must be found")
    if not (causes or text.strip()):
        raise UsageError("neither 'causes' nor 'text'; only a text can be met with silence")
    known = {cause.id for cause in model.causes}
    for cause in causes:
        if cause not in known:
            hint = did_you_mean(cause, known) or "name one of the model"
            raise UsageError(f"there is no cause '{cause}'; {hint}")
    return RecordedCase(str(id), text, evidence, tuple(causes))


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


def interval(right: int, of: int) -> tuple[float, float]:
    """The lowest and the highest share that fit, in 95 % of such counts (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.975)
    middle = right + z * z / 2
    spread = z * sqrt(right * (of - right) / of + z * z / 4)
    return max((middle - spread) / (of + z * z), 0.0), min((middle + spread) / (of + z * z), 1.0)


def _counted(right: Sequence[bool]) -> list[float]:
    low, high = interval(sum(right), len(right))
    return [sum(right), len(right), round(low, 4), round(high, 4)]


def cases_as_text(judged: Mapping[str, Any]) -> str:
    """What `judge` found, for people."""
    lines = []
    for name, key in (
        ("right cause first", "first"),
        ("in the first three", "in_three"),
        ("silent", "silent"),
    ):
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
