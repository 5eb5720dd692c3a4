"""Secrets beside a telling name: settings, JSON, XML, calls, tables and sentences.

One search finds a name together with what joins it to a value; what the name tells and where the
value ends is decided for these few places alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from wizard.engine.redaction.joints import CANDIDATE
from wizard.engine.redaction.names import LETTER, name_of
from wizard.engine.redaction.page import Page, Span, line_start
from wizard.engine.redaction.places import Place
from wizard.engine.redaction.signs import counts, is_random
from wizard.engine.redaction.told import about, beside, pair_in, told

_BEFORE = re.compile(rf"([{LETTER}]{{2,20}})[ _\-]{{1,2}}$", re.ASCII)
_OWN_LINE = re.compile(
    r"[\s>#*|$\"'\[({/;-]{0,60}(?:(?:export|set|setx|env|declare|const|let|var|val|final|define|local|my|our|private|public|static|string|enter|ange|bitte|ditt|your|the|das|ihr|mitt|dein|new|nytt|neues|old|db|database|databas|datenbank|mysql|admin|user)[\s(\"'*-]{1,3}){0,3}[\w.$\[\]'\"-]{0,60}$",
    re.ASCII,
)
_OAUTH = re.compile(
    r"redirect_uri|grant_type|response_type|[?&;]state=|authorization_code|code_verifier|oauth|callback|\"state\"|client_id"
)
_CODE = re.compile(r"[A-Za-z0-9+/._~%!$*|-]{4,2048}={0,2}")
_MAYBE_RANDOM = re.compile(
    r"\s{0,40}[\"'`“„»\[({<!|>]{0,9}\s{0,40}(?=[^\s]{0,80}[0-9]|[A-Za-z0-9+/]{8,200}=)", re.ASCII
)
_USER_AND = re.compile(
    r"(?:user(?:name)?|login|account|användare|användarnamn|konto|benutzer|benutzername|nutzer|id)[ ]?(?:/|&|\+|,|and|och|und)[ ]?$"
)
# In `https://x-access-token:x@host` and in an ARN a colon gives no name a value.
_OF_ADDRESSES = "://"
_ARN = re.compile(r"(?<![\w-])arn:[\w:/*-]{1,96}:$", re.ASCII)
_TO_COLON = re.compile(r"[ \t\u00a0][^\n=;:]{1,64}?:[ \t\u00a0]{1,4}(?=[^\s])")
_IDENTIFIER = re.compile(r"[\w.-]*$", re.ASCII)
_NEXT_ARGUMENT = re.compile(r"[\"'`]\s{0,4},\s{0,4}[\"'`]")
_NAMESPACE = re.compile(r"<[\w.-]{1,20}:$", re.ASCII)
_NAMING_ATTRIBUTE = re.compile(r"(?:name|key|property|id|n)=[\"']$", re.ASCII)


def find_named(page: Page) -> Iterator[Span]:
    """The values of telling names, in order."""
    text, lowered = page.text, page.lowered
    near_oauth: list[int] | None = None
    position = 0
    while match := CANDIDATE.search(lowered, position):
        joint = match.lastgroup or ""
        stem, position = match.start(), match.start(joint)
        line = line_start(lowered, stem, max(0, stem - 300))
        start = _name_start(lowered, stem, max(line, stem - 64))
        before = _BEFORE.search(lowered, max(line, start - 22), start)
        if text.startswith("${", start - 2) and start >= 2:
            continue  # ${API_TOKEN:?missing}
        if text.startswith(_OF_ADDRESSES, max(0, start - 3)) or _ARN.search(
            lowered, max(line, start - 100), start
        ):
            continue
        name = name_of(text[start:position], before.group(1) if before else "")
        if name is None:
            continue
        place = Place(text, lowered, start, position, match.end(), line, name)
        if name.trust == "code":
            if joint != "assign":
                continue
            if near_oauth is None:
                near_oauth = [word.start() for word in _OAUTH.finditer(lowered)]
            span = _oauth_code(place, near_oauth)
        else:
            span = _FORMS[joint](place)
            if (
                span is None
                and joint in ("prose", "blank")
                and (colon := _TO_COLON.match(lowered, position))
            ):
                place.value = colon.end()
                span = about(place)
        if span is not None:
            yield span
            position = max(position, span[1])


def _name_start(lowered: str, stem: int, floor: int) -> int:
    """Where the name starts whose telling part starts at `stem`."""
    start = stem
    while start > floor and (lowered[start - 1].isalnum() or lowered[start - 1] in "_-.\u0308"):
        start -= 1
    # In `\\npassword` the `n` is no letter of the name.
    escaped = start > floor and lowered[start - 1] == "\\" and lowered[start] in "nrt"
    return start + (escaped and start < stem)


def _assigned(place: Place) -> Span | None:
    if place.name.trust == "number":
        return place.number()
    if place.name.trust == "random" and not _MAYBE_RANDOM.match(place.text, place.value):
        return None
    in_url = _sign_of_url(place)
    ahead = max(place.line, place.start - 20)
    of_two = place.name.kind == "credentials" or _USER_AND.search(place.lowered, ahead, place.start)
    if of_two and not in_url and (pair := pair_in(place)):
        return pair
    own_line = place.start - place.line < 120 and _OWN_LINE.match(
        place.lowered, place.line, place.start
    )
    return place.span(
        equals="=" in place.joined or place.joined[:1] in ('"', "'"),
        own_line=bool(own_line),
        in_url=in_url,
    )


def _sign_of_url(place: Place) -> str:
    """What makes the name one of a URL: it stands before it."""
    sign, ahead = (
        place.text[place.start - 1 : place.start],
        place.text[place.start - 2 : place.start - 1],
    )
    if place.joined != "=" or not sign:
        return ""
    if (
        sign in "?&"
        or (sign == "#" and ahead.strip())
        or (sign == ";" and place.name.kind == "session")
    ):
        return sign
    return ""


def _paired(place: Place) -> Span | None:
    """`name: DB_PASSWORD` and `value: x` beside it; a value alone on its line has a name before it."""
    if place.name.trust == "number":
        return place.number()
    before = place.lowered[place.start - 1 : place.start]
    return place.span() if before in ('"', "'", " ", ">", ":", "\t") else None


def _oauth_code(place: Place, near: list[int]) -> Span | None:
    """A code that is exchanged for a token: in a redirect, or beside other words of OAuth."""
    text, start = place.text, place.value
    match = _CODE.match(text, start + (text[start : start + 1] in ('"', "'")))
    if match is None:
        return None
    value = match.group()
    constant = value.replace("_", "").replace("-", "").isalpha() and (
        "_" in value or len(value) < 20
    )
    if len(value) < 6 or (value.isdigit() and len(value) < 8):
        return None
    in_url = place.lowered[place.start - 1 : place.start] in ("?", "&")
    at = bisect_left(near, place.start - 400)
    beside = at < len(near) and near[at] < match.end() + 400
    if beside and ((in_url and "_" not in value) or not constant):
        return *match.span(), "code"
    alone = value.startswith("4/0") or (in_url and len(value) >= 16 and is_random(value))
    return (*match.span(), "code") if alone else None


def _element(place: Place) -> Span | None:
    """`<password>x</password>`, or an element whose attribute names it."""
    text, first = place.text, place.value
    name = place.lowered[place.start : place.end]
    ahead = place.lowered[max(0, place.start - 24) : place.start]
    if not (ahead.endswith("<") or _NAMESPACE.search(ahead) or _NAMING_ATTRIBUTE.search(ahead)):
        return None
    if text[first - 2 : first - 1] == "/":
        return None
    if place.name.trust == "number":
        return place.number()
    if text.startswith("<![CDATA[", first):
        first, end = first + 9, text.find("]]>", first + 9, first + 8192)
        end = len(text) if end < 0 else end
        fits = counts(text, place.lowered, first, end, place.name, equals=True, quoted=True)
        return (first, end, place.name.kind) if fits else None
    end = text.find("<", first, first + 65_536)
    closed = (
        place.lowered.startswith(f"</{ahead.rpartition('<')[2]}{name}", end) if end > 0 else False
    )
    if not closed and "\n" in place.joined:
        return None
    # What is not closed, or by another, is read to the end of its line.
    if not closed and text.count("\n", first, max(end, first)) > 2:
        end = text.find("\n", first)
    end = first + len(text[first : len(text) if end < 0 else end].rstrip())
    told = any(letter.isalnum() for letter in text[first:end])
    return (first, end, place.name.kind) if told and place.span() else None


def _called(place: Place) -> Span | None:
    """`setPassword("x")` and `define('DB_PASSWORD', 'x')`, but not a list of names."""
    text, value = place.text, place.value
    if "(" not in place.joined and "(" not in place.lowered[max(0, place.start - 6) : place.start]:
        return None
    close = text.find(text[value], value + 1, value + 400)
    if close > 0 and _IDENTIFIER.match(text, value + 1, close) and name_of(text[value + 1 : close]):
        return None
    if place.name.trust == "number":
        return place.number()
    # setUserPassword("bi", "x"): which argument it is, the name of the function tells, or all are.
    if "(" in place.joined and place.name.kind == "password" and close > 0:
        return _in_arguments(place, close)
    return place.span()


def _in_arguments(place: Place, close: int) -> Span | None:
    """The arguments of a call that are written as text; of a user's password, all but the user."""
    text = place.text
    first, end = place.value + 1, close
    for _ in range(4):
        more = _NEXT_ARGUMENT.match(text, end)
        if more is None:
            break
        if "user" in place.lowered[place.start : place.end] and first == place.value + 1:
            first = more.end()
        last = text.find(more.group()[-1], more.end(), more.end() + 400)
        if last < 0:
            break
        end = last
    if end == close:
        return place.span()
    return (first, end, place.name.kind) if text[first:end].strip() else None


_FORMS: dict[str, Callable[[Place], Span | None]] = {
    "assign": _assigned,
    "pair": _paired,
    "element": _element,
    "call": _called,
    "blank": beside,
    "prose": told,
    "about": about,
}
