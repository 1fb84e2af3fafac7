# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one face of the database engine: statements in, Arrow tables out.

It knows nothing of addresses or registers. Values are bound parameters or Arrow tables; names are quoted here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from pandzicht.errors import PandzichtError

if TYPE_CHECKING:
    import pyarrow as pa


class EngineFault(PandzichtError):
    """The engine refused a statement; the message is the engine's own."""


def quoted(name: str) -> str:
    """Return a name as a quoted SQL identifier.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return text as a quoted SQL literal, for the few places where the engine binds no parameter (file names).

    >>> literal("d'Or")
    "'d''Or'"
    """
    return "'" + text.replace("'", "''") + "'"


def parquet_list(paths: Sequence[Path]) -> str:
    """Return a SQL table function that reads Parquet files as one table."""
    files = ", ".join(literal(path.as_posix()) for path in paths)
    return f"read_parquet([{files}])"


# the client keeps the rows of a query that such a statement follows; a query alone it plans twice, to tell its columns
_WITHOUT_ROWS = "SET VARIABLE held = TRUE"


class Engine:
    """An embedded engine in memory; never a database file, never shared between processes.

    >>> with Engine() as engine:
    ...     engine.rows("SELECT 1 + 1 AS two")
    [(2,)]
    """

    def __init__(self, *, threads: int = 2, memory_mib: int = 2_500, spill: Path | None = None) -> None:
        config: dict[str, Any] = {"threads": threads, "memory_limit": f"{memory_mib}MiB"}
        config["temp_directory"] = spill.as_posix() if spill else ""
        self._spills, self._held = spill is not None, set[str]()
        self._connection = duckdb.connect(":memory:", config=config)
        self._connection.execute("SET preserve_insertion_order = false")
        # what is in memory only need not be rewritten now and then: a checkpoint costs seconds and keeps nothing
        self._connection.execute("SET checkpoint_threshold = '1TB'")
        self._connection.execute("SET TimeZone = 'UTC'")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back memory and handles."""
        self._connection.close()

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Execute one statement whose result nobody reads."""
        self._execute(sql, parameters).fetchall()

    def hold(self, name: str, query: str) -> None:
        """Keep the rows of a query under a name, to be read like a table by the statements after it.

        It is made and read in less time than a table, and has no `rowid`. Its rows count in no memory limit and cannot
        leave memory: an engine that may spill to disk makes a table of it.
        """
        if self._spills:
            self.run(f"CREATE OR REPLACE TABLE {quoted(name)} AS {query}")
            return
        try:
            self._connection.register(name, self._connection.sql(f"{query}; {_WITHOUT_ROWS}"))
        except duckdb.Error as error:
            raise EngineFault(str(error)) from error
        self._held.add(name)

    def drop(self, name: str) -> None:
        """Give back the memory of a table, or of rows that are held, where there are such."""
        if name in self._held:
            self._held.remove(name)
            self.forget(name)
        else:
            self.run(f"DROP TABLE IF EXISTS {quoted(name)}")

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        found: list[tuple[Any, ...]] = self._execute(sql, parameters).fetchall()
        return found

    def value(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """Return the first value of the first row of a query."""
        return self._execute(sql, parameters).fetchall()[0][0]

    def table(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
        """Return the result of a query as an Arrow table."""
        try:
            relation = self._connection.sql(sql, params=parameters or None)
            return relation.to_arrow_table()
        except duckdb.Error as error:
            raise EngineFault(str(error)) from error

    def ordered(self, relation: str, order: str) -> pa.Table:
        """Return all rows of a table, view or bracketed query in an order, as an Arrow table."""
        with self._keeping_order():
            return self.table(f"SELECT * FROM {relation} ORDER BY {order}")

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table readable under a name."""
        self._connection.register(name, table)

    def forget(self, name: str) -> None:
        """Take back a registered Arrow table."""
        self._connection.unregister(name)

    def columns(self, relation: str) -> dict[str, str]:
        """Return name -> engine type of the columns of a table, view or bracketed query."""
        return {row[0]: row[1] for row in self.rows(f"DESCRIBE SELECT * FROM {relation}")}

    def write_parquet(self, sql: str, path: Path) -> None:
        """Write the result of a query as a Parquet file that does not stay: quickly, its rows in whatever order."""
        self.run(f"COPY ({sql}) TO {literal(path.as_posix())} (FORMAT parquet, COMPRESSION snappy)")

    @contextmanager
    def _keeping_order(self) -> Iterator[None]:
        self.run("SET preserve_insertion_order = true")
        try:
            yield
        finally:
            self.run("SET preserve_insertion_order = false")

    def _execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> Any:
        try:
            return self._connection.execute(sql, parameters) if parameters else self._connection.execute(sql)
        except duckdb.Error as error:
            raise EngineFault(str(error)) from error
