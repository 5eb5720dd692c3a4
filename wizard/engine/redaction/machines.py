"""Names and addresses of machines. They are masked only on request: support needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span

# Not every word with dots is a host: classes, files and versions have other ends.
_ENDS = (
    "com|org|net|edu|gov|mil|int|io|dev|app|cloud|ai|co|se|de|eu|uk|fr|nl|dk|no|fi|at|ch|it|es|pl|us|ca|au|jp|in|br|be|ie|cz"
    "|info|biz|shop|store|site|online|tech|local|localdomain|internal|intranet|lan|corp|home|example|test|invalid|nu|me|tv|xyz"
)
_HOST = r"(?P<host>[a-z0-9][\w.-]{0,252})"
_PATTERNS = (
    re.compile(
        rf"(?P<host>[a-z0-9_](?<![\w.-].)(?:[a-z0-9_-]{{0,62}}\.(?=[a-z0-9_-])){{1,8}}(?<=\.)(?:{_ENDS}))(?![\w-]|\.[a-z0-9])",
        re.ASCII,
    ),
    re.compile(r"(?P<host>[0-9](?<![\w.].)[0-9]{0,2}(?:\.[0-9]{1,3}){3})(?!\w|\.[0-9])", re.ASCII),
    re.compile(r"://(?:[^\s/@]{0,300}@){0,4}(?P<host>[a-z0-9][\w.%-]{0,252})(?![^\s/@]{0,300}@)", re.ASCII),
    re.compile(r"@[\"'`]?(?P<host>[a-z0-9][\w.-]{0,252})", re.ASCII),
    re.compile(rf"(?:host(?:name|addr)?|server|data source|address)[\"']?[ \t]{{0,3}}[:=][ \t]{{0,3}}(?:tcp:)?(?!tcp:)[\"']?{_HOST}", re.ASCII),
    re.compile(rf"(?:host(?: ?name)?|server(?: at)?|address|resolve)[ \t]{{1,3}}[\"'“»]{_HOST}(?=[\"'”«])", re.ASCII),
    re.compile(rf"-(?:h|-host(?:name)?)(?:[ \t]{{1,3}}|=){_HOST}", re.ASCII),
)  # fmt: skip
_GROUPS = re.compile(r"[0-9a-f:](?<![\w:.].)[0-9a-f:]{2,44}(?:%\w{1,16})?(?![\w:])", re.ASCII)


def find_hosts(page: Page) -> Iterator[Span]:
    """Names and addresses of machines, in no order."""
    lowered = page.lowered
    for pattern in _PATTERNS:
        for match in pattern.finditer(lowered):
            yield *match.span("host"), "host"
    for match in _GROUPS.finditer(lowered):
        if _is_address(match.group()):
            yield *match.span(), "host"


def _is_address(text: str) -> bool:
    """Whether groups of hexadecimal digits are an address of IPv6 or of a network card, and no time."""
    groups = text.partition("%")[0].split(":")
    shortened = "::" in text and any(letter.isdigit() for letter in text)
    return max(map(len, groups)) <= 4 and (shortened or len(groups) in (6, 8))
