"""How far each policy is from the exact optimum, on random small models; prints a table.

Run: python benchmarks/policies.py [MODELS]
"""

from __future__ import annotations

import random
import statistics
import sys

from optimum import cost_of_policy, least_cost

from wizard.engine import Answer, Cause, Model, Question, Repair
from wizard.engine.model import SOMETHING_ELSE, WORDS
from wizard.engine.policy import Policy, gain_per_minute, now_later_or_never, now_or_never

POLICIES: dict[str, Policy] = {
    "now or never": now_or_never,
    "now, after the best repair, or never": now_later_or_never,
    "information gain per minute": gain_per_minute,
}


def main(models: int = 200) -> None:
    """Print mean and worst excess over the optimum, in per cent, per policy."""
    chance = random.Random(20261124)  # the same models on every machine
    excess: dict[str, list[float]] = {name: [] for name in POLICIES}
    for _ in range(models):
        model = _random_model(chance)
        least = least_cost(model)
        for name, policy in POLICIES.items():
            excess[name].append(100 * (cost_of_policy(model, policy) / least - 1))
    print(f"{models} random models; cost above the exact optimum, in per cent")
    print(f"{'policy':40} {'mean':>7} {'median':>7} {'worst':>7}")
    for name, found in excess.items():
        print(
            f"{name:40} {statistics.mean(found):7.2f} {statistics.median(found):7.2f} {max(found):7.2f}"
        )


def _random_model(chance: random.Random) -> Model:
    ids = [f"cause-{n}" for n in range(chance.randint(3, 5))] + [SOMETHING_ELSE]
    words = list(WORDS.values())

    def table(most: int) -> dict[str, float]:
        return {id: chance.choice(words) for id in chance.sample(ids, chance.randint(1, most))}

    return Model(
        causes=tuple(Cause(id, chance.uniform(1, 20)) for id in ids),
        questions=tuple(
            Question(
                f"question-{n}",
                chance.uniform(0.5, 4),
                tuple(Answer(f"answer-{k}", table(len(ids))) for k in range(chance.randint(2, 3))),
            )
            for n in range(3)
        ),
        repairs=tuple(
            Repair(f"repair-{n}", chance.uniform(3, 30), {**table(1), ids[n % len(ids)]: 0.95})
            for n in range(4)
        ),
        ticket_minutes=chance.uniform(40, 120),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
