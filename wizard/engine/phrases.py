"""The language in which authors write what a message says, and finding it in a text.

`access denied for user .. using password yes` are words that follow one another; `..` leaves out up
to 12. `<token> & <expired>` are two things near each other in one sentence, in either order; what
`<token>` may be called stands in the vocabulary. `expir*`, `*token` and `*key*` leave the rest of a
word open; `#` is a number, `!` the end of a sentence that is cried out. Nothing here can take longer than its text allows: there is no way to write a loop.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from wizard.engine.words import CRY, END, Words, read_words

#: Words that `..` leaves out at most, and that may stand between two things that are near.
GAP, NEAR = 12, 8

#: Denials: vocabulary that turns a fault into its opposite, or into a mere possibility; each with the
#: number of words that it reaches.
DENIALS = {"not": 2, "if": 6}

#: A word of digits only.
NUMBER = "#"

#: Words that one item of a phrase and the gap before it take at most, generously.
REACH = 40

#: Places of a phrase's first word that are looked at one by one.
FEW = 20

Span = tuple[int, int]  # first and last word, both included


class PhraseError(ValueError):
    """A phrase that cannot be read; the message is for its author."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word with its open ends, or the name of a piece of vocabulary, and what comes before it."""

    word: str
    is_name: bool
    after_gap: bool


Sequence_ = tuple[Item, ...]


class Phrase(tuple[Sequence_, ...]):
    """Sequences that stand near each other, in any order."""

    #: Words that a text must hold, so that most phrases need not be looked for at all.
    literals: frozenset[str]

    def __new__(cls, parts: Iterable[Sequence_]) -> Phrase:
        phrase = super().__new__(cls, parts)
        phrase.literals = frozenset(
            item.word
            for part in phrase
            for item in part
            if not item.is_name and "*" not in item.word and item.word != NUMBER
        )
        return phrase


_TOKEN = re.compile(r"<(?P<name>[a-z0-9-]+)>|(?P<gap>\.\.)|(?P<near>&)|(?P<word>[^\s<>]+)")


def parse(phrase: str) -> Phrase:
    """Read a phrase.

    Raises:
        PhraseError: It is empty, or a `..` or `&` stands where nothing can follow or precede it.
    """
    parts: list[Sequence_] = []
    items: list[Item] = []
    gap = False
    for match in _TOKEN.finditer(phrase):
        if match["near"]:
            if not items or gap:
                raise PhraseError(f"'{phrase}' has nothing before '&'")
            parts.append(tuple(items))
            items = []
        elif match["gap"]:
            if not items or gap:
                raise PhraseError(f"'{phrase}' has nothing before '..'")
            gap = True
        else:
            words = [match["name"]] if match["name"] else list(_words_of(match["word"]))
            for word in words:
                items.append(Item(word, bool(match["name"]), gap))
                gap = False
    if not items or gap:
        raise PhraseError(f"'{phrase}' ends with nothing" if phrase.strip() else "empty phrase")
    return Phrase((*parts, tuple(items)))


def _words_of(written: str) -> Iterator[str]:
    """The words of one written word, read as a text is: `invalid_grant` are two."""
    if written in (NUMBER, CRY):
        yield written
        return
    opens, closes = written.startswith("*"), written.endswith("*") and len(written) > 1
    found = [word for word in read_words(written.strip("*")).folded if word != END]
    for n, word in enumerate(found):
        yield (
            ("*" if opens and n == 0 else "")
            + word
            + ("*" if closes and n == len(found) - 1 else "")
        )


# Between two fields of JSON, of a query string, of a table or of a log line.
_FIELDS_APART = re.compile(r"[{}|;&<>]|[\"'][,:]|[,:][\"']|, ?\w+=")

# What a mail program or a frame puts before a line that goes on.
_LINE_HEAD = re.compile(r"\n[ \t>|]+")


class Vocabulary:
    """Phrases and vocabulary, prepared once so that many texts can be looked through.

    Args:
        names: Name to what it may be called: phrases without `&` and without names.
        faults: Names that denials take back.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], faults: Collection[str] = ()) -> None:
        self.faults = frozenset(faults)
        self.names = {
            name: [parse(words)[0] for words in ways] for name, ways in sorted(names.items())
        }


class Finder:
    """One text, looked through for many phrases."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self._vocabulary = vocabulary
        self._words = words
        self._ends = sorted((*words.positions.get(END, ()), *words.positions.get(CRY, ())))
        self._muted: set[int] = set()
        self._starts: dict[tuple[str, bool], tuple[list[int], dict[int, int]]] = {}
        self._opened = _Opened(words)
        self._present = words.positions.keys() | words.joined.keys()

    def may_find(self, phrase: Phrase) -> bool:
        """Whether the text holds the words that the phrase needs; most it does not."""
        return phrase.literals <= self._present

    def find(self, phrase: Phrase, within: Span | None = None) -> Iterator[Span]:
        """Where the phrase stands, in the order of the text."""
        first, last = within or (0, len(self._words.folded))
        if not self.may_find(phrase) or not all(
            self._places(item)[0] for part in phrase for item in part
        ):
            return
        spans = self._find_sequence(phrase[0], first, last)
        for part in phrase[1:]:
            spans = self._join(spans, list(self._find_sequence(part, first, last)))
        yield from spans

    def mute(self, spans: Sequence[Span]) -> None:
        """Take the words of these places out: no phrase finds them, or reaches across them."""
        if not spans:
            return
        for first, last in spans:
            self._muted.update(range(first, last + 1))
        self._ends = sorted({*self._ends, *self._muted})
        self._starts.clear()

    def _find_sequence(self, items: Sequence_, first: int, last: int) -> Iterator[Span]:
        ends = self._places(items[0])[1]
        for start in self._starts_of(items, first):
            if start > last:
                return
            end = self._rest(items, 1, ends[start])
            if end is not None and end <= last:
                yield start, end

    def _starts_of(self, items: Sequence_, first: int) -> Iterator[int]:
        """Where the first item may begin a find: of a thousand lines that begin with "error" those
        within reach of the rarest item.
        """
        starts = self._places(items[0])[0]
        rarest = 0
        if len(starts) > FEW:
            rarest = min(range(len(items)), key=lambda n: len(self._places(items[n])[0]))
        at = bisect_left(starts, first)
        if not rarest:
            yield from islice(starts, at, None)
            return
        for place in self._places(items[rarest])[0]:
            at = bisect_left(starts, place - rarest * REACH, at)
            while at < len(starts) and starts[at] < place:
                yield starts[at]
                at += 1

    def _rest(self, items: Sequence_, n: int, end: int) -> int | None:
        """The last word when the items from `n` on follow after `end`."""
        if n == len(items):
            return end
        starts, ends = self._places(items[n])
        furthest = end + 1 + (GAP if items[n].after_gap else 0)
        at = bisect_right(starts, end)
        for start in starts[at : at + GAP + 1]:
            if start > furthest or not self._one_sentence(end, start):
                return None
            last = self._rest(items, n + 1, ends[start])
            if last is not None:
                return last
        return None

    def _join(self, spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
        """Pairs that are near each other in one sentence, and not one inside the other."""
        starts = [start for start, _ in others]
        for first, last in spans:
            at = bisect_left(starts, first - NEAR - GAP)
            for n in range(at, len(others)):
                start, end = others[n]
                if start > last + NEAR + 1:
                    break
                before, behind = (last, start) if start > last else (end, first)
                if before < behind <= before + NEAR + 1 and self._hang_together(before, behind):
                    yield min(first, start), max(last, end)
                    break

    def _hang_together(self, first: int, last: int) -> bool:
        """Whether two words belong to one statement, not to two fields of a data structure."""
        if not self._one_sentence(first, last):
            return False
        between = self._words.text[self._words.spans[first][1] : self._words.spans[last][0]]
        return not _FIELDS_APART.search(_LINE_HEAD.sub(" ", between))

    def _one_sentence(self, first: int, last: int) -> bool:
        return bisect_right(self._ends, first) == bisect_left(self._ends, last)

    def _places(self, item: Item) -> tuple[list[int], dict[int, int]]:
        """Where an item stands: the first words in order, and the last word of each."""
        key = (item.word, item.is_name)
        if key not in self._starts:
            found = self._named(item.word) if item.is_name else self._written(item.word)
            self._starts[key] = (sorted(found), found)
        return self._starts[key]

    def _written(self, word: str) -> dict[int, int]:
        if "*" in word:
            matches = self._opened.matches(word)
        elif word == NUMBER:
            matches = [w for w in self._words.positions if w.isdigit()]
        else:
            matches = [word]
        found: dict[int, int] = {}
        for match in matches:
            found.update(self._words.joined.get(match, ()))
        for match in matches:
            found.update((n, n) for n in self._words.positions.get(match, ()))
        if self._muted:
            found = {
                s: e for s, e in found.items() if s not in self._muted and e not in self._muted
            }
        return found

    def _named(self, name: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for items in self._vocabulary.names.get(name, ()):
            for start, end in self._find_sequence(items, 0, len(self._words.folded)):
                found[start] = max(end, found.get(start, end))
        if name in self._vocabulary.faults:
            for denial, reach in DENIALS.items():
                _, denied = self._places(Item(denial, True, False))
                if denied:
                    found = {s: e for s, e in found.items() if not self._denied(denied, reach, s)}
        return found

    def _denied(self, denied: dict[int, int], reach: int, start: int) -> bool:
        return any(
            begin in denied and denied[begin] < start and self._one_sentence(begin, start)
            for begin in range(max(0, start - reach), start)
        )


class _Opened:
    """Words of a text by an open end: `expir*`, `*token`, `*key*`."""

    def __init__(self, words: Words) -> None:
        self._sorted = sorted({*words.positions, *words.joined})
        self._backwards = sorted(word[::-1] for word in self._sorted)
        self._all = "\n".join(self._sorted)

    def matches(self, word: str) -> list[str]:
        bare = word.strip("*")
        if word.startswith("*") and word.endswith("*"):
            return re.findall(rf"^.*{re.escape(bare)}.*$", self._all, re.MULTILINE)
        if word.startswith("*"):
            return [w[::-1] for w in _with_prefix(self._backwards, bare[::-1])]
        return _with_prefix(self._sorted, bare)


def _with_prefix(words: list[str], prefix: str) -> list[str]:
    first = bisect_left(words, prefix)
    last = first
    while last < len(words) and words[last].startswith(prefix):
        last += 1
    return words[first:last]
