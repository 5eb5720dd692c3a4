"""The command line: `wizard check`, `diagnose`, `tree`, `evaluate`, `redact`, `translations`.

Thin: reads files and arguments, calls the functions that the site is built with, prints. Exit code
0 is good, 1 problems found in models and pages, 2 used wrongly, 130 interrupted, 141 nobody reads
the output any more. What is wrong goes to standard error; a result comes whole or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

from wizard.authoring import (
    LANGUAGES,
    ModelError,
    check,
    check_pages,
    evaluation,
    load,
)
from wizard.authoring.cases import cases_as_text, judge, read_cases
from wizard.authoring.drawing import draw
from wizard.authoring.files import read_anything, write_whole
from wizard.authoring.pages import accept, find_page, page_diff, translations
from wizard.authoring.problems import UsageError, did_you_mean
from wizard.authoring.source import read_source
from wizard.authoring.table import coverage, fitting_table
from wizard.authoring.terminal import (
    drop_output,
    open_output,
    printable,
    speaks_utf8,
    step_by_step,
    view_lines,
)
from wizard.authoring.texts import LOCALE, interface_english, merge, translate
from wizard.authoring.tree import paths, paths_as_text
from wizard.engine import (
    Evidence,
    EvidenceError,
    TextTooLongError,
    decide,
    parse_fragment,
    redact,
)
from wizard.engine.reading import LONGEST_TEXT

GOOD, PROBLEMS, WRONG_USE = 0, 1, 2
#: As shells count a program that SIGINT or SIGPIPE ended.
INTERRUPTED, NOBODY_READS = 130, 141

#: What to do about errors that the system reports.
_WAYS_OUT = {
    FileNotFoundError: "see whether the name is right",
    IsADirectoryError: "name a file",
    NotADirectoryError: "see whether the name is right",
    PermissionError: "see who may read and write it",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        open_output()
        code: int = options.run(options)
        sys.stdout.flush()
    except (UsageError, EvidenceError, TextTooLongError) as error:
        return _refuse(str(error))
    except ModelError as error:
        _complain(str(error))
        return PROBLEMS
    except BrokenPipeError:
        drop_output()  # `wizard tree … | head`
        return NOBODY_READS
    except OSError as error:
        if error.filename is None:
            drop_output()
        what = error.filename or "standard output"
        return _refuse(f"{what}: {error.strerror}; {_WAYS_OUT.get(type(error), 'mend that first')}")
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def run_check(options: argparse.Namespace) -> int:
    """`wizard check [NAME]`: every problem of models, translations and pages at once."""
    everything = options.name is None
    folders = _folders(options) if everything else [_folder(options, options.name)]
    problems = [p for folder in folders for p in check(folder, options.docs, options.today)]
    if everything:
        problems.extend(sorted(set(check_pages(options.docs))))
        for language in LANGUAGES[1:]:
            problems.extend(translate(interface_english(), language, LOCALE / f"{language}.po")[1])
    problems = list(dict.fromkeys(problems))  # two troubleshooters may lead to one page
    errors = [p for p in problems if options.strict or not p.warning]
    if options.json:
        _print_json([{name: getattr(p, name) for name in p.__slots__} for p in problems])
    else:
        for problem in problems:
            print(problem)
        checked = ", ".join(folder.name for folder in folders)
        print(f"{checked}: {len(errors)} problems, {len(problems) - len(errors)} warnings")
    return PROBLEMS if errors else GOOD


def run_diagnose(options: argparse.Namespace) -> int:
    """`wizard diagnose NAME`: the view for evidence and text, or step by step on a terminal."""
    troubleshooter = load(_folder(options, options.name))
    on_terminal = not options.json and sys.stdout.isatty()
    nothing_given = not options.evidence and options.text is None
    if nothing_given and on_terminal and sys.stdin and sys.stdin.isatty():
        step_by_step(troubleshooter, options.lang, options.today)
        return GOOD
    model = troubleshooter.model.on(options.today)
    evidence, unknown = parse_fragment(model, options.evidence)
    left_out = f"'{options.name}' knows no {', '.join(map(_shortened, unknown))}"
    if unknown and evidence == Evidence():
        raise UsageError(
            f'{left_out}; write --evidence as in an address after the #: "status=re-auth"'
        )
    text = "" if options.text is None else _read(options.text)
    if options.text is not None and not text.strip():
        raise UsageError(f"{options.text}: there is no text in it; give an error message")
    view = decide(model, options.evidence, text=text, hosts=options.mask_hosts)
    if unknown:
        _complain(f"wizard: left out what means nothing: {left_out}")
    if not on_terminal:
        names = ("causes", "obstacles", "step", "seen", "dropped", "redacted")
        _print_json({name: view[name] for name in names})  # type: ignore[literal-required]
    else:
        print(*view_lines(view, troubleshooter.texts(options.lang)), sep="\n")
    return GOOD


def run_tree(options: argparse.Namespace) -> int:
    """`wizard tree NAME`: the decision tree as a line per path, a drawing, or data."""
    if options.coverage and options.format == "svg":
        raise UsageError("--coverage has no drawing; choose --format text or json")
    shooter = load(_folder(options, options.name))
    model, today = shooter.model, options.today
    if options.coverage:
        rows = coverage(model, today)
        if options.format == "json":
            _print_json(rows)
            return GOOD
        print("states  bytes on the wire  readers who end inside")
        for row in rows:
            print(f"{row['states']:6}  {row['bytes']:17}  {100 * row['inside']:5.1f} %")
        return GOOD
    table = fitting_table(model, today)
    if options.format == "json":
        _print_json(table)
    elif options.format == "svg":
        svg = draw(shooter, options.lang, today, table)
        print(svg if speaks_utf8() else svg.encode("ascii", "xmlcharrefreplace").decode())
    else:
        print(paths_as_text(paths(model.on(today), table)), end="")
    return GOOD


def run_evaluate(options: argparse.Namespace) -> int:
    """`wizard evaluate NAME`: figures from simulated readers, or from recorded cases."""
    if options.cases is not None and options.record:
        raise UsageError(
            "--record keeps figures of simulated readers; leave out --cases or --record"
        )
    folder = _folder(options, options.name)
    if options.record and not os.access(folder, os.W_OK):  # before minutes of work
        raise UsageError(f"nothing may be written in {folder}; leave out --record")
    shooter = load(folder)
    if options.cases is not None:
        cases = read_cases(Path(options.cases), shooter.model)
        judged = judge(shooter.model, cases, options.today)
        _print_json(judged) if options.json else print(cases_as_text(judged))
        return GOOD
    result = evaluation.evaluate(
        shooter.model.on(options.today),
        shooter.by_ticket,
        readers=options.readers,
        models=options.models,
        seed=options.seed,
        tell=lambda what: _complain(f"… {what}") if sys.stderr and sys.stderr.isatty() else None,
    )
    if options.json:
        _print_json(result)
    else:
        print(evaluation.as_text(result, shooter.english))
    if options.record:
        path = evaluation.record(folder, shooter.model, result, options.today)
        _complain(f"recorded in {path}")
    return GOOD


def run_redact(options: argparse.Namespace) -> int:
    """`wizard redact FILE`: the text with secrets masked."""
    sys.stdout.write(redact(_read(options.file), hosts=options.mask_hosts))
    return GOOD


def run_translations(options: argparse.Namespace) -> int:
    """`wizard translations`: what is translated; `--accept`, `--diff`, `--merge` change or show."""
    docs: Path = options.docs
    if options.accept is not None:
        page = find_page(docs, options.accept)
        written = [f"recorded in {path}" for path in accept(docs, page)]
        print(*written or [f"{page}: nothing to record"], sep="\n")
        return GOOD
    if options.diff is not None:
        print(*page_diff(docs, find_page(docs, options.diff)), sep="\n")
        return GOOD
    if options.merge:
        _merge(options)
        return GOOD
    rows = []
    pages = list(translations(docs))
    for language in LANGUAGES[1:]:
        states = [found.state for found in pages if found.language == language]
        rows.append(
            {"what": "pages", "language": language, "translated": states.count("translated"),
             "stale": states.count("stale") + states.count("unrecorded"),
             "missing": states.count("missing")}
        )  # fmt: skip
    for what, english, home in _text_sets(options):
        for language in LANGUAGES[1:]:
            texts, problems = translate(english, language, home / f"{language}.po")
            for problem in (p for p in problems if not p.warning):
                _complain(str(problem))
            stale = sum("older than its English" in p.message for p in problems)
            rows.append(
                {"what": what, "language": language,
                 "translated": len(english) - len(texts.english) - stale,
                 "stale": stale, "missing": len(texts.english)}
            )  # fmt: skip
    if options.json:
        _print_json(rows)
    else:
        print(f"{'':20} language  translated  stale  missing")
        for row in rows:
            print("{what:20} {language:8}  {translated:10}  {stale:5}  {missing:7}".format(**row))
    return PROBLEMS if any(row["stale"] or row["missing"] for row in rows) else GOOD


def _merge(options: argparse.Namespace) -> None:
    """Bring the PO files up to date; when one cannot be read, none is written."""
    merged = {
        home / f"{language}.po": merge(english, language, home / f"{language}.po")
        for _, english, home in _text_sets(options)
        for language in LANGUAGES[1:]
    }
    for po, content in merged.items():
        if not po.exists() or po.read_text(encoding="utf-8") != content:
            write_whole(po, content)
            print(f"merged {po}")


def _text_sets(options: argparse.Namespace) -> list[tuple[str, dict[str, str], Path]]:
    sources = {folder: read_source(folder) for folder in _folders(options)}
    broken = [p for source in sources.values() for p in source.problems if not p.warning]
    if broken:  # what could not be read would count as removed, and its translations with it
        raise ModelError(broken)
    sets = [(folder.name, source.texts, folder) for folder, source in sources.items()]
    return [*sets, ("interface", interface_english(), LOCALE)]


def _folder(options: argparse.Namespace, name: str) -> Path:
    folders = {folder.name: folder for folder in _folders(options)}
    if name not in folders:
        hint = did_you_mean(name.rstrip("/").rpartition("/")[2], folders) or "see what is there"
        raise UsageError(
            f"there is no troubleshooter {_shortened(name)} in {options.docs}/_troubleshooters; {hint}"
        )
    return folders[name]


def _folders(options: argparse.Namespace) -> list[Path]:
    models = sorted(
        p for p in (options.docs / "_troubleshooters").glob("*/model.yml") if p.is_file()
    )
    if not models:
        raise UsageError(
            f"no model.yml under {options.docs}/_troubleshooters; run where mkdocs.yml is, "
            "or say --docs FOLDER"
        )
    return [model.parent for model in models]


def _read(name: str) -> str:
    most = 4 * LONGEST_TEXT  # no encoding takes more bytes for a character
    if name != "-":
        with Path(name).open("rb") as stream:
            return read_anything(stream, name, most)
    if sys.stdin is None:
        raise UsageError("standard input is closed; name a file")
    return read_anything(sys.stdin.buffer, "standard input", most)


def day(text: str) -> str:
    """A date as argparse takes it: its error message names the option."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):  # Python reads other forms as well
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{_shortened(text)} is no date; write it as in 2026-11-25")


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,10}", text) and least <= int(text) <= most:
            return int(text)
        message = f"{_shortened(text)} is no whole number from {least} to {most}"
        raise argparse.ArgumentTypeError(message)

    return number


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=not speaks_utf8(), indent=1))


def _complain(message: str) -> None:
    if sys.stderr is not None:  # print would take None for standard output
        with suppress(OSError):  # nobody reads it
            print(printable(message), file=sys.stderr)


def _refuse(message: str, hint: str = "") -> int:
    one_line = message.replace("\n", r"\n")  # what was given may hold line ends
    _complain(f"wizard: {one_line}{hint}")
    return WRONG_USE


def _shortened(given: str) -> str:
    return f"'{given}'" if len(given) <= 60 else f"'{given[:59]}…'"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SystemExit(_refuse(message, f"\ntry: {self.prog} --help"))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wizard", description="Check and try a troubleshooter.", allow_abbrev=False
    )
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="the docs folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> _Parser:
        added: _Parser = commands.add_parser(name, help=help, description=help, allow_abbrev=False)
        added.set_defaults(run=run)
        if name == "tree":
            short = "the same as --format json"
            added.add_argument(
                "--json", dest="format", action="store_const", const="json", help=short
            )
        elif name != "redact":
            added.add_argument("--json", action="store_true", help="for machines")
        if name not in ("redact", "translations"):
            # The only clock: the engine has none.
            added.add_argument(
                "--today", type=day, default=date.today().isoformat(), metavar="DATE",
                help="YYYY-MM-DD; what holds from or until a day depends on it",
            )  # fmt: skip
        return added

    checks = command("check", run_check, "name every problem of models, translations and pages")
    checks.add_argument("name", nargs="?")
    checks.add_argument("--strict", action="store_true", help="warnings fail, too")

    diagnose = command("diagnose", run_diagnose, "what is likely, and what to do next")
    diagnose.add_argument("name")
    diagnose.add_argument("--evidence", default="", help='as in an address: "status=re-auth"')
    diagnose.add_argument("--text", help="file with an error message, or - for standard input")
    diagnose.add_argument("--lang", choices=LANGUAGES, default="en")
    diagnose.add_argument("--mask-hosts", action="store_true", help="mask host names, too")

    tree = command("tree", run_tree, "the decision tree: a line per path, or drawn")
    tree.add_argument("name")
    tree.add_argument("--format", choices=("text", "svg", "json"), default="text")
    tree.add_argument("--lang", choices=LANGUAGES, default="en", help="of the drawing")
    tree.add_argument(
        "--coverage", action="store_true", help="how many readers end inside how large a tree"
    )

    measure = command("evaluate", run_evaluate, "how good it is: simulated readers, recorded cases")
    measure.add_argument("name")
    measure.add_argument("--cases", metavar="FILE", help="JSON Lines: text, evidence, causes")
    measure.add_argument("--readers", type=_whole_number(1, 1_000_000), default=evaluation.READERS)
    measure.add_argument(
        "--models", type=_whole_number(1, 1_000), default=evaluation.MODELS, help="perturbed models"
    )
    measure.add_argument("--seed", type=_whole_number(0, 999_999_999), default=evaluation.SEED)
    measure.add_argument("--record", action="store_true", help="keep the figures beside the model")

    masks = command("redact", run_redact, "mask secrets in a text")
    masks.add_argument("file", help="a file, or - for standard input")
    masks.add_argument("--mask-hosts", action="store_true", help="mask host names, too")

    texts = command("translations", run_translations, "what is translated, stale, missing")
    change = texts.add_mutually_exclusive_group()
    change.add_argument("--accept", metavar="PAGE", help="record that PAGE is translated now")
    change.add_argument("--diff", metavar="PAGE", help="what changed in the English of PAGE")
    change.add_argument("--merge", action="store_true", help="bring the PO files up to date by id")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
