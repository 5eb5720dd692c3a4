"""Where the boxes of a tree stand on a sheet: columns from left to right, and no line crosses another.

Knows nothing of troubleshooters, and nothing of SVG. A column is filled from top to bottom in the
order in which one reads the tree, so that lines stay in order, too. A box need not stand in the
column beside its parent's: where that one is full, it stands in a later one, and its line passes
between the boxes of those before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Room between two boxes of a column, and that which a passing line takes.
GAP, LANE = 4.0, 2.0

#: A column that is this much fuller is still taken, if it is one nearer.
_DETOUR = 30.0

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the tree; heights are measured from its top.

    Attributes:
        entry: The height at which its line comes in.
        exits: Child and the height at which its line goes out, from top to bottom.
    """

    height: float
    entry: float
    exits: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which boxes and lines a column holds: `boxes` has each box's column, `items` the order."""

    boxes: Mapping[int, int]
    items: Sequence[Sequence[int]]
    height: float


def levels(boxes: Sequence[Box], box: int = 0) -> int:
    """How many columns the tree needs at least."""
    return 1 + max((levels(boxes, child) for child, _ in boxes[box].exits), default=0)


def fill_columns(boxes: Sequence[Box], number: int) -> Columns:
    """Give each box a column, all about equally full. The first box is the root, alone in the first.

    Args:
        number: Of columns, at least `levels`.
    """
    items: list[list[int]] = [[] for _ in range(number)]
    heights = [-GAP] * number
    place: dict[int, int] = {}

    def put(box: int, after: int) -> None:
        room = range(after + 1, number - levels(boxes, box) + 1)
        column = min(room, key=lambda c: heights[c] + _DETOUR * c)
        for passed in range(after + 1, column):
            heights[passed] += LANE + (GAP if not _is_lane(items, place, passed) else 0)
            items[passed].append(box)
        place[box] = column
        heights[column] += boxes[box].height + GAP
        items[column].append(box)
        for child, _ in boxes[box].exits:
            put(child, column)

    put(0, -1)
    return Columns(place, items, max(heights))


def _is_lane(items: Sequence[Sequence[int]], place: Mapping[int, int], column: int) -> bool:
    return bool(items[column]) and place[items[column][-1]] != column


def settle(boxes: Sequence[Box], columns: Columns, bottoms: Sequence[float]) -> dict[tuple[int, int], float]:
    """The height of each line where it enters a box or passes a column, by box and column.

    Boxes move up and down within their column until lines are as level as the room allows.

    Args:
        bottoms: How far down each column may reach.
    """
    parents = {child: (n, y - box.entry) for n, box in enumerate(boxes) for child, y in box.exits}
    heights: dict[tuple[int, int], float] = {
        (box, column): 0.0 for column, items in enumerate(columns.items) for box in items
    }

    def before(box: int, column: int) -> Iterable[float]:
        if box in parents:
            parent, down = parents[box]
            passes = columns.boxes[parent] < column - 1
            yield heights[box, column - 1] if passes else heights[parent, column - 1] + down

    def after(box: int, column: int) -> Iterable[float]:
        if columns.boxes[box] > column:
            yield heights[box, column + 1]
            return
        for child, y in boxes[box].exits:
            yield heights[child, column + 1] - (y - boxes[box].entry)

    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        wanted = before if forward else after
        numbers = range(len(columns.items))
        for column in numbers if forward else reversed(numbers):
            _settle_column(boxes, columns, column, bottoms[column], wanted, heights)
    return heights


def _settle_column(
    boxes: Sequence[Box],
    columns: Columns,
    column: int,
    bottom: float,
    wanted: Callable[[int, int], Iterable[float]],
    heights: dict[tuple[int, int], float],
) -> None:
    """Move a column's items as near as possible to what is wanted, keeping order and distance."""
    items = columns.items[column]
    if not items:
        return
    offsets: list[float] = []
    reach = 0.0
    lane_before = False
    for n, box in enumerate(items):
        lane = columns.boxes[box] != column
        above, below = (LANE / 2, LANE / 2) if lane else (boxes[box].entry, boxes[box].height - boxes[box].entry)
        reach += 0 if n == 0 or (lane and lane_before) else GAP
        offsets.append(reach + above)
        reach += above + below
        lane_before = lane
    targets = []
    for box, offset in zip(items, offsets, strict=True):
        near = list(wanted(box, column)) or [heights[box, column]]
        targets.append(sum(near) / len(near) - offset)
    for box, offset, shift in zip(items, offsets, _rising(targets), strict=True):
        heights[box, column] = offset + min(max(shift, 0.0), max(bottom - reach, 0.0))


def _rising(targets: Sequence[float]) -> list[float]:
    """The numbers nearest to `targets` that never fall (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for target in targets:
        mean, count = target, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
