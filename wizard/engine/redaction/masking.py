"""From what the rules find to the masked text: views, rounds, and spans that overlap."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from wizard.engine import decoding
from wizard.engine.redaction.addresses import find_in_addresses
from wizard.engine.redaction.commands import find_commanded
from wizard.engine.redaction.devices import find_in_devices
from wizard.engine.redaction.formats import find_known
from wizard.engine.redaction.formats import patterns as format_patterns
from wizard.engine.redaction.headers import find_in_headers
from wizard.engine.redaction.key_files import find_keys
from wizard.engine.redaction.long_words import find_unnamed
from wizard.engine.redaction.machines import find_hosts
from wizard.engine.redaction.named import find_named
from wizard.engine.redaction.page import (
    KINDS,
    SENTINEL,
    Rule,
    Span,
    line_end,
    line_start,
    page_of,
)
from wizard.engine.redaction.personal import find_personal
from wizard.engine.redaction.sentences import find_in_sentences
from wizard.engine.redaction.shapes import find_shaped
from wizard.engine.redaction.signs import is_random, looks_chosen
from wizard.engine.redaction.statements import find_stated
from wizard.engine.redaction.tables import find_in_tables
from wizard.engine.redaction.values import wrapped_end

#: What is asked of every page. Each finds its own kind of place and knows nothing of the others.
RULES: tuple[Rule, ...] = (
    find_named,
    find_in_tables,
    find_in_headers,
    find_in_addresses,
    find_stated,
    find_in_sentences,
    find_in_devices,
    find_commanded,
    find_known,
    find_shaped,
    find_unnamed,
    find_keys,
    find_personal,
)

_MARKER = re.compile(rf"\[masked: (?:{'|'.join(KINDS)})\]")
_ROUNDS = 6  # two do for almost every text: one that masks, one that finds nothing more
_DEEPEST = 2  # layers of base64
_LINE_ENDS = ("\n", "\r", "\\", "=", '"', "'")
_MOST_AGAIN = 20  # secrets that are looked for a second time
_LONG = 24  # characters of a secret that may go on in the next line
# By the weight of what they tell: an address may be the end of a password, not the other way round.
_WEAK = frozenset(
    ("e-mail", "phone number", "personal number", "tax number", "account number", "card number")
)
# Not broken into lines as a token is: read by other rules to their end.
_WHOLE = _WEAK | {"password", "private key"}


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
    found = dict(format_patterns())
    for module_name, module in sorted(sys.modules.items()):
        if module is decoding or module_name.startswith(f"{__package__}."):
            short = module_name.rpartition(".")[2]
            for name, value in vars(module).items():
                for number, pattern in enumerate(_patterns_in(value)):
                    found[f"{short}.{name} {number}"] = pattern
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for part in value.values() if isinstance(value, dict) else value:
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
    spans.extend(_again(page, spans))
    return _with_markers(text, _joined(page, spans))


def _again(page: str, spans: list[Span]) -> Iterator[Span]:
    """Where else a secret stands that no name tells of there: typed as the user, quoted in an answer."""
    known = {page[start:end]: kind for start, end, kind in spans if kind not in _WEAK}
    telling = [
        (s, k) for s, k in known.items() if len(s) >= 8 and (looks_chosen(s) or is_random(s))
    ]
    for secret, kind in telling[:_MOST_AGAIN]:
        start = page.find(secret)
        while start >= 0:
            yield start, start + len(secret), kind
            start = page.find(secret, start + len(secret))


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
    """What the rules find in a text, in no order; `depth` counts the layers of base64 taken off."""

    def deeper(said: str) -> Iterator[Span]:
        return _in_page(said, False, depth + 1)

    page = page_of(text, deeper if depth < _DEEPEST else None)
    for rule in RULES:
        for start, end, kind in rule(page):
            if end - start >= _LONG and text[end : end + 1] in _LINE_ENDS and kind not in _WHOLE:
                end = wrapped_end(text, start, end)
            yield start, end, kind
    if hosts:
        yield from find_hosts(page)


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
    return [(line_start(text, start), line_end(text, end), kind) for start, end, kind in spans]
