"""``dnag.Study``, by one process and by a process a call."""

from __future__ import annotations

import inspect
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from common import BINARY, CELL, WithProgram, worth

import dnag
from dnag._binary import can_serve
from dnag._server import Server

SERVES = BINARY is not None and can_serve(BINARY)


class StudyTests(WithProgram):
    serve = False

    def study(self, name: str = "study.jsonl", **settings: Any) -> dnag.Study:
        given = {"objective": "accuracy", "strategy": "evolution", "initial": 4, "batch": 2, "budget": 9, "seed": 3, **settings}
        study = dnag.Study(self.file(name), serve=self.serve, **given)
        self.addCleanup(study.close)
        return study

    def test_a_search_is_driven_and_gone_on_with(self) -> None:
        with self.study() as study:
            for task in study:
                self.assertEqual(len(task.words["operations"]), 6)
                study.tell(task, {"accuracy": worth(task.arch), "seconds": 2})
                if task.id == 4:
                    break
        with dnag.Study(self.file("study.jsonl"), serve=self.serve) as study:
            self.assertEqual(study.status.told, 5)
        with self.study() as study:  # the line that made it
            for task in study:
                study.tell(task.id, {"accuracy": worth(task.arch)})
            status = study.status
        self.assertEqual((status.told, status.budget, status.space, status.seed), (9, 9, "nasbench201", 3))
        self.assertEqual([evaluation.id for evaluation in status.of("evaluated")], list(range(9)))
        best = max(status.evaluations, key=lambda evaluation: evaluation.score or 0)
        self.assertEqual(study.best, best)
        self.assertEqual(best.figures["accuracy"], worth(best.arch))
        self.assertEqual(status.evaluations[0].figures["seconds"], 2)

    def test_a_larger_budget_and_another_study(self) -> None:
        self.study(budget=2, initial=2).ask_many(9)
        self.assertIsNone(self.study(budget=2, initial=2).ask())
        self.assertEqual(len(self.study(budget=3, initial=2).ask_many(9)), 1)
        task = self.study(budget=3, initial=2).ask(budget=4)
        self.assertEqual(task and task.id, 3)
        with self.assertRaises(dnag.DnagError) as caught:
            self.study(seed=4, initial=2)
        self.assertIn("its seed is '3'", str(caught.exception))
        with self.assertRaises(dnag.DnagError) as caught:
            dnag.Study(self.file("nowhere.jsonl"), serve=self.serve)
        self.assertIn("nowhere.jsonl: cannot be opened", str(caught.exception))
        with self.assertRaises(dnag.DnagError) as caught:
            dnag.Study(self.file("study.jsonl"), batch=3, serve=self.serve)
        self.assertIn("'batch' belongs to a new study", str(caught.exception))

    def test_failures_and_what_is_known(self) -> None:
        with open(self.file("known.csv"), "w", encoding="utf-8") as file:
            file.write(f"arch,accuracy\n{CELL},50\n")
        study = self.study(known=self.file("known.csv"))
        first, second = study.ask_many(2)
        study.fail(first, "out of memory")
        study.requeue(second)
        study.requeue(first.id)
        self.assertEqual(study.ask(), first)
        study.fail(first, "--requeue")  # no option
        other = CELL.replace("nor_conv_3x3~1", "none~1")
        study.tell(other, {"accuracy": 7})
        status = study.status
        self.assertEqual([evaluation.reason for evaluation in status.of("failed")], ["--requeue"])
        self.assertEqual([(given.arch, given.figures, given.id) for given in status.given], [(CELL, {"accuracy": 50}, None), (other, {"accuracy": 7}, None)])
        self.assertEqual(status.best_given and status.best_given.arch, CELL)
        self.assertEqual(study.ask_many(2, requeue_after=0)[0], second)

    def test_a_front(self) -> None:
        study = self.study(objective=["max:accuracy", "min:ms"], front=True, strategy="random")
        for task in study.ask_many(4):
            study.tell(task, {"accuracy": task.id, "ms": [1, 0, 2, 2][task.id]})
        self.assertIsNone(study.best)
        self.assertEqual(sorted(evaluation.id or 0 for evaluation in study.status.front or []), [1, 3])

    def test_what_is_refused_changes_nothing(self) -> None:
        study = self.study()
        study.ask()
        with open(self.file("study.jsonl"), "rb") as file:
            before = file.read()
        for figures, words in [({"speed": 1.0}, "'accuracy'"), ({"accuracy": float("nan")}, "not finite; where an evaluation came to nothing, say fail")]:
            with self.assertRaises(dnag.DnagError) as caught:
                study.tell(0, figures)
            self.assertIn(words, str(caught.exception))
        with self.assertRaises(dnag.DnagError) as caught:
            study.tell(7, {"accuracy": 1})
        self.assertIn("there is no evaluation 7", str(caught.exception))
        with self.assertRaises(dnag.DnagError) as caught:
            study.ask_many(0)
        self.assertIn("between 1 and 100000", str(caught.exception))
        with open(self.file("study.jsonl"), "rb") as file:
            self.assertEqual(file.read(), before)
        study.tell(0, {"accuracy": 1})
        study.tell(0, {"accuracy": 1})
        with self.assertRaises(dnag.DnagError):
            study.tell(0, {"accuracy": 2})

    def test_many_threads_and_processes(self) -> None:
        study = self.study(strategy="random", initial=3, budget=24)

        def work(_: int) -> int:
            task = study.ask()
            assert task is not None
            study.tell(task, {"accuracy": task.id})
            return task.id

        script = (
            f"import dnag; study = dnag.Study({self.file('study.jsonl')!r}, serve={self.serve})\n"
            "for _ in range(6):\n    task = study.ask(); study.tell(task, {'accuracy': task.id})\n"
        )
        others = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]
        with ThreadPoolExecutor(6) as pool:
            mine = list(pool.map(work, range(12)))
        self.assertEqual([other.wait() for other in others], [0, 0])
        self.assertEqual(len(set(mine)), 12)
        self.assertEqual([evaluation.figures["accuracy"] for evaluation in study.status.of("evaluated")], list(range(24)))

    def test_every_option_of_the_command_has_a_keyword(self) -> None:
        text = subprocess.run([self.binary, "search", "new", "--help"], capture_output=True, check=True, encoding="utf-8").stdout
        options = set(re.findall(r"^  --([a-z-]+)", text, re.MULTILINE)) - {"study", "version"}
        keywords = {name.replace("_", "-") for name in inspect.signature(dnag.Study).parameters} - {"path", "binary", "serve", "threads"}
        self.assertEqual(keywords, options)

    def test_it_can_be_handed_to_another_process(self) -> None:
        study = self.study()
        task = study.ask()
        again = pickle.loads(pickle.dumps(study))
        self.addCleanup(again.close)
        again.tell(task, {"accuracy": 1})
        self.assertEqual(study.status.told, 1)


@unittest.skipUnless(SERVES, "the program has no 'search serve'")
class ServedStudyTests(StudyTests):
    serve = True

    def process(self, study: dnag.Study) -> "subprocess.Popen[str]":
        assert isinstance(study._way, Server) and study._way._process is not None
        return study._way._process

    def test_it_is_the_same_search_as_by_calls(self) -> None:
        one, other = self.study("one.jsonl"), dnag.Study(self.file("other.jsonl"), objective="accuracy", strategy="evolution", initial=4, batch=2, budget=9, seed=3, serve=False)
        for study in (one, other):
            while True:
                tasks = study.ask_many(2)
                if not tasks:
                    break
                for task in tasks:
                    study.tell(task, {"accuracy": worth(task.arch)})
        self.assertEqual(one.status.evaluations, other.status.evaluations)

    def test_one_process_answers_and_ends_with_the_study(self) -> None:
        with self.study() as study:
            study.ask()
            process = self.process(study)
            with self.assertRaises(dnag.DnagError):
                study.tell(99, {"accuracy": 1})
            study.ask()
            self.assertIs(self.process(study), process)
            self.assertIsNone(process.poll())
        self.assertEqual(process.returncode, 0)
        with self.study() as study:
            study.ask()
            process = self.process(study)
        del study
        self.assertEqual(process.returncode, 0)

    def test_a_process_that_was_killed_is_started_again(self) -> None:
        study = self.study()
        task = study.ask()
        assert task is not None
        self.process(study).send_signal(signal.SIGKILL)
        self.process(study).wait()
        study.tell(task, {"accuracy": 1})
        self.assertEqual(study.status.told, 1)
        process = self.process(study)
        process.send_signal(signal.SIGSTOP)
        thread = threading.Timer(0.3, process.kill)
        thread.start()
        with self.assertRaises(dnag.DnagError) as caught:
            study.status
        self.assertIn("did not answer", str(caught.exception))
        thread.join()
        self.assertEqual(study.status.told, 1)

    def test_what_interrupts_a_request_leaves_no_answer_behind(self) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        study = self.study()
        task = study.ask()
        assert task is not None
        process = self.process(study)
        process.send_signal(signal.SIGSTOP)
        self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, interrupt))
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with self.assertRaises(KeyboardInterrupt):
            study.status
        self.assertEqual(process.returncode, -signal.SIGKILL)
        study.tell(task, {"accuracy": 1})
        self.assertEqual(study.status.told, 1)

    def test_a_fork_has_a_process_of_its_own(self) -> None:
        study = self.study()
        study.ask()
        process = self.process(study)
        child = os.fork()
        if child == 0:
            try:
                study.tell(0, {"accuracy": 5})
                os._exit(0 if self.process(study).pid != process.pid else 3)
            except BaseException:
                os._exit(4)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertEqual(study.status.told, 1)
        self.assertIs(self.process(study), process)
        start = time.monotonic()
        study.close()
        self.assertLess(time.monotonic() - start, 10)


if __name__ == "__main__":
    unittest.main()
