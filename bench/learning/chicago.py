# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The food inspections of Chicago as a table and a definition of a backtest.

The file is the city's own table of features with the score that it stored (repository food-inspections-evaluation of
Chicago, MIT), and stays where it is: what is written is a copy for one measurement.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

FILE = Path("chicago-food-inspections") / "chicago_food_inspections.csv.gz"
RISING = ("pastFail", "pastCritical", "pastSerious", "pastMinor", "timeSinceLast")
FREE = (
    "firstRecord", "ageAtInspection", "consumption_on_premises_incidental_activity", "tobacco_retail_over_counter",
    "package_goods", "limited_business_license", "outdoor_patio", "public_place_of_amusement",
    "childrens_services_facility_license", "tavern", "regulated_business_license", "filling_station",
    "caterers_liquor_license", "mobile_food_license",
)  # fmt: skip
AREA = ("heat_burglary", "heat_garbage", "heat_sanitation")
DAY = ("precipIntensity", "temperatureMax", "windSpeed", "humidity")
"""Declared nowhere: that they are of the day must be seen from the values."""
HEAD = """\
backtest: chicago
label: {nl: Voedselcontroles van Chicago, en: Food inspections of Chicago}
table: chicago.csv
outcome: {column: criticalFound, found: ["1.0"], not_found: ["0.0"]}
day: {column: Inspection_Date}
groups: [License]
rule: {past_critical: 3, past_fail: 2, past_serious: 1}
old_score: {column: score, since: 2014-09-01}
holdout: {column: Test, values: ["True"]}
admitted:
  childrens_services_facility_license: a licence for day care; a class of business, not of persons
features:
"""


def name_of(column: str) -> str:
    """The name of a feature after its column."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", column).lower().replace("__", "_")


def definition() -> str:
    """The definition, with the inspector's colour among the features."""
    lines = [f"  {name_of(each)}: {{column: {each}, direction: up}}" for each in RISING]
    lines += [f"  {name_of(each)}: {{column: {each}}}" for each in (*FREE, *DAY)]
    lines += [f"  {name_of(each)}: {{column: {each}, tells_of: area}}" for each in AREA]
    lines += [f"  {name_of(each)}: {{column: {each}, kind: words}}" for each in ("Facility_Type", "Inspector_Assigned")]
    return HEAD + "\n".join(lines) + "\n"


def put(data: Path, folder: Path) -> Path:
    """Write the table and its definition in a folder; return the definition's path."""
    with gzip.open(data / FILE, "rb") as packed, (folder / "chicago.csv").open("wb") as table:
        shutil.copyfileobj(packed, table)
    path = folder / "chicago.yaml"
    path.write_text(definition(), encoding="utf-8")
    return path
