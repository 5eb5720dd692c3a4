"""Secrets in statements of other languages: SQL, connection strings, files of programs, routers.

A row is a word that must be there, a kind, and a pattern for a text in small letters; the pattern
runs only in a text that has the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.secret_signs import is_placeholder

Span = tuple[int, int, str]  # start, end, kind

#: A word that must be there, the kind, and the pattern, for a text in small letters.
_STATEMENTS = tuple(
    (word, kind, re.compile(pattern, re.ASCII | re.MULTILINE))
    for word, kind, pattern in (
        # SQL and connection strings
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
        (
            "password",
            "password",
            r"(?:login|account)[ \t]{1,8}[^\s]{1,128}\s{1,40}password[ \t]{1,8}"
            r"(?!for |must|should|is |was |has |expired|change|reset|auth)(?P<secret>[^\s\"':]{1,256})(?=\s|$)",
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
        (
            "login ",
            "password",
            r"^(?:[<>a-z]:? ?)?[a-z]{0,4}[0-9]{1,6} login[ \t]{1,4}[^\s]{1,128}[ \t]{1,4}\"?(?P<secret>[^\s\"]{1,256})\"?[ \t\r]{0,4}$",
        ),
        (
            "conn",
            "password",
            r"conn(?:ect)?[ \t]{1,4}[\w$#]{1,64}/(?P<secret>[^\s@\"'/]{1,128})(?=@|[\"']?\s|[\"']?$)",
        ),
        # Routers, VPN
        (
            "<auth-user-pass>",
            "credentials",
            r"<auth-user-pass>\s{1,8}(?P<secret>[^\n<]{1,256}\n[^\n<]{1,256})",
        ),
        ("wifi", "password", r"wifi connect [^\n]{1,64} password (?P<secret>[^\s]{4,128})"),
        (": ", "password", r": (?:eap|xauth|rsa [^\s]{1,128}) \"(?P<secret>[^\"\n]{1,256})\""),
        (
            " enc ",
            "password",
            r"(?:psksecret|password|passwd|secret|key) enc (?P<secret>[^\s]{4,512})",
        ),
        (
            "secret",
            "password",
            r"(?:enable|username [^\s]{1,64}(?: privilege [0-9]{1,2})?) secret (?:[0-9] )?(?P<secret>[^\s]{3,256})",
        ),
        (
            "password",
            "password",
            r"(?:enable|username [^\s]{1,64}(?: privilege [0-9]{1,2})?|neighbor [^\s]{1,64}|xauth|line) password (?:[0-9] )?(?P<secret>[^\s]{3,256})",
        ),
        (
            "community",
            "secret",
            r"(?:snmp-server community|r[ow]community) (?P<secret>[^\s\"']{3,128})",
        ),
        ("psk", "key", r"[ \t:]psk[ \t]{1,8}[\"']?(?P<secret>[^\s\"'=:]{4,256})"),
        (
            "pre-shared",
            "key",
            r"pre-shared[ -]key (?:local |remote |address [^\s]{1,64} |ascii-text |hex )?(?:key )?(?:[0-9] )?[\"']?(?P<secret>[^\s\"':=]{6,256})",
        ),
        ("isakmp", "key", r"isakmp key (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
        (
            "pwd",
            "password",
            r"(?:enc_)?(?:group|user)pwd[ \t]{0,4}=[ \t]{0,4}(?P<secret>[^\s]{3,512})",
        ),
        # Shells and installers
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
        # PuTTY's own key files
        (
            "private-lines",
            "private key",
            r"private-lines:[ \t]{0,4}[0-9]{1,3}[ \t\r]{0,4}\n(?P<secret>(?:[a-z0-9+/=]{1,128}\r?(?:\n|$)){1,200})",
        ),
        ("private-mac", "private key", r"private-mac:[ \t]{0,4}(?P<secret>[0-9a-f]{16,64})"),
    )
)

# new PDO("mysql:…", "bi", "x"), and the same in a stack trace: the third argument; login("bi", "x").
_CONNECT = re.compile(
    r"(?:(?:__construct|pdo|mysqli(?:_connect)?|ldap_bind|ftp_login|getconnection|imap_open|o(?:ci|dbc)_connect"
    r"|ssh2_auth_password|real_connect)\([^,\n]{1,256},\s{0,4}[^,\n]{1,128}"
    r"|(?:auth|login|changeuserpassword|authenticate|credentials?|basic_?auth)\(\s{0,4}[\"'][^\"',\n]{1,128}[\"'])"
    r",\s{0,4}[\"'](?P<secret>[^\"'\n]{1,256})[\"']",
    re.ASCII,
)


def find_stated(text: str, lowered: str) -> Iterator[Span]:
    """Secrets in statements, in no order."""
    if any(sign in text for sign in ("('", '("', ', "', ", '")):
        for match in _CONNECT.finditer(lowered):
            yield *match.span("secret"), "password"
    for word, kind, pattern in _STATEMENTS:
        if word in lowered:
            for match in pattern.finditer(lowered):
                start, end = match.span("secret")
                if text[start] in "\"'" and text[end - 1] == text[start]:
                    start, end = start + 1, end - 1
                if start < end and not is_placeholder(lowered, start, end):
                    yield start, end, kind
