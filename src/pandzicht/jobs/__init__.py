# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work in the background: asked by somebody, done by a worker in their name, with progress."""
