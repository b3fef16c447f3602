#!/bin/sh
# Records every lesson, played by its own keys: `make recordings`. The same bytes each time, on any machine that computes the same bytes.
# `dnag replay FILE`, asciinema and its player show them.
set -eu
dnag=${1:-.build/release/dnag}
folder=${2:-docs/recordings}
mkdir -p "$folder"

# Only what comes with the program is shown.
XDG_DATA_HOME=$(mktemp -d)
XDG_CONFIG_HOME=$XDG_DATA_HOME
XDG_STATE_HOME=$XDG_DATA_HOME
export XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME
trap 'rm -rf "$XDG_DATA_HOME"' EXIT

for lesson in Assets/lessons/*.md; do
    name=$(basename "$lesson" .md)
    "$dnag" record --lesson "$lesson" --size 100x32 --cast 3 --out "$folder/$name.cast"
done
