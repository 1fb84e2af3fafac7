# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate over a catalogue: the names of fields, indicators, signals and norms, and the answers that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pandzicht.definitions.admission import LOOSE_TABLES, Answered, NameAnswers, kept_out, shared_words
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.refused import Admission, Judgement, is_answerable
from pandzicht.definitions.source import About, Source
from pandzicht.errors import Fault

_COMPUTED = {"indicators": "indicator", "signals": "signal", "norms": "norm"}
"""Folder -> the key that names what is computed."""


def admission_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every name that the gate keeps out, and every answer that answers nothing or cannot be given."""
    for source in catalogue.sources.values():
        yield from _fields(catalogue, source)
    for folder, key in _COMPUTED.items():
        for name in catalogue.of(folder):
            answers = catalogue.answers_on(name)
            for judgement in kept_out([name], answers, computed=True).values():
                found = f"'{name}' {_said(judgement)}"
                remedy = "remove it" if judgement.admission is Admission.REFUSED else _asked(name, name)
                yield catalogue.fault(folder, name, (key,), found, remedy)
    for given in catalogue.admission.values():
        yield from _answers(catalogue, given)


def _fields(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Yield each field of which the name or one of the delivered names is kept out, once.

    A figure per area that only the proxy test reads is no input (`stands_for`).
    """
    of_areas = source.stands_for.fields if source.stands_for and source.about is About.AREA else frozenset()
    for name, field in source.fields.items():
        if name in of_areas:
            continue
        words = (name, *field.origins, *([field.stem] if field.stem else []))
        out = kept_out(words, catalogue.answers_on(source.source))
        for word, judgement in sorted(out.items(), key=lambda item: item[1].admission is Admission.UNSURE)[:1]:
            found = f"field '{name}' reads '{word}', which {_said(judgement)}"
            is_sure = judgement.admission is Admission.REFUSED
            remedy = "move it to 'refused'" if is_sure else f"{_asked(word, source.source)}, or move it to 'refused'"
            yield catalogue.fault("sources", source.source, ("fields", name), found, remedy)


def _said(judgement: Judgement) -> str:
    if judgement.admission is Admission.REFUSED:
        return f"is refused as input: {judgement}"
    return f"is not admitted until somebody answers: {judgement}"


def _asked(name: str, admission: str) -> str:
    return f"answer '{name}' with a reason in admission/{admission}.yaml"


def _answers(catalogue: Catalogue, given: NameAnswers) -> Iterator[Fault]:
    """Yield what is wrong with the answers of one file."""
    used = _names_of(catalogue, given.admission)
    if used is None:
        found = f"no source, indicator, signal or norm is named '{given.admission}'"
        yield catalogue.fault("admission", given.admission, ("admission",), found, "name one, or remove the file")
    yield from _words(catalogue, given, used)
    times = Counter(answer.name for answer in given.answers)
    for index, answer in enumerate(given.answers):
        path = ("answers", index)
        if times[answer.name] > 1:
            yield catalogue.fault("admission", given.admission, path, f"'{answer.name}' is answered twice", "keep one")
        if used and answer.name not in used:
            found = f"'{answer.name}' is no name of '{given.admission}'"
            yield catalogue.fault("admission", given.admission, path, found, "remove the answer")
        for judgement in _lifted(catalogue, given.admission, answer.name, answer.answer):
            found = f"'{answer.name}' is refused as input: {judgement}; no answer lifts that"
            remedy = "remove the answer; a false hit of the list is corrected in the list itself, for everybody"
            yield catalogue.fault("admission", given.admission, path, found, remedy)


def _words(catalogue: Catalogue, given: NameAnswers, used: frozenset[str] | None) -> Iterator[Fault]:
    """Yield what is wrong with the answers on words: each must be one that some name waits for."""
    times = Counter(answer.word for answer in given.words)
    asked = shared_words(kept_out(used)) if used else None
    for index, answer in enumerate(given.words):
        path = ("words", index)
        if times[answer.word] > 1:
            yield catalogue.fault("admission", given.admission, path, f"'{answer.word}' is answered twice", "keep one")
        if not is_answerable(answer.word):
            found = f"of '{answer.word}' no answer can be given for all names: it is known, or may say who somebody is"
            yield catalogue.fault("admission", given.admission, path, found, "answer each name that has it")
        elif asked is not None and answer.word not in asked:
            found = f"no name of '{given.admission}' waits for '{answer.word}'"
            yield catalogue.fault("admission", given.admission, path, found, "remove the answer")


def _lifted(catalogue: Catalogue, admission: str, name: str, answer: Answered) -> Iterator[Judgement]:
    """Yield why a name that was answered with 'admitted' is refused all the same."""
    computed = any(name == admission and catalogue.knows(folder, name) for folder in _COMPUTED)
    for judgement in kept_out([name], computed=computed).values():
        if answer is Answered.ADMITTED and judgement.admission is Admission.REFUSED:
            yield judgement


def _names_of(catalogue: Catalogue, admission: str) -> frozenset[str] | None:
    """Return the names that may be answered on behalf of a definition; None where no definition is named so.

    An empty set means that any name may be: of loose tables, and of a definition that cannot be read.
    """
    folders = [folder for folder in ("sources", *_COMPUTED) if catalogue.knows(folder, admission)]
    if admission == LOOSE_TABLES or any((folder, admission) in catalogue.broken for folder in folders):
        return frozenset()
    source = catalogue.sources.get(admission)
    names = {admission} | ({*source.ignored, *source.refused} if source else set())
    for name, field in source.fields.items() if source else ():
        names |= {name, *field.origins, *([field.stem] if field.stem else [])}
    return frozenset(names) if folders else None
