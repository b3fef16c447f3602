"""What the tests share: the program, and a folder of its own for each test."""

from __future__ import annotations

import os
import tempfile
import unittest
from typing import Optional

import dnag

try:
    BINARY: Optional[str] = dnag.find_binary()
except dnag.BinaryNotFound as error:
    BINARY = None
    print(f"tests that run the program are skipped: {error}")

#: An arch string, of six 3×3 convolutions.
CELL = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"


@unittest.skipIf(BINARY is None, "the program dnag was not found")
class WithProgram(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.binary = BINARY or ""

    def file(self, name: str) -> str:
        return os.path.join(self.folder, name)


def worth(arch: str) -> float:
    """A figure that is a function of the architecture, different for most."""
    places = (part.split("~")[0] for part in arch.replace("+", "").split("|") if part)
    scale = {"none": 0, "skip_connect": 1, "avg_pool_3x3": 2, "nor_conv_1x1": 3, "nor_conv_3x3": 4}
    return float(sum(scale[name] * (1 + 0.1 * place) for place, name in enumerate(places)))
