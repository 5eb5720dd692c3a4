"""How good a troubleshooter is, from simulated readers.

Everything is repeatable: the same model and seed give the same figures. The figures on perturbed models
are the ones to believe, for nobody knows that an author's words are right.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from wizard.authoring.files import read_utf8, write_whole
from wizard.authoring.problems import ModelError, Problem
from wizard.authoring.simulation import (
    MEANT_FOR,
    Walk,
    deciding,
    knowing_all,
    perturbed,
    simulate,
)
from wizard.engine import Answer, Model, Question
from wizard.engine.model import TICKET, WORDS
from wizard.engine.policy import (
    Policy,
    Step,
    file_order,
    gain_per_minute,
    never_ask,
    next_step,
)
from wizard.engine.situation import Situation

FILE = "evaluation.json"

READERS = 20_000
MODELS = 10
SEED = 1

#: Pairs of causes that are reported, and readers for the question that would tell a pair apart.
_PAIRS, _PAIR_READERS = 8, 2_000

#: The question that nobody has written yet costs this much.
_NEW_QUESTION_MINUTES = 2.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What simulated readers met, as means over all of them unless said otherwise.

    Attributes:
        questions: How many were asked; `questions_first` before the first repair or the ticket,
            `most_questions` the most that anybody was asked.
        first_right: Share for whom the first repair was meant for the cause; `two_right` one of the
            first two. Where only support can help, the ticket is the right one.
        cause_first: Share whose cause was held for the likeliest when the first repair was
            offered; `cause_in_three` among the first three.
        minutes: Until it was fixed, or handed over to support.
        fixed: Share who did not need support.
    """

    questions: float
    questions_first: float
    most_questions: int
    first_right: float
    two_right: float
    cause_first: float
    cause_in_three: float
    minutes: float
    fixed: float


def evaluate(
    model: Model,
    by_ticket: Collection[str],
    *,
    readers: int = READERS,
    models: int = MODELS,
    seed: int = SEED,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Simulate readers of a model as it is on a day, and of perturbed models.

    Args:
        by_ticket: Causes that only support can repair.
        models: Perturbed models; the readers are shared out among them.
        tell: Is told what is being done; it takes minutes.

    Returns:
        Plain data; what is in it says `as_text`.
    """
    wrong = [perturbed(model, seed + number) for number in range(models)]
    each = max(1, readers // models)
    result: dict[str, Any] = {
        "readers": readers,
        "models": models,
        "seed": seed,
        "policies": {},
        "perturbed": {},
    }
    found: list[Walk] = []
    for name, (policy, limited) in POLICIES.items():
        tell(name)
        decide_ = deciding(model, policy, limited)
        walks = list(simulate(model, decide_, readers, seed))
        found = found or walks
        result["policies"][name] = asdict(figures(model, walks, by_ticket))
        all_walks = [
            walk
            for number, truth in enumerate(wrong)
            for walk in simulate(truth, decide_, each, seed + number)
        ]
        result["perturbed"][name] = asdict(figures(model, all_walks, by_ticket))
    result["floor"] = round(fmean(knowing_all(model, readers, seed)), 2)
    result["perturbed_floor"] = round(
        fmean(
            minutes
            for number, truth in enumerate(wrong)
            for minutes in knowing_all(truth, each, seed + number)
        ),
        2,
    )
    result["confused"] = confused(model, found)
    tell("one more question")
    result["one_more_question"] = one_more_question(model, by_ticket, result["confused"], seed)
    return result


def figures(model: Model, walks: Sequence[Walk], by_ticket: Collection[str]) -> Figures:
    """The figures of some walks. `model` is the one that the author wrote."""

    def right(walk: Walk, actions: int) -> bool:
        return any(_is_right(model, id, walk.cause, by_ticket) for id in walk.actions[:actions])

    def share(holds: Iterable[bool]) -> float:
        return round(fmean(map(float, holds)), 4)

    return Figures(
        questions=round(fmean(walk.questions for walk in walks), 2),
        questions_first=round(fmean(walk.questions_first for walk in walks), 2),
        most_questions=max(walk.questions for walk in walks),
        first_right=share(right(walk, 1) for walk in walks),
        two_right=share(right(walk, 2) for walk in walks),
        cause_first=share(walk.suspected[0] == walk.cause for walk in walks),
        cause_in_three=share(walk.cause in walk.suspected[:3] for walk in walks),
        minutes=round(fmean(walk.minutes for walk in walks), 2),
        fixed=share(walk.fixed for walk in walks),
    )


def confused(model: Model, walks: Sequence[Walk]) -> list[dict[str, Any]]:
    """Pairs of causes of which one was held for the other most often, with the share of readers."""
    pairs: Counter[tuple[str, str]] = Counter()
    for walk in walks:
        if walk.suspected[0] != walk.cause:
            first, second = sorted((walk.cause, walk.suspected[0]))
            pairs[first, second] += 1
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "causes": list(pair),
            "share": round(count / len(walks), 4),
            "same_repair": any(
                all(repair.fixes.get(cause, 0.0) >= MEANT_FOR for cause in pair)
                for repair in model.repairs
            ),
        }
        for pair, count in ranked[:_PAIRS]
    ]


def one_more_question(
    model: Model, by_ticket: Collection[str], pairs: Sequence[Mapping[str, Any]], seed: int
) -> dict[str, Any]:
    """The pair of causes that a question of its own, answered rightly, would save most minutes for."""
    asks = deciding(model, next_step, True)
    before = figures(model, list(simulate(model, asks, _PAIR_READERS, seed)), by_ticket)
    best: dict[str, Any] = {"causes": [], "minutes": 0.0, "first_right": 0.0}
    for pair in pairs:
        one, other = pair["causes"]
        always = WORDS["always"]
        question = Question(
            f"is-it-{one}",
            _NEW_QUESTION_MINUTES,
            (Answer("yes-it-is", {one: always}), Answer("no-the-other", {other: always})),
        )
        richer = replace(model, questions=(*model.questions, question))
        asks = deciding(richer, next_step, True)
        after = figures(model, list(simulate(richer, asks, _PAIR_READERS, seed)), by_ticket)
        if before.minutes - after.minutes > best["minutes"]:
            best = {
                "causes": [one, other],
                "minutes": round(before.minutes - after.minutes, 2),
                "first_right": round(after.first_right - before.first_right, 4),
            }
    return best


# ---- The result, kept -------------------------------------------------------------------------------


def model_digest(model: Model) -> str:
    """First 16 hex digits of the SHA-256 of everything that a model knows."""
    data = json.dumps(model.to_json(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def record(folder: Path, model: Model, result: Mapping[str, Any], today: str) -> Path:
    """Write a result beside the model, with the model's digest and the day."""
    path = folder / FILE
    data = {"model": model_digest(model), "date": today, **result}
    write_whole(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
    return path


def recorded(folder: Path, shown: str = "") -> dict[str, Any] | None:
    """The result that was written last; None when there is none.

    Args:
        shown: The folder as problems name it.

    Raises:
        ModelError: The file holds something else, or less than is shown of it.
    """
    path, file = folder / FILE, f"{shown or folder}/{FILE}"
    if not path.exists():
        return None
    try:
        result: dict[str, Any] = json.loads(read_utf8(path, file))
    except (ValueError, RecursionError):
        result = {}
    if not _is_complete(result):
        hint = f"remove it, or `wizard evaluate {folder.name} --record` writes it anew"
        raise ModelError([Problem(file, 1, "this is no result of `wizard evaluate`", hint)])
    return result


def stale_result(folder: Path, model: Model, shown: str) -> Iterable[Problem]:
    """A warning when the result was measured on another version of the model; an error for none."""
    try:
        result = recorded(folder, shown)
    except ModelError as error:
        yield from error.problems
        return
    if result is not None and result["model"] != model_digest(model):
        hint = f"`wizard evaluate {folder.name} --record` measures anew; it takes minutes"
        yield Problem(
            f"{shown}/{FILE}", 1, "the figures belong to an earlier model", hint, warning=True
        )


def _is_complete(result: Any) -> bool:
    """Whether all is there that pages and `as_text` show."""
    try:
        date.fromisoformat(result["date"])
        numbers = [result["readers"], result["floor"], result["perturbed_floor"]]
        for key in ("policies", "perturbed"):
            for name in (OURS, CHECKLIST):
                numbers += [result[key][name][figure.name] for figure in fields(Figures)]
    except (KeyError, TypeError, ValueError):
        return False
    return isinstance(result.get("model"), str) and all(isinstance(n, int | float) for n in numbers)


# ---- Policies that are compared ---------------------------------------------------------------------


def _past_obstacles(policy: Policy) -> Policy:
    def step(situation: Situation) -> Step:
        clearing = situation.clearing()
        return Step("try", clearing[0].id) if clearing else policy(situation)

    return step


def _knowing_the_integration(situation: Situation) -> Step:
    """No questions but the first that decides which repairs there are."""
    askable = {question.id for question in situation.questions()}
    for repair in situation.model.repairs:
        for question in repair.only:
            if question in askable:
                return Step("ask", question)
    return never_ask(situation)


#: Name to policy, and whether the ticket is next after seven steps, as readers meet it.
POLICIES: dict[str, tuple[Policy, bool]] = {
    "this troubleshooter": (next_step, True),
    "questions in file order, then p/c": (_past_obstacles(file_order), False),
    "information gain per minute": (_past_obstacles(gain_per_minute), False),
    "no questions": (_past_obstacles(_knowing_the_integration), False),
}
OURS, CHECKLIST = "this troubleshooter", "questions in file order, then p/c"


def as_text(result: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The result as a table for people; `texts` has the names of the causes."""
    lines = [
        f"{result['readers']} simulated readers, seed {result['seed']}; 15 % of the answers are "
        '"I don\'t know", 10 % of the repairs cannot be done',
        "",
        f"{'':36} {'questions':>9} {'(first)':>7} {'most':>5} {'1st repair':>10} {'in two':>7} {'1st cause':>9}"
        f" {'in three':>8} {'minutes':>8} {'fixed':>6}",
    ]
    for title, key in (
        ("if the model is right", "policies"),
        (f"every word off by one step ({result['models']} models)", "perturbed"),
    ):
        lines.append(title)
        for name, row in result[key].items():
            lines.append(
                f"  {name:34} {row['questions']:9.2f} {row['questions_first']:7.2f} {row['most_questions']:5}"
                f" {percent(row['first_right']):>10} {percent(row['two_right']):>7}"
                f" {percent(row['cause_first']):>9} {percent(row['cause_in_three']):>8}"
                f" {row['minutes']:8.1f} {percent(row['fixed']):>6}"
            )
        floor = result["floor" if key == "policies" else "perturbed_floor"]
        lines.append(f"  {'knowing the cause at once':34} {floor:>75.1f}")
        saved = 1 - result[key][OURS]["minutes"] / result[key][CHECKLIST]["minutes"]
        than = "fewer" if saved >= 0 else "more"
        lines.append(f"  {percent(abs(saved))} {than} minutes than questions in file order")
    lines += ["", "told apart worst (share of readers in whom one was held for the other):"]
    for pair in result["confused"]:
        one, other = (texts[f"cause.{cause}"] for cause in pair["causes"])
        note = "; the same repair helps" if pair["same_repair"] else ""
        lines.append(f"  {percent(pair['share']):>6}  {one} / {other}{note}")
    more = result["one_more_question"]
    if more["causes"]:
        one, other = (texts[f"cause.{cause}"] for cause in more["causes"])
        lines.append(
            f"one more question would help most between: {one} / {other}"
            f" ({more['minutes']:.1f} minutes a reader)"
        )
    return "\n".join(lines)


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.1f} %"


def _is_right(model: Model, action: str, cause: str, by_ticket: Collection[str]) -> bool:
    if action == TICKET:
        return cause in by_ticket
    return model.repair(action).fixes.get(cause, 0.0) >= MEANT_FOR
