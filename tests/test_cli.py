"""The command line as people and scripts meet it. What it refuses is in `test_cli_misuse.py`."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from wizard.authoring import Troubleshooter
from wizard.authoring.evaluation import recorded
from wizard.authoring.pages import accept

Run = Callable[..., tuple[int, str, str]]
TODAY = ("--today", "2026-11-25")


@pytest.fixture
def docs(tmp_path: Path, root: Path) -> Path:
    """A site with the lamp of the lint's samples, in English only, and a page in three languages."""
    folder = tmp_path / "docs" / "_troubleshooters" / "lamp"
    folder.mkdir(parents=True)
    shutil.copy(root / "tests/authoring/broken/good/model.yml", folder)
    for language in ("en", "sv", "de"):
        page = tmp_path / "docs" / language / "about.md"
        page.parent.mkdir()
        page.write_text("# About\n", encoding="utf-8")
        (page.parent / "images").mkdir()
        (page.parent / "images" / "arm.svg").touch()
    accept(tmp_path / "docs", "about.md")
    return tmp_path / "docs"


# ---- check ------------------------------------------------------------------------------------------


def test_check_finds_no_problem_in_this_site(run: Run) -> None:
    code, out, _ = run("check")

    assert (code, out.splitlines()[-1].partition(",")[0]) == (0, "reauthenticate")
    assert "showcase: 0 problems" in out


def test_a_warning_fails_only_when_asked_to(run: Run, docs: Path) -> None:
    """An author is never blocked by a translator."""
    lenient = run("--docs", str(docs), "check", "lamp")
    strict = run("--docs", str(docs), "check", "lamp", "--strict")

    assert (lenient[0], strict[0]) == (0, 1)
    assert "warning: there is no translation into 'sv'" in lenient[1]


def test_check_names_every_problem_and_exits_1(run: Run, docs: Path) -> None:
    model = docs / "_troubleshooters/lamp/model.yml"
    model.write_text(model.read_text().replace("fixes: {bulb-broken:", "fixes: {bulb-broke:"))

    code, out, err = run("--docs", str(docs), "check", "lamp")

    assert (code, err) == (1, "")
    assert ": there is no cause 'bulb-broke'\n  hint: did you mean 'bulb-broken'?" in out


def test_check_gives_machines_the_place_of_each_problem(run: Run, docs: Path) -> None:
    (docs / "de" / "about.md").unlink()

    code, out, _ = run("--docs", str(docs), "check", "--json", *TODAY)

    problems = json.loads(out)
    assert (code, list(problems[0])) == (0, ["file", "line", "message", "hint", "warning"])
    assert {p["file"].rpartition("docs/")[2] for p in problems} == {
        "_troubleshooters/lamp/sv.po",
        "_troubleshooters/lamp/de.po",
        "de/about.md",
    }


def test_a_page_that_is_not_utf_8_is_named_once(run: Run, docs: Path) -> None:
    """Though the model leads to it and it is looked through for itself."""
    model = docs / "_troubleshooters/lamp/model.yml"
    model.write_text(model.read_text().replace('prior: 3, page: ""', "prior: 3, page: about.md#x"))
    (docs / "en" / "about.md").write_bytes("# Über uns\n".encode("latin-1"))

    code, out, _ = run("--docs", str(docs), "check", *TODAY)

    assert code == 1
    assert out.count("docs/en/about.md:1: not UTF-8: ") == 1


# ---- diagnose ---------------------------------------------------------------------------------------


def test_diagnose_reads_a_mysql_message(run: Run) -> None:
    message = (
        "ERROR 1045 (28000): Access denied for user 'magentobi'@'54.88.76.97' (using password: YES)"
    )

    code, out, _ = run("diagnose", "reauthenticate", "--text", "-", stdin=message)

    answer = json.loads(out)
    assert code == 0
    assert answer["causes"][0]["id"] in ("password-changed", "user-removed")
    assert "(using password: YES)" in answer["redacted"]
    assert [seen["id"] for seen in answer["seen"]] == ["mysql-1045"]


def test_diagnose_never_prints_a_password(run: Run) -> None:
    _, out, err = run(
        "diagnose", "reauthenticate", "--text", "-", stdin="postgres://bi:s3cret@db/x timeout"
    )

    assert "s3cret" not in out + err
    assert json.loads(out)["redacted"] == "postgres://bi:[masked: password]@db/x timeout"


def test_diagnose_gives_all_causes_in_order(run: Run, reauthenticate: Troubleshooter) -> None:
    code, out, err = run("diagnose", "reauthenticate", "--evidence", "status=re-auth", *TODAY)

    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == ["causes", "obstacles", "step", "seen", "dropped", "redacted"]
    assert [c["share"] for c in answer["causes"]] == sorted(
        (c["share"] for c in answer["causes"]), reverse=True
    )
    assert len(answer["causes"]) == len(reauthenticate.model.causes)


def test_a_part_of_the_evidence_that_means_nothing_is_left_out_and_named(run: Run) -> None:
    """As on a page whose link is older than the model."""
    code, out, err = run("diagnose", "showcase", "--evidence", "lamp=lamp-on&colour=red", *TODAY)

    assert (code, json.loads(out)["dropped"]) == (0, ["colour=red"])
    assert err == "wizard: left out what means nothing: 'showcase' knows no 'colour=red'\n"


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_on_a_terminal_diagnose_speaks_a_language(
    run: Run, showcase: Troubleshooter, language: str
) -> None:
    given = ("--evidence", "lamp=lamp-on", "--lang", language)

    _, out, _ = run("diagnose", "showcase", *given, terminal=True)

    assert showcase.texts(language).strings["cause.heater-broken"] in out


def test_a_message_cannot_command_the_terminal(run: Run) -> None:
    message = "E1: fill \x1b]0;owned\a in \x9b2J water"

    _, out, _ = run("diagnose", "showcase", "--text", "-", stdin=message, terminal=True)

    assert "The display asks for water: E1: fill " in out
    assert [letter for letter in out if not letter.isprintable() and letter != "\n"] == []


def test_without_anything_given_diagnose_asks_step_by_step(run: Run) -> None:
    """A number that is none of the choices is asked for again."""
    code, out, _ = run("diagnose", "showcase", *TODAY, stdin="²\nx\n0\n99\n1\n", terminal=True)

    assert code == 0
    assert out.count("a number from 1 to 6, please") == 4
    assert out.count("ask: Is the lamp on?") == 1
    assert out.count("ask: Does another device work on the same socket?") == 1


def test_machines_are_never_asked(run: Run) -> None:
    code, out, _ = run("diagnose", "showcase", "--json", terminal=True)

    assert (code, json.loads(out)["step"]) == (0, {"kind": "ask", "id": "lamp"})


# ---- tree -------------------------------------------------------------------------------------------


def test_tree_has_a_line_per_path_from_the_states_that_json_has(run: Run) -> None:
    code, text, _ = run("tree", "showcase", *TODAY)
    _, data, _ = run("tree", "showcase", "--format", "json", *TODAY)
    _, short, _ = run("tree", "showcase", "--json", *TODAY)

    table = json.loads(data)
    assert (code, data) == (0, short)
    assert "lamp=lamp-off&socket=other-works -> " in text
    for line in text.splitlines():
        answers, _, rest = line.partition(" -> ")
        state = table[answers.removeprefix("(no answer)")]
        cause = state["causes"][0]
        assert rest == f"{state['step']['id']}  [{cause['id']} {cause['word']}]"


def test_coverage_grows_with_the_tree_until_all_readers_end_inside(run: Run) -> None:
    _, data, _ = run("tree", "showcase", "--coverage", "--json", *TODAY)
    _, text, _ = run("tree", "showcase", "--coverage", *TODAY)

    rows = json.loads(data)
    inside = [row["inside"] for row in rows]
    assert inside == sorted(inside)
    assert inside[-1] == 1.0
    assert len(text.splitlines()) == len(rows) + 1


# ---- evaluate ---------------------------------------------------------------------------------------

FEW = ("--readers", "20", "--models", "1", *TODAY)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer readers for the question that would help."""
    monkeypatch.setattr("wizard.authoring.evaluation._PAIR_READERS", 20)


@pytest.mark.usefixtures("quick")
def test_evaluate_says_what_was_measured(run: Run) -> None:
    code, text, err = run("evaluate", "showcase", "--seed", "7", *FEW)
    _, data, _ = run("evaluate", "showcase", "--seed", "7", "--json", *FEW)

    result = json.loads(data)
    assert (code, err) == (0, "")
    assert text.startswith("20 simulated readers, seed 7; ")
    assert (result["readers"], result["models"], result["seed"]) == (20, 1, 7)


@pytest.mark.usefixtures("quick")
def test_only_record_keeps_the_figures(run: Run, docs: Path) -> None:
    lamp = docs / "_troubleshooters/lamp"

    run("--docs", str(docs), "evaluate", "lamp", *FEW)
    before = recorded(lamp)
    code, _, err = run("--docs", str(docs), "evaluate", "lamp", "--record", *FEW)

    kept = recorded(lamp)
    assert before is None
    assert kept is not None
    assert (kept["date"], kept["readers"]) == ("2026-11-25", 20)
    assert (code, err) == (0, f"recorded in {lamp}/evaluation.json\n")


@pytest.mark.usefixtures("quick")
def test_check_warns_of_figures_of_an_earlier_model(run: Run, docs: Path) -> None:
    model = docs / "_troubleshooters/lamp/model.yml"
    run("--docs", str(docs), "evaluate", "lamp", "--record", *FEW)
    _, before, _ = run("--docs", str(docs), "check", "lamp", *TODAY)
    model.write_text(model.read_text().replace("prior: 3", "prior: 4"))

    code, after, _ = run("--docs", str(docs), "check", "lamp", *TODAY)

    assert "evaluation.json" not in before
    assert code == 0
    assert (
        "lamp/evaluation.json:1: warning: the figures belong to an earlier model\n"
        "  hint: `wizard evaluate lamp --record` measures anew; it takes minutes\n"
    ) in after


def test_evaluate_judges_recorded_cases(run: Run, tmp_path: Path) -> None:
    """Also from Windows: with a byte order mark and CR LF."""
    file = tmp_path / "cases.jsonl"
    lines = [
        {"id": "water", "text": "E1: fill in water", "causes": ["tank-empty"]},
        {"id": "lamp", "evidence": "lamp=lamp-on", "causes": ["unplugged"]},
        {"id": "well", "text": "All is well", "causes": []},
    ]
    file.write_text(
        "\r\n".join(json.dumps(line) for line in lines), encoding="utf-8-sig", newline=""
    )

    code, data, _ = run("evaluate", "showcase", "--cases", str(file), "--json", *TODAY)
    _, text, _ = run("evaluate", "showcase", "--cases", str(file), *TODAY)

    judged = json.loads(data)
    assert code == 0
    assert (judged["first"][:2], judged["silent"][:2]) == ([1, 2], [1, 1])
    assert (judged["wrong"], judged["noisy"]) == (["lamp"], [])
    assert text.splitlines()[-1] == "not first: lamp"


# ---- redact -----------------------------------------------------------------------------------------


def test_redact_masks(run: Run) -> None:
    assert run("redact", "-", stdin="password=abc\n")[:2] == (0, "password=[masked: password]\n")


def test_redact_masks_hosts_when_asked_to(run: Run) -> None:
    message = "no route to db.shop.example:3306"

    _, kept, _ = run("redact", "-", stdin=message)
    _, masked, _ = run("redact", "--mask-hosts", "-", stdin=message)

    assert kept == message
    assert "shop.example" not in masked


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_redact_masks_in_what_windows_programs_write(run: Run, encoding: str) -> None:
    data = "Lösenord: sommar2026\r\n".encode(encoding)

    assert run("redact", "-", stdin=data)[:2] == (0, "Lösenord: [masked: password]\r\n")


def test_of_nothing_redact_makes_nothing(run: Run) -> None:
    """It is a filter: `some-program | wizard redact -` must not fail when the program is silent."""
    assert run("redact", "-") == (0, "", "")


# ---- translations -----------------------------------------------------------------------------------


def test_translations_are_counted_and_a_gap_is_exit_1(run: Run) -> None:
    code, out, _ = run("translations", "--json")

    rows = json.loads(out)
    behind = any(row["stale"] or row["missing"] for row in rows)
    assert code == (1 if behind else 0)
    assert {row["what"] for row in rows} == {"pages", "reauthenticate", "showcase", "interface"}
    assert {row["language"] for row in rows} == {"sv", "de"}
    assert all(row["translated"] > 0 for row in rows)


def test_merge_writes_the_po_files_and_a_second_time_nothing(
    run: Run, docs: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the interface, too; here a copy of them."""
    locale = shutil.copytree(root / "wizard" / "locale", docs / "locale")
    monkeypatch.setattr("wizard.cli.LOCALE", locale)

    code, first, _ = run("--docs", str(docs), "translations", "--merge")
    _, second, _ = run("--docs", str(docs), "translations", "--merge")

    lamp = docs / "_troubleshooters/lamp"
    assert (code, second) == (0, "")
    assert first.startswith(f"merged {lamp}/sv.po\nmerged {lamp}/de.po\n")
    assert 'msgctxt "cause.no-power"\nmsgid "No power"\n' in (lamp / "sv.po").read_text()


@pytest.mark.parametrize("name", ["about.md", "./about.md", "en/about.md", "{docs}/en/about.md"])
def test_accept_records_a_page_once(run: Run, docs: Path, name: str) -> None:
    (docs / "en" / "about.md").write_text("# About us\n")
    arguments = ("--docs", str(docs), "translations", "--accept", name.format(docs=docs))

    first, second = run(*arguments), run(*arguments)

    recorded_in = "".join(f"recorded in {docs}/{language}/about.md\n" for language in ("sv", "de"))
    assert first == (0, recorded_in, "")
    assert second == (0, "about.md: nothing to record\n", "")


def test_diff_shows_what_changed_in_the_english(run: Run, docs: Path) -> None:
    def git(*arguments: str) -> None:
        names = ("-c", "user.name=a", "-c", "user.email=a@b.example")
        subprocess.run(["git", *names, *arguments], cwd=docs, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "before")
    _, before, _ = run("--docs", str(docs), "translations", "--diff", "about.md")
    (docs / "en" / "about.md").write_text("# About us\n")
    _, after, _ = run("--docs", str(docs), "translations", "--diff", "about.md")

    assert before == "".join(f"{docs}/{lang}/about.md: nothing changed\n" for lang in ("sv", "de"))
    assert after.count("-# About\n+# About us\n") == 2


# ---- the drawing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_the_drawing_is_well_formed(run: Run, language: str) -> None:
    code, out, _ = run("tree", "showcase", "--format", "svg", "--lang", language, *TODAY)

    assert (code, ElementTree.fromstring(out).tag) == (0, "{http://www.w3.org/2000/svg}svg")
