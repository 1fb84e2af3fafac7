# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How people shorten a street name. Written down from the habits themselves, apart from the lists of the product."""

from __future__ import annotations

import re

_ENDS = {
    "dwarsstraat": ("dwarsstr.", "dw.str."),
    "straat": ("str.", "str", "strt"),
    "laan": ("ln.", "ln"),
    "weg": ("wg", "wg."),
    "plein": ("pln", "pl."),
    "gracht": ("gr.",),
    "kade": ("kd.",),
    "dijk": ("dk",),
    "singel": ("sngl", "sgl."),
    "plantsoen": ("plnts.", "plants."),
    "plaats": ("plts.",),
    "strjitte": ("str.", "strj."),
}
_FIRST_WORDS = {
    "Burgemeester": ("Burg.", "Bgm.", "Burg"),
    "Professor": ("Prof.", "Prof"),
    "Doctor": ("Dr.", "Dr"),
    "Meester": ("Mr.",),
    "Dominee": ("Ds.",),
    "Pastoor": ("Past.", "P."),
    "Generaal": ("Gen.", "Genl."),
    "Admiraal": ("Adm.",),
    "Kapitein": ("Kapt.", "Kap."),
    "Wethouder": ("Weth.", "Wethr."),
    "Minister": ("Min.",),
    "Ingenieur": ("Ir.",),
    "Monseigneur": ("Mgr.",),
    "Kardinaal": ("Kard.",),
    "Jonkheer": ("Jhr.",),
    "Koningin": ("Kon.", "Kon"),
    "Prins": ("Pr.",),
    "Prinses": ("Prs.", "Pr."),
    "Graaf": ("Gr.",),
    "Sint": ("St.", "St"),
    "Notaris": ("Not.",),
    "Kolonel": ("Kol.",),
    "Nieuwe": ("Nwe.", "Nw."),
    "Oude": ("O.", "Oud"),
    "Korte": ("Krt.", "K."),
    "Lange": ("Lg.", "L."),
    "Grote": ("Gr.",),
    "Kleine": ("Kl.",),
    "Hoge": ("Hg.",),
    "Eerste": ("1e", "1ste"),
    "Tweede": ("2e", "2de"),
    "1e": ("Eerste", "1ste"),
    "2e": ("Tweede", "2de"),
    "3e": ("Derde", "3de"),
    "4e": ("Vierde",),
    "Jan": ("J.",),
    "Anna": ("A.",),
    "Willem": ("W.", "Wm."),
    "Maria": ("M.",),
    "Pieter": ("P.",),
    "Johanna": ("J.", "Joh."),
    "Hendrik": ("H.",),
    "Cornelia": ("C.",),
    "Jacob": ("J.", "Jac."),
    "Elisabeth": ("E.",),
}
_PARTICLES = {"van der ": ("v.d. ", "v d ", "vd "), "van den ": ("v.d. ", "v. den "), "van de ": ("v.d. ", "v. de "),
              "van 't ": ("v.'t ", "v.h. "), "van ": ("v. ", "v ")}  # fmt: skip


def short_names(name: str) -> tuple[str, ...]:
    """Return what people write for a name, shorter in one place or in all; nothing when it has no habit.

    >>> short_names("Eikenplein")
    ('Eikenpln', 'Eikenpl.')
    >>> short_names("Burgemeester van der Brinkstraat")[-1]
    'Burg. v.d. Brinkstr.'
    >>> short_names("It Grunhiem")
    ()
    """
    ends, words, particles = _ends_of(name), _words_of(name), _particles_of(name)
    found = [*ends, *words, *particles]
    parts = [part[0] for part in (words, particles, ends) if part]
    if len(parts) > 1:
        found.append(_all_of(name))
    return tuple(dict.fromkeys(found))


def _ends_of(name: str) -> list[str]:
    end = next((end for end in _ENDS if name.endswith(end) and len(name) - len(end) > 2), None)
    return [name.removesuffix(end) + short for short in _ENDS[end]] if end else []


def _words_of(name: str) -> list[str]:
    first, _, rest = name.partition(" ")
    return [f"{short} {rest}" for short in _FIRST_WORDS.get(first, ())] if rest else []


def _particles_of(name: str) -> list[str]:
    for particle, shorts in _PARTICLES.items():
        if found := re.search(rf"(?:^|(?<= )){re.escape(particle)}", name, re.IGNORECASE):
            return [name[: found.start()] + short + name[found.end() :] for short in shorts]
    return []


def _all_of(name: str) -> str:
    for change in (_words_of, _particles_of, _ends_of):
        name = next(iter(change(name)), name)
    return name
