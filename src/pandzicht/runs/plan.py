# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a run will do: the dates, the deliveries in force, what is active, and the hash that names all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import About, Source
from pandzicht.errors import NotAvailable
from pandzicht.governance.purpose import Purpose, purpose_of
from pandzicht.runs.judgements import Judgements, judgements_known
from pandzicht.signals.activation import Activation, activate
from pandzicht.signals.compiling import Context, context_on
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.standing import deliveries_in_force
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Dates:
    """Valid on the peildatum, from what was known by a date."""

    on: date
    known: date


@dataclass(frozen=True, slots=True)
class RunPlan:
    """Everything that decides the outcome of a run."""

    workspace: Workspace
    catalogue: Catalogue
    activation: Activation
    dates: Dates
    seed: int
    context: Context
    deliveries: Mapping[str, tuple[Delivery, ...]]
    """Source -> the deliveries it reads, oldest first; sources without any are absent."""
    judgements: tuple[Judgements, ...] = ()
    """What people judged of links by the known day, in the order in which it was taken in."""

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes for which it reads: those of the checks that are active."""
        return tuple(sorted(purpose_of(check) for check in self.activation.checks.values()))

    @property
    def spine(self) -> tuple[Source, ...]:
        """The sources that make the spine: those about it, or the one row source declared in its place."""
        found = tuple(source for source in self.catalogue.sources.values() if source.about is About.SPINE)
        loaded = tuple(source for source in found if source.source in self.deliveries)
        return loaded or (self.catalogue.named("sources", self.workspace.spine),)

    @property
    def spine_is_declared(self) -> bool:
        """Whether a row source stands in for the BAG."""
        return all(source.about is not About.SPINE for source in self.spine)

    @property
    def inputs(self) -> dict[str, object]:
        """All inputs as plain data, in the order in which they are hashed; judgements and channel only if there are."""
        judged = [{"id": each.id, "content": each.content} for each in self.judgements]
        return {
            "date": self.dates.on.isoformat(),
            "known": self.dates.known.isoformat(),
            "seed": self.seed,
            "definitions": self.catalogue.hash(),
            "code": code_version(),
            "spine": self.workspace.spine,
            "demo": self.workspace.demo,
            "deliveries": {name: [_input(item) for item in items] for name, items in sorted(self.deliveries.items())},
            **({"judgements": judged} if judged else {}),
            **({"channel": self.workspace.channel} if self.workspace.channel else {}),
        }

    @property
    def hash(self) -> str:
        """The SHA-256 of the inputs."""
        return inputs_hash(self.inputs)

    @property
    def run_id(self) -> str:
        """The run's name: the peildatum and the beginning of the inputs' hash."""
        return run_name(self.inputs)


def _input(delivery: Delivery) -> dict[str, str]:
    """Return what a delivery gives to a run; of one that lost rows under a rule also what was left."""
    told = {"id": delivery.id, "date": delivery.date.isoformat(), "content": delivery.content_hash}
    return told | ({"lacks": delivery.lacks} if delivery.lacks else {})


def inputs_hash(inputs: Mapping[str, object]) -> str:
    """Return the SHA-256 of the inputs of a run as canonical JSON."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def run_name(inputs: Mapping[str, object]) -> str:
    """Return the name that the inputs of a run give it.

    >>> run_name({"date": "2026-03-01"})
    '2026-03-01-cd1d7bf042da'
    """
    return f"{inputs['date']}-{inputs_hash(inputs)[:12]}"


def plan_run(
    workspace: Workspace, catalogue: Catalogue, dates: Dates, seed: int, *, today: date | None = None
) -> RunPlan:
    """Return the plan of a run, of the channel that the workspace is within; `today` is by default the day known by.

    Raises NotAvailable without an active check or a spine, PurposeMissing for a read outside its purpose, NotFound for
    a channel that the catalogue does not know.
    """
    if workspace.channel:
        catalogue.named("channels", workspace.channel)
    activation = activate(
        catalogue, on=dates.on, demo=workspace.demo, today=today or dates.known, channel=workspace.channel
    )
    if not activation.checks:
        reasons = "".join(f"\n  {name}: {activation.idle[name].en}" for name in sorted(catalogue.checks))
        raise NotAvailable(f"no check is active on {dates.on}, so there is nothing to compare{reasons}")
    plan = _planned(workspace, catalogue, activation, dates, seed, {**activation.sources, **_boundaries(catalogue)})
    return replace(plan, judgements=judgements_known(workspace, dates.known))


def plan_spine(workspace: Workspace, catalogue: Catalogue, dates: Dates, *, with_areas: bool = False) -> RunPlan:
    """Return the plan of the addresses alone, without those that are protected: nothing is active, nothing compared.

    The area that an address lies in is known only `with_areas`. Raises NotAvailable without a spine.
    """
    nothing = Activation({}, {}, {}, {}, {}, {}, unverified=False)
    return _planned(workspace, catalogue, nothing, dates, 0, _boundaries(catalogue) if with_areas else {})


def _boundaries(catalogue: Catalogue) -> dict[str, Source]:
    return {name: source for name, source in catalogue.sources.items() if source.about is About.BOUNDARIES}


def _planned(
    workspace: Workspace,
    catalogue: Catalogue,
    activation: Activation,
    dates: Dates,
    seed: int,
    wanted: Mapping[str, Source],
) -> RunPlan:
    """Return the plan that reads the wanted sources, the spine, and whatever protects addresses."""
    spine = {
        name: source
        for name, source in catalogue.sources.items()
        if source.about in (About.SPINE, About.PROTECTED) or source.protected or name == workspace.spine
        if source.channel in (None, workspace.channel)
    }
    deliveries = {}
    for name, source in sorted({**wanted, **spine}.items()):
        found = deliveries_in_force(workspace, source, on=dates.on, known=dates.known)
        if found:
            deliveries[name] = tuple(found)
    plan = RunPlan(workspace, catalogue, activation, dates, seed, context_on(catalogue, dates.on), deliveries)
    if not any(source.source in deliveries for source in plan.spine):
        names = ", ".join(source.source for source in catalogue.sources.values() if source.about is About.SPINE)
        raise NotAvailable(
            f"no addresses are known on {dates.on} by {dates.known}: load the BAG ({names}) first, "
            "or declare a row source as the spine in pandzicht.toml"
        )
    return plan


def code_version() -> str:
    """Return the version of Pandzicht that computes."""
    try:
        return version("pandzicht")
    except PackageNotFoundError:
        return "0+source"
