"""Whatever an author makes of a model by accident: it is told as problems, and nothing crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.authoring import LANGUAGES, Problem, check, load

GOOD = (Path(__file__).parent / "broken/good/model.yml").read_text(encoding="utf-8").splitlines()

#: What a value, or a whole line, is replaced by.
VALUES = (
    "", "null", "~", "[]", "{}", "''", "no", "true", "0", "-1", "1e999", "nan", "9" * 400, "1e-320",
    "[a, b]", "[[a], {b: c}]", "{a: b}", "{a: {b: c}}", "[no-power]", "{no-power: [often]}",
    "socket=", "=dead", "socket=dead", "socket", "something-else", "ticket", "dont-know", "past",
    "&a b", "*a", "&a [*a]", "{<<: *a}", "{<<: [a]}", "? [a]", "<<: {a: b}", "!!binary x", "!t {}",
    "|", ">-", "- a", "a: b: c", "'", '"', "{", "]", "%", "@", "\t", "---", "...", "#", "a, , b",
    "..", "&", "<fuse>", "<none>", "<", "* & *", "a .. b & <blown>", "*", "•", "!", "2028-02-30",
    "2028-01-01", "å ß İ 語 🧨", '"\\ud83d"', '"\\UFFFFFFFF"', '"\\0"', "\x00", "\x85", "\u2028",
    "\ufeff", "../../x#y", "a" * 300, "[" * 400, "_" * 9,
)  # fmt: skip

_lines = st.integers(0, len(GOOD) - 1)
_mutations = st.lists(
    st.one_of(
        st.tuples(st.just("delete"), _lines, _lines),
        st.tuples(st.just("duplicate"), _lines, _lines),
        st.tuples(st.just("swap"), _lines, _lines),
        st.tuples(st.just("indent"), _lines, st.integers(-4, 4)),
        st.tuples(st.just("key"), _lines, st.sampled_from(VALUES)),
        st.tuples(st.just("value"), _lines, st.sampled_from(VALUES)),
        st.tuples(st.just("value"), _lines, st.text(max_size=8)),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the model is written, over and over; its drawing is there."""
    folder = tmp_path_factory.mktemp("mutated")
    for language in LANGUAGES:
        (folder / language / "images").mkdir(parents=True)
        (folder / language / "images" / "arm.svg").touch()
    return folder


@given(mutations=_mutations)
@settings(max_examples=150, deadline=None)
def test_a_mutated_model_is_told_as_problems(
    folder: Path, mutations: list[tuple[str, int, int | str]]
) -> None:
    text = _mutated(mutations).encode(errors="surrogatepass")
    (folder / "model.yml").write_bytes(text)

    problems = check(folder, folder, "2030-01-01")

    assert all(isinstance(problem, Problem) and str(problem) for problem in problems)
    assert all(0 < p.line <= text.count(b"\n") + 2 for p in problems if p.file.endswith(".yml"))
    if any(not problem.warning for problem in problems):
        return
    assert load(folder).model.causes


def _mutated(mutations: list[tuple[str, int, int | str]]) -> str:
    lines = list(GOOD)
    for how, at, what in mutations:
        n = at % len(lines)
        before, colon, _ = lines[n].partition(":")
        if how == "delete":
            del lines[n]
        elif how == "duplicate":
            lines.insert(int(what) % len(lines), lines[n])
        elif how == "swap":
            m = int(what) % len(lines)
            lines[n], lines[m] = lines[m], lines[n]
        elif how == "indent":
            lines[n] = " " * (int(what) + 4) + lines[n].lstrip()
        elif how == "key":
            lines[n] = lines[n].replace(before.strip() or before, str(what), 1)
        else:
            lines[n] = f"{before}{colon} {what}"
    return "\n".join(lines) + "\n"
