"""How wide a line of text is, and where it breaks: SVG does not wrap text by itself.

Widths are those of Arial, Helvetica and Liberation Sans, which are equal; other common fonts are
narrower.
"""

from __future__ import annotations

import unicodedata

FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"

#: Thousandths of the font's size.
_WIDTHS = {
    char: width
    for width, chars in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[]\\ft·",
        333: "()-`r{}“”„‘’‚",
        355: '"',
        389: "*",
        469: "^",
        500: "ckvxyzsJ",
        556: "abdeghnopqu0123456789L#$_?–«»",
        584: "+<=>~",
        611: "FTZß",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        889: "%",
        944: "W",
    }.items()
    for char in chars
}
_WIDEST = 1015
_BOLD = 1.1


def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text is, rather too much than too little; in the unit of `size`."""
    letters = (unicodedata.normalize("NFD", char)[0] for char in text)
    return size * sum(_WIDTHS.get(x, _WIDEST) for x in letters) / 1000 * (_BOLD if bold else 1)


def wrap(text: str, most: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines that are at most `most` wide; a word that is wider is broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold) <= most:
            lines[-1] += f" {word}"
            continue
        rest = word
        while width(rest, size, bold) > most and len(rest) > 1:
            fits = max(n for n in range(1, len(rest)) if n == 1 or width(rest[:n], size, bold) <= most)
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines
