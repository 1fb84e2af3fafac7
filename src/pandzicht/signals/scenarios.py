# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scenarios inside signals, run as tests by the same SQL that answers for a city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.indicator import ValueType
from pandzicht.definitions.signal import Scenario, Signal
from pandzicht.errors import Fault
from pandzicht.signals.answers import answer_given, answering
from pandzicht.signals.compiling import context_on
from pandzicht.store.engine import Engine, EngineFault

ENGINE_TYPES = {
    ValueType.INTEGER: "BIGINT",
    ValueType.DECIMAL: "DECIMAL(18, 4)",
    ValueType.DATE: "DATE",
    ValueType.CODE: "VARCHAR",
    ValueType.BOOLEAN: "BOOLEAN",
}
"""The engine's type for each type of an indicator."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario of a signal and what the signal answers in it."""

    signal: str
    place: int
    """Its place among the scenarios of the signal, from 0."""
    scenario: Scenario
    answer: str
    """Empty when it cannot be run."""
    failure: str = ""
    """Why it cannot be run."""

    @property
    def is_met(self) -> bool:
        """Whether the answer is the one expected."""
        return self.answer == self.scenario.expect.value


def tried(catalogue: Catalogue, names: Iterable[str]) -> Iterator[Tried]:
    """Yield every scenario of some signals with what they answer in it."""
    with Engine(threads=1) as engine:
        for name in names:
            signal = catalogue.signals[name]
            for place, scenario in enumerate(signal.scenarios):
                try:
                    yield Tried(name, place, scenario, answer_to(engine, catalogue, signal, scenario))
                except EngineFault as fault:
                    yield Tried(name, place, scenario, "", str(fault).splitlines()[0])


def scenario_faults(catalogue: Catalogue, names: Iterable[str] | None = None) -> Iterator[Fault]:
    """Yield every scenario whose answer is not the one expected, with file and line; of some signals, or of all."""
    return faults_of(catalogue, tried(catalogue, catalogue.signals if names is None else names))


def faults_of(catalogue: Catalogue, found: Iterable[Tried]) -> Iterator[Fault]:
    """Yield what is wrong with scenarios that were tried."""
    for one in found:
        path = ("scenarios", one.place)
        if one.failure:
            text = f"scenario cannot be run: {one.failure}"
            yield catalogue.fault("signals", one.signal, path, text, "give values of the indicators' types")
        elif not one.is_met:
            text = f"scenario of {one.scenario.on} answers '{one.answer}', expected '{one.scenario.expect.value}'"
            yield catalogue.fault("signals", one.signal, path, text, "correct the scenario or the signal")


def answer_to(engine: Engine, catalogue: Catalogue, signal: Signal, scenario: Scenario) -> str:
    """Return what a signal answers in a scenario."""
    how = answering(catalogue, signal, context_on(catalogue, scenario.on))
    given = {name: (ENGINE_TYPES[catalogue.indicators[name].type], scenario.given.get(name)) for name in how.indicators}
    return answer_given(engine, how, given, scenario.doubtful, scenario.newest or scenario.on)
