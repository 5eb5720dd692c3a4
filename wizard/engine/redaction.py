"""Masks what nobody but its owner may see: passwords, keys, tokens, and data about people.

It masks too much rather than too little, and keeps what support needs: error codes, host names,
user names, times, traces. Masking what is masked changes nothing, whatever the text: a text is only
returned when no rule finds anything in it any more.

The rules are data in modules of their own. Each finds places in a text and in its decoded views; the
places are joined and the original is masked. A marker that is there already counts as one sign that
no rule reads.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, pairwise

from wizard.engine import (
    decoding,
    key_files,
    known_formats,
    machine_names,
    name_joints,
    named_values,
    personal_data,
    secret_commands,
    secret_names,
    secret_places,
    secret_signs,
    secret_statements,
    secret_values,
)
from wizard.engine.secret_signs import SENTINEL

Span = tuple[int, int, str]  # start, end, kind

#: What stands in a secret's place: `[masked: kind]`.
KINDS = (
    "password", "token", "key", "private key", "credentials", "cookie", "session", "code", "secret", "e-mail",
    "phone number", "personal number", "account number", "card number", "tax number", "host",
)  # fmt: skip

_MARKER = re.compile(rf"\[masked: (?:{'|'.join(KINDS)})\]")
_ROUNDS = 6  # two do for almost every text: one that masks, one that finds nothing more
_LONG_WORD = re.compile(r"[\w+/-]{10,}", re.ASCII)
_AROUND = re.compile(r"[A-Za-z0-9+/_=.%-]")
_LINE_ENDS = ("\n", "\r", "\\", "=", '"', "'")
_LONGEST_BLOB = 65_536
_PAIR = re.compile(r"[\w.@+-]{1,64}:[^\s:]{1,200}$", re.ASCII)
_LONG_RUN = re.compile(r"[a-z]{7}|[_-]{2}")
_NAMED_HARMLESS = re.compile(
    r"(?:id|ids|trace|request|tid|hash|digest|sha[0-9]{0,3}|md5|etag|checksum|integrity|nonce|fingerprint|public_?key"
    r"|commit|revision|version|ray|ssh-\w{3,8}|ed25519|correlation|cursor|sum|block|blk|tag|uuid|guid)[\w-]{0,12}[\"'>]{0,2}[ \t]{0,3}[:=~-]?[ \t]{0,3}(?:W/)?[\"'<(\[]{0,2}$",
    re.ASCII | re.IGNORECASE,
)
# By the weight of what they tell: an address may be the end of a password, not the other way round.
_WEAK = frozenset(
    ("e-mail", "phone number", "personal number", "tax number", "account number", "card number")
)


def redact(text: str, *, hosts: bool = False) -> str:
    """The text with each secret replaced by `[masked: kind]`.

    Args:
        text: At most 200,000 characters; the time it takes grows with its length.
        hosts: Mask host names and addresses of machines as well.
    """
    for _ in range(_ROUNDS):
        spans = _find(text, hosts)
        if not spans:
            return text
        text = _masked(text, spans)
    # A text made to resist, where each mask uncovers the next secret: whole lines, then everything.
    for _ in range(_ROUNDS):
        spans = _find(text, hosts)
        if not spans:
            return text
        text = _masked(text, _joined(text, _whole_lines(text, spans)))
    return text if not _find(text, hosts) else "[masked: secret]"


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the redaction by module and name, for checks of the time they may take."""
    found = dict(known_formats.patterns())
    modules = (
        decoding, key_files, known_formats, machine_names, name_joints, named_values, personal_data, secret_commands,
        secret_names, secret_places, secret_signs, secret_statements, secret_values,
        sys.modules[__name__],
    )  # fmt: skip
    for module in modules:
        short = module.__name__.rpartition(".")[2]
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found[f"{short}.{name} {number}"] = pattern
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _patterns_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _patterns_in(part)


def _find(text: str, hosts: bool) -> list[Span]:
    """What is to be masked, in order and apart."""
    page = _MARKER.sub(SENTINEL, text)
    spans = list(_in_page(page, hosts))
    layers = []
    view = decoding.one_layer_off(page)
    while view is not None:
        layers.append(view)
        for found in _in_page(view.text, hosts):
            places = [found[:2]]
            for layer in reversed(layers):
                places = [origin for place in places for origin in layer.origin(*place)]
            spans.extend((start, end, found[2]) for start, end in places)
        view = decoding.one_layer_off(view.text) if len(layers) < decoding.LAYERS else None
    return _with_markers(text, _joined(page, spans))


def _with_markers(text: str, spans: list[Span]) -> list[Span]:
    """The spans of a page, in the text that still has its markers."""
    if not spans or "[masked: " not in text:
        return spans
    places: list[int] = []
    longer = [0]
    for match in _MARKER.finditer(text):
        places.append(match.start() - longer[-1])
        longer.append(longer[-1] + match.end() - match.start() - len(SENTINEL))
    return [
        (start + longer[bisect_left(places, start)], end + longer[bisect_left(places, end)], kind)
        for start, end, kind in spans
    ]


def _in_page(text: str, hosts: bool, depth: int = 0) -> Iterator[Span]:
    """What the rules find in a text, in no order."""
    lowered = _lowered(text)
    words = [match.span() for match in _LONG_WORD.finditer(text)]
    for start, end, kind in chain(
        named_values.find_named(text, lowered),
        known_formats.find_known(text, words),
        secret_places.find_placed(text, lowered),
        secret_statements.find_stated(text, lowered),
        secret_commands.find_commanded(text, lowered),
        _blobs(text, words, depth),
    ):
        if end - start >= 24 and text[end : end + 1] in _LINE_ENDS and kind != "password":
            end = secret_values.wrapped_end(text, start, end)
        yield start, end, kind
    yield from key_files.find_keys(text, lowered)
    yield from personal_data.find_personal(text, lowered)
    if hosts:
        yield from machine_names.find_hosts(lowered)


def _lowered(text: str) -> str:
    """In small letters, character for character: of all letters, İ alone becomes two."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text.replace("İ", "I").lower()
    if len(lowered) != len(text):  # a later Unicode may know more such letters
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered


def _blobs(text: str, words: list[tuple[int, int]], depth: int) -> Iterator[Span]:
    """Base64 that holds a secret, and long random words without a name."""
    for start, end in words:
        if end - start < 16 or text.startswith("=", end + 2):
            continue
        word = text[start:end]
        if word.islower() or word.isupper():
            continue
        if depth < 2 and end - start <= _LONGEST_BLOB and (kind := _kind_inside(word, depth)):
            yield start, end + text[end : end + 2].count("="), kind
        elif 32 <= end - start <= 200 and _is_unnamed_secret(text, start, end):
            yield start, end, "token"


def _kind_inside(blob: str, depth: int) -> str | None:
    """The kind of the secret that a word of base64 holds; None if it holds none."""
    inner = decoding.base64_text(blob)
    if inner is None or len(inner) < 9:
        return None
    if _PAIR.match(inner):
        return "credentials"
    return next((kind for _, _, kind in _in_page(inner, False, depth + 1)), None)


def _is_unnamed_secret(text: str, start: int, end: int) -> bool:
    """Whether a long word stands alone, looks random, and has no name that says it is harmless."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    in_word = (before != "=" and _AROUND.match(before)) or before == "@"
    goes_on = _AROUND.match(after) and text[end : end + 2] not in (". ", ".\n")
    if in_word or goes_on or not _looks_random(text[start:end]):
        return False
    return not _NAMED_HARMLESS.search(text, max(0, start - 40), start)


def _looks_random(word: str) -> bool:
    """Letters of both sizes and enough digits, mixed as no person mixes them."""
    digits = sum(letter.isdigit() for letter in word)
    if digits * 9 < len(word) or digits * 2 > len(word) or word.islower() or word.isupper():
        return False
    if (
        "/" in word
        or "+" in word
        or _LONG_RUN.search(word)
        or word.count("_") + word.count("-") > 4
    ):
        return False
    turns = sum(a.isdigit() != b.isdigit() or a.isupper() != b.isupper() for a, b in pairwise(word))
    return turns * 3 >= len(word)


def _joined(page: str, spans: list[Span]) -> list[Span]:
    """The spans in order, overlapping ones as one, each with something to mask in it."""
    strong = _merged(page, [span for span in spans if span[2] not in _WEAK])
    weak = [span for span in spans if span[2] in _WEAK]
    if not weak:
        return strong
    starts = [start for start, _, _ in strong]
    apart = [span for span in weak if not _starts_inside(span, strong, starts)]
    return _merged(page, strong + apart)


def _starts_inside(span: Span, others: list[Span], starts: list[int]) -> bool:
    place = bisect_right(starts, span[0]) - 1
    return place >= 0 and others[place][1] > span[0]


def _merged(page: str, spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if merged and start < merged[-1][1]:
            first, last, first_kind = merged[-1]
            merged[-1] = (first, max(last, end), first_kind)
        elif page[start:end].strip(SENTINEL + " \t\r\n"):
            merged.append((start, end, kind))
    return merged


def _masked(text: str, spans: list[Span]) -> str:
    parts = []
    position = 0
    for start, end, kind in spans:
        parts.append(text[position:start])
        parts.append(f"[masked: {kind}]")
        position = end
    return "".join([*parts, text[position:]])


def _whole_lines(text: str, spans: list[Span]) -> list[Span]:
    lines = []
    for start, end, kind in spans:
        last = text.find("\n", end)
        lines.append((text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last, kind))
    return lines
