"""The decision tree as numbered steps, for a page and for a drawing: fewer states than the browser's.

States that lead on in the same way share a step. Where the steps end, the repairs that are left stand
in their order, and the ticket. Numbers are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.authoring.tree import Table, following
from wizard.engine import Model, decide

#: Steps of a page or drawing. Rarer states than these end with their repairs and the ticket.
MOST_STEPS = 75


@dataclass(frozen=True, slots=True)
class PlainStep:
    """A step of the page and where its choices lead.

    Attributes:
        view: One of the states that it stands for.
        then: Choice to the number of another step, or to a view in which the page ends.
    """

    number: int
    view: Mapping[str, Any]
    then: tuple[tuple[str, int | Mapping[str, Any]], ...]


def number_steps(table: Table, model: Model, today: str, most: int = MOST_STEPS) -> list[PlainStep]:
    """The steps in the order in which a reader meets them, the first question first.

    Args:
        table: Its states in the order of how many readers reach them.
        most: Steps at most; of more, those that fewer readers reach are left out.
    """
    model = model.on(today)
    alike = _alike(table, model)
    kept = _most_reached(table, alike, most)
    numbers = {alike[""]: 1}
    waiting = [""]
    steps: list[PlainStep] = []
    for fragment in waiting:  # grows while we walk
        view = table[fragment]
        then: list[tuple[str, int | Mapping[str, Any]]] = []
        for choice, after in following(model, view):
            same = alike.get(after, "")
            if same in numbers:
                then.append((choice, numbers[same]))
            elif same in kept:
                numbers[same] = len(numbers) + 1
                waiting.append(after)
                then.append((choice, numbers[same]))
            else:
                end = table.get(after) or decide(model, after)
                then.append((choice, dict(end)))
        steps.append(PlainStep(len(steps) + 1, view, tuple(then)))
    return steps


def _most_reached(table: Table, alike: Mapping[str, str], most: int) -> set[str]:
    kept: set[str] = set()
    for fragment, view in table.items():
        if len(kept) < most and view["step"]["kind"] in ("ask", "try"):
            kept.add(alike[fragment])
    return kept


def _alike(table: Table, model: Model) -> dict[str, str]:
    """Fragment to a name that it shares with every state that leads on in the same way."""
    names: dict[str, str] = {}
    known: dict[tuple[object, ...], str] = {}

    def name(fragment: str) -> str:
        if fragment not in table:
            return ""
        if fragment not in names:
            view: Any = table[fragment]
            plan = tuple(view["plan"])
            then = tuple((c, name(f) or plan) for c, f in following(model, view))
            looks = (*view["step"].values(), view["causes"][0]["id"], *view["obstacles"], then)
            names[fragment] = known.setdefault(looks, fragment or "start")
        return names[fragment]

    for fragment in table:
        name(fragment)
    return names
