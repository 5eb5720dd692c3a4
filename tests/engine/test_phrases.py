"""The language of phrases: what each sign of it finds in a text, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import PHRASES, SPOKEN, VOCABULARY

from wizard.engine.phrases import (
    GAP,
    NEAR,
    Finder,
    Item,
    PhraseError,
    Vocabulary,
    parse,
)
from wizard.engine.words import read_words

NAMES = Vocabulary(VOCABULARY, ["fault"])


def _quotes(phrase: str, text: str) -> list[str]:
    """What the phrase finds, in the words of the text."""
    words = read_words(text)
    return [words.quote(*span, 1_000) for span in Finder(NAMES, words).find(parse(phrase))]


def _filled(count: int) -> str:
    return "x " * count


@pytest.mark.parametrize(
    ("phrase", "text", "quote"),
    [
        # Words that follow one another, in every spelling.
        ("access denied", "Sorry: Access  DENIED, user", "Access DENIED"),
        ("access denied", "ER_ACCESS_DENIED_ERROR", "ACCESS_DENIED"),
        ("access denied", "error=accessDenied&x=1", "accessDenied"),
        ("accessDenied", "access denied", "access denied"),
        ("invalid_grant", '"invalid_grant"', 'invalid_grant"'),
        ("schlüssel abgelaufen", "SCHLUSSEL\nabgelaufen", "SCHLUSSEL abgelaufen"),
        ("pop-up blocked", "The pop up blocked us", "pop up blocked"),
        # `..` leaves out words of the same sentence.
        ("denied .. user", "denied user", "denied user"),
        ("denied .. user", f"denied {_filled(GAP)}user", f"denied {_filled(GAP)}user"),
        ("a .. b .. c", "a b x c", "a b x c"),
        # `&`: near each other, in either order.
        ("token & expired", "the token has expired.", "token has expired"),
        ("token & expired", "expired: the token", "expired: the token"),
        ("token & expired", f"token {_filled(NEAR)}expired", f"token {_filled(NEAR)}expired"),
        ("key & was & expired", "expired was that key", "expired was that key"),
        # Open ends, also of a word with capitals inside.
        ("expir*", "it expires", "expires"),
        ("*token", "the accessToken of", "accessToken"),
        ("*token", "the access_token of", "token"),
        ("*ken*", "tokens", "tokens"),
        ("log* failed", "Logins failed", "Logins failed"),
        # Numbers and exclamations.
        ("error #", "error 1045", "error 1045"),
        ("code # & key", "key: code 7", "key: code 7"),
        ("connection successful !", "Connection Successful!", "Connection Successful!"),
        ("successful!", "Successful! ", "Successful!"),
        # Names, and the longest way to say one.
        ("<thing> & <fault>", "login has run out", "login has run out"),
        ("<thing> denied", "api key denied", "api key denied"),
        ("<fault>", "code 500", "code 500"),
    ],
)
def test_a_phrase_finds(phrase: str, text: str, quote: str) -> None:
    assert _quotes(phrase, text)[0] == quote.strip()


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("access denied", "access was denied"),
        ("access denied", "denied access"),
        ("access denied", "access. Denied"),
        ("access denied", "access\nDenied"),
        ("access denied", "accessdenied"),
        ("denied .. user", f"denied {_filled(GAP + 1)}user"),
        ("denied .. user", "denied. A user"),
        ("denied .. user", "user denied"),
        ("token & expired", f"token {_filled(NEAR + 1)}expired"),
        ("token & expired", "The token is new. Expired"),
        ("token & expired", '{"token": 1, "expired": true}'),
        ("token & expired", "token=1&expired=0"),
        ("token & expired", "| token | expired |"),
        ("token & token", "the token"),
        ("expir*", "unexpired"),
        ("*token", "tokens"),
        ("error #", "error 10a"),
        ("error #", "error 10.0.0.1"),
        ("connection successful !", "Connection Successful"),
        ("connection successful !", "Connection Successful!=no"),
        ("<thing>", "apikey"),
        ("password", "[masked: password]"),
    ],
)
def test_a_phrase_leaves_alone(phrase: str, text: str) -> None:
    assert _quotes(phrase, text) == []


def test_a_phrase_is_found_wherever_it_stands_and_in_order() -> None:
    assert _quotes("error #", "error 1. Error 2; no error, error 3") == [
        "error 1",
        "Error 2",
        "error 3",
    ]


@pytest.mark.parametrize("text", ["not expired", "no longer expired", "not yet expired"])
def test_a_denial_shortly_before_takes_a_fault_back(text: str) -> None:
    assert _quotes("<fault>", text) == []


@pytest.mark.parametrize("text", ["if expired", f"if {_filled(5)}expired"])
def test_a_possibility_is_no_fault(text: str) -> None:
    assert _quotes("<fault>", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "not a x expired",
        "not. Expired",
        "expired not",
        f"if {_filled(6)}expired",
        "token not expired but expired",
    ],
)
def test_a_denial_elsewhere_takes_nothing_back(text: str) -> None:
    assert [quote.lower() for quote in _quotes("<fault>", text)] == ["expired"]


def test_only_faults_are_denied_and_only_by_their_name() -> None:
    assert _quotes("<thing>", "not token") == ["token"]
    assert _quotes("expired", "not expired") == ["expired"]


def test_a_fault_may_hold_a_denial_itself() -> None:
    words = read_words("token is not valid")
    names = Vocabulary({"not": ["not"], "invalid": ["not valid"]}, ["invalid"])

    found = Finder(names, words).find(parse("token & <invalid>"))

    assert [words.quote(*span, 100) for span in found] == ["token is not valid"]


def test_words_taken_out_are_neither_found_nor_reached_across() -> None:
    words = read_words("the old token of a user expired")
    finder = Finder(NAMES, words)
    assert list(finder.find(parse("token & expired")))

    finder.mute(list(finder.find(parse("of a user"))))

    assert list(finder.find(parse("user"))) == []
    assert list(finder.find(parse("token & expired"))) == []
    assert len(list(finder.find(parse("token")))) == 1


@pytest.mark.parametrize("noise", ["error", "token", "denied", "not", "access denied for x"])
@pytest.mark.parametrize("phrase", ["error 1045", "<thing> & <fault>", "access denied .. user"])
def test_a_phrase_is_found_at_the_end_of_a_long_log(phrase: str, noise: str) -> None:
    """It begins with a word that a thousand lines above it hold, too."""
    end = "Error 1045.\nAccess denied for a user.\nToken expired."

    assert len(_quotes(phrase, f"{noise} now.\n" * 1_000 + end)) == 1


def test_a_denial_at_the_end_of_a_long_log_still_denies() -> None:
    assert _quotes("<fault>", "Not now.\n" * 1_000 + "Not expired.") == []


@pytest.mark.parametrize(
    "phrase",
    ["", "  ", "..", "a ..", ".. a", "a .. .. b", "&", "& a", "a &", "a & & b", "a .. & b", "—"],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parse(phrase)


def test_a_phrase_is_read_as_a_text_is() -> None:
    assert parse("tokenExpired .. <user> & *key*") == (
        (Item("token", False, False), Item("expired", False, False), Item("user", True, True)),
        (Item("*key*", False, False),),
    )


@given(st.text() | st.text("ab .&<>*#!-"))
def test_any_text_is_a_phrase_or_refused(text: str) -> None:
    try:
        phrase = parse(text)
    except PhraseError:
        return

    assert phrase
    assert all(part and not part[0].after_gap for part in phrase)


texts = st.lists(st.sampled_from(SPOKEN), max_size=30).map(" ".join)


@given(st.sampled_from(PHRASES), texts, texts, texts)
def test_sentences_around_it_hide_nothing(phrase: str, text: str, before: str, after: str) -> None:
    alone = _quotes(phrase, text)

    among = _quotes(phrase, f"{before} .\n{text} .\n{after}")

    assert among[len(_quotes(phrase, before)) :][: len(alone)] == alone


@given(st.lists(st.sampled_from(["token", "key", "Expired", "1045", "log"]), min_size=1), st.data())
def test_a_row_of_words_is_found_where_it_was_taken_from(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    row = " ".join(words[first : last + 1])

    assert row in _quotes(row, " ".join(words))
