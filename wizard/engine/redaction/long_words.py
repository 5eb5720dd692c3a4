"""Secrets without a name: base64 that holds one, and long words that no person wrote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from wizard.engine.decoding import base64_text
from wizard.engine.redaction.page import Page, Span

_AROUND = re.compile(r"[A-Za-z0-9+/_=.%-]")
_PAIR = re.compile(r"[\w.@+-]{1,64}:[^\s:]{1,200}$", re.ASCII)
_BETWEEN = "\n\n"

_LONG_RUN = re.compile(r"[a-z]{7}|[_-]{2}|[/+]")
_HARMLESS_NAME = re.compile(
    r"(?:ids?|trace|request|tid|hash|digest|sha[0-9]{0,3}|md5|etag|checksum|integrity|nonce|fingerprint"
    r"|public_?key|commit|revision|version|ray|ssh-\w{3,8}|ed25519|correlation|cursor|sum|block|blk|tag|uuid|guid)"
    r"[\w-]{0,12}[\"'>]{0,2}[ \t]{0,3}[:=~-]?[ \t]{0,3}(?:W/)?[\"'<(\[]{0,2}$",
    re.ASCII | re.IGNORECASE,
)


def find_unnamed(page: Page) -> Iterator[Span]:
    """Secrets among the long words, in no order."""
    text, find = page.text, page.deeper
    inner: list[str] = []
    outer: list[tuple[int, int]] = []
    for start, end in page.words:
        word = text[start:end]
        if end - start < 16 or word.islower() or word.isupper() or text.startswith("=", end + 2):
            continue
        said = base64_text(word) if find else None
        if said and _PAIR.match(said):
            yield start, end + text[end : end + 2].count("="), "credentials"
        elif said and len(said) > 8:
            inner.append(said)
            outer.append((start, end + text[end : end + 2].count("=")))
        elif 32 <= end - start <= 200 and _is_secret(text, start, end):
            yield start, end, "token"
    if inner and find:
        # All at once: for each the rules would have to be started anew.
        starts = [0]
        for said in inner:
            starts.append(starts[-1] + len(said) + len(_BETWEEN))
        for start, _, kind in find(_BETWEEN.join(inner)):
            yield *outer[bisect_right(starts, start) - 1], kind


def _is_secret(text: str, start: int, end: int) -> bool:
    """Whether a long word stands alone, looks random, and has no name that says it is harmless."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    inside = before == "@" or (before != "=" and _AROUND.match(before))
    goes_on = _AROUND.match(after) and text[end : end + 2] not in (". ", ".\n")
    if inside or goes_on or not _looks_random(text[start:end]):
        return False
    return not _HARMLESS_NAME.search(text, max(0, start - 40), start)


def _looks_random(word: str) -> bool:
    """Letters of both sizes and enough digits, mixed as no person mixes them."""
    digits = sum(letter.isdigit() for letter in word)
    if not len(word) / 9 <= digits <= len(word) / 2 or word.islower() or word.isupper():
        return False
    if _LONG_RUN.search(word) or word.count("_") + word.count("-") > 4:
        return False
    turns = sum(a.isdigit() != b.isdigit() or a.isupper() != b.isupper() for a, b in pairwise(word))
    return turns * 3 >= len(word)
