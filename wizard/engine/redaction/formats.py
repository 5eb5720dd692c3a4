"""Secrets that are known by their own look, whatever stands beside them: `AKIA…`, `ghp_…`, `eyJ…`.

A row is a kind, the beginnings that give the format away, and what follows one. Lengths are lower
bounds, shorter than the makers' own, for keys that were cut.

Source: the makers' documentation, and the rules of gitleaks (MIT) as of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.engine.redaction.page import Page, Span

_FORMATS = (
    # Code hosting and packages
    ("token", "ghp_ gho_ ghu_ ghs_ ghr_", r"[A-Za-z0-9]{16,255}"),
    ("token", "github_pat_", r"[A-Za-z0-9_]{20,255}"),
    (
        "token",
        "glpat- gldt- glft- glimt- glptt- glrt- gloas- glagent- glsoat- glcbt- glffct-",
        r"[\w.-]{16,320}",
    ),
    ("token", "GR1348941", r"[\w-]{16,64}"),
    ("token", "npm_ rubygems_ CLOJARS_ dckr_pat_ dckr_oat_", r"[A-Za-z0-9_-]{24,128}"),
    ("token", "pypi-AgE pypi-AgEN", r"[\w-]{16,1000}"),
    ("token", "ATATT3 ATCTT3 ATBB BBDC- AKCp cmVmd", r"[\w=-]{20,512}"),
    ("token", "sntrys_ sntryu_ sntrya_", r"[\w+/=-]{20,400}"),
    # Cloud
    ("key", "AKIA ASIA ABIA ACCA A3T", r"[A-Z0-9]{12,20}(?![A-Za-z0-9])"),
    ("key", "ABSK bedrock-api-key-", r"[A-Za-z0-9+/=]{40,600}"),
    ("key", "AIza", r"[\w-]{30,45}"),
    ("secret", "GOCSPX-", r"[\w-]{16,64}"),
    ("key", "LTAI AKID", r"[A-Za-z0-9]{12,40}(?![A-Za-z0-9])"),
    ("token", "dop_v1_ doo_v1_ dor_v1_", r"[a-f0-9]{32,80}"),
    ("token", "tskey- HRKU-AA nfp_ fo1_ fm1a_ fm1r_ fm2_ ops_eyJ CFPAT- pul- pnu_ scw_", r"[\w+/=-]{16,1200}"),
    ("token", "hvs. hvb. hvr. dp.pt. dp.st. dp.ct. dp.sa. dt0c01.", r"[\w.-]{20,400}"),
    ("token", "sha256~", r"[\w-]{32,64}"),
    ("token", "v1.0-", r"[a-f0-9]{24}-[a-f0-9]{100,200}"),
    ("key", "A3-", r"[A-Z0-9]{6}-[A-Z0-9]{6,11}(?:-[A-Z0-9]{5}){3,4}"),
    ("key", "AGE-SECRET-KEY-1", r"[A-Z0-9]{20,80}"),
    ("token", "sbp_ sb_secret_ pscale_tkn_ pscale_pw_ pscale_oauth_ doppler_", r"[\w.=-]{20,128}"),
    ("token", "dapi", r"[a-f0-9]{30,40}(?:-[0-9])?"),
    # Chat and mail
    ("token", "xoxa- xoxb- xoxc- xoxd- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xapp-", r"[\w.%+/=-]{8,500}"),
    ("key", "SG.", r"[\w-]{10,64}\.[\w-]{10,128}"),
    ("key", "xkeysib- xsmtpsib-", r"[a-zA-Z0-9-]{24,128}"),
    ("key", "key- pubkey-", r"[0-9a-f]{32}(?![0-9a-f])"),
    ("key", "re_", r"(?=[A-Za-z_]{0,20}[0-9])(?=[a-z0-9_]{0,20}[A-Z])[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,40}"),
    ("key", "SK", r"[0-9a-f]{32}(?![A-Za-z0-9])"),
    ("token", "mfa.", r"[\w-]{60,100}"),
    # Shops and payment
    ("token", "shpat_ shpca_ shppa_ shpss_ shptka_", r"[a-zA-Z0-9]{16,64}"),
    ("key", "sk_live_ sk_test_ rk_live_ rk_test_ rk_prod_ pk_live_ pk_test_ sk_prod_ whsec_ tok_live_", r"[\w+/=-]{8,255}"),
    ("token", "sq0atp- sq0csp- sq0idp- EAAA", r"[\w-]{20,80}"),
    ("token", "access_token$production$ access_token$sandbox$", r"[a-z0-9$]{16,80}"),
    ("key", "live_ test_", r"(?=[A-Za-z]{0,40}[0-9])[\w=-]{30,48}(?![\w-])"),
    ("key", "klarna_live_api_ klarna_test_api_ shippo_live_ shippo_test_ duffel_live_ duffel_test_", r"[\w=.+/-]{16,255}"),
    ("key", "ck_ cs_", r"[0-9a-f]{40}(?![A-Za-z0-9])"),
    ("key", "rzp_live_ rzp_test_ FLWSECK_TEST- FLWSECK- EZAK EZTK AQE", r"[A-Za-z0-9+/=-]{12,200}"),
    ("token", "A21AA", r"[\w-]{40,200}"),
    ("token", "amzn.mws. Atza| Atzr| amzn1.oa2-cs.v1.", r"[\w|+/=-]{20,800}"),
    ("token", "AB11", r"[0-9]{8,}[A-Za-z0-9]{16,80}"),
    # CRM, analytics, ads, monitoring
    ("token", "EAA IGQV IGAA", r"[A-Za-z0-9]{24,500}"),
    ("session", "00D", r"[A-Za-z0-9]{12,15}(?:!|%21)[\w.]{16,200}"),
    ("token", "pat-na1- pat-eu1- pat-na2- pat-ap1-", r"[0-9a-fA-F-]{20,64}"),
    ("token", "pat", r"[A-Za-z0-9]{14}\.[a-f0-9]{40,64}"),
    ("key", "NRAK- NRJS- NRII- NRRA- NRAA- NRIQ-", r"[A-Za-z0-9-]{16,64}"),
    ("token", "glc_ glsa_ lin_api_ lin_oauth_ ntn_ figd_ figu_ rdme_ sgp_ hcaik_ hcxik_ tfp_ AQVN", r"[\w+/=.-]{20,400}"),
    ("token", "phx_ phc_ dd_ ATOK eyJrIjoi ico- tk-us- s-s4t2ud- s-s4t2af-", r"(?=[A-Za-z_-]{0,60}[0-9])[\w+/=-]{24,600}"),
    ("token", "access-production- access-sandbox- access-development-", r"[0-9a-f-]{20,40}"),
    ("key", "API-", r"[A-Z0-9]{26}(?![A-Za-z0-9])"),
    ("token", "sl.", r"[\w=-]{60,400}"),
    ("secret", "secret_", r"(?=[A-Za-z_]{0,30}[0-9])(?=[a-z0-9_]{0,40}[A-Z])[A-Za-z0-9]{30,64}"),
    ("key", "PMAK-", r"[a-f0-9-]{24,80}"),
    ("secret", "p8e- s8e- fio-u-", r"[\w=-]{20,80}"),
    ("token", "sm_aat_ sm_pat_ sm_sat_ secret-token: patv1_", r"[\w.%-]{12,120}"),
    ("token", "pina_ pinr_ pinc_ WPL_AP1. phs_", r"[\w.=-]{24,400}"),
    ("token", "1000.", r"[0-9a-f]{32}\.[0-9a-f]{32}"),
    ("key", "3MVG9", r"[\w.]{40,120}"),
    ("token", "5Aep861", r"[\w.]{40,120}"),
    ("key", "pk_ sk_ key_ fc-", r"(?=[a-f]{0,30}[0-9])[0-9a-f]{32,64}(?![A-Za-z0-9])"),
    # Building, testing, running
    ("token", "CCIPAT_ CCIPRJ_ bkua_ bkaj_ squ_ sqp_ sqa_ dbtc_ dbtu_ napi_ n8n_api_ snyk_uat. snyk_sat. glwt- vcp_ vck_ vca_", r"(?=[A-Za-z_-]{0,30}[0-9])[\w.=-]{20,400}"),
    ("key", "rnd_", r"(?=[A-Za-z]{0,20}[0-9])(?=[a-z0-9]{0,20}[A-Z])[A-Za-z0-9]{24,64}"),
    ("key", "pdl_live_apikey_ pdl_sdbx_apikey_ sup_sk_ tgp_v1_", r"[\w-]{20,120}"),
    ("token", "access_", r"(?=[A-Za-z]{0,28}[0-9])(?=[a-z0-9]{0,28}[A-Z])[A-Za-z0-9]{28,40}(?![\w])"),
    ("key", "4b1d", r"(?=[a-z0-9]{0,30}[A-Z])[A-Za-z0-9]{38}(?![A-Za-z0-9])"),
    # AI
    ("key", "lsv2_pt_ lsv2_sk_", r"[0-9a-f]{32}_[0-9a-f]{8,12}"),
    ("key", "sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or-v1- sk-or- sk-lf- pk-lf-", r"[\w-]{16,300}"),
    ("key", "sk-", r"(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9]{20,128}"),
    ("key", "gsk_ xai- pplx- r8_ nvapi- tvly- jina_ fw_ csk-", r"(?=[A-Z_-]{0,60}[a-z])[\w-]{20,128}"),
    # Tokens that are signed or sealed, and keys without their header
    ("token", "v2.local. v2.public. v4.local. v4.public. v3.local. v3.public.", r"[\w-]{32,4096}"),
    ("private key", "b3BlbnNzaC1rZXktdjE", r"[A-Za-z0-9+/=\s]{40,20000}"),
)  # fmt: skip


def _by_beginning() -> tuple[re.Pattern[str], dict[str, list[tuple[str, re.Pattern[str]]]]]:
    tails: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, beginnings, rest in _FORMATS:
        pattern = re.compile(rest, re.ASCII)
        for beginning in beginnings.split():
            tails.setdefault(beginning, []).append((kind, pattern))
    letters: dict[str, list[str]] = {}
    for beginning in sorted(tails, key=lambda text: (-len(text), text)):
        letters.setdefault(beginning[0], []).append(re.escape(beginning[1:]))
    # One branch a letter: a search tries them only where such a letter stands.
    branches = (f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in letters.items())
    return re.compile("|".join(branches)), tails


_BEGINNING, _TAILS = _by_beginning()

# A signed token: parts between dots, the first of them JSON. Read part by part, because a long run
# of letters may hold its beginning many times.
_SIGNED = re.compile(r"ey[JA]|ewo|ZXlK")
_PART = re.compile(r"[\w%+/=-]*", re.ASCII)


_DIGIT = re.compile(r"[0-9]")
_JOINTS = ".:~$|"  # `SG.`, `sha256~` end a beginning outside of the word
_BEFORE_WORD = 16  # characters: `amzn1.oa2-cs.v1.`


def find_known(page: Page) -> Iterator[Span]:
    """Secrets of known formats. A beginning inside a longer word is none, unless it ends in a sign."""
    text = page.text
    position = 0
    # Each is a long word, or ends in one, with digits.
    for first, last in page.words:
        if not _DIGIT.search(text, first, last):
            continue
        joined = first and text[first - 1] in _JOINTS
        position = max(position, first - _BEFORE_WORD if joined else first)
        while match := _BEGINNING.search(text, position, last):
            start, position = match.span()
            end = _end(text, start, match.group())
            if end:
                yield start, end, _TAILS[match.group()][0][0]
            position = end or start + 1
        position = max(position, last)
    yield from _find_signed(text)


def _end(text: str, start: int, beginning: str) -> int:
    """Where the secret ends that begins there; 0 if there is none."""
    inside = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    if inside and (len(beginning) < 4 or beginning[-1].isalnum()):
        return 0
    for _, rest in _TAILS[beginning]:
        if tail := rest.match(text, start + len(beginning)):
            # A full stop at the end belongs to the sentence.
            return tail.end() - (text[tail.end() - 1] == ".")
    return 0


def _find_signed(text: str) -> Iterator[Span]:
    if not any(sign in text for sign in ("eyJ", "eyA", "ewo", "ZXlK")):
        return
    position = 0
    while match := _SIGNED.search(text, position):
        start, position = match.span()
        if start and text[start - 1].isascii() and text[start - 1].isalnum():
            continue
        position = start
        parts = 0
        while part := _PART.match(text, position):
            position = part.end()
            if part.end() - part.start() >= 6:
                parts += 1
            if parts == 0 or parts >= 5 or text[position : position + 1] != ".":
                break
            position += 1
        if parts >= 2:
            yield start, position - (text[position - 1] == "."), "token"


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the table with its beginning, by a name for reports."""
    return {
        f"known {beginning}": re.compile(re.escape(beginning) + rest.pattern, rest.flags)
        for beginning, rows in _TAILS.items()
        for _, rest in rows
    }
