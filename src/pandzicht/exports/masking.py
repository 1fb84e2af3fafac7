# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a row goes to somebody who asks: fields about persons are masked, unless the row is about who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pandzicht.definitions.source import FieldType, Sensitivity, Source


@dataclass(frozen=True, slots=True)
class MaskedRow:
    """The values of a row that may be told, and the fields that may not because they are about somebody else."""

    values: Mapping[str, object]
    masked: tuple[str, ...]


def masked_row(values: Mapping[str, object], source: Source, asker: str = "") -> MaskedRow:
    """Return a row as it is told to whoever asks, whose pseudonym is `asker` (empty: nobody's) (AVG art. 15 lid 4).

    A row that names two persons, one of them the asker, is about both: what it says of persons stays masked, but for
    the asker's own pseudonym.
    """
    named = {str(values[name]) for name in source.person_fields if values.get(name) is not None}
    personal = [name for name in values if _is_personal(name, source)]
    if asker and named == {asker}:
        return MaskedRow(dict(values), ())
    hidden = [name for name in personal if not (asker and values[name] == asker)]
    told = {name: value for name, value in values.items() if name not in hidden}
    return MaskedRow(told, tuple(name for name in hidden if values[name] is not None))


def _is_personal(name: str, source: Source) -> bool:
    """Tell whether a column is about a person; a date of which only a part is known stands in two columns."""
    field = source.fields.get(name)
    whole = field or source.fields.get(name.removesuffix("_vroegst").removesuffix("_laatst"))
    return whole is not None and (whole.type is FieldType.PSEUDONYM or whole.sensitivity is Sensitivity.PERSON)
