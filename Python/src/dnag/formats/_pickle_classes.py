"""What stands for the few classes that benchmarks' pickles name."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Sequence, Tuple

from .._errors import FormatError, short


@dataclass(frozen=True)
class Name:
    """A class or a function by its name; nothing is behind it."""

    full: str


class Tensor:
    """A tensor of PyTorch, or where its numbers lie: left out."""


class DType:
    """NumPy's type of a number: a letter and a width in bytes."""

    def __init__(self, code: object, file: object) -> None:
        text = str(code).lstrip("<>=|")
        if text not in _FORMATS and text[:1] != "O":
            raise FormatError(file, f"numbers of NumPy's type '{short(code)}' are not read; the types are {', '.join(_FORMATS)}")
        self.letter = _FORMATS.get(text, "")
        self.order = ">" if str(code)[:1] == ">" else "<"

    def build(self, state: Any, file: object) -> None:
        if type(state) is not tuple or len(state) < 2 or state[1] not in ("<", ">", "=", "|"):
            raise FormatError(file, "a type of NumPy's has a state that is none")
        self.order = ">" if state[1] == ">" else "<"

    def numbers(self, raw: object, count: int, file: object) -> List[Any]:
        if not self.letter:
            if type(raw) is list and len(raw) == count:
                return list(raw)
            raise FormatError(file, "an array of objects has another size than it says")
        if isinstance(raw, str):
            raw = raw.encode("latin-1")  # As Python 2 wrote it.
        if not isinstance(raw, bytes) or len(raw) != count * struct.calcsize(self.letter):
            raise FormatError(file, f"an array says that it has {count} numbers, and has another number of bytes")
        return list(struct.unpack(f"{self.order}{count}{self.letter}", raw))


#: Of ``struct``'s letters, by NumPy's name.
_FORMATS = {
    "f8": "d", "f4": "f", "f2": "e", "i8": "q", "i4": "i", "i2": "h", "i1": "b", "u8": "Q", "u4": "I", "u2": "H", "u1": "B", "b1": "?",
}  # fmt: skip


class Array(List[Any]):
    """An array of NumPy's as a list, or lists in a list."""

    def build(self, state: Any, file: object) -> None:
        if type(state) is not tuple or len(state) < 4:
            raise FormatError(file, "an array has a state that is none")
        shape, dtype, by_columns, raw = state[-4:]
        self.fill(raw, dtype, shape, bool(by_columns), file)

    def fill(self, raw: object, dtype: Any, shape: Any, by_columns: bool, file: object) -> None:
        if type(shape) is int:
            shape = (shape,)
        if not isinstance(dtype, DType) or type(shape) is not tuple or not all(type(side) is int and 0 <= side < 2**40 for side in shape):
            raise FormatError(file, "an array has a shape that is none")
        if by_columns and len(shape) > 1:
            raise FormatError(file, "an array lies column by column, which is not read")
        count = 1
        for side in shape:
            count *= side
        self[:] = _nested(dtype.numbers(raw, count, file), shape)


def _nested(values: List[Any], shape: Sequence[int]) -> List[Any]:
    for side in reversed(shape[1:]):
        values = [values[start : start + side] for start in range(0, len(values), side)] if side else []
    return values


def _mapping(arguments: Tuple[Any, ...], file: object) -> Any:
    pairs = arguments[0] if arguments else []
    if not isinstance(pairs, (list, tuple)) or not all(isinstance(pair, (list, tuple)) and len(pair) == 2 and isinstance(pair[0], (str, int)) for pair in pairs):
        raise FormatError(file, "a dictionary is made of something else than pairs")
    return dict(pairs)


def _defaulting(arguments: Tuple[Any, ...], file: object) -> Any:
    return {}


def _encoded(arguments: Tuple[Any, ...], file: object) -> Any:
    text, encoding = arguments
    if type(text) is not str or encoding not in ("latin1", "latin-1"):
        raise FormatError(file, "bytes are written in an encoding that Python does not write")
    return text.encode("latin-1")


def _bytes(arguments: Tuple[Any, ...], file: object) -> Any:
    if arguments:
        raise FormatError(file, "bytes are made of something, which Python does not write")
    return b""


def _scalar(arguments: Tuple[Any, ...], file: object) -> Any:
    dtype, raw = arguments
    return dtype.numbers(raw, 1, file)[0]


def _buffer(arguments: Tuple[Any, ...], file: object) -> Any:
    raw, dtype, shape, order = arguments
    array = Array()
    array.fill(bytes(raw), dtype, shape, order == "F", file)
    return array


def _collection(kind: Callable[..., Any]) -> Callable[[Tuple[Any, ...], object], Any]:
    def made(arguments: Tuple[Any, ...], file: object) -> Any:
        (items,) = arguments or ([],)
        if not isinstance(items, (list, tuple, set, frozenset)) or not all(isinstance(item, (str, int, float, bytes)) for item in items):
            raise FormatError(file, "a collection is made of something else than texts and numbers")
        return kind(items)

    return made


_MAKERS: Dict[str, Callable[[Tuple[Any, ...], object], Any]] = {
    "collections.OrderedDict": _mapping,
    "collections.defaultdict": _defaulting,
    "_codecs.encode": _encoded,
    "numpy.dtype": lambda arguments, file: DType(arguments[0], file),
    "numpy.core.multiarray.scalar": _scalar,
    "numpy.core.multiarray._reconstruct": lambda arguments, file: Array(),
    "numpy.core.numeric._frombuffer": _buffer,
    "builtins.bytes": _bytes,
    "builtins.set": _collection(set),
    "builtins.frozenset": _collection(frozenset),
    "builtins.list": _collection(list),
    "builtins.tuple": _collection(tuple),
    "torch._utils._rebuild_tensor": lambda arguments, file: Tensor(),
    "torch._utils._rebuild_tensor_v2": lambda arguments, file: Tensor(),
    "torch._utils._rebuild_parameter": lambda arguments, file: Tensor(),
    "torch.storage._load_from_bytes": lambda arguments, file: Tensor(),
}
#: What stands only as an argument.
_BARE = {"numpy.ndarray", "builtins.int", "builtins.float", "builtins.dict", "builtins.str"}
_TORCH = ("Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool", "Untyped")


def _usual(full: str) -> str:
    """The name that NumPy 1 and Python 3 have for it."""
    if full.startswith("numpy._core."):
        return "numpy.core." + full[len("numpy._core."):]
    return "builtins." + full[len("__builtin__."):] if full.startswith("__builtin__.") else full


def may_be_named(full: str) -> bool:
    usual = _usual(full)
    return usual in _MAKERS or usual in _BARE or usual in {f"torch.{kind}Storage" for kind in _TORCH} | {"torch.storage.UntypedStorage"}


def make(name: Name, arguments: Tuple[Any, ...], file: object) -> Any:
    maker = _MAKERS.get(_usual(name.full))
    if maker is None:
        raise FormatError(file, f"'{name.full}' is called, which only stands for itself")
    return maker(arguments, file)
