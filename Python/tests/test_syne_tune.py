"""``dnag.syne_tune`` with a real Syne Tune."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest

from common import WithProgram, worth

import dnag

try:
    import syne_tune  # noqa: F401

    HAS_SYNE_TUNE = True
except (ImportError, TypeError) as error:
    HAS_SYNE_TUNE = False
    print(f"tests of the scheduler are skipped: Syne Tune cannot be imported (pip install syne-tune; 0.16 needs Python 3.10): {error}")

#: What a trial runs: the fourth architecture comes to nothing.
TRAIN = """
import argparse, sys
from syne_tune import Reporter
parser = argparse.ArgumentParser()
for name in ("arch", "space", "dnag_id", "here"):
    parser.add_argument("--" + name)
values = parser.parse_known_args()[0]
sys.path.insert(0, values.here)
from common import worth
if values.dnag_id == "3":
    sys.exit(3)
report = Reporter()
for epoch in (1, 2):
    report(epoch=epoch, accuracy=worth(values.arch) * epoch / 2)
"""

#: Four trials, then four more by a tuner that was saved and loaded.
RUN = """
import sys
from syne_tune import StoppingCriterion, Tuner
from syne_tune.backend import LocalBackend
from dnag.syne_tune import DnagScheduler

folder, here = sys.argv[1], sys.argv[2]
if __name__ == "__main__":
    for trials in (4, 8):
        scheduler = DnagScheduler(folder + "/study.jsonl", metric="accuracy", do_minimize=False, constants={"here": here}, initial=4, batch=2, budget=5)
        tuner = Tuner(
            trial_backend=LocalBackend(entry_point=folder + "/train.py"), scheduler=scheduler, n_workers=2, sleep_time=0.2, max_failures=3,
            stop_criterion=StoppingCriterion(max_num_trials_finished=trials), save_tuner=False, suffix_tuner_name=True, tuner_name="dnag-test")
        tuner.run()
    print("best", tuner.best_config()[1]["arch"])
"""


class WithoutSyneTuneTests(unittest.TestCase):
    def test_the_module_is_imported_and_the_scheduler_says_what_it_needs(self) -> None:
        script = (
            "import sys; sys.modules['syne_tune'] = None\nimport dnag.syne_tune\n"
            "try: dnag.syne_tune.DnagScheduler('s', metric='m')\nexcept dnag.DnagError as e: print(e)"
        )
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
        self.assertEqual(result.stdout.strip(), "DnagScheduler needs Syne Tune: pip install syne-tune (0.16 needs Python 3.10)", result.stderr)


@unittest.skipUnless(HAS_SYNE_TUNE, "Syne Tune cannot be imported")
class SchedulerTests(WithProgram):
    def test_two_workers_a_failure_and_a_second_run(self) -> None:
        for name, text in (("train.py", TRAIN), ("run.py", RUN)):
            with open(self.file(name), "w", encoding="utf-8") as file:
                file.write(text)
        here = os.path.dirname(os.path.abspath(__file__))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path]), "SYNETUNE_FOLDER": self.file("syne-tune")}
        line = [sys.executable, self.file("run.py"), self.folder, here]
        result = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment, timeout=400, cwd=self.folder)
        self.assertEqual(result.returncode, 0, result.stdout[-3000:])
        with dnag.Study(self.file("study.jsonl")) as study:
            known = study.status
        self.assertGreaterEqual(known.told, 11, result.stdout[-3000:])
        self.assertEqual([(row.id, (row.reason or "")[-6:]) for row in known.of("failed")], [(3, "failed")], result.stdout[-3000:])
        for row in known.of("evaluated"):
            self.assertEqual(row.figures, {"accuracy": worth(row.arch)})


if __name__ == "__main__":
    unittest.main()
