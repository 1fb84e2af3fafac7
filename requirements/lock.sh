#!/bin/sh
# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Renew the locked lists: every package at one version, for all systems and for Python 3.11 and newer, with its hashes.
# No list names the place it was fetched from: that is the reader's own setting. Usage: sh requirements/lock.sh UV
set -eu
cd "$(dirname "$0")/.."
uv="${1:?name the uv to lock with}"

lock() {
  list="requirements/$1.txt"
  shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --upgrade \
    --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --output-file "$list" "$@"
}

# Each list is held to the ones before it, so that they can be installed together.
lock pip --group pip
lock runtime pyproject.toml
lock build --group build --constraint requirements/runtime.txt
lock dev --group dev --constraint requirements/runtime.txt --constraint requirements/build.txt
lock bench --group bench --constraint requirements/runtime.txt --constraint requirements/dev.txt
lock febrl --group febrl --no-deps
lock fuzz --group fuzz --constraint requirements/runtime.txt --constraint requirements/dev.txt
