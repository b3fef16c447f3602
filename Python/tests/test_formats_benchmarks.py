"""HW-NAS-Bench, NASLib, NAS-Bench-101 and NAS-Bench-Graph."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
import json
import math
import pickle
import random
import struct
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List

from common import WithProgram
from format_files import OPERATIONS, arch, rows

from dnag import DnagError
from dnag.convert import main
from dnag.formats import read
from dnag.formats._nasbench101 import _crc32c, records

try:
    import crc32c
except ImportError:
    crc32c = None
    print("a test of checksums is skipped: crc32c is not installed (pip install crc32c)")
try:
    import nas_bench_graph
except ImportError:
    nas_bench_graph = None
    print("a test of NAS-Bench-Graph's own files is skipped: its package is not installed (pip install --no-deps nas-bench-graph)")
try:
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
except ImportError:
    descriptor_pb2 = None
    print("tests of NAS-Bench-101 are skipped: protobuf is not installed (pip install protobuf)")

NASLIB = ("skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3")
#: Edges of a cell: in NASLib's order, and as two places of an arch string's nodes.
NASLIB_EDGES = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))


def naslib(text: str) -> List[int]:
    """NASLib's numbers of an arch string, by looking each edge up."""
    nodes = [[part.split("~") for part in node.strip("|").split("|")] for node in text.split("+")]
    return [NASLIB.index(next(name for name, source in nodes[end - 1] if int(source) == start)) for start, end in NASLIB_EDGES]


class InFolder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def pickled(self, name: str, made: Any) -> Path:
        path = self.folder / name
        path.write_bytes(pickle.dumps(made, 2))
        return path

    def json(self, name: str, made: Any) -> Path:
        path = self.folder / name
        path.write_text(json.dumps(made))
        return path


class HardwareTests(InFolder):
    METRICS = (
        "edgegpu_latency", "edgegpu_energy", "raspi4_latency", "edgetpu_latency", "pixel3_latency", "eyeriss_latency", "eyeriss_energy",
        "eyeriss_arithmetic_intensity", "fpga_latency", "fpga_energy",
    )  # fmt: skip

    def made(self, count: int) -> Dict[str, Any]:
        draws = random.Random(1)
        return {
            name: {
                "config": [{"arch_str": arch(37 * place), "C": 16, "N": 5, "num_classes": 10} for place in range(count)],
                **{metric: [draws.random() for _ in range(count)] for metric in self.METRICS},
            }
            for name in ("cifar10", "cifar100", "ImageNet16-120")
        }

    def test_latencies_and_energies_have_the_names_of_devices(self) -> None:
        made = self.made(5)
        found = rows(read(self.pickled("HW-NAS-Bench-v1_0.pickle", {"nasbench201": made, "fbnet": {}})).table)
        self.assertEqual([row["arch"] for row in found], [arch(37 * place) for place in range(5)])
        for place, row in enumerate(found):
            self.assertEqual(row["latency_ms_pixel3"], made["cifar10"]["pixel3_latency"][place])
            self.assertEqual(row["imagenet16_energy_mj_fpga"], made["ImageNet16-120"]["fpga_energy"][place])
            self.assertEqual(row["cifar100_arithmetic_intensity_eyeriss"], made["cifar100"]["eyeriss_arithmetic_intensity"][place])
            self.assertEqual(len(row), 31)

    def test_a_list_of_another_length_is_refused(self) -> None:
        made = self.made(3)
        made["cifar100"]["fpga_latency"].pop()
        with self.assertRaisesRegex(DnagError, "'cifar100' has 3 cells, and not as many values of 'fpga_latency'"):
            read(self.pickled("HW-NAS-Bench-v1_0.pickle", {"nasbench201": made}))


class NASLibTests(InFolder):
    def test_tuples_name_the_cells_that_naslib_names_by_them(self) -> None:
        cells = [arch(draws) for draws in random.Random(2).sample(range(15_625), 200)]
        made = [{"arch": naslib(cell), "accuracy": float(place)} for place, cell in enumerate(cells)]
        found = rows(read(self.json("train.json", made)).table)
        self.assertEqual(found, [{"arch": cell, "accuracy": float(place)} for place, cell in enumerate(cells)])

    def test_zero_cost_scores_are_columns_by_data_set_and_infinite_ones_are_missing(self) -> None:
        scores = {"synflow": {"score": 12.5, "time": 0.1}, "nwot": {"score": math.inf, "time": 0.1}, "val_accuracy": 91.5, "id": 3}
        made = {name: {str(tuple(naslib(arch(900)))): scores} for name in ("cifar10", "ImageNet16-120")}
        (row,) = rows(read(self.json("zc_nasbench201.json", made)).table)
        self.assertEqual(
            row, {"arch": arch(900), "cifar10_synflow": 12.5, "cifar10_valid": 91.5, "imagenet16_synflow": 12.5, "imagenet16_valid": 91.5}
        )
        (row,) = rows(read(self.json("zc_cifar10.json", made["cifar10"])).table)
        self.assertEqual(row, {"arch": arch(900), "synflow": 12.5, "valid": 91.5})

    def test_learning_curves_end_with_their_last_epoch(self) -> None:
        entry = {"eval_acc1es": [10.0, 50.0, 90.25], "train_acc1es": [1.0], "cost_info": {"flops": 15.5, "params": 0.25, "latency": 0.01, "train_time": 700.5}}
        made = {arch(7): {"cifar10-valid": entry, "cifar100": dict(entry, eval_acc1es=[60.0])}}
        (row,) = rows(read(self.pickled("nb201_cifar10_full_training.pickle", made)).table)
        self.assertEqual(
            row,
            {"arch": arch(7), "cifar10_valid": 90.25, "cifar10_train_seconds": 700.5, "params_m": 0.25, "macs_m": 15.5,
             "cifar100_valid": 60.0, "cifar100_train_seconds": 700.5},
        )  # fmt: skip

    def test_numbers_that_are_no_cell_are_refused(self) -> None:
        with self.assertRaisesRegex(DnagError, "entry 1 has no 'arch' of six numbers from 0 to 4"):
            read(self.json("train.json", [{"arch": [0] * 6, "accuracy": 1}, {"arch": [0, 0, 0, 0, 0, 5], "accuracy": 1}]))


class GraphTests(InFolder):
    @unittest.skipIf(nas_bench_graph is None, "nas-bench-graph is not installed")
    def test_the_packages_own_file_has_each_network_under_the_number_that_the_package_gives_it(self) -> None:
        from nas_bench_graph.architecture import Arch

        light = Path(nas_bench_graph.__file__).parent / "light"
        found, want = rows(read(light / "cora.bench").table), nas_bench_graph.light_read("cora")
        self.assertEqual(len(found), 26_206)
        for row in found[::7]:
            number = Arch([int(link) for link in row["links"].split()], row["operations"].split()).hash_arch()
            self.assertEqual(row["cora_test"], 100 * want[number]["perf"])
            self.assertEqual(row["cora_valid"], 100 * want[number]["valid_perf"])
            self.assertEqual((row["cora_latency_s"], row["cora_params_m"]), (want[number]["latency"], want[number]["para"]))
        with self.assertRaisesRegex(DnagError, "'proteins' has five operations"):
            read(light / "proteins.bench")

    def test_a_number_of_no_network_is_refused(self) -> None:
        entry = {"valid_perf": 0.5, "perf": 0.5, "latency": 0.1, "para": 0.1}
        for number in (90_000, 9, -1):
            with self.assertRaisesRegex(DnagError, f"'{number}' is no number of a network"):
                read(self.pickled("cora.bench", {number: entry}))


def message_class() -> Any:
    """The protocol buffers of NAS-Bench-101, made by protobuf from their description."""
    file = descriptor_pb2.FileDescriptorProto(name="model_metrics.proto", package="nasbench", syntax="proto2")
    kinds = descriptor_pb2.FieldDescriptorProto
    data = file.message_type.add(name="EvaluationData")
    for number, name in enumerate(("current_epoch", "training_time", "train_accuracy", "validation_accuracy", "test_accuracy"), 1):
        data.field.add(name=name, number=number, type=kinds.TYPE_DOUBLE, label=kinds.LABEL_OPTIONAL)
    data.field.add(name="checkpoint_path", number=6, type=kinds.TYPE_STRING, label=kinds.LABEL_OPTIONAL)
    metrics = file.message_type.add(name="ModelMetrics")
    metrics.field.add(name="evaluation_data", number=1, type=kinds.TYPE_MESSAGE, label=kinds.LABEL_REPEATED, type_name=".nasbench.EvaluationData")
    metrics.field.add(name="trainable_parameters", number=2, type=kinds.TYPE_INT32, label=kinds.LABEL_OPTIONAL)
    metrics.field.add(name="total_time", number=3, type=kinds.TYPE_DOUBLE, label=kinds.LABEL_OPTIONAL)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("nasbench.ModelMetrics"))


#: A cell by operations, and matrix row by row.
CELLS_101 = (
    (["input", "conv3x3-bn-relu", "output"], "010001000"),
    (["input", "conv1x1-bn-relu", "maxpool3x3", "output"], "0101001100010000"),
    (["input", "output"], "0100"),
    (["input", *["conv3x3-bn-relu"] * 5, "output"], "0100000" "0010000" "0001000" "0000100" "0000010" "0000001" "0000000"),
)


@unittest.skipIf(descriptor_pb2 is None, "protobuf is not installed")
class NASBench101Tests(WithProgram):
    def setUp(self) -> None:
        super().setUp()
        self.metrics = message_class()
        self.path = Path(self.file("nasbench_full.tfrecord"))

    def record(self, operations: List[str], matrix: str, epochs: int, accuracy: float) -> bytes:
        metrics = self.metrics(trainable_parameters=2_694_282, total_time=3_000.5)
        for progress in (0.0, 0.5, 1.0):
            metrics.evaluation_data.add(
                current_epoch=epochs * progress, training_time=1_000.25 * progress, train_accuracy=progress, validation_accuracy=accuracy * progress,
                test_accuracy=accuracy * progress - 0.125, checkpoint_path="ü",
            )  # fmt: skip
        text = json.dumps(["hash", epochs, matrix, ",".join(operations), base64.encodebytes(metrics.SerializeToString()).decode().replace("\n", "")])
        return text.encode()

    def write(self, all_records: List[bytes]) -> None:
        def masked(data: bytes) -> bytes:
            value = _crc32c(data)
            return struct.pack("<I", ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF)

        lengths = [struct.pack("<Q", len(record)) for record in all_records]
        self.path.write_bytes(b"".join(length + masked(length) + record + masked(record) for length, record in zip(lengths, all_records)))

    def test_cells_become_a_space_with_a_table_that_the_program_takes(self) -> None:
        repeats = [(cell, epochs, accuracy) for cell in CELLS_101 for epochs in (4, 108) for accuracy in (0.875, 0.9375)]
        self.write([self.record(*cell, epochs, accuracy) for cell, epochs, accuracy in repeats])
        out = self.file("nasbench101.csv")
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(main([str(self.path), out]), 0)
        with open(out) as file:
            found = list(csv.DictReader(file))
        self.assertEqual([row["edges"] for row in found[:3]], ["in>1 1>out", "in>1 1>2 in>out 1>out 2>out", "in>out"])
        self.assertEqual([found[1][node] for node in "12345"], ["conv1x1", "maxpool3x3", "none", "none", "none"])
        self.assertEqual(float(found[0]["cifar10_valid"]), 100 * (0.875 + 0.9375) / 2)
        self.assertAlmostEqual(float(found[0]["cifar10_test_std"]), 100 * 0.0625 / math.sqrt(2), places=12)
        self.assertEqual(float(found[0]["cifar10_train_seconds_at_4"]), 1_000.25)
        self.assertEqual(float(found[0]["params_m"]), 2.694282)

        from dnag._binary import output

        self.assertIn("4 architectures", output(self.binary, ["space", "check", self.file("nasbench101.json")]))

    def test_damage_is_told_with_its_record(self) -> None:
        whole = [self.record(*CELLS_101[0], 108, 0.875) for _ in range(3)]
        self.write(whole)
        data = bytearray(self.path.read_bytes())
        self.assertEqual(list(records(self.path)), whole)
        for place, rule in ((len(data) - 20, "record 2 does not agree with its checksum"), (3, "record 0 has no length that agrees")):
            wrong = bytearray(data)
            wrong[place] ^= 1
            self.path.write_bytes(wrong)
            with self.assertRaisesRegex(DnagError, rule):
                read(self.path)
        self.path.write_bytes(data[:-30])
        with self.assertRaisesRegex(DnagError, "record 2 breaks off"):
            read(self.path)
        self.write([b'["hash", 108, "01", "input,output", ""]'])
        with self.assertRaisesRegex(DnagError, "record 0 is none of NAS-Bench-101: no cell of 2 to 7 nodes"):
            read(self.path)

    @unittest.skipIf(crc32c is None, "crc32c is not installed")
    def test_checksums_are_those_of_the_package_that_is_made_for_them(self) -> None:
        draws = random.Random(4)
        for length in (0, 1, 9, 300):
            data = bytes(draws.randrange(256) for _ in range(length))
            self.assertEqual(_crc32c(data), crc32c.crc32c(data))
        self.assertEqual(_crc32c(b"123456789"), 0xE3069283)


if __name__ == "__main__":
    unittest.main()
