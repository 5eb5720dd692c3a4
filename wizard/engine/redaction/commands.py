"""Secrets on command lines: `mysql -pX`, `curl -u user:X`, `sqlcmd -P X`, `--password X`.

Each row is a kind, the commands, and what their option looks like: `-p X` is a password for
`mongosh` and the name of a database for `mysql`. The rest of the line after a command is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.names import name_of
from wizard.engine.redaction.page import Page, Span, line_end, line_start
from wizard.engine.redaction.rows import compiled, find_rows, unquoted
from wizard.engine.redaction.signs import stands_for_a_value
from wizard.engine.redaction.values import value_span

_LONGEST_COMMAND = 2000  # characters after the command's name

_WORD = r"(?P<secret>\"(?:[^\"\\\n]|\\.){1,512}\"|'[^'\n]{1,512}'|(?:[^\s\"'|;&<>\\]|\\.)(?:[^\s\"|;&<>\\]|\\.|\"(?=[^\s,\])])){0,511})"
# Between an option and its value, in a line and in a list of arguments.
_GAP = r"(?:[ \t]{1,8}|[\"'],[ \t]{0,4}[\"'])"
_GAP_OR_NONE = r"(?:[ \t]{0,8}|[\"'],[ \t]{0,4}[\"'])"
_NAMED = (
    r"(?P<name>[A-Za-z_@/\u00c0-\u024f][\w./:@\u00c0-\u024f-]{1,128})[ \t]{1,8}(?P<value>[^\s=-])"
)

_ROWS = tuple(
    (kind, commands.split(), re.compile(option, re.ASCII))
    for kind, commands, option in (
        (
            "password",
            "mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlsh mysqlpump mysqlslap mysqlbinlog"
            " mariadb mariadb-dump mycli xtrabackup mydumper 7z 7za 7zz rar unrar",
            rf"(?<=[\s\"'])-h?p{_WORD}",
        ),
        (
            "password",
            "mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat psexec oc az"
            " cqlsh smbmap rdesktop beeline couchbase-cli cbq",
            rf"(?<=[\s\"'])-p{_GAP_OR_NONE}(?!-){_WORD}",
        ),
        # Only its own: the command that it starts has a -p as well, for a port.
        ("password", "sshpass", rf"(?<=sshpass){_GAP}(?:-v{_GAP})?-p{_GAP_OR_NONE}{_WORD}"),
        # A key instead of a user, and no password.
        (
            "key",
            "curl http https xh",
            r"(?<=[\s\"'])(?:-u|--user|-a|--auth)(?:[ \t]{1,4}|=|[\"'],[ \t]{0,4}[\"'])[\"']?(?P<secret>(?=[a-z_-]{0,40}[0-9])[\w-]{20,256}):?(?=[\s\"']|$)",
        ),
        ("password", "login", rf"(?<=[\s\"'])-p{_GAP_OR_NONE}(?![0-9]{{1,5}}(?:\s|$))(?!-){_WORD}"),
        (
            "password",
            "sqlcmd bcp isql osql tsql ipmitool zip unzip sqsh",
            rf"(?<=[\s\"'])-P{_GAP_OR_NONE}{_WORD}",
        ),
        (
            "password",
            "ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami ldapcompare",
            rf"(?<=[\s\"'])-w{_GAP_OR_NONE}{_WORD}",
        ),
        (
            "password",
            "redis-cli valkey-cli keydb-cli",
            rf"(?<=[\s\"'])(?:-a|--pass)(?:{_GAP}|=){_WORD}",
        ),
        (
            "password",
            "openssl keytool jarsigner",
            r"pass:(?P<secret>[^\s\"'|;&]{1,512})"
            r"|(?<=[\s\"'])-(?:\w{0,12}storepass|keypass|passin|passout|passwd|k)[ \t]{1,8}(?!file:|env:|stdin|fd:|pass:)(?P<other>[^\s\"'|;&-][^\s\"'|;&]{0,511})",
        ),
        ("password", "ssh-keygen", rf"(?<=[\s\"'])-[NP]{_GAP}{_WORD}"),
        (
            "cookie",
            "curl",
            r"(?<=[\s\"'])(?:-b|--cookie)(?:[ \t]{1,4}|=)(?P<secret>\"[^\"\n]{1,4096}\"|'[^'\n]{1,4096}'|[^\s=]{1,128}=[^\s]{1,4096})",
        ),
        (
            "password",
            "curl",
            r"(?<=[\s\"'])(?:-E|--cert|--proxy-cert)(?:[ \t]{1,4}|=)[\"']?[^\s:\"']{1,256}:(?P<secret>[^\s\"']{1,256})",
        ),
        ("password", "plink pscp psftp putty", rf"(?<=[\s\"'])-pw{_GAP}{_WORD}"),
        (
            "password",
            "curl wget http https xh lftp",
            r"(?<=[\s\"'])(?:-u|-a|-U|--user|--proxy-user|--auth)(?:[ \t]{1,4}|=|(?=[\"'\w]))"
            r"(?:\"[^\s:\",]{0,128}[:,](?P<secret>(?:[^\"\\\n]|\\.){1,512})|'[^\s:',]{0,128}[:,](?P<other>[^'\n]{1,512})|[^\s:\"',]{0,128}[:,](?P<third>[^\s\"'|;&]{1,512}))",
        ),
        (
            "password",
            "smbclient rpcclient net",
            r"(?<=[\s\"'])-U[ \t]{0,8}[\"']?[^\s%\"']{1,128}%(?P<secret>[^\s\"']{1,256})",
        ),
        (
            "secret",
            "snmpwalk snmpget snmpbulkwalk snmpset snmptrap",
            r"(?<=[\s\"'])-[cAX][ \t]{0,4}(?P<secret>[^\s\"'-][^\s\"']{2,128})",
        ),
        (
            "password",
            "htpasswd",
            r"(?<=[\s\"'])-\w{0,6}b\w{0,6}[ \t]{1,8}[^\s]{1,200}[ \t]{1,8}[^\s]{1,128}[ \t]{1,8}(?P<secret>[^\s]{1,256})",
        ),
    )
)


def _by_command() -> tuple[re.Pattern[str], dict[str, list[int]]]:
    rows: dict[str, list[int]] = {}
    letters: dict[str, set[str]] = {}
    for number, (_, commands, _) in enumerate(_ROWS):
        for command in commands:
            rows.setdefault(command, []).append(number)
            letters.setdefault(command[0], set()).add(re.escape(command[1:]))
    # One branch a letter: a search tries them only where such a letter stands.
    branches = (
        f"{re.escape(letter)}(?:{'|'.join(sorted(rest, reverse=True))})"
        for letter, rest in letters.items()
    )
    return re.compile(rf"(?:{'|'.join(branches)})(?=(?:\.exe)?(?:[ \t]|[\"'],))"), rows


_COMMAND, _ROWS_OF = _by_command()
_OPTION = re.compile(r" --?[A-Za-z]|\t--?[A-Za-z]|[\"']--?[A-Za-z]")
_INSIDE = re.compile(r"[\w$.-]", re.ASCII)

#: Commands without options.
_OTHERS = compiled(
    (
        "net use",
        "password",
        r"net use[ \t]{1,8}(?:[a-z*]:?[ \t]{1,8})?\\{1,4}[^\s]{1,256}[ \t]{1,8}(?!/)(?P<secret>[^\s/*][^\s]{0,255})"
        r"|net use[^\n]{1,300}/user:[^\s]{1,128}[ \t]{1,8}(?!/)(?P<other>[^\s/*][^\s]{0,255})",
    ),
    (
        "net user",
        "password",
        r"net user[ \t]{1,8}[^\s]{1,128}[ \t]{1,8}(?!/)(?P<secret>[^\s/*][^\s]{0,255})",
    ),
    (
        "/p",
        "password",
        r"[ \t]/(?:pass|p|rp|password|pd|passwordd):(?P<secret>[^\s/\"']{1,256})",
    ),
    ("schtasks", "password", r"schtasks[^\n]{1,300}/rp[ \t]{1,8}(?P<secret>[^\s/\"']{1,256})"),
    ("vault login", "token", r"vault login[ \t]{1,8}(?P<secret>[^\s=-][^\s=]{7,256})(?=\s|$)"),
    (
        "alias set",
        "key",
        r"alias set[ \t]{1,8}[^\s]{1,60}[ \t]{1,8}[^\s]{1,200}[ \t]{1,8}[^\s]{1,128}[ \t]{1,8}(?P<secret>[^\s]{4,256})",
    ),
    (
        "mysqladmin",
        "password",
        r"mysqladmin[^\n]{1,300}?[ \t]password[ \t]{1,8}[\"']?(?P<secret>[^\s\"'-][^\s\"']{0,256})",
    ),
    (
        "openssl",
        "password",
        r"(?:[ \t]|-\w{1,12}[ \t]{1,8})pass:(?P<secret>[^\s\"'|;&]{1,512})",
    ),
)
#: Commands that give a name and its value.
_SETTERS = tuple(
    (word, re.compile(rf"{word}(?<![\w.-]{word})[ \t]{{1,8}}{_NAMED}", re.ASCII))
    for word in (
        "setx",
        "export",
        "setenv",
        "env",
        "arg",
        "fastcgi_param",
        "config set",
        "configure set",
        "config add",
    )
)
_FLAG = re.compile(
    r"-(?<![\w./-]-)-?(?P<name>[a-zA-Z\u00c0-\u024f][\w.\u00c0-\u024f-]{1,60})(?:[ \t]{1,8}|[\"'],[ \t]{0,4}(?=[\"']))(?P<value>[^\s|;&<>-])",
    re.ASCII,
)


def find_commanded(page: Page) -> Iterator[Span]:
    """Secrets in the options of commands, in no order."""
    text, lowered = page.text, page.lowered
    yield from find_rows(page, _OTHERS)
    for word, setter in _SETTERS:
        if word in lowered:
            for match in setter.finditer(lowered):
                yield from _named(text, lowered, match)
    searched = [0] * len(_ROWS)
    position = 0
    while option := _OPTION.search(text, position):
        start = line_start(text, option.start(), position)
        position = line_end(text, option.end())
        for match in _COMMAND.finditer(lowered, start, position):
            start, end = match.span()
            if start and _INSIDE.match(lowered[start - 1]):
                continue
            last = min(position, end + _LONGEST_COMMAND)
            for row in _ROWS_OF[match.group()]:
                if searched[row] <= end:
                    searched[row] = last
                    yield from _options(text, lowered, _ROWS[row][2], end, last, _ROWS[row][0])
    if "-" in text:
        yield from _flags(text, lowered)


def _options(
    text: str, lowered: str, option: re.Pattern[str], start: int, end: int, kind: str
) -> Iterator[Span]:
    for match in option.finditer(text, start, end):
        first, last = unquoted(text, *match.span(match.lastgroup or "secret"))
        if first < last and not stands_for_a_value(text, lowered, first, last):
            yield first, last, kind


def _flags(text: str, lowered: str) -> Iterator[Span]:
    """`--password X` of whatever command."""
    for match in _FLAG.finditer(text):
        yield from _named(text, lowered, match)


def _named(text: str, lowered: str, match: re.Match[str]) -> Iterator[Span]:
    name = name_of(text[slice(*match.span("name"))])
    if name is None or name.trust in ("code", "number"):
        return
    span = value_span(
        text, lowered, match.start("value"), name, equals=True, own_line=False, in_url=""
    )
    if span:
        yield *span, name.kind
