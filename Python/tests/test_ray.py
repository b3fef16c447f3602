"""``dnag.ray`` with a real Ray."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import unittest

from common import WithProgram, worth

import dnag

try:
    import ray.tune  # noqa: F401

    HAS_RAY = True
except ImportError as error:
    HAS_RAY = False
    print(f"tests of the searcher are skipped: Ray Tune cannot be imported (pip install 'ray[tune]' pydantic): {error}")

#: A run of Ray Tune, or what goes on with it: folder, trials, seconds a trial.
RUN = """
import os, signal, sys, time
import ray
from ray import tune
from dnag.ray import DnagSearcher

folder, trials, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])

def train(config):
    sys.path.insert(0, config["here"])
    from common import worth
    killed = os.path.join(config["folder"], "killed")
    if config["dnag_id"] == 2 and not os.path.exists(killed):
        open(killed, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    if config["dnag_id"] == 3:
        raise RuntimeError("out of memory")
    time.sleep(config["seconds"])
    with open(os.path.join(config["folder"], "log"), "a") as file:
        file.write(f"{config['dnag_id']}\\n")
    tune.report({"accuracy": worth(config["arch"])})

ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
place = os.path.join(folder, "ray")
if os.path.exists(os.path.join(place, "run")):
    tuner = tune.Tuner.restore(os.path.join(place, "run"), trainable=train, resume_unfinished=True)
else:
    tuner = tune.Tuner(
        train,
        param_space={"here": os.environ["HERE"], "folder": folder, "seconds": seconds},
        tune_config=tune.TuneConfig(
            metric="accuracy", mode="max", num_samples=trials, max_concurrent_trials=2,
            search_alg=DnagSearcher(os.path.join(folder, "study.jsonl"), initial=4, batch=2, budget=8)),
        run_config=tune.RunConfig(name="run", storage_path=place, verbose=0, failure_config=tune.FailureConfig(max_failures=int(sys.argv[4]))))
results = tuner.fit()
print("best", results.get_best_result().metrics["accuracy"], len(results))
"""


class WithoutRayTests(unittest.TestCase):
    def test_the_module_is_imported_and_the_searcher_says_what_it_needs(self) -> None:
        script = "import sys; sys.modules['ray'] = None\nimport dnag.ray\ntry: dnag.ray.DnagSearcher('s')\nexcept dnag.DnagError as e: print(e)"
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
        self.assertEqual(result.stdout.strip(), "DnagSearcher needs Ray Tune: pip install 'ray[tune]'", result.stderr)


@unittest.skipUnless(HAS_RAY, "Ray Tune cannot be imported")
class SearcherTests(WithProgram):
    def start(self, trials: int, seconds: float, failures: int = 1) -> "subprocess.Popen[str]":
        here = os.path.dirname(os.path.abspath(__file__))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "HERE": here, "RAY_TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1"}
        environment.update({"TUNE_GLOBAL_CHECKPOINT_S": "0", "RAY_USAGE_STATS_ENABLED": "0", "TUNE_DISABLE_SIGINT_HANDLER": "1"})
        line = [sys.executable, "-c", RUN, self.folder, str(trials), str(seconds), str(failures)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment, start_new_session=True)

    def known(self) -> dnag.Status:
        with dnag.Study(self.file("study.jsonl")) as study:
            return study.status

    def test_a_worker_is_killed_and_another_fails(self) -> None:
        run = self.start(10, 0.1)
        printed = run.communicate(timeout=400)[0]
        self.assertEqual(run.returncode, 0, printed[-3000:])
        self.assertTrue(os.path.exists(self.file("killed")))
        known = self.known()
        self.assertEqual((known.told, len(known.of("failed")), known.proposed, known.budget), (9, 1, 10, 16), printed[-3000:])
        self.assertEqual([row.id for row in known.of("failed")], [3])
        for row in known.of("evaluated"):
            self.assertEqual(row.figures, {"accuracy": worth(row.arch)})
        assert known.best is not None
        self.assertIn(f"best {float(known.best.score or 0)} 10", printed)

    def test_a_run_that_was_killed_is_restored(self) -> None:
        run = self.start(8, 2)
        end = time.monotonic() + 300
        while not os.path.exists(self.file("log")) and run.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        before = run.communicate()[0]
        self.assertTrue(os.path.exists(self.file("log")), before[-3000:])
        self.assertLess(self.known().told, 8, before[-3000:])
        again = self.start(8, 0.1)
        printed = again.communicate(timeout=400)[0]
        self.assertEqual(again.returncode, 0, printed[-3000:])
        known = self.known()
        self.assertGreaterEqual(known.told + len(known.of("failed")), 8, printed[-3000:])
        self.assertLessEqual(len(known.of("handed out")), 2, "what the killed run had and had not saved")
        for row in known.of("evaluated"):
            self.assertEqual(row.figures, {"accuracy": worth(row.arch)})


if __name__ == "__main__":
    unittest.main()
