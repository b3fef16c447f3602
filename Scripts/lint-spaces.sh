#!/bin/sh
# Only the files of a search space may know which space they are about: everything else asks a value of the space.
# This script lists, as file:line, where code elsewhere names a space or writes down one of its sizes, and fails if it finds any.
# Comments and texts do not count; what is interpolated into a text is code, and counts. Regular expressions in slashes are not understood.
#
#   sh Scripts/lint-spaces.sh [FOLDER …]      (Sources where no folder is given)
set -eu
cd "$(dirname "$0")/.."

# Where a space may be named.
allowed='^Sources/(Architectures/Spaces|Explorer/Drawings|Published|Diffusion/Published)/'
# Names of spaces, and of their types.
names='NASBench201 MobileNet MobileNetV3 NASBenchGraph Cell nasbench201 mobilenetv3 nasbenchGraph'
# Sizes: the entries of V, of a state of a cell and of a network, and the number of cells.
numbers='56 66 227 15625 15_625'

[ $# -gt 0 ] || set -- Sources
find "$@" -name '*.swift' | LC_ALL=C sort | grep -Ev "$allowed" | {
    status=0
    files=0
    lines=0
    while IFS= read -r file; do
        found=$(LC_ALL=C awk -v names="$names" -v numbers="$numbers" '
            BEGIN {
                count = split(names " " numbers, list, " ")
                for (i = 1; i <= count; i++) wanted[list[i]] = 1
                # What is open, from outside to inside: mode is code, text (one line), block (several lines) or comment; hashes are those
                # of a raw text; depth counts parentheses in code and comments in comments.
                top = 0; mode[0] = "code"; depth[0] = 0
            }

            function open(what, raw) { top++; mode[top] = what; hashes[top] = raw; depth[top] = 0 }
            function marks(n,   all) { all = ""; while (n-- > 0) all = all "#"; return all }

            # The code of a line, with a blank in place of every comment and text.
            function code(line,   kept, at, rest, raw, end) {
                kept = ""
                while (line != "") {
                    if (mode[top] == "code") {
                        if (!match(line, /["#\/()]/)) return kept line
                        kept = kept substr(line, 1, RSTART - 1)
                        line = substr(line, RSTART)
                        if (match(line, /^#*"""/)) { open("block", RLENGTH - 3); line = substr(line, RLENGTH + 1); kept = kept " " }
                        else if (match(line, /^#*"/)) { open("text", RLENGTH - 1); line = substr(line, RLENGTH + 1); kept = kept " " }
                        else if (substr(line, 1, 2) == "//") return kept
                        else if (substr(line, 1, 2) == "/*") { open("comment", 0); depth[top] = 1; line = substr(line, 3); kept = kept " " }
                        else {
                            rest = substr(line, 1, 1)
                            if (rest == "(") depth[top]++
                            if (rest == ")" && top > 0 && depth[top] == 0) { top--; rest = " " }
                            else if (rest == ")") depth[top]--
                            kept = kept rest
                            line = substr(line, 2)
                        }
                    } else if (mode[top] == "comment") {
                        if (!match(line, /\/\*|\*\//)) return kept
                        if (substr(line, RSTART, 1) == "/") depth[top]++; else depth[top]--
                        line = substr(line, RSTART + 2)
                        if (depth[top] == 0) top--
                    } else {
                        if (!match(line, /["\\]/)) line = ""
                        else {
                            line = substr(line, RSTART)
                            raw = marks(hashes[top])
                            end = (mode[top] == "block" ? "\"\"\"" : "\"") raw
                            if (substr(line, 1, length(end)) == end) { top--; line = substr(line, length(end) + 1) }
                            else if (substr(line, 1, length(raw) + 2) == "\\" raw "(") { line = substr(line, length(raw) + 3); open("code", 0); kept = kept " " }
                            else if (substr(line, 1, length(raw) + 1) == "\\" raw) line = substr(line, length(raw) + 3)
                            else line = substr(line, 2)
                        }
                    }
                }
                return kept
            }

            {
                rest = code($0)
                if (mode[top] == "text") top--
                gsub(/\.\.[.<]/, " ", rest)
                found = ""; before = ""
                while (match(rest, /[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9A-Za-z_]*(\.[0-9][0-9A-Za-z_]*)?/)) {
                    word = substr(rest, RSTART, RLENGTH)
                    before = before substr(rest, 1, RSTART - 1)
                    # Tables and heat maps of the screen have cells of their own.
                    screen = word == "Cell" && (FILENAME ~ /^Sources\/Terminal\// || before ~ /(HeatMap|Table)\.$/)
                    if ((word in wanted) && !screen && index(found ", ", " " word ", ") == 0) found = found (found == "" ? " " : ", ") word
                    before = before word
                    rest = substr(rest, RSTART + RLENGTH)
                }
                if (found != "") print FILENAME ":" FNR ":" found
            }' "$file")
        [ -n "$found" ] || continue
        printf '%s\n' "$found"
        status=1
        files=$((files + 1))
        lines=$((lines + $(printf '%s\n' "$found" | wc -l)))
    done
    [ $status -eq 0 ] || echo "$lines lines of $files files name a search space" >&2
    exit $status
}
