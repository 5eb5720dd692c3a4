"""The command line: `wizard check`, `diagnose`, `tree`, `evaluate`, `redact`, `translations`.

Thin: reads files and arguments, calls the functions that the site is built with, prints. Exit code
0 is good, 1 problems found, 2 used wrongly.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from wizard.authoring import (
    LANGUAGES,
    ModelError,
    Texts,
    Troubleshooter,
    check,
    check_pages,
    evaluation,
    interface_texts,
    load,
)
from wizard.authoring.cases import CasesError, cases_as_text, judge, read_cases
from wizard.authoring.drawing import draw
from wizard.authoring.pages import accept, english_when_accepted, translations
from wizard.authoring.source import read_source
from wizard.authoring.table import coverage, fitting_table
from wizard.authoring.texts import LOCALE, interface_english, merge, translate
from wizard.authoring.tree import following, paths, paths_as_text
from wizard.engine import EvidenceError, TextTooLongError, View, decide, redact
from wizard.engine.reading import LONGEST_TEXT

GOOD, PROBLEMS, WRONG_USE = 0, 1, 2


class UsageError(Exception):
    """The command was given something that cannot work; the message says what, and the way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (UsageError, EvidenceError, TextTooLongError, CasesError) as error:
        print(f"wizard: {error}", file=sys.stderr)
        return WRONG_USE
    except ModelError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        sys.stderr.close()  # `wizard tree … | head` is no fault
        return GOOD
    return code


def run_check(options: argparse.Namespace) -> int:
    """`wizard check [NAME]`: every problem of models, translations and pages at once."""
    folders = [_folder(options, options.name)] if options.name else _folders(options)
    problems = [p for folder in folders for p in check(folder, options.docs, options.today)]
    if not options.name:
        problems.extend(sorted(check_pages(options.docs)))
        for language in LANGUAGES[1:]:
            problems.extend(translate(interface_english(), language, LOCALE / f"{language}.po")[1])
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
    if not options.evidence and options.text is None and sys.stdin.isatty():
        return _step_by_step(troubleshooter, options.lang, options.today)
    text = "" if options.text is None else _read(options.text)
    view = decide(
        troubleshooter.model,
        options.evidence,
        text=text,
        today=options.today,
        hosts=options.mask_hosts,
    )
    if options.json or not sys.stdout.isatty():
        names = ("causes", "obstacles", "step", "seen", "dropped", "redacted")
        _print_json({name: view[name] for name in names})  # type: ignore[literal-required]
    else:
        _print_view(view, troubleshooter.texts(options.lang))
    return GOOD


def run_tree(options: argparse.Namespace) -> int:
    """`wizard tree NAME`: the decision tree as a line per path, a drawing, or data."""
    shooter = load(_folder(options, options.name))
    model, today = shooter.model, options.today
    if options.coverage:
        rows = coverage(model, today)
        if options.json or options.format == "json":
            _print_json(rows)
            return GOOD
        print("states  bytes on the wire  readers who end inside")
        for row in rows:
            print(f"{row['states']:6}  {row['bytes']:17}  {100 * row['inside']:5.1f} %")
        return GOOD
    table = fitting_table(model, today)
    if options.json or options.format == "json":
        _print_json(table)
    elif options.format == "svg":
        print(draw(shooter, options.lang, today, table))
    else:
        print(paths_as_text(paths(model.on(today), table)), end="")
    return GOOD


def run_evaluate(options: argparse.Namespace) -> int:
    """`wizard evaluate NAME`: figures from simulated readers, or from recorded cases."""
    folder = _folder(options, options.name)
    shooter = load(folder)
    if options.cases:
        known = {cause.id for cause in shooter.model.causes}
        try:
            cases = read_cases(Path(options.cases), known)
        except UnicodeDecodeError as error:
            raise UsageError(f"{options.cases}: not UTF-8: {error.reason}") from error
        except OSError as error:
            raise UsageError(f"{options.cases}: {error.strerror}") from error
        judged = judge(shooter.model, cases, options.today)
        _print_json(judged) if options.json else print(cases_as_text(judged))
        return GOOD
    result = evaluation.evaluate(
        shooter.model.on(options.today),
        shooter.by_ticket,
        readers=options.readers,
        models=options.models,
        seed=options.seed,
        tell=lambda what: print(f"… {what}", file=sys.stderr) if sys.stderr.isatty() else None,
    )
    if options.json:
        _print_json(result)
    else:
        print(evaluation.as_text(result, shooter.english))
    if options.record:
        path = evaluation.record(folder, shooter.model, result, options.today)
        print(f"recorded in {path}", file=sys.stderr)
    return GOOD


def run_redact(options: argparse.Namespace) -> int:
    """`wizard redact FILE`: the text with secrets masked."""
    sys.stdout.write(redact(_read(options.file), hosts=options.mask_hosts))
    return GOOD


def run_translations(options: argparse.Namespace) -> int:
    """`wizard translations`: what is translated; `--accept`, `--diff`, `--merge` change or show."""
    docs: Path = options.docs
    if options.accept or options.diff:
        page = (options.accept or options.diff).removeprefix(f"{docs.name}/en/")
        if not (docs / "en" / page).is_file():
            raise UsageError(f"there is no page {docs.name}/en/{page}; name it as in 'about.md'")
        if options.accept:
            for path in accept(docs, page):
                print(f"recorded in {path}")
        else:
            _print_page_diff(docs, page)
        return GOOD
    if options.merge:
        for folder in _folders(options):
            english = read_source(folder).texts
            for language in LANGUAGES[1:]:
                _merge_file(english, language, folder / f"{language}.po")
        for language in LANGUAGES[1:]:
            _merge_file(interface_english(), language, LOCALE / f"{language}.po")
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


def _step_by_step(troubleshooter: Troubleshooter, language: str, today: str) -> int:
    texts, fragment = troubleshooter.texts(language), ""
    while True:
        view = decide(troubleshooter.model, fragment, today=today)
        _print_view(view, texts)
        choices = list(following(troubleshooter.model, view))
        if not choices:
            return GOOD
        interface = interface_texts(language).strings
        for n, (choice, _) in enumerate(choices, 1):
            own = texts.strings.get(f"answer.{view['step']['id']}.{choice}")
            shared = interface.get(f"ui.reply.{choice}") or interface.get(f"ui.answer.{choice}")
            print(f"  {n} {own or shared}")
        try:
            chosen = input("> ").strip()
        except EOFError:
            return GOOD
        if chosen.isdigit() and 0 < int(chosen) <= len(choices):
            fragment = choices[int(chosen) - 1][1]


def _print_view(view: View, texts: Texts) -> None:
    words = interface_texts(texts.language).strings
    for cause in view["causes"][:4]:
        print(f"{words['ui.word.' + cause['word']]:14} {texts.strings['cause.' + cause['id']]}")
    for obstacle in view["obstacles"]:
        print(f"{'obstacle':14} {texts.strings['obstacle.' + obstacle]}")
    for kind in ("seen", "healthy"):
        for seen in view[kind]:
            print(f"{kind:14} {texts.strings['signature.' + seen['id']]}: {seen['quote']}")
    kind, id = view["step"]["kind"], view["step"]["id"]
    name = {"ask": "question", "try": "repair", "done": "repair"}.get(kind)
    print(f"\n{kind}: {texts.strings[f'{name}.{id}'] if name else id}")
    if kind == "try":
        for n in range(1, 20):
            if f"repair.{id}.step.{n}" in texts.strings:
                print(f"  - {texts.strings[f'repair.{id}.step.{n}']}")
        print(f"  = {texts.strings[f'repair.{id}.check']}")


def _print_page_diff(docs: Path, page: str) -> None:
    now = (docs / "en" / page).read_text(encoding="utf-8")
    for language in LANGUAGES[1:]:
        path = docs / language / page
        before = english_when_accepted(docs, page, path) if path.exists() else None
        if before is None:
            print(f"{path}: the English it was made from is not in the history; compare by eye")
            continue
        lines = difflib.unified_diff(
            before.splitlines(), now.splitlines(), f"English of {path}", "English now", lineterm=""
        )
        print("\n".join(lines) or f"{path}: nothing changed")


def _merge_file(english: dict[str, str], language: str, po: Path) -> None:
    content = merge(english, language, po)
    if not po.exists() or po.read_text(encoding="utf-8") != content:
        po.write_text(content, encoding="utf-8")
        print(f"merged {po}")


def _text_sets(options: argparse.Namespace) -> list[tuple[str, dict[str, str], Path]]:
    sets = [(f.name, read_source(f).texts, f) for f in _folders(options)]
    return [*sets, ("interface", interface_english(), LOCALE)]


def _folder(options: argparse.Namespace, name: str) -> Path:
    folder: Path = options.docs / "_troubleshooters" / name
    if not (folder / "model.yml").is_file():
        known = ", ".join(f.name for f in _folders(options)) or "none"
        raise UsageError(f"there is no troubleshooter '{name}' in {folder.parent}; known: {known}")
    return folder


def _folders(options: argparse.Namespace) -> list[Path]:
    models = sorted((options.docs / "_troubleshooters").glob("*/model.yml"))
    if not models:
        raise UsageError(
            f"no model.yml under {options.docs}/_troubleshooters; run where mkdocs.yml is, "
            "or say --docs FOLDER"
        )
    return [model.parent for model in models]


def _read(name: str) -> str:
    """A text, however it is encoded: a byte that fits nowhere must not cost the reader the rest."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            path = Path(name)
            size = path.stat().st_size
            if size > 4 * LONGEST_TEXT:  # no encoding takes more bytes for a character
                raise UsageError(
                    f"{name}: the file has {size} bytes; at most {LONGEST_TEXT} characters are read"
                )
            data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}") from error
    return data.decode("utf-8", errors="replace")


def day(text: str) -> str:
    """A date as argparse takes it: its error message names the option and the value."""
    return date.fromisoformat(text).isoformat()


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if int(text) < least:
            raise argparse.ArgumentTypeError(f"'{text}' is less than {least}")
        return int(text)

    return number


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"wizard: {message}\ntry: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wizard", description="Check and try a troubleshooter.")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="the docs folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> _Parser:
        added: _Parser = commands.add_parser(name, help=help, description=help)
        added.set_defaults(run=run)
        if name != "redact":
            added.add_argument("--json", action="store_true", help="for machines")
        if name not in ("redact", "translations"):
            # The only clock: the engine has none.
            added.add_argument(
                "--today", type=day, default=date.today().isoformat(), metavar="DATE",
                help="YYYY-MM-DD; what holds from or until a day depends on it",
            )  # fmt: skip
        return added

    checks = command("check", run_check, "name every problem of models, translations and pages")
    checks.add_argument("name", nargs="?", default="")
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
    measure.add_argument("--readers", type=_at_least(1), default=evaluation.READERS)
    measure.add_argument(
        "--models", type=_at_least(1), default=evaluation.MODELS, help="perturbed models"
    )
    measure.add_argument("--seed", type=_at_least(0), default=evaluation.SEED)
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
