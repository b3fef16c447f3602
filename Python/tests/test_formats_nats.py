"""NATS-Bench and NAS-Bench-201, against the benchmarks' own readers."""

from __future__ import annotations

import bz2
import pickle
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict

from format_files import arch, benchmark, rows

from dnag import DnagError
from dnag.formats import read

try:
    import nats_bench
    import nats_bench.api_utils as nats
except ImportError:
    nats_bench = None
    print("tests of NATS-Bench are skipped: its package is not installed (pip install nats-bench)")
try:
    import nas_201_api.api_utils as nas201
    import torch
    from nas_201_api import NASBench201API
except ImportError:
    torch = None
    print("tests of NAS-Bench-201 are skipped: its package or PyTorch is not installed (pip install nas-bench-201 torch)")

#: Data set, column, what the benchmarks' own reader calls it.
ACCURACIES = (
    ("cifar10-valid", "cifar10_valid", "valid-accuracy"),
    ("cifar10", "cifar10_test", "test-accuracy"),
    ("cifar100", "cifar100_valid", "valid-accuracy"),
    ("cifar100", "cifar100_test", "test-accuracy"),
    ("ImageNet16-120", "imagenet16_valid", "valid-accuracy"),
    ("ImageNet16-120", "imagenet16_test", "test-accuracy"),
)
SECONDS = {"cifar10-valid": "cifar10_half", "cifar10": "cifar10", "cifar100": "cifar100", "ImageNet16-120": "imagenet16"}
LENGTHS = {"12": "_at_12", "200": ""}


class BenchmarkTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def compare(self, api: Any, table: Any, count: int, *, takes_mean_costs: bool = False) -> None:
        """Every figure against what the benchmark's own reader says; the older one takes the mean of costs that differ."""
        found = {row["arch"]: row for row in rows(table)}
        self.assertEqual(len(found), count)
        for place in range(count):
            row = found[arch(37 * place)]
            for length, suffix in LENGTHS.items():
                for name, column, key in ACCURACIES:
                    info = api.get_more_info(place, name, hp=length, is_random=False)
                    self.assertAlmostEqual(row[column + suffix], info[key], places=9)
                    by_seed = [api.get_more_info(place, name, hp=length, is_random=seed)[key] for seed in (777, 888, 999)[: 1 + place % 3]]
                    self.assertAlmostEqual(row.get(f"{column}{suffix}_std", -1.0), spread(by_seed), places=9)
                    self.assertAlmostEqual(row[f"{SECONDS[name]}_train_seconds{suffix}"], info["train-all-time"], places=6)
            if takes_mean_costs and place % 3:
                continue
            costs = api.get_cost_info(place, "cifar10", hp="200")
            wanted = (costs["params"], costs["flops"], 1_000 * costs["latency"])
            for column, value in zip(("params_m", "macs_m", "latency_ms_gpu_batch256"), wanted):
                self.assertAlmostEqual(row[column], value, places=9)

    @unittest.skipIf(nats_bench is None, "nats-bench is not installed")
    def test_the_simple_directory_and_the_whole_file_say_what_the_benchmarks_own_reader_says(self) -> None:
        count = 6
        made = benchmark(nats, count)
        states = {place: {str(length): results.state_dict() for length, results in cell.items()} for place, cell in made.items()}
        archs = [arch(37 * place) for place in range(count)]
        simple = self.folder / "NATS-tss-v1_0-3ffb9-simple"
        simple.mkdir()
        nats.pickle_save({"meta_archs": archs, "total_archs": count}, simple / "meta.pickle")
        for place in range(count):
            nats.pickle_save(states[place], simple / f"{place:06}.pickle")
        nats.pickle_save({"meta_archs": archs, "arch2infos": states, "evaluated_indexes": list(range(count))}, self.folder / "NATS-tss.pickle")

        table = read(simple).table
        self.compare(nats_bench.create(str(simple), "tss", fast_mode=True, verbose=False), table, count)
        self.assertEqual(table.csv(), read(self.folder / "NATS-tss.pickle.pbz2").table.csv())
        self.assertEqual(len(read(simple / "000002.pickle.pbz2").table), 1)
        self.assertEqual(table.columns[:4], ["cifar10_valid", "cifar10_valid_std", "cifar10_test", "cifar10_test_std"])

        # The order of columns is no accident of hashing.
        program = f"import sys; from dnag.formats import read; sys.stdout.write(read({str(simple)!r}).table.csv())"
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "3", "PYTHONPATH": ":".join(sys.path)})
        self.assertEqual(other.stdout, table.csv())

    @unittest.skipIf(nats_bench is None, "nats-bench is not installed")
    def test_costs_on_which_seeds_differ_are_those_of_the_seed_888(self) -> None:
        made = benchmark(nats, 3)
        results = made[2][200]
        self.assertEqual(rows(self.table(results))[0]["params_m"], results.all_results[("cifar10", 888)].params)

    def table(self, results: Any) -> Any:
        path = self.folder / "000000.pickle.pbz2"
        path.write_bytes(bz2.compress(pickle.dumps({"200": results.state_dict()})))
        return read(path).table

    @unittest.skipIf(nats_bench is None, "nats-bench is not installed")
    def test_a_training_without_its_last_epoch_and_the_size_space_are_refused(self) -> None:
        results = benchmark(nats, 1)[0][200]
        del results.all_results[("cifar100", 777)].eval_acc1es["x-test@199"]
        with self.assertRaisesRegex(DnagError, "a training of 200 epochs has no accuracy of its last one on 'x-test'"):
            self.table(results)
        results = benchmark(nats, 1)[0][200]
        results.arch_str = "64:64:64:64:64"
        with self.assertRaisesRegex(DnagError, "'64:64:64:64:64' is no cell of NAS-Bench-201: of NATS-Bench the topology space is read"):
            self.table(results)

    def test_a_folder_without_cells_is_refused(self) -> None:
        with self.assertRaisesRegex(DnagError, "holds no files such as 000000.pickle.pbz2"):
            read(self.folder)

    @unittest.skipIf(torch is None, "nas-bench-201 or PyTorch is not installed")
    def test_nas_bench_201_files_of_both_kinds_say_what_the_benchmarks_own_reader_says(self) -> None:
        count = 3
        made = benchmark(nas201, count)
        states = {place: {"less": cell[12].state_dict(), "full": cell[200].state_dict()} for place, cell in made.items()}
        whole: Dict[str, Any] = {"meta_archs": [arch(37 * place) for place in range(count)], "arch2infos": states, "evaluated_indexes": list(range(count))}
        for name, is_zip in (("new.pth", True), ("old.pth", False)):
            path = self.folder / name
            torch.save(whole, path, _use_new_zipfile_serialization=is_zip)
            self.compare(NASBench201API(whole, verbose=False), read(path).table, count, takes_mean_costs=True)


def spread(values: Any) -> float:
    """The sample standard deviation, -1 where there is none."""
    mean = sum(values) / len(values)
    return (sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5 if len(values) > 1 else -1.0


if __name__ == "__main__":
    unittest.main()
