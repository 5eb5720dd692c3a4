"""What the command line is given and cannot use: a sentence with a way out, exit code 2, nothing written.

Faults inside models, translations and pages are no misuse: they are exit code 1, each with its place.
"""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

Run = Callable[..., tuple[int, str, str]]

NAMED = ("check", "diagnose", "tree", "evaluate")
GOOD_CASE = {"text": "E1: fill in water", "causes": ["tank-empty"]}


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    """A folder with a small site in `docs`, and what may be given instead of a file in `given`."""
    docs, given = tmp_path / "docs", tmp_path / "given"
    models = docs / "_troubleshooters"
    shutil.copytree(root / "docs" / "_troubleshooters" / "showcase", models / "showcase")
    (models / "showcase" / "evaluation.json").unlink(missing_ok=True)
    (models / "model.yml").write_text("a file, not a folder")
    (models / "without-a-model").mkdir()
    for language in ("en", "sv", "de"):
        (docs / language / "causes").mkdir(parents=True)
        (docs / language / "about.md").write_text(f"# About {language}\n")
    (docs / "sv" / "only.md").write_text("# Only in Swedish\n")

    (given / "folder").mkdir(parents=True)
    files = {
        "good.txt": b"E1\n",
        "empty": b"",
        "blank": b" \r\n\t\n",
        "nul.txt": b"password=abc\0\n",
        "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe",
        "utf-16-without-mark.txt": "password=abc\n".encode("utf-16-le"),
        "utf-32.txt": "password=abc\n".encode("utf-32"),
        "long.txt": b"x" * 200_001,
    }
    for name, data in files.items():
        (given / name).write_bytes(data)
    with (given / "huge").open("wb") as huge:
        huge.truncate(10**12)
    (given / "endless").symlink_to("/dev/zero")
    return tmp_path


@pytest.fixture
def refused(home: Path, run: Run) -> Callable[..., None]:
    """Runs a command in the small site and sees that it is refused with a message."""

    def refused(*arguments: str, says: str, stdin: bytes = b"", docs: str = "docs") -> None:
        given = [argument.replace("{given}", str(home / "given")) for argument in arguments]
        before = _digests(home)

        code, out, err = run("--docs", str(home / docs), *given, stdin=stdin)

        assert (code, out) == (2, "")
        assert says in err
        _is_a_message(err)
        assert _digests(home) == before

    return refused


def _is_a_message(err: str) -> None:
    """One sentence with a way out, no more letters than a terminal shows, no traceback."""
    assert err.startswith("wizard: ")
    assert re.search(r"; \w|\ntry: wizard ", err)
    assert len(err.splitlines()) <= 2
    assert err.replace("\n", "").isprintable()


def _digests(folder: Path) -> dict[str, str]:
    """Every file, link and folder below a folder, and what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        huge = path.is_file() and path.stat().st_size > 10**9
        data = path.read_bytes() if path.is_file() and not huge else b""
        found[str(path.relative_to(folder))] = hashlib.sha256(data).hexdigest()
    return found


# ---- Commands, options, names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("", "required: COMMAND"),
        ("chekc", "invalid choice: 'chekc'"),
        ("che", "invalid choice: 'che'"),
        ("--nonesuch check", "unrecognized arguments: --nonesuch"),
        ("check --nonesuch", "unrecognized arguments: --nonesuch"),
        ("check showcase tree", "unrecognized arguments: tree"),
        ("check --lang sv", "unrecognized arguments: --lang"),
        ("check --stri", "unrecognized arguments: --stri"),
        ("check --today", "argument --today: expected one argument"),
        ("diagnose", "required: name"),
        ("diagnose showcase --lang fr", "invalid choice: 'fr'"),
        ("diagnose showcase --lang SV", "invalid choice: 'SV'"),
        ("diagnose showcase --text", "argument --text: expected one argument"),
        ("diagnose showcase --mask-hosts=yes", "ignored explicit argument 'yes'"),
        ("tree", "required: name"),
        ("tree showcase --format png", "invalid choice: 'png'"),
        ("tree showcase --format", "argument --format: expected one argument"),
        ("tree showcase --coverage --format svg", "--coverage has no drawing"),
        ("evaluate", "required: name"),
        ("evaluate showcase --rec", "unrecognized arguments: --rec"),
        ("evaluate showcase --record --cases {given}/good.txt", "leave out --cases or --record"),
        ("evaluate showcase --readers", "argument --readers: expected one argument"),
        ("redact", "required: file"),
        ("redact --json {given}/good.txt", "unrecognized arguments: --json"),
        ("redact {given}/good.txt {given}/good.txt", "unrecognized arguments"),
        ("translations showcase", "unrecognized arguments: showcase"),
        ("translations --accept", "argument --accept: expected one argument"),
        ("translations --merge --accept about.md", "not allowed with argument"),
        ("translations --diff about.md --accept about.md", "not allowed with argument"),
    ],
)
def test_a_line_that_no_command_understands(
    refused: Callable[..., None], arguments: str, says: str
) -> None:
    refused(*arguments.split(), says=says)


@pytest.mark.parametrize("command", NAMED)
@pytest.mark.parametrize(
    "name",
    [
        "nonesuch", "", " ", ".", "..", "/", "SHOWCASE", "showcase ", "../showcase", "../../docs/_troubleshooters/showcase",
        "./showcase", "showcase/", "showcase/model.yml", "model.yml", "without-a-model", "*", "show\x1b[31mcase",
        "show\ncase", "a" * 5_000,
    ],
    ids=lambda name: ascii(name[:20]),
)  # fmt: skip
def test_a_name_that_no_troubleshooter_has(
    refused: Callable[..., None], command: str, name: str
) -> None:
    refused(command, name, says="there is no troubleshooter '")


def test_a_name_that_is_nearly_right_is_proposed(refused: Callable[..., None]) -> None:
    refused("tree", "docs/_troubleshooters/showcaze/", says="did you mean 'showcase'?")


@pytest.mark.parametrize("docs", ["nonesuch", "given/good.txt", "given/folder", "docs/en", ""])
@pytest.mark.parametrize(
    "command",
    [
        "check", "check showcase", "diagnose showcase", "tree showcase", "evaluate showcase --record",
        "translations", "translations --merge", "translations --accept about.md", "translations --diff about.md",
    ],
)  # fmt: skip
def test_a_docs_folder_without_anything_in_it(
    refused: Callable[..., None], command: str, docs: str
) -> None:
    refused(*command.split(), docs=docs, says="; run where mkdocs.yml is, or say --docs FOLDER")


def test_a_docs_folder_that_no_system_can_name(refused: Callable[..., None]) -> None:
    refused("check", docs="x/" * 5_000, says="File name too long")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("command", ["check", "tree showcase", "translations"])
def test_a_docs_folder_that_may_not_be_read(run: Run, home: Path, command: str) -> None:
    (home / "docs").chmod(0)
    try:
        code, out, err = run("--docs", str(home / "docs"), *command.split())
    finally:
        (home / "docs").chmod(0o755)

    assert (code, out) == (2, "")
    _is_a_message(err)


# ---- Values -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", NAMED)
@pytest.mark.parametrize(
    "day", ["2026-13-45", "2026-02-30", "20261125", "2026-W48-3", "26-11-25", "25.11.2026", "yesterday", "", " 2026-11-25", "2026-11-25T00:00", "２０２６-11-25", "2026-11-\x1b[31m"],
    ids=ascii,
)  # fmt: skip
def test_a_day_that_is_none(refused: Callable[..., None], command: str, day: str) -> None:
    refused(command, "showcase", f"--today={day}", says="is no date; write it as in 2026-11-25")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--readers", v) for v in ("0", "-1", "1e9", "1000000000", "abc", "", "1.5", " 5", "٣", "9" * 5_000)),
        *(("--models", v) for v in ("0", "-1", "1001", "x")),
        *(("--seed", v) for v in ("-1", "1000000000", "x", "0x1")),
    ],
    ids=lambda value: ascii(value[:12]),
)  # fmt: skip
def test_a_number_that_is_none(refused: Callable[..., None], option: str, value: str) -> None:
    refused("evaluate", "showcase", f"{option}={value}", "--record", says="is no whole number from")


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ("x" * 2_001, "at most 2000 are read"),
        ("lamp=lamp-on&" * 200, "at most 2000 are read"),
        ("nonsense", "'showcase' knows no 'nonsense'"),
        (" ", "knows no ' '"),
        ("lamp", "knows no 'lamp'"),
        ("lamp=purple", "knows no 'lamp=purple'"),
        ("colour=red&lamp=purple", "knows no 'colour=red', 'lamp=purple'"),
        ("tried=prayer", "knows no 'tried=prayer'"),
        ("lamp%3Dlamp-on", "knows no 'lamp%3Dlamp-on'"),
        ("https://kb.example/#lamp=lamp-on", "knows no 'https://kb.example/#lamp=lamp-on'"),
        ("lamp=\x1b[31mlamp-on", r"knows no 'lamp=\x1b[31mlamp-on'"),
        ("lamp=lamp-on\r", r"knows no 'lamp=lamp-on\r'"),
        ("lamp=\udcff", r"knows no 'lamp=\udcff'"),
        ("lamp=lamp-on;socket=other-dead", "as in an address after the #"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_evidence_that_means_nothing(
    refused: Callable[..., None], evidence: str, says: str
) -> None:
    refused("diagnose", "showcase", "--evidence", evidence, says=says)


# ---- Files ------------------------------------------------------------------------------------------

NO_FILE = [
    ("nonesuch", "No such file or directory; see whether the name is right"),
    ("folder", "Is a directory; name a file"),
    ("good.txt/x", "Not a directory; see whether the name is right"),
    ("x" * 300, "File name too long"),
]


@pytest.mark.parametrize("command", ["redact", "diagnose showcase --text"])
@pytest.mark.parametrize(
    ("file", "says"),
    [
        *NO_FILE,
        ("nul.txt", "nul.txt: not a text, for it holds NUL; save it as UTF-8"),
        ("picture.png", "not a text"),
        ("utf-16-without-mark.txt", "not a text"),
        ("utf-32.txt", "not a text"),
        ("huge", "huge: more than 800000 bytes; give the part around the error message"),
        ("long.txt", "The text has 200001 characters; at most 200000 are read"),
        ("endless", "endless: more than 800000 bytes"),
    ],
    ids=lambda value: value[:20],
)
def test_a_text_that_cannot_be_read(
    refused: Callable[..., None], command: str, file: str, says: str
) -> None:
    refused(*command.split(), f"{{given}}/{file}", says=says)


@pytest.mark.parametrize("command", ["redact -", "diagnose showcase --text -"])
@pytest.mark.parametrize(
    ("data", "says"),
    [(b"a\0b", "standard input: not a text"), (b"x" * 800_001, "standard input: more than")],
    ids=["nul", "huge"],
)
def test_a_text_from_elsewhere_that_cannot_be_read(
    refused: Callable[..., None], command: str, data: bytes, says: str
) -> None:
    refused(*command.split(), stdin=data, says=says)


@pytest.mark.parametrize("file", ["{given}/empty", "{given}/blank", "-"])
def test_nothing_is_no_message(refused: Callable[..., None], file: str) -> None:
    refused("diagnose", "showcase", "--text", file, says="there is no text in it; give an error")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "x.jsonl: there is no case in it; write one JSON object a line"),
        (b"\xef\xbb\xbf", ":1: not JSON"),
        (b"\r\n \n", "there is no case in it"),
        (b"E1\n", ":1: not JSON: Expecting value; write one object on each line"),
        (b"{'text': 'E1', 'causes': []}", ":1: not JSON"),
        (b'{"text": "E1", "causes": []', ":1: not JSON"),
        (b'{"text": "E1", "causes": []} {}', ":1: not JSON: Extra data"),
        (b'{"text": "E1",\n"causes": []}', ":1: not JSON"),
        (b'{"text": "E1\0", "causes": []}', ":1: not JSON: Invalid control character"),
        (b"[" * 100_000, ":1: not JSON"),
        (b"1" * 5_000, ":1: not JSON"),
        (b'["E1"]', ":1: not an object; write "),
        (b'"E1"', ":1: not an object"),
        (b"null", ":1: not an object"),
        (b"{}", ":1: neither 'text' nor 'evidence'; write at least one of them"),
        (b'{"text": " ", "causes": []}', ":1: neither 'text' nor 'evidence'"),
        (b'{"text": ["E1"], "causes": []}', ":1: 'text' or 'evidence' is no string"),
        (b'{"text": "E1", "evidence": null, "causes": []}', ":1: 'text' or 'evidence' is no"),
        (b'{"id": {}, "text": "E1", "causes": []}', ":1: 'id' is neither a string nor a number"),
        (b'{"text": "E1"}', ":1: 'causes' is no list of ids; write [] where"),
        (b'{"text": "E1", "causes": "tank-empty"}', ":1: 'causes' is no list"),
        (b'{"text": "E1", "causes": [1]}', ":1: 'causes' is no list"),
        (b'{"text": "E1", "causes": ["tank-emty"]}', "no cause 'tank-emty'; did you mean 'tank-empty'?"),
        (b'{"evidence": "colour=red", "causes": ["unplugged"]}', ":1: 'colour=red' in 'evidence' means nothing"),
        (b'{"evidence": "lamp=lamp-on", "causes": []}', ":1: neither 'causes' nor 'text'"),
        (b'{"evidence": "' + b"x" * 2_001 + b'", "causes": ["unplugged"]}', ":1: The address holds 2001"),
        (b'{"text": "' + b"x" * 1_000_000 + b'", "causes": []}', ":1: 'text' has 1000000 characters; write at most 200000"),
        (json.dumps(GOOD_CASE).encode("utf-16"), ":1: not UTF-8; save the file as UTF-8"),
        ('{"text": "Lösenord", "causes": []}'.encode("latin-1"), ":1: not UTF-8"),
        (json.dumps(GOOD_CASE).encode() + b"\r\n\r\n{}\r\n", ":3: neither 'text' nor 'evidence'"),
    ],
    ids=range(30),
)  # fmt: skip
def test_cases_that_are_broken(
    refused: Callable[..., None], home: Path, data: bytes, says: str
) -> None:
    (home / "given" / "x.jsonl").write_bytes(data)

    refused("evaluate", "showcase", "--cases", "{given}/x.jsonl", says=says)


@pytest.mark.parametrize(
    ("file", "says"),
    [*NO_FILE, ("huge", "more than 50000000 bytes; divide it"), ("picture.png", ":1: not UTF-8")],
    ids=lambda value: value[:20],
)
def test_cases_that_cannot_be_read(refused: Callable[..., None], file: str, says: str) -> None:
    refused("evaluate", "showcase", "--cases", f"{{given}}/{file}", says=says)


@pytest.mark.parametrize("option", ["--accept", "--diff"])
@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("nonesuch.md", "there is no page 'nonesuch.md' in "),
        ("abuot.md", "did you mean 'about.md'?"),
        ("about", "there is no page 'about'"),
        ("", "there is no page ''"),
        (".", "there is no page '.'"),
        ("..", "there is no page"),
        ("../..", "there is no page"),
        ("../sv/about.md", "there is no page '../sv/about.md'"),
        ("../_troubleshooters/showcase/model.yml", "there is no page"),
        ("/etc/passwd", "there is no page '/etc/passwd'"),
        ("causes", "there is no page 'causes'"),
        ("only.md", "there is no page 'only.md'"),
        ("sv/about.md", "'sv/about.md' is a translation; name the English page, 'about.md'"),
        ("{docs}/de/about.md", "is a translation; name the English page, 'about.md'"),
        ("sv/only.md", "there is no page 'sv/only.md'"),
        ("about.md\x1b[31m", r"there is no page 'about.md\x1b[31m'"),
        ("x" * 5_000, "there is no page"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_a_page_that_is_none(
    refused: Callable[..., None], home: Path, option: str, page: str, says: str
) -> None:
    refused("translations", option, page.replace("{docs}", str(home / "docs")), says=says)


# ---- Faults of writers: exit code 1, each with its place --------------------------------------------

NOT_UTF8 = "# Schlüssel\n".encode("latin-1")
BROKEN = {
    "page": ("docs/en/about.md", NOT_UTF8, "docs/en/about.md:1: not UTF-8: "),
    "translated page": ("docs/de/about.md", b"\n" + NOT_UTF8, "docs/de/about.md:2: not UTF-8: "),
    "page in UTF-16": ("docs/en/about.md", "# A\n".encode("utf-16"), "about.md:1: not UTF-8: "),
    "PO file": ("docs/_troubleshooters/showcase/de.po", b'msgid "', "/de.po:1: not a PO file: "),
    "PO header": ("docs/_troubleshooters/showcase/de.po", b'msgid ""\nmsgstr "Language: 1\\n"\n', "/de.po:1: not a PO file: "),
    "PO file in Latin-1": ("docs/_troubleshooters/showcase/de.po", NOT_UTF8, "/de.po:1: not UTF-8: "),
    "model": ("docs/_troubleshooters/showcase/model.yml", b"", "/model.yml:1: the model has no 'title'"),
    "model in UTF-16": ("docs/_troubleshooters/showcase/model.yml", "title: A\n".encode("utf-16"), "/model.yml:1: not UTF-8: "),
    "model with NUL": ("docs/_troubleshooters/showcase/model.yml", b"title: a\0b\n", "/model.yml:1: not YAML: "),
    "figures": ("docs/_troubleshooters/showcase/evaluation.json", b"{}", "/evaluation.json:1: this is no result of"),
    "figures of words": ("docs/_troubleshooters/showcase/evaluation.json", b'{"model": "a", "date": "2026-11-25", "readers": "many"}', "/evaluation.json:1: this is no result of"),
    "figures in a list": ("docs/_troubleshooters/showcase/evaluation.json", b"[[", "/evaluation.json:1: this is no result of"),
}  # fmt: skip
#: Which of them stop which command; `check` names all of them.
STOPPED = {
    "check --today 2026-11-25": tuple(BROKEN),
    "check showcase": ("PO file", "PO header", "PO file in Latin-1", "model", "figures"),
    "diagnose showcase": ("PO file", "model", "model in UTF-16", "model with NUL"),
    "tree showcase": ("PO file", "model"),
    "evaluate showcase --record": ("PO file in Latin-1", "model"),
    "translations": ("page", "translated page", "model", "model with NUL"),
    "translations --merge": ("PO file", "PO header", "PO file in Latin-1", "model"),
    "translations --accept about.md": ("page", "translated page", "page in UTF-16"),
    "translations --diff about.md": ("page", "translated page"),
}


@pytest.mark.parametrize(
    ("command", "fault"), [(command, fault) for command, them in STOPPED.items() for fault in them]
)
def test_a_fault_of_a_writer_has_its_place(run: Run, home: Path, command: str, fault: str) -> None:
    file, data, says = BROKEN[fault]
    (home / file).write_bytes(data)
    before = _digests(home)

    code, out, err = run("--docs", str(home / "docs"), *command.split())

    said = out if command.startswith("check") else err
    assert code == 1
    assert says in said
    assert re.search(rf"^\S+{re.escape(says)}.*\n  hint: \w", f"/{said}", re.MULTILINE)
    assert "" in (out, err)
    assert _digests(home) == before


def test_a_po_file_that_cannot_be_read_counts_as_missing(run: Run, home: Path) -> None:
    (home / "docs/_troubleshooters/showcase/de.po").write_bytes(b'msgid "')

    code, out, err = run("--docs", str(home / "docs"), "translations")

    assert code == 1
    assert re.search(r"showcase +de +0 +0 +\d\d", out)
    assert "/de.po:1: not a PO file: " in err


# ---- Streams, in a process of their own -------------------------------------------------------------


@pytest.fixture
def shell(root: Path, home: Path) -> Callable[..., tuple[int, bytes, str]]:
    """Runs a line of shell in which `wizard` is the command; nothing must be written."""

    def shell(line: str, **environment: str) -> tuple[int, bytes, str]:
        command = f"{sys.executable} -m wizard.cli --docs {home}/docs"
        before = _digests(home)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line.replace("wizard", command)],
            cwd=root,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        assert _digests(home) == before
        return done.returncode, done.stdout, done.stderr.decode()

    return shell


Shell = Callable[..., tuple[int, bytes, str]]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("wizard check showcase >&-", "standard output is closed; redirect it"),
        ("wizard redact - <&-", "standard input is closed; name a file"),
        ("wizard diagnose showcase --text - <&-", "standard input is closed; name a file"),
        ("wizard tree showcase >/dev/full", "standard output: No space left on device; "),
        ("yes | wizard redact - ; exit ${PIPESTATUS[1]}", "standard input: more than 800000 bytes"),
    ],
)
def test_a_stream_that_is_no_use(shell: Shell, line: str, says: str) -> None:
    code, out, err = shell(line)

    assert (code, out) == (2, b"")
    assert says in err
    _is_a_message(err)


def test_without_standard_input_a_diagnosis_is_made_all_the_same(shell: Shell) -> None:
    code, out, err = shell("wizard diagnose showcase <&-")

    assert (code, json.loads(out)["step"]["id"], err) == (0, "lamp", "")


def test_without_standard_error_no_message_gets_into_the_output(shell: Shell) -> None:
    assert shell("wizard tree nonesuch 2>&-")[:2] == (2, b"")


def test_when_nobody_reads_any_more_nothing_is_said(shell: Shell) -> None:
    """141, as for any program: a script must not take a broken `check` for a good one."""
    code, out, err = shell("wizard tree showcase --json | head -n 1")

    assert (code, out, err) == (141, b"{\n", "")


def test_a_terminal_that_knows_few_letters_gets_escapes(shell: Shell) -> None:
    text = "printf 'Lösenord: abc\\n' | wizard"
    ascii_ = {"PYTHONIOENCODING": "ascii"}

    _, data, _ = shell(f"{text} diagnose showcase --text -", **ascii_)
    code, masked, err = shell(f"{text} redact -", PYTHONIOENCODING="ascii:strict")

    assert (code, err) == (0, "")
    assert masked == b"L\\xf6senord: [masked: password]\n"
    assert json.loads(data)["redacted"] == "Lösenord: [masked: password]\n"


def test_a_drawing_stays_well_formed_in_every_encoding(shell: Shell) -> None:
    _, known, _ = shell("wizard tree showcase --format svg --lang sv")
    _, drawing, _ = shell("wizard tree showcase --format svg --lang sv", PYTHONIOENCODING="latin-1")

    assert drawing.isascii()
    assert list(ElementTree.fromstring(drawing).itertext()) == list(
        ElementTree.fromstring(known).itertext()
    )


@pytest.fixture
def progress() -> Iterator[tuple[int, int]]:
    """A terminal for standard error: the end that is read, and the one that is written to."""
    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def test_an_interrupted_evaluation_keeps_nothing(
    root: Path, home: Path, progress: tuple[int, int]
) -> None:
    before = _digests(home)
    command = ["evaluate", "showcase", "--record", "--readers", "1000000"]
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard.cli", "--docs", home / "docs", *command],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=progress[1],
    )

    said = os.read(progress[0], 1_000)  # it has begun
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)

    assert (process.returncode, out, said.strip().decode()) == (130, b"", "… this troubleshooter")
    assert _digests(home) == before
