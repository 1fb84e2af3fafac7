# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One box in which an address is found in any spelling, and with it postcodes, panden, owners, runs and selections."""
