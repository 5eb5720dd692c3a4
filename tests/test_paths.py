"""The recorded decision paths: every state of the tree, and what each leads to, a line each.

A change in a model or in the policy shows here as a diff to be read by whoever reviews it. To
record anew: `pytest tests/test_paths.py --record`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter, decision_tree
from wizard.authoring.tree import as_text, following
from wizard.engine import decide

RECORDED = Path(__file__).parent / "paths"
TODAY = "2026-11-24"


@pytest.mark.parametrize("name", ["reauthenticate", "showcase"])
def test_the_decision_tree_is_as_recorded(
    name: str, record: bool, request: pytest.FixtureRequest
) -> None:
    shooter: Troubleshooter = request.getfixturevalue(name)
    file = RECORDED / f"{name}.txt"
    text = as_text(decision_tree(shooter.model, TODAY))
    if record:
        file.write_text(text, encoding="utf-8")

    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_equal_states_are_merged_and_every_start_is_there(showcase: Troubleshooter) -> None:
    table = decision_tree(showcase.model, TODAY)

    assert "" in table
    assert all(view["fragment"] == fragment for fragment, view in table.items())


def test_the_showcase_leads_where_its_author_drew_it(showcase: Troubleshooter) -> None:
    model = showcase.model

    def step(fragment: str) -> str:
        return decide(model, fragment)["step"]["id"]

    assert step("") == "lamp"
    assert step("lamp=lamp-off") == "socket"
    assert step("lamp=lamp-off&socket=other-dead") == "switch-fuse-on"
    assert step("lamp=lamp-blinks") == "fill-tank"
    assert step("lamp=lamp-on") == "ticket"
    assert step("lamp=not-reached") == "fetch-the-key"


def test_every_state_of_the_showcase_has_a_way_on_or_is_an_end(showcase: Troubleshooter) -> None:
    for fragment, view in decision_tree(showcase.model, TODAY).items():
        ends = view["step"]["kind"] in ("escalate", "done")
        assert bool(list(following(showcase.model, view))) != ends, fragment
