# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Adresdossier: everything that a check lets one know of an address in one run, on one page."""
