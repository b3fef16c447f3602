"""``dnag.optuna`` with a real Optuna."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import unittest
from typing import Any, List

from common import CELL, WithProgram, worth

import dnag
import dnag.optuna

try:
    import optuna
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend
    from optuna.trial import TrialState

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    HAS_OPTUNA = True
except ImportError:
    HAS_OPTUNA = False
    print("tests of the sampler are skipped: Optuna is not installed (pip install optuna)")

#: A worker of a study on a journal: folder, trials, seconds a trial.
WORKER = """
import sys, time
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
import dnag.optuna
from common import worth

folder, trials, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
optuna.logging.set_verbosity(optuna.logging.ERROR)

def objective(trial):
    arch = dnag.optuna.suggest(trial)
    print(trial.number, flush=True)
    time.sleep(seconds)
    return worth(arch)

sampler = dnag.optuna.DnagSampler(folder + "/study.jsonl", initial=6, batch=2, budget=10)
storage = JournalStorage(JournalFileBackend(folder + "/journal.log"))
study = optuna.create_study(study_name="cells", storage=storage, direction="maximize", sampler=sampler, load_if_exists=True)
study.optimize(objective, n_trials=trials)
"""


class WithoutOptunaTests(unittest.TestCase):
    def test_the_module_is_imported_and_the_sampler_says_what_it_needs(self) -> None:
        script = "import sys; sys.modules['optuna'] = None\nimport dnag.optuna\ntry: dnag.optuna.DnagSampler('s')\nexcept dnag.DnagError as e: print(e)"
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
        self.assertEqual(result.stdout.strip(), "DnagSampler needs Optuna: pip install optuna", result.stderr)

    def test_a_cell_is_written_as_the_benchmark_does(self) -> None:
        self.assertEqual(dnag.optuna.cell(["nor_conv_3x3"] * 6), CELL)
        operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3", "none"]
        self.assertEqual(dnag.optuna.cell(operations), "|none~0|+|skip_connect~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|none~2|")
        for wrong in (["none"] * 5, ["none"] * 5 + ["conv"]):
            with self.assertRaises(dnag.DnagError):
                dnag.optuna.cell(wrong)


@unittest.skipUnless(HAS_OPTUNA, "Optuna is not installed (pip install optuna)")
class SamplerTests(WithProgram):
    def sampler(self, **settings: Any) -> "dnag.optuna.DnagSampler":
        return dnag.optuna.DnagSampler(self.file("study.jsonl"), **{"initial": 6, "seed": 1, **settings})

    def known(self) -> dnag.Status:
        with dnag.Study(self.file("study.jsonl")) as study:
            return study.status

    def test_thirty_trials_are_the_searchs_own(self) -> None:
        study = optuna.create_study(direction="maximize", sampler=self.sampler())
        study.optimize(lambda trial: worth(dnag.optuna.suggest(trial)), n_trials=30)
        driven = dnag.Study(self.file("driven.jsonl"), objective="max:value", initial=6, seed=1, budget=1_000)
        archs = []
        for _ in range(30):
            task = driven.ask()
            assert task is not None
            archs.append(task.arch)
            driven.tell(task, {"value": worth(task.arch)})
        driven.close()
        self.assertEqual([trial.user_attrs["dnag:arch"] for trial in study.trials], archs)
        self.assertEqual([dnag.optuna.cell([trial.params[edge] for edge in dnag.optuna.EDGES]) for trial in study.trials], archs)
        known = self.known()
        self.assertEqual([evaluation.figures["value"] for evaluation in known.evaluations], [trial.value for trial in study.trials])
        self.assertEqual(known.best and known.best.score, study.best_value)
        values: List[float] = [trial.value or 0 for trial in study.trials]
        self.assertGreater(max(values[6:]), max(values[:6]), "it learns")

    def test_trials_that_come_to_nothing_and_trials_of_ones_own(self) -> None:
        study = optuna.create_study(direction="minimize", sampler=self.sampler(initial=3, budget=3, pruned="tell"))
        study.enqueue_trial({edge: "nor_conv_3x3" for edge in dnag.optuna.EDGES})
        study.enqueue_trial({"rate": 0.25})

        def objective(trial: "optuna.Trial") -> float:
            arch = dnag.optuna.suggest(trial)
            rate = trial.suggest_float("rate", 0, 1)
            self.assertEqual(rate == 0.25, trial.number == 1)
            if trial.number == 2:
                raise RuntimeError("out of memory")
            if trial.number in (3, 4):
                if trial.number == 3:
                    trial.report(5.5, step=1)
                raise optuna.TrialPruned()
            return worth(arch)

        study.optimize(objective, n_trials=8, catch=(RuntimeError,))
        known = self.known()
        self.assertEqual(known.objective, ["minimise value"])
        self.assertEqual([(given.arch, given.figures) for given in known.given], [(CELL, {"value": worth(CELL)})])
        self.assertEqual([failed.reason for failed in known.of("failed")], ["trial 2 ended as fail", "trial 4 ended as pruned"])
        self.assertEqual(known.evaluations[2].figures, {"value": 5.5})
        self.assertEqual((known.told, known.proposed, known.budget), (5, 7, 9))

    def test_other_spaces_fronts_and_choices(self) -> None:
        study = optuna.create_study(directions=["maximize", "minimize"], sampler=self.sampler(space="mobilenetv3", objective=["top1", "ms"], strategy="random"))

        def objective(trial: "optuna.Trial") -> Any:
            arch = dnag.optuna.suggest(trial, "mobilenetv3")
            self.assertEqual(len(dnag.optuna.words(trial)["network"]["ks"]), 20)
            return len(set(arch)), trial.suggest_float("width", 1, 2) * arch.count("0-0-0")

        study.optimize(objective, n_trials=5)
        known = self.known()
        self.assertEqual({row.figures["ms"] for row in known.front or []}, {trial.values[1] for trial in study.best_trials})
        # One categorical parameter.
        path = self.file("listed.jsonl")
        cells = [task.arch for task in dnag.Study(self.file("all.jsonl"), objective="x", strategy="random", initial=12, seed=4).ask_many(12)]
        listed = optuna.create_study(sampler=dnag.optuna.DnagSampler(path, seed=4, strategy="random", initial=12, choices=cells))
        listed.optimize(lambda trial: worth(dnag.optuna.suggest(trial, choices=cells)), n_trials=3)
        self.assertEqual([trial.params["arch"] for trial in listed.trials], cells[:3])

    def test_what_does_not_fit_is_said(self) -> None:
        study = optuna.create_study(directions=["maximize", "minimize"], sampler=self.sampler())
        with self.assertRaisesRegex(dnag.DnagError, "has 2 values, and objective= names 1"):
            study.optimize(lambda trial: (worth(dnag.optuna.suggest(trial)), 0), n_trials=1)
        study = optuna.create_study(sampler=self.sampler(objective="max:value"))
        with self.assertRaisesRegex(dnag.DnagError, "goes the other way"):
            study.optimize(lambda trial: worth(dnag.optuna.suggest(trial)), n_trials=1)
        study = optuna.create_study(sampler=optuna.samplers.RandomSampler())
        with self.assertRaisesRegex(dnag.DnagError, "the study's sampler must be DnagSampler"):
            study.optimize(lambda trial: len(dnag.optuna.suggest(trial, "mobilenetv3")), n_trials=1)
        study = optuna.create_study(sampler=self.sampler())
        with self.assertRaisesRegex(ValueError, "(?i)categorical"):
            study.optimize(lambda trial: len(trial.suggest_categorical("edge_0_1", ["none", "conv"])), n_trials=1)

    def worker(self, trials: int, seconds: float) -> "subprocess.Popen[str]":
        here = os.path.dirname(os.path.abspath(__file__))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path])}
        line = [sys.executable, "-c", WORKER, self.folder, str(trials), str(seconds)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, encoding="utf-8", env=environment)

    def test_workers_on_a_journal_one_killed_and_resumed(self) -> None:
        workers = [self.worker(8, 0.05), self.worker(8, 0.05)]
        lost = self.worker(1, 600)
        assert lost.stdout is not None
        self.assertTrue(lost.stdout.readline())
        lost.send_signal(signal.SIGKILL)
        lost.wait()
        lost.stdout.close()
        for worker in workers:
            worker.communicate()
            self.assertEqual(worker.returncode, 0)
        time.sleep(1)
        # Gone on with, from what is on the disk; what the killed one had is handed out again.
        sampler = dnag.optuna.DnagSampler(self.file("study.jsonl"), initial=6, batch=2, budget=10, requeue_after=0)
        storage = JournalStorage(JournalFileBackend(self.file("journal.log")))
        study = optuna.load_study(study_name="cells", storage=storage, sampler=sampler)
        self.assertEqual(len(study.get_trials(states=[TrialState.COMPLETE])), 16)
        study.optimize(lambda trial: worth(dnag.optuna.suggest(trial)), n_trials=14)
        done = study.get_trials(states=[TrialState.COMPLETE])
        known = self.known()
        self.assertEqual((len(done), known.told, len(known.of("handed out"))), (30, 30, 0))
        archs = [trial.user_attrs["dnag:arch"] for trial in done]
        self.assertEqual(len(set(archs)), 30, "nothing is evaluated twice")
        self.assertEqual({row.arch: row.figures["value"] for row in known.evaluations if row.state == "evaluated"}, {arch: worth(arch) for arch in archs})
        json.dumps(study.trials[0].user_attrs)


if __name__ == "__main__":
    unittest.main()
