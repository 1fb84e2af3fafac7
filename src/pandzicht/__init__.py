# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pandzicht compares a municipality's registers per address and explains every outcome to its source row."""
