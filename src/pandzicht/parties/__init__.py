# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Persons and companies as owners: which rows of which sources speak of one party."""
