"""What is particular about a terminal: its letters, a view as lines, a walk from question to question."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator

from wizard.authoring import Texts, Troubleshooter, interface_texts
from wizard.authoring.problems import UsageError
from wizard.authoring.tree import following
from wizard.engine import View, decide


def open_output() -> None:
    """Let no letter be refused by a terminal that does not know it: it gets an escape instead.

    Raises:
        UsageError: There is no standard output.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed; redirect it to a file or to /dev/null")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Forget what could not be written: Python tries again at its end, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def speaks_utf8() -> bool:
    """Whether standard output takes every letter."""
    return codecs.lookup(sys.stdout.encoding).name == "utf-8"


def printable(text: str) -> str:
    """The text with what could command a terminal, or cannot be written, as escapes."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else ascii(letter)[1:-1] for letter in text
    )


def view_lines(view: View, texts: Texts) -> Iterator[str]:
    """What the view says: the likeliest causes, what stands in the way or was seen, the next step."""
    words = interface_texts(texts.language).strings
    for cause in view["causes"][:4]:
        yield f"{words['ui.word.' + cause['word']]:14} {texts.strings['cause.' + cause['id']]}"
    for obstacle in view["obstacles"]:
        yield f"{'obstacle':14} {texts.strings['obstacle.' + obstacle]}"
    for kind in ("seen", "healthy"):
        for seen in view[kind]:
            quote = printable(seen["quote"])
            yield f"{kind:14} {texts.strings['signature.' + seen['id']]}: {quote}"
    kind, id = view["step"]["kind"], view["step"]["id"]
    name = {"ask": "question", "try": "repair", "done": "repair"}.get(kind)
    yield f"\n{kind}: {texts.strings[f'{name}.{id}'] if name else id}"
    if kind == "try":
        for n in range(1, 20):
            if f"repair.{id}.step.{n}" in texts.strings:
                yield f"  - {texts.strings[f'repair.{id}.step.{n}']}"
        yield f"  = {texts.strings[f'repair.{id}.check']}"


def step_by_step(troubleshooter: Troubleshooter, language: str, today: str) -> None:
    """Ask and propose until it works, the ticket is next, or the input ends."""
    texts, fragment = troubleshooter.texts(language), ""
    while True:
        view = decide(troubleshooter.model, fragment, today=today)
        print(*view_lines(view, texts), sep="\n")
        choices = list(following(troubleshooter.model, view))
        if not choices:
            return
        interface = interface_texts(language).strings
        for n, (choice, _) in enumerate(choices, 1):
            own = texts.strings.get(f"answer.{view['step']['id']}.{choice}")
            shared = interface.get(f"ui.reply.{choice}") or interface.get(f"ui.answer.{choice}")
            print(f"  {n} {own or shared}")
        chosen = _chosen(len(choices))
        if not chosen:
            return
        fragment = choices[chosen - 1][1]


def _chosen(most: int) -> int:
    """The number that was typed, from 1; 0 when the input has ended."""
    numbers = [str(n) for n in range(1, most + 1)]
    while True:
        try:
            typed = input("> ").strip()
        except EOFError:
            return 0
        except UnicodeDecodeError:
            typed = ""
        if typed in numbers:
            return int(typed)
        print(f"a number from 1 to {most}, please; Ctrl-D ends")
