#!/bin/sh
# Prints the version: of the tag v1.2.3 that is checked out "1.2.3", five commits later "1.2.3+5.g0123abc", without a tag 0.1.0.
cd "$(dirname "$0")/../.."
words=$(git describe --tags --match 'v[0-9]*' 2>/dev/null | sed 's/^v//; s/-\([0-9]*\)-g/+\1.g/') || true
echo "${words:-0.1.0}"
