"""How long masking and reading a pasted text takes, by its kind and length; prints two tables.

Where twice the length takes about twice the time, the growth is 1; 2 would be quadratic. Prints it for
CPython and, with --browser, for Pyodide in Chromium as well.

Run: python benchmarks/text_speed.py [--browser]
"""

from __future__ import annotations

import base64
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from math import log2

from wizard.engine import Model, decide, redact

LENGTHS = (25_000, 50_000, 100_000, 200_000)  # characters
TODAY = "2026-11-24"

#: A length is left out where twice the length before it could take longer than this, in seconds.
PATIENCE = 8.0

#: Each is timed so often, and the shortest counts: other programs run on the machine, too.
ROUNDS = 3

Seconds = dict[str, dict[str, list[float]]]  # what is measured, kind of text, per length


def measure(
    model_json: str, lengths: Sequence[int] = LENGTHS, patience: float = PATIENCE
) -> Seconds:
    """Mask, and mask and read, each kind of text. Needs the engine only: Pyodide runs this, too."""
    model = Model.from_json(json.loads(model_json))
    decide(model, text="Access denied", today=TODAY)  # prepares the model
    what: dict[str, Callable[[str], object]] = {
        "redact": redact,
        "decide": lambda text: decide(model, text=text, today=TODAY),
    }
    found: Seconds = {name: {kind: [] for kind in KINDS} for name in what}
    for name, do in what.items():
        for kind in KINDS:
            for length in lengths:
                text = text_of(kind, length)
                found[name][kind].append(min(_seconds(do, text) for _ in range(ROUNDS)))
                if 2 * found[name][kind][-1] > patience:
                    break
    return found


def _seconds(do: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    do(text)
    return time.perf_counter() - began


# ---- Texts ------------------------------------------------------------------------------------------


def text_of(kind: str, length: int) -> str:
    """A text of that kind and of so many characters, the same on every machine."""
    chance = random.Random(kind)
    pieces: list[str] = []
    while length > 0:
        pieces.append(KINDS[kind](chance)[:length])
        length -= len(pieces[-1])
    return "".join(pieces)


def _log_line(chance: random.Random) -> str:
    line = chance.choice(
        (
            "connection to db-{} established in {} ms",
            "retry {} of {}: connect ECONNREFUSED 10.0.{}.17:3306",
            "user sync-{} has no access to table orders_{}",
            'GET /api/v2/orders?page={}&per_page={} HTTP/1.1" 200',
            "SSH tunnel {} closed after {} s",
        )
    ).format(*(chance.randint(1, 99) for _ in range(3)))
    level = chance.choice(("INFO", "WARN", "ERROR"))
    return f"2026-11-{chance.randint(10, 28)} 03:14:07,{chance.randint(100, 999)} {level} {line}\n"


def _base64(chance: random.Random) -> str:
    return base64.b64encode(chance.randbytes(300)).decode()


def _json(chance: random.Random) -> str:
    answer = {
        "id": chance.randint(1, 10**9),
        "type": "https://errors.example/rate-limit",
        "error": {"code": chance.randint(400, 503), "message": "Too many requests"},
        "tags": ["a", "b", None, True],
        "request": f"{chance.getrandbits(128):032x}",
    }
    return json.dumps(answer) + ","


def _word(chance: random.Random) -> str:
    return chance.choice(("error ", "password ", "is ", "denied ", "not "))


def _stack_frame(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return "Caused by: java.net.ConnectException: Connection timed out (Connection timed out)\n"
    return f"\tat com.example.Step{chance.randint(1, 99)}.run(Step.java:{chance.randint(1, 999)})\n"


def _secret(chance: random.Random) -> str:
    key = f"{chance.getrandbits(160):040x}"
    return chance.choice(
        (
            f"password={key[:12]}\n",
            f"Authorization: Bearer {key}.{key[:20]}\n",
            f"mysql://shop:{key[:10]}@db.example.com:3306/shop\n",
            f"curl -u anna@example.com:{key[:16]} https://api.example.com\n",
            f'"api_key": "{key}", "user": "anna@example.com"\n',
            f"token is {key}\n",
        )
    )


def _always(piece: str) -> Callable[[random.Random], str]:
    return lambda _: piece


#: Kind of text to what writes a piece of it.
KINDS: dict[str, Callable[[random.Random], str]] = {
    "log": _log_line,
    "base64, one line": _base64,
    "JSON, one line": _json,
    "five words in any order": _word,
    "one word again and again": _always("error "),
    "stack trace": _stack_frame,
    "many secrets": _secret,
    "one long word": _always("a" * 100),
    "digits": _always("1" * 100),
    "blanks": _always(" " * 100),
    "empty lines": _always("\n" * 100),
    "quotes and equals signs": _always('="'),
    "password and a colon": _always("password:"),
    "opened brackets": _always('{"a":['),
    "percent signs": _always("%41"),
}


# ---- Tables -----------------------------------------------------------------------------------------


def main(browser: bool) -> None:
    """Print the tables of each Python."""
    from in_browser import measure_in_chromium
    from small_models import site_model

    model_json = json.dumps(site_model().to_json())
    _print_table(f"CPython {sys.version.split()[0]}", measure(model_json))
    if browser:
        _print_table(*measure_in_chromium("text_speed", {"model_json": model_json}))


def _print_table(python: str, found: Seconds) -> None:
    for name, kinds in found.items():
        sizes = "".join(f"{f'{length // 1000}k':>8}" for length in LENGTHS)
        print(f"\n{f'{name}, seconds, {python}':58}{sizes} {'growth':>7} {'MB/s':>7}")
        for kind, seconds in kinds.items():
            shown = [f"{s:8.3f}" for s in seconds] + ["       -"] * (len(LENGTHS) - len(seconds))
            print(f"  {kind:56}{''.join(shown)} {_growth(seconds):7} {_rate(seconds):7.2f}")


def _growth(seconds: Sequence[float]) -> str:
    """The power of the length that the time grows with, over the lengths that were measured."""
    if len(seconds) < 2:
        return f"{'?':>7}"
    return f"{log2(seconds[-1] / seconds[0]) / (len(seconds) - 1):7.2f}"


def _rate(seconds: Sequence[float]) -> float:
    return LENGTHS[len(seconds) - 1] / seconds[-1] / 1e6


if __name__ == "__main__":
    main("--browser" in sys.argv[1:])
