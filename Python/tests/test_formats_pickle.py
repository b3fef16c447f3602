"""Pickles are read as plain data, and nothing in them is run."""

from __future__ import annotations

import collections
import io
import os
import pickle
import pickletools
import random
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List

from dnag import DnagError
from dnag.formats._pickle import PlainPickle
from dnag.formats._pickled import read_pickled

try:
    import numpy
except ImportError:
    numpy = None
    print("tests of pickled arrays are skipped: NumPy is not installed (pip install numpy)")
try:
    import torch
except ImportError:
    torch = None
    print("tests of PyTorch's files are skipped: PyTorch is not installed (pip install torch)")


def plain(data: bytes, watch: Any = None) -> Any:
    return PlainPickle(io.BytesIO(data), "test.pickle", watch).load()


class Runs:
    """What runs a command when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self.path}",)


def value(draws: random.Random, depth: int = 4) -> Any:
    """Plain data of any kind."""
    kind = draws.randrange(12 if depth else 7)
    if kind == 0:
        return draws.choice([None, True, False])
    if kind in (1, 2):
        return draws.choice([0, 1, 255, 256, 65_535, 65_536, -1, 2**31, -(2**40), 2**200, draws.randrange(1_000)])
    if kind in (3, 4):
        return draws.choice([0.0, -0.0, 1e-300, draws.random()])
    if kind == 5:
        return draws.choice(["", "a", "ü∑\n\\", "x" * 300, "y" * 70_000])
    if kind == 6:
        return draws.choice([b"", b"\0\xff", b"z" * 300])
    if kind == 7:
        return [value(draws, depth - 1) for _ in range(draws.randrange(5))]
    if kind == 8:
        return tuple(value(draws, depth - 1) for _ in range(draws.randrange(5)))
    if kind == 9:
        return {draws.randrange(100) for _ in range(draws.randrange(4))}
    keys: List[Any] = [draws.choice([draws.random(), draws.randrange(9), "key", ("a", draws.randrange(9))]) for _ in range(draws.randrange(6))]
    pairs = {key: value(draws, depth - 1) for key in keys}
    return collections.OrderedDict(pairs) if kind == 10 else pairs


class PickleTests(unittest.TestCase):
    def test_plain_data_are_what_pickle_makes_of_them_in_every_protocol(self) -> None:
        draws = random.Random(7)
        for number in range(300):
            made = value(draws)
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                data = pickle.dumps(made, protocol)
                with self.subTest(number=number, protocol=protocol):
                    self.assertEqual(plain(data), pickle.loads(data))
                    self.assertEqual(plain(pickletools.optimize(data)), made)

    def test_shared_and_circular_values_are_one_value(self) -> None:
        shared: List[Any] = [1]
        found = plain(pickle.dumps([shared, shared]))
        self.assertIs(found[0], found[1])
        shared.append(shared)
        circle = plain(pickle.dumps(shared))
        self.assertIs(circle[1], circle)

    def test_what_would_run_is_refused_and_not_run(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            mark = os.path.join(folder, "ran")
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                with self.assertRaisesRegex(DnagError, r"would make 'posix.system'.*nothing in a file is run"):
                    plain(pickle.dumps({"a": Runs(mark)}, protocol))
            for text in (b"cbuiltins\neval\n(S'1'\ntR.", b"c__builtin__\ngetattr\n(S'a'\nS'b'\ntR.", b"cnumpy\nload\n(S'x'\ntR.", b"ctorch\nload\n(S'x'\ntR."):
                with self.assertRaisesRegex(DnagError, "only plain data are read"):
                    plain(text)
            # Old ways to make an object, and numbers for classes: there are no such codes here.
            for text in (b"(S'x'\nios\nsystem\n.", b"(cnumpy\nndarray\no.", b"\x82\x01.", b"Pid\n."):
                with self.assertRaises(DnagError):
                    plain(text)
            self.assertFalse(os.path.exists(mark))

    def test_classes_that_only_stand_for_themselves_are_not_called(self) -> None:
        with self.assertRaisesRegex(DnagError, "'builtins.int' is called"):
            plain(b"cbuiltins\nint\n(S'1'\ntR.")

    def test_lengths_that_lie_take_no_memory(self) -> None:
        import resource

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for text in (
            b"\x80\x04\x8e" + (2**62).to_bytes(8, "little") + b"x.",
            b"B" + (2**32 - 1).to_bytes(4, "little") + b"x.",
            b"\x8b" + (2**31).to_bytes(4, "little") + b"x.",
            b"Nr" + (2**32 - 1).to_bytes(4, "little") + b".",
            b"Np99999999999999\n.",
            b"j\xff\xff\xff\xff.",
        ):
            with self.assertRaises(DnagError):
                plain(text)
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, 64 << 10)

    def test_deep_nesting_is_refused_as_a_key_and_read_as_a_value(self) -> None:
        deep = b"N" + b"\x85" * 300_000
        with self.assertRaisesRegex(DnagError, "as a key"):
            plain(b"\x80\x02}" + deep + b"Ns.")
        self.assertIsInstance(plain(b"\x80\x02" + deep + b"."), tuple)

    def test_damaged_bytes_end_in_an_error_that_names_the_place(self) -> None:
        draws = random.Random(3)
        whole = pickle.dumps([value(draws) for _ in range(40)], 4)
        for protocol_2 in (False, True):
            base = pickle.dumps(pickle.loads(whole), 2) if protocol_2 else whole
            for _ in range(3_000):
                data = bytearray(base)
                for _ in range(draws.randrange(1, 4)):
                    data[draws.randrange(len(data))] = draws.randrange(256)
                try:
                    plain(bytes(data))
                except DnagError as error:
                    self.assertRegex(str(error), r"^test.pickle: ")
        with self.assertRaisesRegex(DnagError, r"byte \d+ is behind the end of the file"):
            plain(whole[:100])

    def test_dictionaries_are_told_as_they_get_their_items(self) -> None:
        seen: List[Dict[Any, Any]] = []
        plain(pickle.dumps({"outer": {"inner": 1}, "list": [{"b": 2}]}), lambda found: seen.append(dict(found)))
        self.assertEqual(seen, [{"inner": 1}, {"b": 2}, {"outer": {"inner": 1}, "list": [{"b": 2}]}])

    @unittest.skipIf(numpy is None, "NumPy is not installed")
    def test_numpy_numbers_and_arrays_are_numbers_and_lists(self) -> None:
        made: Any = {
            "a": numpy.float64(1.5), "b": numpy.int32(-3), "c": numpy.arange(6).reshape(2, 3), "d": numpy.float32(0.1), "e": numpy.bool_(True),
            "f": numpy.zeros((0, 3)), "g": numpy.array([1.0, 2.0], ">f8"), "h": numpy.arange(24, dtype="u1").reshape(2, 3, 4),
        }  # fmt: skip
        want = {key: item.tolist() for key, item in made.items()}
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with self.subTest(protocol=protocol):
                self.assertEqual(plain(pickle.dumps(made, protocol)), want)

    @unittest.skipIf(numpy is None, "NumPy is not installed")
    def test_damaged_arrays_end_in_an_error(self) -> None:
        draws = random.Random(5)
        for protocol in (2, 5):
            base = pickle.dumps([numpy.arange(6.0).reshape(2, 3), numpy.float32(2)], protocol)
            for _ in range(3_000):
                data = bytearray(base)
                data[draws.randrange(len(data))] = draws.randrange(256)
                try:
                    plain(bytes(data))
                except DnagError:
                    pass

    @unittest.skipIf(torch is None, "PyTorch is not installed")
    def test_pytorch_files_of_both_kinds_are_read_without_their_tensors(self) -> None:
        made = {"accuracy": [1.5, 2.5], "weights": torch.zeros(3), "seed": 777}
        with tempfile.TemporaryDirectory() as folder:
            for name, is_zip in (("new.pth", True), ("old.pth", False)):
                path = Path(folder) / name
                torch.save(made, path, _use_new_zipfile_serialization=is_zip)
                found = read_pickled(path)
                self.assertEqual((found["accuracy"], found["seed"]), ([1.5, 2.5], 777))
                path.write_bytes(path.read_bytes()[:200])
                with self.assertRaises(DnagError):
                    read_pickled(path)


if __name__ == "__main__":
    unittest.main()
