"""How long one answer takes: the fragment read, the posterior, the next step, the view.

The states are those that simulated readers of the site's own troubleshooter come to. Prints a table,
for CPython and, with --browser, for Pyodide in Chromium as well.

Run: python benchmarks/engine_speed.py [--browser]
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypedDict

from wizard.engine import Evidence, Model, decide
from wizard.engine.policy import next_step

READERS, SEED = 300, 20261124
TODAY = "2026-11-24"

#: Each answer is timed so often, and the shortest counts: other programs run on the machine, too.
ROUNDS = 3


class Speed(TypedDict):
    """Milliseconds. `first` is the very first answer, with no evidence: it prepares the model."""

    answers: int
    first: float
    p50: float
    p95: float
    longest: float
    slowest: str


def measure(model_json: str, fragments: Sequence[str], today: str = TODAY) -> Speed:
    """Decide for each fragment. Needs the engine only: Pyodide runs this very function."""
    model = Model.from_json(json.loads(model_json))
    first = _milliseconds(model, "", today)
    found = sorted(
        (min(_milliseconds(model, fragment, today) for _ in range(ROUNDS)), fragment)
        for fragment in fragments
    )
    return Speed(
        answers=len(found),
        first=first,
        p50=found[len(found) // 2][0],
        p95=found[len(found) * 95 // 100][0],
        longest=found[-1][0],
        slowest=found[-1][1],
    )


def _milliseconds(model: Model, fragment: str, today: str) -> float:
    began = time.perf_counter()
    decide(model, fragment, today=today)
    return 1_000 * (time.perf_counter() - began)


def met_by_readers(model: Model) -> Iterator[str]:
    """Every state that simulated readers come to, as often as they do."""
    # Not there in the browser.
    from wizard.authoring.simulation import Decision, deciding, simulate

    next_decision = deciding(model, next_step, limited=True)
    met: list[str] = []

    def noting(evidence: Evidence) -> Decision:
        met.append(evidence.fragment())
        return next_decision(evidence)

    for _ in simulate(model, noting, READERS, SEED):
        yield from met
        met.clear()


def main(browser: bool) -> None:
    """Print a line per Python."""
    from in_browser import measure_in_chromium
    from small_models import site_model

    model = site_model()
    model_json, fragments = json.dumps(model.to_json()), list(met_by_readers(model))
    speeds = {f"CPython {sys.version.split()[0]}": measure(model_json, fragments)}
    if browser:
        python, speed = measure_in_chromium(
            "engine_speed", {"model_json": model_json, "fragments": fragments}
        )
        speeds[python] = speed
    print(f"one answer, in milliseconds; {len(fragments)} states of {READERS} readers")
    print(f"{'':40} {'first':>8} {'p50':>8} {'p95':>8} {'longest':>8}  slowest state")
    for name, speed in speeds.items():
        print(
            f"{name:40} {speed['first']:8.1f} {speed['p50']:8.2f} {speed['p95']:8.2f}"
            f" {speed['longest']:8.2f}  {speed['slowest']}"
        )


if __name__ == "__main__":
    main("--browser" in sys.argv[1:])
