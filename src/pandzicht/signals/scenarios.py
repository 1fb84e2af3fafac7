# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scenarios inside signals, run as tests by the same SQL that answers for a city."""

from __future__ import annotations

from collections.abc import Iterator

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


def scenario_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every scenario whose answer is not the one expected, with file and line."""
    with Engine(threads=1) as engine:
        for signal in catalogue.signals.values():
            for index, scenario in enumerate(signal.scenarios):
                path = ("scenarios", index)
                try:
                    found = answer_to(engine, catalogue, signal, scenario)
                except EngineFault as fault:
                    text = f"scenario cannot be run: {str(fault).splitlines()[0]}"
                    yield catalogue.fault("signals", signal.signal, path, text, "give values of the indicators' types")
                    continue
                if found != scenario.expect.value:
                    text = f"scenario of {scenario.on} answers '{found}', expected '{scenario.expect.value}'"
                    yield catalogue.fault("signals", signal.signal, path, text, "correct the scenario or the signal")


def answer_to(engine: Engine, catalogue: Catalogue, signal: Signal, scenario: Scenario) -> str:
    """Return what a signal answers in a scenario."""
    how = answering(catalogue, signal, context_on(catalogue, scenario.on))
    given = {name: (ENGINE_TYPES[catalogue.indicators[name].type], scenario.given.get(name)) for name in how.indicators}
    return answer_given(engine, how, given, scenario.doubtful, scenario.newest or scenario.on)
