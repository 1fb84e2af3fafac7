# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which columns of the delimited files are read, under which name and as what; what names an event; what ends a row."""

from __future__ import annotations

from collections.abc import Mapping

from bench.peers.pandas_frames import DMY, ID, ISO, NUMBER, PARTIAL, TEXT, YMD, Form

_PLACE = {
    "straat": ("straat", TEXT),
    "huisnummer": ("huisnummer", TEXT),
    "huisletter": ("huisletter", TEXT),
    "toevoeging": ("toevoeging", TEXT),
    "postcode": ("postcode", TEXT),
}
_PLACED = {"object_id": ("object_id", ID), **_PLACE}
CSV: Mapping[str, tuple[Form, dict[str, tuple[str, str]]]] = {
    "brp_bewoning": (
        Form(),
        {
            **_PLACED,
            "bsn": ("persoon", ID),
            "geheimhouding": ("geheimhouding", TEXT),
            "nummeraanduiding_id": ("nummeraanduiding_id", ID),
            "functieAdres": ("functie_adres", TEXT),
            "datumAanvang": ("datum_aanvang", PARTIAL),
            "datumEinde": ("datum_einde", PARTIAL),
            "redenEinde": ("reden_einde", TEXT),
            "geboortedatum": ("geboorte", PARTIAL),
            "partner_bsn": ("partner", ID),
            "ouder1_bsn": ("ouder1", ID),
            "ouder2_bsn": ("ouder2", ID),
            "inOnderzoek": ("in_onderzoek", TEXT),
        },
    ),
    "brp_mutaties": (
        Form(),
        {
            **_PLACED,
            "mutatie_id": ("mutatie", ID),
            "soort": ("soort", TEXT),
            "datum": ("datum", YMD),
            "bsn": ("persoon", ID),
        },
    ),
    "woz": (
        Form(encoding="cp1252", decimal=","),
        {
            **_PLACED,
            "waardepeildatum": ("waardepeildatum", ISO),
            "vastgestelde_waarde": ("waarde", NUMBER),
            "gebruikscode": ("gebruik", TEXT),
            "type_gebruiker": ("gebruiker_soort", TEXT),
            "oppervlakte": ("oppervlakte_m2", NUMBER),
        },
    ),
    "brk": (
        Form(),
        {
            "bag_vot_id": ("object_id", ID),
            "aot_openbareruimtenaam": ("straat", TEXT),
            "aot_huisnummer": ("huisnummer", TEXT),
            "aot_huisletter": ("huisletter", TEXT),
            "aot_huisnummertoevoeging": ("toevoeging", TEXT),
            "aot_postcode": ("postcode", TEXT),
            "brk_kot_id": ("onroerende_zaak", TEXT),
            "eigenaar_soort": ("eigenaar_soort", TEXT),
            "rsin": ("eigenaar_rsin", TEXT),
            "statutaire_naam": ("statutaire_naam", TEXT),
            "koopsom": ("koopsom", NUMBER),
            "datum_verkrijging": ("datum_verkrijging", ISO),
        },
    ),
    "kvk": (
        Form(),
        {
            "bag_vbid": ("object_id", ID),
            "bag_numid": ("nummeraanduiding_id", ID),
            "straatnaam": ("straat", TEXT),
            "huisnummer": ("huisnummer", TEXT),
            "huisletter": ("huisletter", TEXT),
            "huisnummerToevoeging": ("toevoeging", TEXT),
            "postcode": ("postcode", TEXT),
            "vestigingsnummer": ("vestiging", TEXT),
            "sbi_code": ("sbi", TEXT),
            "datum_aanvang": ("datum_aanvang", PARTIAL),
            "datum_einde": ("datum_einde", PARTIAL),
            "indAfgeschermd": ("afgeschermd", TEXT),
        },
    ),
    "ep_online": (
        Form(encoding="utf8", decimal=",", skip=2),
        {
            "Pand_bagverblijfsobjectid": ("object_id", ID),
            "Pand_bagpandid": ("pand_id", ID),
            "Pand_huisnummer": ("huisnummer", TEXT),
            "Pand_huisletter": ("huisletter", TEXT),
            "Pand_huisnummertoevoeging": ("toevoeging", TEXT),
            "Pand_postcode": ("postcode", TEXT),
            "Pand_registratiedatum": ("registratiedatum", YMD),
            "Pand_energieklasse": ("energieklasse", TEXT),
            "Pand_gebruiksoppervlakte_thermische_zone": ("oppervlakte_m2", NUMBER),
        },
    ),
    "handhaving": (
        Form(),
        {
            **_PLACED,
            "zaaknummer": ("zaak", TEXT),
            "soort": ("soort", TEXT),
            "datum_constatering": ("datum_constatering", DMY),
            "uitkomst": ("uitkomst", TEXT),
            "besluit": ("besluit", TEXT),
            "sluiting_van": ("sluiting_van", DMY),
            "eigenaar_kvk": ("eigenaar_kvk", TEXT),
        },
    ),
    "bezoeken": (
        Form(),
        {
            **_PLACED,
            "bezoeknummer": ("bezoek", TEXT),
            "datum": ("datum", ISO),
            "stap": ("stap", TEXT),
            "toegang": ("toegang", TEXT),
            "onrechtmatig_wonen": ("onrechtmatig_wonen", TEXT),
            "adreskwaliteit": ("adreskwaliteit", TEXT),
        },
    ),
    "mma": (
        Form(sep=",", encoding="cp1252"),
        {
            "nummer": ("tip", TEXT),
            "datum": ("datum", DMY),
            "onderwerp": ("onderwerp", TEXT),
            "locatie": ("adres", TEXT),
        },
    ),
    "corporatie": (
        Form(encoding="utf-16"),
        {
            **_PLACE,
            "bag_vbo_id": ("object_id", ID),
            "verhuurd": ("verhuurd", TEXT),
            "huurder_ingeschreven": ("huurder_ingeschreven", TEXT),
        },
    ),
    "toeristische_verhuur": (
        Form(),
        {
            **_PLACED,
            "type": ("soort", TEXT),
            "aanvraagdatum": ("aanvraagdatum", ISO),
            "einddatum": ("einddatum", ISO),
            "status": ("status", TEXT),
        },
    ),
    "verhuur_nachten": (
        Form(sep=","),
        {
            "advertentie": ("advertentie", TEXT),
            "registratienummer": ("registratienummer", TEXT),
            "adres": ("adres", TEXT),
            "postcode": ("postcode", TEXT),
            "nachten": ("nachten", NUMBER),
        },
    ),
    "containers": (
        Form(),
        {
            **_PLACE,
            "nummeraanduiding_id": ("nummeraanduiding_id", ID),
            "containernummer": ("container", TEXT),
            "fractie": ("fractie", TEXT),
            "uitgegeven": ("uitgegeven", ISO),
            "ingenomen": ("ingenomen", ISO),
        },
    ),
    "winkelleegstand": (
        Form(),
        {
            **_PLACE,
            "ronde": ("ronde", ISO),
            "verkooppunt": ("verkooppunt", TEXT),
            "status": ("status", TEXT),
            "leeg_sinds": ("leeg_sinds", ISO),
        },
    ),
    "precario": (
        Form(decimal=","),
        {
            "objectnummer": ("voorwerp", TEXT),
            "soort": ("soort", TEXT),
            "x": ("x", NUMBER),
            "y": ("y", NUMBER),
            "oppervlakte_m2": ("oppervlakte_m2", NUMBER),
            "vergunningnummer": ("vergunningnummer", TEXT),
            "vergunning_tot": ("vergunning_tot", ISO),
            "waargenomen_op": ("waargenomen_op", ISO),
        },
    ),
    "wkpb": (
        Form(),
        {
            "bag_object_id": ("object_id", ID),
            "typeCode": ("soort", TEXT),
            "beginGeldigheid": ("begin", TEXT),
            "eindGeldigheid": ("eind", TEXT),
        },
    ),
    "beschermd": (
        Form(),
        {"object_id": ("object_id", ID), "vanaf": ("vanaf", ISO), "tot": ("tot", ISO)},
    ),
}
KEYS = {
    "brp_mutaties": ("mutatie", "datum"),
    "signalen": ("melding", "gemeld_op"),
    "vergunningen": ("zaak_object", "registratiedatum"),
    "bezoeken": ("bezoek", "datum"),
    "mma": ("tip", "datum"),
    "retourpost": ("volgnummer", "retourdatum"),
    "gevelscan": ("opname", "opname_datum"),
}
"""Sources of changes or events: what names one, and its day."""
PERIODS = {
    "brp_bewoning": ("datum_aanvang_vroegst", "datum_einde_laatst"),
    "kvk": ("datum_aanvang_vroegst", "datum_einde_laatst"),
    "toeristische_verhuur": ("aanvraagdatum", "einddatum"),
    "containers": ("uitgegeven", "ingenomen"),
    "wkpb": ("begin", "eind"),
}
