#!/bin/sh
# Tests the Python package: test-python.sh BINARY
#
# In an environment of its own (.venv-python; PYTHON chooses the interpreter). What the package index cannot give is skipped, and said.
# PYTORCH=torch, or another requirement such as a build for CPUs, also installs PyTorch and what needs it: files of PyTorch's, Once-for-All, ONNX.
set -eu
cd "$(dirname "$0")/.."
DNAG=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
export DNAG
[ -x "$DNAG" ] || { echo "$1 is not there: 'make build' makes it" >&2; exit 1; }

venv=.venv-python
[ -x $venv/bin/python ] || "${PYTHON:-python3}" -m venv $venv
python=$venv/bin/python

# pip builds in a copy, so that nothing is left beside the sources.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R Python/. "$copy"
if ! $python -m pip install --quiet --disable-pip-version-check --force-reinstall "$copy"; then
    echo "skipped: 'pip install ./Python' (it needs setuptools from the package index); the sources are tested as they lie" >&2
    PYTHONPATH=$(pwd)/Python/src
    export PYTHONPATH
fi
# Some versions of Ray Tune need pydantic and do not say so.
set -f
for packages in optuna mypy "ray[tune] pydantic" syne-tune; do
    $python -m pip install --quiet --disable-pip-version-check $packages || echo "skipped: what needs $packages, which the package index did not give" >&2
done
# Benchmarks' own packages, whose requirements are of another time.
for packages in numpy pyarrow pyyaml crc32c protobuf "--no-deps nats-bench nas-bench-graph"; do
    $python -m pip install --quiet --disable-pip-version-check $packages || echo "skipped: what needs $packages, which the package index did not give" >&2
done
if [ -n "${PYTORCH:-}" ]; then
    for packages in "$PYTORCH" "pillow tqdm" "--no-deps nas-bench-201 ofa xautodl" "onnx onnxruntime onnxscript"; do
        $python -m pip install --quiet --disable-pip-version-check $packages || echo "skipped: what needs $packages, which the package index did not give" >&2
    done
else
    echo "skipped: what needs PyTorch; PYTORCH=torch installs it" >&2
fi
$python -m unittest discover -s Python/tests
