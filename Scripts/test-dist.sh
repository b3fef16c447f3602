#!/bin/sh
# test-dist.sh [FOLDER]: what `make dist` wrote, in a root that has nothing but Debian's essential packages: `make test-dist`. Needs
# root, debootstrap and a mirror; no part of `make test`. DNAG_ROOT names a root that is there already.
set -eu
out=$(cd "${1:-dist}" && pwd)
tarball=$(ls "$out"/dnag-*-linux-"$(uname -m)".tar.gz)
package=$(ls "$out"/dnag_*.deb)
root=${DNAG_ROOT:-$(mktemp -d /tmp/dnag-root-XXXXXX)}
failures=0

(cd "$out" && sha256sum -c ./*.sha256)
if [ ! -x "$root/bin/sh" ]; then debootstrap --variant=minbase bookworm "$root" ${MIRROR:+"$MIRROR"} >/dev/null; fi
mkdir -p "$root/opt" "$root/root/work" "$root/proc" "$root/dev/pts"
# As in any container: processes can be seen, and terminals made.
unmount() {
    umount "$root/dev/pts" "$root/proc" 2>/dev/null || true
    if [ -z "${DNAG_ROOT:-}" ]; then rm -rf "$root"; fi
}
trap unmount EXIT
mount -t proc proc "$root/proc"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"
tar -xzf "$tarball" -C "$root/opt"
home=/opt/$(basename "$tarball" .tar.gz)

inside() { chroot "$root" env -i HOME=/root TERM=xterm-256color LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /root/work && $1"; }
check() { # what, command, words that its output has
    if found=$(inside "$2" 2>&1) && printf '%s' "$found" | grep -q -e "$3"; then
        echo "ok      $1"
    else
        echo "FAILED  $1: $2" >&2
        printf '%s\n' "$found" | head -5 >&2
        failures=$((failures + 1))
    fi
}

check "no Swift and no BLAS there" 'ls /usr/lib/*/libswift* /usr/lib/*/libopenblas* 2>/dev/null | wc -l' '^0$'
check "version" "$home/bin/dnag --version" '^[0-9]'
check "generate" "$home/bin/dnag generate --count 2 --steps 10 --guide cifar10_test=2" 'nor_conv\|skip_connect\|avg_pool\|none'
check "a link elsewhere" "ln -sf $home/bin/dnag /root/dnag && /root/dnag generate --count 1 --steps 5" '|'
check "table list" "$home/bin/dnag table list" 'analog\|baseline\|no tables\|table'
check "task list" "$home/bin/dnag task list" digits
check "learn list" "$home/bin/dnag learn --list" 'A network is a graph'
check "learn handout" "$home/bin/dnag learn handout 2 -o noise.html && head -1 noise.html" DOCTYPE
check "measure" "$home/bin/dnag measure --random 1 --task digits --format json" accuracy
check "export" "$home/bin/dnag export --as animation-svg --steps 8 | head -c 4" '<svg'
check "report" "$home/bin/dnag report 'dnag explore --seed 3 --steps 8' -o report && ls report" report.html
check "record" "printf '.*3\n' >a.keys && $home/bin/dnag record a.keys --size 80x24 -o a.cast && head -c 13 a.cast" version
check "search" "$home/bin/dnag search bo --objective baseline_accuracy --strategy random --budget 12 --seeds 1" random
check "explore" "(sleep 3; printf q; sleep 1) | script -qec '$home/bin/dnag explore --steps 12' /dev/null | tr -d '\\000'" operations
check "explore without descriptions of terminals" "mv /lib/terminfo /lib/away; (sleep 3; printf q; sleep 1) | script -qec '$home/bin/dnag explore --steps 12' /dev/null; mv /lib/away /lib/terminfo" operations
check "the same bytes twice" "$home/bin/dnag generate --seed 7 --count 4 >a && $home/bin/dnag generate --seed 7 --count 4 >b && cmp a b && wc -l <a" '^[5-9]$'

cp "$package" "$root/root/dnag.deb"
check "the package installs" 'dpkg -i /root/dnag.deb' 'Setting up dnag'
check "the package runs" 'dnag generate --count 1 --steps 5 && dnag learn --list' 'A network is a graph'
check "the package goes" 'dpkg -r dnag && test ! -e /usr/bin/dnag && test ! -e /usr/share/dnag && echo gone' gone

if [ "$failures" -gt 0 ]; then
    echo "$failures failed" >&2
    exit 1
fi
