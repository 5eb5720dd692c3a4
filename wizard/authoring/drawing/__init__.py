"""The decision tree as a picture for a wall: an SVG document that needs nothing else.

Cards stand from left to right as one meets them; see `layout` for how, `selection` for which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wizard.authoring import Troubleshooter, interface_texts
from wizard.authoring.drawing.cards import ENTRY, WIDTH, Card, draw_cards
from wizard.authoring.drawing.layout import Box, Columns, Spot, bends, fill_columns, levels, settle
from wizard.authoring.drawing.legend import heading, legend
from wizard.authoring.drawing.pen import STYLE, Pen, short
from wizard.authoring.drawing.selection import drawn_steps
from wizard.authoring.tree import Table

#: As many as can be read on the sheet; the browser's table has more, and the plain steps, too.
MOST_STEPS = 38

#: A1, landscape, in millimetres; a drawing is as wide, and at most as high.
SHEET = (841.0, 594.0)

#: Around everything, and between two columns at least; before the drawing is fitted to the sheet.
_MARGIN, _BETWEEN = 14.0, 24.0

#: How far before its corner a line begins to turn, and what is level for the arrow's head.
_ROUND, _TIP = 2.5, 2.5

#: Above and below the first card.
_AIR = 12.0

#: What is tried to fill the sheet well: more columns than needed, and lines that go further.
_MORE_COLUMNS, _DETOURS = range(8), range(0, 100, 10)


def draw(troubleshooter: Troubleshooter, language: str, today: str, table: Table) -> str:
    """An SVG document with the most used steps of the decision tree, numbered.

    Args:
        today: `YYYY-MM-DD`, the day that the table was made for.
    """
    words = {**interface_texts(language).strings, **troubleshooter.texts(language).strings}
    steps = drawn_steps(table, troubleshooter.model, today, MOST_STEPS)
    title = words["ui.drawing.title"].replace("{title}", words["title"])
    about = words["ui.drawing.about"].replace("{count}", str(len(steps)))
    date = words["ui.drawing.date"].replace("{date}", today)
    sheet = _Sheet(draw_cards(steps, words), heading(title, about, date), legend(words))
    height = SHEET[0] * sheet.height / sheet.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" xml:lang="{language}"'
        f' role="img" aria-labelledby="title about" width="{SHEET[0]:g}mm" height="{short(height)}mm"'
        f' viewBox="0 0 {short(sheet.width)} {short(sheet.height)}">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="about">{escape(about)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        '<marker id="tip" viewBox="0 0 6 6" refX="5.4" refY="3" markerWidth="4.5"'
        ' markerHeight="4.5" orient="auto"><path d="M0 0 6 3 0 6Z" class="tip"/></marker>\n'
        f"{sheet.drawn()}\n</svg>"
    )


class _Sheet:
    """Cards in columns; the first has the heading above its card, and the legend below.

    The sheet is as large as its content needs, and never higher than paper of that width; what is
    left of the width goes between the columns.
    """

    def __init__(
        self, cards: Sequence[Card], heading: tuple[Pen, float], legend: tuple[Pen, float]
    ) -> None:
        self.cards = cards
        self.heading, above = heading
        self.legend, self.legend_height = legend
        self.boxes = [
            Box(card.height, ENTRY, tuple((step - 1, y) for step, y in card.exits))
            for card in cards
        ]
        self.parents = {child: (n, y) for n, b in enumerate(self.boxes) for child, y in b.exits}
        first = above + _AIR + cards[0].height + _AIR + self.legend_height
        least = levels(self.boxes)
        tried = [
            fill_columns(self.boxes, least + more, detour)
            for more in _MORE_COLUMNS
            for detour in _DETOURS
        ]
        self.columns = min(tried, key=lambda columns: _size(columns, first))
        self.width, self.height = _size(self.columns, first)
        count = len(self.columns.boxes)
        self.pitch = (self.width - 2 * _MARGIN - WIDTH) / max(count - 1, 1)
        top, bottom = _MARGIN, self.height - _MARGIN
        rooms = [(top + above + _AIR, bottom - self.legend_height - _AIR)]
        rooms += [(top, bottom)] * (count - 1)
        self.lines: dict[Spot, float] = settle(self.boxes, self.columns, rooms)

    def drawn(self) -> Pen:
        """Everything, the lines first."""
        pen = Pen()
        pen.rect(0, 0, self.width, self.height, "sheet")
        pen.group(_MARGIN, _MARGIN, self.heading)
        pen.group(_MARGIN, self.height - _MARGIN - self.legend_height, self.legend)
        for line in self._drawn_lines():
            pen.path(line, "line")
        for number, card in enumerate(self.cards):
            column = self.columns.of[number]
            top = self.lines[number, column] - ENTRY
            pen.group(self._x(column), top, card.svg, f"step-{card.number}")
        return pen

    def _x(self, column: int) -> float:
        return _MARGIN + column * self.pitch

    def _drawn_lines(self) -> Iterator[str]:
        """From each row to the number of the card that it leads to."""
        turns = self._turns()
        for parent, box in enumerate(self.boxes):
            for child, _ in box.exits:
                column = self.columns.of[parent]
                x, y = self._x(column) + WIDTH, self._start(child, column + 1)
                line = f"M{short(x)} {short(y)}"
                for passed in range(column + 1, self.columns.of[child] + 1):
                    line += self._bend(x, y, child, passed, turns[child, passed])
                    x, y = self._x(passed) + WIDTH, self.lines[child, passed]
                yield line

    def _bend(self, x: float, y: float, child: int, column: int, turn: float) -> str:
        """From the end of one column, or from further left, to the beginning of the next."""
        to, height = self._x(column), self.lines[child, column]
        at = x + _ROUND + turn * (to - _TIP - x - 2 * _ROUND)
        corner = min(_ROUND, abs(height - y) / 2)
        down = corner if height > y else -corner
        return (
            f"H{short(at - corner)}Q{short(at)} {short(y)} {short(at)} {short(y + down)}"
            f"V{short(height - down)}Q{short(at)} {short(height)} {short(at + corner)} {short(height)}"
            f"H{short(to)}"
        )

    def _turns(self) -> dict[Spot, float]:
        """How far before a column each line turns towards it."""
        turns: dict[Spot, float] = {}
        for column, boxes in enumerate(self.columns.boxes[1:], 1):
            ends = [(self._start(box, column), self.lines[box, column]) for box in boxes]
            turns |= {(box, column): t for box, t in zip(boxes, bends(ends), strict=True)}
        return turns

    def _start(self, box: int, column: int) -> float:
        """The height at which the line to a box leaves the column before."""
        if (box, column - 1) in self.lines:
            return self.lines[box, column - 1]
        parent, down = self.parents[box]
        return self.lines[parent, column - 1] - ENTRY + down


def _size(columns: Columns, first: float) -> tuple[float, float]:
    """Of a sheet that holds the columns; `first` is the height of the first with all it holds."""
    count = len(columns.boxes)
    height = max(columns.height, first) + 2 * _MARGIN
    width = count * WIDTH + (count - 1) * _BETWEEN + 2 * _MARGIN
    return max(width, height * SHEET[0] / SHEET[1]), height
