#!/bin/sh
# One of many workers of a study, for a job array:
#
#   dnag search new --study study.jsonl --objective accuracy --budget 200
#   sbatch --array=1-16 --time=12:00:00 worker.sh study.jsonl
#
# What a worker that was ended had taken is handed out again after a day.
study=$1
dnag=${DNAG:-dnag}
train=${TRAIN:-python3 train.py}

while
    task=$("$dnag" search ask --study "$study" --requeue-after 86400 --wait 600 --format json) || exit 1
    id=$(printf '%s' "$task" | sed -n 's/^ *"id" : \([0-9]*\),*$/\1/p')
    [ -n "$id" ]
do
    # The array of one task is its input; without its brackets it is what an evaluator reads.
    if printf '%s' "$task" | sed '1d;$d' | $train > "figures.$id"; then
        "$dnag" search tell --study "$study" --wait 600 --id "$id" --json "figures.$id" || exit 1
    else
        "$dnag" search tell --study "$study" --wait 600 --id "$id" --failed "status $?" || exit 1
    fi
    rm -f "figures.$id"
done
