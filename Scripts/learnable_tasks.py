#!/usr/bin/env python3
"""How well simple learners do on generated tasks: better than guessing, and not perfectly. Needs NumPy and scikit-learn.

    python3 Scripts/learnable_tasks.py .build/release/dnag shapes glyphs:noise=0.3
    python3 Scripts/learnable_tasks.py .build/release/dnag          # every family

Learners: the nearest mean of a class; five nearest neighbours; a support vector machine with a radial kernel on pixels, on the logarithm of
the spectrum, and on random filters of 3x3 and 5x5 pixels that are averaged over the image and its quarters (a convolutional network that was
not trained); a random forest. None shares code with the program.
"""
import json
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def planes(images):
    images = images.astype(np.float32) / 255
    return images[:, None] if images.ndim == 3 else images.transpose(0, 3, 1, 2)


def spectrum(x):
    return np.log(np.abs(np.fft.fft2(x - x.mean((2, 3), keepdims=True))) + 0.05).reshape(len(x), -1)


def filters(x):
    random, found = np.random.RandomState(0), []
    for size in (3, 5):
        windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3)).transpose(0, 2, 3, 1, 4, 5)
        count, rows, columns = windows.shape[:3]
        windows = windows.reshape(count, rows, columns, -1)
        if x.shape[1] == 1:
            windows = windows - 0.9 * windows.mean(-1, keepdims=True)
        answers = np.maximum(windows @ random.randn(windows.shape[-1], 40).astype(np.float32) / size - 0.15, 0)
        found += [answers.mean((1, 2)), answers.std((1, 2))]
        half = rows // 2
        found += [answers[:, a, b].mean((1, 2)) for a in (slice(0, half), slice(half, rows)) for b in (slice(0, half), slice(half, columns))]
    return np.concatenate(found, 1)


def machine(a, y, b, yt, cost=3):
    return make_pipeline(StandardScaler(), SVC(C=cost)).fit(a, y).score(b, yt)


def report(program, name):
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        subprocess.run([program, "task", "export", name, "-o", file.name], check=True)
        data = np.load(file.name)
        x, y, xt, yt = planes(data["x_train"]), data["y_train"], planes(data["x_test"]), data["y_test"]
    flat, flat_test, classes = x.reshape(len(x), -1), xt.reshape(len(xt), -1), y.max() + 1
    means = np.array([flat[y == label].mean(0) for label in range(classes)])
    scores = {
        "mean": (((flat_test[:, None] - means) ** 2).sum(-1).argmin(1) == yt).mean(),
        "neighbours": KNeighborsClassifier(5).fit(flat, y).score(flat_test, yt),
        "pixels": machine(flat, y, flat_test, yt),
        "forest": RandomForestClassifier(100, random_state=0).fit(flat, y).score(flat_test, yt),
        "spectrum": machine(spectrum(x), y, spectrum(xt), yt),
        "filters": machine(filters(x), y, filters(xt), yt, 10),
    }
    counts = np.bincount(y)
    print(f"{name:24s} guessing {100 / classes:4.0f} %  classes {counts.min()}-{counts.max()}  " + "  ".join(f"{k} {100 * v:4.1f}" for k, v in scores.items()), flush=True)


def main():
    program, names = sys.argv[1], sys.argv[2:]
    if not names:
        found = json.loads(subprocess.run([program, "task", "list", "--format", "json"], check=True, capture_output=True).stdout)
        names = [task["name"] for task in found["tasks"] if task["kind"] != "imported"]
    for name in names:
        report(program, name)


main()
