# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indicators and signals: computed from linked rows, explained by those same rows."""
