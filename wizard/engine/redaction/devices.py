"""Secrets in the configuration of routers, of VPN and wireless networks, and of PuTTY."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span
from wizard.engine.redaction.rows import compiled, find_rows

# fmt: off
_DEVICES = compiled(
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
        "username ",
        "password",
        r"username [^\s]{1,64}(?: privilege [0-9]{1,2})? (?:secret|password) (?:[0-9] )?(?P<secret>[^\s]{3,256})",
    ),
    *(
        (word, "password", rf"{word} (?:[0-9] )?(?P<secret>[^\s]{{3,256}})")
        for word in ("enable secret", "enable password", "xauth password", "line password")
    ),
    (
        "neighbor ",
        "password",
        r"neighbor [^\s]{1,64} password (?:[0-9] )?(?P<secret>[^\s]{3,256})",
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
        r"pre-shared[ -]key (?:local |remote |address [^\s]{1,64} |ascii-text |hex )?(?:key )?(?:[0-9] )?"
        r"(?!lautet|nicht|wurde|mismatch|failed|expired|invalid|required|missing|was |must |should |authentication)[\"']?(?P<secret>[^\s\"':=]{6,256})",
    ),
    ("isakmp", "key", r"isakmp key (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    (
        "pwd",
        "password",
        r"pwd(?:(?<=grouppwd)|(?<=userpwd))[ \t]{0,4}=[ \t]{0,4}(?P<secret>[^\s]{3,512})",
    ),
    ("radius", "secret", r"radius[^\n]{1,160} key (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    ("tacacs", "secret", r"tacacs[^\n]{1,160} key (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    ("key-string", "key", r"key-string (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    ("wpa-psk", "key", r"wpa-psk (?:ascii |hex )(?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    (" md5 ", "key", r"(?:authentication|digest)-key [0-9]{1,8} md5 (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    ("ppp ", "password", r"ppp (?:chap|pap sent-username [^\s]{1,64}) password (?:[0-9] )?(?P<secret>[^\s]{3,256})"),
    ("snmp-server host", "secret", r"snmp-server host [^\s]{1,64} (?:traps |informs )?(?:version (?:1|2c) )?(?P<secret>(?!version |traps |informs )[^\s]{3,128})"),
    # PuTTY's own key files
    (
        "private-lines",
        "private key",
        r"private-lines:[ \t]{0,4}[0-9]{1,3}[ \t\r]{0,4}\n(?P<secret>(?:[a-z0-9+/=]{1,128}\r?(?:\n|$)){1,200})",
    ),
    ("private-mac", "private key", r"private-mac:[ \t]{0,4}(?P<secret>[0-9a-f]{16,64})"),
)
# fmt: on


def find_in_devices(page: Page) -> Iterator[Span]:
    """Secrets in the configuration of devices, in no order."""
    return find_rows(page, _DEVICES)
