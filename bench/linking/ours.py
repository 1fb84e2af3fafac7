# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The product's own path from text to links, in a process of its own: both sides read and spelled, then linked.

`python -m bench.linking.ours FOLDER OUT [--weak] [--judged]`: with a normaliser that knows only 'str' and particles;
with the judgements of `bench.linking.ask`. What each statement took stands on the last line.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.linking.judgements import judgements_of
from bench.linking.rows import take_in, weaken_spelling
from bench.linking.spine import lay_spine
from bench.linking.timed_engine import TimedEngine
from pandzicht.linking.link import link_sources


def main(folder: Path, out: Path, *, weak: bool, judged: bool) -> None:
    """Link the messy rows of a data set."""
    started = time.process_time()
    if weak:
        weaken_spelling()
    parts: dict[str, list[float]] = {}
    with TimedEngine() as engine:
        for name, work in (("spine", lambda: lay_spine(engine, folder)), ("rows", lambda: take_in(engine, folder))):
            parts[name], found = _timed(engine, name, work)
        parts["link"], result = _timed(engine, "link", lambda: link_sources(
            engine, found, judgements=judgements_of(engine, folder) if judged else ()))  # fmt: skip
        parts["write"], _ = _timed(engine, "write", lambda: engine.write_parquet(
            "SELECT row_no, address_no, probability::DOUBLE AS probability, tier::VARCHAR AS tier FROM links "
            "WHERE state = 'linked'", out))  # fmt: skip
        steps = {name: [round(value, 3) for value in spent] for name, spent in engine.taken.items()}
    tiers = {f"{each.source}:{each.tier}": each.rows for each in result.counts}
    print(json.dumps({"start_cpu": round(started, 3), "parts": parts, "steps": steps, "tiers": tiers}))


def _timed(engine: TimedEngine, name: str, work: Any) -> tuple[list[float], Any]:
    engine.part, wall, cpu = name, time.perf_counter(), time.process_time()
    found = work()
    return [round(time.perf_counter() - wall, 3), round(time.process_time() - cpu, 3)], found


if __name__ == "__main__":
    _folder, _out, *_options = sys.argv[1:]
    main(Path(_folder), Path(_out), weak="--weak" in _options, judged="--judged" in _options)
