"""The decision tree as the browser gets it: numbers in place of ids, and of each state no more than shows.

A state is `[step, causes, because, obstacles, plan, then, ahead]`, and `web/table.js` reads it back. Steps,
causes and obstacles are places in the model's own order, so the two must be of one build. A state's
fragment is not stored: it follows from the choices that lead to it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from wizard.authoring.simulation import Decision, deciding, simulate
from wizard.authoring.tree import Table, decision_tree, following, starts
from wizard.engine import Evidence, Model
from wizard.engine.policy import next_step

#: Bytes on the wire (gzip) that the browser's table may take.
BUDGET = 30_000

#: No policy of ours makes use of more states than these; the budget ends the table long before.
MOST_STATES = 4_000

#: Sizes whose worth is told.
_SIZES = (150, 300, 600, 1_000, 1_500, 2_000, 3_000)

#: A choice that leads out of the table.
OUTSIDE = -1

Encoded = dict[str, Any]


def fitting_table(model: Model, today: str, budget: int = BUDGET) -> Table:
    """As many states of the decision tree as fit into `budget` bytes, most visited ones first."""
    whole = decision_tree(model, today, MOST_STATES)
    least, most = len(starts(model)), len(whole)
    while least < most:
        middle = (least + most + 1) // 2
        if wire_size(encode(first_states(whole, middle), model, today)) <= budget:
            least = middle
        else:
            most = middle - 1
    return first_states(whole, least)


def coverage(model: Model, today: str, readers: int = 2_000, seed: int = 1) -> list[dict[str, Any]]:
    """What a table of some size is worth: `states`, `bytes` on the wire, and the share of simulated
    readers whose whole way is `inside`.
    """
    whole = decision_tree(model, today, MOST_STATES)
    model = model.on(today)
    place = {fragment: n for n, fragment in enumerate(whole)}
    ends: list[int] = []  # how many states a table needs for each reader
    decide = deciding(model, next_step, True)
    for number in range(readers):
        needed = 0

        def noting(evidence: Evidence) -> Decision:
            nonlocal needed
            needed = max(needed, place.get(evidence.fragment(), len(whole)) + 1)
            return decide(evidence)

        next(simulate(model, noting, 1, seed * readers + number))
        ends.append(needed)
    sizes = sorted(
        {*(s for s in _SIZES if s < len(whole)), len(whole), len(fitting_table(model, today))}
    )
    return [
        {
            "states": size,
            "bytes": wire_size(encode(first_states(whole, size), model, today)),
            "inside": sum(needed <= size for needed in ends) / readers,
        }
        for size in sizes
    ]


def first_states(table: Table, number: int) -> Table:
    """The states that most readers reach."""
    return dict(list(table.items())[:number])


def wire_size(encoded: Encoded) -> int:
    """Bytes of a table as a web server sends it."""
    return len(gzip.compress(as_json(encoded).encode(), 9, mtime=0))


def as_json(encoded: Encoded) -> str:
    """Without blanks."""
    return json.dumps(encoded, ensure_ascii=False, separators=(",", ":"))


def encode(table: Table, model: Model, today: str) -> Encoded:
    """The table as `web/table.js` reads it.

    Returns:
        `today`: the day. `starts`: fragment to the number of its state. `states`: as above; `because` holds steps:
        a question stands for its answer, a repair for having failed. `then` has a number per
        choice: the answers in the model's order, "I don't know", "I can't check now"; for a repair
        not fixed, changed, skipped, and for one that clears an obstacle what follows when it has.
        `ahead`: the usual least and most number of questions as two digits.
    """
    # What is set aside has no place in a state; who comes to one with such is decided live.
    table = {fragment: view for fragment, view in table.items() if not view["aside"]}
    number = {fragment: n for n, fragment in enumerate(table)}
    # Of the model as it is on any day: the page knows no other.
    steps = {id: n for n, id in enumerate(step_ids(model))}
    model = model.on(today)
    causes = {cause.id: n for n, cause in enumerate(model.causes)}
    obstacles = {obstacle.id: n for n, obstacle in enumerate(model.obstacles)}
    states = []
    for view in table.values():
        states.append(
            [
                steps[view["step"]["id"]],
                _by_word(view["causes"], causes),
                [steps[_owner(reason)] for reason in view["because"]],
                [obstacles[id] for id in view["obstacles"]],
                [steps[id] for id in view["plan"]],
                [number.get(then, OUTSIDE) for then in _then(model, view)],
                10 * view["ahead"][0] + view["ahead"][1],
            ]
        )
    return {
        "today": today,
        "starts": {fragment: number[fragment] for fragment in starts(model) if fragment in number},
        "states": states,
    }


def step_ids(model: Model) -> list[str]:
    """What a state's step, plan and reasons are numbered by: questions, repairs, the ticket."""
    return [*(q.id for q in model.questions), *(r.id for r in model.repairs), "ticket"]


def _by_word(ranked: list[Mapping[str, Any]], place: Mapping[str, int]) -> list[list[int]]:
    """The causes that are most likely, likely, possible; the others follow in the model's order."""
    words = ("most-likely", "likely", "possible")
    return [[place[c["id"]] for c in ranked if c["word"] == word] for word in words]


def _owner(reason: str) -> str:
    key, _, id = reason.partition("=")
    return id if key == "tried" else key


def _then(model: Model, view: Mapping[str, Any]) -> list[str]:
    """The fragments after each choice, without that of a repair that ends everything."""
    ends = view["step"]["kind"] == "try" and not model.repair(view["step"]["id"]).clears
    return [then for choice, then in following(model, view) if not (ends and choice == "fixed")]
