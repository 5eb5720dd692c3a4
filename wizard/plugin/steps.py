"""The decision tree as plain Markdown: linked steps that need no JavaScript.

States that lead on in the same way share a step. Where the tree or the page ends, the repairs that
are left stand in their order, and the ticket. Anchors are numbers, the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.authoring import Troubleshooter
from wizard.authoring.tree import Table, following
from wizard.engine import Model, decide
from wizard.engine.evidence import NO_EVIDENCE
from wizard.plugin.rendering import Words

#: Steps on the page. Rarer states than these end with their repairs and the ticket.
MOST_STEPS = 150

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|!~&]")

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlainStep:
    """A step of the page and where its choices lead.

    Attributes:
        view: One of the states that it stands for.
        then: Choice to the number of another step, or to a view in which the page ends.
    """

    number: int
    view: Mapping[str, Any]
    then: tuple[tuple[str, int | Mapping[str, Any]], ...]


def plain_steps(steps: list[PlainStep], shooter: Troubleshooter, words: Words, link: Link) -> str:
    """The page's Markdown.

    Args:
        steps: What `number_steps` made of the decision tree.
        link: Markdown path relative to the language's folder, or `ticket`, to the link's target;
            "" for a page that does not exist.
    """
    page = _Page(shooter, words, link)
    return "\n\n".join(page.blocks(steps))


def number_steps(table: Table, model: Model, today: str) -> list[PlainStep]:
    """The steps in the order in which a reader meets them, the first question first."""
    alike = _alike(table, model)
    numbers = {alike[""]: 1}
    waiting = [""]
    steps: list[PlainStep] = []
    for fragment in waiting:  # grows while we walk
        view = table[fragment]
        then: list[tuple[str, int | Mapping[str, Any]]] = []
        for choice, after in following(model, view):
            same = alike.get(after)
            if same in numbers:
                then.append((choice, numbers[same]))
            elif same and len(numbers) < MOST_STEPS and _needs_a_step(table[after]):
                numbers[same] = len(numbers) + 1
                waiting.append(after)
                then.append((choice, numbers[same]))
            else:
                end = table.get(after) or decide(model, after, today=today)
                then.append((choice, dict(end)))
        steps.append(PlainStep(len(steps) + 1, view, tuple(then)))
    return steps


def _alike(table: Table, model: Model) -> dict[str, str]:
    """Fragment to a name that it shares with every state that leads on in the same way."""
    names: dict[str, str] = {}
    known: dict[tuple[object, ...], str] = {}

    def name(fragment: str) -> str:
        if fragment not in table:
            return ""
        if fragment not in names:
            view: Any = table[fragment]
            plan = tuple(view["plan"])
            then = tuple((c, name(f) or plan) for c, f in following(model, view))
            looks = (*view["step"].values(), view["causes"][0]["id"], *view["obstacles"], then)
            names[fragment] = known.setdefault(looks, fragment or "start")
        return names[fragment]

    for fragment in table:
        name(fragment)
    return names


def _needs_a_step(view: Mapping[str, Any]) -> bool:
    return view["step"]["kind"] in ("ask", "try")


class _Page:
    def __init__(self, shooter: Troubleshooter, words: Words, link: Link) -> None:
        self.shooter = shooter
        self.words = words
        self.link = link

    def blocks(self, steps: list[PlainStep]) -> Iterator[str]:
        first, *others = steps
        yield f"## {self._say('ui.steps.start')} {{#start}}"
        yield from self._step(first)
        if others:
            yield f"## {self._say('ui.steps.questions')} {{#questions}}"
        for step in others:
            title = self._say("ui.steps.step", count=step.number, text=self._title(step.view))
            yield f"### {title} {{#step-{step.number}}}"
            yield from self._step(step)
        yield f"## {self._say('ui.steps.repairs')} {{#repairs}}"
        for repair in self.shooter.model.repairs:
            yield from self._repair(repair.id, repair.minutes)

    def _title(self, view: Mapping[str, Any]) -> str:
        kind, id = view["step"]["kind"], view["step"]["id"]
        return self.words.text(f"question.{id}" if kind == "ask" else f"repair.{id}")

    def _step(self, step: PlainStep) -> Iterator[str]:
        view, id = step.view, step.view["step"]["id"]
        asks = view["step"]["kind"] == "ask"
        if step.number == 1:
            yield f"**{self._say(f'question.{id}')}**"
        for obstacle in view["obstacles"]:
            name = self._linked(f"obstacle.{obstacle}", self.shooter.pages[f"obstacle.{obstacle}"])
            yield self._say("ui.steps.first", obstacle="\0").replace("\0", name)
        if view["because"]:
            cause = view["causes"][0]["id"]
            name = self._linked(f"cause.{cause}", self.shooter.pages[f"cause.{cause}"])
            yield self._say("ui.steps.cause", cause="\0").replace("\0", name)
        if asks and f"question.{id}.help" in self.words.strings:
            yield self._say(f"question.{id}.help")
        if not asks:
            do = self._say("ui.steps.try", repair="\0").replace("\0", self._repair_link(id))
            yield f"{do} {self._say('ui.steps.next')}"
        yield "\n".join(self._choices(step, id if asks else ""))

    def _choices(self, step: PlainStep, question: str) -> Iterator[str]:
        seen: dict[object, str] = {}
        for choice, then in step.then:
            # "Nothing has changed" and "something else now" often lead on alike; so do the two
            # answers that say nothing.
            target = then if isinstance(then, int) else repr(then)
            if choice in (NO_EVIDENCE[1], "changed") and target in seen:
                continue
            seen[target] = choice
            id = self.words.answer(question, choice) if question else f"ui.reply.{choice}"
            yield f"- {self._choice(self._say(id), then)}"

    def _choice(self, text: str, then: int | Mapping[str, Any]) -> str:
        if isinstance(then, int):
            return f"[{text}](#step-{then})"
        kind = then["step"]["kind"]
        if kind == "done":
            repair = then["step"]["id"]
            page = self.shooter.pages.get(f"repair.{repair}", "").partition("#")[0]
            verify = page and self.link(f"{page}#verify")
            return f"[{self._say('ui.steps.verify')}]({verify})" if verify else text
        ticket = f"[{self._say('ui.ways.ticket')}]({self.link('ticket')})"
        if kind == "escalate" or not then["plan"]:
            return f"{text}: {ticket}"
        plan = ", ".join(self._repair_link(repair) for repair in then["plan"])
        return f"{text}: {self._say('ui.steps.plan')} {plan}. {ticket}"

    def _repair(self, id: str, minutes: float) -> Iterator[str]:
        yield f"### {self._say(f'repair.{id}')} {{#repair-{id}}}"
        whole = max(1, round(minutes))
        yield self._say("ui.minute" if whole == 1 else "ui.minutes", count=whole) + "."
        prefix = f"repair.{id}.step."
        count = sum(text.startswith(prefix) for text in self.words.strings)
        yield "\n".join(f"{n}. {self._say(prefix + str(n))}" for n in range(1, count + 1))
        page = self.link(self.shooter.pages.get(f"repair.{id}", ""))
        if page:
            yield f"[{self._say('ui.try.more')}]({page})"

    def _repair_link(self, id: str) -> str:
        return f"[{self._say(f'repair.{id}')}](#repair-{id})"

    def _linked(self, id: str, page: str) -> str:
        target = self.link(page)
        return f"[{self._say(id)}]({target})" if target else self._say(id)

    def _say(self, id: str, **values: object) -> str:
        # Not a backslash: Python-Markdown shows it before "&", "<" and "~".
        return _SPECIAL.sub(lambda char: f"&#{ord(char[0])};", self.words.text(id, **values))
