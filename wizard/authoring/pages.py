"""Markdown pages and their translations: a translation records which English it was made from."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from posixpath import normpath

from wizard.authoring.files import read_utf8, write_whole
from wizard.authoring.problems import ModelError, Problem, UsageError, did_you_mean
from wizard.authoring.texts import LANGUAGES

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_DIGEST = re.compile(r"^source_digest:\s*[\"']?([0-9a-f]*)[\"']?\s*$", re.MULTILINE)
_HEADING_ID = re.compile(r"^#{1,6} .*\{[^}]*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Translation:
    """A page in one language. `state` is `translated`, `stale`, `missing` or `unrecorded`."""

    page: str
    language: str
    state: str


def body_digest(page: str) -> str:
    """First 16 hex digits of the SHA-256 of a page's body.

    The body is what follows the front matter, with LF line ends and trailing blanks removed.
    """
    text = page.replace("\r\n", "\n")
    body = _FRONT_MATTER.sub("", text, count=1)
    lines = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def recorded_digest(page: str) -> str:
    """The `source_digest` in a page's front matter, or ""."""
    front = _FRONT_MATTER.match(page.replace("\r\n", "\n"))
    found = _DIGEST.search(front.group(1)) if front else None
    return found.group(1) if found else ""


def heading_ids(page: str) -> list[str]:
    """Explicit ids of the headings, `## Title {#id}`, in order."""
    return _HEADING_ID.findall(page)


def translations(docs: Path) -> Iterator[Translation]:
    """The state of every page in every language but English, by page.

    Raises:
        ModelError: A page is not UTF-8.
    """
    for page in _pages(docs):
        for language in LANGUAGES[1:]:
            yield Translation(page, language, _state(docs, page, language))


def find_page(docs: Path, given: str) -> str:
    """The English page that somebody means, as in `about.md`: by that name, or by its path.

    Raises:
        UsageError: There is no such page.
    """
    path, known = normpath(given).removeprefix(f"{docs}/"), _pages(docs)
    language, _, page = path.partition("/")
    if not known:
        hint = "run where mkdocs.yml is, or say --docs FOLDER"
        raise UsageError(f"there are no pages in {docs}/en; {hint}")
    if page in known and language in LANGUAGES[1:]:
        raise UsageError(f"'{given}' is a translation; name the English page, '{page}'")
    found = page if language == "en" else path
    if found not in known:
        hint = did_you_mean(found, known) or "name one as in 'about.md'"
        raise UsageError(f"there is no page '{given}' in {docs}/en; {hint}")
    return found


def accept(docs: Path, page: str) -> list[Path]:
    """Record that a page's translations now say what its English says; returns what was written.

    Raises:
        ModelError: One of them is not UTF-8; nothing was written.
        FileNotFoundError: There is no such English page.
    """
    digest = body_digest(_text(docs, "en", page))
    changed: dict[Path, str] = {}
    for language in LANGUAGES[1:]:
        path = docs / language / page
        if path.exists() and recorded_digest(text := _text(docs, language, page)) != digest:
            changed[path] = _with_digest(text, digest)
    for path, text in changed.items():
        write_whole(path, text)
    return list(changed)


def check_pages(docs: Path) -> Iterator[Problem]:
    """Pages without a current translation, as warnings; other heading ids than in English."""
    for page in _pages(docs):
        for language in LANGUAGES[1:]:
            try:
                yield from _check(docs, page, language)
            except ModelError as error:
                yield from error.problems


def _check(docs: Path, page: str, language: str) -> Iterator[Problem]:
    file = f"{docs.name}/{language}/{page}"
    state = _state(docs, page, language)
    if state == "missing":
        hint = f"translate {docs.name}/en/{page}"
        yield Problem(file, 1, "the page is not translated", hint, warning=True)
        return
    if state != "translated":
        hint = f"bring it up to date, then `wizard translations --accept {page}`"
        yield Problem(file, 1, f"the translation is {state}", hint, warning=True)
    english = heading_ids(_text(docs, "en", page))
    here = heading_ids(_text(docs, language, page))
    if here != english:
        lacking = ", ".join(f"#{id}" for id in english if id not in here) or "the same order"
        hint = f"a language switch keeps the anchor; needs {lacking}"
        yield Problem(file, 1, "the heading ids differ from the English page's", hint)


def _pages(docs: Path) -> list[str]:
    home = docs / "en"
    return sorted(p.relative_to(home).as_posix() for p in home.rglob("*.md") if p.is_file())


def _text(docs: Path, language: str, page: str) -> str:
    return read_utf8(docs / language / page, f"{docs.name}/{language}/{page}")


def _state(docs: Path, page: str, language: str) -> str:
    digest = body_digest(_text(docs, "en", page))
    if not (docs / language / page).exists():
        return "missing"
    recorded = recorded_digest(_text(docs, language, page))
    if not recorded:
        return "unrecorded"
    return "translated" if recorded == digest else "stale"


def _with_digest(page: str, digest: str) -> str:
    line = f"source_digest: {digest}"
    if recorded_digest(page):
        return _DIGEST.sub(line, page, count=1)
    front = _FRONT_MATTER.match(page)
    if front:
        return f"---\n{front.group(1)}{line}\n---\n{page[front.end() :]}"
    return f"---\n{line}\n---\n{page}"


def page_diff(docs: Path, page: str) -> Iterator[str]:
    """What changed in the English since each translation was accepted, as lines of a diff."""
    now = _text(docs, "en", page)
    for language in LANGUAGES[1:]:
        path = docs / language / page
        before = english_when_accepted(docs, page, path) if path.exists() else None
        if before is None:
            yield f"{path}: the English it was made from is not in the history; compare by eye"
            continue
        names = (f"English of {path}", "English now")
        lines = list(unified_diff(before.splitlines(), now.splitlines(), *names, lineterm=""))
        yield from lines or [f"{path}: nothing changed"]


def english_when_accepted(docs: Path, page: str, translation: Path) -> str | None:
    """The English page that a translation was made from: today's, or one from git's history.

    None without a recorded digest, without git, or when no commit holds that version.
    """
    digest = recorded_digest(read_utf8(translation, str(translation)))
    today = _text(docs, "en", page)
    if body_digest(today) == digest:
        return today
    path = f"./en/{page}"
    log = _git(docs, "log", "--format=%H", "--", path)
    for commit in (log or "").split():
        before = _git(docs, "show", f"{commit}:{path}")
        if before is not None and body_digest(before) == digest:
            return before
    return None


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
