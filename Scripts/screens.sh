#!/bin/sh
# Draws every screen in docs/screens anew, with the program's own export: `make screens`. One line a screen; the keys are those
# that a user would press. Nothing here depends on the machine, so a screen that changes was changed by the program.
set -eu
dnag=${1:-.build/release/dnag}
folder=${2:-docs/screens}
mkdir -p "$folder"

# Only what comes with the program is shown.
XDG_DATA_HOME=$(mktemp -d)
export XDG_DATA_HOME
trap 'rm -rf "$XDG_DATA_HOME"' EXIT

run="--seed 1 --steps 48"
# A run that is steered from step 12 on: more accuracy, fewer parameters.
steered="page-up right down page-down*2"

film="wait=1.5 page-up wait=.25 right wait=.25 down wait=.25 page-down wait=.25 page-down"

screen() { # name, form's ending, options of `dnag export`
    name=$1
    ending=$2
    shift 2
    case $ending in svg) form=screen-svg ;; txt) form=screen-text ;; esac
    # shellcheck disable=SC2086 # the run is several words
    "$dnag" export --as "$form" $run --out "$folder/$name.$ending" "$@"
}

for size in 80x24 120x36 160x48; do
    for ending in svg txt; do
        screen "explorer-$size" "$ending" --size "$size" --step 12 --keys "$steered .*20"
    done
done
# The first picture of README: the same story as it plays. Two sliders move at step 12; the run ends with half the parameters.
"$dnag" export --as animation-svg --seed 2 --steps 48 --size 120x36 --keys "$film" --out "$folder/run.svg"
screen start svg --step 0
screen end svg --step 12 --keys "$steered end"
for size in 80x24 120x36 160x48; do
    screen "inspect-$size" svg --size "$size" --step 12 --keys "$steered .*10 i down right*2"
    screen "compare-$size" svg --size "$size" --step 12 --keys "$steered .*20 c"
    screen "search-$size" svg --size "$size" --keys "5 .*30 a .*12 up*2"
    screen "population-$size" svg --size "$size" --guide baseline_accuracy=2 --keys "p end tab*2"
done
for size in 120x36 160x48; do
    screen "network-$size" svg --space mobilenetv3 --size "$size" --step 30
    screen "network-search-$size" svg --space mobilenetv3 --size "$size" --keys "5 .*30"
done
screen graph-120x36 svg --space nasbenchgraph --size 120x36 --guide cora_valid=2 --step 13
screen network-population-160x48 svg --space mobilenetv3 --size 160x48 --guide imagenet_top1=2 --keys "p end"
screen inspect-exact svg --denoiser exact --step 12 --keys ".*10 i tab"
screen branches svg --step 12 --keys "$steered .*8 s .*8 up*2 page-up B"
screen prompt svg --step 12 --keys "$steered .*20 : text=gam tab"
screen aim svg --step 12 --keys "down*2 A right*4 .*20"
screen light svg --step 12 --theme light --keys "$steered .*20"
screen mono svg --step 12 --theme mono --keys "$steered .*20"
screen help svg --step 12 --keys "$steered .*20 ?" --size 120x40
screen properties svg --step 12 --keys "$steered .*20 a"
screen line svg --step 12 --keys "$steered .*20 y"
screen export svg --step 12 --keys "$steered .*20 e down*4"
python3 "$(dirname "$0")/task_pictures.py" "$dnag"
