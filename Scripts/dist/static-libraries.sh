#!/bin/sh
# static-libraries.sh FOLDER: a folder with nothing but the static forms of the libraries that dnag uses, and pkg-config files that name
# it. Where a linker finds `libpng.so` and `libpng.a` side by side it takes the first; here it finds the second alone.
set -eu
folder=$1
mkdir -p "$folder/pkgconfig"
folder=$(cd "$folder" && pwd)

link() { # name, where it is
    if [ ! -f "$2" ]; then
        echo "lib$1.a is not installed, so the program cannot carry it: sh Scripts/install-dependencies.sh" >&2
        exit 1
    fi
    ln -sf "$(readlink -f "$2")" "$folder/lib$1.a"
}

describe() { # name as pkg-config knows it, libraries
    cat >"$folder/pkgconfig/$1.pc" <<END
Name: $1
Description: $1, static
Version: $(pkg-config --modversion "$1")
Libs: -L$folder $2
Cflags: $(pkg-config --cflags "$1")
END
}

system=$(dirname "$(cc -print-file-name=libz.a)")
blas=$(pkg-config --variable=libdir openblas)
[ -f "$blas/libopenblas.a" ] || blas=$(dirname "$(readlink -f "$(cc -print-file-name=libopenblas.a)")")

link openblas "$blas/libopenblas.a"
for name in ncursesw tinfo vterm z; do link "$name" "$system/lib$name.a"; done
link png "$(cc -print-file-name=libpng.a)"
ln -sf libpng.a "$folder/libpng16.a"
link jpeg "$(cc -print-file-name=libjpeg.a)"
# What Swift's own library is written with.
link stdc++ "$(cc -print-file-name=libstdc++.a)"
link gcc_eh "$(cc -print-file-name=libgcc_eh.a)"

describe openblas "-lopenblas -lpthread -lm"
describe vterm -lvterm
describe libpng "-lpng16 -lz -lm"
describe libjpeg -ljpeg
describe zlib -lz
