"""What stands beside the cards: the heading, and what the signs mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wizard.authoring.drawing.cards import WIDTH
from wizard.authoring.drawing.lettering import wrap
from wizard.authoring.drawing.pen import BOLD, LEADING, SIGN, SIZES, Pen, corner


def heading(title: str, about: str, date: str) -> tuple[Pen, float]:
    """The heading, and its height."""
    pen, y = Pen(), 0.0
    for kind, text in (("title", title), ("lead", about), ("lead", date)):
        y = pen.lines(0, y, kind, wrap(text, WIDTH, SIZES[kind], kind in BOLD)) + 3
    return pen, y


def legend(words: Mapping[str, str]) -> tuple[Pen, float]:
    """What the signs mean, and its height."""
    pen, left, size = Pen(), 26.0, SIZES["row"]
    y = pen.lines(0, 0, "say", [words["ui.drawing.legend"]]) + 2.5
    for sign, id in _SIGNS:
        lines = wrap(words[id], WIDTH - left, size)
        height = max(len(lines) * size * LEADING, 6.5)
        sign(pen, y + height / 2)
        pen.lines(left, y + (height - len(lines) * size * LEADING) / 2, "row", lines)
        y += height + 1.6
    return pen, pen.lines(0, y + 1, "row", wrap(words["ui.drawing.legend.cause"], WIDTH, size))


def _small_card(kind: str) -> Callable[[Pen, float], None]:
    def draw_it(pen: Pen, y: float) -> None:
        inner = Pen()
        inner.rect(0, 0, 20, 6.4, f"head {kind}", corner(kind))
        inner.rect(0, 0, 20, 6.4, f"frame {kind}", corner(kind))
        inner.sign(3.6, 3.2, 2.4, 1 if kind == "ask" else 2, kind)
        pen.group(0, y - 3.2, inner)

    return draw_it


def _numbers(pen: Pen, y: float) -> None:
    pen.arrow(0, y)
    pen.sign(6 + SIGN, y, SIGN, 3, "ask")
    pen.sign(13.5 + SIGN, y, SIGN, 4, "try")


def _sources(pen: Pen, y: float) -> None:
    pen.text(0, y + 0.36 * SIZES["note"], "note", "← 1, 2")


def _plan(pen: Pen, y: float) -> None:
    pen.rect(0, y - 3.2, 20, 6.4, "plan-box", 1)
    pen.text(1.8, y + 0.36 * SIZES["plan"], "plan", "1  2")
    pen.stub(18.5, y)


_SIGNS: tuple[tuple[Callable[[Pen, float], None], str], ...] = (
    (_small_card("ask"), "ui.drawing.legend.question"),
    (_small_card("try"), "ui.drawing.legend.repair"),
    (_numbers, "ui.drawing.legend.number"),
    (_sources, "ui.drawing.legend.from"),
    (lambda pen, y: pen.works(SIGN, y), "ui.drawing.legend.works"),
    (_plan, "ui.drawing.legend.plan"),
    (lambda pen, y: pen.stub(6.4, y), "ui.drawing.legend.ticket"),
)
