# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What keeps the repository: its generated reference and the picture of the result. Nothing of it travels along."""
