"""The recorded decision paths: a line for each way through the questions to the first action.

A change in a model or in the policy shows here as a diff to be read by whoever reviews it. To
record anew: `pytest tests/test_paths.py --record`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter, decision_tree
from wizard.authoring.table import (
    BUDGET,
    MOST_STATES,
    coverage,
    encode,
    first_states,
    fitting_table,
    wire_size,
)
from wizard.authoring.tree import Table, following, paths, paths_as_text, shortest_way
from wizard.engine import decide

RECORDED = Path(__file__).parent / "paths"
TODAY = "2026-11-25"


@pytest.fixture(scope="module")
def tables(reauthenticate: Troubleshooter, showcase: Troubleshooter) -> dict[str, Table]:
    """What the browser gets of each troubleshooter."""
    return {s.name: fitting_table(s.model, TODAY) for s in (reauthenticate, showcase)}


@pytest.mark.parametrize("name", ["reauthenticate", "showcase"])
def test_the_decision_paths_are_as_recorded(
    name: str, record: bool, tables: dict[str, Table], request: pytest.FixtureRequest
) -> None:
    shooter: Troubleshooter = request.getfixturevalue(name)
    file = RECORDED / f"{name}.txt"
    text = paths_as_text(paths(shooter.model.on(TODAY), tables[name]))
    if record:
        file.write_text(text, encoding="utf-8")

    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()


def test_a_line_says_what_the_engine_says(reauthenticate: Troubleshooter) -> None:
    lines = (RECORDED / "reauthenticate.txt").read_text(encoding="utf-8").splitlines()

    for line in lines[:: len(lines) // 50]:
        answers, _, rest = line.partition(" -> ")
        view = decide(reauthenticate.model, answers.removeprefix("(no answer)"), today=TODAY)
        first = view["causes"][0]
        step = f"ask {view['step']['id']}" if view["step"]["kind"] == "ask" else view["step"]["id"]
        assert rest == f"{step}  [{first['id']} {first['word']}]"


def test_each_cause_has_a_short_way_that_finds_it(reauthenticate: Troubleshooter) -> None:
    model = reauthenticate.model.on(TODAY)

    for cause in model.causes:
        (way,) = shortest_way(model, cause.id)
        assert way.cause == cause.id
        assert way.answers.count("=") <= 5, way


def test_the_table_fits_and_nothing_more_would(
    reauthenticate: Troubleshooter, tables: dict[str, Table]
) -> None:
    model, table = reauthenticate.model, tables["reauthenticate"]
    larger = first_states(decision_tree(model, TODAY, MOST_STATES), len(table) + 1)

    assert list(larger)[: len(table)] == list(table)  # the states that most readers reach
    assert wire_size(encode(table, model, TODAY)) <= BUDGET
    assert wire_size(encode(larger, model, TODAY)) > BUDGET


def test_a_larger_table_takes_more_readers_to_the_end(reauthenticate: Troubleshooter) -> None:
    rows = coverage(reauthenticate.model, TODAY, readers=200)

    for name in ("states", "bytes", "inside"):
        column = [row[name] for row in rows]
        assert column == sorted(column)
    assert rows[0]["inside"] < rows[-1]["inside"] <= 1


def test_every_start_is_in_the_table(
    reauthenticate: Troubleshooter, tables: dict[str, Table]
) -> None:
    integrations, states = (
        [f"{id}={a.id}" for a in reauthenticate.model.question(id).answers]
        for id in ("integration", "status")
    )
    pairs = [f"{one}&{other}" for one in integrations for other in states]

    assert set(tables["reauthenticate"]) >= {"", *integrations, *states, *pairs}


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


def test_every_state_has_a_way_on_or_is_an_end(
    showcase: Troubleshooter, tables: dict[str, Table]
) -> None:
    for fragment, view in tables["showcase"].items():
        ends = view["step"]["kind"] in ("escalate", "done")
        assert bool(list(following(showcase.model, view))) != ends, fragment
