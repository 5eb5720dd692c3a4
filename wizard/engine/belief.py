"""How likely each cause is: one cause is looked for at a time, and each piece of evidence multiplies.

Sums are `math.fsum` over causes in the model's order, so that every Python gives the same digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, fsum, log

from wizard.engine.evidence import Evidence, counting_signatures, known_answers
from wizard.engine.model import WORDS, Model, Question

#: What an answer that was not named gets at least, so that no answer is impossible.
FLOOR = WORDS["never"]

#: A signature's likelihood for a cause that it does not name.
UNNAMED = WORDS["rarely"]

#: Names of a piece of evidence, as in the fragment: `status=re-auth`, `seen=…`, `tried=…`.
Likelihoods = dict[str, tuple[float, ...]]


def answer_rows(model: Model, question: Question) -> dict[str, tuple[float, ...]]:
    """For each answer the share of cases in which it is given, per cause in the model's order.

    A likelihood that the author wrote is taken as it is; the answers that are not named for a cause
    share what is left, at least `FLOOR` each, and each cause's shares are scaled to sum to 1. A
    cause that no answer names gets the same share for all: the question says nothing about it.
    """
    columns = []
    for cause in model.causes:
        named = {a.id: a.likelihood[cause.id] for a in question.answers if cause.id in a.likelihood}
        unnamed = len(question.answers) - len(named)
        rest = max((1 - fsum(named.values())) / unnamed, FLOOR) if unnamed else 0.0
        shares = [named.get(a.id, rest) for a in question.answers]
        whole = fsum(shares)
        columns.append([share / whole for share in shares])
    return {
        answer.id: tuple(column[n] for column in columns)
        for n, answer in enumerate(question.answers)
    }


def likelihoods(model: Model, evidence: Evidence) -> Likelihoods:
    """Each piece of evidence that counts, with its likelihood per cause in the model's order."""
    found: Likelihoods = {}
    given = dict(evidence.answers)
    for question_id, answer_id in sorted(known_answers(model, evidence).items()):
        rows = answer_rows(model, model.question(question_id))
        if given.get(question_id) == answer_id:
            found[f"{question_id}={answer_id}"] = rows[answer_id]
        else:
            source = _signature_giving(model, evidence, question_id)
            found[f"seen={source}"] = rows[answer_id]
    for signature in counting_signatures(model, evidence):
        if signature.likelihood:
            found[f"seen={signature.id}"] = tuple(
                signature.likelihood.get(cause.id, UNNAMED) for cause in model.causes
            )
    for repair_id in evidence.tried:
        fixes = model.repair(repair_id).fixes
        found[f"tried={repair_id}"] = tuple(1 - fixes.get(c.id, 0.0) for c in model.causes)
    return found


def posterior(model: Model, evidence: Evidence) -> dict[str, float]:
    """Probability of each cause given the evidence; the values sum to 1 and none is 0 or 1.

    Raises:
        ZeroDivisionError: The evidence rules out every cause, which only likelihoods of exactly 0
            can do; words never are.
    """
    return dict(
        zip((c.id for c in model.causes), shares(model, likelihoods(model, evidence)), strict=True)
    )


def shares(model: Model, found: Likelihoods) -> tuple[float, ...]:
    """The posterior as numbers in the model's order, computed in logarithms."""
    logs = [
        fsum([_log(cause.prior), *(_log(row[n]) for row in found.values())])
        for n, cause in enumerate(model.causes)
    ]
    highest = max(logs)
    weights = [exp(value - highest) if value > float("-inf") else 0.0 for value in logs]
    whole = fsum(weights)
    return tuple(weight / whole for weight in weights)


def support(model: Model, found: Likelihoods, cause: str) -> Iterator[tuple[float, str]]:
    """How strongly each piece of evidence speaks for the cause, as a logarithm of a ratio.

    The ratio is the likelihood under this cause to that over all causes by their priors; above 0
    speaks for it.
    """
    position = [c.id for c in model.causes].index(cause)
    whole = fsum(c.prior for c in model.causes)
    for name, row in found.items():
        usual = fsum(c.prior * share for c, share in zip(model.causes, row, strict=True)) / whole
        yield (_log(row[position]) - _log(usual), name)


def _signature_giving(model: Model, evidence: Evidence, question_id: str) -> str:
    return next(
        s.id
        for s in counting_signatures(model, evidence)
        if s.answer and s.answer[0] == question_id
    )


def _log(share: float) -> float:
    return log(share) if share > 0 else float("-inf")
