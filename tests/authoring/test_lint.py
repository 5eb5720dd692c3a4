"""Each rule of the lint has a broken sample; what is printed for it is recorded, word for word.

To record anew after a change on purpose: `pytest tests/authoring --record`, then read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.authoring import check
from wizard.authoring.lint import RULES

SAMPLES = Path(__file__).parent / "broken"


@pytest.mark.parametrize("sample", sorted(p.name for p in SAMPLES.iterdir()))
def test_a_broken_sample_prints_these_lines(
    sample: str, monkeypatch: pytest.MonkeyPatch, record: bool
) -> None:
    monkeypatch.chdir(SAMPLES)
    problems = [p for p in check(Path(sample)) if not p.warning]
    printed = "".join(f"{p}\n" for p in problems)
    expected = SAMPLES / sample / "expected.txt"
    if record:
        expected.write_text(printed, encoding="utf-8")

    assert printed == expected.read_text(encoding="utf-8")


def test_only_the_good_sample_is_without_problems() -> None:
    silent = [p.parent.name for p in SAMPLES.glob("*/expected.txt") if not p.read_text()]

    assert silent == ["good"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_is_needed(rule: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule, some sample prints less: the samples cover it."""
    monkeypatch.chdir(SAMPLES)
    monkeypatch.setattr("wizard.authoring.lint.RULES", [r for r in RULES if r is not rule])

    changed = [
        sample.name
        for sample in SAMPLES.iterdir()
        if "".join(f"{p}\n" for p in check(Path(sample.name)) if not p.warning)
        != (sample / "expected.txt").read_text(encoding="utf-8")
    ]

    assert changed
