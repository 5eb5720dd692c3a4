"""How likely each cause is: one cause is looked for at a time, and each piece of evidence multiplies.

Sums are `math.fsum` over causes in the model's order, so that every Python gives the same digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, fsum, log

from wizard.engine.evidence import NO_EVIDENCE, Evidence, counting_signatures
from wizard.engine.model import Model, Row

#: Name of a piece of evidence, as in the fragment (`status=re-auth`, `seen=…`, `tried=…`), to its
#: likelihood per cause.
Likelihoods = dict[str, Row]


def likelihoods(model: Model, evidence: Evidence) -> Likelihoods:
    """Each piece of evidence that counts, with its likelihood per cause in the model's order.

    What the reader answered comes before what a message says to the same question; two messages
    that give the same answer are one piece.
    """
    found: Likelihoods = {}
    given = {q: a for q, a in evidence.answers if a not in NO_EVIDENCE}
    for question, answer in sorted(given.items()):
        found[f"{question}={answer}"] = model.rows[question][answer]
    told: set[tuple[str, ...]] = set()
    for signature in counting_signatures(model, evidence):
        if signature.answer:
            if signature.answer[0] in given or signature.answer in told:
                continue
            told.add(signature.answer)
        if signature.answer or signature.likelihood:
            found[f"seen={signature.id}"] = model.signature_rows[signature.id]
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


def shares(model: Model, found: Likelihoods) -> Row:
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


def _log(share: float) -> float:
    return log(share) if share > 0 else float("-inf")
