# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of what people decide about definitions and selections: texts as they were written, lists handed over."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from pandzicht.store.wall import IN_AN_ACT, KEY, Wall


def decision_tables(metadata: MetaData) -> None:
    """Add the tables of these decisions to the schema of the state."""
    _definition_text(metadata)
    _handover(metadata)


def _definition_text(metadata: MetaData) -> None:
    """Add the texts of definitions that were proposed from the office, by what each says and what it was made from."""
    Table(
        "definition_text",
        metadata,
        Column("place", Text, primary_key=True),
        Column("says", Text, primary_key=True),
        Column("said", Text, primary_key=True),
        Column("text", Text, nullable=False),
        Column("kept_at", Text, nullable=False),
        info={"appended": True, KEY: Wall(("INSERT",), open_because="definitions: nothing of addresses or persons")},
    )


def _handover(metadata: MetaData) -> None:
    """Add which selections were handed over to inspectors, by whom, and which of them were taken back and why."""
    Table(
        "handover",
        metadata,
        Column("handover_id", Text, primary_key=True),
        Column("selection_id", Text, nullable=False, index=True),
        Column("check_name", Text, nullable=False),
        Column("purpose", Text, nullable=False),
        Column("account", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("handed_at", Text, nullable=False),
        Column("withdrawn_by", Text),
        Column("withdrawn_at", Text),
        Column("withdrawn_because", Text),
        info={KEY: Wall(("INSERT", "UPDATE"), IN_AN_ACT)},
    )
