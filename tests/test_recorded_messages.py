"""Messages as readers paste them, each with the causes that are right: what is recognized stays so.

`tests/cases/recorded-*.jsonl` are the regression store: which of them do not come out right stands in
`not-right.txt`, so that every change of a phrase shows as a diff, in both directions. To record anew:
`pytest tests/test_recorded_messages.py --record`. `development.jsonl` are messages of products that no
signature was written for. `silent.jsonl` are texts without evidence, as readers paste them: logs of
healthy days, tracebacks of other programs, settings, questions. `recorded-tempting.jsonl` are such texts
made to mislead, in the words of a fault; they only belong to the store.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wizard.authoring import Troubleshooter
from wizard.authoring.cases import RecordedCase, cases_as_text, judge, read_cases
from wizard.engine import Model, decide

CASES = Path(__file__).parent / "cases"
RECORDED = CASES / "not-right.txt"
STORE = sorted(CASES.glob("recorded-*.jsonl"))
SILENT = CASES / "silent.jsonl"
TODAY = "2026-11-25"


def cases_of(files: list[Path], model: Model) -> list[RecordedCase]:
    """The cases of some files."""
    return [case for file in files for case in read_cases(file, model)]


def shares(judged: dict[str, Any], kind: str) -> float:
    """The share of the cases that come out right."""
    right, of, _, _ = judged[kind]
    return right / of


def test_the_store_comes_out_as_recorded(reauthenticate: Troubleshooter, record: bool) -> None:
    cases = cases_of([*STORE, SILENT], reauthenticate.model)
    judged = judge(reauthenticate.model, cases, TODAY)
    lines = [*judged["wrong"], *(f"{id} is not silent" for id in judged["noisy"])]
    if record:
        RECORDED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    assert len(cases) >= 400
    assert len({case.id for case in cases}) == len(cases)
    assert lines == RECORDED.read_text(encoding="utf-8").splitlines()


def test_messages_of_products_that_no_signature_was_written_for(
    reauthenticate: Troubleshooter,
) -> None:
    cases = cases_of([CASES / "development.jsonl"], reauthenticate.model)
    judged = judge(reauthenticate.model, cases, TODAY)

    print(cases_as_text(judged))
    assert len(cases) >= 80
    assert shares(judged, "first") >= 0.80
    assert shares(judged, "in_three") >= 0.93


def test_no_signature_names_a_product_of_the_development_split() -> None:
    families = set(re.findall(r'"family": "([^"]+)"', (CASES / "development.jsonl").read_text()))
    messages = Path("docs/_troubleshooters/reauthenticate/messages.yml").read_text()
    signatures, phrases = messages.split("\nsignatures:\n")[1], []
    for block in re.findall(r"    phrases: \|\n((?:      .*\n)+)", signatures):
        phrases.extend(line.strip() for line in block.splitlines())

    assert len(families) >= 20
    named = [(f, p) for f in families for p in phrases if f.split("-")[0] in p.lower().split()]
    assert named == []


def test_texts_without_evidence_leave_the_troubleshooter_silent(
    reauthenticate: Troubleshooter,
) -> None:
    cases = cases_of([SILENT], reauthenticate.model)
    judged = judge(reauthenticate.model, cases, TODAY)

    print(cases_as_text(judged))
    assert len(cases) >= 60
    assert shares(judged, "silent") >= 0.95


def silenced(model: Model) -> Iterator[str]:
    """Faults in everyday words that say nothing any more behind what may stand before them."""
    _, before, faults = re.split(
        r"^# .*\n", (CASES / "said-before.txt").read_text("utf-8"), flags=re.M
    )
    messages = [b + fault for b in ("", *before.splitlines()) for fault in faults.splitlines()]
    assert len(messages) >= 1000
    yield from (text for text in messages if not decide(model, text=text, today=TODAY)["seen"])


def test_nothing_that_stands_before_a_fault_silences_it(reauthenticate: Troubleshooter) -> None:
    """Silence is easily had by muting words that real messages hold as well."""
    assert list(silenced(reauthenticate.model)) == []


@pytest.mark.parametrize(
    "phrase", ["log says .. <expired>", "401 unauthorized the token", "error text .. falsch"]
)
def test_a_harmless_phrase_that_mutes_real_messages_shows(
    reauthenticate: Troubleshooter, phrase: str
) -> None:
    model = reauthenticate.model

    assert any(silenced(dataclasses.replace(model, harmless=(*model.harmless, phrase))))


@pytest.mark.parametrize("defect", ["general words are gone", "denials are gone"])
def test_a_planted_defect_shows(reauthenticate: Troubleshooter, defect: str) -> None:
    model = reauthenticate.model
    if defect == "general words are gone":
        kept = tuple(s for s in model.signatures if s.strength == "exact")
        broken = dataclasses.replace(model, signatures=kept)
        cases = cases_of([CASES / "development.jsonl"], model)
        assert shares(judge(broken, cases, TODAY), "first") < 0.80
    else:
        broken = dataclasses.replace(model, faults=(), harmless=())
        cases = cases_of([SILENT], model)
        assert shares(judge(broken, cases, TODAY), "silent") < 0.95
