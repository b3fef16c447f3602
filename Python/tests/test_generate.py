"""``dnag.generate`` over the program."""

from __future__ import annotations

import inspect
import json
import pickle
import re
import subprocess
import unittest

from common import WithProgram

import dnag


class GenerateTests(WithProgram):
    def test_it_is_what_the_command_writes(self) -> None:
        options = ["--count=3", "--seed=7", "--guide=cifar10_test=2.0", "--guide=latency_ms_pixel3=-1.0", "--sampler=heun", "--churn=10.0", "--steps=12"]
        line = [self.binary, "generate", "--format", "json", *options]
        written = json.loads(subprocess.run(line, capture_output=True, check=True).stdout)
        found = dnag.generate(count=3, seed=7, guide={"cifar10_test": 2, "latency_ms_pixel3": -1}, sampler="heun", churn=10, steps=12)
        self.assertEqual([architecture.raw for architecture in found], written["architectures"])
        self.assertEqual(found.summary, written["summary"])
        self.assertEqual([architecture.sample for architecture in found], [0, 1, 2])
        self.assertIsInstance(found, list)
        first = found[0]
        self.assertEqual((first.arch, first.valid, first.predicted), (first.raw["arch"], first.raw["valid"], first.raw["predicted"]))
        self.assertEqual(len(set(found)), 3 if found.summary["distinct"] == 3 else len(set(found)), "they can be kept in sets")

    def test_spaces_bounds_and_aims(self) -> None:
        network = dnag.generate(count=1, space="mobilenetv3")[0]
        self.assertEqual(len(network.arch.split("_")), 20)
        small = dnag.generate(count=4, require=["params_m<0.5", "macs_m<70"], unique=True, sort="params_m", aim={"params_m": (0.3, 4)}, window=(1, 0.2))
        self.assertEqual(len({architecture.arch for architecture in small}), 4)
        sizes = [architecture.measured["params_m"] for architecture in small]
        self.assertTrue(all(size < 0.5 for size in sizes) and sizes == sorted(sizes), sizes)

    def test_errors_have_the_commands_words(self) -> None:
        with self.assertRaises(dnag.DnagError) as caught:
            dnag.generate(guide={"cifar10_tst": 2})
        self.assertEqual(str(caught.exception), "unknown property 'cifar10_tst', perhaps 'cifar10_test'")
        self.assertEqual(caught.exception.status, 1)
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((str(again), again.status), (str(caught.exception), 1))
        for wrong in ({"count": 0}, {"steps": -1}, {"sampler": "--help"}, {"space": "nowhere"}):
            with self.assertRaises(dnag.DnagError) as other:
                dnag.generate(**wrong)
            self.assertIn(str(next(iter(wrong.values()))), str(other.exception))

    def test_what_was_found_of_too_few_is_kept(self) -> None:
        with self.assertRaises(dnag.DnagError) as caught:
            dnag.generate(count=30, require="params_m<0.08", limit=40, seed=3)
        self.assertIn("of the 30 cells that are asked for were found among 40 samples", str(caught.exception))
        self.assertTrue(all(architecture.measured["params_m"] < 0.08 for architecture in caught.exception.found))
        self.assertTrue(caught.exception.found)

    def test_every_option_of_the_command_has_a_keyword(self) -> None:
        text = subprocess.run([self.binary, "generate", "--help"], capture_output=True, check=True, encoding="utf-8").stdout
        options = set(re.findall(r"^  --([a-z-]+)", text, re.MULTILINE)) - {"format", "out", "version"}
        keywords = {name.replace("_", "-") for name in inspect.signature(dnag.generate).parameters} - {"binary"}
        self.assertEqual(keywords, options)


if __name__ == "__main__":
    unittest.main()
