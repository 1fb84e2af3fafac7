# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented names of persons and companies, and the ways in which offices and people write them down."""

from __future__ import annotations

import numpy as np

_GIVEN = ("Jan", "Anna", "Pieter", "Maria", "Willem", "Johanna", "Hendrik", "Cornelia", "Ahmet", "Fatma", "Ruud", "Els",
          "Sjoerd", "Tjitske", "Karel", "Yvonne", "Bram", "Lotte", "Daan", "Noor", "Emre", "Zeynep", "Jörg", "Chloé",
          "Omar", "Samira", "Ignacy", "Zofia", "Gijs", "Fleur")  # fmt: skip
_HEADS = ("Berg", "Veen", "Hoog", "Lind", "Brand", "Visser", "Kuip", "Schaap", "Wolf", "Oost", "Dijk", "Haan", "Water",
          "Groen", "Zwart", "Koop", "Mul", "Rook", "Tim", "Bos", "Yıl", "Öz", "Kaya", "Nowa", "Ali", "Ben", "Ha", "Dek",
          "Smit", "Jong", "Post", "Vers", "Klaas", "Harm", "Wieg", "Stroe", "Gerr", "Pol", "Ruit", "Eik")  # fmt: skip
_TAILS = ("", "man", "stra", "ma", "sen", "kamp", "huis", "mans", "ink", "dır", "türk", "oğlu", "ski", "aoui", "ers",
          "inga", "hof", "broek", "veld", "horst", "eld", "werf", "s", "laar", "ing", "é", "ius", "daal", "gaard", "en",
          "meijer", "ooi", "oven", "zoon", "hout", "ker")  # fmt: skip
PARTICLES = ("", "", "", "", "", "van", "van der", "van den", "de", "van de", "ter", "el", "von", "'t", "den")
_TRADES = ("Vastgoed", "Beheer", "Bouw", "Installaties", "Holding", "Exploitatie", "Wonen", "Horeca", "Catering",
           "Schoonmaak", "Logistiek", "Uitzendbureau", "Onderhoud", "Projecten", "Invest", "Verhuur", "Bakkerij",
           "Autobedrijf", "Consultancy", "Makelaardij")  # fmt: skip
_ARTICLES = ("De", "Het", "'t", "Mijn", "City")
_FORMS = ("B.V.", "B.V.", "B.V.", "V.O.F.", "Stichting", "", "N.V.", "C.V.", "Vereniging")
_WRITTEN_FORMS = {
    "B.V.": ("BV", "B.V.", "bv", "b.v.", "Besloten Vennootschap", ""),
    "V.O.F.": ("VOF", "v.o.f.", "Vennootschap onder firma", ""),
    "Stichting": ("St.", "Stg.", "stichting", "Stichting"),
    "N.V.": ("NV", "n.v.", ""),
    "C.V.": ("CV", "c.v.", ""),
    "Vereniging": ("Ver.", "vereniging", "Vereniging"),
    "": ("",),
}
_IN_FRONT = frozenset({"Stichting", "Vereniging"})


def given_name(rng: np.random.Generator) -> str:
    """Return a first name."""
    return _pick(_GIVEN, rng)


def surname(rng: np.random.Generator) -> str:
    """Return a surname without its particle; some are double."""
    name = _pick(_HEADS, rng) + _pick(_TAILS, rng)
    return f"{name}-{surname(rng)}" if rng.random() < 0.06 else name


def company(rng: np.random.Generator) -> tuple[str, str, str]:
    """Return the name, the legal form ('' for a one-man business) and the trade name ('' when it has none)."""
    name = f"{_pick(PARTICLES, rng)} {_pick(_HEADS, rng)}{_pick(_TAILS, rng)}".strip()
    number = f" {_pick(('I', 'II', 'III', '2', '3'), rng)}" if rng.random() < 0.05 else ""
    second = f" en {_pick(_HEADS, rng)}{_pick(_TAILS, rng)}" if rng.random() < 0.35 else ""
    trade = _pick(_TRADES, rng)
    trade = f"{trade} en {_pick(_TRADES, rng)}" if rng.random() < 0.3 else trade
    shop = f"{_pick(_ARTICLES, rng)} {_pick(_HEADS, rng)}{_pick(_TAILS, rng)} {_pick(_TRADES, rng)}"
    return f"{name}{second} {trade}{number}", _pick(_FORMS, rng), shop if rng.random() < 0.35 else ""


def full_company(name: str, form: str) -> str:
    """Return the name of a company as the register writes it.

    >>> full_company("Veenman Beheer", "B.V."), full_company("Veenman Wonen", "Stichting")
    ('Veenman Beheer B.V.', 'Stichting Veenman Wonen')
    """
    return f"{form} {name}" if form in _IN_FRONT else f"{name} {form}".strip()


def written_company(name: str, form: str, rng: np.random.Generator) -> str:
    """Return the name of a company as somebody else writes it: another form, an ampersand, capitals."""
    form_text = _pick(_WRITTEN_FORMS[form], rng)
    if rng.random() < 0.5:
        name = name.replace(" en ", " & ")
    text = f"{form_text} {name}" if form in _IN_FRONT else f"{name} {form_text}"
    return _cased(text.strip(), rng)


def written_surname(particle: str, name: str, rng: np.random.Generator) -> tuple[str, str]:
    """Return particle and surname as they stand in two fields: the particle apart, in either place, glued, or lost."""
    kind = rng.random()
    if "-" in name and rng.random() < 0.5:
        name = name.split("-", maxsplit=1)[0]
    name = _cased(_folded(name, rng), rng)
    if not particle or kind < 0.35:
        return particle, name
    short = (
        particle.replace("van der", "v.d.").replace("van den", "v.d.").replace("van de", "v.d.").replace("van", "v.")
    )
    options = (("", f"{particle} {name}"), ("", f"{name}, {particle}"), ("", f"{short} {name}"), (short, name),
               ("", f"{particle.replace(' ', '')}{name.lower()}"), ("", name), ("", f"{name} {particle}"))  # fmt: skip
    return options[int(rng.integers(len(options)))]


def written_given(name: str, rng: np.random.Generator) -> str:
    """Return a first name as written: in full, its initial, more initials, or not at all."""
    kind = rng.random()
    if kind < 0.4:
        return name
    if kind < 0.75:
        return f"{name[0]}."
    return f"{name[0]}.{'ABHJMPW'[int(rng.integers(7))]}." if kind < 0.92 else ""


def _folded(text: str, rng: np.random.Generator) -> str:
    if rng.random() < 0.5:
        return text
    return text.translate(str.maketrans("ıöüğéÖ", "iougeO"))


def _cased(text: str, rng: np.random.Generator) -> str:
    kind = rng.random()
    return text.upper() if kind < 0.12 else text.lower() if kind < 0.2 else text


def _pick(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
