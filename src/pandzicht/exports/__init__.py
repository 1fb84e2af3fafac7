# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files for people and programs outside: xlsx, CSV, Parquet, SQLite, GeoPackage."""
