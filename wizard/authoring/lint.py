"""What a well-formed model can still get wrong: ids that lead nowhere, questions that tell nothing.

Each rule is a function from a `Source` to problems, listed in `RULES`; a rule may claim something
broken only when a reader would meet it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from wizard.authoring.problems import Place, Problem, did_you_mean
from wizard.authoring.source import Source
from wizard.engine.evidence import NO_EVIDENCE
from wizard.engine.model import SOMETHING_ELSE, STRENGTHS, TICKET, UNNAMED
from wizard.engine.phrases import DENIALS, Phrase, PhraseError, parse
from wizard.engine.reading import find_everything

Rule = Callable[[Source], Iterator[Problem]]


def find_problems(source: Source) -> list[Problem]:
    """All problems of the model, of its form and of its sense, in file order."""
    found = list(source.problems)
    for rule in RULES:
        found.extend(rule(source))
    return sorted(set(found))


def unknown_ids(source: Source) -> Iterator[Problem]:
    """A reference to a cause, answer, obstacle, question or repair that does not exist."""
    causes, obstacles = _ids(source, "cause"), _ids(source, "obstacle")
    questions, repairs = _ids(source, "question"), _ids(source, "repair")

    def check(name: str, ids: Iterable[str], known: set[str], what: str) -> Iterator[Problem]:
        for id in ids:
            if id not in known:
                yield _problem(source, f"{name}.{id}", f"there is no {what} '{id}'", known, id)

    yield from check("order.order", source.model.order, questions, "question")
    yield from check("shows.shows", source.model.shows, questions, "question")
    if source.model.message_question:
        asked = source.model.message_question
        if asked not in questions:
            message = f"there is no question '{asked}'"
            yield _problem(source, "message", message, questions, asked)
    for question in source.model.questions:
        yield from _check_only(source, f"question.{question.id}", question.only)
        yield from check(f"question.{question.id}.after", question.after, repairs, "repair")
        for answer in question.answers:
            name = f"answer.{question.id}.{answer.id}"
            yield from check(f"{name}.likelihood", answer.likelihood, causes, "cause")
            for n, dated in enumerate(answer.dated, 1):
                where = f"{name}.dated.{n}.likelihood"
                yield from check(where, dated.likelihood, causes, "cause")
            yield from check(f"{name}.raises", answer.raises, obstacles, "obstacle")
            targets = questions | repairs | causes | {TICKET}
            if answer.next and answer.next not in targets:
                message = f"answer '{answer.id}' goes on to '{answer.next}', which does not exist"
                yield _problem(source, f"{name}.next", message, targets, answer.next)
    for signature in source.model.signatures:
        name = f"signature.{signature.id}"
        yield from check(f"{name}.likelihood", signature.likelihood, causes, "cause")
        yield from check(f"{name}.raises", signature.raises, obstacles, "obstacle")
        if signature.answer:
            question_id, answer_id = signature.answer
            known = _answers(source, question_id)
            if question_id not in questions:
                message = f"there is no question '{question_id}'"
                yield _problem(source, f"{name}.answer", message, questions, question_id)
            elif answer_id not in known:
                message = f"question '{question_id}' has no answer '{answer_id}'"
                yield _problem(source, f"{name}.answer", message, known, answer_id)
    for repair in source.model.repairs:
        name = f"repair.{repair.id}"
        yield from check(f"{name}.fixes", repair.fixes, causes, "cause")
        yield from check(f"{name}.changes", repair.changes, questions, "question")
        yield from check(f"{name}.blocked-by", repair.blocked_by, obstacles, "obstacle")
        yield from check(f"{name}.clears", repair.clears, obstacles, "obstacle")
        yield from _check_only(source, name, repair.only)
        yield from _check_only(source, name, repair.unless, "unless")


def duplicate_ids(source: Source) -> Iterator[Problem]:
    """One id for two things: an answer's `next` could mean either."""
    first: dict[str, str] = {}
    for kind in ("cause", "obstacle", "question", "repair"):
        for id in _in_order(source, kind):
            if id in first:
                file, line = source.places[f"{first[id]}.{id}"]
                message = f"the {first[id]} and the {kind} '{id}' have the same id"
                shared = "causes, obstacles, questions and repairs share their ids"
                hint = f"{file}:{line} has it already, and {shared}"
                yield Problem.at(source.places[f"{kind}.{id}"], message, hint)
            else:
                first[id] = kind


def something_else_is_there(source: Source) -> Iterator[Problem]:
    """The cause that nobody thought of must be one of the causes."""
    if SOMETHING_ELSE not in _ids(source, "cause"):
        hint = "add it under 'causes:', with a prior; it keeps the others honest"
        yield Problem.at(source.top, f"there is no cause '{SOMETHING_ELSE}'", hint)


def questions_without_likelihoods(source: Source) -> Iterator[Problem]:
    """A question whose answers say nothing: no likelihood, no obstacle, no next step."""
    for question in source.model.questions:
        if question.answers and not any(
            a.likelihood or a.raises or a.next for a in question.answers
        ):
            message = f"no answer to question '{question.id}' has a likelihood"
            hint = "say under 'likelihood:' for which causes an answer is given, and how often"
            yield Problem.at(source.places[f"question.{question.id}"], message, hint)


def questions_that_tell_nothing(source: Source) -> Iterator[Problem]:
    """A question whose answers are equally likely whatever the cause."""
    if not source.model.causes:
        return
    for question in source.model.questions:
        if not any(a.likelihood for a in question.answers):
            continue
        rows = source.model.rows[question.id].values()
        if all(max(row) - min(row) < 1e-9 for row in rows):
            message = f"question '{question.id}' tells no two causes apart"
            hint = "give one cause another word than the rest, or remove the question"
            yield Problem.at(source.places[f"question.{question.id}"], message, hint)


def causes_that_nothing_raises(source: Source) -> Iterator[Problem]:
    """A cause that no answer and no message speaks for."""
    raised = {SOMETHING_ELSE}
    model = source.model
    if not model.causes:
        return
    whole = sum(cause.prior for cause in model.causes)
    for question in model.questions:
        raised.update(a.next for a in question.answers)
        named = {cause for a in question.answers for cause in a.likelihood}
        for row in model.rows[question.id].values():
            usual = sum(c.prior * s for c, s in zip(model.causes, row, strict=True)) / whole
            raised.update(
                c.id
                for c, s in zip(model.causes, row, strict=True)
                if c.id in named and s > usual * 1.05
            )
    for signature in model.signatures:
        raised.update(c for c, share in signature.likelihood.items() if share > UNNAMED)
    for id in _in_order(source, "cause"):
        if id not in raised:
            hint = "name it under the 'likelihood:' of an answer that speaks for it"
            message = f"no answer can raise cause '{id}'"
            yield Problem.at(source.places[f"cause.{id}"], message, hint)


def dead_ends(source: Source) -> Iterator[Problem]:
    """A cause without a repair, a repair without a use, an answer that forgot where to go."""
    fixed = {cause for repair in source.model.repairs for cause in repair.fixes}
    for id in _in_order(source, "cause"):
        if id not in fixed | source.by_ticket | {SOMETHING_ELSE}:
            message = f"dead end: no repair fixes cause '{id}'"
            hint = "add it to a repair's 'fixes:', or write 'ticket: true' if only support can help"
            yield Problem.at(source.places[f"cause.{id}"], message, hint)
    for repair in source.model.repairs:
        if not repair.fixes and not repair.clears:
            message = f"repair '{repair.id}' fixes no cause and clears no obstacle"
            hint = "add 'fixes:' or 'clears:', or remove it"
            yield Problem.at(source.places[f"repair.{repair.id}"], message, hint)
    for question in source.model.questions:
        drawn = [a for a in question.answers if a.next]
        for answer in question.answers:
            if drawn and not answer.next:
                message = f"dead end: answer '{answer.id}' of '{question.id}' has no 'next'"
                hint = "its siblings have one; name a question, repair or cause, or 'ticket'"
                place = source.places[f"answer.{question.id}.{answer.id}"]
                yield Problem.at(place, message, hint)


def loops(source: Source) -> Iterator[Problem]:
    """Answers whose `next` lead round in a circle."""
    leads = {q.id: {a.id: a.next for a in q.answers if a.next} for q in source.model.questions}
    reported: set[frozenset[str]] = set()
    followed: set[str] = set()

    def follow(question: str, path: tuple[str, ...]) -> Iterator[Problem]:
        for answer, then in leads[question].items():
            if then in path:
                circle = path[path.index(then) :]
                if frozenset(circle) not in reported:
                    reported.add(frozenset(circle))
                    way = " -> ".join([*circle, then])
                    place = source.places[f"answer.{question}.{answer}.next"]
                    hint = "let one of these answers go on to a repair, a cause or 'ticket'"
                    yield Problem.at(place, f"loop: {way}", hint)
            elif then in leads and then not in followed:
                yield from follow(then, (*path, then))
        followed.add(question)

    for question in leads:
        if question not in followed:
            yield from follow(question, (question,))


def phrases_that_cannot_be_read(source: Source) -> Iterator[Problem]:
    """A phrase that is none, or that uses a name which the vocabulary does not have."""
    model = source.model
    for place, row in _phrases(source):
        phrase, problem = _parsed(place, row)
        if problem:
            yield problem
        for name in _names(phrase):
            if name not in model.vocabulary:
                message = f"there is no <{name}> in the vocabulary"
                hint = did_you_mean(name, model.vocabulary) or "add it under 'things:' or 'faults:'"
                yield Problem.at(place, message, hint)
    for name, ways in model.vocabulary.items():
        place = source.places[f"vocabulary.{name}"]
        for way in ways:
            phrase, problem = _parsed(place, way)
            if problem:
                yield problem
            elif len(phrase) > 1 or _names(phrase):
                message = f"'{way}' in the vocabulary holds '&' or a name"
                yield Problem.at(place, message, "write words only; '..' is allowed")


def vocabulary_without_use(source: Source) -> Iterator[Problem]:
    """A name that no phrase holds; denials are used by every fault."""
    used = set(DENIALS).union(*(_names(_parsed(*phrase)[0]) for phrase in _phrases(source)))
    for name in source.model.vocabulary:
        if name not in used:
            message, hint = f"no phrase uses <{name}>", "use it, or remove it from the vocabulary"
            yield Problem.at(source.places[f"vocabulary.{name}"], message, hint)


def groups_without_answers(source: Source) -> Iterator[Problem]:
    """A group of answers that no answer is in."""
    for question, groups in source.groups.items():
        for group, answers in groups.items():
            name = f"group.{question}.{group}"
            if not answers and name in source.texts:
                hint = f"write 'group: {group}' at an answer, or remove it under 'groups:'"
                message = f"no answer of '{question}' is in group '{group}'"
                yield Problem.at(source.places[name], message, hint)


def signatures_that_say_nothing(source: Source) -> Iterator[Problem]:
    """A signature without phrases or samples, or one that is evidence of nothing, or twice."""
    for signature in source.model.signatures:
        place = source.places[f"signature.{signature.id}"]
        if not signature.phrases:
            hint = "write the words of the message that never change, a way to say it per line"
            yield Problem.at(place, f"signature '{signature.id}' has no 'phrases'", hint)
        for key, samples in (("match", source.match), ("not", source.mismatch)):
            if not samples[signature.id]:
                what = "must find" if key == "match" else "must not find"
                hint = f"add '{key}:' with a message that it {what}"
                yield Problem.at(place, f"signature '{signature.id}' has no '{key}'", hint)
        ways = bool(signature.answer) + bool(signature.likelihood)
        about = signature.strength == STRENGTHS[-1]
        if ways > 1:
            message = f"signature '{signature.id}' has both 'answer' and 'likelihood'"
            yield Problem.at(place, message, "it would count twice; keep one")
        elif about and not signature.answer:
            message = f"signature '{signature.id}' tells what a message is about, without 'answer'"
            yield Problem.at(place, message, "add 'answer: integration=zendesk', for example")
        elif not ways and not signature.healthy and not signature.raises:
            message = f"signature '{signature.id}' says nothing"
            hint = "add 'answer: question=answer' or 'likelihood:', or 'healthy: true'"
            yield Problem.at(place, message, hint)


def signatures_that_fail(source: Source) -> Iterator[Problem]:
    """A signature that misses its own samples, or finds what it must not."""
    if any(phrases_that_cannot_be_read(source)):
        return  # nothing can be looked for yet
    for signature in source.model.signatures:
        if not signature.phrases:
            continue
        for sample, where in source.match[signature.id]:
            if signature.id not in find_everything(source.model, sample, (signature.id,)):
                message = f"signature '{signature.id}' does not find its own sample"
                yield Problem.at(where, message, "mend a phrase, or the sample")
        for sample, where in source.mismatch[signature.id]:
            if signature.id in find_everything(source.model, sample, (signature.id,)):
                message = f"signature '{signature.id}' finds a message that it must not find"
                yield Problem.at(where, message, "make its phrases narrower, or mend the sample")


RULES: tuple[Rule, ...] = (
    unknown_ids,
    duplicate_ids,
    something_else_is_there,
    questions_without_likelihoods,
    questions_that_tell_nothing,
    causes_that_nothing_raises,
    dead_ends,
    loops,
    phrases_that_cannot_be_read,
    vocabulary_without_use,
    groups_without_answers,
    signatures_that_say_nothing,
    signatures_that_fail,
)


def _check_only(
    source: Source, name: str, only: dict[str, tuple[str, ...]], key: str = "only"
) -> Iterator[Problem]:
    questions = _ids(source, "question")
    for question, answers in only.items():
        where = f"{name}.{key}.{question}"
        if question not in questions:
            message = f"there is no question '{question}'"
            yield _problem(source, where, message, questions, question)
            continue
        known = _answers(source, question) | set(NO_EVIDENCE)
        for answer in answers:
            if answer not in known:
                message = f"question '{question}' has no answer '{answer}'"
                yield _problem(source, f"{where}.{answer}", message, known, answer)


def _problem(source: Source, place: str, message: str, known: set[str], wrong: str) -> Problem:
    return Problem.at(source.places[place], message, did_you_mean(wrong, known))


def _phrases(source: Source) -> Iterator[tuple[Place, str]]:
    """The phrases of signatures, the harmless ones, and those that say that a fault is over."""
    model = source.model
    rows = [(f"signature.{s.id}.phrases", row) for s in model.signatures for row in s.phrases]
    rows += [("model.harmless", row) for row in model.harmless]
    rows += [("model.recoveries", row) for row in model.recoveries]
    for name, row in rows:
        yield source.places[f"{name}.{row}"], row


def _names(phrase: Phrase) -> set[str]:
    return {item.word for part in phrase for item in part if item.is_name}


def _parsed(place: Place, phrase: str) -> tuple[Phrase, Problem | None]:
    hint = "words; '..' between two of them; '&' between two groups; <small-letters> from the vocabulary"
    if re.search(r"[<>]", re.sub(r"<[a-z0-9-]+>", "", phrase)):
        # The engine would read `<Token>` as the word "token", and `->` as nothing.
        return Phrase(()), Problem.at(
            place, f"'{phrase}' has '<' or '>' that belong to no name", hint
        )
    try:
        return parse(phrase), None
    except PhraseError as error:
        return Phrase(()), Problem.at(place, str(error), hint)


def _in_order(source: Source, kind: str) -> list[str]:
    return [item.id for item in getattr(source.model, f"{kind}s")]


def _ids(source: Source, kind: str) -> set[str]:
    return set(_in_order(source, kind))


def _answers(source: Source, question: str) -> set[str]:
    return {a.id for q in source.model.questions if q.id == question for a in q.answers}
