"""Each rule of the lint has a broken sample; what is printed for it is recorded, word for word.

A sample is the good one with one defect. To record anew after a change on purpose:
`pytest tests/authoring --record`, then read the diff.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from wizard import authoring
from wizard.authoring import Problem, check, fields, files, lint, nodes, source
from wizard.authoring.lint import RULES

SAMPLES = Path(__file__).parent / "broken"
TODAY = "2030-01-01"  # what the samples call overdue or ended lies before it

#: Where a model's problems come from, and the names of the calls that make them.
MODULES = (authoring, source, files, fields, nodes, lint)
REPORTS = {"Problem", "at", "report", "missing", "_report", "_problem"}


def _printed(sample: str) -> str:
    """What `wizard check` says about the sample, but for its missing translations."""
    problems = check(Path(sample), Path(sample) / "docs", TODAY)
    return "".join(f"{p}\n" for p in problems if not p.file.endswith(".po"))


@pytest.mark.parametrize("sample", sorted(p.name for p in SAMPLES.iterdir()))
def test_a_broken_sample_prints_these_lines(
    sample: str, monkeypatch: pytest.MonkeyPatch, record: bool
) -> None:
    monkeypatch.chdir(SAMPLES)
    printed = _printed(sample)
    expected = SAMPLES / sample / "expected.txt"
    if record:
        expected.write_text(printed, encoding="utf-8")

    assert printed == expected.read_text(encoding="utf-8")


def test_only_the_good_sample_is_without_problems() -> None:
    silent = [p.parent.name for p in SAMPLES.glob("*/expected.txt") if not p.read_text()]

    assert silent == ["good"]


def test_every_line_that_reports_a_problem_has_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a message is told to add a sample.

    The calls that report are read from the source; a call is hit when it is on the stack while
    some sample's problem is made.
    """
    hit: set[tuple[str, int]] = set()
    make = Problem.__init__

    def noting(problem: Problem, *args: object, **kwargs: object) -> None:
        frame = inspect.currentframe()
        while frame:
            hit.add((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        make(problem, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.chdir(SAMPLES)
    monkeypatch.setattr(Problem, "__init__", noting)
    for sample in SAMPLES.iterdir():
        _printed(sample.name)

    assert [call for call in _reporting_calls() if not hit.intersection(call)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_is_needed(rule: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule, some sample prints less: the samples cover it."""
    monkeypatch.chdir(SAMPLES)
    monkeypatch.setattr("wizard.authoring.lint.RULES", [r for r in RULES if r is not rule])

    assert any(
        _printed(sample.name) != (sample / "expected.txt").read_text(encoding="utf-8")
        for sample in SAMPLES.iterdir()
    )


def _reporting_calls() -> list[list[tuple[str, int]]]:
    """Per call that reports a problem, the lines that it stands on."""
    calls = []
    for module in MODULES:
        file = str(module.__file__)
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in REPORTS:
                    last = node.end_lineno or node.lineno
                    calls.append([(file, line) for line in range(node.lineno, last + 1)])
    return calls
