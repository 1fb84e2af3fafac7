# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people report about the city: kinds of reports, how often, about what, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.modelcity.suspicion import Pull, pull
from pandzicht.modelcity.truth import Check

MAINS = {
    "afval": "Afval",
    "wegen-verkeer-straatmeubilair": "Wegen, verkeer, straatmeubilair",
    "overlast-in-de-openbare-ruimte": "Overlast in de openbare ruimte",
    "overlast-van-dieren": "Overlast van dieren",
    "overlast-van-en-door-personen-of-groepen": "Overlast van en door personen of groepen",
    "overlast-bedrijven-en-horeca": "Overlast Bedrijven en Horeca",
    "wonen": "Wonen",
    "overig": "Overig",
}


@dataclass(frozen=True, slots=True)
class ComplaintKind:
    """One subcategory with the number of reports in three years at 284,000 addresses."""

    main: str
    slug: str
    name: str
    count: int
    place: str
    """Where it is about when nothing is wrong: home, shop or street."""
    words: tuple[str, ...]
    pulls: tuple[Pull, ...] = ()


_WONEN, _ADRES, _HENNEP, _BOUW = Check.ONRECHTMATIG_WONEN, Check.ADRESKWALITEIT, Check.HENNEP, Check.ILLEGALE_BOUW
_UPKEEP, _FIRE, _SHOP, _FIRM = Check.ACHTERSTALLIG_ONDERHOUD, Check.BRANDVEILIGHEID, Check.WINKELGEBIED, Check.BRANCHES
_STREET, _SPACE, _DOORS = (
    "wegen-verkeer-straatmeubilair",
    "overlast-in-de-openbare-ruimte",
    "overlast-bedrijven-en-horeca",
)
_K = ComplaintKind

COMPLAINT_KINDS: tuple[ComplaintKind, ...] = (
    _K(
        "afval",
        "huisafval",
        "Huisafval",
        42_000,
        "home",
        ("Vuilniszakken naast de container", "Het portiek staat vol met vuilniszakken"),
        (pull(_WONEN, 0.05, "kamerverhuur", "overbewoning", "toeristisch"), pull(_ADRES, 0.02, "te_veel_ingeschreven")),
    ),
    _K(
        "afval",
        "grofvuil",
        "Grofvuil",
        33_000,
        "street",
        ("Een bankstel op de stoep", "Matrassen bij de container"),
        (pull(_WONEN, 0.02, "kamerverhuur", "onderhuur"),),
    ),
    _K(
        "afval",
        "bedrijfsafval",
        "Bedrijfsafval",
        6_000,
        "shop",
        ("Dozen en afval van een winkel op straat",),
        (pull(_SHOP, 0.35, "afval"),),
    ),
    _K(
        "afval",
        "veeg-zwerfvuil",
        "Veeg- / zwerfvuil",
        34_000,
        "street",
        ("Zwerfvuil in de straat", "De goot ligt vol blad en afval"),
    ),
    _K(
        _STREET,
        "onderhoud-stoep-straat-en-fietspad",
        "Onderhoud stoep, straat en fietspad",
        30_000,
        "street",
        ("Losse tegel in de stoep", "Kuil in het fietspad"),
    ),
    _K(
        _STREET,
        "straatverlichting-openbare-klok",
        "Straatverlichting / openbare klok",
        16_000,
        "street",
        ("Lantaarn brandt niet",),
    ),
    _K(
        _SPACE,
        "parkeeroverlast",
        "Parkeeroverlast",
        22_000,
        "street",
        ("Auto staat op de stoep", "Bestelbus blokkeert de inrit"),
    ),
    _K(
        _SPACE,
        "bouw-sloopoverlast",
        "Bouw- / sloopoverlast",
        9_000,
        "home",
        ("Er wordt gebouwd op het dak", "Al weken breekwerk in de avond"),
        (pull(_BOUW, 0.30), pull(_WONEN, 0.05, "splitsing")),
    ),
    _K(
        _SPACE,
        "graffiti-wildplak",
        "Graffiti / wildplak",
        7_000,
        "shop",
        ("Graffiti op de gevel", "Posters op het rolluik"),
        (pull(_SHOP, 0.25, "gevel", "leegstand"),),
    ),
    _K(
        _SPACE,
        "hinderlijk-geplaatst-object",
        "Hinderlijk geplaatst object",
        9_000,
        "shop",
        ("Uitstalling verspert de stoep", "Reclamebord midden op de stoep"),
        (pull(_SHOP, 0.12, "reclame_zonder_vergunning"),),
    ),
    _K(
        _SPACE,
        "stank-geluidsoverlast",
        "Stank- / geluidsoverlast",
        11_000,
        "home",
        ("Lawaai uit een woning, nacht na nacht", "Gezoem en warmte bij de buren"),
        (pull(_HENNEP, 0.05), pull(_WONEN, 0.10, "kamerverhuur", "toeristisch")),
    ),
    _K(_SPACE, "fietswrak", "Fietswrak", 12_000, "street", ("Fietswrakken voor de deur",)),
    _K("overlast-van-dieren", "ratten", "Ratten", 8_000, "home", ("Ratten in de binnentuin",), (pull(_UPKEEP, 0.08),)),
    _K(
        "overlast-van-en-door-personen-of-groepen",
        "overige-overlast-door-personen",
        "Overige overlast door personen",
        10_000,
        "street",
        ("Veel komen en gaan in de nacht", "Overlast op het trappenhuis"),
        (pull(_FIRM, 0.05, "dekmantel"),),
    ),
    _K(
        _DOORS,
        "stankoverlast",
        "Stankoverlast",
        3_200,
        "home",
        ("Sterke weeïge geur in het trappenhuis", "Chemische lucht bij de achterdeur"),
        (pull(_HENNEP, 0.26),),
    ),
    _K(
        _DOORS,
        "stank-horecabedrijven",
        "Stank horeca/bedrijven",
        3_500,
        "shop",
        ("Bakgeur uit de afzuiging",),
        (pull(_FIRM, 0.06),),
    ),
    _K(
        _DOORS,
        "geluidsoverlast-muziek",
        "Geluidsoverlast muziek",
        8_000,
        "shop",
        ("Harde muziek tot diep in de nacht",),
        (pull(_WONEN, 0.10, "toeristisch"), pull(_FIRM, 0.06, "zonder_vergunning")),
    ),
    _K(
        _DOORS,
        "geluidsoverlast-installaties",
        "Geluidsoverlast installaties",
        2_600,
        "home",
        ("Ventilator draait dag en nacht",),
        (pull(_HENNEP, 0.16),),
    ),
    _K(_DOORS, "overlast-terrassen", "Overlast terrassen", 3_000, "shop", ("Terras staat te ver op de stoep",)),
    _K(
        "wonen",
        "woningkwaliteit",
        "Woningkwaliteit",
        7_500,
        "home",
        ("Schimmel in de slaapkamer", "Vocht in de muren", "Lekkage die niet wordt hersteld"),
        (pull(_UPKEEP, 0.58),),
    ),
    _K(
        "wonen",
        "woningdelen-spookburgers",
        "Woningdelen / spookburgers",
        3_600,
        "home",
        ("Er wonen steeds andere mensen", "Elke kamer wordt apart verhuurd"),
        (
            pull(_WONEN, 0.52, "kamerverhuur", "overbewoning", "splitsing"),
            pull(_ADRES, 0.14, "te_veel_ingeschreven", "niet_ingeschreven"),
        ),
    ),
    _K(
        "wonen",
        "leegstand",
        "Leegstand",
        2_200,
        "home",
        ("De woning staat al een jaar leeg", "Nooit licht aan"),
        (pull(_WONEN, 0.50, "onttrekking"), pull(_SHOP, 0.08, "leegstand")),
    ),
    _K(
        "wonen",
        "vakantieverhuur",
        "Vakantieverhuur",
        2_400,
        "home",
        ("Elke week andere toeristen", "Rolkoffers in de nacht"),
        (pull(_WONEN, 0.62, "toeristisch"),),
    ),
    _K(
        "wonen",
        "onderhuur-en-adreskwaliteit",
        "Onderhuur en adreskwaliteit",
        2_400,
        "home",
        ("De huurder woont hier niet", "Post voor onbekenden"),
        (pull(_WONEN, 0.34, "onderhuur", "zonder_woonfunctie"), pull(_ADRES, 0.30)),
    ),
    _K(
        "wonen",
        "hitte-en-waterschade",
        "Hitte- en waterschade",
        1_600,
        "home",
        ("Opvallend warme muur", "Water door het plafond"),
        (pull(_HENNEP, 0.14), pull(_UPKEEP, 0.20), pull(_FIRE, 0.05)),
    ),
    _K("overig", "overig", "Overig", 11_000, "street", ("Iets anders", "Vraag over de buurt")),
)
