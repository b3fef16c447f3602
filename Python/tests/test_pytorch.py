"""``dnag.pytorch``: exported networks against NATS-Bench's, Once-for-All's and onnxruntime."""

from __future__ import annotations

import contextlib
import io
import json
import random
import unittest
from pathlib import Path
from typing import Any, Tuple

from common import CELL, WithProgram
from format_files import arch, once_for_all

from dnag import DnagError
from dnag import pytorch as exported
from dnag.formats._once_for_all import drawn, lists_of

try:
    import torch

    torch.manual_seed(0)
except ImportError:
    torch = None
    print("tests of exported networks are skipped: PyTorch is not installed (pip install torch)")
try:
    from xautodl.models import get_cell_based_tiny_net
    from xautodl.models.cell_searchs.genotypes import Structure
except ImportError:
    get_cell_based_tiny_net = None
    print("a test of NATS-Bench's names is skipped: its networks are not installed (pip install --no-deps xautodl)")
try:
    import onnx  # noqa: F401
    import onnxruntime
    import onnxscript  # noqa: F401
except ImportError:
    onnxruntime = None
    print("tests of ONNX are skipped: onnx, onnxscript or onnxruntime is not installed")
LIBRARY = once_for_all() if torch is not None else None

NETWORK = '{"ks": 5, "e": 3, "d": 2}'


def stirred(module: Any) -> Any:
    """With other statistics than those that a fresh normalisation has, so that no two layers can change places unseen."""
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            tensor.copy_(torch.rand_like(tensor) * 0.5 + 0.05)
    return module.eval()


def agree(one: Any, other: Any) -> bool:
    return bool(torch.allclose(one, other, rtol=1e-4, atol=1e-5 * float(other.abs().max())))


@unittest.skipIf(torch is None, "PyTorch is not installed")
class NetworkTests(WithProgram):
    def ran(self, *words: str) -> Tuple[int, str]:
        error = io.StringIO()
        with contextlib.redirect_stderr(error), contextlib.redirect_stdout(io.StringIO()):
            status = exported.main([*words, "--binary", self.binary])
        return status, error.getvalue()

    @unittest.skipIf(get_cell_based_tiny_net is None, "xautodl is not installed")
    def test_weights_of_cells_go_to_nats_benchs_own_network_and_back(self) -> None:
        images = torch.randn(2, 3, 32, 32)
        for text in (CELL, arch(1_234), arch(4_321), arch(9_999)):
            module = stirred(exported.network(text, binary=self.binary))
            theirs = get_cell_based_tiny_net({"name": "infer.tiny", "C": 16, "N": 5, "genotype": Structure.str2structure(text), "num_classes": 10}).eval()
            named = exported.to_nats_bench(module.state_dict())
            theirs.load_state_dict(named, strict=True)
            with torch.no_grad():
                self.assertTrue(agree(module(images), theirs(images)[1]))
            self.assertEqual(list(exported.from_nats_bench(theirs.state_dict())), list(module.state_dict()))
            torch.save(theirs.state_dict(), self.file("theirs.pth"))
            self.assertEqual(self.ran(text, "--weights", self.file("theirs.pth"), "--state-dict", self.file("ours.pth")), (0, ""))
            self.assertTrue(all(torch.equal(tensor, named[exported._to(name)]) for name, tensor in torch.load(self.file("ours.pth"), weights_only=True).items()))

    @unittest.skipIf(LIBRARY is None, "ofa is not installed")
    def test_once_for_alls_own_loader_takes_net_config_and_its_weights_load_here(self) -> None:
        from dnag._binary import output

        supernet, draws = LIBRARY.elastic.OFAMobileNetV3(ks_list=[3, 5, 7], expand_ratio_list=[3, 4, 6], depth_list=[2, 3, 4]), random.Random(3)
        for width in (1.0, 1.2, 1.0):
            depths, kernels, expansions = lists = drawn(draws)
            words = json.dumps({"d": depths, "ks": [kernel or None for kernel in kernels], "e": [expansion or None for expansion in expansions], "w": width})
            config = json.loads(output(self.binary, ["export", "--space=mobilenetv3", "--as=net-config", words]))
            self.assertEqual(lists_of("net.config", config), lists)
            theirs = stirred(LIBRARY.plain.MobileNetV3.build_from_config(config))
            if width == 1.0:
                # The supernet's own description of the subnet, but for keys that say what is so anyway.
                supernet.set_active_subnet(ks=[kernel or 3 for kernel in kernels], e=[expansion or 3 for expansion in expansions], d=depths)
                own = stirred(LIBRARY.plain.MobileNetV3.build_from_config(supernet.get_active_net_config()))
                own.load_state_dict(theirs.state_dict())
                self.assertEqual(list(own.state_dict()), list(theirs.state_dict()))
            module = exported.network(words, space="mobilenetv3", binary=self.binary)
            module.load_state_dict(theirs.state_dict(), strict=True)
            images = torch.randn(2, 3, 64, 64)
            with torch.no_grad():
                self.assertTrue(agree(module.eval()(images), theirs(images)))

    @unittest.skipIf(onnxruntime is None, "onnx, onnxscript or onnxruntime is not installed")
    def test_onnxruntime_says_what_pytorch_says(self) -> None:
        for words in ((arch(777), "--classes", "7"), (NETWORK, "--space", "mobilenetv3", "--classes", "5", "--side", "64")):
            path = self.file("network.onnx")
            status, said = self.ran(*words, "--onnx", path)
            self.assertEqual(status, 0, said)
            self.assertRegex(said, r"onnxruntime's scores differ from PyTorch's by \d\.\de-\d\d at most")
            session = onnxruntime.InferenceSession(path)
            self.assertEqual([(value.name, value.shape[1:]) for value in session.get_outputs()], [("scores", [int(words[words.index("--classes") + 1])])])

    def test_weights_of_another_network_and_files_that_would_run_are_refused(self) -> None:
        torch.save(exported.network(arch(1), binary=self.binary).state_dict(), self.file("other.pth"))
        self.assertRegex(self.ran(CELL, "--weights", self.file("other.pth"))[1], r"^Error: .*other.pth: is of another network: ")
        Path(self.file("run.pth")).write_bytes(b"cposix\nsystem\n(S'true'\ntR.")
        self.assertRegex(self.ran(CELL, "--weights", self.file("run.pth"))[1], r"^Error: .*run.pth: is no file of weights: ")
        with self.assertRaisesRegex(DnagError, "'cells.0.layers.9.op.1.weight' is no weight of NATS-Bench's network"):
            exported.from_nats_bench({"cells.0.layers.9.op.1.weight": torch.zeros(1)})


if __name__ == "__main__":
    unittest.main()
