"""Where the value of a telling name ends.

A quoted value ends at its quote, `hunt er2;Database=x` before the next name, a wrapped token on a
later line. Whether it is a secret at all is decided by `signs`.
"""

from __future__ import annotations

import re

from wizard.engine.decoding import ends_in_padding
from wizard.engine.redaction.names import LETTER, Name
from wizard.engine.redaction.page import SENTINEL, line_end, line_start
from wizard.engine.redaction.signs import counts, is_placeholder, is_random, stands_for_a_value

_CLOSERS = {
    '"': '"', "'": "'", "`": "`", "“": "”“\"", "”": "”\"", "„": "“”\"", "»": "«", "«": "»", "‘": "’'",
    "‚": "‘’'", "’": "’'",
}  # fmt: skip
_TO_CLOSER = {
    opener: re.compile(rf"[^{closers}\\\n]*(?:\\[^\n][^{closers}\\\n]*)*")
    for opener, closers in _CLOSERS.items()
}
_JOINED = re.compile(
    r"[\"'](?:\s{0,60}[+.&][ \t]{0,4}\\?\n?[ \t]{0,60}|[ \t]{0,4}\\?\n[ \t]{1,60}|[ \t]{1,4}(?:->|=>|→)[ \t]{1,4})[\"']"
)
_LONGEST_QUOTED = 65_536

# A quote inside a value (`hunt"er`) is followed by a letter, the one that ends it is not. The first
# part decides whether it is a secret; a secret is then masked as far as it goes.
_OUTSIDE = r"[^\s\"'<>“”„»«]"
_INSIDE = r"[\"'<>](?=[\w!#$%&@*])"
_RUN_START = re.compile(rf"{_OUTSIDE}{{1,280}}(?:{_INSIDE}{_OUTSIDE}{{1,280}}){{0,4}}", re.ASCII)
_RUN = re.compile(rf"{_OUTSIDE}+(?:{_INSIDE}{_OUTSIDE}+)*", re.ASCII)
_IN_URL = re.compile(
    r"(?:[^\s&#\"'<>“”„»«\\%]|%(?!26[\w.-]{1,48}=)|\\(?!u0026)){1,16384}", re.ASCII
)
_IN_PATH = re.compile(r"[^\s&#?/\"'<>“”„»«]{1,16384}", re.ASCII)
# DRIVER={x};PWD={a}}b;c}: a bracket at the end, and written twice inside.
_ODBC = re.compile(r"\{(?P<item>(?:[^}\n]|\}\}){1,512})\}(?=[;\s\"']|$)")
# JBSW Y3DP UJJV FFPX, and the passwords for one application that Google gives.
_GROUPS = re.compile(r"(?:[A-Za-z2-7]{4} ){3,15}[A-Za-z2-7]{4}(?=[\s.,;)\"']|$)", re.ASCII)
_NEXT_PAIR = re.compile(
    r"[,;&|\\%](?:(?<=[,;&|])[;&|]?[\"']?[\w.$\[\]-]{1,48}[\"']?(?:=>|[=:])"
    r"|(?<=\\)[nr](?=[\w .-]{0,48}[:=]|\\|$)|(?:(?<=\\)u0026|(?<=%)26|(?<=&)amp;)[\w.-]{1,48}(?:=|%3[dD]))",
    re.ASCII,
)
# `t=1492774577,v1=5257…`
_SIGNATURE = re.compile(
    r"t=[0-9]{1,12},(?P<secret>\w{1,8}=[^\s,;&\"']{8,512}(?:,\w{1,8}=[^\s,;&\"']{8,512}){0,5})",
    re.ASCII,
)

# What follows a first word: more words to the end of the line, or to the `;` of a connection string.
_PLAIN = r"[^\s=:;,(){}\[\]<>\"'|&]"
_MORE_WORDS = re.compile(
    rf"(?:[ \t]{{1,3}}(?!-){_PLAIN}{{1,80}}){{1,9}}[ \t]{{0,40}}(?=\r?\n|$)", re.ASCII
)
_TO_SEMICOLON = re.compile(
    r"(?:[ \t]{1,3}[^\s;=:\"']{1,80}){1,7}[ \t]{0,3}(?=;[ \t]{0,3}(?:[\w ]{1,32}=|[\"'\n]|$))",
    re.ASCII,
)
_COMMAND = re.compile(
    r"[ \t]{1,3}(?:sudo|psql|pg_\w{1,20}|mysql\w{0,10}|mariadb|mongo\w{0,10}|redis-cli|curl|wget|docker|kubectl"
    r"|python3?|node|npm|php|java|ssh|bash|sh|make|terraform|helm|ansible\S{0,20}|sqlcmd|env|printenv|echo|\./\S|/\S)",
    re.ASCII,
)

# YAML
_BLOCK = re.compile(r"(?:!\S{1,30}[ \t]{1,4})?[|>][+-]?[0-9]?[ \t]{0,8}\r?\n", re.ASCII)
_TAG = re.compile(r"(?:!{1,2}[\w!-]{1,30}|&[\w-]{1,30})[ \t]{1,8}", re.ASCII)
_NEXT_LINE = re.compile(r"[ \t\r]{0,80}\n(?P<indent>[ \t>|]{0,80})(?P<item>- )?(?=\S)", re.ASCII)
_ITEMS = re.compile(r"(?:\r?\n[ \t]{0,80}- (?![^\n]{0,400}:[ \n])[^\n]{1,400}){1,200}")
_NESTED = re.compile(
    r"(?:value|default|plain|plaintext|text|current)[ \t]{0,4}[:=][ \t]{0,8}(?=\S)"
)
_A_PAIR = re.compile(
    rf"(?:- )?[\"']?[{LETTER}.-]{{1,60}}[\"']?[ \t]{{0,20}}(?::(?=[\s\"'{{\[])|:$|=(?!=?\s*$))|[a-z]{{1,30}}_[a-z0-9_]{{1,60}}=[ \t\r]*$"
    r"|- |[{<#\[]|[^\s]{0,200}[:$>#]$"
    # a frame of a stack, an address, a time
    r"|at [\w.$]|file \"|[a-z][a-z0-9+.-]{1,20}://|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    re.ASCII | re.MULTILINE,
)

_PREFIXED = re.compile(r"(?:[nbruf@$]{1,2}|new string\(|secretstr\(|password\()(?=[\"'])")
_WRAPPING = re.compile(
    r"\{\s{0,40}[\"'](?:value|plain|plaintext|text|#text|_|string|stringvalue|s|data|raw|current|new|old)[\"']"
    r"\s{0,9}(?::|=>)\s{0,9}[\"']",
    re.ASCII,
)
_LISTING = re.compile(r"[\[(]\s{0,40}[\"']", re.ASCII)
_NEXT_ITEM = re.compile(r"[\"']\s{0,9},\s{0,40}[\"']", re.ASCII)
_ONE_ITEM = re.compile(r"[\[{(](?P<item>[^\s\[\](){}\"',:=]{4,512})[\]})]")
_WRAPPED = re.compile(
    r"[\"']?[ \t]{0,4}[=\\]?\r?\n[ \t>|\"']{0,40}(?P<more>[A-Za-z0-9+/_.~-]{4,1024}={0,2})(?=[\"',;]{0,3}[ \t]{0,4}(?:\r?\n|$))"
)


def value_span(
    text: str, lowered: str, start: int, name: Name, *, equals: bool, own_line: bool, in_url: str
) -> tuple[int, int] | None:
    """Where the value is that starts at or after `start`; None when there is none worth masking.

    Args:
        lowered: The text in small letters, character for character.
        equals: The separator was `=` (a setting), not `:` (perhaps a sentence).
        own_line: The name starts its line, so that the rest of the line may be its value.
        in_url: What stands before the name in a URL: `?`, `&`, `#` or `;`; empty outside of one.
    """
    if prefix := _PREFIXED.match(lowered, start):
        start = prefix.end()
    if tag := _TAG.match(text, start):
        start = tag.end()
    opener = text[start : start + 1]
    if not opener:
        return None
    if opener in "\r\n":
        return _on_next_line(text, lowered, start, name)
    if block := _BLOCK.match(text, start):
        return _indented(text, start, block.end())
    if opener == "{" and equals and (braces := _ODBC.match(text, start)) and "}}" in braces.group():
        return braces.span("item")
    if opener in "[{(":
        if stands_for_a_value(text, lowered, start, len(text)):
            return None
        inner = _in_brackets(text, lowered, start, name)
        if (
            inner
            or text[start + 1 : start + 2] in "\"'\r\n []{}"
            or (opener != "(" and name.kind != "password")
        ):
            return inner
    if text.startswith(('"""', "'''"), start):
        return _quoted_thrice(text, lowered, start, name)
    if opener in _CLOSERS:
        return _quoted(text, lowered, start, name)
    if opener == SENTINEL:
        return _after_marker(text, start, in_url)
    if in_url:
        match = _pattern_in(in_url).match(text, start)
        if match is None:
            return None
        return match.span() if counts(text, lowered, *match.span(), name, equals=True) else None
    return _bare(text, lowered, start, name, equals, own_line)


def wrapped_end(text: str, start: int, end: int) -> int:
    """Where a long value really ends that runs over the end of its line (mail, terminals)."""
    before = end - start
    for _ in range(60):
        match = None if ends_in_padding(text, end) else _WRAPPED.match(text, end)
        if match is None:
            break
        more = match.group("more")
        mixed = any(letter.isdigit() or letter in "+/=" for letter in more) or (
            len(more) >= 8 and more not in (more.lower(), more.upper(), more.capitalize())
        )
        if not (
            is_random(more) or (len(more) >= 16 and more.isalnum()) or (before >= 48 and mixed)
        ):
            break
        before, end = len(more), match.end()
    return end


def _bare(
    text: str, lowered: str, start: int, name: Name, equals: bool, own_line: bool
) -> tuple[int, int] | None:
    if parts := _SIGNATURE.match(text, start):
        return parts.span("secret")
    if (groups := _GROUPS.match(text, start)) and groups.group() in (
        groups.group().upper(),
        groups.group().lower(),
    ):
        return groups.span()
    run = _RUN_START.match(text, start)
    if run is None:
        return None
    end = run.end()
    pair = _next_pair(text, start, end)
    if pair >= 0:
        end = pair
    else:
        end = start + len(text[start:end].rstrip(",;)]}|"))
        if text[end - 1 : end] == "." and text[end : end + 1] in ("", " ", "\n", "\r"):
            end -= 1
    if end <= start or (text[end - 1] == ":" and text[start : end - 1].isalpha()):
        return None
    if not counts(text, lowered, start, end, name, equals=equals):
        return None
    goes_on = end - start >= 280 and pair < 0
    if goes_on and (run := _RUN.match(text, start)):
        return run.span()
    if semicolon := _TO_SEMICOLON.match(text, end):
        return start, semicolon.end()
    # A password may be a phrase; what a machine made is not.
    phrase = own_line and name.kind in ("password", "secret") and not is_random(text[start:end])
    if phrase and (more := _MORE_WORDS.match(text, end)) and not _COMMAND.match(text, end):
        return start, end + len(more.group().rstrip())
    return start, end


def _pattern_in(url: str) -> re.Pattern[str]:
    return _IN_PATH if url == ";" else _IN_URL


def _next_pair(text: str, start: int, end: int) -> int:
    """Where in a value the next pair of name and value begins; -1 when none does."""
    pair = _NEXT_PAIR.search(text, start, min(len(text), end + 56))
    return pair.start() if pair and pair.start() < end else -1


def _quoted(text: str, lowered: str, start: int, name: Name) -> tuple[int, int] | None:
    opener = text[start]
    first, end = start + 1, start
    for _ in range(12):
        match = _TO_CLOSER[opener].match(text, end + 1, first + _LONGEST_QUOTED)
        end = match.end() if match else end + 1
        # `it''s`: a quote written twice stands for one; `"a" + "b"`: one value in parts.
        if text[end : end + 2] in ("''", '""') and text[end + 2 : end + 3].isalnum():
            end += 1
            continue
        joined = _JOINED.match(text, end)
        if joined is None or end == first or {text[end], joined.group()[-1]} != {opener}:
            break
        end = joined.end() - 1
    if text[end : end + 1] in ("\n", "\r", ""):
        close = text.find(opener, end, end + 240)
        if close > 0 and text.count("\n", end, close) <= 2 and "=" not in text[end + 1 : close - 2]:
            end = close
    if end <= first or not counts(text, lowered, first, end, name, equals=True, quoted=True):
        return None
    return first, end


def _quoted_thrice(text: str, lowered: str, start: int, name: Name) -> tuple[int, int] | None:
    first = start + 3
    end = text.find(text[start:first], first, first + 8192)
    end = first + len(text[first : end if end >= 0 else len(text)].partition("\n\n")[0].rstrip())
    if first < end and counts(text, lowered, first, end, name, equals=True):
        return first, end
    return None


def _in_brackets(text: str, lowered: str, start: int, name: Name) -> tuple[int, int] | None:
    """`["a", "b"]`, `{"value": "a"}`, `{a;b}`: the values in brackets, as one."""
    if one := _ONE_ITEM.match(text, start):
        if is_placeholder(lowered, *one.span()):
            return None
        return (
            one.span("item")
            if counts(text, lowered, *one.span("item"), name, equals=True)
            else None
        )
    listed = (_WRAPPING if text[start] == "{" else _LISTING).match(lowered, start)
    if listed is None:
        return None
    span = _quoted(text, lowered, listed.end() - 1, name)
    for _ in range(40):
        more = _NEXT_ITEM.match(text, span[1]) if span and text[start] != "{" else None
        another = _quoted(text, lowered, more.end() - 1, name) if more else None
        if span is None or another is None:
            break
        span = span[0], another[1]
    return span


def _on_next_line(text: str, lowered: str, start: int, name: Name) -> tuple[int, int] | None:
    match = _NEXT_LINE.match(text, start)
    if match is None:
        return None
    first = match.end()
    row_end = line_end(text, first)
    if nested := _NESTED.match(lowered, first, row_end):
        return value_span(text, lowered, nested.end(), name, equals=True, own_line=True, in_url="")
    if _A_PAIR.match(lowered, first, row_end):
        return None
    if text[first] in _CLOSERS:
        return _quoted(text, lowered, first, name)
    last = first + len(text[first:row_end].rstrip())
    if any(blank in text[first:last] for blank in " \t") and not match.group("indent"):
        return None
    if not counts(text, lowered, first, last, name, equals=False):
        return None
    items = _ITEMS.match(text, last) if match.group("item") else None
    return first, items.end() if items else last


def _indented(text: str, start: int, first: int) -> tuple[int, int] | None:
    """A block of YAML: the lines that are indented further than the one with the name."""
    line = line_start(text, start)
    indent = start - line - len(text[line:start].lstrip(" -"))
    end = first
    for _ in range(400):
        row_end = line_end(text, end)
        row = text[end:row_end]
        if row.strip() and len(row) - len(row.lstrip(" \t")) <= indent:
            break
        end = min(row_end + 1, len(text))
        if row_end == len(text):
            break
    body = text[first:end].strip()
    if not body.strip(SENTINEL):
        return None
    first = text.index(body, first)
    return first, first + len(body)


def _after_marker(text: str, start: int, in_url: str) -> tuple[int, int] | None:
    """What hangs on to a masked value without a break is a part of it."""
    run = _pattern_in(in_url).match(text, start) if in_url else _RUN_START.match(text, start)
    if run is None:
        return None
    end = run.end()
    if (pair := _next_pair(text, start, end)) >= 0:
        end = pair
    rest = text[start:end].strip(SENTINEL).rstrip("\"',;:.)]}|&")
    return (start, end) if any(letter.isalnum() for letter in rest) else None
