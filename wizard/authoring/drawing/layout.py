"""Where the boxes of a tree stand: in columns from left to right, so that no line crosses another.

Knows nothing of troubleshooters and nothing of SVG. Columns are filled from top to bottom in the
order in which one reads the tree, a branch at a time, so that lines stay in that order, too. A box
need not stand in the column next to its parent's: when that one is full it stands further right,
and its line passes between the boxes of the columns before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Room between two boxes of a column, and around a line that passes between them.
GAP, LANE = 4.5, 2.0

#: Times that the boxes of all columns move towards those that they are connected with.
_SWEEPS = 12

#: A box, or the line to it where it passes a column: the number of the box, and the column.
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the tree. Heights are measured from its top downwards.

    Attributes:
        entry: The height at which its line comes in.
        exits: Each child and the height at which the line to it goes out, from top to bottom.
    """

    height: float
    entry: float
    exits: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The boxes in columns.

    Attributes:
        of: The column of each box.
        boxes: For each column its boxes, and the boxes whose lines pass it, from top to bottom.
        height: Of the fullest column.
    """

    of: Mapping[int, int]
    boxes: tuple[tuple[int, ...], ...]
    height: float

    def passes(self, box: int, column: int) -> bool:
        """Whether the column holds the line to the box and not the box."""
        return self.of[box] != column


def levels(boxes: Sequence[Box], box: int = 0) -> int:
    """How many columns the tree needs at least."""
    return 1 + max((levels(boxes, child) for child, _ in boxes[box].exits), default=0)


def fill_columns(boxes: Sequence[Box], number: int, detour: float) -> Columns:
    """Give each box a column so that all become about equally full.

    Args:
        boxes: A tree; the first is its root, and has the first column for itself.
        number: Of columns, at least `levels`.
        detour: How much fuller a column may be than the next one and still be taken, being nearer.
    """
    of: dict[int, int] = {}
    columns: list[list[int]] = [[] for _ in range(number)]
    heights = [0.0] * number

    def put(box: int, parent: int) -> None:
        possible = range(parent + 1, number - levels(boxes, box) + 1)
        of[box] = min(possible, key=lambda column: heights[column] + detour * column)
        for column in range(parent + 1, of[box] + 1):
            columns[column].append(box)
            heights[column] = _stack(boxes, of, columns[column], column)[1]
        for child, _ in boxes[box].exits:
            put(child, of[box])

    put(0, -1)
    return Columns(of, tuple(map(tuple, columns)), max(heights))


def settle(
    boxes: Sequence[Box], columns: Columns, rooms: Sequence[tuple[float, float]]
) -> dict[Spot, float]:
    """The height of each line where it enters a box or passes a column.

    The boxes of a column keep their order and distance, and move until lines are as level as the
    room allows.

    Args:
        rooms: The upper and the lower end of each column; as much room as it is full, or more.
    """
    parents = {child: (n, y - box.entry) for n, box in enumerate(boxes) for child, y in box.exits}
    heights = {(box, n): 0.0 for n, column in enumerate(columns.boxes) for box in column}

    def left(box: int, column: int) -> Iterable[float]:
        parent, down = parents.get(box, (box, 0.0))
        if parent != box:
            passes = columns.of[parent] < column - 1
            yield heights[box, column - 1] if passes else heights[parent, column - 1] + down

    def right(box: int, column: int) -> Iterable[float]:
        if columns.passes(box, column):
            yield heights[box, column + 1]
        else:
            for child, y in boxes[box].exits:
                yield heights[child, column + 1] - (y - boxes[box].entry)

    numbers = range(len(columns.boxes))
    for _ in range(_SWEEPS // 2):
        for wanted, order in ((left, numbers), (right, reversed(numbers))):
            for column in order:
                _settle_column(boxes, columns, column, rooms[column], wanted, heights)
    return heights


def bends(lines: Sequence[tuple[float, float]]) -> list[float]:
    """How far between two columns each line turns, from 0 to 1, so that none touches another.

    Args:
        lines: The heights at which each line begins and ends, from top to bottom.
    """
    runs: list[list[int]] = []
    for n, line in enumerate(lines):
        before = lines[n - 1]
        # One may end as close above the other's beginning as to touch it.
        side_by_side = min(line) < max(before) + LANE and _falls(line) == _falls(before)
        if n == 0 or not side_by_side:
            runs.append([])
        runs[-1].append(n)
    turns = [0.0] * len(lines)
    for run in runs:
        # Of lines that lead down, the upper one turns last.
        for rank, n in enumerate(reversed(run) if _falls(lines[run[0]]) else run, 1):
            turns[n] = rank / (len(run) + 1)
    return turns


def _falls(line: tuple[float, float]) -> bool:
    return line[1] > line[0]


def _settle_column(
    boxes: Sequence[Box],
    columns: Columns,
    column: int,
    room: tuple[float, float],
    wanted: Callable[[int, int], Iterable[float]],
    heights: dict[Spot, float],
) -> None:
    """Move what is in a column as near as it can be to where it is wanted."""
    stacked, height = _stack(boxes, columns.of, columns.boxes[column], column)
    shifts = []
    for box, y in zip(columns.boxes[column], stacked, strict=True):
        near = list(wanted(box, column)) or [heights[box, column]]
        shifts.append(sum(near) / len(near) - y)
    for box, y, shift in zip(columns.boxes[column], stacked, _rising(shifts), strict=True):
        heights[box, column] = y + max(room[0], min(shift, room[1] - height))


def _stack(
    boxes: Sequence[Box], of: Mapping[int, int], column: Sequence[int], number: int
) -> tuple[list[float], float]:
    """The heights of the lines when the column is stacked without slack, and its whole height."""
    lines: list[float] = []
    height = 0.0
    for n, box in enumerate(column):
        passes = of[box] != number
        if n and not (passes and of[column[n - 1]] != number):  # passing lines run side by side
            height += GAP
        lines.append(height + (LANE / 2 if passes else boxes[box].entry))
        height += LANE if passes else boxes[box].height
    return lines, height


def _rising(numbers: Sequence[float]) -> list[float]:
    """The nearest numbers that never fall: what violates the order is pooled at its mean."""
    pools: list[tuple[float, int]] = []
    for number in numbers:
        mean, count = number, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
