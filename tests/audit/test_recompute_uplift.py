# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An outsider tosses the coins again and gets the interval to the digit, and sees whatever was changed."""

from __future__ import annotations

import ast
import csv
import io
import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from audit.recompute_uplift import main as recompute
from audit.recompute_uplift import wrong_in
from audit.recompute_yield import main as recompute_yield
from audit.recompute_yield import wrong_in as wrong_in_yield
from pandzicht.cli.main import main
from pandzicht.exports.audit_package import AuditedSelection, package_files
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.slots import Turn, slots_of
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, yield_of
from tests.audit.made_package import made_selection
from tests.slots_city import SlotsCity

PACKAGES = 100
Files = dict[str, str]
Change = Callable[[Files, random.Random], None]
SLOTS, PEOPLE = "wonen-0/slots.csv", "wonen-0/people.csv"


def compared(seed: int, number: int) -> AuditedSelection:
    """A selection with slots, of which the visited check's find something more often than those of people."""
    made, chance = made_selection(seed), random.Random(seed)
    name, asked = f"wonen-{number}", 30
    rows = sorted(made.frame.to_pylist(), key=lambda row: row["rank"])
    top = [row["unit"] for row in rows if row["stratum"] == "top"]
    people = chance.sample([row["unit"] for row in rows], min(asked, len(rows)))
    slots = slots_of(top, people, asked, f"{name}|{seed}")
    by_people = {slot.unit_id for slot in slots if slot.turn is Turn.PEOPLE}
    drawn = [unit for unit in made.units if unit.stratum is not Stratum.MANUAL]
    units = [
        *drawn,
        *(Drawn(name, Stratum.MANUAL, None) for name in sorted(by_people - {unit.unit_id for unit in drawn})),
    ]
    step = "brief" if seed % 9 == 0 else "bezoek"
    outcomes = {
        unit.unit_id: Outcome(
            step if chance.random() < 0.5 else "bezoek",
            Result.ESTABLISHED if chance.random() < (0.2 if unit.unit_id in by_people else 0.8) else Result.NOTHING,
        )
        for unit in units
        if chance.random() < 0.9
    }
    own = {"selection": name, "seed": seed, "slots": asked, "check": "wonen", "manual": sorted(by_people)}
    return replace(
        made,
        name=name,
        design={**made.design, **own},
        units=units,
        outcomes=outcomes,
        claims=yield_of(units, outcomes),
        slots=slots,
        people=people,
    )


def made(seed: int) -> Files:
    return package_files([compared(2 * seed, 0), compared(2 * seed + 1, 1)], "1.0")


def wrong(files: Files) -> list[str]:
    """What the script says of a package, whatever its hashes are."""
    return list(wrong_in(lambda name: files[name].encode(), set(files), ["wonen-0", "wonen-1"]))


def test_over_a_hundred_packages_both_computations_agree_to_the_digit() -> None:
    told: dict[str, int] = {}
    for seed in range(PACKAGES):
        files = made(seed)
        assert wrong(files) == [], seed
        assert list(wrong_in_yield({name: text.encode() for name, text in files.items()}.__getitem__, "wonen-0")) == []
        claim = json.loads(files["uplift.json"])["wonen"]
        said = claim["difference"].get("refused", claim["verdict"])
        told[said] = told.get(said, 0) + 1
    # agreeing on refusals only would say nothing
    assert told["check"] > PACKAGES / 4, told
    assert {"open", "steps_differ"} <= set(told), told


def _cell(name: str, column: str, new: Callable[[str], str], least: int = 0) -> Change:
    """A change of one cell of a table."""

    def change(files: Files, chance: random.Random) -> None:
        rows = list(csv.DictReader(io.StringIO(files[name])))
        row = chance.choice(rows[least:])
        row[column] = new(row[column])
        _write(files, name, rows)

    return change


def _write(files: Files, name: str, rows: list[dict[str, str]]) -> None:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files[name] = stream.getvalue()


def _lost(files: Files, chance: random.Random) -> None:
    rows = list(csv.DictReader(io.StringIO(files[SLOTS])))
    rows.remove(chance.choice(rows))
    _write(files, SLOTS, rows)


def _seed(files: Files, _chance: random.Random) -> None:
    design = json.loads(files["wonen-0/design.json"])
    files["wonen-0/design.json"] = json.dumps(design | {"seed": design["seed"] + 1})


def _claim(files: Files, _chance: random.Random) -> None:
    claims = json.loads(files["uplift.json"])
    claims["wonen"]["difference"] = {"value": 0.5, "low": 0.4, "high": 0.6, "of": 50}
    files["uplift.json"] = json.dumps(claims)


CHANGES: dict[str, Change] = {
    "a coin that fell otherwise": _cell(SLOTS, "turn", lambda turn: "people" if turn == "check" else "check"),
    "a unit of another slot": _cell(SLOTS, "unit", lambda unit: unit[::-1] + "x"),
    "a slot that tells nothing after all": _cell(SLOTS, "both", lambda both: "true" if both == "false" else "false"),
    "a slot that is left out": _lost,
    "another place in the list of people": _cell(PEOPLE, "place", lambda _: "-1", least=25),
    "another seed": _seed,
    "a figure": _claim,
    "a verdict": lambda files, _: files.update({"uplift.json": files["uplift.json"].replace('"open"', '"people"')}),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_every_change_is_seen_without_a_hash(what: str) -> None:
    for seed in range(1, 12):
        files = made(seed)
        before = dict(files)
        CHANGES[what](files, random.Random(seed))
        assert (wrong(files) != []) == (files != before), (what, seed)
    assert any(made(seed) for seed in range(1))


def test_the_script_imports_nothing_of_pandzicht(root: Path) -> None:
    tree = ast.parse((root / "audit/recompute_uplift.py").read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {item.name for node in ast.walk(tree) if isinstance(node, ast.Import) for item in node.names}
    assert {str(name).partition(".")[0] for name in named} <= {*__import__("sys").stdlib_module_names}


def test_a_package_of_two_rounds_is_sound_and_a_changed_file_shows(
    slots_city: SlotsCity, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(slots_city.space.root, tmp_path / "city")
    names = [kept.selection_id for kept in slots_city.kept]
    assert main(["audit-package", *names, "--to", str(tmp_path / "out"), "--workspace", str(root)]) == 0
    capsys.readouterr()
    assert recompute([str(tmp_path / "out")]) == 0, capsys.readouterr().out
    assert recompute_yield([str(tmp_path / "out")]) == 0, capsys.readouterr().out
    claimed = json.loads((tmp_path / "out/uplift.json").read_text("utf-8"))
    capsys.readouterr()
    check = slots_city.kept[0].account["check"]
    assert main(["yield", check, "--json", "--workspace", str(root)]) == 0
    assert claimed == {check: json.loads(capsys.readouterr().out)["uplift"]}
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.*"))
    assert re.search("tip [0-9]", written) is None
    assert not any(str(unit) in written for kept in slots_city.kept for unit in kept.units["unit_id"].to_pylist())
    slots = tmp_path / "out" / names[0] / "slots.csv"
    slots.write_text(slots.read_text("utf-8").replace("check", "people", 1), "utf-8")
    assert recompute([str(tmp_path / "out")]) == 1
    said = capsys.readouterr().out
    assert "its SHA-256 is not the one in package.json" in said
    assert "given again it is" in said
