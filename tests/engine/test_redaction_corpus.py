"""Masking, measured: secrets planted in texts as people paste them, and texts in which nothing is one.

`tests/cases/secrets.jsonl` marks each secret with « and »; `also` says what an encoded one is when it is
read, or a part of one that tells it, `keep` what diagnosis needs. A `·` inside a secret is not part of it: it keeps tools that
look for leaked keys from taking these for real ones. `secrets-shown.jsonl` are those that are not masked
yet, nearly all said in passing. `kept.jsonl` and `clean-logs/` hold no secret.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from wizard.authoring import Troubleshooter
from wizard.engine.reading import read_text
from wizard.engine.redaction import masking, redact

CASES = Path(__file__).parents[1] / "cases"
MARKER = re.compile(r"\[masked: [^\]\n]*\]")


@dataclass(frozen=True)
class Planted:
    """A text with secrets in it."""

    id: str
    kind: str
    text: str
    secrets: tuple[str, ...]
    keep: tuple[str, ...]


def planted(name: str) -> list[Planted]:
    """The texts of a file, in its order."""
    cases = []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line.replace("·", ""))
        secrets = (*re.findall("«(.*?)»", case["text"], re.DOTALL), *case["also"])
        text = case["text"].replace("«", "").replace("»", "")
        cases.append(Planted(case["id"], case["kind"], text, secrets, tuple(case["keep"])))
    return cases


PLANTED = planted("secrets.jsonl")


def shown(cases: list[Planted]) -> list[str]:
    """`id: secret` for each secret that masking leaves in its text."""
    masked = [(case, redact(case.text)) for case in cases]
    return [f"{case.id}: {s}" for case, text in masked for s in case.secrets if s in text]


def test_the_corpus_is_wide_enough_to_say_something() -> None:
    assert sum(len(case.secrets) for case in PLANTED) >= 1500
    assert len({case.kind for case in PLANTED}) >= 200
    assert len({case.id for case in PLANTED}) == len(PLANTED)
    assert all(any(s in case.text for s in case.secrets) for case in PLANTED)


def test_no_planted_secret_is_shown() -> None:
    assert shown(PLANTED) == []


def test_what_still_shows_is_known() -> None:
    """One that is masked now belongs into `secrets.jsonl`."""
    cases = planted("secrets-shown.jsonl")

    assert [case.id for case in cases if not shown([case])] == []
    assert len(cases) <= 0.03 * len(PLANTED)


def test_what_diagnosis_needs_stays() -> None:
    masked = [(case, redact(case.text)) for case in PLANTED]

    assert [f"{case.id}: {k}" for case, text in masked for k in case.keep if k not in text] == []


def test_a_text_without_a_secret_stays_as_it_is() -> None:
    kept = [json.loads(line) for line in (CASES / "kept.jsonl").read_text("utf-8").splitlines()]

    assert len(kept) >= 250
    assert [case["id"] for case in kept if redact(case["text"]) != case["text"]] == []


@pytest.mark.parametrize("log", sorted((CASES / "clean-logs").iterdir()), ids=lambda p: p.name)
def test_a_clean_log_is_kept(log: Path) -> None:
    text = log.read_text(encoding="utf-8")

    kept = len(MARKER.sub("", redact(text)))

    assert kept / len(text) >= 0.98


def test_masking_what_is_masked_changes_nothing() -> None:
    masked = {case.id: redact(case.text) for case in PLANTED}

    assert [id for id, text in masked.items() if redact(text) != text] == []


def test_what_the_diagnosis_quotes_holds_no_secret(reauthenticate: Troubleshooter) -> None:
    """The words that led to a conclusion are shown, so a text is masked before it is read."""
    quoted = []
    for case in PLANTED:
        reading = read_text(reauthenticate.model, case.text)
        quotes = " / ".join(quote for _, quote in (*reading.found, *reading.healthy))
        quoted += [f"{case.id}: {s}" for s in case.secrets if len(s) > 3 and s in quotes]

    assert quoted == []


def test_a_rule_that_is_gone_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in masking.RULES:
        others = tuple(other for other in masking.RULES if other is not rule)
        monkeypatch.setattr(masking, "RULES", others)

        assert shown(PLANTED), rule.__name__
