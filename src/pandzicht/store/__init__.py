# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The engine behind one face, published folders, hashes: the only package that speaks to a database."""
