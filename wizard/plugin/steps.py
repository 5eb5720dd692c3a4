"""The decision tree as plain Markdown: linked steps that need no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wizard.authoring import Troubleshooter
from wizard.authoring.source import WHO
from wizard.authoring.steps import PlainStep
from wizard.plugin.rendering import Words

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|!~&]")

Link = Callable[[str], str]


def plain_steps(steps: list[PlainStep], shooter: Troubleshooter, words: Words, link: Link) -> str:
    """The page's Markdown.

    Args:
        steps: What `number_steps` made of the decision tree.
        link: Markdown path relative to the language's folder, or `ticket`, to the link's target;
            "" for a page that does not exist.
    """
    page = _Page(shooter, words, link)
    return "\n\n".join(page.blocks(steps))


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
        if asks:
            yield from self._who(f"question.{id}")
        if not asks:
            do = self._say("ui.steps.try", repair="\0").replace("\0", self._repair_link(id))
            yield f"{do} {self._say('ui.steps.next')}"
        yield self._choices(step, id if asks else "")

    def _choices(self, step: PlainStep, question: str) -> str:
        """One line per choice; those that lead to the same repairs or step share one."""
        lines: dict[object, list[str]] = {}
        for choice, then in step.then:
            text = self._say(
                self.words.answer(question, choice) if question else f"ui.reply.{choice}"
            )
            lines.setdefault(_target(then), []).append(text)
        ways = {_target(then): then for _, then in step.then}
        return "\n".join(
            f"- {self._way(' / '.join(texts), ways[to])}" for to, texts in lines.items()
        )

    def _way(self, text: str, then: int | Mapping[str, Any]) -> str:
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
        yield f"**{self._say('ui.try.check')}** {self._say(f'repair.{id}.check')}"
        yield from self._who(f"repair.{id}")
        page = self.link(self.shooter.pages.get(f"repair.{id}", ""))
        if page:
            yield f"[{self._say('ui.try.more')}]({page})"

    def _who(self, thing: str) -> Iterator[str]:
        who = self.shooter.who.get(thing, WHO[0])
        if who != WHO[0]:
            yield self._say(f"ui.who.{who}")

    def _repair_link(self, id: str) -> str:
        return f"[{self._say(f'repair.{id}')}](#repair-{id})"

    def _linked(self, id: str, page: str) -> str:
        target = self.link(page)
        return f"[{self._say(id)}]({target})" if target else self._say(id)

    def _say(self, id: str, **values: object) -> str:
        # Not a backslash: Python-Markdown shows it before "&", "<" and "~".
        return _SPECIAL.sub(lambda char: f"&#{ord(char[0])};", self.words.text(id, **values))


def _target(then: int | Mapping[str, Any]) -> object:
    return then if isinstance(then, int) else (then["step"]["kind"], *then["plan"])
