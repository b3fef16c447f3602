#!/bin/sh
# Trains every cell of NAS-Bench-201 on five small tasks, and makes the table of it that comes with the program:
# Assets/nasbench201-tasks.safetensors. Trainings are kept: what was stopped goes on where it was. Two hours on a machine with two cores that does other things as well.
#
#     sh Scripts/measured_tasks.sh .build/release/dnag Assets/nasbench201-tasks.safetensors
set -eu
dnag=$1
out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The table's column, and the task.
tasks='digits_8x8 digits:images=200,size=8
glyphs_8x8 glyphs:images=300,size=8,heldout=500
permuted_glyphs_8x8 glyphs:permuted,images=500,size=8,heldout=500
colours_8x8 colours:images=200,size=8,heldout=500
shapes_8x8 shapes:images=100,size=8,heldout=500'

echo "$tasks" | while read -r column task; do
    "$dnag" measure --all --task "$task" --format csv --out "$work/$column.csv"
    # Every file has the same cells in the same order.
    test -e "$work/all.csv" || cut -d, -f1 "$work/$column.csv" > "$work/all.csv"
    { echo "${column}_accuracy"; tail -n +2 "$work/$column.csv" | cut -d, -f2; } | paste -d, "$work/all.csv" - > "$work/new.csv"
    mv "$work/new.csv" "$work/all.csv"
done
"$dnag" table embed "$work/all.csv" --name 'dnag tasks' --licence Apache-2.0 --source 'Scripts/measured_tasks.sh' \
    --credit 'Measured with dnag: accuracy on held-out images of every NAS-Bench-201 cell (one training, 8 channels, one cell a stage, 8 epochs) on five small tasks' \
    --out "$out"
