"""Secrets in headers and addresses: `Authorization: Basic x`, `Cookie: a=x`, `https://user:x@host`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.decoding import base64_text
from wizard.engine.secret_names import words_of
from wizard.engine.secret_signs import SENTINEL, is_placeholder, is_random, is_status

Span = tuple[int, int, str]  # start, end, kind

_AUTHORIZATION = re.compile(
    r"authorization[\"'`]{0,2}[ \t]{0,20}\]?[ \t]{0,4}(?:=>|:=|[:=,])[ \t]{0,20}[\[(]?[\"'`]{0,2}"
    r"(?:(?P<scheme>[a-z][a-z0-9-]{1,40})(?:[ \t]{1,20}|[ \t]{0,4}\r?\n[ \t]{1,8})(?=[^\s,;:]))?"
)
_LONGEST_HEADER = 16_384
_ONE_WORD_SCHEMES = words_of(
    "basic bearer negotiate ntlm token apikey api-key key jwt sharedkey sharedkeylite splunk dpop ssws"
    " klaviyo-api-key zoho-oauthtoken zoho-authtoken shippotoken privatetoken geniekey bot kerberos"
    " discogs"
)
_OTHER_SCHEMES = words_of(
    "digest oauth hawk aws aws4-hmac-sha256 hmac hmac-sha256 signature sharedaccesssignature mac gnap"
    " vapid scram-sha-256 scram-sha-1 eg1-hmac-sha256 googlelogin wsse akamai atlassian"
)
_CREDENTIAL = re.compile(r"[^\s\"'`,;<>{}()\]]{1,16384}", re.ASCII)
_BEARER = re.compile(
    r"(?:bearer|basic|ntlm|negotiate)(?:[ \t]{1,4}|%20|\+)[\"']?(?P<secret>[\w.~+/=%|!$-]{8,8192})",
    re.ASCII,
)
_SCHEME_WORDS = ("bearer", "basic", "ntlm", "negotiate")
_COOKIE = re.compile(
    r"cookies?2?[\"'`]{0,2}[ \t]{0,20}\]?(?:=>|[:=,])[ \t]{0,20}[\"'`]?"
    rf"(?=[^\s=;,\"'<>]{{1,160}}=[^\s;]|{SENTINEL})",
    re.ASCII,
)

_USERINFO = re.compile(
    r"://[^\s/:@?#\"'<>()]{0,128}:(?P<secret>[^\s@\"'<>]{1,256})@|"
    r"://(?P<user>[^\s/:@?#\"'<>]{16,256})@",
    re.ASCII,
)
_HOST = re.compile(
    r"(?:[\w.%*-]{1,253}|\[[0-9A-Fa-f:.%]{2,60}\])(?::[0-9]{1,5})?(?=[/?#\s\"'`,;)<>\]\\|&]|$)"
    rf"|\w{{2,12}}\(|(?=[/?\s\"'{SENTINEL}]|$)|[$%{{<]",
    re.ASCII,
)
_PORT = re.compile(r"[0-9]{1,5}(?=[/?#\s\"']|$)", re.ASCII)
_MORE = re.compile(
    r"[^\s\"'<>?@]{0,512}@(?=[\w.-]{1,253}(?::[0-9]{1,5})?(?:[/?\s\"',]|$))", re.ASCII
)
_WEB = ("http", "https", "ws", "wss", "git", "npm", "s3")


def find_placed(text: str, lowered: str) -> Iterator[Span]:
    """Secrets in headers and addresses, in no order."""
    if "authorization" in lowered:
        yield from _authorizations(text, lowered)
    if any(word in lowered for word in _SCHEME_WORDS):
        for match in _BEARER.finditer(lowered):
            start, end = match.span("secret")
            secret = text[start:end]
            if is_random(secret) or (len(secret) >= 12 and ":" in (base64_text(secret) or "")):
                yield start, end, "credentials"
    if "cookie" in lowered:
        yield from _cookies(text, lowered)
    if "@" in text and "://" in text:
        yield from _userinfo(text)


def _authorizations(text: str, lowered: str) -> Iterator[Span]:
    """What follows the name of a scheme; everything if it is not one."""
    done = 0
    for match in _AUTHORIZATION.finditer(lowered):
        if match.start() < done:
            continue
        scheme = match.group("scheme") or ""
        start = match.start("scheme") if scheme else match.end()
        end = _line_end(text, start)
        quote = _quote_around(text, match.start(), start)
        close = text.find(quote, start, end) if quote else -1
        end = close if close > 0 else end
        if scheme in _OTHER_SCHEMES:
            # A digest has quotes inside: only one around the whole header ends it.
            inner = '="' in text[match.end() : end + 1] and text[start - 1] != quote
            start, end = match.end(), _line_end(text, start) if inner else end
        else:
            quoted = text[match.end() : match.end() + 1] in ('"', "'")
            credential = _CREDENTIAL.match(text, match.end() + quoted)
            if credential is None:
                continue
            if scheme in _ONE_WORD_SCHEMES or (scheme and is_random(credential.group())):
                start, end = credential.span()
            elif is_status(lowered, start, end) or is_placeholder(lowered, start, end):
                continue
            elif scheme and text[start:end].replace(" ", "").isalpha():
                continue  # a sentence about authorization
        if start < end:
            done = end
            yield start, end, "credentials"


def _cookies(text: str, lowered: str) -> Iterator[Span]:
    """All cookies that a browser sends; of one that a server sets, all but its attributes."""
    done = 0
    for match in _COOKIE.finditer(lowered):
        start = match.end()
        if start < done:
            continue
        end = _line_end(text, start)
        name = match.start()
        if lowered.endswith("set-", 0, name):
            name -= len("set-")
            semicolon = text.find(";", start, end)
            end = semicolon if semicolon > 0 else end
        quote = _quote_around(text, name, start)
        close = text.find(quote, start, end) if quote else -1
        done = end = close if close > 0 else end
        yield start, end, "cookie"


def _line_end(text: str, start: int) -> int:
    """Where the line ends, without the blanks at its end; a header is no longer than its limit."""
    end = text.find("\n", start, start + _LONGEST_HEADER)
    end = min(len(text), start + _LONGEST_HEADER) if end < 0 else end
    return start + len(text[start:end].rstrip())


def _quote_around(text: str, name: int, value: int) -> str:
    """The quote that stands before a header's value, or else before its name; empty if none does."""
    for sign in (text[value - 1 : value], text[name - 1 : name] if name else ""):
        if sign in ('"', "'", "`"):
            return sign
    return ""


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
    for _ in range(12):
        fits = _HOST.match(text, at + 1)
        more = None if fits and web else _MORE.match(text, at + 1)
        if more is None:
            break
        at = more.end() - 1
    last = text.find("@", at + 1, at + 200)
    if not fits and last > 0 and not any(sign in text[at:last] for sign in " \n\t\"'<>"):
        return last
    return at
