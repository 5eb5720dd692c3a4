r"""What joins a telling name to its value: `=`, `": "`, `">`, `', '`, "is", a tab, the next element.

The pattern finds a name and its joint in one search, in a text in small letters. Its last group is
the kind of joint, and its end is where the value may start.
"""

from __future__ import annotations

import re

from wizard.engine.redaction.names import LETTER, STEMS
from wizard.engine.redaction.page import SENTINEL

_B = r"[ \t\u00a0]"

_JOINTS = (
    # password=x, "password": "x", 'password' => 'x', **Password:** x, Password (MySQL): x
    rf"(?P<assign>(?:{_B}{{0,2}}\([^()\n]{{0,40}}\))?[\"'`´”“»’\])}}*?]{{0,4}}{_B}{{0,40}}"
    r"(?:=>|:=|={1,3}|:(?![:/])|：|→|\?=|->(?= ))"
    # What is masked already is passed over at once.
    rf"\*{{0,2}}{_B}{{0,40}}(?![ \t\u00a0]|{SENTINEL}(?:[\s\"',;&<>)\]}}]|$))"
    # password........"x"
    r"|(?<=\.\.\.\.)\.{0,80} ?(?=[^\s.]))"
    # {"name": "DB_PASSWORD", "value": "x"}, name: DB_PASSWORD ⏎ value: x, <add key="Password" value="x"/>
    r"|(?P<pair>[\"']?(?:\s{0,20},)?\s{0,60}(?:[\"']?(?:type|sensitive|secure)[\"']?\s?[:=]\s?[\"']?\w{1,20}[\"']?(?:\s{0,3},)?\s{0,60})?"
    r"[\"']?(?:value|val|wert|v|content)[\"']?\s{0,9}(?:=>|[:=])\s{0,9}"
    # variable "db_password" { ⏎ default = "x"
    r"|[\"']\s?\{\s{1,80}(?:(?:type|description|sensitive|nullable)\s{0,20}=\s{0,20}[^\n]{1,120}\n\s{0,40}){0,4}(?:default|value)\s{0,20}=\s{0,9}"
    # <Setting Name="Password"><Value>x
    r"|[\"'][^<>\n]{0,80}>\s{0,80}<[\w:.-]{0,20}value(?:\s[^<>\n]{0,80})?>\s{0,80}"
    # s:8:"password";s:1:"x" as PHP writes it
    r"|[\"'];s:[0-9]{1,6}:"
    # <name>password</name><value>x, <key>password</key> ⏎ <string>x, <td>Password</td><td>x
    r"|</[\w:.-]{1,40}>\s{0,80}<[\w:.-]{1,40}(?:\s[^<>\n]{0,120})?>\s{0,80})"
    # <password>x, <property name="password">x
    r"|(?P<element>[\"']?(?:\s[^<>\n]{0,160})?>\s{0,80})"
    # setPassword("x"), define('DB_PASSWORD', 'x')
    r"|(?P<call>\(\s{0,9}(?=[\"'`$@])|[\"']\s{0,9},\s{0,9}(?=[\"'`]))"
    # | password | x |, password<tab>x, password "x", password hunter2
    rf"|(?P<blank>{_B}{{0,20}}\|{_B}{{1,40}}(?=[^\s|])|{_B}{{1,4}}[-–—]{_B}{{1,4}}(?=[^\s])|{_B}{{1,2}}\((?=[^\s()]{{5,80}}\))|{_B}{{1,60}}(?=[\"'“„»‘]|[^\s]{{0,40}}[0-9!@#$%^&*+])|(?:\t|{_B}{{2,60}})(?=[^\s]))"
    # the password is x, das Kennwort lautet x, lösenordet är x
    rf"|(?P<prose>(?:{_B}[^\s.:;=,\"'<>()]{{1,40}}){{0,6}}?{_B}(?:(?:(?:to|till|auf)(?={_B}{{1,4}}(?:[^\s]{{0,40}}[0-9!#$%^&*]|[\"'“„»‘`]))|is|are|was|är|var|blir|ist|lautet|lyder|war|heißt|heisst|equals)"
    rf"(?:{_B}(?:now|nu|jetzt|still|currently)){{0,2}}"
    rf"|(?:(?:is|was|been|har|wurde|now|nu){_B}){{0,2}}(?:set|changed|reset|updated|satt|satts|ändrat|ändrats|bytt|geändert|gesetzt){_B}(?:to|till|auf|in))"
    rf"(?:{_B}(?:set|changed|reset)?{_B}?(?:to|the following|as follows|följande|enligt följande|folgendes|wie folgt)){{0,1}}:?(?:{_B}{{1,4}}|{_B}{{0,2}}\r?\n{_B}{{0,8}})(?=[^\s]))"
    # Password for 'bi': x, password used: x
    rf"|(?P<about>{_B}(?:[^\n=;:.]|\.(?!{_B})){{1,64}}?:{_B}{{1,4}}(?=[^\s]))"
)
CANDIDATE = re.compile(
    rf"{STEMS}[{LETTER}.\-]{{0,48}}(?![{LETTER}])(?:{_JOINTS})",
    re.ASCII,
)
