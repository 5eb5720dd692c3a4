"""A lamp that stays dark: the smallest troubleshooter with a question, repairs and an obstacle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from wizard.authoring import Troubleshooter, load
from wizard.authoring.evaluation import CHECKLIST, OURS

#: Looks like HTML, like the end of an attribute, and like Markdown.
HOSTILE = "</span><script>alert(\"1\")</script> & 'b' `c` *d* [e](f) {#g} \\& <!-- h --> ~i~ |"

MODEL = """\
title: The lamp stays dark
ticket: {minutes: 60}
order: [socket]
causes:
  no-power: {text: No power, why: The plug is out., prior: 3, page: power.md, reauthenticate: no}
  bulb-broken: {text: The bulb is broken, why: It burnt out., prior: 2, page: ""}
  something-else: {text: Something else, why: None of these fits., prior: 1, page: ""}
obstacles:
  no-ladder: {text: There is no ladder, why: The lamp hangs high., prior: rarely, page: ""}
questions:
  socket:
    text: Does the socket work?
    help: Try another device.
    minutes: 1
    answers:
      works: {text: It works, likelihood: {bulb-broken: always}}
      dead: {text: It is dead, likelihood: {no-power: often}}
  reach:
    text: Can you reach the lamp?
    minutes: 1
    answers:
      reached: {text: I can}
      too-high: {text: It hangs too high, raises: [no-ladder]}
repairs:
  plug-in:
    text: Put the plug in
    steps: [Put it in.]
    check: The lamp is on.
    minutes: 1
    fixes: {no-power: always}
    changes: [socket]
    page: power.md#fix
  change-bulb:
    text: Change the bulb
    steps: [Unscrew the old one., Screw the new one in.]
    check: The lamp is on.
    minutes: 5
    fixes: {bulb-broken: always}
    blocked-by: [no-ladder]
    page: ""
  fetch-ladder:
    text: Fetch a ladder
    steps: [Ask next door.]
    check: You can reach the lamp.
    minutes: 10
    clears: [no-ladder]
    changes: [reach]
    page: ""
"""

WriteModel = Callable[..., Path]
LoadModel = Callable[..., Troubleshooter]


@pytest.fixture
def write_model(tmp_path: Path) -> WriteModel:
    """Writes the lamp's model, some sentences replaced, below `docs`; returns its folder."""

    def write(texts: Mapping[str, str] | None = None, name: str = "lamp") -> Path:
        model = MODEL
        for old, new in (texts or {}).items():
            assert old in model
            model = model.replace(old, json.dumps(new))
        folder = tmp_path / "docs" / "_troubleshooters" / name
        folder.mkdir(parents=True)
        (folder / "model.yml").write_text(model, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def lamp(write_model: WriteModel) -> Troubleshooter:
    """The lamp, in English only."""
    return load(write_model())


@pytest.fixture
def evaluated() -> Mapping[str, Any]:
    """What `evaluate` measured, as far as a page shows it."""
    row = {
        "questions": 2.04, "questions_first": 1.5, "most_questions": 6, "first_right": 0.755, "two_right": 0.9,
        "cause_first": 0.6, "cause_in_three": 0.96, "minutes": 34.56, "fixed": 0.6,
    }  # fmt: skip
    worse = {**row, "minutes": 96.0}
    return {
        "readers": 20_000, "floor": 12.34, "perturbed_floor": 14.0,
        "policies": {OURS: row, CHECKLIST: worse},
        "perturbed": {OURS: {**row, "first_right": 0.5}, CHECKLIST: worse},
    }  # fmt: skip


@pytest.fixture
def hostile() -> str:
    """A sentence of a model that would break a page that took it for HTML or Markdown."""
    return HOSTILE


@pytest.fixture
def hostile_lamp(write_model: WriteModel) -> Troubleshooter:
    """The lamp, with the hostile sentence wherever a page may show one."""
    shown = (
        "Does the socket work?",
        "Try another device.",
        "It works",
        "The bulb is broken",
        "There is no ladder",
        "Change the bulb",
        "Unscrew the old one.",
    )
    return load(write_model({sentence: HOSTILE for sentence in shown}))
