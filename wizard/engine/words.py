"""A message as words, so that the same fault reads alike in every spelling.

`INVALID_LOGIN`, `invalidLogin`, `Invalid login` and `invalid%20login` are the same two words. Case,
accents, punctuation and brackets do not count; the end of a sentence and of a line does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

#: What stands in a word's place where a sentence or a line ends: no phrase reaches across it.
END, CRY = ".", "!"

#: What stands for a masked secret: a word that no phrase names.
MASKED = "\N{BULLET}"

# Chinese and Japanese write no spaces: each sign is a word.
_SIGNS = "\u3040-\u30ff\u3400-\u9fff"

# A new capitalised part starts a new word (`TokenExpired`), but "MySQL" and "OAuth" stay whole; so
# do request ids and IP addresses. A line that goes on in small letters, or after a comma, is the same
# sentence.
_WORD = re.compile(
    r"\[masked: [a-z -]{1,30}\]"
    r"|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"
    r"|\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b"
    rf"|[{_SIGNS}]"
    rf"|[A-Z]{{0,2}}(?:[^\W_A-Z{_SIGNS}]|[A-Z](?![a-z]))+"
    r"|[.!?](?=[\s\"')\]]|$)|[。！？]"
    r"|(?<![,{\[])\n(?![ \t>|]*[a-zà-öø-ÿ'(])"
)

# Where a program tells how it got to the fault: names of functions, not words of a message.
_FRAMES = re.compile(
    r"^[ \t]*(?:"
    r"(?:at|bei|vid|à|en) [^\s()]{0,300}\([^\n]{0,300}\)[^\n]{0,300}"
    r"|File \"[^\"\n]{0,300}\", line \d+[^\n]{0,300}(?:\n[ \t]{4,}[^\n]{0,300}){0,2}"
    r"|#\d+ [^\n]{0,300}\.(?:php|c|cpp|rb)[^\n]{0,300}"
    r"|\.\.\. \d+ (?:more|common frames omitted)"
    r")$",
    re.MULTILINE,
)


# A tag of HTML or XML ends a line, whatever it does.
_TAGS = re.compile(
    r"</?[A-Za-z][\w:-]{0,60}(?:\s{1,8}[\w:.-]{1,60}=[^<>]{0,400})?\s{0,8}/?>|<[!?][^<>]{0,400}>"
)

_MOST_PARTS = 8  # of a word such as ServerSelectionTimeoutError


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its words.

    Attributes:
        text: What the words were read from.
        folded: The words, small and without accents; `END` between sentences and lines.
        spans: Start and end of each word in `text`.
        positions: Word to the places where it stands, ascending.
        joined: Words that were split at a capital letter, as one: word to its first and last part,
            in the order of the text.
    """

    text: str
    folded: list[str]
    spans: list[tuple[int, int]]
    positions: dict[str, list[int]]
    joined: dict[str, list[tuple[int, int]]]

    def quote(self, first: int, last: int, longest: int) -> str:
        """The text from one word to another, both included, cut at `longest` characters."""
        start, end = self.spans[first][0], self.spans[last][1]
        # "(using password: YES)" reads better with its bracket.
        end += self.text[end : end + 1] in tuple(")]\"'")
        quoted = " ".join(self.text[start:end].split())
        return quoted if len(quoted) <= longest else quoted[: longest - 1].rstrip() + "…"

    def word_at(self, offset: int) -> int:
        """The first word that starts at or after an offset into the text."""
        return bisect_left(self.spans, (offset, offset))


def read_words(text: str) -> Words:
    """Read a text into words. The time it takes grows with the length of the text."""
    text = _FRAMES.sub(".", _TAGS.sub(" . ", _mended(text)))
    folded: list[str] = []
    spans: list[tuple[int, int]] = []
    joined: dict[str, list[tuple[int, int]]] = {}
    small: dict[str, str] = {}
    first = end = -1  # of the parts of a word
    for place, match in enumerate(_WORD.finditer(text)):
        written, span = match[0], match.span()
        word = small.get(written)
        if word is None:
            small[written] = word = _small(written)
        if not written[0].isalnum():
            end = -1
        else:
            if span[0] != end:
                first = place
            elif place - first < _MOST_PARTS:
                whole = "".join(folded[first:]) + word
                joined.setdefault(whole, []).append((first, place))
            end = span[1]
        folded.append(word)
        spans.append(span)
    positions: dict[str, list[int]] = {word: [] for word in small.values()}
    for place, word in enumerate(folded):
        positions[word].append(place)
    return Words(text, folded, spans, positions, joined)


def _small(word: str) -> str:
    if word[0].isalnum():
        return word.lower() if word.isascii() else fold(word)
    return MASKED if word[0] == "[" else CRY if word == CRY else END


def _mended(text: str) -> str:
    """The text with line ends as LF, written out or not, and accents as before a wrong code page."""
    for written, meant in (("\r\n", "\n"), ("\r", "\n"), ("\\r", ""), ("\\n", "\n"), ("\\t", "\t")):
        text = text.replace(written, meant)
    if "Ã" in text:
        text = _TWICE.sub(_once, text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


# UTF-8 that was read as Latin-1 or as Windows-1252: "LÃ¶senord".
_TWICE = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def _once(match: re.Match[str]) -> str:
    for code_page in ("cp1252", "latin-1"):
        try:
            return match[0].encode(code_page).decode("utf-8")
        except UnicodeError:
            continue
    return match[0]


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """The word in small letters and without accents: `Schlüssel` is `schlussel`."""
    plain = unicodedata.normalize("NFKD", word).lower()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return bare.translate(_LETTERS)


_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ı": "i"})
