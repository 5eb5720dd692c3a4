r"""Other ways to read a text: each takes one layer of encoding off and knows the way back.

`password%3Dx`, `\u0070assword`, `&quot;password&quot;` and `pass=\nword` hide a name from a pattern.
A view is the text without that layer, and maps what is found in it to the text that it came from.
Knows nothing of secrets; imports nothing of ours.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

#: One layer at a time; three are taken off (`%252540`), and what is deeper is not read by people.
LAYERS = 3

_INVISIBLE = (
    "\u0000\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff"
    "\U000e0001-\U000e007f"
)
# Starts with one class of characters: the search then skips everything else at the speed of a scan.
_SIGN = rf"[%\\&`^=\x1b{_INVISIBLE}]"
_LAYERS = (
    r"(?P<percent>(?<=%)[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    r"|(?P<unicode>(?<=\\)u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*)"
    r"|(?P<hex>(?<=\\)x[0-9A-Fa-f]{2}(?:\\x[0-9A-Fa-f]{2})*)"
    r"|(?P<escape>(?<=\\)[\"'/\\](?:\\[\"'/\\])*)"
    r"|(?P<blank>(?<=\\)[nrt](?:\\[nrt])*)"
    r"|(?P<entity>(?<=&)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,6});)"
    # A line that goes on: shells, PowerShell, cmd, mail; terminals' colours; what nobody sees.
    r"|(?P<gone>(?:(?<=[\\^])|(?<=[ \t]`))[ \t]{0,8}\r?\n[ \t]{0,80}"
    rf"|(?<=\x1b)\[[0-9;]{{0,24}}[A-Za-z]|(?<=[{_INVISIBLE}]))"
    r"|(?P<soft>(?<==)\r?\n)"
)
_ESCAPED = re.compile(rf"{_SIGN}(?:{_LAYERS})")
# Quoted-printable reads `timeout=20` wrongly, so it is tried only where the text shows signs of it.
_QUOTED_PRINTABLE = re.compile(
    rf"{_SIGN}(?:{_LAYERS}|(?P<printable>(?<==)[0-9A-F]{{2}}(?:=[0-9A-F]{{2}})*))"
)
_PRINTABLE_SIGNS = ("=3D", "=C3=", "=E2=80=", "=20=\n", "=20=\r", "quoted-printable")
# Without one of these no line is worth a second reading; `\n` and `=` alone are everywhere.
_WORTH_IT = re.compile(
    rf"{_SIGN}(?:(?<=%)[0-9A-Fa-f]{{2}}|(?<=\\)[ux\"'/\\]|(?<=&)[#A-Za-z]|(?:(?<=[\\^])|(?<=[ \t]`))[ \t]{{0,8}}\r?\n|(?<==)\r?\n"
    rf"|(?<=[\x1b{_INVISIBLE}]))"
)
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
_LONGEST_ROW = 4096
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}

_ENTITIES = {
    "quot": '"', "apos": "'", "amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "equals": "=",
    "colon": ":", "commat": "@", "auml": "ä", "ouml": "ö", "uuml": "ü", "aring": "å", "Auml": "Ä",
    "Ouml": "Ö", "Uuml": "Ü", "Aring": "Å", "szlig": "ß", "sol": "/", "lowbar": "_", "shy": "",
    "num": "#", "dollar": "$", "excl": "!", "quest": "?", "percnt": "%", "plus": "+", "period": ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A decoded text. Piece `n` starts at `starts[n]` and came from `origins[n]`, where each of its
    characters took `widths[n]`. `gaps` are the places where lines without any encoding are left out.
    """

    text: str
    starts: list[int]
    origins: list[int]
    widths: list[int]
    gaps: list[int]

    def origin(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where a part of the view came from; more than one place if it runs over a gap."""
        cuts = self.gaps[bisect_right(self.gaps, start) : bisect_right(self.gaps, end - 1)]
        edges = [start, *cuts, end]
        places = [
            (self._place(first, False), self._place(last - 1, True))
            for first, last in pairwise(edges)
        ]
        return [place for place in places if place[0] < place[1]]

    def _place(self, position: int, behind: bool) -> int:
        piece = bisect_right(self.starts, position) - 1
        width = self.widths[piece]
        return self.origins[piece] + (position - self.starts[piece] + behind) * width


def decoded(text: str) -> str:
    """The whole text with every layer off that people read through."""
    for _ in range(LAYERS):
        pattern = _pattern_for(text)
        if pattern is None:
            break
        text = pattern.sub(_said, text)
    return text


def _said(match: re.Match[str]) -> str:
    return match.group() if _is_no_layer(match) else _without_layer(match)[0]


def one_layer_off(text: str) -> View | None:
    """The lines that hold something encoded, with one layer off; None when there are none."""
    pattern = _pattern_for(text)
    if pattern is None:
        return None
    starts: list[int] = []
    origins: list[int] = []
    widths: list[int] = []
    gaps: list[int] = []
    parts: list[str] = []
    length = 0

    def add(part: str, origin: int, width: int) -> None:
        nonlocal length
        starts.append(length)
        origins.append(origin)
        widths.append(width)
        parts.append(part)
        length += len(part)

    position = line_end = -1
    for match in pattern.finditer(text):
        if _is_no_layer(match):
            continue
        start, end = match.span()
        if start > line_end:
            if position >= 0:
                add(text[position:line_end], position, 1)
                add("\n\n", line_end, 0)
                gaps.append(length)
            position = text.rfind("\n", 0, start) + 1
        if start > position:
            add(text[position:start], position, 1)
        part, width = _without_layer(match)
        add(part, start, width)
        position = end
        if end > line_end:
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
    if position < 0:
        return None
    add(text[position:line_end], position, 1)
    return View("".join(parts), starts, origins, widths, gaps)


def base64_text(blob: str) -> str | None:
    """What the blob says when it is base64 of readable text, standard or for URLs, else None."""
    bare = blob.rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) % 4 == 1:
        return None
    try:
        text = binascii.a2b_base64(bare + "=" * (-len(bare) % 4)).decode("utf-8")
    except ValueError:  # not base64, or of something that is no text
        return None
    return (
        text if text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable() else None
    )


def ends_in_padding(text: str, end: int) -> bool:
    """Whether base64 ends at `end` with its padding, so that what follows is not a part of it."""
    row, padding = _row_before(text, end)
    return len(row) >= 8 and (padding == 2 or (padding == 1 and len(row) % 4 == 3))


def _row_before(text: str, end: int) -> tuple[str, int]:
    """The letters of base64 before a place, and the number of `=` behind them."""
    near = text[max(0, end - _LONGEST_ROW) : end]
    bare = near.rstrip("=")
    return bare[len(bare.rstrip(_BASE64)) :], len(near) - len(bare)


def _is_no_layer(match: re.Match[str]) -> bool:
    """Whether a `=` at the end of a line is the padding of base64 and no sign that the line goes on."""
    if match.lastgroup != "soft" or match.re is _QUOTED_PRINTABLE:
        return False
    text, end = match.string, match.start() + 1
    row, _ = _row_before(text, end)
    mixed = row not in (row.lower(), row.upper()) and not row.isalpha()
    return ends_in_padding(text, end) or (len(row) >= 16 and mixed)


def _pattern_for(text: str) -> re.Pattern[str] | None:
    if any(sign in text for sign in _PRINTABLE_SIGNS):
        return _QUOTED_PRINTABLE
    return _ESCAPED if _WORTH_IT.search(text) else None


def _without_layer(match: re.Match[str]) -> tuple[str, int]:
    """What stands behind the escapes, and how many characters each of its characters took."""
    run, layer = match.group(), match.lastgroup
    if layer == "percent":
        # Byte by byte: `%C3%B6` reads as two letters, and names are known in that form too.
        return bytes.fromhex(run.replace("%", "")).decode("latin-1"), 3
    if layer == "printable":
        return bytes.fromhex(run.replace("=", "")).decode("latin-1"), 3
    if layer == "hex":
        return bytes.fromhex(run.replace("\\x", "")).decode("latin-1"), 4
    if layer == "unicode":
        return "".join(chr(int(digits, 16)) for digits in run.split("\\u")[1:]), 6
    if layer == "escape":
        return run[1::2], 2
    if layer == "blank":
        return "".join(_BLANKS[letter] for letter in run[1::2]), 2
    if layer == "entity":
        return _entity(run[1:-1]), len(run)
    return "", 0


def _entity(name: str) -> str:
    if not name.startswith("#"):
        return _ENTITIES.get(name, "?")
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if 0 < code < 0x110000 else "?"
