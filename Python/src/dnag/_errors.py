"""What can go wrong."""

from __future__ import annotations

from typing import Any, Optional, Sequence


class DnagError(Exception):
    """What the program refused, in its own words.

    ``status`` is the program's exit status, ``None`` where no program was run or a long-lived one refused a request.
    ``found`` holds what ``generate`` found where that was less than asked for.
    """

    def __init__(self, text: str, status: Optional[int] = None, found: Sequence[Any] = ()) -> None:
        super().__init__(text)
        self.status = status
        self.found = list(found)

    def __reduce__(self) -> Any:
        # Workers hand errors on, pickled.
        return type(self), (str(self), self.status, self.found)


class BinaryNotFound(DnagError):
    """The program is nowhere; the text says what to do."""


class FormatError(DnagError):
    """A file that cannot be read or written: the text names the file, the place in it, the rule, and what to do."""

    def __init__(self, file: object, rule: str) -> None:
        super().__init__(f"{file}: {rule}")
        self.file, self.rule = str(file), rule

    def __reduce__(self) -> Any:
        return type(self), (self.file, self.rule)


def short(value: object, most: int = 60) -> str:
    """What comes from outside, for an error: control characters escaped, and not too much of it."""
    text = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in str(value)[: most + 1])
    return text if len(text) <= most else text[:most] + "…"


def words_of(stderr: str) -> str:
    """What the program said, without what stands before every error, and without the usage behind it, which is of the command line."""
    lines = stderr.strip().split("\n")
    lines = [line for line in lines if not line.startswith(("Usage: dnag", "  See 'dnag"))]
    return "\n".join(line[len("Error: "):] if line.startswith("Error: ") else line for line in lines)
