"""Pickles read as plain data: nothing that a pickle names is imported or called.

A pickle is a program for a small stack machine; the standard library's ``pickletools`` describes each of its codes. ``pickle.load`` imports and
calls what the program names, so that a file from a stranger can do anything. This machine makes numbers, texts, bytes and containers, and of
the few classes that benchmarks' files name (``_MAKERS``) plain data too, by functions of its own. Any other name ends the reading.

It reads from a stream, and tells of each dictionary as it gets its items: a file of gigabytes can be thinned out while it is read.
"""

from __future__ import annotations

import struct
from typing import Any, BinaryIO, Callable, Dict, Optional

from .._errors import FormatError, short
from ._pickle_classes import Array, DType, Name, Tensor, make, may_be_named
from ._pickle_containers import Containers
from ._pickle_values import End


class PlainPickle(Containers):
    """A reader of the pickles in a stream, one after the other.

    :param watch: called with each dictionary after items were put into it; it may thin the dictionary out
    """

    def __init__(self, stream: BinaryIO, file: object, watch: Optional[Callable[[Dict[Any, Any]], None]] = None) -> None:
        super().__init__(stream, file, watch)
        self._codes: Dict[int, Callable[[], None]] = {code: getattr(self, name) for code, name in _CODES.items()}

    def load(self) -> Any:
        """The next pickle's value.

        :raises FormatError: where the bytes are no pickle of plain data
        """
        self._stack, self._outer, self._memo = [], [], []
        codes = self._codes
        try:
            while True:
                if self._at >= self._end:
                    self._fill(1)
                code = self._data[self._at]
                self._at += 1
                codes[code]()
        except End:
            value = self._stack.pop()
            self._stack, self._outer, self._memo = [], [], []
            return value
        except FormatError:
            raise
        except KeyError:
            self._fail("is no pickle, or a damaged one: there is no such code")
        except (IndexError, TypeError, ValueError, OverflowError, AttributeError, RecursionError, struct.error) as error:
            self._fail(f"is a damaged pickle ({short(error)})")

    def _global(self) -> None:
        module, name = self._line().decode("utf-8"), self._line().decode("utf-8")
        self._name(module, name)

    def _stack_global(self) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if type(name) is not str or type(module) is not str:
            self._fail("names a class by something that is no text")
        self._name(module, name)

    def _name(self, module: str, name: str) -> None:
        full = f"{module}.{name}"
        if not may_be_named(full):
            self._fail(f"would make '{short(full)}': only plain data are read, and nothing in a file is run; convert the file with the program that wrote it")
        self._stack.append(Name(full))

    def _reduce(self) -> None:
        arguments, name = self._stack.pop(), self._stack.pop()
        if type(name) is not Name or type(arguments) is not tuple:
            self._fail("calls something that has no name")
        self._stack.append(make(name, arguments, self._file))

    def _new_with_names(self) -> None:
        if self._stack.pop() != {}:
            self._fail("makes an object with named arguments, which no plain data have")
        self._reduce()

    def _build(self) -> None:
        state, target = self._stack.pop(), self._stack[-1]
        if isinstance(target, (Array, DType)):
            target.build(state, self._file)
        elif not isinstance(target, Tensor):
            self._fail("gives a state to something that has none")

    def _persistent(self) -> None:
        # PyTorch's storages: the numbers lie beside the pickle, and nobody here wants them.
        self._stack[-1] = Tensor()

    def _protocol(self) -> None:
        if self._byte() > 5:
            self._fail("says that the pickle is of a protocol after 5")

    def _frame(self) -> None:
        self._take(8)


_CODES: Dict[int, str] = {
    ord(code): name
    for code, name in {
        "(": "_mark", ".": "_stop", "0": "_pop", "1": "_pop_mark", "2": "_dup", "F": "_float_text", "I": "_int_text", "J": "_int4",
        "K": "_int1", "L": "_long_text", "M": "_int2", "N": "_none", "Q": "_persistent", "R": "_reduce", "S": "_string_text",
        "T": "_string4", "U": "_string1", "V": "_unicode_text", "X": "_unicode4", "a": "_append", "b": "_build", "c": "_global",
        "d": "_dict", "}": "_empty_dict", "e": "_appends", "g": "_get_text", "h": "_get1", "j": "_get4", "l": "_list",
        "]": "_empty_list", "p": "_put_text", "q": "_put1", "r": "_put4", "s": "_set_item", "t": "_tuple", ")": "_empty_tuple",
        "u": "_set_items", "G": "_float8", "\x80": "_protocol", "\x81": "_reduce", "\x85": "_tuple1", "\x86": "_tuple2",
        "\x87": "_tuple3", "\x88": "_true", "\x89": "_false", "\x8a": "_long1", "\x8b": "_long4", "B": "_bytes4", "C": "_bytes1",
        "\x8c": "_unicode1", "\x8d": "_unicode8", "\x8e": "_bytes8", "\x8f": "_empty_set", "\x90": "_add_items",
        "\x91": "_frozen_set", "\x92": "_new_with_names", "\x93": "_stack_global", "\x94": "_memoize", "\x95": "_frame",
        "\x96": "_bytes8",
    }.items()
}  # fmt: skip
