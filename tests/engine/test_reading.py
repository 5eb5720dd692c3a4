"""What a pasted message says, whatever it came wrapped in, and which of its findings count."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from itertools import combinations
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models import messages, models, reading

from wizard.authoring import Troubleshooter
from wizard.engine import Model, Signature, TextTooLongError, decide, find_signatures
from wizard.engine.model import STRENGTHS
from wizard.engine.reading import LONGEST_QUOTE, LONGEST_TEXT, find_everything

#: One message that a model of one signature knows.
MESSAGE = "Access denied for user 'bi' (using key: YES)"
DENIED = reading(
    Signature("denied", ("access denied for user .. using key",), likelihood={"expiry": 0.95})
)


def _ids(model: Model, text: str) -> list[str]:
    return [id for id, _ in find_signatures(model, text)]


# Wrappings

WRAPPED: dict[str, Callable[[str], str]] = {
    "JSON": lambda text: json.dumps({"error": f"line one\n{text}\n"}),
    "JSON in JSON": lambda text: json.dumps(json.dumps({"error": f"line one\n{text}"})),
    "URL": quote,
    "form": quote_plus,
    "URL in a URL": lambda text: quote(quote(text)),
    "HTML entities": html.escape,
    "numeric entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "non-breaking": lambda text: text.replace(" ", "&nbsp;"),
    "unicode escapes": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "HTML page": lambda text: f"<h1>Error</h1><p class='a'><code>{text}</code></p>",
    "quoted-printable": lambda text: f"={'=C3'}\n{text[:20]}=\n{text[20:]}",
    "mail": lambda text: "> > " + text.replace(" user", "\n> > user"),
    "terminal": lambda text: f"\x1b[31m{text[:6]}\x1b[0m{text[6:]}",
    "UTF-16": lambda text: "\ufeff" + "".join(f"{sign}\0" for sign in text),
    "UTF-16, other way round": lambda text: "\xfe\xff" + "".join(f"\0{sign}" for sign in text),
    "control characters": lambda text: "\x07\x08" + text.replace(" ", "\x0b") + "\x7f",
    "Windows": lambda text: f"\r\n{text}\r\n",
    "right to left": lambda text: "\u202b" + text.replace(" ", " \u200f") + "\u202c",
    "zero width": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: text.replace("denied", "de\u00adnied"),
    "emoji": lambda text: "\U0001f525 " + text.replace(" ", " \U0001f600 "),
    "lone surrogates": lambda text: f"\udc00{text}\ud83d",
    "decomposed": lambda text: text.replace("e", "e\u0301"),
    "full width": lambda text: "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text
    ),
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_a_message_is_read_through_what_it_came_wrapped_in(wrap: Callable[[str], str]) -> None:
    view = decide(DENIED, text=wrap(MESSAGE))

    assert [seen["id"] for seen in view["seen"]] == ["denied"]


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("LÃ¶senordet har gÃ¥tt ut", "lösenordet har gått ut"),
        ("L\\u00f6senordet har g\\xe5tt ut", "lösenordet har gått ut"),
        ("L&ouml;senordet har g&aring;tt ut", "lösenordet har gått ut"),
        ("Schl&#252;ssel", "schlüssel"),
        ("MOT DE PASSE PÉRIMÉ", "mot de passe perime"),
    ],
)
def test_accents_are_read_in_every_code(written: str, phrase: str) -> None:
    assert _ids(reading(Signature("s", (phrase,), likelihood={"expiry": 0.95})), written) == ["s"]


@given(st.text(max_size=300) | messages, models())
def test_any_text_is_read_without_an_error(text: str, model: Model) -> None:
    view = decide(model, text=text)

    assert {seen["id"] for seen in view["seen"]} <= {s.id for s in model.signatures}


@settings(max_examples=50)
@given(
    st.text(st.characters() | st.sampled_from("\0\ud800\u202e\\%&=<>^`\x1b\r\n!.,"), max_size=99)
)
def test_odd_characters_hide_nothing_that_stands_on_its_own_lines(text: str) -> None:
    """Their secrets are masked, and so might be what stands on the same line."""
    assert "denied" in find_everything(DENIED, f"{text} .\n\n{MESSAGE}.\n\n. {text}")


# Layout


@pytest.fixture(scope="module")
def real(reauthenticate: Troubleshooter) -> Callable[[str], list[str]]:
    """What counts in a text for the model of this site; in a failure it is shorter than the model."""
    return lambda text: _ids(reauthenticate.model, text)


#: Messages of one sentence each, as servers and services write them.
SAMPLES = [
    "Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)",
    'FATAL: no pg_hba.conf entry for host "54.88.76.97", user "rjmetric", database "shop"',
    "Permission denied (publickey)",
    "Token has been expired or revoked",
    "Lösenordsautentisering misslyckades för användare rjmetric",
    "Der API-Schlüssel ist nicht mehr gültig",
    "The request was rejected because the quota for today is exceeded",
]


@settings(max_examples=40)
@given(st.sampled_from(SAMPLES), st.data())
def test_how_a_message_is_laid_out_does_not_matter(
    real: Callable[[str], list[str]], sample: str, data: st.DataObject
) -> None:
    """Blank lines, times, and lines that were broken before a word in small letters."""
    found = real(sample)
    breaks = data.draw(st.sampled_from(["\n", "\r\n", "\n    ", "\n\t| ", "\n> "]))
    laid_out = re.sub(r" (?=[a-z])", lambda _: breaks if data.draw(st.booleans()) else " ", sample)
    before = data.draw(
        st.sampled_from(["", "\n\n", "2026-11-24T02:00:01.114Z ", "[24/Nov/2026:02:00:01 +0100] "])
    )
    after = data.draw(
        st.sampled_from(["", "\n", "\n\n  \n", ".", "\r\n2026-11-24 02:00:02 Retry\n"])
    )

    assert found
    assert real(f"{before}{laid_out}{after}") == found


@given(messages, messages, messages, models())
def test_a_text_holds_what_its_parts_hold(before: str, text: str, after: str, model: Model) -> None:
    """Whether it counts is another matter: a stronger finding, or a root, may stand elsewhere."""
    parts = [*find_everything(model, before), *find_everything(model, text)]

    whole = find_everything(model, f"{before} .\n{text} .\n{after}")

    assert set(parts) <= set(whole)


# Which findings count


def _signature(id: str, strength: str = "exact", group: str = "") -> Signature:
    """One that is found by its own id."""
    answer = ("error", "expired") if strength == "about" else ()
    likelihood = {} if answer else {"expiry": 0.65}
    return Signature(id, (f"says {id}",), strength, group, answer, likelihood)


@pytest.mark.parametrize(("stronger", "weaker"), [*combinations(STRENGTHS[:-1], 2)])
def test_a_weaker_finding_counts_only_where_no_stronger_is(stronger: str, weaker: str) -> None:
    model = reading(_signature("weak", weaker), _signature("strong", stronger))

    assert _ids(model, "Says weak. Says strong.") == ["strong"]
    assert _ids(model, "Says weak.") == ["weak"]


def test_findings_of_one_strength_count_together_and_in_the_models_order() -> None:
    model = reading(_signature("one", "broad"), _signature("two", "broad"))

    assert _ids(model, "Says two. Says one.") == ["one", "two"]


def test_what_a_message_is_about_counts_only_beside_a_fault() -> None:
    model = reading(_signature("about", "about"), _signature("fault", "vague"))

    assert _ids(model, "Says about.") == []
    assert _ids(model, "Says about. Says fault.") == ["about", "fault"]


def test_of_a_group_the_first_listed_counts() -> None:
    model = reading(_signature("special", group="g"), _signature("usual", group="g"))

    assert _ids(model, "Says usual. Says special.") == ["special"]
    assert _ids(model, "Says usual.") == ["usual"]


def test_a_success_message_hides_no_fault_and_counts_nothing() -> None:
    well = Signature("well", ("all is well !",), healthy=True)
    model = reading(well, _signature("about", "about"), _signature("fault", "vague"))

    view = decide(model, text="All is well! Says about. Says fault.")

    assert [seen["id"] for seen in view["seen"]] == ["about", "fault"]
    assert [seen["id"] for seen in view["healthy"]] == ["well"]
    assert _ids(model, "All is well! Says about.") == []


def test_what_is_harmless_is_no_evidence_however_often_it_stands_there() -> None:
    model = reading(
        Signature("fault", ("<thing> & <fault>",), likelihood={"expiry": 0.65}),
        faults=["fault"],
        harmless=["removed .. expired token"],
    )

    assert _ids(model, "Removed 3 expired tokens. Removed one expired token.\n" * 1_000) == []
    assert _ids(model, "Removed one expired token\n" * 1_000 + "Token expired") == ["fault"]


def test_a_fault_that_is_over_is_no_evidence_and_one_after_it_is() -> None:
    model = reading(
        Signature("fault", ("<thing> & <fault>",), likelihood={"expiry": 0.65}),
        faults=["fault"],
        recoveries=["new token received"],
    )

    over = "WARN token expired\nINFO new token received\n"

    assert _ids(model, over) == []
    assert _ids(model, "WARN token expired\nINFO done\n") == ["fault"]
    assert _ids(model, f"{over}WARN token expired") == ["fault"]


# Chains of faults

CHAINS = {
    "Java": "Outer: says outer\n\tat a.B.c(B.java:1)\nCaused by: Inner: says inner\n\t... 9 more",
    "Java, deeper": "Says outer\nCaused by: Says middle\nCaused by: Says inner",
    ".NET": "Says outer ---> Says middle ---> Says inner\n   at A.B() in a.cs:line 1",
    "Node": "Error: says outer\n    at f (a.js:1:1) {\n  [cause]: Error: says inner",
    "Spring": "Says outer; nested exception is Inner: says inner",
    "Go": "Says outer. Root cause: Says inner.",
    "Python": "Inner: says inner\n\nThe above exception was the direct cause of the following "
    "exception:\n\nOuter: says outer",
    "Python, meanwhile": "Says inner.\nDuring handling of the above exception, another exception "
    "occurred:\nSays outer.",
    "PHP": "PDOException: Says inner in a.php:1\nNext App\\DbException: Says outer in a.php:2",
}


@pytest.mark.parametrize("text", CHAINS.values(), ids=CHAINS)
def test_of_a_chain_the_fault_at_its_root_counts(text: str) -> None:
    model = reading(_signature("outer"), _signature("middle"), _signature("inner"))

    assert _ids(model, text) == ["inner"]


def test_a_root_that_says_nothing_leaves_the_rest() -> None:
    model = reading(_signature("outer"), _signature("vague", "vague"))

    assert _ids(model, "Says outer.\nCaused by: something") == ["outer"]
    assert _ids(model, "Says outer.\nCaused by: Says vague.") == ["outer"]
    assert _ids(model, "Says outer.\nCaused by:") == ["outer"]


def test_what_a_chain_is_about_may_stand_anywhere() -> None:
    model = reading(_signature("about", "about"), _signature("outer"), _signature("inner"))

    assert _ids(model, "Says about. Says outer.\nCaused by: Says inner.") == ["about", "inner"]


# Quotes


@given(messages, models())
def test_a_quote_stands_in_the_masked_text(text: str, model: Model) -> None:
    view = decide(model, text=text)
    shown = " ".join(view["redacted"].split())

    for seen in [*view["seen"], *view["healthy"]]:
        assert seen["quote"].removesuffix("…") in shown


def test_a_quote_holds_no_secret() -> None:
    text = "Access denied for user bi password=s3cretV4lue (using key: YES)"

    view = decide(DENIED, text=text)

    assert view["seen"]
    assert "s3cretV4lue" not in str(view)


def test_a_long_quote_is_cut() -> None:
    long_words = " ".join(["x" * 40] * 8)

    ((_, quoted),) = find_signatures(DENIED, f"Access denied for user {long_words} using key")

    assert len(quoted) <= LONGEST_QUOTE
    assert quoted.startswith("Access denied for user x")
    assert quoted.endswith("x…")


# Length and time


def test_too_long_a_text_is_refused_with_a_sentence() -> None:
    longest = MESSAGE.ljust(LONGEST_TEXT, ".")

    assert _ids(DENIED, longest) == ["denied"]
    with pytest.raises(TextTooLongError, match="at most 200000"):
        decide(DENIED, text=longest + "x")


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "error ",
        "tokenExpired",
        "access denied for user ",
        "not expired ",
        "token expired, key ",
        '"token","expired",',
        "<b",
        "< a=",
        "at x(",
        'File "x", line 1\n    ',
        "Caused by: ",
        "%25",
        "&quot;",
        "\\n",
        "İ.",
        "日",
        "Ã¶",
    ],
)
def test_twice_the_text_takes_no_more_than_twice_the_time(
    reauthenticate: Troubleshooter, unit: str
) -> None:
    """Best of several runs and a good margin: only growth with the square would show."""

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        find_everything(reauthenticate.model, text)
        return time.process_time() - started

    runs = [(seconds(20_000), seconds(40_000)) for _ in range(4)]

    once, twice = (min(times) for times in zip(*runs, strict=True))
    assert twice <= 2.6 * once + 0.02
