"""Where the program is, and how it is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple, Union

from ._errors import BinaryNotFound, DnagError, words_of

StrPath = Union[str, "os.PathLike[str]"]

_BUILT = Path(".build") / "release" / "dnag"
_WHAT_TO_DO = (
    "build it with 'make build' in a checkout of dnag, or install it with 'make install'; "
    "then put it on PATH, or name it in the variable DNAG or by binary=…"
)


def find_binary(binary: Optional[StrPath] = None) -> str:
    """The program: ``binary`` if given, else what the variable ``DNAG`` names, else ``dnag`` on ``PATH``, else the build of the
    checkout that holds this package or the present folder.

    :raises BinaryNotFound: where none of these is a program; the text says what to do
    """
    if binary is not None:
        return _named(os.fspath(binary), "binary=")
    named = os.environ.get("DNAG")
    if named:
        return _named(named, "the variable DNAG, ")
    found = shutil.which("dnag")
    if found is not None:
        return found
    for start in (Path(__file__).resolve(), Path.cwd() / "here"):
        for folder in start.parents:
            if (folder / "Package.swift").is_file() and _is_program(folder / _BUILT):
                return str(folder / _BUILT)
    raise BinaryNotFound(f"the program 'dnag' was not found: it is not on PATH, nor built in a checkout around this folder; {_WHAT_TO_DO}")


def _named(name: str, source: str) -> str:
    path = shutil.which(os.path.expanduser(name))
    if path is None:
        reason = "is not a file that can be run" if os.path.exists(name) else "does not exist"
        raise BinaryNotFound(f"{source}'{name}' {reason}; {_WHAT_TO_DO}")
    # A study may be used after the present folder has changed.
    return os.path.abspath(path)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def option(name: str, value: object) -> str:
    """One word of a command line, so that no value is taken for an option."""
    text = repr(value) if isinstance(value, float) else str(value)
    if "\0" in text:
        raise DnagError(f"{name}: the text holds a zero byte, which no command line can; leave it out")
    return f"--{name.replace('_', '-')}={text}"


def run(binary: str, words: Sequence[str], text: str = "") -> "subprocess.CompletedProcess[str]":
    """Runs a command to its end, whatever its status is."""
    try:
        return subprocess.run(
            [binary, *words], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        raise DnagError(f"{binary}: cannot be run: {error.strerror or error}; {_WHAT_TO_DO}") from error


def output(binary: str, words: Sequence[str], text: str = "") -> str:
    """What a command printed.

    :raises DnagError: with what it said, where it ended with another status than 0
    """
    result = run(binary, words, text)
    if result.returncode != 0:
        raise failure(result)
    return result.stdout


def failure(result: "subprocess.CompletedProcess[str]") -> DnagError:
    said = words_of(result.stderr)
    return DnagError(said or f"dnag ended with status {result.returncode} and said nothing", result.returncode)


_abilities: Dict[Tuple[str, int], bool] = {}


def can_serve(binary: str) -> bool:
    """Whether the program has ``search serve``."""
    try:
        key = (binary, os.stat(binary).st_mtime_ns)
    except OSError as error:
        raise BinaryNotFound(f"{binary}: {error.strerror}; {_WHAT_TO_DO}") from error
    if key not in _abilities:
        lines: List[str] = output(binary, ["search", "--help"]).splitlines()
        _abilities[key] = any(line.startswith("  serve ") for line in lines)
    return _abilities[key]
