# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The grammar of the catalogue: what a municipality may define, read and checked with all faults at once."""
