"""What a value tells by itself: a secret, a word about one, or a place where one would stand.

`password: null`, `token: invalid` and `password=${DB_PASSWORD}` are no secrets. Where it is open,
a value counts as one.
"""

from __future__ import annotations

import re

from wizard.engine.decoding import base64_text
from wizard.engine.redaction.names import Name, words_of
from wizard.engine.redaction.page import SENTINEL, line_end

_FIRST_WORD = re.compile(r"[a-zß-ɏ]+(?:['’][a-z]{1,3})?")
# After a word about a value comes the end of it: `null,"user"` and `invalid.`, but not `no.more7`.
_WORD_ENDS = re.compile(
    r"[.,;:!?)\]}\"'”“…*`]{0,3}(?:\s|$)|[&|<\"'`\\]|[,;)}\]](?=[\"'{}\[\]\w\\-]{0,40}[=:}\"])|/(?=\w)",
    re.ASCII,
)
_STATUS = words_of(
    "yes no true false on off null nil none undefined empty unset unknown invalid valid missing expired"
    " revoked required optional incorrect wrong bad malformed unauthorized unauthenticated forbidden"
    " denied rejected refused accepted failed failure fail fails failing error errors ok okay success"
    " successful not must should shall cannot can't can could may might is are was were has have had"
    " does do did don't doesn't didn't isn't wasn't will won't would please enter set changed updated"
    " reset disabled enabled hidden redacted masked removed omitted filtered protected encrypted hashed"
    " too longer need needs never still expected unexpected got received found exists authentication"
    " mismatch mismatched unavailable inactive active closed string str int integer bool boolean varchar"
    " text object array char bytes any number pending n na tbd verification lookup refresh include omit all amd64 arm64 i386"
    " same await at mindestens minst minimum maximal höchstens request requests response unsupported insufficient refreshed renewed done"
    # what a program tells that it does to a thing: "db_password: Refreshing state"
    " refreshing reading creating modifying destroying updating deleting importing extracting installing"
    " downloading loading checking validating verifying rotating retrieving fetching waiting skipping using creation destruction"
    " ja nej sant falskt saknas ogiltig ogiltigt ogiltiga giltig giltigt fel felaktig felaktigt felaktiga"
    " utgången utgånget utgått gått har måste är var inte krävs behövs tomt okänd okänt nekad nekades"
    " misslyckades avvisad avvisades återkallad återkallats ej ange fyll vänligen kontrollera"
    " nein wahr falsch fehlt fehlend ungültig ungültige ungültiges ungültiger gültig abgelaufen falsches"
    " falsche erforderlich muss ist war nicht wurde hat leer unbekannt verweigert fehlgeschlagen gesperrt"
    " bitte geben widerrufen zurückgesetzt abgelehnt"
)
# These start a sentence about a value only if one of `_PREDICATE` follows: people choose phrases.
_ARTICLES = words_of(
    "the a an this that these those it its it's your and or but if when for from in to by of with without"
    " than then before after also no my den det en ett din das der die dein ihr ein"
)
_PREDICATE = re.compile(
    r"(?<![\w-])(?:was|must|should|has|have|not|cannot|can't|required|expired|invalid|incorrect|wrong|missing|failed"
    r"|does|did|needs?|could|match|inte|måste|saknas|krävs|muss|nicht|darf|wurde|fehlt|revoked|denied|at least|too (?:short|long|weak)|is (?:not|in|re|no))(?![\w-])",
    re.ASCII,
)
_FAULTS = words_of(
    "invalid missing expired incorrect wrong unknown unauthorized malformed ogiltig ogiltigt felaktigt"
    " ungültig ungültiges ungültiger falsches fehlendes abgelaufenes is must should cannot may"
)
_PLACEHOLDER = re.compile(
    r"(?:\*{2,}|x{3,}|\.{2,}|[•●·∙█]+|…|-+|_{2,}|\?+|#+|</?[a-z][a-z _:-]{0,40}/?>|<>|\[[a-z _*.:/-]{0,40}\]"
    r"|\([a-z /_-]{0,40}\)|\$\{\{[^{}\n]{0,120}\}\}|\$\{[^{}\n]{0,120}\}?|\$\([^()\n]{0,120}\)?|\{\{[^{}\n]{0,120}\}\}?|\{[a-z_.]{0,60}\}"
    r"|#\{[^{}\n]{0,120}\}|<%[^%\n]{0,120}%>|%\([a-z_]{1,60}\)s|%[sdv@]|%[a-z_]{2,60}%|:[a-z_]{2,40}|@[a-z_]{2,40}\([^\n]{0,120}\))"
    r"(?=$|[\s.,;:!)\]}\"'`|&<])"
)
_REFERENCE = re.compile(
    r"\$(?:env:)?(?:[A-Z][A-Z0-9]{2,40}(?:_[A-Z0-9]{1,40}){0,8}|\w{0,40}(?i:pass|secret|token|key|pwd|pw)\w{0,40})(?=$|[\s.,;:!)\]}\"'`|&])",
    re.ASCII,
)
# YOUR_SECRET_KEY, <your token>, DB_PASSWORD: a name, where its value would stand.
_NAME_INSTEAD = re.compile(
    r"(?i:your|my|din|ditt|dein|ihr|insert|enter|replace|paste)(?:[_-](?i:[a-z]{2,12})){1,5}(?=$|[\s.,;:!)\]}\"'`|&])"
    r"|(?:[A-Z]{2,20}_){1,5}(?:PASSWORD|PASS|PWD|SECRET|TOKEN|KEY|HERE)(?=$|[\s.,;:!)\]}\"'`|&])",
    re.ASCII,
)
_EXPRESSION = re.compile(
    r"[$]?[a-z_]\w{0,60}(?:(?:\??\.|\??->|::)[a-z_]\w{0,60}){1,8}\("
    r"|[$]?[a-z_]\w{0,60}\[[\"'][\w.-]{1,60}(?:[\"']\]|$)|(?:data|aws_\w{1,60}|google_\w{1,60}|azurerm_\w{1,60})(?:\.[a-z_]\w{0,60}){1,6}(?![\w-])"
    r"|(?:[a-z_][\w.:>-]{0,60}(?:\.|->|::))?\w{0,40}(?:get|load|read|env|input|prompt|fetch|find|decrypt|encode|encrypt|hash"
    r"|generate|create|make|build|resolve|lookup|require|password|secret|token|config)\w{0,40}\("
    r"|(?:self|this|request|var|local|data|config|settings|params|props|state|options|args|\$this->|process\.env|os\.environ)[.\[]?[a-z_.\[\]\"']{1,60}$"
    r"|\$_(?:post|get|server|env|session|request)\[|arn:aws[\w-]*:|@microsoft\.keyvault|/(?:var/)?run/secrets/|op://|vault:",
    re.ASCII,
)
_WHEN = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.,+Z-]*)?$", re.IGNORECASE)
# What a service shows of a key.
_SHORTENED = re.compile(r"[\w-]{0,12}[*•…x]{3,}[\w-]{0,6}$", re.ASCII)
# `Token{4f63}` and `android.os.Binder@2bd7`: an object, as a program prints it.
_OBJECT = re.compile(r"[A-Za-z_][\w.$]{0,120}[{@][0-9a-f]{1,16}\b|[A-Z]\w{0,80}[{(\[]", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.IGNORECASE | re.ASCII)
_PATH = re.compile(
    r"(?:~|\.{1,2}|[A-Za-z]:)?[\\/][\w .@-]+(?:[\\/][\w .@-]*)*$"
    r"|[\w-]+\.(?:pem|key|crt|cer|json|ya?ml|txt|conf|pub|ppk|p12|pfx|jks|env|ini|php|xml)$",
    re.ASCII,
)
_ADDRESS = re.compile(r"(?:https?|ftp|file|mailto)://", re.IGNORECASE)
_PROSE_AFTER = re.compile(r"[ \t]+[a-zß-ɏ({\[]")

_RANDOM = re.compile(
    r"(?=[^0-9]{0,256}[0-9])(?=[^A-Za-z]{0,256}[A-Za-z])[A-Za-z0-9+/=._~%:$!-]{12,256}$"
)
# `com.example.Token2`, `eu-west-1`, `db_password_2` and a Windows user's id look random and are not.
_WORDED = re.compile(
    r"[A-Za-z_][\w-]*(?:[./:][A-Za-z_][\w-]*)+$"
    r"|[a-z]+[0-9]{0,2}(?:[_.:/-][a-z]*[0-9]{0,2})+$|[A-Z]+[0-9]{0,2}(?:[_.:/-][A-Z]*[0-9]{0,2})+$|[Ss]-1-",
    re.ASCII,
)
_ODD = re.compile(r"[A-Za-z0-9][!@#$%^&*+=][A-Za-z0-9!@#$%^&*]|[A-Za-z0-9]{3}[!@#$%^&*]+$")


def is_random(value: str) -> bool:
    """Whether a value looks as if no person had chosen it."""
    value = value[:256]
    return bool(_RANDOM.match(value)) and not (_WORDED.match(value) or _WHEN.match(value))


def looks_chosen(word: str) -> bool:
    """Whether a word in a sentence looks like a password: letters with digits or signs in it."""
    digits = any(letter.isdigit() for letter in word)
    letters = any(letter.isalpha() for letter in word)
    return len(word) >= 5 and ((digits and letters) or bool(_ODD.search(word)))


def is_placeholder(lowered: str, start: int, end: int) -> bool:
    """Whether `****`, `<password>`, `${NAME}` and the like stand there instead of a value."""
    match = _PLACEHOLDER.match(lowered, start, min(end + 1, len(lowered)))
    return match is not None and match.end() >= end


def is_uuid(value: str) -> bool:
    """Whether a value has the form of a UUID: of itself it opens nothing."""
    return bool(_UUID.match(value))


def stands_for_a_value(text: str, lowered: str, start: int, end: int) -> bool:
    """Whether a placeholder, a variable or a name starts there; what follows it does not matter."""
    return _starts_placeholder(lowered, start, end) or _is_reference(text, start, end)


def _starts_placeholder(lowered: str, start: int, end: int) -> bool:
    return bool(_PLACEHOLDER.match(lowered, start, min(end + 1, len(lowered))))


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether `$DB_PASSWORD` or `YOUR_API_KEY` starts there."""
    return bool(_REFERENCE.match(text, start, end) or _NAME_INSTEAD.match(text, start, end))


def is_status(lowered: str, start: int, end: int, *, quoted: bool = False) -> bool:
    """Whether what stands there starts with a word about a value: `invalid`, `saknas`, `null`.

    Args:
        quoted: It says all that it says before `end`; else the rest of the line may be part of it.
    """
    word = _FIRST_WORD.match(lowered, start, end)
    if word is None or not _WORD_ENDS.match(lowered, word.end()):
        return False
    if word.group() in _STATUS:
        return True
    if word.group() not in _ARTICLES:
        return False
    rest = end if quoted else line_end(lowered, word.end(), word.end() + 160)
    return bool(_PREDICATE.search(lowered, word.end(), rest))


def counts(
    text: str, lowered: str, start: int, end: int, name: Name, *, equals: bool, quoted: bool = False
) -> bool:
    """Whether what stands there is a secret.

    Args:
        equals: It was set (`=`, a quoted name), and not told (`:`, "is").
        quoted: It stands in quotes, which end where it ends.
    """
    value = text[start:end]
    if not value.strip(SENTINEL + " \t"):
        return False
    if quoted and " " in value.strip():
        if _is_sentence(lowered, start, end) or is_placeholder(lowered, start, end):
            return False
    elif is_status(lowered, start, end, quoted=quoted) or (
        is_placeholder if quoted else _starts_placeholder
    )(lowered, start, end):
        return False
    if _is_reference(text, start, end):
        return False
    if _EXPRESSION.match(lowered, start, end):
        return False
    if name.kind == "password":
        # `PWD` is where one is.
        return not (value[0] == "/" and lowered.startswith("pwd", max(0, start - 4)))
    if _WHEN.match(value) or _SHORTENED.match(value):
        return False
    if name.trust == "random":
        first = value.partition("\n")[0].strip()
        if name.kind == "key" and (is_uuid(first) or _PATH.match(first)):
            return False
        return is_random(first) or (len(first) >= 8 and ":" in (base64_text(first) or ""))
    return _is_made(text, value, end, name, told=not (equals or quoted))


def _is_made(text: str, value: str, end: int, name: Name, *, told: bool) -> bool:
    """Tokens and keys are made by machines: a short number or a plain word in prose is none."""
    if value.isdigit() and len(value) < (8 if name.trust == "many" else 4):
        return False
    if _ADDRESS.match(value) or _OBJECT.match(value) or (name.kind == "key" and _PATH.match(value)):
        return False
    if told and value.isalpha() and name.kind != "secret":
        return not _PROSE_AFTER.match(text, end)
    return any(letter.isalnum() for letter in value)


def _is_sentence(lowered: str, start: int, end: int) -> bool:
    """Whether a quoted text is a message, as forms and APIs send it: "Must be at least 8 signs"."""
    word = _FIRST_WORD.match(lowered, start, end)
    if word is None:
        return False
    if word.group() in _FAULTS and lowered[start:end].replace(" ", "").strip(".!").isalpha():
        return True
    return bool(_PREDICATE.search(lowered, start, end)) and lowered.count(" ", start, end) >= 2
