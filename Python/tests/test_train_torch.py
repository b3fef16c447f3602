"""``docs/examples/train_torch.py``: a real training on a folder of pictures, driven by a study."""

from __future__ import annotations

import json
import os
import random
import shlex
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any, Dict, List

from common import WithProgram

import dnag

try:
    import torch  # noqa: F401
    from PIL import Image

    HAS_TORCH = True
except ImportError:
    HAS_TORCH = False
    print("tests of train_torch.py are skipped: PyTorch or Pillow is not installed (pip install torch pillow)")

#: One convolution from the input to the output: quick, and able to tell stripes apart.
SMALL = "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|"
SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "examples" / "train_torch.py"


@unittest.skipUnless(HAS_TORCH and SCRIPT.is_file(), "PyTorch, Pillow or the script is not there")
class TrainTests(WithProgram):
    def pictures(self, parts: List[str], count: int = 24) -> str:
        """Stripes that stand, and stripes that lie, in noise."""
        draws = random.Random(1)
        for part in parts:
            for name in ("lying", "standing"):
                folder = Path(self.file("images")) / part / name
                folder.mkdir(parents=True)
                for number in range(count):
                    phase = draws.randrange(4)
                    rows = [[200 if ((x if name == "standing" else y) + phase) // 2 % 2 else 40 for x in range(16)] for y in range(16)]
                    noisy = bytes(min(255, max(0, value + draws.randrange(-40, 41))) for row in rows for value in row)
                    Image.frombytes("L", (16, 16), noisy).save(folder / f"{number}.png")
        return self.file("images")

    def trained(self, folder: str, *words: str, arch: str = SMALL, **environment: str) -> "subprocess.CompletedProcess[str]":
        task = json.dumps({"arch": arch, "id": 0, "space": "nasbench201"})
        return subprocess.run(
            [sys.executable, str(SCRIPT), folder, "--side", "16", *words], input=task, capture_output=True, text=True,
            env={**os.environ, "DNAG": self.binary, **environment})  # fmt: skip

    def figures(self, *words: str) -> Dict[str, Any]:
        result = self.trained(self.file("images"), *words)
        self.assertEqual(result.returncode, 0, result.stderr)
        found: Dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
        return found

    def test_a_cell_learns_and_says_what_it_knew_after_each_epoch(self) -> None:
        self.pictures(["train", "val"], count=40)
        words = ("--epochs", "6", "--patience", "9", "--batch", "8")
        found = self.figures(*words)
        self.assertGreater(found["accuracy"], 80)
        self.assertEqual(found["epochs"], 6)
        after = [found[f"accuracy_at_{epoch}"] for epoch in range(1, 7)]
        self.assertEqual((found["accuracy"], after.index(max(after)) + 1), (max(after), found["best_epoch"]))
        again = self.figures(*words)
        self.assertEqual({**again, "seconds": 0}, {**found, "seconds": 0})

    def test_a_training_that_gets_no_better_ends(self) -> None:
        self.pictures([""], count=10)
        # With a rate of 0 no epoch is better than the first.
        found = self.figures("--epochs", "9", "--patience", "2", "--rate", "0", "--batch", "16")
        self.assertLessEqual(found["epochs"], 2 + found["best_epoch"])
        self.assertLess(found["epochs"], 9)

    def test_a_folder_without_classes_is_told(self) -> None:
        os.mkdir(self.file("empty"))
        result = self.trained(self.file("empty"))
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("there are 0 folders; each class has one", result.stderr)

    def test_a_study_keeps_the_intermediate_values(self) -> None:
        folder, study = self.pictures(["train", "val"], count=8), self.file("study.jsonl")
        evaluator = shlex.join([sys.executable, str(SCRIPT), folder, "--side", "16", "--epochs", "2", "--batch", "8"])
        words = [self.binary, "search", "run", "--study", study, "--objective", "accuracy", "--initial", "2", "--batch", "1", "--budget", "2", "--evaluator", evaluator]
        result = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "DNAG": self.binary})
        self.assertEqual(result.returncode, 0, result.stderr)
        with dnag.Study(study, binary=self.binary) as opened:
            for evaluation in opened.status.of("evaluated"):
                self.assertLessEqual({"accuracy", "accuracy_at_1", "accuracy_at_2", "params_m"}, set(evaluation.figures))
            self.assertEqual(len(opened.status.of("evaluated")), 2)


if __name__ == "__main__":
    unittest.main()
