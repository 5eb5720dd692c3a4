"""Secrets whose look is known but not their beginning, hashes of passwords, and addresses that are secrets.

Source: the makers' documentation, and the rules of gitleaks (MIT) as of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span

#: The kind, a sign that must be there, and the whole, or a group of it that is the secret.
_SHAPES = tuple(
    (kind, sign, re.compile(pattern, re.ASCII))
    for kind, sign, pattern in (
        ("key", "NRAL", r"(?<![A-Za-z0-9])(?:[a-z]{2}[0-9]{2}xx)?[0-9a-f]{30,36}NRAL(?![A-Za-z0-9])"),
        ("key", "-us", r"(?<![0-9a-f])[0-9a-f]{32}-us[0-9]{1,2}(?![0-9])"),
        ("token", ":AA", r"(?<![0-9])[0-9]{8,10}:AA[\w-]{30,36}(?![\w-])"),
        ("key", "hf_", r"(?<![A-Za-z0-9])hf_[A-Za-z0-9]{28,48}(?![A-Za-z0-9_])"),
        ("key", "api_org_", r"api_org_[A-Za-z0-9]{28,48}(?![A-Za-z0-9_])"),
        ("token", "|", r"\|(?<=[0-9]{15}\|)[\w-]{27,40}(?![\w-])"),
        ("token", "pat.", r"pat\.(?<![A-Za-z0-9]pat\.)[\w-]{22}\.[0-9A-Za-z]{24}\.[0-9A-Za-z]{20}"),
        ("token", "sat.", r"sat\.(?<![A-Za-z0-9]sat\.)[\w-]{22}\.[0-9A-Za-z]{24}\.[0-9A-Za-z]{20}"),
        ("token", "AAAAAAAAAAAAAAAAAAAAAA", r"(?<!A)A{20,22}(?!A)[A-Za-z0-9%]{60,200}"),
        ("secret", "Q~", r"(?<![\w~.-])[\w~.]{3}[0-9]Q~[\w~.-]{28,40}"),
        ("token", ".atlasv1.", r"(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,80}"),
        ("token", "_mmk", r"(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"),
        ("token", ":APA91b", r"(?<![\w-])[\w-]{8,24}:APA91b[\w-]{60,200}"),
        ("key", "T3BlbkFJ", r"(?<![\w-])[\w-]{3,120}T3BlbkFJ[\w-]{8,120}"),
        ("token", ".", r"[MNO](?<![\w.-].)[\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w.-])"),
        ("token", "s.", r"s\.(?<![\w.-]s\.)(?=[a-zA-Z]{0,23}[0-9])(?=[a-z0-9]{0,23}[A-Z])[A-Za-z0-9]{24}(?![\w.-])"),
        ("key", "-", r"(?<![\w-])(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}(?![\w-])"),
        # Passwords as they are stored
        ("password", "$", r"\$2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{22,53}"),
        ("password", "$", r"\$(?:[1567]|g?y|apr1|argon2(?:id|i|d)|[PHS]|scrypt|pbkdf2[\w-]{0,12}|sha1)\$[./A-Za-z0-9$=,+:-]{16,400}"),
        ("password", "}", r"\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT|PBKDF2[\w-]{0,10}|bcrypt|noop)\}[./A-Za-z0-9$=+-]{8,300}"),
        ("password", "_sha", r"(?:pbkdf2|bcrypt)_sha[0-9]{1,3}\$[./A-Za-z0-9$=,+:-]{20,400}"),
        ("password", "2:sha", r"pbkdf2:sha[0-9]{1,3}:[./A-Za-z0-9$=,+:-]{20,400}"),
        ("password", "scrypt:", r"scrypt:[0-9]{2,8}:[./A-Za-z0-9$=,+:-]{20,400}"),
        ("password", "SCRAM-SHA-", r"SCRAM-SHA-(?:1|256|512)\$[0-9]{2,7}:[A-Za-z0-9+/=]{8,100}(?:\$[A-Za-z0-9+/=:]{8,200})?"),
        ("password", "*", r"\*[0-9A-F]{40}(?![0-9A-Za-z])"),
        ("password", "aad3b435b51404ee", r"aad3b435b51404eeaad3b435b51404ee:[0-9a-fA-F]{32}"),
        # Addresses that are secrets as a whole
        ("token", "hooks.slack.com/", r"hooks\.slack\.com/(?:services|workflows|triggers)/[\w/+-]{8,200}"),
        ("token", "/api/webhooks/", r"/api/webhooks/[0-9]{6,24}/[\w-]{10,120}"),
        ("token", "/webhook", r"\.office(?:365)?\.com/webhook(?:b2)?/[\w@/-]{16,300}"),
        ("token", "hooks.zapier.com/", r"hooks\.zapier\.com/hooks/catch/[\w/-]{8,120}"),
        ("token", "webhook.site/", r"webhook\.site/[\w/-]{8,120}"),
        ("token", "hook.", r"hook\.(?:[a-z]{2}[0-9]\.make|integromat)\.com/[\w/-]{8,120}"),
        ("token", "api.telegram.org/bot", r"api\.telegram\.org/bot[0-9]{6,14}:[\w-]{10,64}"),
        ("key", "/with/key/", r"/with/key/(?P<secret>[\w-]{16,64})"),
        ("key", "pagerduty.com/integration/", r"pagerduty\.com/integration/[\w-]{16,64}"),
        ("token", "ya29.", r"ya29\.[\w-]{16,1024}"),
        ("code", "4/", r"4/(?<![\w/.-]4/)[01][\w-]{30,256}"),
        ("token", "/", r"/(?<=[0-2]/)[0-9]{15,17}(?:/[0-9]{15,17})?:(?P<secret>[0-9a-f]{32})(?![0-9a-f])"),
        ("key", ".acc", r"(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}"),
        # The magic numbers of Java's and Windows' key stores
        ("private key", "/u3+7Q", r"/u3\+7Q[A-Za-z0-9+/=]{24,65536}"),
        ("token", "//0", r"(?<![\w/])1//[01][\w-]{16,256}"),
        ("token", "oauth2:", r"oauth2:[A-Za-z0-9_-]{16,255}(?=@)"),
    )
)  # fmt: skip


def find_shaped(page: Page) -> Iterator[Span]:
    """Secrets of known looks, in no order."""
    for kind, sign, pattern in _SHAPES:
        if sign in page.text:
            for match in pattern.finditer(page.text):
                yield *match.span(match.lastgroup or 0), kind
