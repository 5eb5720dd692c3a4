"""Secrets beside a telling name: settings, JSON, XML, calls, tables and sentences.

One search finds a name together with what joins it to a value; what the name tells and where the
value ends is decided for these few places alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.engine.name_joints import CANDIDATE
from wizard.engine.secret_names import LETTER, Name, is_about, name_of, words_of
from wizard.engine.secret_signs import is_random, looks_chosen
from wizard.engine.secret_values import value_span

Span = tuple[int, int, str]  # start, end, kind

_QUOTES = "\"'`´“”„»«‘’"

_BEFORE = re.compile(rf"([{LETTER}]{{2,20}})[ _\-]{{1,2}}$", re.ASCII)
_OWN_LINE = re.compile(
    r"[\s>#*|$\"'\[({/;-]{0,60}(?:(?:export|set|setx|env|declare|const|let|var|val|final|define|local|my|our|private|public|static|string|enter|ange|bitte|ditt|your|the|das|ihr|mitt|dein|new|nytt|neues|old|db|database|databas|datenbank|mysql|admin|user)[\s(\"'*-]{1,3}){0,3}[\w.$\[\]'\"-]{0,60}$",
    re.ASCII,
)
_OAUTH = re.compile(
    r"redirect_uri|grant_type|response_type|[?&;]state=|authorization_code|code_verifier|oauth|callback|\"state\"|client_id"
)
_ALGORITHM = re.compile(
    r"(?:sha-?[0-9]{1,3}|md[45]|hs[0-9]{3}|rs[0-9]{3}|es[0-9]{3}|base64|utf-?8|oauth-?[0-9.a]{0,4}|argon2\w{0,2}|pbkdf2|scram-sha-[0-9]+|aes-?[0-9\w-]{0,12}|v?[0-9]{1,3}(?:\.[0-9]+){0,3}|[0-9]{4}-[0-9]{2}-[0-9]{2}\S{0,20}|x509|pkcs[0-9]{1,2}|ed25519|[0-9]{1,9}(?:ms|s|min|h|d|kb|mb|x|%)|[0-9]{1,4}|uuid[0-9]?|(?:var)?char\([0-9]{1,5}|http/?[0-9.]*|ipv[46])(?![\w-])",
    re.ASCII,
)
_NUMBER = re.compile(
    r"[0-9]{3}[ -][0-9]{3}(?![\w-])|[A-Za-z0-9](?:-?[A-Za-z0-9]){2,60}(?![\w.:-]\w)", re.ASCII
)
_WORDLIKE = re.compile(r"[a-zß-ɏ'’-]+(?![\w@])", re.ASCII)
_ENDS_SENTENCE = re.compile(
    r"[.!]?[\"')]?(?:\s*$|[.,;!)]?(?:\s|$)(?=\n|$|and|but|och|men|und|aber|for|on|at|since|please|i |we |\())",
    re.MULTILINE,
)
_PROSE_WORDS = words_of(
    "used using needed stored sent being based different same weak strong long short unique changed reset rotated"
    " generated created passed read write written kept known safe secure sensitive case-sensitive about"
    " expiring given provided entered typed only always never just also now here there what who which"
    " work connect login access continue proceed authenticate use run see get sign log try make"
    " right recently specified fine good okay known visible public private old blank default similar identical again today"
    " yesterday soon twice correct incorrect true false one nyligen angivet känt gammalt synligt kürzlich angegeben bekannt alt"
    " user users account accounts server client database system admin administrator application app"
    " fel rätt samma utgånget giltigt sparat lagrat krypterat korrekt korrekta bytt ändrat obligatoriskt nytt"
    " falsch richtig gleich abgelaufen gespeichert geändert sicher korrekt verschlüsselt erforderlich neu"
)
_CODE = re.compile(r"[A-Za-z0-9+/._~%!$*|-]{4,2048}={0,2}")
_MAYBE_RANDOM = re.compile(
    r"\s{0,40}[\"'`“„»\[({<!|>]{0,9}\s{0,40}(?=[^\s]{0,80}[0-9]|[A-Za-z0-9+/]{8,200}=)", re.ASCII
)
_LETTERS = re.compile(r"[^a-z\u00c0-\u024f]+")
_FOR = words_of("for till för für to of av von i on in på used bei zu")
_NAME_IN_QUOTES = re.compile(r"[\"'“„»‘`][A-Za-z_ -]{1,40}[\"'”“«’`]")
_BOTH = re.compile(r"[\w.@-]{1,64}[ ]?[/:,][ ]?(?=[^\s]{0,40}[0-9!#$%^&*])[^\s]{5,128}")
_IDENTIFIER = re.compile(r"[\w.-]*$", re.ASCII)
_NAMESPACE = re.compile(r"<[\w.-]{1,20}:$", re.ASCII)
_NAMING_ATTRIBUTE = re.compile(r"(?:name|key|property|id|n)=[\"']$", re.ASCII)
_TOKEN = re.compile(r"\S{1,512}", re.ASCII)
_CELL = re.compile(r"[\s|*>-]{0,40}[\w .-]{0,30}$", re.ASCII)
_LONGEST_CELL = 400


@dataclass(slots=True)
class _Place:
    """A name and what joins it to the text after it.

    Attributes:
        start, end: Of the name.
        value: Where the value may start.
        line: Where the line starts, or some 300 characters before the name.
    """

    text: str
    lowered: str
    start: int
    end: int
    value: int
    line: int
    name: Name

    def span(
        self, *, equals: bool = True, own_line: bool = False, in_url: bool = False
    ) -> Span | None:
        """The value after the name, if it is a secret."""
        found = value_span(
            self.text,
            self.lowered,
            self.value,
            self.name,
            equals=equals,
            own_line=own_line,
            in_url=in_url,
        )
        return (*found, self.name.kind) if found else None

    def number(self) -> Span | None:
        """A code of digits or letters, as one gets it in a message."""
        first = self.value + (self.text[self.value : self.value + 1] in ('"', "'"))
        match = _NUMBER.match(self.text, first)
        if match is None or not any(letter.isdigit() for letter in match.group()):
            return None
        return *match.span(), self.name.kind

    @property
    def joined(self) -> str:
        """What stands between the name and the value."""
        return self.lowered[self.end : self.value]


def find_named(text: str, lowered: str) -> Iterator[Span]:
    """The values of telling names, in order."""
    near_oauth: list[int] | None = None
    position = 0
    while match := CANDIDATE.search(lowered, position):
        joint = match.lastgroup or ""
        stem, position = match.start(), match.start(joint)
        line = lowered.rfind("\n", max(0, stem - 300), stem) + 1
        start = _name_start(lowered, stem, max(line, stem - 64))
        before = _BEFORE.search(lowered, max(line, start - 22), start)
        name = name_of(text[start:position], before.group(1) if before else "")
        if name is None:
            continue
        place = _Place(text, lowered, start, position, match.end(), line, name)
        if name.trust == "code":
            if joint != "assign":
                continue
            if near_oauth is None:
                near_oauth = [word.start() for word in _OAUTH.finditer(lowered)]
            span = _oauth_code(place, near_oauth)
        else:
            span = _FORMS[joint](place)
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


def _assigned(place: _Place) -> Span | None:
    if place.name.trust == "number":
        return place.number()
    if place.name.trust == "random" and not _MAYBE_RANDOM.match(place.text, place.value):
        return None
    before = place.lowered[place.start - 1 : place.start]
    own_line = place.start - place.line < 120 and _OWN_LINE.match(
        place.lowered, place.line, place.start
    )
    return place.span(
        equals="=" in place.joined or place.joined[:1] in ('"', "'"),
        own_line=bool(own_line),
        in_url=before in ("?", "&") and place.joined == "=",
    )


def _paired(place: _Place) -> Span | None:
    """`name: DB_PASSWORD` and `value: x` beside it; a value alone on its line has a name before it."""
    if place.name.trust == "number":
        return place.number()
    before = place.lowered[place.start - 1 : place.start]
    return place.span() if before in ('"', "'", " ", ">", ":", "\t") else None


def _oauth_code(place: _Place, near: list[int]) -> Span | None:
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


def _element(place: _Place) -> Span | None:
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
        first = place.value = first + 9
        end = text.find("]]>", first, first + 8192)
    else:
        end = text.find("<", first, first + 65_536)
        closed = (
            place.lowered.startswith(f"</{ahead.rpartition('<')[2]}{name}", end)
            if end > 0
            else False
        )
        if not closed and "\n" in place.joined:
            return None
        # What is not closed, or by another, is read to the end of its line.
        if not closed and text.count("\n", first, max(end, first)) > 2:
            end = text.find("\n", first)
    end = first + len(text[first : len(text) if end < 0 else end].rstrip())
    told = any(letter.isalnum() for letter in text[first:end])
    return (first, end, place.name.kind) if told and place.span() else None


def _called(place: _Place) -> Span | None:
    """`setPassword("x")` and `define('DB_PASSWORD', 'x')`, but not a list of names."""
    text, value = place.text, place.value
    if "(" not in place.joined and "(" not in place.lowered[max(0, place.start - 6) : place.start]:
        return None
    close = text.find(text[value], value + 1, value + 400)
    if close > 0 and _IDENTIFIER.match(text, value + 1, close) and name_of(text[value + 1 : close]):
        return None
    return place.number() if place.name.trust == "number" else place.span()


def _beside(place: _Place) -> Span | None:
    """A value after nothing but blanks or a bar: tables, .netrc, `PASSWORD 'x'`."""
    text, value, gap = place.text, place.value, place.joined
    if place.name.trust == "number":
        return place.number() if gap == " " else None
    if place.name.trust == "random" and gap != "\t":
        return None
    if place.name.kind != "password" and gap == " " and _NAME_IN_QUOTES.match(text, value):
        return None  # Your API token "shop" has been disabled.
    if (
        gap != " "
        and not any(sign in gap for sign in "-–—(")
        and ("|" in gap or "\t" in gap or len(gap) >= 2)
    ):
        cell_end = _last_cell_end(text, value, gap)
        in_row = gap == "\t" or _CELL.match(place.lowered, place.line, place.start)
        span = place.span(equals=False) if in_row and cell_end else None
        return (span[0], max(span[1], cell_end), span[2]) if span else None
    if text[value] not in _QUOTES:
        word = _TOKEN.match(text, value)
        if word is None or word.group().endswith(":") or _ALGORITHM.match(place.lowered, value):
            return None
        token = word.group().rstrip(".,;:)]}'\"")
        if "=" in token[:-2] or token.startswith(("-", "/", "(")):
            return None
        if not (looks_chosen(token) if place.name.kind == "password" else is_random(token)):
            return None
    return place.span()


def _last_cell_end(text: str, start: int, gap: str) -> int:
    """Where the last cell of a row ends that starts there; 0 when more cells follow."""
    end = text.find("\n", start, start + _LONGEST_CELL)
    if end < 0:
        end = len(text)
    cell = text[start : min(end, start + _LONGEST_CELL + 1)].rstrip().removesuffix("|").rstrip()
    more = len(cell) > _LONGEST_CELL or "|" in cell or (gap == "\t" and "\t" in cell)
    return 0 if more else start + len(cell)


def _told(place: _Place) -> Span | None:
    """`the password is hunter2`: a plain word counts only where the sentence ends with it."""
    text, value = place.text, place.value
    if place.name.trust == "number":
        return place.number()
    if place.name.trust == "random":
        return None
    if place.name.kind == "credentials" and (both := _BOTH.match(text, value)):
        return *both.span(), place.name.kind
    far = place.joined.count(" ") > 4
    if text[value] in _QUOTES:
        return None if far else place.span(equals=False)
    word = _TOKEN.match(text, value)
    if word is None or word.group().endswith(":") or word.group().startswith(("-", "/")):
        return None
    if plain := _WORDLIKE.match(place.lowered, value):
        if place.joined.strip() in ("to", "till", "auf") or place.name.trust == "many":
            return None
        if far or plain.group() in _PROSE_WORDS or place.name.kind not in ("password", "secret"):
            return None
        if not _ENDS_SENTENCE.match(place.lowered, plain.end()):
            return None
    elif _ALGORITHM.match(place.lowered, value):
        return None
    told = word.group().rstrip(".,;)!")
    if far and not (is_random(told) or looks_chosen(told)):
        return None
    return place.span(equals=False)


def _about(place: _Place) -> Span | None:
    """`Password for 'bi': x`, but not `password policy: strict`."""
    words = [word for word in _LETTERS.split(place.joined) if word]
    if place.name.trust in ("random", "number") or any(
        is_about(word) and word not in _FOR for word in words
    ):
        return None
    text, value = place.text, place.value
    plain = words and words[0] in _FOR
    if text[value] not in _QUOTES:
        word = _TOKEN.match(text, value)
        if word is None or word.group().endswith(":"):
            return None
        token = word.group().rstrip(".,;)!")
        if not (looks_chosen(token) or is_random(token)) and not (
            plain
            and place.name.kind == "password"
            and _ENDS_SENTENCE.match(text, value + len(token))
        ):
            return None
    elif not plain:
        return None
    return place.span(equals=False)


_FORMS = {
    "assign": _assigned,
    "pair": _paired,
    "element": _element,
    "call": _called,
    "blank": _beside,
    "prose": _told,
    "about": _about,
}
