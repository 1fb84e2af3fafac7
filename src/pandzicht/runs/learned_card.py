# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model card of a check, on all that its visits told until a run."""

from __future__ import annotations

from datetime import date
from functools import partial

from pandzicht.exports.model_card import ModelCard
from pandzicht.governance.desk import Operation
from pandzicht.language import Language
from pandzicht.learning.learned import Tell, nobody
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import Workspace


def learned_card(
    space: Workspace,
    operation: Operation,
    check: str,
    run: str,
    today: date,
    language: Language,
    tell: Tell = nobody,
) -> ModelCard:
    """Return the model card of a check, from the visits that a run knows.

    Raises as `learned_from`.
    """
    opened = partial(open_run, space, operation)
    later = opened(run)
    own = later.catalogue.checks[check]
    return ModelCard(learned_from(later, own, opened, tell), own, later.catalogue, today, language)
