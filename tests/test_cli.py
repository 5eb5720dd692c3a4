"""The command line as people and scripts meet it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from wizard.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path) -> Run:
    """Runs the command in the project's folder; gives the exit code, output and errors."""
    monkeypatch.chdir(root)

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        stream = SimpleNamespace(buffer=io.BytesIO(stdin.encode()), isatty=lambda: False)
        monkeypatch.setattr("sys.stdin", stream)
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(str(stop.code))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_check_finds_no_problem_in_this_site(run: Run) -> None:
    code, out, _ = run("check")

    assert (code, out.splitlines()[-1].partition(",")[0]) == (0, "reauthenticate")
    assert "showcase: 0 problems" in out


def test_a_warning_fails_only_when_asked_to(run: Run, tmp_path: Path, root: Path) -> None:
    """An author is never blocked by a translator."""
    good = (root / "tests/authoring/broken/good/model.yml").read_text()
    folder = tmp_path / "_troubleshooters" / "lamp"
    folder.mkdir(parents=True)
    (folder / "model.yml").write_text(good)

    lenient = run("--docs", str(tmp_path), "check", "lamp")
    strict = run("--docs", str(tmp_path), "check", "lamp", "--strict")

    assert (lenient[0], strict[0]) == (0, 1)
    assert "warning: there is no translation into 'sv'" in lenient[1]


def test_check_names_every_problem_and_exits_1(run: Run, tmp_path: Path, root: Path) -> None:
    broken = (root / "tests/authoring/broken/unknown-cause/model.yml").read_text()
    folder = tmp_path / "_troubleshooters" / "lamp"
    folder.mkdir(parents=True)
    (folder / "model.yml").write_text(broken)

    code, out, _ = run("--docs", str(tmp_path), "check", "lamp")

    assert code == 1
    assert (
        "model.yml:19: there is no cause 'bulb-broke'\n  hint: did you mean 'bulb-broken'?" in out
    )


def test_diagnose_reads_a_mysql_message(run: Run) -> None:
    message = (
        "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)"
    )

    code, out, _ = run("diagnose", "reauthenticate", "--text", "-", stdin=message)

    answer = json.loads(out)
    assert code == 0
    assert answer["causes"][0]["id"] in ("password-changed", "user-removed")
    assert "1045" in answer["redacted"]
    assert "(using password: YES)" in answer["redacted"]
    assert [seen["id"] for seen in answer["seen"]] == ["mysql-1045"]


def test_diagnose_never_prints_a_password(run: Run) -> None:
    _, out, err = run(
        "diagnose", "reauthenticate", "--text", "-", stdin="postgres://bi:s3cret@db/x timeout"
    )

    assert "s3cret" not in out + err
    assert json.loads(out)["redacted"] == "postgres://bi:[masked: password]@db/x timeout"


def test_diagnose_prints_all_causes_in_order(run: Run) -> None:
    _, out, _ = run("diagnose", "reauthenticate", "--evidence", "status=re-auth&colour=red")

    answer = json.loads(out)
    assert list(answer) == ["causes", "obstacles", "step", "seen", "dropped", "redacted"]
    assert [c["share"] for c in answer["causes"]] == sorted(
        (c["share"] for c in answer["causes"]), reverse=True
    )
    assert len(answer["causes"]) == 16
    assert answer["dropped"] == ["colour=red"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("diagnose", "nonesuch"), "there is no troubleshooter 'nonesuch'"),
        (("diagnose", "reauthenticate", "--text", "no-such-file"), "No such file"),
        (("diagnose", "reauthenticate", "--evidence", "x" * 2_001), "at most 2000"),
        (("diagnose", "reauthenticate", "--lang", "fr"), "invalid choice: 'fr'"),
        (("diagnose", "reauthenticate", "--today", "2026-13-01"), "invalid day value"),
        (("--docs", "/nonexistent", "check"), "no model.yml under"),
        (("translations", "--accept", "nonesuch.md"), "there is no page docs/en/nonesuch.md"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_too_long_a_text_is_refused(run: Run) -> None:
    code, _, err = run("redact", "-", stdin="x" * 200_001)

    assert code == 2
    assert "at most 200000" in err


def test_redact_masks(run: Run) -> None:
    assert run("redact", "-", stdin="password=abc\n")[:2] == (0, "password=[masked: secret]\n")


def test_tree_has_a_line_per_state_and_the_same_states_as_json(run: Run) -> None:
    _, text, _ = run("tree", "showcase")
    _, data, _ = run("tree", "showcase", "--format", "json")

    assert text.startswith("(start) -> ask lamp")
    assert len(text.splitlines()) == len(json.loads(data))


def test_translations_are_counted_and_a_gap_is_exit_1(run: Run) -> None:
    code, out, _ = run("translations", "--json")

    rows = json.loads(out)
    behind = any(row["stale"] or row["missing"] for row in rows)
    assert code == (1 if behind else 0)
    assert {row["what"] for row in rows} == {"pages", "reauthenticate", "showcase", "interface"}
    assert {row["language"] for row in rows} == {"sv", "de"}
    assert all(row["translated"] > 0 for row in rows)
