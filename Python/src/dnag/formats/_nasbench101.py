"""NAS-Bench-101 (Ying et al., ICML 2019): 423,624 cells, from `nasbench_only108.tfrecord` or `nasbench_full.tfrecord`, as a listed space and a table.

A TFRecord file is a row of records: a length, its checksum, the bytes, their checksum (a masked CRC32C each). Here a record is a JSON list of a cell's hash, epochs,
adjacency matrix, operations and, in base64, a message of the protocol buffers `ModelMetrics`.
"""

from __future__ import annotations

import base64
import contextlib
import json
import struct
from collections import defaultdict
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterator, List, Tuple, Union, cast

from .._errors import FormatError, short
from ._table import Table, mean_and_spread

_OPERATIONS = {"conv3x3-bn-relu": "conv3x3", "conv1x1-bn-relu": "conv1x1", "maxpool3x3": "maxpool3x3"}
_MOST_NODES = 7
#: The full training.
_FULL = 108
#: A record of NAS-Bench-101 has some 300 bytes.
_LONGEST = 1 << 20


def is_records(path: Path) -> bool:
    return ".tfrecord" in path.name


def of_records(path: Path) -> Tuple[Table, str]:
    """The table, and the file of the space that lists its cells: its ``listing`` is to be the table's name."""
    inner = [str(node) for node in range(1, _MOST_NODES - 1)]
    gathered: Dict[Tuple[str, ...], Dict[str, List[float]]] = defaultdict(lambda: defaultdict(list))
    fixed: Dict[Tuple[str, ...], float] = {}
    for number, record in enumerate(records(path)):
        try:
            _, epochs, adjacency, operations, metrics = json.loads(record)
            names = _cell(adjacency, operations)
            parameters, last = _metrics(base64.b64decode(metrics, validate=True))
        except (ValueError, TypeError, KeyError, struct.error) as error:
            raise FormatError(path, f"record {number} is none of NAS-Bench-101: {short(error)}") from error
        suffix = "" if epochs == _FULL else f"_at_{int(epochs)}"
        fixed[names] = parameters / 1e6
        for column, field, scale in (("cifar10_valid", 4, 100.0), ("cifar10_test", 5, 100.0), ("cifar10_train_seconds", 2, 1.0)):
            gathered[names][column + suffix].append(scale * float(last[field]))
    if not gathered:
        raise FormatError(path, "holds no record")
    table = Table([*inner, "edges"])
    for names, columns in gathered.items():
        row: Dict[str, Any] = {"params_m": fixed[names]}
        for column, values in columns.items():
            row.update(mean_and_spread(column, values) if "seconds" not in column else {column: sum(values) / len(values)})
        table.add(names, row)
    return table.ordered(lambda column: -int(column.removesuffix("_std").partition("_at_")[2] or _FULL)), _SPACE


def _cell(adjacency: str, operations: str) -> Tuple[str, ...]:
    """The operations of the inner nodes, and the edges; a cell of fewer nodes lacks the last inner ones."""
    names = operations.split(",")
    count = len(names)
    if not 2 <= count <= _MOST_NODES or len(adjacency) != count**2 or names[0] != "input" or names[-1] != "output" or set(adjacency) - {"0", "1"}:
        raise ValueError(f"no cell of 2 to {_MOST_NODES} nodes")
    nodes = ["in", *(str(place) for place in range(1, count - 1)), "out"]
    edges = []
    for start in range(count):
        for end in range(count):
            if adjacency[start * count + end] == "1":
                if end <= start:
                    raise ValueError("an edge leads back")
                edges.append((end, start))
    inner = [_OPERATIONS[name] for name in names[1:-1]] + ["none"] * (_MOST_NODES - count)
    return (*inner, " ".join(f"{nodes[start]}>{nodes[end]}" for end, start in sorted(edges)))


def _metrics(message: bytes) -> Tuple[int, Dict[int, Any]]:
    """Trainable parameters, and the fields of the last evaluation: 2 seconds of training, 4 validation and 5 test accuracy."""
    parameters, last = 0, {}
    for field, value in _fields(message):
        if field == 2 and isinstance(value, int):
            parameters = value
        elif field == 1 and isinstance(value, bytes):
            last = dict(_fields(value))
    if parameters <= 0 or not all(isinstance(last.get(field), float) for field in (2, 4, 5)):
        raise ValueError("metrics without parameters, or without an evaluation")
    return parameters, last


def _fields(message: bytes) -> Iterator[Tuple[int, Union[int, float, bytes]]]:
    """The fields of a message: whole numbers, doubles, and bytes."""
    place = 0

    def number() -> int:
        nonlocal place
        value = shift = 0
        while True:
            if place >= len(message) or shift > 63:
                raise ValueError("a message that breaks off")
            byte = message[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while place < len(message):
        key = number()
        field, kind = key >> 3, key & 7
        if kind == 0:
            yield field, number()
            continue
        length = {1: 8, 5: 4}.get(kind)
        length = number() if kind == 2 else length
        if length is None or place + length > len(message):
            raise ValueError("a message that breaks off")
        raw = message[place : place + length]
        place += length
        yield field, raw if kind == 2 else float(struct.unpack("<d" if kind == 1 else "<f", raw)[0])


def records(path: Path) -> Iterator[bytes]:
    """The records of a TFRecord file, one at a time, each checked."""
    checksum = _checksum()
    try:
        with path.open("rb") as file:
            number = 0
            while True:
                head = file.read(12)
                if not head:
                    return
                length = int.from_bytes(head[:8], "little")
                if len(head) < 12 or checksum(head[:8]) != int.from_bytes(head[8:], "little") or length > _LONGEST:
                    raise FormatError(path, f"record {number} has no length that agrees with its checksum: the file is damaged, or no TFRecord file")
                yield _record(path, file, number, length, checksum)
                number += 1
    except OSError as error:
        raise FormatError(path, f"cannot be read: {error.strerror or error}") from error


def _record(path: Path, file: BinaryIO, number: int, length: int, checksum: Callable[[bytes], int]) -> bytes:
    body = file.read(length + 4)
    if len(body) < length + 4:
        raise FormatError(path, f"record {number} breaks off: the file was not downloaded whole")
    if checksum(body[:length]) != int.from_bytes(body[length:], "little"):
        raise FormatError(path, f"record {number} does not agree with its checksum: the file is damaged")
    return body[:length]


def _checksum() -> Callable[[bytes], int]:
    """TFRecord's masked CRC32C: by the package ``crc32c`` where it is installed, else by a table."""
    crc: Callable[[bytes], int] = _crc32c
    with contextlib.suppress(ImportError):
        import crc32c

        crc = cast(Callable[[bytes], int], crc32c.crc32c)

    def masked(data: bytes) -> int:
        value = crc(data)
        return ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF

    return masked


def _crc_table() -> List[int]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _crc_table()


def _crc32c(data: bytes) -> int:
    """Castagnoli's cyclic redundancy check, byte by byte (polynomial 0x1EDC6F41, reflected)."""
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ _TABLE[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


_SPACE = json.dumps(
    {
        "name": "nasbench101",
        "title": "NAS-Bench-101",
        "noun": "cell",
        "about": "Ying et al., ICML 2019; the cells that were trained, in the order of the published file.",
        "nodes": ["in", "1", "2", "3", "4", "5", "out"],
        "types": [
            "in",
            "out",
            {"name": "conv3x3", "short": "3x3", "letter": "3"},
            {"name": "conv1x1", "short": "1x1", "letter": "1"},
            {"name": "maxpool3x3", "label": "pool3x3", "short": "pool", "letter": "p"},
            {"name": "none", "letter": "-"},
        ],
        "absent": "none",
        "slots": "all",
        "listing": "LISTING",
        "costs": {"convolutions": {"*": {"conv3x3": 1, "conv1x1": 1}}},
    },
    indent=2,
)
