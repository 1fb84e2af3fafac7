# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calls of the API, one module per sort of thing; each declares its own routes, with what they take and give."""
