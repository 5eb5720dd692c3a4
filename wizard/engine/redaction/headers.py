"""Secrets in headers: `Authorization: Basic x`, `Bearer x` wherever it stands, `Cookie: a=x`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.decoding import base64_text
from wizard.engine.redaction.names import words_of
from wizard.engine.redaction.page import SENTINEL, Page, Span, line_end
from wizard.engine.redaction.signs import is_placeholder, is_random, is_status, stands_for_a_value

_AUTHORIZATION = re.compile(
    r"authorization[\"'`]{0,2}[ \t]{0,20}\]?[ \t]{0,4}(?:=>|:=|[:=,])[ \t]{0,20}[\[(]?[\"'`]{0,2}"
    r"(?:(?P<scheme>[a-z][a-z0-9-]{1,40})(?:[ \t]{1,20}|\+|%20|[ \t]{0,4}\r?\n[ \t]{1,8})(?=[^\s,;:]))?"
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
_CREDENTIAL = re.compile(r"(?:[^\s\"'`,;<>{}()\]&]|&(?![\w.-]{1,40}=)){1,16384}", re.ASCII)

# Digest realm="shop", response="x": each parameter is a secret unless it is known not to be.
_PARAMETER = re.compile(
    r"(?:[ \t]{0,4}[,;&][ \t]{0,8}|[ \t]{1,8})?(?P<name>[A-Za-z][\w-]{0,60})=(?P<value>\"[^\"\n]{0,8192}\""
    r"|\\\"[^\"\\\n]{0,8192}\\\"|(?:[^\s,&;\"]|;(?!\w{1,60}=)){1,8192})",
    re.ASCII,
)
_HARMLESS_PARAMETERS = words_of(
    "realm uri signedheaders algorithm qop nc oauth_signature_method oauth_timestamp oauth_version timestamp"
    " ts version charset headers created expires method username user se sr skn"
)

_BEARER = re.compile(
    r"(?:bearer|basic|ntlm|negotiate)(?:[ \t]{1,4}|%20|\+)[\"']?(?P<secret>(?![\w.-]{1,40}=[^=\s])[\w.~+/=%|!$-]{8,8192})",
    re.ASCII,
)
_SCHEME_WORDS = ("bearer", "basic", "ntlm", "negotiate")
_COOKIE = re.compile(
    r"cookies?2?[\"'`]{0,2}[ \t]{0,20}\]?(?:=>|[:=,])(?:[ \t]{0,20}[\"']value[\"'][ \t]{0,4}:)?[ \t]{0,20}[\"'`]?"
    rf"(?=[^\s=;,\"'<>]{{1,160}}=[^\s;]|{SENTINEL})",
    re.ASCII,
)


def find_in_headers(page: Page) -> Iterator[Span]:
    """Secrets in headers, in no order."""
    text, lowered = page.text, page.lowered
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


def _authorizations(text: str, lowered: str) -> Iterator[Span]:
    """What follows the name of a scheme; everything if it is not one."""
    done = 0
    for match in _AUTHORIZATION.finditer(lowered):
        if match.start() < done:
            continue
        scheme = match.group("scheme") or ""
        start = match.start("scheme") if scheme else match.end()
        end = _header_end(text, start)
        quote = _quote_around(text, match.start(), start)
        close = text.find(quote, start, end) if quote else -1
        end = close if close > 0 else end
        if stands_for_a_value(text, lowered, match.end(), end):
            continue
        if scheme in _OTHER_SCHEMES:
            # A digest has quotes inside: only one around the whole header ends it.
            inner = '="' in text[match.end() : end + 1] and text[start - 1] != quote
            end = _header_end(text, start) if inner else end
            done = end
            yield from _parameters(text, match.end(), end)
            continue
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


def _parameters(text: str, start: int, end: int) -> Iterator[Span]:
    """The parameters of a header that are secrets; all of a header that has none."""
    position = start
    while parameter := _PARAMETER.match(text, position, end):
        position = parameter.end()
        first, last = parameter.span("value")
        if text[first] in '"\\' and text[first:last].strip('\\"'):
            first, last = text.index('"', first) + 1, last - 1 - (text[first] == "\\")
        if parameter.group("name").lower() not in _HARMLESS_PARAMETERS and first < last:
            yield first, last, "credentials"
    if position == start < end:
        yield start, end, "credentials"


def _cookies(text: str, lowered: str) -> Iterator[Span]:
    """All cookies that a browser sends; of one that a server sets, all but its attributes."""
    done = 0
    for match in _COOKIE.finditer(lowered):
        start = match.end()
        if start < done:
            continue
        end = _header_end(text, start)
        name = match.start()
        if lowered.endswith("set-", 0, name):
            name -= len("set-")
            semicolon = text.find(";", start, end)
            end = semicolon if semicolon > 0 else end
        quote = _quote_around(text, name, start)
        close = text.find(quote, start, end) if quote else -1
        done = end = close if close > 0 else end
        yield start, end, "cookie"


def _header_end(text: str, start: int) -> int:
    """Where the line ends, without the blanks at its end; a header is no longer than its limit."""
    return start + len(text[start : line_end(text, start, start + _LONGEST_HEADER)].rstrip())


def _quote_around(text: str, name: int, value: int) -> str:
    """The quote that stands before a header's value, or else before its name; empty if none does."""
    for sign in (text[value - 1 : value], text[name - 1 : name] if name else ""):
        if sign in ('"', "'", "`"):
            return sign
    return ""
