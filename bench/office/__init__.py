# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office, measured as its users meet it: over HTTP, from the served model city."""
