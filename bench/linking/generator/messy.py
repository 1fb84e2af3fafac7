# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What messy rows say: each part of an address as its writer believed it, before it is put in columns or a line.

Every row speaks of a random address, or of none; its faults are drawn apart from each other, except where one makes
another impossible.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.linking.generator.fault import SHARES, Drawn, Fault, drawn
from bench.linking.generator.layouts import LAYOUTS
from bench.linking.generator.register import TOWNS, Numbers, Register
from bench.linking.generator.slip import slipped, slipped_digit
from bench.linking.generator.unit_styles import Unit

ELSEWHERE = ("Verbergen", "Nieuwerhaghe", "Kromwolde", "Oosterdrecht", "Sint Joostland", "Bergeroog")
SECOND_SLIP = 0.15
"""Share of the slips that come with another one."""
NO_TOWN_IN_TEXT = 0.15
LAYOUT_SHARES = (0.42, 0.25, 0.12, 0.21)
COLUMNS, NUMBER, STREET_NUMBER, TEXT = range(4)


@dataclass(slots=True)
class Said:
    """What every row says. `truth` is its address, -1 for none; '' is said by leaving out."""

    truth: Numbers
    layout: Numbers
    street: list[str]
    """The texts that `street_at` points into: as meant, slips included, nothing shortened."""
    street_at: Numbers
    number: Numbers
    unit: Numbers
    units: list[Unit]
    postcode: list[str]
    postcode_at: Numbers
    town: list[str]
    town_at: Numbers
    faults: dict[Fault, Drawn]


def say(register: Register, rows: int, rng: np.random.Generator) -> Said:
    """Return what so many rows say of a register."""
    address = rng.integers(register.size, size=rows)
    layout = rng.choice(len(LAYOUTS), rows, p=LAYOUT_SHARES)
    everyone = np.ones(rows, dtype=bool)
    other_town = drawn(SHARES[Fault.OTHER_TOWN], everyone, rng)
    not_existing = drawn(SHARES[Fault.NOT_EXISTING], ~other_town, rng)
    here = ~other_town & ~not_existing
    number, unit, faults = _numbers(register, address, here, not_existing, rng)
    faults |= {Fault.OTHER_TOWN: other_town, Fault.NOT_EXISTING: not_existing}
    street, street_at, slips = _streets(register, register.street[address], here, rng)
    postcode, postcode_at, wrong = _postcodes(register, address, other_town, rng)
    faults |= slips | wrong
    faults[Fault.SENTENCE] = drawn(SHARES[Fault.SENTENCE], layout == TEXT, rng)
    faults[Fault.SWAPPED] = drawn(SHARES[Fault.SWAPPED], layout != TEXT, rng)
    towns = [*TOWNS, *ELSEWHERE, ""]
    town_at = np.where(other_town, len(TOWNS) + rng.integers(len(ELSEWHERE), size=rows),
                       register.town[register.street[address]])  # fmt: skip
    silent = (layout == TEXT) & ~other_town & (rng.random(rows) < NO_TOWN_IN_TEXT)
    return Said(
        truth=np.where(here, address, -1), layout=layout, street=street, street_at=street_at, number=number, unit=unit,
        units=register.units, postcode=postcode, postcode_at=postcode_at, town=towns,
        town_at=np.where(silent, len(towns) - 1, town_at), faults=faults,
    )  # fmt: skip


def _numbers(
    register: Register, address: Numbers, here: Drawn, not_existing: Drawn, rng: np.random.Generator
) -> tuple[Numbers, Numbers, dict[Fault, Drawn]]:
    """Return numbers and units, some of them wrong, lost, or of nothing that exists."""
    number, unit = register.number[address].copy(), register.unit[address].copy()
    wrong = drawn(SHARES[Fault.NUMBER_WRONG], here, rng)
    lost = drawn(SHARES[Fault.UNIT_LOST], here & ~wrong & (unit > 0), rng)
    other = drawn(SHARES[Fault.UNIT_WRONG], here & ~wrong & ~lost & (unit > 0), rng)
    step = rng.choice([-10, -4, -2, -1, 1, 2, 4, 10, 100], size=len(number))
    number = np.where(wrong, np.where(number + step > 0, number + step, number + 2), number)
    unit = np.where(lost, 0, unit)
    unit = np.where(other, _neighbour(register, address, rng), unit)
    beyond = not_existing & (rng.random(len(number)) < 0.5)
    last = np.zeros(len(register.name), dtype=np.int64)
    np.maximum.at(last, register.street, register.number)
    highest = np.zeros(len(register.names), dtype=np.int64)
    np.maximum.at(highest, register.name, last)
    past = highest[register.name[register.street[address]]] + rng.integers(1, 40, size=len(number))
    number = np.where(beyond, past, number)
    unit = np.where(not_existing & ~beyond, _missing_unit(register, address), unit)
    return number, unit, {Fault.NUMBER_WRONG: wrong, Fault.UNIT_LOST: lost, Fault.UNIT_WRONG: other}


def _neighbour(register: Register, address: Numbers, rng: np.random.Generator) -> Numbers:
    """Return another unit: of the next address in the building, or one that the building does not have."""
    beside = np.where(rng.random(len(address)) < 0.5, address + 1, address - 1) % register.size
    same = register.building[beside] == register.building[address]
    return np.where(same & (register.unit[beside] > 0), register.unit[beside], _missing_unit(register, address))


def _missing_unit(register: Register, address: Numbers) -> Numbers:
    """Return a unit that is not at the same street name and number, in any town."""
    key = (register.name[register.street] * 10_000 + register.number) * len(register.units)
    taken = np.unique(key + register.unit)
    wanted = key[address]
    found = np.zeros(len(address), dtype=np.int64)
    for unit in range(1, len(register.units)):
        open_rows = np.flatnonzero(found == 0)
        if not len(open_rows):
            break
        candidate = wanted[open_rows] + unit
        at = np.minimum(np.searchsorted(taken, candidate), len(taken) - 1)
        found[open_rows[taken[at] != candidate]] = unit
    return found


def _streets(
    register: Register, street: Numbers, here: Drawn, rng: np.random.Generator
) -> tuple[list[str], Numbers, dict[Fault, Drawn]]:
    """Return the names that are said and the faults in them; a name with a slip is a text of its own."""
    texts, at = list(register.names), register.name[street].copy()
    renamed = np.isin(street, list(register.former))
    old = drawn(SHARES[Fault.OLD_STREET], here & renamed, rng)
    place = {which: len(texts) + number for number, which in enumerate(register.former)}
    texts += register.former.values()
    at[old] = [place[which] for which in street[old].tolist()]
    slip = drawn(SHARES[Fault.TYPO], np.ones(len(at), dtype=bool), rng)
    twice = rng.random(int(slip.sum())) < SECOND_SLIP
    slips: dict[str, int] = {}
    changed = []
    for which, again in zip(at[slip].tolist(), twice.tolist(), strict=True):
        text = slipped(texts[which], rng)
        changed.append(slips.setdefault(slipped(text, rng) if again else text, len(texts) + len(slips)))
    at[slip] = changed
    return [*texts, *slips], at, {Fault.OLD_STREET: old, Fault.TYPO: slip}


def _postcodes(
    register: Register, address: Numbers, other_town: Drawn, rng: np.random.Generator
) -> tuple[list[str], Numbers, dict[Fault, Drawn]]:
    """Return the postcodes that are said: as they are, wrong, four digits only, left out; elsewhere those of there."""
    texts, at = list(register.postcodes), register.postcode[address].copy()
    everyone = np.ones(len(at), dtype=bool)
    missing = drawn(SHARES[Fault.POSTCODE_MISSING], everyone, rng)
    wrong = drawn(SHARES[Fault.POSTCODE_WRONG], ~missing & ~other_town, rng)
    digits = drawn(SHARES[Fault.POSTCODE_DIGITS], ~missing & ~wrong, rng)
    strange = wrong & (rng.random(len(at)) < 0.5)
    at = np.where(strange, rng.integers(len(texts), size=len(at)), at)
    slips = [slipped_digit(texts[which], rng) for which in at[wrong & ~strange].tolist()]
    at[wrong & ~strange] = len(texts) + np.arange(len(slips))
    texts += slips
    outside = [f"{number}{text[4:]}" for number, text in zip(rng.integers(5000, 9999, 500), texts, strict=False)]
    at = np.where(other_town, len(texts) + rng.integers(len(outside), size=len(at)), at)
    texts += outside
    short = len(texts)
    texts += sorted({text[:4] for text in texts})
    place = {text: short + number for number, text in enumerate(texts[short:])}
    at[digits] = [place[texts[which][:4]] for which in at[digits].tolist()]
    at = np.where(missing, len(texts), at)
    faults = {Fault.POSTCODE_MISSING: missing, Fault.POSTCODE_WRONG: wrong, Fault.POSTCODE_DIGITS: digits}
    return [*texts, ""], at, faults
