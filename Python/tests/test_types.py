"""The package's types, and the oldest Python that it is for."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import unittest
from pathlib import Path

PYTHON = Path(__file__).resolve().parent.parent


class TypeTests(unittest.TestCase):
    @unittest.skipIf(importlib.util.find_spec("mypy") is None, "mypy is not installed (pip install mypy)")
    def test_mypy_is_content(self) -> None:
        result = subprocess.run([sys.executable, "-m", "mypy", "--strict", "src"], cwd=PYTHON, capture_output=True, encoding="utf-8")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_the_oldest_python_reads_it(self) -> None:
        for file in sorted((PYTHON / "src" / "dnag").rglob("*.py")):
            ast.parse(file.read_text(encoding="utf-8"), str(file), feature_version=(3, 9))

    def test_the_package_says_that_it_is_typed(self) -> None:
        self.assertTrue((PYTHON / "src" / "dnag" / "py.typed").is_file())


if __name__ == "__main__":
    unittest.main()
