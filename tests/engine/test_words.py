"""A message as words: what is the same word in every spelling, and where a sentence ends."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.engine.words import CRY, END, MASKED, fold, read_words


def _words(text: str) -> list[str]:
    return read_words(text).folded


@pytest.mark.parametrize(
    "spelling",
    [
        "Invalid login",
        "invalid    LOGIN",
        "INVALID_LOGIN",
        "invalidLogin",
        "InvalidLogin",
        "invalid-login",
        "invalid.login",
        "invalid/login",
        "[invalid] 'login'",
        "«invalid» (login)",
        "**invalid**\tlogin:",
        "Ínvàlid lögin",
        "invalid\r\nlogin",
        "invalid\n  > login",
        "invalid,\nLogin",
    ],
)
def test_every_spelling_is_the_same_two_words(spelling: str) -> None:
    assert _words(spelling) == ["invalid", "login"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "MySQL OAuth ServerError HTTPError",
            ["mysql", "oauth", "server", "error", "http", "error"],
        ),
        ("ORA-01017 28P01 E1 28000", ["ora", "01017", "28p01", "e1", "28000"]),
        ("at 54.88.76.97:22", ["at", "54.88.76.97", "22"]),
        ("id 123E4567-e89b-12d3-a456-426614174000", ["id", "123e4567-e89b-12d3-a456-426614174000"]),
        ("user [masked: e-mail] key", ["user", MASKED, "key"]),
        ("Straße Øre Œuvre naïve İstanbul", ["strasse", "ore", "œuvre", "naive", "istanbul"]),
        ("期限切れ OK", ["期", "限", "切", "れ", "ok"]),
        ("LÃ¶senord fÃ¶rfallet", ["losenord", "forfallet"]),
        ("\\nline\\tone", ["line", "one"]),
        ("", []),
        ("\U0001f600 … — //", []),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert [word for word in _words(text) if word != END] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No. It failed.", ["no", END, "it", "failed", END]),
        ("(It failed.) Why?", ["it", "failed", END, "why", END]),
        ("Successful! Done", ["successful", CRY, "done"]),
        ("version 1.2 of a.b", ["version", "1", "2", "of", "a", "b"]),
        ("First line\nSecond line", ["first", "line", END, "second", "line"]),
        ("First line\n2nd line", ["first", "line", END, "2nd", "line"]),
        (
            "a line that goes\n    on in small letters",
            ["a", "line", "that", "goes", "on", "in", "small", "letters"],
        ),
        ("One line\n\n\nanother", ["one", "line", END, END, "another"]),
        ("認証に失敗。再度", [*"認証に失敗", END, *"再度"]),
        ("<b>Denied</b>for<br/>user", [END, "denied", END, "for", END, "user"]),
        ("a < b and c > d", ["a", "b", "and", "c", "d"]),
    ],
)
def test_where_a_sentence_ends(text: str, words: list[str]) -> None:
    assert _words(text) == words


@pytest.mark.parametrize(
    "frame",
    [
        "    at com.example.db.Pool.tokenExpired(Pool.java:71)",
        "   bei Token.Expired(String a) in C:\\Token.cs:Zeile 12.",
        '  File "/app/token/expired.py", line 41, in open\n    raise TokenExpired()',
        "#0 /var/www/token/expired.php(12): Token->expired()",
        "\t... 12 more",
    ],
    ids=["java", "dotnet", "python", "php", "java, left out"],
)
def test_how_a_program_got_there_is_not_its_message(frame: str) -> None:
    assert [w for w in _words(f"Fault\n{frame}\nReason") if w != END] == ["fault", "reason"]


def test_a_word_with_capitals_inside_is_one_word_as_well() -> None:
    words = read_words("the tokenExpiredError of TokenExpired")

    assert words.joined == {
        "tokenexpired": [(1, 2), (5, 6)],
        "tokenexpirederror": [(1, 3)],
    }


def test_a_quote_is_the_text_from_word_to_word() -> None:
    words = read_words('Error:  access\n  denied (using "password": YES), sorry')

    assert words.quote(1, 2, 100) == "access denied"
    assert words.quote(1, 5, 100) == 'access denied (using "password": YES)'
    assert words.quote(1, 5, 15) == "access denied…"


@given(st.text())
def test_any_text_has_words_in_order_and_apart(text: str) -> None:
    words = read_words(text)

    ends = [0, *(end for _, end in words.spans)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, words.spans, strict=False))
    assert len(words.folded) == len(words.spans)
    assert ends[-1] <= len(words.text)
    for word, places in words.positions.items():
        assert places == [n for n, other in enumerate(words.folded) if other == word]
    for whole, places in words.joined.items():
        assert all("".join(words.folded[a : b + 1]) == whole for a, b in places)


@given(st.text(), st.integers(0, 50))
def test_the_word_at_a_place_is_the_first_that_begins_there_or_later(text: str, at: int) -> None:
    words = read_words(text)

    place = words.word_at(at)

    assert all(start < at for start, _ in words.spans[:place])
    assert all(start >= at for start, _ in words.spans[place:])


@given(st.text(st.characters(categories=["L", "M", "N"])))
def test_a_word_is_the_same_however_its_accents_are_written(word: str) -> None:
    forms = {fold(unicodedata.normalize(form, word)) for form in ("NFC", "NFD")}

    assert forms == {fold(fold(word))}


@given(st.lists(st.sampled_from(["a", "tokenExpired", "é", "9", "_", " ", "\n", ".", "日"])))
def test_reading_the_words_again_gives_the_same_words(signs: list[str]) -> None:
    once = [word for word in _words("".join(signs)) if word != END]

    assert [word for word in _words(" ".join(once)) if word != END] == once
