# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An engine that tells what each of its statements took."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pandzicht.store.engine import Engine

_MADE = re.compile(r'CREATE (?:OR REPLACE )?(?:TEMP )?TABLE "?([\w:]+)"?')


class TimedEngine(Engine):
    """An engine that keeps what each statement took, under the name of the part and of the table it made."""

    part = "start"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.taken: dict[str, list[float]] = {}

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        """Execute one statement and add its wall and CPU seconds."""
        made = _MADE.match(sql)
        with self._timed(made.group(1) if made else "other"):
            super().run(sql, parameters)

    def hold(self, name: str, query: str) -> None:
        """Keep the rows of a query and add the wall and CPU seconds that it took."""
        with self._timed(name):
            super().hold(name, query)

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        spent = self.taken.setdefault(f"{self.part}:{name}", [0.0, 0.0])
        spent[0] += time.perf_counter() - wall
        spent[1] += time.process_time() - cpu
