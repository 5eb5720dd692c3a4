"""What a pasted message says: which signatures it holds, and which of them count.

Secrets are masked first, so that nothing in here can quote one. Then the message is undone of what
it came wrapped in, read into words, and looked through. Where a program tells a chain of faults,
only the one at its root counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from wizard.engine.decoding import decoded
from wizard.engine.evidence import Evidence, tells_of_a_fault
from wizard.engine.model import STRENGTHS, Model, Signature
from wizard.engine.phrases import Finder, Phrase, Span
from wizard.engine.redaction import redact
from wizard.engine.words import Words, read_words

LONGEST_TEXT = 200_000  # characters
LONGEST_QUOTE = 160


class TextTooLongError(ValueError):
    """The text is longer than 200,000 characters; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text.

    Attributes:
        found: What counts: pairs of signature id and masked quote, in the model's order.
        healthy: Success messages, likewise; they never count.
        redacted: The text with its secrets masked.
    """

    found: tuple[tuple[str, str], ...] = ()
    healthy: tuple[tuple[str, str], ...] = ()
    redacted: str = ""


def find_signatures(model: Model, text: str) -> tuple[tuple[str, str], ...]:
    """Signatures that count in the text, in the model's order, each with a masked quote."""
    return read_text(model, text).found


def read_text(model: Model, text: str, *, hosts: bool = False) -> Reading:
    """Mask and read a text.

    Args:
        hosts: Mask host names and addresses as well.

    Raises:
        TextTooLongError: More than 200,000 characters.
    """
    if not text:
        return Reading()
    masked = mask(text, hosts=hosts)
    words = read_words(decoded(masked))
    found = _find(model, words, _root(words), model.signatures)
    healthy = [(s, span) for s, span in found if s.healthy]

    def quoted(findings: Found) -> tuple[tuple[str, str], ...]:
        return tuple((s.id, words.quote(*span, LONGEST_QUOTE)) for s, span in findings)

    return Reading(quoted(_counting(found)), quoted(healthy), masked)


def mask(text: str, *, hosts: bool = False) -> str:
    """The text with each secret replaced by `[masked: kind]`.

    Raises:
        TextTooLongError: More than 200,000 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLongError(
            f"The text has {len(text)} characters; at most {LONGEST_TEXT} are read. "
            "Paste the part around the error message."
        )
    return redact(text, hosts=hosts)


def merge_findings(evidence: Evidence, reading: Reading) -> Evidence:
    """The evidence with what was found in the text."""
    ids = {id for id, _ in reading.found}
    return replace(evidence, seen=tuple(sorted({*evidence.seen, *ids})))


def find_everything(model: Model, text: str, ids: Collection[str] = ()) -> dict[str, str]:
    """Signatures that a text holds, whether they count or not, each with its quote.

    Args:
        ids: Look for these only; for all when empty.
    """
    words = read_words(decoded(text))
    signatures = [s for s in model.signatures if not ids or s.id in ids]
    found = _find(model, words, (0, len(words.folded)), signatures)
    return {signature.id: words.quote(*span, LONGEST_QUOTE) for signature, span in found}


Found = list[tuple[Signature, Span]]


def _find(model: Model, words: Words, root: Span, signatures: Sequence[Signature]) -> Found:
    """Every signature that the text holds, in the model's order, where it stands first.

    What only the rest of the text holds is left out when the root holds something of its own.
    """
    finder = Finder(model.prepared_vocabulary, words)
    for phrase in model.harmless_phrases:
        finder.mute(list(finder.find(phrase)))
    over = [last for phrase in model.recovery_phrases for _, last in finder.find(phrase)]
    if over:
        finder.mute([(0, max(over))])
    everywhere: Found = []
    at_root: Found = []
    for signature in signatures:
        phrases = model.phrases[signature.id]
        span = _first(finder, phrases, None)
        if span is None:
            continue
        everywhere.append((signature, span))
        inside = _first(finder, phrases, root)
        if inside is not None or signature.strength == STRENGTHS[-1]:
            at_root.append((signature, inside or span))
    tells = any(s.strength in STRENGTHS[:3] and not s.healthy for s, _ in at_root)
    return at_root if tells else everywhere


def _first(finder: Finder, phrases: tuple[Phrase, ...], within: Span | None) -> Span | None:
    likely = filter(finder.may_find, phrases)
    places = (next(finder.find(phrase, within), None) for phrase in likely)
    return min((place for place in places if place), default=None)


def _counting(found: Found) -> Found:
    """The findings that count: of all strengths the strongest, of a group the first."""
    faults = [s.strength for s, _ in found if tells_of_a_fault(s)]
    strongest = min(faults, key=STRENGTHS.index, default="")
    counting: Found = []
    groups: set[str] = set()
    for signature, span in found:
        about = signature.strength == STRENGTHS[-1] and bool(faults)
        if signature.healthy or not (about or signature.strength == strongest):
            continue
        if signature.group and signature.group in groups:
            continue
        groups.add(signature.group)
        counting.append((signature, span))
    return counting


# What programs write between a fault and the one behind it: after the last of these stands the root.
_BEHIND = re.compile(r"caused by:|--->|\[cause\]:|root cause:|nested exception is", re.IGNORECASE)
# Python and PHP tell it the other way round: before the first of these.
_BEFORE = re.compile(
    r"the above exception was the direct cause|during handling of the above exception"
    r"|^next [\w\\]+(?:exception|error):",
    re.IGNORECASE | re.MULTILINE,
)


def _root(words: Words) -> Span:
    """The part of the text that tells what is at the root of all; the whole where none is told."""
    first, last = 0, len(words.folded)
    behind = [match.end() for match in _BEHIND.finditer(words.text)]
    if behind:
        first = words.word_at(behind[-1])
    before = _BEFORE.search(words.text)
    if before and not behind:
        last = words.word_at(before.start()) - 1
    return first, last
