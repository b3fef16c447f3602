#!/bin/sh
# Fuzzes every reader of what comes from outside, or those that are named: run.sh SECONDS [READER…]
#
# The program is built once in .build-fuzz, its Swift watched by libFuzzer. What is found lies in .build-fuzz/found as READER-crash-…, -timeout-… or -oom-…,
# and is repeated by
#
#     FUZZ=READER .build-fuzz/release/dnag-fuzz .build-fuzz/found/READER-crash-…
set -u
cd "$(dirname "$0")/.."
seconds=${1:-300}
[ $# -gt 0 ] && shift
readers=${*:-$(ls Fuzz/corpus)}

DNAG_FUZZ=1 ${SWIFT:-swift} build -c release --product dnag-fuzz --scratch-path .build-fuzz -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library || exit 1
DNAG_ASSETS=$(pwd)/Assets
# Spaces, tables and tasks of whoever runs this are none of the fuzzer's.
XDG_DATA_HOME=$(pwd)/.build-fuzz/data
SWIFT_BACKTRACE=enable=no
export DNAG_ASSETS XDG_DATA_HOME SWIFT_BACKTRACE
mkdir -p .build-fuzz/found .build-fuzz/corpus

failed=0
for reader in $readers; do
    mkdir -p ".build-fuzz/corpus/$reader"
    # Lessons and the glossary's tables are their own corpus.
    extra=
    [ "$reader" = lesson ] && extra=Assets/lessons
    echo "== $reader"
    # shellcheck disable=SC2086
    FUZZ=$reader .build-fuzz/release/dnag-fuzz -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=16384 -print_final_stats=1 \
        -artifact_prefix=".build-fuzz/found/$reader-" ".build-fuzz/corpus/$reader" "Fuzz/corpus/$reader" $extra >".build-fuzz/$reader.log" 2>&1 || failed=1
    grep -E 'ERROR|Fatal error|stat::number_of_executed_units|DONE' ".build-fuzz/$reader.log" || tail -3 ".build-fuzz/$reader.log"
done
[ $failed = 0 ] && echo "nothing was found" || { echo "found: $(ls .build-fuzz/found)"; exit 1; }
