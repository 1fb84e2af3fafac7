# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files to tables of text: every format of the registers, knowing nothing of the catalogue."""
