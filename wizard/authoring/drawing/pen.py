"""Writes SVG elements: text, frames, and the signs that stand for steps and ends."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from wizard.authoring.drawing.lettering import FONTS, width

#: Sizes of letters by what they say, in millimetres before the drawing is fitted to its sheet.
SIZES = {"title": 11.5, "lead": 5.0, "say": 4.0, "row": 3.1, "plan": 2.9, "note": 2.7, "sign": 3.0}
BOLD = ("title", "say", "sign")

#: From one line of text to the next, in sizes of its letters.
LEADING = 1.24

#: Half the height of a step's sign in its card, and where it is named.
BADGE, SIGN = 4.3, 2.7

#: Dark on light or light on dark, so that a print in grey reads as well.
STYLE = f"""
text{{font-family:{FONTS};fill:#16202e}}
{"".join(f".{kind}{{font-size:{size:g}px}}" for kind, size in SIZES.items())}
{",".join(f".{kind}" for kind in BOLD)}{{font-weight:bold}}
.middle{{text-anchor:middle}}.end{{text-anchor:end}}.light{{fill:#fff}}
.sheet,.card{{fill:#fff}}.rule{{stroke:#c3cad4;stroke-width:.25}}
.frame{{fill:none;stroke:#1d4f7c;stroke-width:.5}}.frame.try{{stroke:#174a37}}
.head.ask{{fill:#dce9f5}}.head.try{{fill:#1d5a43}}.head.end{{fill:#fdeee0}}
.badge.ask{{fill:#1d4f7c}}.badge.try{{fill:#1d5a43;stroke:#fff;stroke-width:.5}}
.line,.arrow,.tick{{fill:none;stroke:#3c4657;stroke-width:.6}}.line{{marker-end:url(#tip)}}
.tip{{fill:#3c4657}}.works{{fill:#fff;stroke:#1d5a43;stroke-width:.5}}.tick{{stroke:#1d5a43}}
.plan-box{{fill:#f6f7f9;stroke:#5d6778;stroke-width:.35;stroke-dasharray:1.4 .9}}
.ticket{{fill:#fdeee0;stroke:#8a4510;stroke-width:.35}}
""".replace("\n", "")


def short(number: float) -> str:
    """A number to a hundredth: equal bytes for equal drawings, and few of them."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


class Pen:
    """Collects elements. Whatever text it is given, it escapes."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def __str__(self) -> str:
        return "".join(self._parts)

    def text(self, x: float, y: float, kind: str, text: str, more: str = "") -> None:
        """A line of text on the base line `y`; `kind` is one of `SIZES`."""
        classes = f"{kind} {more}".rstrip()
        self._parts.append(
            f'<text x="{short(x)}" y="{short(y)}" class="{classes}">{escape(text)}</text>'
        )

    def lines(self, x: float, y: float, kind: str, lines: Sequence[str], more: str = "") -> float:
        """Lines of text below `y`; returns where they end."""
        size = SIZES[kind]
        for line in lines:
            self.text(x, y + 0.93 * size, kind, line, more)
            y += LEADING * size
        return y

    def rect(self, x: float, y: float, w: float, h: float, kind: str, corner: float = 0) -> None:
        """A rectangle with corners of the radius `corner`."""
        rounded = f' rx="{short(corner)}"' if corner else ""
        self._parts.append(
            f'<rect x="{short(x)}" y="{short(y)}" width="{short(w)}" height="{short(h)}"'
            f'{rounded} class="{kind}"/>'
        )

    def path(self, steps: str, kind: str) -> None:
        """A line or an outline."""
        self._parts.append(f'<path d="{steps}" class="{kind}"/>')

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """A circle around a point."""
        self._parts.append(
            f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" class="{kind}"/>'
        )

    def group(self, x: float, y: float, inner: object, id: str = "") -> None:
        """Other elements, moved."""
        named = f' id="{id}"' if id else ""
        self._parts.append(f'\n<g{named} transform="translate({short(x)} {short(y)})">{inner}</g>')

    def head(self, w: float, h: float, kind: str) -> None:
        """The upper part of a card, rounded as its frame is."""
        r = corner(kind)
        self.path(
            f"M0 {short(h)}V{r:g}A{r:g} {r:g} 0 0 1 {r:g} 0H{short(w - r)}"
            f"A{r:g} {r:g} 0 0 1 {short(w)} {r:g}V{short(h)}Z",
            f"head {kind}",
        )

    def sign(self, x: float, y: float, size: float, number: int, kind: str) -> None:
        """A step's number around a point: in a circle for a question, in a square for a repair."""
        if kind == "ask":
            self.circle(x, y, size, "badge ask")
        else:
            self.rect(x - size, y - size, 2 * size, 2 * size, f"badge {kind}")
        self.text(x, y + 0.36 * SIZES["sign"], "sign", str(number), "middle light")

    def arrow(self, x: float, y: float) -> None:
        """An arrow to the right, 4.6 long."""
        self.path(f"M{short(x)} {short(y)}h4.6m-1.6-1.3l1.6 1.3-1.6 1.3", "arrow")

    def works(self, x: float, y: float) -> None:
        """The sign around a point that it works again: a tick in a circle."""
        self.circle(x, y, SIGN, "works")
        self.path(f"M{short(x - 1.4)} {short(y)}l1.1 1.2 1.8-2.3", "tick")

    def stub(self, right: float, y: float) -> None:
        """The sign for a support ticket, left of `right`: a ticket with notches and a fold."""
        notched = "h6.4v1a.7 .7 0 0 0 0 1.4v1h-6.4v-1a.7 .7 0 0 0 0-1.4z"
        self.path(f"M{short(right - 6.4)} {short(y - 1.7)}{notched}m4.3 0v3.4", "ticket")

    def ticket(self, right: float, y: float, text: str) -> None:
        """The sign for a support ticket with its name before it."""
        self.text(right - 8, y + 0.36 * SIZES["plan"], "plan", text, "end")
        self.stub(right, y)


def ticket_width(text: str) -> float:
    """How wide `Pen.ticket` is."""
    return width(text, SIZES["plan"]) + 8


def corner(kind: str) -> float:
    """The radius of a card's corners: questions have round ones."""
    return 3.0 if kind == "ask" else 0.0
