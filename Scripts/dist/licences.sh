#!/bin/sh
# licences.sh FOLDER: the licences of everything that is linked into the program, a file each.
set -eu
folder=$1
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
mkdir -p "$folder"
cp "$top/LICENSE" "$folder/dnag"

take() { # name, the places where its text may be
    name=$1
    shift
    for place in "$@"; do
        [ -f "$place" ] || continue
        cp -L "$place" "$folder/$name"
        return
    done
    echo "the licence of $name was not found in: $*" >&2
    exit 1
}

doc=/usr/share/doc
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
take openblas $doc/libopenblas-dev/copyright $doc/libopenblas-pthread-dev/copyright
take ncurses $doc/libncurses-dev/copyright $doc/libtinfo6/copyright
take libvterm $doc/libvterm-dev/copyright $doc/libvterm0/copyright
take libpng $doc/libpng-dev/copyright $doc/libpng16-16/copyright
take libjpeg-turbo $doc/libjpeg62-turbo-dev/copyright $doc/libjpeg-turbo8-dev/copyright $doc/libjpeg-dev/copyright
take zlib $doc/zlib1g-dev/copyright $doc/zlib1g/copyright
take gcc-runtime $doc/libstdc++6/copyright $doc/libgcc-s1/copyright $doc/gcc-12-base/copyright
take swift "$toolchain/share/swift/LICENSE.txt" "$toolchain/LICENSE.txt"
take swift-argument-parser "$top/.build-dist/checkouts/swift-argument-parser/LICENSE.txt" "$top/.build/checkouts/swift-argument-parser/LICENSE.txt"
cat >"$folder/README" <<'END'
The program dnag is under the Apache License 2.0 (file dnag). These libraries are linked into it, each under its own licence: OpenBLAS,
ncurses, libvterm, libpng, libjpeg-turbo, zlib, the runtime of GCC (GPL with the runtime exception), Swift with its Foundation and ICU
(Apache License 2.0 with the runtime exception; Unicode licence), and swift-argument-parser.
END
