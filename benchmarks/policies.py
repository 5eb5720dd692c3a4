"""How far each policy is from the exact optimum, on small models; prints a table.

The rules are those of `optimum.py`. With seven steps everybody, the optimum too, has to hand over
after seven questions and repairs, as readers do.

Run: python benchmarks/policies.py [RANDOM_MODELS]
"""

from __future__ import annotations

import statistics
import sys

from optimum import SHARE_DONT_KNOW, cost_of_policy, least_cost
from small_models import random_models, slices_of_the_site

from wizard.engine.policy import (
    BEST,
    MOST_STEPS,
    Policy,
    file_order,
    gain_per_minute,
    never_ask,
    now_later_or_never,
    now_or_never,
)
from wizard.engine.situation import NO_LIMIT

POLICIES: dict[str, Policy] = {
    "now, after the best repair, or never": now_later_or_never,
    "now or never": now_or_never,
    "information gain per minute": gain_per_minute,
    "file order, then p/c": file_order,
    "no questions, p/c": never_ask,
}


def main(random_ones: int = 80) -> None:
    """Print mean, median and worst excess over the optimum, in per cent, per policy."""
    print('Cost above the exact optimum, in per cent; "*" is the policy that the engine uses.')
    print(f'{SHARE_DONT_KNOW:.0%} of the answers are "I don\'t know".')
    for title, models in (
        ("slices of the site's troubleshooter", slices_of_the_site()),
        ("random models", random_models(random_ones)),
    ):
        for limit, steps in ((NO_LIMIT, "steps without limit"), (MOST_STEPS, "seven steps")):
            print(
                f"\n{f'{len(models)} {title}, {steps}':56} {'mean':>7} {'median':>7} {'worst':>7}"
            )
            best = [
                least_cost(model, dont_know=SHARE_DONT_KNOW, most_steps=limit)
                for _, model in models
            ]
            for name, policy in POLICIES.items():
                excess = [
                    100 * (cost / least - 1)
                    for (_, model), least in zip(models, best, strict=True)
                    for cost in [
                        cost_of_policy(model, policy, dont_know=SHARE_DONT_KNOW, most_steps=limit)
                    ]
                ]
                mark = "* " if policy is BEST else "  "
                print(
                    f"{mark}{name:54} {statistics.fmean(excess):7.2f}"
                    f" {statistics.median(excess):7.2f} {max(excess):7.2f}"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)
