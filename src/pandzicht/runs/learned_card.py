# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model card of a check, made at a desk: an act that is logged, on all that its visits told until a run."""

from __future__ import annotations

from datetime import date
from functools import partial

from pandzicht.definitions.action import Action
from pandzicht.exports.model_card import ModelCard
from pandzicht.governance.desk import Desk
from pandzicht.language import Language
from pandzicht.runs.finding import known_check, named_run, purposes_of
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import Workspace


def learned_card(space: Workspace, desk: Desk, check: str, outcomes: str, today: date, language: Language) -> ModelCard:
    """Return the model card of a check, from the visits that a run knows: the run of a name, or the one in force.

    Raises NotFound for a check or run that there is none of, and otherwise as `learned_from`.
    """
    subject, later_name = known_check(space, check), named_run(space, outcomes or None)
    purposes = purposes_of(space, later_name, [check])
    with desk.operation(Action.LEARN, subject, purposes) as operation:
        opened = partial(open_run, space, operation)
        later = opened(later_name)
        own = later.catalogue.checks[check]
        found = learned_from(later, own, opened)
    return ModelCard(found, own, later.catalogue, today, language)
