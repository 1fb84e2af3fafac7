# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map of a run: vector tiles of addresses and areas, filtered and logged as the worklist is."""
