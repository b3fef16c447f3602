"""``python -m dnag.convert``: tables between forms, studies, and into the program."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sqlite3
import unittest
from pathlib import Path
from typing import Any, List, Tuple
from unittest import mock

from common import CELL, WithProgram, worth
from format_files import arch, rows

import dnag
from dnag._binary import output
from dnag.convert import main
from dnag.formats import Table, read

try:
    import pyarrow.parquet
except ImportError:
    pyarrow = None
    print("tests of Parquet are skipped: pyarrow is not installed (pip install pyarrow)")
try:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
except ImportError:
    optuna = None
    print("tests of Optuna's storages are skipped: Optuna is not installed (pip install optuna)")


def converted(*words: object) -> Tuple[int, str, str]:
    """Status, standard output, standard error."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = main([str(word) for word in words])
    return status, out.getvalue(), error.getvalue()


class ConvertTests(WithProgram):
    def table(self, count: int = 5) -> Table:
        table = Table()
        for place in range(count):
            table.add([arch(611 * place)], {"accuracy": 0.1 + place / 3, "seconds": place, "rare": 1e-300 if place else None})
        return table

    def path(self, name: str) -> Path:
        return Path(self.file(name))

    def test_tables_come_back_through_every_form_with_every_digit(self) -> None:
        table = self.table()
        table.write(self.path("a.csv"))
        chain = ["a.csv", "b.jsonl"] + (["c.parquet", "d.csv"] if pyarrow else ["d.csv"])
        for source, target in zip(chain, chain[1:]):
            self.assertEqual(converted(self.file(source), self.file(target))[0], 0)
        self.assertEqual(self.path("d.csv").read_text(), self.path("a.csv").read_text())
        self.assertEqual(converted(self.file("a.csv"), "-")[1], table.csv())

    @unittest.skipIf(pyarrow is None, "pyarrow is not installed")
    def test_pyarrow_itself_reads_the_parquet_that_is_written(self) -> None:
        self.table().write(self.path("t.parquet"))
        found = pyarrow.parquet.read_table(self.path("t.parquet"))
        self.assertEqual(found.column("accuracy").to_pylist(), [0.1 + place / 3 for place in range(5)])
        self.assertEqual(found.column("rare").null_count, 1)
        self.assertEqual(str(found.schema.field("seconds").type), "int64")
        self.assertEqual(found.column("arch").to_pylist()[2], arch(1222))
        self.path("broken.parquet").write_bytes(self.path("t.parquet").read_bytes()[:-3])
        self.assertRegex(converted(self.file("broken.parquet"), "-")[2], r"^Error: .*broken.parquet: cannot be read")

    def test_the_program_takes_what_is_written_and_it_becomes_a_property(self) -> None:
        with mock.patch.dict(os.environ, {"XDG_DATA_HOME": self.file("data")}):
            self.table().write(self.path("t.jsonl"))
            status, _, told = converted(self.file("t.jsonl"), "--import", "mine", "--binary", self.binary)
            self.assertEqual((status, "mine: 5 cells, 3 columns: accuracy, seconds, rare" in told), (0, True), told)
            self.assertRegex(output(self.binary, ["table", "list"]), r"mine +cells +5 +3")
            guided = output(self.binary, ["generate", "--count=2", "--guide=mine:accuracy=1", "--denoiser=exact", "--format=json"])
            self.assertEqual(len(json.loads(guided)["architectures"]), 2)

    def test_the_nas_bench_101_space_is_imported_with_its_table(self) -> None:
        from dnag.formats._nasbench101 import _SPACE
        from dnag.formats._reading import Found

        table = Table(["1", "2", "3", "4", "5", "edges"])
        for place, types in enumerate((["conv3x3"] * 5, ["conv1x1"] * 5)):
            table.add([*types, "in>1 1>2 2>3 3>4 4>5 5>out"], {"cifar10_test": 90.5 + place})
        table.add(["maxpool3x3", *["none"] * 4, "in>1 1>out"], {"cifar10_test": 80.5})
        with mock.patch("dnag.convert.read", return_value=Found("NAS-Bench-101", table, _SPACE)), mock.patch.dict(os.environ, {"XDG_DATA_HOME": self.file("data")}):
            for replace in ((), ("--replace",)):
                status, _, told = converted("any", "--import", "nb101", "--binary", self.binary, *replace)
                self.assertEqual(status, 0, told)
            self.assertRegex(output(self.binary, ["table", "list"]), r"nb101 .*3 +1")
            self.assertEqual(len(json.loads(output(self.binary, ["generate", "--space=nasbench101", "--count=3", "--format=json"]))["architectures"]), 3)

    def study(self) -> str:
        path = self.file("study.jsonl")
        with dnag.Study(path, objective=["accuracy", "min:latency_ms"], front=True, initial=4, budget=6, binary=self.binary) as study:
            for number in range(6):
                task = study.ask()
                assert task is not None
                if number == 4:
                    study.fail(task, "out of memory")
                else:
                    study.tell(task, {"accuracy": worth(task.arch), "latency_ms": float(number)})
            study.tell(CELL, {"accuracy": 1.0, "latency_ms": 2.0})
        return path

    def test_a_study_is_a_table_of_what_it_knows(self) -> None:
        self.assertEqual(converted(self.study(), self.file("s.csv"), "--binary", self.binary)[0], 0)
        with open(self.file("s.csv")) as file:
            found = list(csv.DictReader(file))
        self.assertEqual(len(found), 6)
        for row in found[:5]:
            self.assertAlmostEqual(float(row["accuracy"]), worth(row["arch"]))
        self.assertEqual(found[5]["arch"], CELL)

    @unittest.skipIf(optuna is None, "Optuna is not installed")
    def test_optuna_itself_loads_a_study_and_it_comes_back(self) -> None:
        study = self.study()
        status, _, told = converted(study, self.file("optuna.db"), "--study", "mine", "--binary", self.binary)
        self.assertEqual(status, 0, told)
        loaded = optuna.load_study(study_name="mine", storage=f"sqlite:///{self.file('optuna.db')}")
        self.assertEqual([way.name for way in loaded.directions], ["MAXIMIZE", "MINIMIZE"])
        states = [trial.state.name for trial in loaded.trials]
        self.assertEqual((states.count("COMPLETE"), states.count("FAIL")), (6, 1))
        for trial in loaded.trials:
            if trial.state.name == "COMPLETE" and trial.user_attrs["dnag:arch"] != CELL:
                self.assertAlmostEqual(trial.values[0], worth(trial.user_attrs["dnag:arch"]))
        # Optuna's own samplers go on with it.
        loaded.optimize(lambda trial: (worth(dnag.optuna.suggest(trial)), 1.0), n_trials=2)

        back = rows(read(self.file("optuna.db"), study="mine").table)
        want = {row["arch"]: row for row in rows(read(study, binary=self.binary).table)}
        for row in back:
            if row["arch"] in want:
                self.assertEqual((row["accuracy"], row["latency_ms"]), (want[row["arch"]]["accuracy"], want[row["arch"]]["latency_ms"]))
        self.assertGreaterEqual(len(back), 6)
        self.assertRegex(converted(study, self.file("optuna.db"), "--study", "mine", "--binary", self.binary)[2], "has a study 'mine' already")

    @unittest.skipIf(optuna is None, "Optuna is not installed")
    def test_networks_are_one_parameter_in_optuna(self) -> None:
        path = self.file("networks.jsonl")
        with dnag.Study(path, objective="accuracy", space="mobilenetv3", initial=2, budget=2, binary=self.binary) as study:
            for task in study:
                study.tell(task, {"accuracy": float(task.id)})
        self.assertEqual(converted(path, self.file("n.db"), "--binary", self.binary)[0], 0)
        loaded = optuna.load_study(study_name="networks", storage=f"sqlite:///{self.file('n.db')}")
        self.assertEqual([trial.value for trial in loaded.trials], [0.0, 1.0])
        self.assertEqual(loaded.trials[0].params["arch"], loaded.trials[0].user_attrs["dnag:arch"])

    @unittest.skipIf(optuna is None, "Optuna is not installed")
    def test_a_storage_of_optuna_is_read_and_a_stranger_is_left_alone(self) -> None:
        database = self.file("other.db")
        study = optuna.create_study(study_name="one", storage=f"sqlite:///{database}", direction="maximize")
        study.optimize(lambda trial: worth(dnag.optuna.suggest(trial)), n_trials=5)
        for row in rows(read(database).table):
            self.assertAlmostEqual(row["value"], worth(row["arch"]))
        optuna.create_study(study_name="two", storage=f"sqlite:///{database}")
        self.assertRegex(converted(database, "-")[2], r"holds 2 studies \(one, two\): say which by --study")
        self.assertRegex(converted(database, "-", "--study", "three")[2], "holds no study 'three'; there are one, two")

        journal = self.file("journal.log")
        backend = optuna.storages.journal.JournalFileBackend(journal)
        study = optuna.create_study(storage=optuna.storages.JournalStorage(backend), direction="minimize")
        study.optimize(lambda trial: trial.suggest_categorical("width", ["64", "128"]) == "64", n_trials=4)
        self.assertEqual(read(journal).table.names, ("width",))

        stranger = self.file("stranger.db")
        with contextlib.closing(sqlite3.connect(stranger)) as connection:
            connection.execute("CREATE TABLE photos (name TEXT)")
            connection.commit()
        before = Path(stranger).read_bytes()
        self.assertRegex(converted(stranger, "-")[2], "is a database, and none of Optuna's")
        self.assertEqual(Path(stranger).read_bytes(), before)

    def test_what_cannot_be_done_is_said_and_leaves_no_file(self) -> None:
        cases: List[Tuple[Tuple[Any, ...], str]] = [
            (("nowhere.csv", "-"), r"nowhere.csv: is not there"),
            ((self.written("a.csv", "x,y\n1,2\n"), "-"), r"a.csv: has no column that names an architecture, such as 'arch'; its columns are x, y"),
            ((self.written("b.csv", f"arch,y\n{CELL},2,3\n"), "-"), r"b.csv: row 2 has 3 fields, and the header 2"),
            ((self.written("c.json", '{"a": 1}'), "-"), r"c.json: is no list of objects"),
            ((self.written("d.json", "[" * 100_000), "-"), r"d.json: cannot be read"),
            ((self.written("e.bin", "\x1b[2J"), "-"), r"e.bin: byte \d is no pickle"),
            ((self.written("f.csv", f"arch,y\n{CELL},2\n"), self.file("f.xlsx")), r"f.xlsx: cannot be written: tables end in .csv, .jsonl, .parquet"),
            ((self.written("g.csv", f"arch,y\n{CELL},2\n"), self.file("no/f.csv")), r"f.csv: cannot be written: No such file or directory"),
            ((self.written("h.csv", f"arch,y\n{CELL},2\n"),), r"say where the table goes"),
            ((self.written("i.csv", f"arch,y\n{CELL},2\n"), self.file("i.db")), r"is no study of dnag"),
        ]
        for words, rule in cases:
            with self.subTest(rule=rule):
                status, out, error = converted(*words)
                self.assertEqual((status, out), (1, ""))
                self.assertRegex(error, f"^Error: .*{rule}")
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith((".xlsx", ".db")) or name.startswith(".")], [])

    def written(self, name: str, text: str) -> str:
        self.path(name).write_text(text)
        return self.file(name)


if __name__ == "__main__":
    unittest.main()
