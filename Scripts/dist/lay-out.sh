#!/bin/sh
# lay-out.sh BINARY ROOT: everything that is installed, below ROOT (a prefix such as /usr/local, behind DESTDIR where there is one).
# The program finds its data in ../share/dnag beside itself, so ROOT may be moved as a whole.
set -eu
binary=$1
root=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

install -d "$root/bin" "$root/share/dnag/lessons" "$root/share/doc/dnag"
install -m 755 "$binary" "$root/bin/dnag"
install -m 644 "$top"/Assets/*.safetensors "$top/Assets/glossary.md" "$root/share/dnag"
sh "$here/version.sh" >"$root/share/dnag/VERSION"
(cd "$top/Assets/lessons" && find . -name '*.md') | while read -r lesson; do
    install -d "$root/share/dnag/lessons/$(dirname "$lesson")"
    install -m 644 "$top/Assets/lessons/$lesson" "$root/share/dnag/lessons/$lesson"
done

# Descriptions of terminals, for machines that have none: a bare container, a new terminal.
for name in xterm xterm-256color screen screen-256color tmux tmux-256color linux vt100 vt220 ansi rxvt-unicode-256color alacritty foot xterm-kitty; do
    shelf=$(printf %.1s "$name")
    for folder in /etc/terminfo /lib/terminfo /usr/share/terminfo; do
        [ -f "$folder/$shelf/$name" ] || continue
        install -d "$root/share/dnag/terminfo/$shelf"
        install -m 644 "$folder/$shelf/$name" "$root/share/dnag/terminfo/$shelf/$name"
        break
    done
done

install -m 644 "$top/LICENSE" "$top/README.md" "$top/CHANGELOG.md" "$root/share/doc/dnag"

# Completions are written by the program itself, as if it stood where it is going to stand.
DNAG_ASSETS="$top/Assets"
export DNAG_ASSETS
install -d "$root/share/bash-completion/completions" "$root/share/zsh/site-functions" "$root/share/fish/vendor_completions.d"
"$binary" --generate-completion-script bash >"$root/share/bash-completion/completions/dnag"
"$binary" --generate-completion-script zsh >"$root/share/zsh/site-functions/_dnag"
"$binary" --generate-completion-script fish >"$root/share/fish/vendor_completions.d/dnag.fish"

if command -v python3 >/dev/null 2>&1; then
    install -d "$root/share/man/man1"
    "$binary" --experimental-dump-help | python3 "$here/man_pages.py" "$root/share/man/man1" "$(sh "$here/version.sh")"
else
    echo "no man pages: they are written by python3, which is not there" >&2
fi
