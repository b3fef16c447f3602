"""Architectures as modules of PyTorch, as ONNX, and with weights under the names that NATS-Bench and Once-for-All have: ``python -m dnag.pytorch``.

This module can be imported without PyTorch; nothing in it can be made without it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Sequence, Union

from ._binary import StrPath, find_binary, option, output
from ._errors import DnagError, FormatError, short

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

#: The edges in the order in which NATS-Bench numbers a cell's layers, which is the arch string's.
_EDGES = ("0to1", "0to2", "1to2", "0to3", "1to3", "2to3")
#: NATS-Bench's network: five cells, a reduction, five cells, a reduction, five cells; before them stand a convolution and its normalisation.
_CELLS, _FIRST = 17, 2


def source(arch: str, *, space: Optional[str] = None, binary: Optional[StrPath] = None) -> str:
    """The Python file that ``dnag export --as pytorch`` writes."""
    words = ["export", "--as=pytorch", *([] if space is None else [option("space", space)]), "--", arch]
    return output(find_binary(binary), words)


def network(arch: str, *, space: Optional[str] = None, classes: Optional[int] = None, binary: Optional[StrPath] = None) -> "Module":
    """The network around an architecture, with fresh weights.

    :param arch: in any form that its space is written in; a JSON object of Once-for-All's may say a width
    :param classes: as many as the benchmark's where none are given
    """
    _torch()
    names: Dict[str, Any] = {"__name__": "dnag_network"}
    exec(compile(source(arch, space=space, binary=binary), "<dnag export --as pytorch>", "exec"), names)
    made: "Module" = names["Network"]() if classes is None else names["Network"](classes=classes)
    return made


def to_nats_bench(weights: Mapping[str, "Tensor"]) -> Dict[str, "Tensor"]:
    """The weights of an exported cell's network under the names of NATS-Bench's ``TinyNetwork``."""
    return {_to(name): tensor for name, tensor in weights.items()}


def from_nats_bench(weights: Mapping[str, "Tensor"]) -> Dict[str, "Tensor"]:
    """The weights of NATS-Bench's ``TinyNetwork`` under the names of an exported cell's network."""
    return {_from(name.removeprefix("module.")): tensor for name, tensor in weights.items()}


_REDUCTION = {"block.0.1": "conv_a.op.1", "block.0.2": "conv_a.op.2", "block.1.1": "conv_b.op.1", "block.1.2": "conv_b.op.2", "shortcut.1": "downsample.1"}


def _to(name: str) -> str:
    match = re.fullmatch(r"features\.(\d+)\.(.+)", name)
    if match is None:
        return name
    place, rest = int(match.group(1)), match.group(2)
    if place < _FIRST:
        return f"stem.{place}.{rest}"
    if place == _FIRST + _CELLS:
        return f"lastact.0.{rest}"
    edge = re.fullmatch(r"operations\.(\w+)\.(.+)", rest)
    if edge is not None and edge.group(1) in _EDGES:
        return f"cells.{place - _FIRST}.layers.{_EDGES.index(edge.group(1))}.op.{edge.group(2)}"
    part, _, tensor = rest.rpartition(".")
    if part not in _REDUCTION:
        raise FormatError("weights", f"'{short(name)}' is no weight of an exported cell's network")
    return f"cells.{place - _FIRST}.{_REDUCTION[part]}.{tensor}"


def _from(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "classifier":
        return name
    if parts[0] == "stem" and len(parts) == 3:
        return f"features.{parts[1]}.{parts[2]}"
    if parts[:2] == ["lastact", "0"] and len(parts) == 3:
        return f"features.{_FIRST + _CELLS}.{parts[2]}"
    if parts[0] == "cells" and len(parts) > 3 and parts[1].isdigit():
        place = _FIRST + int(parts[1])
        if parts[2] == "layers" and parts[3].isdigit() and int(parts[3]) < len(_EDGES) and parts[4:5] == ["op"]:
            return f"features.{place}.operations.{_EDGES[int(parts[3])]}.{'.'.join(parts[5:])}"
        part = ".".join(parts[2:-1])
        for ours, theirs in _REDUCTION.items():
            if theirs == part:
                return f"features.{place}.{ours}.{parts[-1]}"
    raise FormatError("weights", f"'{short(name)}' is no weight of NATS-Bench's network around a cell")


def export_onnx(module: "Module", path: Union[str, Path], *, side: int) -> float:
    """Writes a network of images as ONNX, for batches of any size, and lets onnxruntime run the file beside the module.

    :param side: of the images, in pixels
    :returns: the largest difference of a class score between the two
    :raises FormatError: where the two differ by more than rounding
    """
    torch = _torch()
    try:
        import onnx  # noqa: F401
        import onnxruntime
    except ImportError as error:
        raise FormatError(path, "ONNX needs onnx, onnxscript and onnxruntime: pip install onnx onnxscript onnxruntime") from error
    module.eval()
    images = torch.randn(2, 3, side, side, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        torch.onnx.export(
            module, (images,), str(path), input_names=["images"], output_names=["scores"], dynamic_shapes=({0: torch.export.Dim("batch")},),
            dynamo=True, external_data=False, verbose=False)  # fmt: skip
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        worst, largest = 0.0, 1.0
        for count in (1, 5):
            images = torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(count))
            wanted, found = module(images), torch.from_numpy(session.run(["scores"], {"images": images.numpy()})[0])
            worst, largest = max(worst, float((wanted - found).abs().max())), max(largest, float(wanted.abs().max()))
    if not worst <= 1e-4 * largest:
        raise FormatError(path, f"onnxruntime's scores differ from PyTorch's by {worst:g}")
    return worst


def _torch() -> Any:
    try:
        import torch
    except ImportError as error:
        raise DnagError("this needs PyTorch: pip install torch") from error
    return torch


def _loaded(path: str) -> Dict[str, "Tensor"]:
    """A dictionary of tensors; nothing else is read."""
    try:
        found = _torch().load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise FormatError(path, f"is no file of weights: {short(str(error).splitlines()[0], 200)}") from error
    if not isinstance(found, dict):
        raise FormatError(path, "holds no dictionary of weights")
    return found


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m dnag.pytorch", description="An architecture's network with weights: as ONNX, or as a state_dict.")
    parser.add_argument("arch", metavar="ARCH", help="the architecture, in any form that its space is written in")
    parser.add_argument("--space", help="its search space (nasbench201)")
    parser.add_argument("--classes", type=int, help="as many as the benchmark's where none are given")
    parser.add_argument("--weights", metavar="FILE", help="a state_dict: of the exported network, of NATS-Bench's (cells), of Once-for-All's subnets (networks)")
    parser.add_argument("--onnx", metavar="FILE", help="write the network as ONNX, and hold onnxruntime's scores against PyTorch's")
    parser.add_argument("--side", type=int, help="of the images, in pixels (32 for cells, 224 for networks)")
    parser.add_argument("--nats-bench", metavar="FILE", help="write the weights of a cell's network under NATS-Bench's names")
    parser.add_argument("--state-dict", metavar="FILE", help="write the weights under the names of the exported network")
    parser.add_argument("--binary", metavar="PROGRAM", help="the program dnag, where it is not found")
    options = parser.parse_args(arguments)
    try:
        made = network(options.arch, space=options.space, classes=options.classes, binary=options.binary)
        if options.weights is not None:
            _load(made, options.weights)
        if options.onnx is not None:
            worst = export_onnx(made, options.onnx, side=options.side or (32 if options.space in (None, "nasbench201") else 224))
            print(f"{options.onnx}: onnxruntime's scores differ from PyTorch's by {worst:.1e} at most", file=sys.stderr)
        for path, weights in ((options.nats_bench, to_nats_bench), (options.state_dict, dict)):
            if path is not None:
                _torch().save(weights(made.state_dict()), path)
        return 0
    except DnagError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1


def _load(module: "Module", path: str) -> None:
    weights = _loaded(path)
    if any(name.removeprefix("module.").startswith(("stem.", "lastact.", "cells.")) for name in weights):
        weights = from_nats_bench(weights)
    try:
        module.load_state_dict(weights)
    except RuntimeError as error:
        raise FormatError(path, f"is of another network: {short(' '.join(str(error).split()), 200)}") from error


if __name__ == "__main__":
    sys.exit(main())
