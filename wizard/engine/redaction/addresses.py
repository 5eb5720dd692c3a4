"""Secrets in addresses: `https://user:x@host`, `https://x@host`, `/reset-password/x`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import SENTINEL, Page, Span
from wizard.engine.redaction.signs import is_placeholder, is_random, is_uuid

# A quote inside a password stands between two of its letters.
_USERINFO = re.compile(
    r"://[^\s/:@?#\"'<>()]{0,128}:(?P<secret>(?:[^\s@\"'<>]|(?<=[^\s:,=(\[{])[\"'](?=\w)){1,256})@|"
    r"://(?P<user>[^\s/:@?#\"'<>]{16,256}):?@",
    re.ASCII,
)
_HOST = re.compile(
    r"(?:[\w.%*-]{1,253}|\[[0-9A-Fa-f:.%]{2,60}\])(?::[0-9]{1,5})?(?=[/?#\s\"'`,;)<>\]\\|&]|$)"
    rf"|\w{{2,12}}\(|(?=[/?\s\"'{SENTINEL}]|$)|[$%{{<]",
    re.ASCII,
)
_PORT = re.compile(r"[0-9]{1,5}(?=[/?#\s\"']|$)", re.ASCII)
_TO_NEXT_AT = re.compile(r"[^\s\"'<>?@]{0,512}@", re.ASCII)
_SURELY_HOST = re.compile(r"[\w.-]{1,253}(?::[0-9]{1,5})?(?:[/?\s\"',]|$)", re.ASCII)
_MOST_SIGNS = 12  # of `@` in a password
_WEB = ("http", "https", "ws", "wss", "git", "npm", "s3")

_IN_PATH = re.compile(
    r"/(?P<name>(?:api|access|secret|private)?[_-]?(?:key|token|secret)|(?:re)?set[_-]?(?:password|pwd)|password[_-]?reset"
    r"|losenord|losenordsaterstallning|passwort|reset|verify|verify[_-]?email|confirm|activate|activation|invite|invitation"
    r"|magic(?:[_-]?link)?|unlock|unsubscribe|sso|otp)/(?P<secret>[\w.~+=%-]{16,512})(?=[/?#\s\"'<>),;&]|$)",
    re.ASCII | re.IGNORECASE,
)


def find_in_addresses(page: Page) -> Iterator[Span]:
    """Secrets in addresses, in no order."""
    text = page.text
    if "@" in text and "://" in text:
        yield from _userinfo(text)
    for match in _IN_PATH.finditer(text):
        secret, keys = match.group("secret"), match.group("name").lower().endswith("key")
        # What the path calls a key may be an entry's; what it resets or confirms is one's own.
        if is_random(secret) and not (keys and is_uuid(secret)):
            yield *match.span("secret"), "key" if keys else "token"


def _userinfo(text: str) -> Iterator[Span]:
    """`user:password@` in an address; the password may hold `@`, `:` and `/`."""
    done = 0
    for match in _USERINFO.finditer(text):
        if match.start() < done:
            continue
        if match.group("user"):
            if is_random(match.group("user")):
                yield *match.span("user"), "token"
            continue
        start, end = match.span("secret")
        if _PORT.match(text, start):
            continue
        user = text[match.start() + 3 : start - 1]
        if len(user) >= 24 and is_random(user):
            yield match.start() + 3, start - 1, "token"
        done = end = _password_end(text, match.start(), end)
        if not is_placeholder(text, start, end):
            yield start, end, "password"


def _password_end(text: str, scheme_end: int, at: int) -> int:
    """Which `@` ends the password: the first before a host in an address of the web, else the last."""
    web = text[max(0, scheme_end - 6) : scheme_end].lower().endswith(_WEB)
    first = best = last = at
    for _ in range(_MOST_SIGNS):
        if web and _HOST.match(text, last + 1):
            return last
        more = _TO_NEXT_AT.match(text, last + 1)
        if more is None:
            break
        last = more.end() - 1
        if _SURELY_HOST.match(text, last + 1):
            best = last
    if best == first and not _HOST.match(text, first + 1):
        return last
    return best
