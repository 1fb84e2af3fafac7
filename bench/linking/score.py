# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links held against the truth: right, wrong, left empty, by mistake and by fault; how honest probabilities are."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

from bench.linking.generator.fault import Fault

BINS = 20
SURE = 0.95
"""A link of at least this probability is made without anybody looking at it."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of rows: all, those with a true address, those linked, those linked to it.

    A row without a true address that is linked all the same is a wrong link.
    """

    rows: int
    true: int
    linked: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the links that are right.

        >>> Score(rows=10, true=8, linked=5, right=4).precision
        0.8
        """
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Share of the rows with a true address that are linked to it.

        >>> Score(rows=10, true=8, linked=5, right=4).recall
        0.5
        """
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Score(rows=10, true=8, linked=5, right=4).f1, 4)
        0.6154
        """
        return 2 * self.right / (self.linked + self.true) if self.linked + self.true else 1.0


@dataclass(frozen=True, slots=True)
class FaultScore:
    """What became of the rows with a fault: shares of them linked wrongly and left empty though an address is true."""

    rows: int
    wrong: float
    empty: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that is told of one method on one data set."""

    score: Score
    wrong_unit: float
    """Share of the links that lead to another unit of the right building."""
    silent_ties: float
    """Share of the links of which another address fits what the row says as well as the true one does."""
    calibration_error: float
    auto_precision: float
    auto_share: float
    """Share of all rows that is linked at a probability of at least `SURE`."""
    faults: dict[str, FaultScore] = field(default_factory=dict)


_JUDGED = """
CREATE TABLE judged AS
SELECT s.row_no, s.truth, s.faults, l.address_no, l.probability::DOUBLE AS probability,
  coalesce(l.address_no = s.truth, FALSE) AS is_right,
  coalesce(r.tied OR r.own_equal AND r.equals > 0, FALSE) AS is_tied
FROM said s LEFT JOIN links l USING (row_no) LEFT JOIN reached r USING (row_no) WHERE NOT s.is_label
"""
_COUNTS = """
SELECT count(*), count(truth), count(address_no), count(*) FILTER (is_right),
  count(*) FILTER (is_tied AND address_no IS NOT NULL),
  count(*) FILTER (probability >= {sure} AND is_right), count(*) FILTER (probability >= {sure}) FROM judged
"""
_WRONG_UNIT = """
SELECT count(*) FROM judged j JOIN register a ON a.address_no = j.address_no JOIN register t ON t.address_no = j.truth
WHERE NOT is_right AND a.pand_id = t.pand_id
"""
_FAULT = """
SELECT count(*), count(*) FILTER (address_no IS NOT NULL AND NOT is_right),
  count(*) FILTER (address_no IS NULL AND truth IS NOT NULL) FROM judged WHERE {faults}
"""


def judge(links: pa.Table, *, said: pa.Table, register: pa.Table, reached: pa.Table) -> Judgement:
    """Return what is to be told of links (row_no, address_no, probability; address_no null or no row: not linked)."""
    with duckdb.connect(config={"threads": 2}) as connection:
        for name, table in (("links", links), ("said", said), ("register", register), ("reached", reached)):
            connection.register(name, table)
        connection.execute(_JUDGED).fetchall()
        counts = connection.execute(_COUNTS.format(sure=SURE)).fetchall()[0]
        rows, true, linked, right, tied, sure_right, sure = counts
        wrong_unit = connection.execute(_WRONG_UNIT).fetchall()[0][0]
        made = connection.sql("SELECT probability, is_right FROM judged WHERE address_no IS NOT NULL").fetchnumpy()
        return Judgement(
            score=Score(rows, true, linked, right),
            wrong_unit=wrong_unit / max(1, linked),
            silent_ties=tied / max(1, linked),
            calibration_error=calibration_error(np.asarray(made["probability"]), np.asarray(made["is_right"])),
            auto_precision=sure_right / max(1, sure),
            auto_share=sure / max(1, rows),
            faults=_by_fault(connection),
        )


def _by_fault(connection: duckdb.DuckDBPyConnection) -> dict[str, FaultScore]:
    asked = {"none": "faults = 0"} | {fault.value: f"(faults >> {at}) & 1 = 1" for at, fault in enumerate(Fault)}
    found = {}
    for name, condition in asked.items():
        rows, wrong, empty = connection.execute(_FAULT.format(faults=condition)).fetchall()[0]
        found[name] = FaultScore(rows, wrong / max(1, rows), empty / max(1, rows))
    return found


def calibration_error(
    probability: np.ndarray[tuple[int], np.dtype[np.float64]], is_right: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> float:
    """Return how far probabilities are from the share that is right, weighed over `BINS` equal bins.

    >>> calibration_error(np.array([0.9, 0.9, 0.9, 0.9]), np.array([True, True, True, False]))
    0.15
    """
    if not len(probability):
        return 0.0
    bins = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    count = np.bincount(bins, minlength=BINS)
    told = np.bincount(bins, weights=probability, minlength=BINS)
    right = np.bincount(bins, weights=is_right.astype(np.float64), minlength=BINS)
    return round(float(np.abs(told - right)[count > 0].sum() / len(probability)), 6)


def score(links: pa.Table, truth: pa.Table, *, key: str = "row_no", answer: str = "party_no") -> Score:
    """Return the counts of links (key, answer) over the rows of `truth` (key, truth, is_label) that are no labels."""
    with duckdb.connect() as connection:
        connection.register("links", links)
        connection.register("truth", truth)
        counts = connection.sql(
            f"SELECT count(*), count(t.truth), count(l.{answer}), count(*) FILTER (l.{answer} = t.truth) "
            f"FROM truth t LEFT JOIN (SELECT {key}, {answer} FROM links) l USING ({key}) WHERE NOT t.is_label"
        ).fetchall()[0]
        return Score(*counts)
