"""Answers that no longer apply are set aside: never lost, never counted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from models import cases

from wizard.authoring import Troubleshooter
from wizard.engine import Evidence, Model, decide, parse_fragment
from wizard.engine.reasons import explain
from wizard.engine.standing import split

Case = tuple[Model, Evidence]
ZENDESK = "integration=zendesk&key-state=key-gone&status=re-auth"


def test_an_answer_that_another_one_rules_out_counts_no_longer(
    reauthenticate: Troubleshooter,
) -> None:
    model = reauthenticate.model

    changed = decide(model, ZENDESK.replace("zendesk", "mysql-ssh"))
    plain = decide(model, "integration=mysql-ssh&status=re-auth")

    assert changed["aside"] == ["key-state=key-gone"]
    assert changed["fragment"] == ZENDESK.replace("zendesk", "mysql-ssh")
    for name in ("causes", "because", "step", "plan", "deferred"):
        assert changed[name] == plain[name]  # type: ignore[literal-required]


def test_it_applies_again_when_what_it_depends_on_comes_back(
    reauthenticate: Troubleshooter,
) -> None:
    model = reauthenticate.model
    there = decide(model, ZENDESK.replace("zendesk", "mysql-ssh"))["fragment"]

    back = decide(model, there.replace("mysql-ssh", "zendesk"))

    assert back["aside"] == []
    assert back == decide(model, ZENDESK)


def test_a_failed_repair_of_another_integration_is_set_aside(
    reauthenticate: Troubleshooter,
) -> None:
    tried = "status=re-auth&tried=reactivate-zendesk-token"

    view = decide(reauthenticate.model, f"integration=mysql-direct&{tried}")

    assert view["aside"] == ["tried=reactivate-zendesk-token"]
    assert "tried=reactivate-zendesk-token" not in view["because"]
    assert all(
        "tried=reactivate-zendesk-token" not in reasons["raised"] + reasons["lowered"]
        for reasons in explain(reauthenticate.model, view["fragment"])["causes"].values()
    )


def test_where_nothing_contradicts_all_of_it_counts(reauthenticate: Troubleshooter) -> None:
    assert decide(reauthenticate.model, "key-state=key-gone&status=re-auth")["aside"] == []


def test_a_reply_keeps_what_is_set_aside(reauthenticate: Troubleshooter) -> None:
    fragment = "access=settings-open&integration=adobe-analytics&key-state=key-gone&status=re-auth"
    view = decide(reauthenticate.model, fragment)

    assert view["aside"] == ["key-state=key-gone"]
    assert view["step"]["kind"] == "try"
    assert all("key-state=key-gone" in then for then in view["replies"].values())


@given(cases())
def test_nothing_is_lost_and_the_rest_stands_by_itself(case: Case) -> None:
    model, evidence = case

    standing, aside = split(model, evidence)

    told = [f"{q}={a}" for q, a in standing.answers] + [f"tried={id}" for id in standing.tried]
    everything = [f"{q}={a}" for q, a in evidence.answers] + [
        f"tried={id}" for id in evidence.tried
    ]
    assert sorted([*told, *aside]) == sorted(everything)
    assert split(model, standing) == (standing, ())
    assert replace(standing, answers=evidence.answers, tried=evidence.tried) == evidence


@given(cases())
def test_what_is_set_aside_changes_nothing_else(case: Case) -> None:
    model, evidence = case
    standing, _ = split(model, evidence)

    with_it, without_it = decide(model, evidence.fragment()), decide(model, standing.fragment())

    for name in ("causes", "obstacles", "because", "step", "plan", "told"):
        assert with_it[name] == without_it[name]  # type: ignore[literal-required]
    for reply, then in with_it["replies"].items():
        kept, _ = split(model, parse_fragment(model, then)[0])
        alone, _ = split(model, parse_fragment(model, without_it["replies"][reply])[0])
        assert set(alone.answers) <= set(kept.answers)
