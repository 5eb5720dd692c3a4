"""No pattern of the redaction backtracks: two tools that search for it, and the texts they find, timed.

recheck needs minutes for all patterns, so `patterns-checked.jsonl` keeps what it said, by pattern: a new
or changed pattern has to be checked (`pytest tests/engine/test_patterns.py --record`, with Node). What it
calls polynomial here are bounded repetitions, which it pumps far beyond what fits between their bounds:
each comes with the text that is worst for it, and masking that text at full length has to be quick.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

from wizard.engine.redaction import patterns, redact

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "wizard" / "engine"
CHECKED = HERE / "patterns-checked.jsonl"
LONGEST_TEXT = 200_000
PATIENCE = 3  # seconds; most take a tenth of one; a pattern that backtracks takes hours

#: Tables whose patterns are only matched at a place that is known, though under another name.
PLACED = ("known", "_TAILS", "_NAMED_FORMS", "_TO_CLOSER", "_CELLS")

Pattern = dict[str, Any]


def as_pattern(source: str, flags: int = 0) -> Pattern:
    """What recheck is asked, with an id that changes with the pattern."""
    digest = hashlib.sha256(f"{flags} {source}".encode()).hexdigest()[:16]
    return {"id": digest, "pattern": source, "flags": flags}


def all_patterns() -> dict[str, Pattern]:
    """Each pattern once, by name; one that is only ever matched at a place starts with `^`."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ENGINE.rglob("*.py"))
    found: dict[str, Pattern] = {}
    for name, pattern in patterns().items():
        variable = name.split()[0].rpartition(".")[2]
        uses = set(re.findall(rf"\b{re.escape(variable)}\.(\w+)\(", sources))
        placed = uses == {"match"} or variable in PLACED
        source = f"^(?:{pattern.pattern})" if placed else pattern.pattern
        found[name] = as_pattern(source, pattern.flags)
    return found


def ask_recheck(asked: Iterable[Pattern]) -> list[Pattern]:
    """What recheck says, in the order of the ids."""
    done = subprocess.run(
        ["node", HERE / "redos.mjs"],
        input="\n".join(json.dumps(pattern) for pattern in asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=1200,
    )
    return sorted(map(json.loads, done.stdout.splitlines()), key=lambda said: str(said["id"]))


def recorded() -> list[Pattern]:
    """What recheck said of each pattern when it was new."""
    return [json.loads(line) for line in CHECKED.read_text(encoding="utf-8").splitlines()]


def ask_regexploit(pattern: Pattern) -> list[str]:
    """Ways in which a pattern takes more than quadratic time."""
    parsed = SreOpParser().parse_sre(pattern["pattern"], pattern["flags"])
    return [str(redos) for redos in find(parsed) if redos.starriness > 2]


def test_every_pattern_was_checked_and_none_is_exponential(record: bool) -> None:
    asked = {pattern["id"]: pattern for pattern in all_patterns().values()}
    if record:
        known = [said for said in recorded() if said["id"] in asked]
        new = [asked[id] for id in asked.keys() - {said["id"] for said in known}]
        said = sorted(known + ask_recheck(new), key=lambda said: str(said["id"]))
        CHECKED.write_text("".join(f"{json.dumps(line)}\n" for line in said), encoding="utf-8")

    assert len(asked) > 500
    assert asked.keys() == {said["id"] for said in recorded()}
    assert [said["id"] for said in recorded() if said.get("growth") == "exponential"] == []


@pytest.mark.parametrize("said", [s for s in recorded() if s.get("pumps")], ids=lambda s: s["id"])
def test_the_text_that_is_worst_for_a_pattern_is_masked_in_a_moment(said: Pattern) -> None:
    share = LONGEST_TEXT // len(said["pumps"])
    parts = (prefix + pump * (share // len(pump)) for prefix, pump in said["pumps"])
    text = ("".join(parts)[: LONGEST_TEXT - len(said["suffix"])]) + said["suffix"]
    started = time.process_time()

    redact(text)

    assert time.process_time() - started < PATIENCE


def test_regexploit_finds_nothing() -> None:
    found = {name: ask_regexploit(pattern) for name, pattern in all_patterns().items()}

    assert {name: ways for name, ways in found.items() if ways} == {}


def test_both_tools_know_a_pattern_that_backtracks() -> None:
    bad = as_pattern("(a+)+$")

    assert ask_regexploit(bad)
    assert ask_recheck([bad])[0]["growth"] == "exponential"
