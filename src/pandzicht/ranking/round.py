# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A round of a check: a list that was handed over. A look counts for one round: the last that proposed its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.yield_estimate import Drawn


@dataclass(frozen=True, slots=True)
class Round:
    """One list that was handed over: its units by name, and the days (ISO text) between which inspectors had it.

    It begins on the peildatum of the comparison from which it was drawn; `until` is empty while they have it still.
    """

    name: str
    since: str
    until: str
    units: Mapping[str, Drawn]

    def had_on(self, day: str) -> bool:
        """Tell whether inspectors had the list on a day."""
        return self.since <= day and (not self.until or day <= self.until)


def round_of(rounds: Sequence[Round], unit_id: str, day: str) -> int | None:
    """Return the place of the round for which a look counts, of rounds in order; None when none proposed its unit.

    That is the last that proposed the unit by then: of those that inspectors had on the day, or else of all. So nothing
    that was found counts twice, and a list that was taken back counts no look that another list led to.

    >>> from pandzicht.ranking.strata import Stratum
    >>> unit = {"a": Drawn("a", Stratum.TOP, 1.0)}
    >>> rounds = [Round("1", "2026-03-01", "", unit), Round("2", "2026-04-01", "2026-04-02", unit)]
    >>> [round_of(rounds, "a", day) for day in ("2026-02-28", "2026-03-05", "2026-04-02", "2026-04-09")]
    [None, 0, 1, 0]
    """
    proposed = [at for at, one in enumerate(rounds) if one.since <= day and unit_id in one.units]
    return max(proposed, key=lambda at: (rounds[at].had_on(day), at), default=None)


class Part(StrEnum):
    """A part of what was proposed, by how far a look came: the steps of the funnel and what falls out at each."""

    SELECTED = "selected"
    NOT_YET = "not_yet"
    VISITED = "visited"
    NO_ACCESS = "no_access"
    ENTERED = "entered"
    NOTHING = "nothing"
    ESTABLISHED = "established"

    def holds(self, outcome: Outcome | None) -> bool:
        """Tell whether a unit with an outcome, or without one, is in this part.

        >>> [part.value for part in Part if part.holds(Outcome("bezoek", Result.NOT_SEEN))]
        ['selected', 'visited', 'no_access']
        """
        result = outcome.result if outcome else None
        return result in _RESULTS[self]


_RESULTS: Mapping[Part, frozenset[Result | None]] = {
    Part.SELECTED: frozenset((None, *Result)),
    Part.NOT_YET: frozenset((None,)),
    Part.VISITED: frozenset(Result),
    Part.NO_ACCESS: frozenset((Result.NOT_SEEN,)),
    Part.ENTERED: frozenset((Result.NOTHING, Result.ESTABLISHED)),
    Part.NOTHING: frozenset((Result.NOTHING,)),
    Part.ESTABLISHED: frozenset((Result.ESTABLISHED,)),
}
