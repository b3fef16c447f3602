"""Where the program is looked for, and what is said where it is not."""

from __future__ import annotations

import os
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import dnag


class BinaryTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.folder)

    def program(self, *parts: str) -> str:
        path = self.folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\necho '  nothing'\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def test_the_first_that_is_named_is_taken(self) -> None:
        given, named, found = self.program("given", "dnag"), self.program("named", "dnag"), self.program("path", "dnag")
        with mock.patch.dict(os.environ, {"DNAG": named, "PATH": os.path.dirname(found)}):
            self.assertEqual(dnag.find_binary(given), given)
            self.assertEqual(dnag.find_binary(Path("given") / "dnag"), given, "a relative path stays right when the folder changes")
            self.assertEqual(dnag.find_binary(), named)
            os.environ["DNAG"] = ""
            self.assertEqual(dnag.find_binary(), found)

    def test_a_checkout_around_the_present_folder(self) -> None:
        built = self.program("checkout", ".build", "release", "dnag")
        inner = self.folder / "checkout" / "deep" / "inside"
        inner.mkdir(parents=True)
        os.chdir(inner)
        with mock.patch.dict(os.environ, {"DNAG": "", "PATH": ""}), mock.patch("dnag._binary.__file__", str(self.folder / "elsewhere.py")):
            with self.assertRaises(dnag.BinaryNotFound):
                dnag.find_binary()  # a folder with a build alone may be anybody's
            (self.folder / "checkout" / "Package.swift").touch()
            self.assertEqual(dnag.find_binary(), built)

    def test_what_is_not_there_is_named_with_what_to_do(self) -> None:
        (self.folder / "text").write_text("no program")
        with mock.patch.dict(os.environ, {"DNAG": "/nowhere/dnag", "PATH": ""}), mock.patch("dnag._binary.__file__", str(self.folder / "x.py")):
            for named, words in [(None, "the variable DNAG, '/nowhere/dnag' does not exist"), (str(self.folder / "text"), "is not a file that can be run")]:
                with self.assertRaises(dnag.BinaryNotFound) as caught:
                    dnag.find_binary(named)
                for text in (words, "make build", "PATH", "binary="):
                    self.assertIn(text, str(caught.exception))
            del os.environ["DNAG"]
            with self.assertRaises(dnag.DnagError) as other:
                dnag.generate()
            self.assertIn("not on PATH", str(other.exception))


if __name__ == "__main__":
    unittest.main()
