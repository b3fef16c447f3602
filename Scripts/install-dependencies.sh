#!/bin/sh
# Installs what the build and the tests need and is not there yet: ncurses (wide), OpenBLAS, libvterm, libpng, libjpeg, zlib,
# pkg-config, tmux.
set -eu

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

if ! command -v swift >/dev/null 2>&1; then
    echo "dnag needs Swift 6 or newer: https://www.swift.org/install" >&2
    exit 1
fi

case "$(uname -s)" in
Linux)
    missing=""
    command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
    command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
    pkg-config --exists ncursesw 2>/dev/null || missing="$missing libncursesw5-dev"
    pkg-config --exists openblas 2>/dev/null || missing="$missing libopenblas-dev"
    pkg-config --exists vterm 2>/dev/null || missing="$missing libvterm-dev"
    pkg-config --exists libpng 2>/dev/null || missing="$missing libpng-dev"
    pkg-config --exists libjpeg 2>/dev/null || missing="$missing libjpeg-dev"
    pkg-config --exists zlib 2>/dev/null || missing="$missing zlib1g-dev"
    [ -z "$missing" ] && exit 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "please install, by your system's package manager:$missing" >&2
        exit 1
    fi
    echo "installing:$missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    # The lists may be missing or old on a fresh machine.
    # shellcheck disable=SC2086
    as_root apt-get install -y -qq $missing >/dev/null 2>&1 || {
        as_root apt-get update -qq
        as_root apt-get install -y -qq $missing >/dev/null
    }
    ;;
Darwin)
    missing=""
    command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
    command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
    brew --prefix --installed ncurses >/dev/null 2>&1 || missing="$missing ncurses"
    brew --prefix --installed libvterm >/dev/null 2>&1 || missing="$missing libvterm"
    brew --prefix --installed libpng >/dev/null 2>&1 || missing="$missing libpng"
    brew --prefix --installed jpeg-turbo >/dev/null 2>&1 || missing="$missing jpeg-turbo"
    [ -z "$missing" ] && exit 0
    if ! command -v brew >/dev/null 2>&1; then
        echo "please install Homebrew (https://brew.sh), or by other means:$missing" >&2
        exit 1
    fi
    # shellcheck disable=SC2086
    brew install $missing
    ;;
*)
    echo "dnag is built on Linux and macOS; on $(uname -s), install ncurses (wide), libvterm, libpng, libjpeg, zlib and a CBLAS by hand" >&2
    ;;
esac
