# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Branches (SBI codes) that occur in the model city, with where they sit and whether a licence is asked of them.

Descriptions are our own short words; the codes have the form of the SBI 2008 with leading zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Seat(IntEnum):
    """Where firms of a branch sit."""

    HOME = 0
    SHOP = 1
    OFFICE = 2
    WORKS = 3
    SERVICE = 4
    CATERING = 5


@dataclass(frozen=True, slots=True)
class Branch:
    """One SBI code."""

    code: str
    words: str
    group: str
    seat: Seat
    weight: float
    vulnerable: bool = False
    """Whether municipalities often designate it as a branch that needs a licence."""
    letting: bool = False


_TABLE = """
01131|Teelt van groenten in de volle grond|landbouw|works|0.2
0119|Teelt van overige eenjarige gewassen|landbouw|works|0.1
0130|Teelt van sierplanten|landbouw|works|0.2
0161|Diensten voor de akkerbouw|landbouw|works|0.1
1071|Vervaardiging van brood en banket|industrie|shop|0.6
1413|Vervaardiging van bovenkleding|industrie|home|0.3
1629|Vervaardiging van artikelen van hout|industrie|works|0.3
1812|Drukkerijen|industrie|works|0.4
2511|Vervaardiging van metalen constructies|industrie|works|0.4
3109|Vervaardiging van meubels|industrie|works|0.4
3320|Installatie van machines|industrie|works|0.3
4120|Algemene burgerlijke en utiliteitsbouw|bouw|home|5
4321|Elektrotechnische bouwinstallatie|bouw|home|1.5
4322|Loodgieters en installatie van sanitair|bouw|home|1.5
4331|Afwerking van gebouwen door stukadoors|bouw|home|1.2
4332|Timmerwerk|bouw|home|1.5
4334|Schilderen en glaszetten|bouw|home|1.5
4339|Overige afwerking van gebouwen|bouw|home|2
4391|Dakdekken|bouw|home|0.8
45112|Handel in en reparatie van personenauto's|auto|works|0.8|v
45191|Handel in bedrijfsauto's|auto|works|0.2|v
45204|Carrosserieherstel|auto|works|0.4|v
4532|Winkels in auto-onderdelen|auto|shop|0.3|v
4619|Handelsbemiddeling|groothandel|home|1
4631|Groothandel in groenten en fruit|groothandel|works|0.4
4642|Groothandel in kleding|groothandel|works|0.5
4690|Groothandel algemeen|groothandel|home|1
4711|Supermarkten|detailhandel|shop|1.2|v
4719|Warenhuizen|detailhandel|shop|0.3
4721|Winkels in aardappelen, groenten en fruit|detailhandel|shop|0.5|v
4722|Winkels in vlees|detailhandel|shop|0.4
4724|Winkels in brood en banket|detailhandel|shop|0.5
4725|Winkels in dranken|detailhandel|shop|0.4|v
4726|Winkels in tabaksproducten|detailhandel|shop|0.4|v
4741|Winkels in computers|detailhandel|shop|0.4
4742|Winkels in telecommunicatieapparatuur|detailhandel|shop|0.6|v
4751|Winkels in kleding- en meubelstoffen|detailhandel|shop|0.3
4752|Winkels in ijzerwaren en verf|detailhandel|shop|0.3
4759|Winkels in meubels|detailhandel|shop|0.6
4761|Winkels in boeken|detailhandel|shop|0.2
4764|Winkels in fietsen en sportartikelen|detailhandel|shop|0.5
4771|Winkels in kleding|detailhandel|shop|1.6
4772|Winkels in schoenen|detailhandel|shop|0.4
4773|Apotheken|detailhandel|shop|0.3
4775|Winkels in parfum en cosmetica|detailhandel|shop|0.4
4776|Winkels in bloemen en planten|detailhandel|shop|0.4
4777|Winkels in juwelen en uurwerken|detailhandel|shop|0.4|v
4778|Winkels in overige artikelen|detailhandel|shop|0.8
4779|Winkels in tweedehands goederen|detailhandel|shop|0.4|v
4791|Detailhandel via internet|detailhandel|home|4
4932|Vervoer per taxi|vervoer|home|2.5|v
4941|Goederenvervoer over de weg|vervoer|home|0.8
5210|Opslag|vervoer|works|0.6
5320|Post en koeriers|vervoer|home|1.5
55101|Hotel-restaurants|horeca|service|0.2
55102|Hotels|horeca|service|0.3|v
5520|Verhuur van vakantiehuisjes|horeca|home|0.4
5610|Restaurants|horeca|catering|4|v
56102|Cafetaria's en ijssalons|horeca|catering|2|v
5621|Eventcatering|horeca|home|0.8
5630|Cafés|horeca|catering|1.6|v
5911|Productie van films|informatie|home|0.8
6201|Ontwikkelen van software|informatie|home|3
6202|Advisering op het gebied van informatietechnologie|informatie|home|4
6209|Overige dienstverlening in informatietechnologie|informatie|office|1
6311|Gegevensverwerking|informatie|office|0.5
6420|Financiële holdings|financieel|home|3
6612|Wisselkantoren en effectenbemiddeling|financieel|office|0.2|v
6619|Overige financiële dienstverlening|financieel|office|0.5
6622|Assurantietussenpersonen|financieel|office|0.5
6810|Handel in eigen onroerend goed|onroerend goed|office|0.6
68203|Verhuur van woonruimte|onroerend goed|office|0.7|l
68204|Verhuur van onroerend goed|onroerend goed|office|0.7|l
6831|Bemiddeling bij handel en verhuur van onroerend goed|onroerend goed|office|0.9|vl
6832|Beheer van onroerend goed|onroerend goed|office|0.5|l
6910|Rechtskundige dienstverlening|advies|office|1
69201|Accountants|advies|office|0.4
69203|Boekhoudkantoren|advies|home|1.2
70221|Organisatieadvies|advies|home|6
7111|Architecten|advies|home|0.8
7112|Ingenieurs|advies|office|1
7311|Reclamebureaus|advies|home|1.5
7410|Industrieel ontwerp|advies|home|1.5
7420|Fotografie|advies|home|1
7490|Overige specialistische diensten|advies|home|1.5
7711|Verhuur van personenauto's|verhuur|works|0.3|v
78201|Uitzendbureaus|uitzendwezen|office|0.9|v
78202|Uitleenbureaus|uitzendwezen|office|0.5|v
7911|Reisbureaus|reizen|shop|0.3|v
8010|Particuliere beveiliging|beveiliging|office|0.3
8121|Interieurreiniging van gebouwen|schoonmaak|home|4
8122|Gevelreiniging|schoonmaak|home|0.5
8130|Landschapsverzorging|groen|home|0.6
8230|Organiseren van congressen|overig|home|0.5
8299|Overige zakelijke dienstverlening|overig|home|2
85201|Basisonderwijs|onderwijs|service|0.8
8531|Voortgezet onderwijs|onderwijs|service|0.3
8559|Overig onderwijs|onderwijs|home|2
8621|Praktijken van huisartsen|zorg|service|0.6
8623|Praktijken van tandartsen|zorg|service|0.5
86913|Paramedische praktijken|zorg|home|2
8710|Verpleeghuizen|zorg|service|0.3
8891|Kinderopvang|zorg|service|0.8
8899|Maatschappelijk advies|zorg|home|1.5
9001|Beoefening van podiumkunst|cultuur|home|2
9003|Scheppende kunst|cultuur|home|2
9200|Loterijen en kansspelen|recreatie|catering|0.3|v
9313|Fitnesscentra|sport|service|0.4|v
9329|Overige recreatie|recreatie|service|0.3
9491|Religieuze organisaties|organisaties|service|0.5
9499|Overige belangenbehartiging|organisaties|home|1.5
9601|Wassen en chemisch reinigen|persoonlijk|shop|0.3|v
96021|Haarverzorging|persoonlijk|shop|2|v
96022|Schoonheidsverzorging|persoonlijk|shop|1.4|v
9604|Sauna's en massage|persoonlijk|shop|0.5|v
9609|Overige dienstverlening|persoonlijk|home|1|v
"""


def _parsed(line: str) -> Branch:
    code, words, group, seat, weight, *marks = line.split("|")
    mark = marks[0] if marks else ""
    return Branch(code, words, group, Seat[seat.upper()], float(weight), "v" in mark, "l" in mark)


BRANCHES = tuple(_parsed(line) for line in _TABLE.strip().splitlines())
BRANCH_OF = {branch.code: position for position, branch in enumerate(BRANCHES)}
