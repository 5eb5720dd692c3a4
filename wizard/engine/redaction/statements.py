"""Secrets in statements of other languages: SQL, connection strings, mail, files and scripts of programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.names import name_of
from wizard.engine.redaction.page import Page, Span
from wizard.engine.redaction.rows import compiled, find_rows
from wizard.engine.redaction.signs import counts

# fmt: off
_STATEMENTS = compiled(
    # SQL and connection strings
    (
        "set password",
        "password",
        r"set password(?: for [^=\n;]{1,128})?[ \t]{0,4}=[ \t]{0,4}(?:(?:old_)?password[ \t]{0,2}\([ \t]{0,2})?"
        r"(?P<secret>'[^'\n]{1,512}'|\"[^\"\n]{1,512}\")",
    ),
    (
        "identified",
        "password",
        r"identified[ \t]{1,4}(?:with[ \t]{1,4}[\"'`]?\w{1,64}[\"'`]?[ \t]{1,4})?(?:by|as|using)"
        r"[ \t]{1,4}(?:password[ \t]{1,4})?(?P<secret>'[^'\n]{1,512}'|\"[^\"\n]{1,512}\"|[^\s;,'\"]{1,512})",
    ),
    ("(", "password", r":(?P<secret>[^\s@:\"']{1,200})@(?:tcp|unix|udp)\("),
    (
        "@",
        "password",
        r":(?<=[\w.-]:)(?P<secret>(?=[^\s@/:]{0,60}[0-9!#$%^&*?])[^\s@/:\"']{3,128})@(?!sha[0-9])(?:[a-z][\w-]{0,62}(?=[\s/:\"',)]|$)|[\w.-]{1,253}(?=:[0-9]|/))",
    ),
    ("@//", "password", r"[\w$#]/(?P<secret>[^\s@/\"']{1,128})@//"),
    (
        "login",
        "password",
        r"login(?:s| data)?:?[ \t]{1,4}[\w.@-]{1,64}[ ]?[/,][ ]?(?P<secret>(?=[^\s]{0,40}[0-9!#$%^&*])[^\s]{5,128})",
    ),
    ("jdbc:oracle", "password", r":[\w.$#]{1,64}/(?P<secret>[^\s@\"'/]{1,128})(?=@)"),
    *(
        (
            program,
            "password",
            rf"{program}[ \t]{{1,8}}(?:-[a-z][ \t]{{1,8}}|target[ \t]{{1,8}})?[\"']?"
            r"[\w.$#]{1,64}/(?P<secret>[^\s@\"'/]{1,128})(?=@|[\"']?\s|[\"']?$)",
        )
        for program in ("sqlplus", "expdp", "impdp", "sqlldr", "rman")
    ),
    # .pgpass: host:port:database:user:password
    (
        ":",
        "password",
        r"^[\w.*-]{1,253}:(?:[0-9]{2,5}|\*):(?![0-9]{1,6}:)[^:\s]{1,128}:[^:\s]{1,128}:"
        r"(?P<secret>(?:[^\\\s]|\\[:\\]){1,256})[ \t\r]*$",
    ),
    # .netrc
    *(
        (
            f"{word} ",
            "password",
            rf"{word}[ \t]{{1,8}}[^\s]{{1,128}}\s{{1,40}}password[ \t]{{1,8}}"
            r"(?!for |must|should|is |was |has |expired|change|reset|auth)(?P<secret>[^\s\"':]{1,256})(?=\s|$)",
        )
        for word in ("login", "account")
    ),
    ("/token:", "token", r"/token:(?P<secret>[\w-]{6,128})"),
    # Redis
    ("requirepass", "password", r"requirepass[ \t]{1,8}[\"']?(?P<secret>[^\s\"']{1,512})"),
    ("masterauth", "password", r"masterauth[ \t]{1,8}[\"']?(?P<secret>[^\s\"']{1,512})"),
    (
        "auth",
        "password",
        r"auth(?:(?<!.auth)|(?<=> auth))[ \t]{1,8}(?:[a-z]\w{0,40}[ \t]{1,8})?(?P<secret>[^\s\"':]{1,512})[ \t]{0,8}$",
    ),
    (
        '"auth"',
        "password",
        r"\"auth\"[ ,]{1,3}(?:\"\w{1,40}\"[ ,]{1,3})?\"(?P<secret>[^\"\n]{1,512})\"",
    ),
    # Mail and FTP
    (
        "auth ",
        "credentials",
        r"auth(?:enticate)?[ \t]{1,4}(?:plain|login|xoauth2|cram-md5|ntlm)[ \t]{1,4}(?P<secret>[a-z0-9+/=]{8,2048})",
    ),
    (
        "pass ",
        "password",
        r"pass(?:(?<!.pass)|(?<=[>:<] pass))[ \t]{1,4}(?P<secret>(?=[^\s]{0,64}[0-9!@#$%^&*])[^\s/]{1,256})[ \t\r]{0,4}$",
    ),
    # As programs for FTP show what they send.
    (
        "pass ",
        "password",
        r"(?:command|kommando|befehl|client)[ \t]{0,3}[:>][ \t]{0,3}pass[ \t]{1,4}(?P<secret>[^\n]{1,256}?)[ \t\r]{0,4}$",
    ),
    (
        "fetch(",
        "secret",
        r"fetch\([\"']\w{0,40}(?:pass|pwd|secret|token|key)\w{0,40}[\"']\)[ \t]{0,4}\{[ \t]{0,4}[\"'](?P<secret>[^\"'\n]{1,256})[\"']",
    ),
    (
        " login ",
        "password",
        r" login(?<=[0-9] login)[ \t]{1,4}(?:\"[^\"\n]{1,128}\"|[^\s\"]{1,128})[ \t]{1,4}"
        r"(?P<secret>\"[^\"\n]{1,256}\"|[^\s\"]{1,256})[ \t\r]{0,4}$",
    ),
    (
        "conn",
        "password",
        r"conn(?:ect)?[ \t]{1,4}[\w$#]{1,64}/(?P<secret>[^\s@\"'/]{1,128})(?=@|[\"']?\s|[\"']?$)",
    ),
    (
        "334 ugfzc3dvcmq6",  # "Password:"
        "password",
        r"334 ugfzc3dvcmq6[ \t\r]{0,4}\n(?:[^\n]{0,80}[ :>])?(?P<secret>[a-z0-9+/]{4,1024}={0,2})[ \t\r]{0,4}$",
    ),
    # postfix
    (
        "]:",
        "password",
        r"^\[[\w.-]{1,253}\]:[0-9]{1,5}[ \t]{1,8}[^\s:]{1,128}:(?P<secret>[^\s]{1,256})$",
    ),
    # Shells and installers
    (
        "<<<",
        "password",
        r"(?:pass|pwd|secret|token|login|stdin|sudo|openconnect|cryptsetup)[^\n]{0,160}<<<[ \t]{0,4}"
        r"(?P<secret>'[^'\n]{1,512}'|\"[^\"\n]{1,512}\"|[^\s\"']{1,512})",
    ),
    *(
        (
            f"{command} ",
            "password",
            rf"{command}(?<![a-z0-9]{command})[ \t]{{1,8}}[\w.@-]{{1,64}}[ \t]{{1,8}}"
            r"(?P<chosen>'[^'\n]{1,256}'|\"[^\"\n]{1,256}\"|[^\s\"'|;&<>]{4,256})",
        )
        for command in (
            "change-password", "change_password", "set-password", "set_password", "reset-password", "user:password",
            "update-password", "user-password", "user:resetpassword", "upwd", "add_user", "addpassword",
        )
    ),
    (
        "http-basic",
        "password",
        r"http-basic\.[^\s]{1,128} [^\s]{1,128} (?P<secret>[^\s]{4,128})",
    ),
    (
        "chpasswd",
        "password",
        r"echo[ \t]{1,8}[\"']?[\w.-]{1,64}:(?P<secret>[^\s\"'|]{1,128})[\"']?[ \t]{0,8}\|[^\n]{0,60}chpasswd",
    ),
    (
        "stdin",
        "password",
        r"echo[ \t]{1,8}(?:-n[ \t]{1,8})?[\"']?(?P<secret>[^\s\"'|]{1,128})[\"']?[ \t]{0,8}\|[^\n|]{0,80}--(?:password-)?stdin",
    ),
    (
        "sudo -s",
        "password",
        r"echo[ \t]{1,8}(?:-n[ \t]{1,8})?[\"']?(?P<secret>[^\s\"'|]{1,128})[\"']?[ \t]{0,8}\|[ \t]{0,8}sudo[ \t]{1,8}-s",
    ),
    (
        "expect",
        "password",
        r"expect[^\n]{0,80}pass[^\n]{0,40}\n[ \t]{0,40}send[ \t]{1,8}(?:--[ \t]{1,8})?[\"'](?P<secret>[^\"'\n\\]{1,128})",
    ),
    (
        "securestring",
        "password",
        r"convertto-securestring[ \t]{1,8}(?:-string[ \t]{1,8})?[\"'](?P<secret>[^\"'\n]{1,256})",
    ),
    (
        'type="password"',
        "password",
        r"type=\"password\"[^<>\n]{0,200}[ \t]value=\"(?P<secret>[^\"\n]{1,512})\"",
    ),
    (
        'type="password"',
        "password",
        r"[ \t]value=\"(?P<secret>[^\"\n]{1,512})\"[^<>\n]{0,200}[ \t]type=\"password\"",
    ),
    # A secret of Kubernetes: all that it holds is one.
    (
        "kind: secret",
        "secret",
        r"^(?:string)?data:[ \t]{0,4}\r?\n(?P<secret>(?:[ \t]{1,20}[\w.-]{1,80}:[ \t]{1,8}[^\s][^\n]{0,8000}(?:\n|$)){1,50})",
    ),
    # A key as JSON Web Keys hold it
    (
        '"kty"',
        "key",
        r"\"(?:d|p|q|dp|dq|qi|k)\"[ \t]{0,4}:[ \t]{0,4}\"(?P<secret>[\w-]{8,4096})\"",
    ),
)
# fmt: on

# new PDO("mysql:…", "bi", "x"), and the same in a stack trace: the third argument; login("bi", "x").
_CALLS_OF_THREE = (
    "__construct pdo mysqli mysqli_connect ldap_bind ftp_login getconnection imap_open oci_connect odbc_connect"
    " ssh2_auth_password real_connect"
)
_CALLS_OF_TWO = (
    "auth login changeuserpassword adduser createuser setuserpassword updateuser resetpassword authenticate"
    " credential credentials basicauth basic_auth usernamepasswordcredential networkcredential passwordcredential"
)


def _after(calls: str) -> str:
    """A bracket after one of the names of functions: found by the bracket, which is rarer."""
    return "|".join(rf"(?<={call}\()" for call in calls.split())


_CONNECT = re.compile(
    rf"\((?:(?:{_after(_CALLS_OF_THREE)})[^,\n]{{1,256}},\s{{0,4}}[^,\n]{{1,128}}"
    rf"|(?:{_after(_CALLS_OF_TWO)})\s{{0,4}}[\"'][^\"',\n]{{1,128}}[\"'])"
    r",\s{0,4}[\"'](?P<secret>[^\"'\n]{1,256})[\"']",
    re.ASCII,
)


# <add value="x" key="Password" />, {"value": "x", "name": "DB_PASSWORD"}: the value before its name.
_VALUE_FIRST = re.compile(
    r"(?<![\w-])(?:value|val|wert|content)[\"']?\s{0,4}[=:]\s{0,4}(?P<quote>[\"'])(?P<value>[^\"'\n<>]{1,512})(?P=quote)"
    r"[\s,]{1,40}(?:[\w-]{1,20}[\"']?\s{0,4}[=:]\s{0,4}[\"'][^\"'\n<>]{0,80}[\"'][\s,]{1,40}){0,3}"
    r"[\"']?(?:name|key|id|n)[\"']?\s{0,4}[=:]\s{0,4}[\"'](?P<name>[^\"'\n]{1,80})[\"']"
)


def find_stated(page: Page) -> Iterator[Span]:
    """Secrets in statements, in no order."""
    yield from find_rows(page, _STATEMENTS)
    for match in _CONNECT.finditer(page.lowered):
        yield *match.span("secret"), "password"
    for match in _VALUE_FIRST.finditer(page.lowered):
        name = name_of(page.text[slice(*match.span("name"))])
        start, end = match.span("value")
        if not name or name.trust not in ("any", "many", "random"):
            continue
        if counts(page.text, page.lowered, start, end, name, equals=True, quoted=True):
            yield start, end, name.kind
