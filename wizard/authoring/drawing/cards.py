"""A step of the decision tree as a card: what it asks or what to do, and a row for each way on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wizard.authoring.drawing.lettering import width, wrap
from wizard.authoring.drawing.pen import (
    BADGE,
    BOLD,
    LEADING,
    SIGN,
    SIZES,
    Pen,
    corner,
    short,
    ticket_width,
)
from wizard.authoring.steps import PlainStep
from wizard.engine.evidence import NO_EVIDENCE

WIDTH = 128.0
_EDGE = 3.0

#: Where a card's text begins, right of its number.
_TEXT = _EDGE + 2 * BADGE + 2.7

#: The height at which a card's number stands and its line comes in.
ENTRY = 6.5

#: The widest that a list of repairs may become, and what it has beside their names.
_PLAN, _PLAN_EDGE = 68.0, 15.0

#: Between choices that share a row; a line does not begin with the dot.
_BETWEEN = "\u00a0· "

#: Answers that end alike are called "any other" when they are as many as this.
_MANY = 4

#: Where a way leads: a step's number, `works`, `ticket`, or the repairs that are left.
Goal = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A drawn card. `exits` are steps, and the heights at which the lines to them go out."""

    number: int
    svg: str
    height: float
    exits: tuple[tuple[int, float], ...]


def draw_cards(steps: Sequence[PlainStep], words: Mapping[str, str]) -> list[Card]:
    """A card for each step. A line leads to a step only from the first that names it."""
    kinds = {step.number: _kind(step.view) for step in steps}
    sources: dict[int, list[int]] = {}
    for step in steps:
        for then in sorted({then for _, then in step.then if isinstance(then, int)}):
            sources.setdefault(then, []).append(step.number)
    return [_Drawer(words, kinds, sources, step).card() for step in steps]


@dataclass(frozen=True, slots=True)
class _Drawer:
    words: Mapping[str, str]
    kinds: Mapping[int, str]
    sources: Mapping[int, Sequence[int]]
    step: PlainStep

    def card(self) -> Card:
        number, kind = self.step.number, self.kinds[self.step.number]
        inner, ways = Pen(), list(self._ways())
        plan_width = self._plan_width(ways)
        head = y = self._head(inner, kind)
        exits = []
        for label, goal in ways:
            inner.path(f"M0 {short(y)}H{short(WIDTH)}", "rule")
            after = y + self._row(inner, y, label, goal, plan_width)
            if isinstance(goal, int) and self._has_line(goal):
                exits.append((goal, (y + after) / 2))
            y = after
        outer = Pen()
        outer.rect(0, 0, WIDTH, y, "card", corner(kind))
        outer.head(WIDTH, head, kind)
        outer.rect(0, 0, WIDTH, y, f"frame {kind}", corner(kind))
        return Card(number, f"{outer}{inner}", y, tuple(exits))

    def _head(self, pen: Pen, kind: str) -> float:
        """Draw the upper part of the card; returns where it ends."""
        view, number = self.step.view, self.step.number
        more = "light" if kind == "try" else ""
        pen.sign(_EDGE + BADGE, ENTRY, BADGE, number, kind)
        y = pen.lines(_TEXT, 1.8, "note", [self.words[f"ui.drawing.{_KIND_NAMES[kind]}"]], more)
        if number in self.sources:
            came_from = "← " + ", ".join(map(str, self.sources[number]))
            pen.lines(WIDTH - _EDGE, 1.8, "note", [came_from], f"end {more}".rstrip())
        y = self._wrapped(pen, y, "say", self._title(), more)
        for obstacle in view["obstacles"]:
            name = self.words[f"obstacle.{obstacle}"]
            first = self.words["ui.steps.first"].replace("{obstacle}", name)
            y = self._wrapped(pen, y, "row", first, more)
        if view["because"]:
            cause = view["causes"][0]
            word, name = self.words[f"ui.cause.{cause['word']}"], self.words[f"cause.{cause['id']}"]
            y = self._wrapped(pen, y, "row", f"{word}: {name}", more)
        return max(y + 1.4, 2 * ENTRY)

    def _wrapped(self, pen: Pen, y: float, kind: str, text: str, more: str) -> float:
        room = WIDTH - _TEXT - _EDGE
        return pen.lines(_TEXT, y + 0.3, kind, wrap(text, room, SIZES[kind], kind in BOLD), more)

    def _title(self) -> str:
        kind, id = self.kinds[self.step.number], self.step.view["step"]["id"]
        if kind == "end":
            return self.words["ui.escalate.title"]
        return self.words[f"{'question' if kind == 'ask' else 'repair'}.{id}"]

    def _ways(self) -> Iterator[tuple[str, Goal]]:
        """The label of each row and where it leads; choices that lead to the same are one row."""
        labels: dict[Goal, list[str]] = {}
        for choice, then in self.step.then:
            goal = then if isinstance(then, int) else _end(then)
            labels.setdefault(goal, []).append(self._label(choice))
        ends = [goal for goal in labels if not isinstance(goal, int)]
        rest = max(ends, key=lambda goal: len(" ".join(labels[goal])), default=None)
        others = rest is not None and len(labels) > 1 and len(labels[rest]) >= _MANY
        for goal, alike in labels.items():
            if not (others and goal == rest):
                yield _BETWEEN.join(alike), goal
        if rest is not None and others:
            yield self.words["ui.drawing.others"], rest

    def _label(self, choice: str) -> str:
        step = self.step.view["step"]
        if step["kind"] != "ask":
            return self.words[f"ui.reply.{choice}"]
        if choice in NO_EVIDENCE:
            return self.words[f"ui.answer.{choice}"]
        return self.words[f"answer.{step['id']}.{choice}"]

    def _plan_width(self, ways: Sequence[tuple[str, Goal]]) -> float:
        """All lists of a card are as wide as the longest repair in them needs."""
        repairs = {repair for _, goal in ways if isinstance(goal, tuple) for repair in goal}
        names = (self.words[f"repair.{repair}"] for repair in repairs)
        widest = max((width(name, SIZES["plan"]) for name in names), default=0.0)
        return min(widest + _PLAN_EDGE, _PLAN)

    def _has_line(self, step: int) -> bool:
        return self.sources[step][0] == self.step.number < step

    def _row(self, pen: Pen, top: float, label: str, goal: Goal, plan_width: float) -> float:
        """Draw a row below `top`; returns its height."""
        plan = self._plan(goal, plan_width)
        room = WIDTH - 2 * _EDGE - 2 - self._goal_width(goal, plan_width)
        lines = wrap(label, room, SIZES["row"])
        label_height = len(lines) * SIZES["row"] * LEADING
        height = max(label_height + 1.8, _plan_height(plan) + 1.4, 2 * SIGN + 1.2)
        middle, right = top + height / 2, WIDTH - _EDGE
        pen.lines(_EDGE, middle - label_height / 2, "row", lines)
        if isinstance(goal, int):
            if not self._has_line(goal):
                pen.arrow(right - 2 * SIGN - 6, middle)
            pen.sign(right - SIGN, middle, SIGN, goal, self.kinds[goal])
        elif goal == "works":
            pen.works(right - SIGN, middle)
        elif goal == "ticket":
            pen.ticket(right, middle, self.words["ui.drawing.ticket"])
        else:
            _draw_plan(pen, right - plan_width, middle, plan_width, plan)
        return height

    def _goal_width(self, goal: Goal, plan_width: float) -> float:
        if goal == "ticket":
            return ticket_width(self.words["ui.drawing.ticket"])
        return plan_width if isinstance(goal, tuple) else 2 * SIGN + 6.5

    def _plan(self, goal: Goal, plan_width: float) -> list[list[str]]:
        """The lines of each repair that is left."""
        repairs = goal if isinstance(goal, tuple) else ()
        room = plan_width - _PLAN_EDGE + 0.5
        return [wrap(self.words[f"repair.{id}"], room, SIZES["plan"]) for id in repairs]


def _plan_height(plan: Sequence[Sequence[str]]) -> float:
    return sum(map(len, plan)) * SIZES["plan"] * LEADING + 1.6


def _draw_plan(pen: Pen, x: float, middle: float, w: float, plan: Sequence[Sequence[str]]) -> None:
    """The repairs in their order, and the sign for the ticket behind the last."""
    height = _plan_height(plan)
    y, bottom = middle - height / 2 + 0.8, middle + height / 2 - 0.8
    pen.rect(x, middle - height / 2, w, height, "plan-box", 1)
    for n, lines in enumerate(plan, 1):
        pen.lines(x + 1.8, y, "plan", [str(n)])
        y = pen.lines(x + 5, y, "plan", lines)
    pen.stub(x + w - 1.5, bottom - SIZES["plan"] * LEADING / 2)


_KIND_NAMES = {"ask": "question", "try": "repair", "end": "ticket"}


def _kind(view: Mapping[str, Any]) -> str:
    kind = view["step"]["kind"]
    return kind if kind in ("ask", "try") else "end"


def _end(view: Mapping[str, Any]) -> Goal:
    if view["step"]["kind"] == "done":
        return "works"
    if view["step"]["kind"] == "escalate":
        return "ticket"
    return tuple(view["plan"]) or "ticket"
