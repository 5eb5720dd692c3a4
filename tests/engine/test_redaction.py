"""Masking: what must never be shown, what must stay, and that no text can wear it out."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.engine.redaction import KINDS, redact

CASES = Path(__file__).parent / "redaction"
SECRET = "s3cretV4lue"
LONGEST_TEXT = 200_000


def cases(name: str) -> list[str]:
    """The messages of a file, one a line; a line that starts with `# ` is a heading."""
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    return [line.replace("⏎", "\n") for line in lines if line and not line.startswith("# ")]


LEAKS = [line.replace("§", SECRET) for line in cases("leaks.txt")]
KEPT = cases("kept.txt")

#: Signs that nobody sees, and letters that are written or read in other ways.
DISGUISED = [
    f"\x1b[31mpassword\x1b[0m: {SECRET}",
    f"pass\u200bword: {SECRET}",
    f"pass\u00adword={SECRET}",
    f"password\u00a0:\u00a0{SECRET}",
    f"lo\u0308senord: {SECRET}",
    f"L\ufffdsenord: {SECRET}",
    "p\0a\0s\0s\0w\0o\0r\0d\0=\0" + SECRET,
    f"\u202epassword={SECRET}",
    f"İİİ password={SECRET}",
    f"\ud800password={SECRET}\udfff",
    f"password={SECRET}\ud83d",
]

NAMES = [
    "password",
    "Passwd",
    "PWD",
    "db_password",
    "dbPassword",
    "DB-PASSWORD",
    "db.password",
    "MYSQL_ROOT_PASSWORD",
    "db_master_password2",
    "keyStorePassword",
    "passphrase",
    "pass_phrase",
    "secret",
    "client_secret",
    "clientSecret",
    "STRIPE_SECRET_KEY_LIVE",
    "secretKeyBase",
    "api_key",
    "apiKey",
    "X-Api-Key",
    "APIKEY",
    "access_key",
    "privateKey",
    "encryption_key",
    "consumer_secret",
    "token",
    "access_token",
    "accessToken",
    "REFRESH_TOKEN",
    "githubToken",
    "credentials",
    "pre_shared_key",
    "Lösenord",
    "databaslösenord",
    "LÖSENORD",
    "Passwort",
    "Datenbankpasswort",
    "Kennwort",
    "API-nyckel",
    "API-Schlüssel",
    "api_schluessel",
    "åtkomsttoken",
    "Zugriffstoken",
    "klienthemlighet",
    "Geheimnis",
]
PLACES = [
    "{name}={value}",
    "{name}: {value}",
    "{name} => {value}",
    "'{name}' => '{value}',",
    '{{"a": 1, "{name}": "{value}", "b": 2}}',
    '{{\\"{name}\\":\\"{value}\\"}}',
    "<{name}>{value}</{name}>",
    '<add key="{name}" value="{value}" />',
    "- name: {name}\n  value: {value}\n",
    "export {name}='{value}'",
    "--{name} {value}",
    "?a=1&{name}={value}&b=2",
    "Server=x;{name}={value};Database=y",
    "2026-11-25 07:14:02 INFO user=bi {name}={value} host=db",
    "{name}%3D{value}",
    "{name}:\n  {value}\n",
]

FORMATS = [
    ("key", "AKIAIOSFODNN7EXAMPLE"),
    ("key", "AIzaSyA1234567890abcdefghijklmnopqrstuv"),
    ("key", "SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc1s5cr"),
    ("key", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
    ("key", "sk-proj-abcDEF1234567890abcDEF1234567890"),
    ("key", "sk-ant-api03-abcDEF1234567890-abcDEF1234567890"),
    ("key", "0123456789abcdef0123456789abcdef-us12"),
    ("key", "ck_0123456789abcdef0123456789abcdef01234567"),
    ("key", "NRAK-ABCDEFGHIJ0123456789ABCDEFG"),
    ("token", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
    ("token", "github_pat_11ABCDEFG0123456789_abcdefghijklmnopqrstuvwxyz"),
    ("token", "glpat-abcDEF1234567890abcd"),
    ("token", "xoxb-123456789012-123456789012-abcDEF1234567890abcDEF12"),
    ("token", "npm_0123456789abcdefghijABCDEFGHIJ012345"),
    ("token", "shpat_0123456789abcdef0123456789abcdef"),
    ("token", "EAACEdEose0cBAabcdefghij0123456789ABCDEFGHIJ"),
    ("token", "ya29.a0AfH6SMBabcdefghij0123456789"),
    ("token", "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"),
    ("token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9"),
    ("session", "00D5g000004abcd!AQ0AQHabcdefghij0123456789"),
    ("password", "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"),
    ("credentials", "YmltYW46aHVudGVyMnNlY3JldA=="),
]
PERSONAL = [
    ("e-mail", "anna.svensson@example.com"),
    ("e-mail", "anna+x@sub.example.co.uk"),
    ("personal number", "811218-9876"),
    ("personal number", "198112189876"),
    ("personal number", "811278-9873"),
    ("account number", "DE89 3704 0044 0532 0130 00"),
    ("account number", "SE4550000000058398257466"),
    ("card number", "4111 1111 1111 1111"),
    ("card number", "378282246310005"),
    ("tax number", "86 095 742 719"),
    ("phone number", "+46 70 123 45 67"),
    ("phone number", "070-123 45 67"),
    ("phone number", "030/1234567"),
    ("phone number", "(555) 123-4567"),
]
WRONG_NUMBERS = [
    "811218-9875",
    "20261125-0714",
    "DE88370400440532013000",
    "4111 1111 1111 1112",
    "86 095 742 718",
]

#: The whole of what is shown: what stands around a secret stays.
SHOWN = [
    (
        f"mysql://bi:{SECRET}@db.example.com:3306/shop?ssl=true",
        "mysql://bi:[masked: password]@db.example.com:3306/shop?ssl=true",
    ),
    (
        f"https://x.example.com/cb?code={SECRET}12345&state=a1&scope=read",
        "https://x.example.com/cb?code=[masked: code]&state=a1&scope=read",
    ),
    (
        f"Server=db;User Id=bi;Password={SECRET} x;Encrypt=yes",
        "Server=db;User Id=bi;Password=[masked: password];Encrypt=yes",
    ),
    (
        f'{{"user": "bi", "api_key": "{SECRET}", "port": 3306}}',
        '{"user": "bi", "api_key": "[masked: key]", "port": 3306}',
    ),
    (
        f"Authorization: Basic {SECRET}\nHost: example.com",
        "Authorization: Basic [masked: credentials]\nHost: example.com",
    ),
    (
        f"Set-Cookie: PHPSESSID={SECRET}; Path=/; HttpOnly",
        "Set-Cookie: [masked: cookie]; Path=/; HttpOnly",
    ),
    (
        f"mysql -u bi -p{SECRET} -h db shop",
        "mysql -u bi -p[masked: password] -h db shop",
    ),
    (
        f"Lösenordet för bi är {SECRET}, porten 3306",
        "Lösenordet för bi är [masked: password], porten 3306",
    ),
    (
        f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----\nnext line",
        "[masked: private key]\nnext line",
    ),
]

# What the texts that must not wear it out are made of.
FRAGMENTS = [
    *LEAKS,
    *KEPT[:60],
    *(f"[masked: {kind}]" for kind in KINDS),
    *("[masked: ", "[masked: x]", "]", "=", ":", "=>", '"', "'", "\\", '\\"', "\n", "\r\n", "\t"),
    *(
        "%3D",
        "%253D",
        "&quot;",
        "\\u003d",
        "=\n",
        "=3D",
        "\\\n",
        "&",
        ";",
        "@",
        "://",
        "|",
        "{",
        "}",
    ),
    *("password", "token", "Authorization: ", "cookie: ", "code=", "state=", "<password>", "eyJ"),
    *("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "\x1a", "\0", "\u200b", "İ"),
    *("a", "1", "hunter2", "ghp_", "AKIA", "lösenord är ", "\ud800", "  ", "- ", "value"),
]
TRIGGERS = [
    *("password=", "password: ", "password=x ", "pass=a,", "pw:1 ", "key=", "sid=", "signature=", "code="),
    *("a://a:", "a://a:b@", "a@a.", "a@a.de ", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n", "eyJ", "eyJ-"),
    *("%25", "%2525", "\\u00", "\\u0025", "&amp;", "=3D", "=\n", "\\\n", "\u200b", '\\"', "[masked: token]"),
    *("1 ", "1", "0701234567 ", "4111 ", "DE89 3704 ", "Authorization: Basic ", "cookie: a=b; ", "mysql -p"),
    *("--password x ", "the password is ", "password for ", "secret\t", "| token | ", "<password>", "token("),
    *("psk ", "auth ", "bearer ", "tel ", "schtaskst", "pwt", "expectpass", "f:0ff", "YTpi", "Aa1", "/a1B2", "İ"),
]  # fmt: skip


@pytest.mark.parametrize("text", [*LEAKS, *DISGUISED])
def test_a_secret_is_never_shown(text: str) -> None:
    shown = redact(text)

    assert SECRET not in shown
    assert "[masked: " in shown


@pytest.mark.parametrize("name", NAMES)
def test_a_telling_name_is_known_in_every_spelling_and_place(name: str) -> None:
    texts = [place.format(name=name, value=SECRET) for place in PLACES]

    assert [text for text in texts if SECRET in redact(text)] == []


@pytest.mark.parametrize(("kind", "secret"), FORMATS)
def test_a_known_format_needs_no_name(kind: str, secret: str) -> None:
    shown = [redact(text) for text in (secret, f"it was {secret}.", f'"x": "{secret}", 1')]

    mask = f"[masked: {kind}]"
    assert shown == [mask, f"it was {mask}.", f'"x": "{mask}", 1']


@pytest.mark.parametrize(("kind", "value"), PERSONAL)
def test_data_about_people_is_masked(kind: str, value: str) -> None:
    shown = [redact(text) for text in (value, f"({value})", f"customer={value}\n")]

    mask = f"[masked: {kind}]"
    assert shown == [mask, f"({mask})", f"customer={mask}\n"]


@pytest.mark.parametrize("text", [*KEPT, *WRONG_NUMBERS])
def test_what_support_needs_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_stands_around_a_secret_stays(text: str, shown: str) -> None:
    assert redact(text) == shown


def test_machines_are_masked_only_on_request() -> None:
    text = "connection to db.example.com (54.88.76.97), port 5432, from fe80::1ff:fe23:4567:890a"

    assert redact(text) == text
    assert redact(text, hosts=True) == (
        "connection to [masked: host] ([masked: host]), port 5432, from [masked: host]"
    )


def test_a_certificate_stays_unless_its_key_is_beside_it() -> None:
    certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"

    assert redact(certificate) == certificate
    assert "MII" not in redact(certificate + key)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8), st.sampled_from(["", " ", "\n", "&"]))
@settings(max_examples=600, deadline=None)
def test_masking_what_is_masked_changes_nothing(fragments: list[str], joint: str) -> None:
    once = redact(joint.join(fragments))

    assert redact(once) == once


@given(
    st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.floats(0, 1), st.floats(0, 1)), max_size=8)
)
@settings(max_examples=400, deadline=None)
def test_masking_pieces_of_secrets_twice_changes_nothing(
    pieces: list[tuple[str, float, float]],
) -> None:
    text = "".join(
        part[int(min(cut) * len(part)) : int(max(cut) * len(part)) + 1] for part, *cut in pieces
    )
    once, with_hosts = redact(text), redact(text, hosts=True)

    assert (redact(once), redact(with_hosts, hosts=True)) == (once, with_hosts)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_masked_and_a_marker_is_one_of_the_kinds(text: str) -> None:
    shown = redact(text)

    added = re.findall(r"\[masked: ([^\]]*)\]", shown.replace("[masked: ", "\n[masked: "))
    assert set(added) - set(re.findall(r"\[masked: ([^\]]*)\]", text)) <= set(KINDS)
    assert redact(shown) == shown


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_text_around_a_secret_cannot_bring_it_back(before: str, after: str) -> None:
    assert SECRET not in redact(f"{before}\npassword={SECRET}\n{after}")


@pytest.mark.parametrize("unit", TRIGGERS)
def test_no_text_takes_longer_than_its_length_deserves(unit: str) -> None:
    text = (unit * LONGEST_TEXT)[:LONGEST_TEXT]
    started = time.process_time()

    redact(text, hosts=True)

    assert (
        time.process_time() - started < 3
    )  # most take a tenth of a second; one that backtracks, hours


def test_a_long_log_is_read_in_a_moment_and_nothing_in_it_is_lost() -> None:
    # A line that asks for a password has the password on the next.
    lines = "\n".join(line for line in KEPT if not line.endswith((":", ">")))
    log = (lines * (1 + LONGEST_TEXT // len(lines)))[:LONGEST_TEXT]
    started = time.process_time()

    shown = redact(log)

    assert time.process_time() - started < 2
    assert len(log) - len(shown) < len(log) * 0.02
