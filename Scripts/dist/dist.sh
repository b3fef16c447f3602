#!/bin/sh
# dist.sh [OUT]: builds what is handed out, into OUT (dist): `make dist`.
#
# Linux: a tar ball with one executable that needs nothing but the C library, the same as a .deb, and a checksum of each. The build has a
# folder of its own (.build-dist), since everything in it is compiled to be linked statically.
# macOS: a tar ball whose program needs Homebrew's libraries, and a formula that builds from source. These two lines were never run.
set -eu
cd "$(dirname "$0")/../.."
out=${1:-dist}
here=Scripts/dist
version=$(sh $here/version.sh)
system=$(uname -s | tr '[:upper:]' '[:lower:]')
machine=$(uname -m)
name=dnag-$version-$system-$machine
stage=.build-dist/stage
swift=${SWIFT:-swift}
# Files carry the time of the commit, so that the same commit is the same tar ball.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH
mkdir -p "$out" "$stage"
rm -rf "${stage:?}/$name"

sums() { # files in OUT
    (cd "$out" && if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi) >"$out/$name.sha256"
}

case $system in
linux)
    # DNAG_BINARY: a program that was linked in the same way already.
    if [ -z "${DNAG_BINARY:-}" ]; then
        sh $here/static-libraries.sh .build-dist/static
        PKG_CONFIG_PATH=$PWD/.build-dist/static/pkgconfig $swift build -c release --product dnag --scratch-path .build-dist \
            --static-swift-stdlib -Xlinker "-L$PWD/.build-dist/static" -Xlinker -ltinfo -Xlinker -lgcc_eh
        DNAG_BINARY=.build-dist/release/dnag
    fi
    strip -o .build-dist/dnag "$DNAG_BINARY"
    needed=$(ldd .build-dist/dnag | awk '$2 == "=>" { print $1 }' | grep -v -E '^(libc|libm|libdl|libpthread|librt)\.so' || true)
    if [ -n "$needed" ]; then
        echo "the program still needs: $needed" >&2
        exit 1
    fi
    sh $here/lay-out.sh .build-dist/dnag "$stage/$name"
    sh $here/licences.sh "$stage/$name/share/doc/dnag/licences"
    gzip -9nf "$stage/$name"/share/man/man1/*.1 2>/dev/null || true
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$stage" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"
    files=$name.tar.gz

    if command -v dpkg-deb >/dev/null 2>&1; then
        package=$stage/deb
        rm -rf "$package"
        mkdir -p "$package/DEBIAN" "$package/usr"
        cp -R "$stage/$name"/. "$package/usr/"
        {
            cat "$package/usr/share/doc/dnag/licences/README"
            for file in "$package"/usr/share/doc/dnag/licences/*; do
                [ "$(basename "$file")" = README ] || printf '\n---- %s ----\n\n%s\n' "$(basename "$file")" "$(cat "$file")"
            done
        } >"$package/usr/share/doc/dnag/copyright"
        libc=$(objdump -T .build-dist/dnag | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1 | sed 's/GLIBC_//')
        cat >"$package/DEBIAN/control" <<END
Package: dnag
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: ${MAINTAINER:-dnag maintainers <maintainers@dnag.invalid>}
Depends: libc6 (>= $libc)
Recommends: ncurses-base
Section: science
Priority: optional
Installed-Size: $(du -sk "$package/usr" | cut -f1)
Description: explorer for neural architecture generation by graph diffusion
 Watch, steer and teach predictor-guided neural architecture generation
 (DiffusionNAG) live in a terminal, on real benchmark data.
END
        (cd "$package" && find usr -type f -exec md5sum {} + | sort -k 2) >"$package/DEBIAN/md5sums"
        dpkg-deb --root-owner-group -Zgzip --build "$package" "$out/dnag_${version}_$(dpkg --print-architecture).deb" >/dev/null
        files="$files dnag_${version}_$(dpkg --print-architecture).deb"
    fi
    # shellcheck disable=SC2086 # names without blanks
    sums $files
    ;;
darwin)
    $swift build -c release --product dnag --scratch-path .build-dist
    sh $here/lay-out.sh .build-dist/release/dnag "$stage/$name"
    tar -C "$stage" -czf "$out/$name.tar.gz" "$name"
    git archive --format=tar.gz --prefix="dnag-$version/" -o "$out/dnag-$version-source.tar.gz" HEAD
    sh $here/formula.sh "$version" "$out/dnag-$version-source.tar.gz" >"$out/dnag.rb"
    sums "$name.tar.gz" "dnag-$version-source.tar.gz" dnag.rb
    ;;
*)
    echo "dist knows Linux and macOS, and this is $system" >&2
    exit 1
    ;;
esac
cat "$out/$name.sha256"
