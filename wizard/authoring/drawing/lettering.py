"""How wide a line of text is, and where it breaks: SVG does not wrap text by itself."""

from __future__ import annotations

import unicodedata

#: Their letters are equally wide. What other systems put in their place is narrower, as a rule.
FONTS = "Arial, Helvetica, 'Liberation Sans', sans-serif"

#: Thousandths of the font's size; an accent does not make a letter wider.
_WIDTHS = {
    char: width
    for width, chars in {
        191: "'",
        222: "ijl‘’‚",
        260: "|",
        278: " \u00a0!,./:;I[]\\ft",
        333: "()-`r{}“”„·",
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

#: How much wider the bold letters are, at most in a line of some words.
_BOLD = 1.1


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide the text is, rather too much than too little, in the unit of `size`."""
    letters = (unicodedata.normalize("NFD", char)[0] for char in text)
    thousandths = sum(_WIDTHS.get(letter, _WIDEST) for letter in letters)
    return size * thousandths / 1000 * (_BOLD if bold else 1)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than `room`; a word that is wider is broken.

    Lines do not break at a no-break space.
    """
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] += f" {word}"
            continue
        while len(word) > 1 and width(word, size, bold) > room:
            fits = next(
                n
                for n in range(len(word) - 1, 0, -1)
                if n == 1 or width(word[:n], size, bold) <= room
            )
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines
