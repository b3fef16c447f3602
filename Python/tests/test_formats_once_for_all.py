"""Once-for-All's networks and tables of latencies, against Once-for-All's own code."""

from __future__ import annotations

import functools
import json
import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from format_files import lookup_table, once_for_all, rows

from dnag import DnagError
from dnag.formats import read
from dnag.formats._once_for_all import LatencyTable, drawn, lists_of, names_of

LIBRARY = once_for_all()
if LIBRARY is None:
    print("tests of Once-for-All are skipped: its package is not installed (pip install --no-deps ofa, with torch, pyyaml, tqdm, pillow)")
try:
    import yaml
except ImportError:
    yaml = None
    print("tests of tables of latencies are skipped: PyYAML is not installed (pip install pyyaml)")


class OnceForAllTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    @unittest.skipIf(LIBRARY is None, "ofa is not installed")
    def test_the_net_config_of_an_active_subnet_names_the_subnet(self) -> None:
        supernet = LIBRARY.elastic.OFAMobileNetV3(ks_list=[3, 5, 7], expand_ratio_list=[3, 4, 6], depth_list=[2, 3, 4])
        draws = random.Random(1)
        for _ in range(4):
            lists = drawn(draws)
            depths, kernels, expansions = lists
            supernet.set_active_subnet(ks=[kernel or 3 for kernel in kernels], e=[expansion or 3 for expansion in expansions], d=depths)
            config = json.loads(json.dumps(supernet.get_active_net_config()))
            self.assertEqual(lists_of("net.config", config), lists)
            # The published specialised networks call a block's layers otherwise.
            old = json.loads(json.dumps(config).replace('"conv": {', '"mobile_inverted_conv": {'))
            self.assertEqual(lists_of("net.config", old), lists)

    @unittest.skipIf(LIBRARY is None, "ofa is not installed")
    def test_a_folder_of_specialised_networks_is_a_table_of_what_their_names_say(self) -> None:
        network = LIBRARY.elastic.OFAMobileNetV3(ks_list=5, expand_ratio_list=4, depth_list=3)
        for name in ("note10_lat@64ms_top1@80.2_finetune@75", "flops@595M_top1@80.0_finetune@75"):
            (self.folder / name).mkdir()
            (self.folder / name / "net.config").write_text(json.dumps(network.get_active_net_config()))
        (row,) = rows(read(self.folder).table)
        self.assertEqual(row["depths"], "3 3 3 3 3")
        self.assertEqual(row["kernels"], "5 5 5 0 " * 4 + "5 5 5 0")
        self.assertEqual((row["latency_ms_note10"], row["macs_m"]), (64.0, 595.0))

    def test_a_network_of_other_blocks_is_refused(self) -> None:
        path = self.folder / "net.config"
        path.write_text(json.dumps({"first_conv": {}, "blocks": [{}, {"conv": {"kernel_size": 9, "expand_ratio": 3}, "shortcut": None}]}))
        with self.assertRaisesRegex(DnagError, "block 1 has kernel 9 and expansion 3; the space has 3, 5, 7 and 3, 4, 6"):
            read(path)
        path.write_text(json.dumps({"first_conv": {}, "blocks": [{}, {"conv": {"kernel_size": 3, "expand_ratio": 3}, "shortcut": None}]}))
        with self.assertRaisesRegex(DnagError, r"has stages of \[1\] blocks; the space has five stages of 2 to 4"):
            read(path)

    @unittest.skipIf(LIBRARY is None or yaml is None, "ofa or PyYAML is not installed")
    def test_latencies_are_those_of_once_for_alls_own_estimator(self) -> None:
        for resolution in (160, 224):
            path = lookup_table(resolution, resolution, self.folder)
            # Its `yaml.load` is of the time before PyYAML 6.
            with mock.patch.object(yaml, "load", functools.partial(yaml.load, Loader=yaml.SafeLoader)):
                estimator = LIBRARY.latencies.LatencyEstimator(url=str(path))
            ours, draws = LatencyTable(path), random.Random(2)
            for _ in range(50):
                lists = drawn(draws)
                spec = {"r": [resolution], "d": lists[0], "ks": lists[1], "e": lists[2]}
                self.assertAlmostEqual(ours.latency(lists), estimator.predict_network_latency_given_spec(spec), places=9)

    @unittest.skipIf(yaml is None, "PyYAML is not installed")
    def test_drawn_networks_have_their_latency_and_a_seed_gives_the_same_ones(self) -> None:
        path = lookup_table(1, 224, self.folder)
        table = read(path, count=30, seed=5).table
        self.assertEqual(len(table), 30)
        self.assertEqual(table.csv(), read(path, count=30, seed=5).table.csv())
        draws = random.Random(5)
        first = drawn(draws)
        self.assertEqual(rows(table)[0]["latency_ms_224px"], LatencyTable(path).latency(first))
        self.assertEqual(rows(table)[0]["kernels"], names_of(first)[1])
        with self.assertRaisesRegex(DnagError, "perhaps the table is for another width"):
            read(path, width=1.0)
        (self.folder / "other.yaml").write_text("a: 1\n")
        with self.assertRaisesRegex(DnagError, "is no table of latencies"):
            read(self.folder / "other.yaml")


if __name__ == "__main__":
    unittest.main()
