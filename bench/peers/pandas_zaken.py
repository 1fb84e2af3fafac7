# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases of the ZGW API as a data frame: a row per case and object, as far as an indicator or the linking needs."""

from __future__ import annotations

from typing import Any

import pandas as pd

_DWELLINGS = ("verblijfsobject", "ligplaats", "standplaats")
_COLUMNS = ("zaak_object", "zaaktype", "registratiedatum", "resultaat", "aantal_kamers", "geldig_tot", "objecttype",
            "object_id", "nummeraanduiding_id", "pand_id", "straat", "huisnummer", "huisletter", "toevoeging",
            "postcode")  # fmt: skip
_NO_OBJECT = (None, 0, 0, 0, None, None, None, None, None)


def zaken_frame(results: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the cases of all pages."""
    rows = []
    for zaak in results:
        expanded = zaak["_expand"]
        told = {item["naam"]: item["waarde"] for item in expanded["eigenschappen"]}
        own = (
            expanded["zaaktype"]["identificatie"],
            zaak["registratiedatum"],
            (expanded["resultaat"] or {}).get("toelichting"),
            float(told.get("aantal_kamers") or "nan"),
            int(told.get("geldig_tot") or 0),
        )
        objects = dict.fromkeys(_object(item) for item in expanded["zaakobjecten"]) or [_NO_OBJECT]
        rows += [((zaak["identificatie"], number), *own, *item) for number, item in enumerate(objects)]
    frame = pd.DataFrame.from_records(rows, columns=_COLUMNS)
    for name in ("zaaktype", "resultaat", "objecttype", "straat", "huisletter", "toevoeging", "postcode"):
        frame[name] = frame[name].astype("category")
    frame["huisnummer"] = frame["huisnummer"].astype("category")
    return frame


def _object(item: dict[str, Any]) -> tuple[Any, ...]:
    kind, what = item["objectType"], item["objectIdentificatie"]
    if kind == "adres":
        return (
            kind, 0, int(what["identificatie"] or 0), 0, what["gorOpenbareRuimteNaam"],
            None if what["huisnummer"] is None else str(what["huisnummer"]), what["huisletter"],
            what["huisnummertoevoeging"], what["postcode"],
        )  # fmt: skip
    if kind == "pand":
        return (kind, 0, 0, int(what["identificatie"] or 0), *_NO_OBJECT[4:])
    real = item.get("objectTypeOverige") if kind == "overige" else kind
    found = what.get("identificatie") or (what.get("overigeData") or {}).get("identificatie")
    return (kind, int(found or 0) if real in _DWELLINGS else 0, 0, 0, *_NO_OBJECT[4:])
