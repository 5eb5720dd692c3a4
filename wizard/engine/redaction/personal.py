"""Data about people: addresses, and numbers whose check digits fit or whose name is beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span, line_start

_AT = re.compile(
    r"@(?=[a-z0-9\u00e0-\u024f])(?:[a-z0-9_\u00e0-\u024f-]{1,63}\.){1,8}(?P<end>[a-z\u00e0-\u024f]{2,24}|xn--[a-z0-9-]{1,59})(?![\w@-])",
    re.ASCII,
)
_LOCAL_PART = re.compile(r"[\w.+\u00c0-\u024f-]{1,64}$|\"[^\"\n:,][^\"\n]{0,61}\"$", re.ASCII)
# `icon@2x.png`, `vendor@1.2.min.js`, and what signs in at a shell: not an address of a person.
_FILES = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "js",
        "mjs",
        "css",
        "ts",
        "tsx",
        "jsx",
        "map",
        "html",
        "htm",
        "json",
        "yml",
        "yaml",
        "md",
        "py",
        "php",
        "rb",
        "go",
        "java",
        "jar",
        "whl",
        "tgz",
        "gz",
        "zip",
        "service",
        "socket",
        "target",
        "timer",
        "mount",
        "slice",
        "scope",
    ]
)
_MACHINE_AFTER = re.compile(
    r"'s password|:[ \t]{0,3}(?:permission denied|connection|host key|no route|\.{1,2}/)|:[~/]"
    r"|[ ]~\]?[#$]|['\"]? \(?(?:publickey|port [0-9])"
)
_MACHINE_BEFORE = re.compile(
    r"(?<![\w-])(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh|autossh|to host|ssh:)[ \t]"
)
_MACHINE_USERS = frozenset(
    [
        "git",
        "hg",
        "svn",
        "root",
        "postgres",
        "www-data",
        "nobody",
        "ec2-user",
        "ubuntu",
        "rabbit",
        "kafka",
        "celery",
    ]
)
_MENTIONS_SSH = ("ssh", "scp", "sftp", "rsync", "mosh")

# Digits in groups, as people write them; the rules for numbers look at these places alone.
# Not a date, nor what follows the time of day.
_DIGITS = re.compile(
    r"[+(0-9](?<![\w.].)(?<![0-9]:.)(?!(?<=[12])[09][0-9]{2}([-/.])[0-9]{2}\1[0-9]{2})"
    r"(?:(?:[ \t\u00a0.()/\u2010-\u2015-]| \(|\) | [/\u2013-] )?[0-9]){7,33}(?![\w@])",
    re.ASCII,
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}([-/.])[0-9]{2}\1[0-9]{2}")
_PERSON = re.compile(
    r"(?<![0-9])(?P<century>18|19|20)?(?P<day>[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01]))"
    r"[-+\u2010-\u2015]?(?P<last>[0-9]{4})(?![0-9-])"
)
_CARD = re.compile(
    r"(?<![0-9])(?:(?:4[0-9]{3}|5[1-5][0-9]{2}|2[2-7][0-9]{2}|6011|6[45][0-9]{2}|62[0-9]{2}|35[2-8][0-9])"
    r"([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}|3[47][0-9]{2}([ -]?)[0-9]{6}\2[0-9]{5}"
    r"|3(?:0[0-5]|[689][0-9])[0-9]([ -]?)[0-9]{6}\3[0-9]{4}|4[0-9]{12}|(?:50[0-9]{2}|5[6-8][0-9]{2}|6[37][0-9]{2})[0-9]{12})(?![0-9])"
)
_IBAN = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Z][0-9]{2}(?:[ \u00a0-]?[A-Z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
_TAX = re.compile(r"(?<![0-9])[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9])")
_SEPARATOR = r"(?:[ \u00a0./\u2010-\u2015-]|[ ]?\(0\)[ ]?)?"
_PHONE = re.compile(
    rf"\+[ ]?(?:\([1-9][0-9]{{0,2}}\)[ ]?[0-9]|[1-9])(?:{_SEPARATOR}[0-9]){{6,14}}"
    rf"|(?<![0-9.:,/-])00(?:1|3[0-9]|4[0-9]|6[0-6]|7|8[1246]|9[0-58])(?:[0-9]{{7,12}}(?![0-9 ])|[ ./-](?:{_SEPARATOR}[0-9]){{7,12}})"
    r"|(?<![0-9.:,/-])0[1-9][0-9]{0,3}(?:[-/](?:[0-9]{2,4}[ -]){0,3}|[ ](?:[0-9]{2,3}[ ]){2,3})[0-9]{2,8}(?![0-9:])"
    r"|(?<![0-9.:,/-])0[1-9][0-9]{1,4}[-/][0-9]{4,9}(?:-[0-9]{1,5})?(?![0-9:])"
    r"|(?<![0-9.:,/-])0[1-9][0-9]{1,4} [/\u2013-] [0-9]{2,8}(?: [0-9]{2,6}){0,3}(?![0-9:])"
    r"|(?<![0-9])07[02369][0-9]{7}(?![0-9])"
    r"|\(0[1-9][0-9]{0,4}\)[ ]?[0-9](?:[ -]?[0-9]){4,9}"
    r"|\([2-9][0-9]{2}\)[ ]?[0-9]{3}[-. ][0-9]{4}(?![0-9])"
    # Without a 1 before it, it may be the number of a customer.
    r"|(?<![0-9])1[-. ][2-9][0-9]{2}([-.])[0-9]{3}\1[0-9]{4}(?![0-9])"
)
_DAY_FIRST = re.compile(r"0[1-9][-/ ](?:0[1-9]|[12][0-9]|3[01])[-/ ](?:19|20)[0-9]{2}(?![0-9])")
# In an address that starts with a user and has no password.
_HOST_ENDS = re.compile(r"(?::[0-9]{1,5})?(?=[/?\s\"']|$)", re.ASCII)

# A number with its name beside it needs no check digit.
_NAMED = re.compile(
    r"(?:p(?:hone|ersonn(?:umme)?r|ersonal[ _-]?(?:identity[ _-]?)?number|ersonalausweis|\.?-?nr|an(?=[ \t\"':=])|lusgiro|ostgiro)"
    r"|t(?:ele(?:f|ph)on|el(?![a-z])|in(?![a-z])|ax[ _-]?(?:id|n(?:umber|o)))|m(?:obil|omsregistreringsnummer)|h(?:andy)"
    r"|c(?:ell|all(?=[ :])|ard[ _-]?n(?:umber|o|r)|ard(?=[ \t\"':=])|learing)|f(?:ax(?![a-z]))|w(?:hatsapp)"
    r"|s(?:ms(?=[ :])|amordnings|sn(?![a-z])|ocial security n|ozialversicherungs|teuer-?(?:id|n))|n(?:ational[ _]id)"
    r"|i(?:dnr|ban(?![a-z]))|v(?:at(?:[ _-](?:id|n)|id|-nummer|(?=[ \t]?:)))|u(?:st-?id)|k(?:onton|to(?![a-z])|ort(?:nummer|nr)|arten(?:nummer|nr)|reditkarte)"
    r"|a(?:ccount[ _-]?n(?:umber|o)|nruf)|b(?:ankgiro|ankkonto|ban(?![a-z]))|r(?:outing number|ückruf|ing(?=[ :])))"
    r"[a-z_-]{0,24}\.?[\"']?[ \t]{0,4}(?:n(?:umme)?r|no|number)?\.?[ \t]{0,2}(?:me |us |back |mig |uns |mich )?(?:at |on |på |unter )?"
    r"(?::|=>|=|är|is|ist|lautet)?[ \t]{0,4}[\"'<>]?(?P<value>[+(]?[0-9a-z](?:[ ()./,\u00a0+\u2010-\u2015-]{0,3}[0-9a-z]){5,36})(?!\w)",
    re.ASCII,
)
#: By the first letters of the name: the kind, the least number of digits, and the form of the value.
_NAMED_KINDS = (
    (("phone", "tel", "mob", "han", "cel", "call", "fax", "wha", "sms", "anr", "rü", "ring"), "phone number", 6, r"[+(]?[0-9][0-9 ()./\u00a0\u2010-\u2015-]{4,24}[0-9]"),
    (("personala",), "personal number", 3, r"[a-z0-9]{9,10}(?![a-z0-9])"),
    (("pers", "pnr", "p-nr", "p.nr", "p.-nr", "samo", "ssn", "soci", "sozi", "nati"), "personal number", 6, r"[0-9]{2}[ ]?[0-9]{6}[ ]?[a-z][ ]?[0-9]{3}(?![a-z0-9])|[0-9](?:[ \u2010-\u2015+-]{0,2}[0-9]){5,13}"),
    (("tin", "tax", "moms", "steu", "idnr", "vat", "ust"), "tax number", 8, r"(?:[a-z]{2})?[0-9][0-9 /-]{7,18}[0-9]"),
    (("iban", "konton", "kto", "account", "bank", "bban", "plus", "post", "clear", "routing"), "account number", 5, r"(?:[a-z]{2}[0-9]{2}[ ]?)?[0-9][0-9 ,.\u00a0-]{3,36}[0-9]|[a-z]{2}[0-9]{2}[0-9a-z \u00a0-]{8,40}[0-9a-z]"),
    (("card", "kort", "karten", "kredit", "pan"), "card number", 12, r"[0-9][0-9 -]{10,22}[0-9]"),
)  # fmt: skip
_NAMED_FORMS = tuple(
    (names, kind, least, re.compile(form)) for names, kind, least, form in _NAMED_KINDS
)


def find_personal(page: Page) -> Iterator[Span]:
    """Addresses and numbers of people, in no order."""
    text, lowered = page.text, page.lowered
    if "@" in text:
        yield from _emails(lowered)
    for match in _NAMED.finditer(lowered):
        if match.start() and lowered[match.start() - 1].isalpha():
            continue
        for names, kind, least, form in _NAMED_FORMS:
            if match.group().startswith(names):
                value = form.match(lowered, match.start("value"), match.end())
                if value and sum(letter.isdigit() for letter in value.group()) >= least:
                    yield *value.span(), kind
                break
    for match in _IBAN.finditer(text):
        if _fits_iban(match.group()):
            yield *match.span(), "account number"
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if date := _DATE.match(text, start, end):
            start = date.end()
            if end - start < 8:
                continue
        yield from _numbers(text, start, end)


def _emails(lowered: str) -> Iterator[Span]:
    by_shell = any(word in lowered for word in _MENTIONS_SSH)
    for match in _AT.finditer(lowered):
        at = match.start()
        local = _LOCAL_PART.search(lowered, max(0, at - 64), at)
        if local is None or match.group("end") in _FILES or local.group() in _MACHINE_USERS:
            continue
        if _MACHINE_AFTER.match(lowered, match.end()):
            continue
        if lowered.startswith("://", local.start() - 3) and _HOST_ENDS.match(lowered, match.end()):
            continue
        if by_shell:
            line = line_start(lowered, local.start(), max(0, local.start() - 200))
            before = lowered[line : local.start()]
            if before.endswith((" ", "\t", "'", '"')) and _MACHINE_BEFORE.search(before):
                continue
        yield local.start(), match.end(), "e-mail"


def _numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """The numbers in a run of groups of digits whose form and check digits fit."""
    if end - start >= 10:
        for match in _PERSON.finditer(text, start, end):
            if _fits_person(match):
                yield *match.span(), "personal number"
    if end - start >= 11:
        for match in _TAX.finditer(text, start, end):
            if _fits_tax(_digits(match.group())):
                yield *match.span(), "tax number"
    if end - start >= 13:
        for match in _CARD.finditer(text, start, end):
            if _luhn(_digits(match.group())):
                yield *match.span(), "card number"
    for match in _PHONE.finditer(text, start, end):
        count = len(_digits(match.group()))
        enough = count >= 9 or (count == 8 and match.group().startswith(("+", "08")))
        if enough and not _DAY_FIRST.match(text, match.start()):
            yield *match.span(), "phone number"


def _digits(text: str) -> str:
    return "".join(letter for letter in text if "0" <= letter <= "9")


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 * (number > 9)
    return total % 10 == 0 and len(set(digits)) > 1


def _fits_person(match: re.Match[str]) -> bool:
    day, last = match.group("day"), match.group("last")
    if not _luhn(day + last):
        return False
    # `20261125-0714` is a time of day; people born since 2015 paste no messages.
    recent = int(day[:2]) >= 15 and match.group("century") in (None, "20") and int(day[:2]) < 50
    # Ten digits that start with 1 count seconds.
    if match.group()[0] == "1" and len(match.group()) == 10:
        return False
    return not (recent and last < "2400" and last[2:] < "60")


def _fits_iban(text: str) -> bool:
    plain = "".join(letter for letter in text if letter.isalnum())
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _fits_tax(digits: str) -> bool:
    """Steueridentifikationsnummer: one digit of the first ten twice or thrice, ISO 7064 mod 11, 10."""
    counts = sorted(digits[:10].count(digit) for digit in set(digits[:10]))
    if counts[-1] not in (2, 3) or (len(counts) > 1 and counts[-2] != 1):
        return False
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])
