# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the signals of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import ExpressionFault, faults_in, names_in, norms_in, parsed
from pandzicht.definitions.functions import Place
from pandzicht.definitions.scope import address_scope
from pandzicht.definitions.signal import Signal
from pandzicht.errors import Fault


def signal_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for signals."""
    for signal in catalogue.signals.values():
        yield from _expressions(catalogue, signal)
        yield from _sentence(catalogue, signal)
        yield from _scenarios(catalogue, signal)


def _expressions(catalogue: Catalogue, signal: Signal) -> Iterator[Fault]:
    scope = address_scope(catalogue, Place.SIGNAL)
    for key, text in (("when", signal.when), ("unknown_when", signal.unknown_when)):
        if not text:
            continue
        try:
            found = faults_in(parsed(text), scope)
        except ExpressionFault as fault:
            found = [str(fault)]
        for item in found:
            yield catalogue.fault(
                "signals", signal.signal, (key,), f"{key}: {item}", "see docs/understand/expressions.md"
            )


def _words(signal: Signal) -> tuple[set[str], set[str]]:
    """Return the indicators and the norms that a signal names."""
    try:
        trees = [parsed(text) for text in (signal.when, signal.unknown_when) if text]
    except ExpressionFault:
        return set(), set()
    return {name for tree in trees for name in names_in(tree)}, {name for tree in trees for name in norms_in(tree)}


def _sentence(catalogue: Catalogue, signal: Signal) -> Iterator[Fault]:
    indicators, norms = _words(signal)
    for language in ("nl", "en"):
        text = getattr(signal.sentence, language)
        path = ("sentence", language)
        try:
            names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            yield catalogue.fault("signals", signal.signal, path, f"sentence: {error}", "close every { with }")
            continue
        for name in names:
            if name not in indicators | norms:
                found = f"sentence names '{name}', which the signal does not use"
                yield catalogue.fault("signals", signal.signal, path, found, "name an indicator or norm of 'when'")


def _scenarios(catalogue: Catalogue, signal: Signal) -> Iterator[Fault]:
    indicators, _ = _words(signal)
    for index, scenario in enumerate(signal.scenarios):
        for name in scenario.given:
            if indicators and name not in indicators:
                found = f"scenario gives '{name}', which the signal does not use"
                yield catalogue.fault("signals", signal.signal, ("scenarios", index), found, "remove it")
        for name in scenario.doubtful:
            if not catalogue.knows("sources", name):
                found = f"scenario names unknown source '{name}'"
                yield catalogue.fault("signals", signal.signal, ("scenarios", index), found, "name a source")
