#!/usr/bin/env python3
"""Measures every cell on image tasks and makes the table that comes with the program.

    python3 Scripts/measured_tasks.py .build/release/dnag Assets/nasbench201-tasks.safetensors

Each task is one run of `dnag measure --all`, which goes on where it was stopped. What is trained is kept in the user's data folder.
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

# Column and task. What the tasks want is different: few images, pixels in another order, textures.
TASKS = {
    "digits200_accuracy": "digits:images=200",
    "shapes100_accuracy": "shapes:images=100,heldout=500",
    "permuted200_accuracy": "gratings:images=200,heldout=500,permuted",
    "textures300_accuracy": "textures:images=300,heldout=500",
}
CREDIT = "Held-out accuracy (%) of NAS-Bench-201's cells in a small network (C = 8, N = 1, 8 epochs, seed 0), trained by dnag measure: "


def measured(program, task, folder):
    """Accuracy by cell, as text with four decimals."""
    out = pathlib.Path(folder) / "measured.csv"
    subprocess.run([program, "measure", "--all", "--task", task, "--format", "csv", "--out", str(out)], check=True)
    with open(out, newline="") as file:
        rows = list(csv.reader(file))
    return {row[0]: row[1] for row in rows[1:]}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, output, names = sys.argv[1], sys.argv[2], sys.argv[3:] or list(TASKS)
    with tempfile.TemporaryDirectory() as folder:
        columns = {name: measured(program, TASKS[name], folder) for name in names}
        table = pathlib.Path(folder) / "tasks.csv"
        with open(table, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["arch", *columns])
            for arch in next(iter(columns.values())):
                writer.writerow([arch, *(column[arch] for column in columns.values())])
        credit = CREDIT + ", ".join(f"{name} on {TASKS[name]}" for name in names)
        subprocess.run(
            [program, "table", "embed", str(table), "--name", "image tasks", "--credit", credit, "--licence", "Apache-2.0",
             "--source", "measured by this project", "--out", output], check=True)


if __name__ == "__main__":
    main()
