#!/bin/sh
# remove.sh ROOT: takes away what lay-out.sh put below ROOT, and folders of ours that are empty then.
set -eu
root=$1
case $root in "" | /) echo "remove.sh needs the folder that dnag was installed in" >&2; exit 1 ;; esac
rm -f "$root/bin/dnag"
rm -rf "$root/share/dnag" "$root/share/doc/dnag"
rm -f "$root"/share/man/man1/dnag.1 "$root"/share/man/man1/dnag-*.1 "$root"/share/man/man1/dnag.1.gz "$root"/share/man/man1/dnag-*.1.gz
rm -f "$root/share/bash-completion/completions/dnag" "$root/share/zsh/site-functions/_dnag" "$root/share/fish/vendor_completions.d/dnag.fish"
for folder in share/man/man1 share/man share/bash-completion/completions share/bash-completion share/zsh/site-functions share/zsh \
    share/fish/vendor_completions.d share/fish share/doc share bin; do
    rmdir "$root/$folder" 2>/dev/null || true
done
