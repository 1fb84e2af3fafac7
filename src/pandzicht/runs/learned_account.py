# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was learned of a check as it is kept: all that the page and machines tell, with the model card it rests on.

One folder per model card, by its hash; never altered. It has figures and points, and nothing of an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.exports.model_card import ModelCard
from pandzicht.exports.public_document import as_markdown
from pandzicht.governance.desk import Operation
from pandzicht.learning.fed import WithoutFed
from pandzicht.learning.interval import Judged
from pandzicht.learning.learned import Counted, Obstacle, Tried
from pandzicht.learning.learned_points import LearnedPoints, NotLearned
from pandzicht.learning.moved import Moved
from pandzicht.learning.pairs import JudgedPair
from pandzicht.learning.rivals import Band, Rated, Rival
from pandzicht.learning.stand_ins import StandIn
from pandzicht.runs.learned_step import card_hash
from pandzicht.store.publish import fresh_folder, publish_folder, write_pointer
from pandzicht.store.workspace import Workspace

ACCOUNT, CARD, CURRENT = "learned.json", "model_card.md", "current"
_NAME = 12
"""Signs of the hash of a card that name its folder."""


@dataclass(frozen=True, slots=True)
class RoundJudged:
    """One round that was judged by what was known before it."""

    on: date
    visits: int
    expected: Band | None
    """What was expected of all units that its visits stand for, beside what they held."""
    seen: Mapping[Rival, Judged]
    """What each way to choose finds among the visited units that come first."""


@dataclass(frozen=True, slots=True)
class LearnedAccount:
    """All that outcomes say of a check, by the visits that one run knows."""

    check: str
    run: str
    made_on: date
    card_sha256: str
    points: Mapping[str, int]
    """The points of the check that were judged, and those that it tries."""
    tried_points: Mapping[str, int]
    counted: Counted
    not_learned: NotLearned | None
    learned_points: Mapping[str, int]
    moved: tuple[Moved, ...]
    judged: tuple[RoundJudged, ...]
    rated: Mapping[Rival, Rated]
    ahead: Mapping[Rival, Judged]
    keep: Rival | None
    by_hand: Judged
    bands: tuple[Band, ...]
    tried: Tried | None
    stand_ins: tuple[StandIn, ...]
    without_fed: WithoutFed | None
    pair: JudgedPair | None
    against_trying: tuple[Obstacle, ...]
    against_taking_over: tuple[Obstacle, ...]


_TEXT = TypeAdapter(LearnedAccount)


def learned_account(card: ModelCard, run: str) -> LearnedAccount:
    """Return what a model card says as values, by the visits that a run knows."""
    told = card.learned
    result = told.result
    per_round = [
        {rival: rated.per_round[at] for rival, rated in told.rated.items()} for at, _ in enumerate(told.judged)
    ]
    return LearnedAccount(
        check=card.check.check,
        run=run,
        made_on=card.made_on,
        card_sha256=card_hash(card),
        points=dict(told.asked.points),
        tried_points=dict(told.asked.tried),
        counted=told.counted,
        not_learned=result if isinstance(result, NotLearned) else None,
        learned_points=dict(result.points) if isinstance(result, LearnedPoints) else {},
        moved=told.moved,
        judged=tuple(
            RoundJudged(date.fromordinal(each.day), len(each.rows), band, seen)
            for each, band, seen in zip(told.judged, told.by_round, per_round, strict=True)
        ),
        rated=told.rated,
        ahead=told.ahead,
        keep=told.keep,
        by_hand=told.by_hand,
        bands=told.bands,
        tried=told.tried,
        stand_ins=told.stand_ins,
        without_fed=told.without_fed,
        pair=told.pair,
        against_trying=told.against_trying,
        against_taking_over=told.against_taking_over,
    )


def keep_learned(space: Workspace, operation: Operation, card: ModelCard, run: str) -> LearnedAccount:
    """Keep what was learned of a check, and return it: from then on it is what is shown."""
    operation.allows(Action.LEARN)
    account = learned_account(card, run)
    home, name = space.learned / account.check, account.card_sha256[:_NAME]
    if not (home / name).is_dir():
        staging = fresh_folder(space.staging / f"learned-{operation.act.operation_id}")
        (staging / ACCOUNT).write_bytes(_TEXT.dump_json(account, indent=1))
        (staging / CARD).write_text(as_markdown(card.document()), encoding="utf-8")
        publish_folder(staging, home / name)
    write_pointer(home / CURRENT, name)
    return account


def kept_learned(space: Workspace, operation: Operation, check: str) -> LearnedAccount | None:
    """Return what was last learned of a check; None where nothing was yet, or where it was kept in another form."""
    operation.allows(Action.SEE_YIELD)
    folder = _folder(space, check)
    if folder is None:
        return None
    try:
        return _TEXT.validate_json((folder / ACCOUNT).read_bytes())
    except ValidationError:
        return None


def kept_card(space: Workspace, operation: Operation, check: str, name: str) -> Path:
    """Return the model card of a check by the first signs of its hash; raise NotFound where there is none."""
    operation.allows(Action.SEE_YIELD)
    home = space.learned / check
    found = home / name / CARD if name in _names(home) else None
    if found is None or not found.is_file():
        raise NotFound(f"model card '{name}' of check '{check}' is not kept here; learn again to have one")
    return found


def _names(home: Path) -> frozenset[str]:
    return frozenset(path.name for path in home.iterdir() if path.is_dir()) if home.is_dir() else frozenset()


def _folder(space: Workspace, check: str) -> Path | None:
    pointer = space.learned / check / CURRENT
    if not pointer.is_file():
        return None
    folder = pointer.with_name(pointer.read_text(encoding="utf-8").strip())
    return folder if (folder / ACCOUNT).is_file() else None
