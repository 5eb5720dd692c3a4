"""Values that are told and not set: in sentences, in tables, or with nothing but blanks before them.

`the password is hunter2` holds a secret, and `the password is wrong` none: without a sign that sets
a value, it has to look like one.
"""

from __future__ import annotations

import re

from wizard.engine.redaction.names import is_about, words_of
from wizard.engine.redaction.page import Span, line_end
from wizard.engine.redaction.places import Place
from wizard.engine.redaction.signs import is_random, is_status, looks_chosen

_QUOTES = "\"'`´“”„»«‘’"
_ALGORITHM = re.compile(
    r"(?:sha-?[0-9]{1,3}|md[45]|hs[0-9]{3}|rs[0-9]{3}|es[0-9]{3}|base64|utf-?8|oauth-?[0-9.a]{0,4}|argon2\w{0,2}|pbkdf2|scram-sha-[0-9]+|aes-?[0-9\w-]{0,12}|v?[0-9]{1,3}(?:\.[0-9]+){0,3}|[0-9]{4}-[0-9]{2}-[0-9]{2}\S{0,20}|x509|pkcs[0-9]{1,2}|ed25519|[0-9]{1,9}(?:ms|s|min|h|d|kb|mb|x|%)|[0-9]{1,4}|uuid[0-9]?|(?:var)?char\([0-9]{1,5}|http/?[0-9.]*|ipv[46])(?![\w-])",
    re.ASCII,
)
# A word of letters alone, whatever ends the sentence behind it: `Höststorm`, and not `Höststorm#9`.
_WORDLIKE = re.compile(r"[a-zß-ɏ'’-]+(?=[.,;:!?)\]}\"'”“…]{0,6}(?:\s|$)|[.!,]?[\"'<\\])")
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
    " outdated deprecated obsolete stale gone lost leaked compromised superseded retired utbytt föråldrat veraltet überholt"
)
# "The secret was regenerated": what was done to it, in small letters.
_DONE = re.compile(
    r"[a-z]{3,20}ed(?![\w-])|ge[a-zäöüß]{3,20}t(?![\w-])|[a-zåäö]{3,20}[ad]es(?![\w-])"
)
_WAS = re.compile(r"(?:was|were|been|wurde|worden|blev)\s")
# With one of these in it, some words are a sentence and no phrase that somebody chose.
_SENTENCE_WORDS = words_of(
    "a an the to of in on at by for from with without than that this it its we i you they he she is are was were be been has"
    " have had do does did not no can could will would should must may and or but if when where while as so too very all any"
    " each every only also now then here there before after since until because which who what how more less least case"
    " en ett den det de i på av för från med utan till om är var blir har hade kan ska skall måste inte och eller men"
    " ein eine der die das dem den des im am vom zum zur in auf von für mit ohne zu bei ist sind war wird hat kann soll muss nicht und oder aber"
)
_WORDS = re.compile(
    r"[^\W\d_][\w'’-]{0,30}(?:[ ][^\W\d_][\w'’-]{0,30}){1,8}(?=[.!]?[ \t]{0,4}(?:[,;(\n\r]|$))"
)
_LETTERS = re.compile(r"[^a-z\u00c0-\u024f]+")
_FOR = words_of("for till för für to of av von i on in på used bei zu")
_NAME_IN_QUOTES = re.compile(
    r"[\"'“„»‘`][A-Za-z_ -]{1,40}[\"'”“«’`]|[\"'][\w.-]{1,80}[\"'][ \t]{0,4}\{"
)
_BOTH = re.compile(
    r"[\w.@-]{1,64}[ ]?[/:,][ ]?(?P<secret>(?=[^\s]{0,40}[0-9!#$%^&*])[^\s&\"']{4,127}[^\s.,;)&\"'])"
)
_TOKEN = re.compile(r"\S{1,512}", re.ASCII)
_CELL = re.compile(r"[\s|*>-]{0,40}[\w .-]{0,30}$", re.ASCII)
_LONGEST_CELL = 400


def beside(place: Place) -> Span | None:
    """A value after nothing but blanks or a bar: tables, .netrc, `PASSWORD 'x'`."""
    text, value, gap = place.text, place.value, place.joined
    if place.name.trust == "number":
        return place.number() if gap == " " else None
    if place.name.trust == "random" and gap != "\t":
        return None
    if place.name.kind == "credentials" and (pair := pair_in(place)):
        return pair
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
        if not (is_random(token) or (_may_be_chosen(place, word.end()) and looks_chosen(token))):
            return None
    return place.span()


def _may_be_chosen(place: Place, end: int) -> bool:
    """Whether a value without a sign before it may be one that a person chose: a password, or the
    last of few words of a line, as programs are configured: `IPSec secret x`."""
    if place.name.kind == "password":
        return True
    alone = place.name.kind == "secret" and place.text[end : line_end(place.text, end)].isspace()
    last = place.text[end : end + 1] in ("", "\n", "\r") or alone
    return place.name.kind == "secret" and last and place.start - place.line <= 24


def _last_cell_end(text: str, start: int, gap: str) -> int:
    """Where the last cell of a row ends that starts there; 0 when more cells follow."""
    end = line_end(text, start, start + _LONGEST_CELL)
    cell = text[start : min(end, start + _LONGEST_CELL + 1)].rstrip().removesuffix("|").rstrip()
    more = len(cell) > _LONGEST_CELL or "|" in cell or (gap == "\t" and "\t" in cell)
    return 0 if more else start + len(cell)


def pair_in(place: Place) -> Span | None:
    """The password in `user / x` or `user:x`."""
    both = _BOTH.match(place.text, place.value)
    return (*both.span("secret"), "password") if both else None


def told(place: Place) -> Span | None:
    """`the password is hunter2`: a plain word counts only where the sentence ends with it."""
    text, value = place.text, place.value
    if place.name.trust == "number":
        return place.number()
    if place.name.trust == "random":
        return None
    if place.name.kind == "credentials" and (pair := pair_in(place)):
        return pair
    far = place.joined.count(" ") > 4 or "\n" in place.joined
    if text[value] in _QUOTES:
        return None if far else place.span(equals=False)
    word = _TOKEN.match(text, value)
    if word is None or word.group().endswith(":") or word.group().startswith(("-", "/")):
        return None
    if phrase := _phrase(place):
        return phrase
    if plain := _WORDLIKE.match(place.lowered, value):
        if place.joined.strip() in ("to", "till", "auf") or place.name.trust == "many":
            return None
        if far or plain.group() in _PROSE_WORDS or place.name.kind not in ("password", "secret"):
            return None
        if not _ENDS_SENTENCE.match(place.lowered, plain.end()):
            return None
        if _WAS.search(place.joined) and _DONE.match(text, value):
            return None
    elif _ALGORITHM.match(place.lowered, value):
        return None
    told = word.group().rstrip(".,;)!")
    if far and not (is_random(told) or looks_chosen(told)):
        return None
    return place.span(equals=False)


def _phrase(place: Place) -> Span | None:
    """Several words that somebody chose, to the end of the sentence: `correct horse battery staple`."""
    words = _WORDS.match(place.text, place.value)
    if words is None or place.name.kind != "password" or place.name.trust != "any":
        return None
    start, end = words.span()
    said = place.lowered[start:end].split()
    if looks_chosen(said[0]):
        return None
    for_phrases = "fras" in (name := place.lowered[place.start : place.end]) or "phrase" in name
    if (said[0] in _PROSE_WORDS or is_status(place.lowered, start, end)) and not (
        for_phrases and len(said) >= 4 and said[0] in ("correct", "right", "private", "public")
    ):
        return None
    if not for_phrases and (len(said) < 3 or any(word in _SENTENCE_WORDS for word in said)):
        return None
    return start, end, place.name.kind


def about(place: Place) -> Span | None:
    """`Password for 'bi': x`, but not `password policy: strict`."""
    words = [word for word in _LETTERS.split(place.joined) if word]
    if place.name.kind == "session" and words == ["id"]:
        return place.span(equals=False)
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
        if not (looks_chosen(token) or is_random(token)):
            if not plain or place.name.kind != "password":
                return None
            if phrase := _phrase(place):
                return phrase
            if not _ENDS_SENTENCE.match(text, value + len(token)):
                return None
    elif not plain:
        return None
    return place.span(equals=False)
