#!/usr/bin/env python3
"""Turns a released DiffusionNAG checkpoint (.pth.tar) into safetensors that dnag reads.

    Scripts/convert_checkpoint.py model_best.pth.tar score.safetensors

Needs Python 3.9 and nothing else: checkpoints in PyTorch's zip format (1.6 and later) are read directly, and only tensors and
plain containers are made of what they hold. Older ones are loaded by PyTorch, if it is installed.

A checkpoint is a dictionary with `model`, a state_dict, and for score networks `ema`, whose `shadow_params` are the averaged weights in
the order of the model's parameters. By default the average is taken for score networks, as the released sampler does, and the
model's own weights for predictors, whose average is never updated; --weights chooses.

Names (left: released code, right: dnag; a leading `module.` is dropped)
    opEmb.fc                                            embed
    timeEmb1, timeEmb2                                  time1, time2
    graph_encoder.encoder_f.layers.I.self_attn.norm     blocks.I.norm1
        ….self_attn.attn.linears.0, 1, 2, 3             blocks.I.query, key, value, out
        ….feed_forward.norm                             blocks.I.norm2
        ….feed_forward.feed_forward.w_1, w_2            blocks.I.up, down
    graph_encoder.encoder_f.norms.I                     norms.I
    final.linears.0, 1, 2                               head1, head2, head3
    gcn.I.weight1, weight2                              forward_w.I, backward_w.I
    fc1, fc2                                            fc1, fc2
    intra_setpool.enc.0, 1.mab.fc_q, k, v, o            intra.sab1, sab2.q, k, v, o
    intra_setpool.dec.0.S, .dec.0.mab.fc_*, .dec.1      intra.seed, intra.pma.*, intra.fc
    inter_setpool…                                      inter… (likewise)
    pred_fc.0, 2                                        pred1, pred2
    set_fc.*                                            left out: the released code never uses it
docs/checkpoints.md tells what becomes of the rest, and how the result is used.
Any other name is an error. Sizes come from the shapes; nodes and period from the number of types (7: NAS-Bench-201, 9: MobileNetV3);
heads cannot be seen in a checkpoint and are 8 unless --heads says otherwise.
"""

import argparse
import array
import collections
import io
import json
import os
import pickle
import re
import struct
import sys
import tempfile
import zipfile

NAMES = [
    (r"opEmb\.fc\.(weight|bias)", r"embed.\1"),
    (r"timeEmb([12])\.(weight|bias)", r"time\1.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.self_attn\.norm\.(weight|bias)", r"blocks.\1.norm1.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.self_attn\.attn\.linears\.0\.(weight|bias)", r"blocks.\1.query.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.self_attn\.attn\.linears\.1\.(weight|bias)", r"blocks.\1.key.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.self_attn\.attn\.linears\.2\.(weight|bias)", r"blocks.\1.value.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.self_attn\.attn\.linears\.3\.(weight|bias)", r"blocks.\1.out.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.feed_forward\.norm\.(weight|bias)", r"blocks.\1.norm2.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.feed_forward\.feed_forward\.w_1\.(weight|bias)", r"blocks.\1.up.\2"),
    (r"graph_encoder\.encoder_f\.layers\.(\d+)\.feed_forward\.feed_forward\.w_2\.(weight|bias)", r"blocks.\1.down.\2"),
    (r"graph_encoder\.encoder_f\.norms\.(\d+)\.(weight|bias)", r"norms.\1.\2"),
    (r"final\.linears\.0\.(weight|bias)", r"head1.\1"),
    (r"final\.linears\.1\.(weight|bias)", r"head2.\1"),
    (r"final\.linears\.2\.(weight|bias)", r"head3.\1"),
    (r"gcn\.(\d+)\.weight1", r"forward_w.\1"),
    (r"gcn\.(\d+)\.weight2", r"backward_w.\1"),
    (r"(fc[12])\.weight", r"\1.weight"),
    (r"(intra|inter)_setpool\.enc\.0\.mab\.fc_([qkvo])\.(weight|bias)", r"\1.sab1.\2.\3"),
    (r"(intra|inter)_setpool\.enc\.1\.mab\.fc_([qkvo])\.(weight|bias)", r"\1.sab2.\2.\3"),
    (r"(intra|inter)_setpool\.dec\.0\.S", r"\1.seed"),
    (r"(intra|inter)_setpool\.dec\.0\.mab\.fc_([qkvo])\.(weight|bias)", r"\1.pma.\2.\3"),
    (r"(intra|inter)_setpool\.dec\.1\.(weight|bias)", r"\1.fc.\2"),
    (r"pred_fc\.0\.(weight|bias)", r"pred1.\1"),
    (r"pred_fc\.2\.(weight|bias)", r"pred2.\1"),
    (r"set_fc\.\d+\.(weight|bias)", None),
]
DATASET = "dataset"
SPACES = {"nasbench201": (8, None), "mobilenetv3": (20, 4)}
SPACE_OF_TYPES = {7: "nasbench201", 9: "mobilenetv3"}


class Refused(Exception):
    """What is wrong with a checkpoint, for people."""


Tensor = collections.namedtuple("Tensor", "shape values")  # values: array('f'), row-major


# ---- reading ----------------------------------------------------------------------------------------------------------------------

STORAGES = {"FloatStorage": "f", "DoubleStorage": "d", "LongStorage": "q", "IntStorage": "i", "HalfStorage": "e"}


class Storage:
    def __init__(self, kind):
        self.kind = kind


class Reader(pickle.Unpickler):
    """Makes tensors and plain containers, and refuses everything else: a pickle may name any function."""

    def __init__(self, archive, prefix):
        super().__init__(io.BytesIO(archive.read(prefix + "data.pkl")))
        self.archive, self.prefix, self.storages = archive, prefix, {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch._utils" and name in ("_rebuild_tensor_v2", "_rebuild_parameter"):
            return getattr(self, name)
        if module == "torch" and name in STORAGES:
            return Storage(STORAGES[name])
        if module == "torch" and name == "device":
            return lambda *arguments: None
        return self.unknown(module, name)

    @staticmethod
    def unknown(module, name):
        """Stands in for what is of no use here (configurations, optimiser parts), and is inert."""

        class Unknown(dict):
            def __init__(self, *arguments, **named):
                super().__init__()

            def __setstate__(self, state):
                pass

        Unknown.__name__ = name
        return Unknown

    def persistent_load(self, identity):
        tag, storage, key, _, count = identity
        if tag != "storage" or not isinstance(storage, Storage):
            raise Refused(f"it refers to '{tag}', which is no storage of a known type")
        if key not in self.storages:
            data = self.archive.read(f"{self.prefix}data/{key}")
            numbers = struct.unpack(f"<{count}{storage.kind}", data[: count * struct.calcsize("<" + storage.kind)])
            self.storages[key] = numbers
        return self.storages[key]

    @staticmethod
    def _rebuild_tensor_v2(storage, offset, size, stride, *_):
        count = 1
        for extent in size:
            count *= extent
        contiguous, step = True, 1
        for extent, distance in zip(reversed(size), reversed(stride)):
            contiguous = contiguous and (extent == 1 or distance == step)
            step *= extent
        if contiguous:
            return Tensor(tuple(size), array.array("f", storage[offset : offset + count]))
        values = array.array("f")
        for index in range(count):
            place, rest = offset, index
            for extent, distance in zip(reversed(size), reversed(stride)):
                place += rest % extent * distance
                rest //= extent
            values.append(storage[place])
        return Tensor(tuple(size), values)

    @staticmethod
    def _rebuild_parameter(data, *_):
        return data


def read(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            pickles = [name for name in archive.namelist() if name.endswith("/data.pkl")]
            if len(pickles) != 1:
                raise Refused("it is a zip file, but no PyTorch checkpoint: it holds no data.pkl")
            return Reader(archive, pickles[0][: -len("data.pkl")]).load()
    try:
        import torch
    except ImportError:
        raise Refused("it is not in PyTorch's zip format; install PyTorch to read checkpoints of before version 1.6") from None

    def plain(value):
        if isinstance(value, torch.Tensor):
            return Tensor(tuple(value.shape), array.array("f", value.detach().float().reshape(-1).tolist()))
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value

    return plain(torch.load(path, map_location="cpu", weights_only=True))


# ---- converting -------------------------------------------------------------------------------------------------------------------


def chosen_weights(checkpoint, choice):
    if not isinstance(checkpoint, dict) or not isinstance(checkpoint.get("model"), dict):
        raise Refused("it lacks 'model', a dictionary of weights")
    model = {name[7:] if name.startswith("module.") else name: value for name, value in checkpoint["model"].items()}
    for name, value in model.items():
        if not isinstance(value, Tensor):
            raise Refused(f"'{name}' in 'model' is no tensor of a known type")
    is_score = "opEmb.fc.weight" in model
    if choice == "auto":
        choice = "ema" if is_score and "ema" in checkpoint else "model"
    if choice == "model":
        return model, choice
    average = checkpoint.get("ema")
    shadows = average.get("shadow_params") if isinstance(average, dict) else None
    if not isinstance(shadows, list):
        raise Refused("it lacks 'ema' with 'shadow_params'; use --weights model")
    if len(shadows) != len(model):
        raise Refused(f"'ema' averages {len(shadows)} weights, 'model' has {len(model)}")
    for (name, value), shadow in zip(model.items(), shadows):
        if not isinstance(shadow, Tensor):
            raise Refused(f"the average of '{name}' is no tensor of a known type")
        if value.shape != shadow.shape:
            raise Refused(f"the average of '{name}' has shape {list(shadow.shape)}, the weight {list(value.shape)}")
    return dict(zip(model, shadows)), choice


def renamed(weights):
    tensors = {}
    for name, value in weights.items():
        for pattern, target in NAMES:
            match = re.fullmatch(pattern, name)
            if match:
                if target is not None:
                    tensors[match.expand(target)] = value
                break
        else:
            raise Refused(f"weight '{name}' belongs to no network that is known here")
    return tensors


def extent(tensors, name, axis):
    if name not in tensors:
        raise Refused(f"it lacks the weight that becomes '{name}'")
    return tensors[name].shape[axis]


def types(tensors):
    """How many types of nodes the network knows."""
    return extent(tensors, "embed.weight", 1) if "embed.weight" in tensors else extent(tensors, "forward_w.0", 0)


def configuration(tensors, space, heads):
    def layers(prefix):
        return 1 + max((int(name.split(".")[1]) for name in tensors if name.startswith(prefix)), default=-1)

    if "embed.weight" in tensors:
        types = extent(tensors, "embed.weight", 1)
        space = space or SPACE_OF_TYPES.get(types)
        if space is None:
            raise Refused(f"it has {types} types of nodes, which is no known search space; name one with --space")
        nodes, period = SPACES[space]
        config = {
            "nodes": nodes, "ops": types, "layers": layers("blocks."), "width": extent(tensors, "embed.weight", 0),
            "heads": heads, "ff": extent(tensors, "blocks.0.up.weight", 0),
        }
        return dict(config, period=period) if period else config
    config = {
        "hidden": extent(tensors, "forward_w.0", 1), "layers": layers("forward_w."), "out": extent(tensors, "fc1.weight", 0),
    }
    if "intra.sab1.q.weight" in tensors:
        config["features"] = extent(tensors, "intra.sab1.q.weight", 1)
        config["nz"] = extent(tensors, "intra.sab1.q.weight", 0)
        config["hs"] = extent(tensors, "pred1.weight", 0)
    return config


def used(path):
    """The F32 tensor `features` of a safetensors file."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        (size,) = struct.unpack("<Q", data[:8])
        entry = json.loads(data[8 : 8 + size])["features"]
        start, end = entry["data_offsets"]
        values = array.array("f", data[8 + size + start : 8 + size + end])
    except (KeyError, ValueError, struct.error) as reason:
        raise Refused(f"{path} is no safetensors file with a tensor 'features' ({reason})") from None
    if sys.byteorder == "big":
        values.byteswap()
    if entry["dtype"] != "F32" or len(entry["shape"]) != 3:
        raise Refused(f"{path}: 'features' must be F32 of shape [classes, samples of a class, width]")
    return Tensor(tuple(entry["shape"]), values)


# ---- writing ----------------------------------------------------------------------------------------------------------------------


def encoded(tensors, metadata):
    """The bytes of a safetensors file; weights are named `weights.…`, a dataset's images `dataset`."""
    header, body = {"__metadata__": metadata}, bytearray()
    for name in sorted(tensors):
        values = array.array("f", tensors[name].values)
        if sys.byteorder == "big":
            values.byteswap()
        data = values.tobytes()
        header[name if name == DATASET else "weights." + name] = {
            "dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [len(body), len(body) + len(data)],
        }
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes(body)


def write(path, data):
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0], epilog="The head of this script lists the names it maps.")
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="the safetensors file to write")
    parser.add_argument("--weights", choices=["auto", "ema", "model"], default="auto")
    parser.add_argument("--space", choices=sorted(SPACES), help="when the number of types does not tell")
    parser.add_argument("--heads", type=int, default=8, help="attention heads of a score network (8)")
    parser.add_argument("--property", help="what a predictor predicts; dnag needs it, --mean and --deviation to use one")
    parser.add_argument("--mean", type=float, default=0.0, help="mean of the property's figures it was trained on (0)")
    parser.add_argument("--deviation", type=float, default=1.0, help="their standard deviation (1)")
    parser.add_argument("--features", help="safetensors with the image features of the dataset that a conditioned predictor is to read")
    arguments = parser.parse_args()
    try:
        weights, choice = chosen_weights(read(arguments.checkpoint), arguments.weights)
        tensors = renamed(weights)
        config = configuration(tensors, arguments.space, arguments.heads)
        metadata = {"config": json.dumps(config), "source": os.path.basename(arguments.checkpoint), "weights": choice}
        if (arguments.space or SPACE_OF_TYPES.get(types(tensors))) == "nasbench201":
            metadata["mask"] = "published"  # the adjacency that the released code trains with
        if arguments.property:
            properties = [{"name": arguments.property, "mean": arguments.mean, "deviation": arguments.deviation}]
            metadata["properties"] = json.dumps(properties)
        if arguments.features:
            tensors[DATASET] = used(arguments.features)
        write(arguments.out, encoded(tensors, metadata))
    except Refused as reason:
        sys.exit(f"{arguments.checkpoint}: {reason}")
    except (OSError, pickle.UnpicklingError, zipfile.BadZipFile, KeyError, struct.error, EOFError) as reason:
        sys.exit(f"{arguments.checkpoint}: cannot be read: {reason}")
    print(f"{arguments.out}: {len(tensors)} tensors, {sum(len(t.values) for t in tensors.values())} weights ({choice}), {config}")


if __name__ == "__main__":
    main()
