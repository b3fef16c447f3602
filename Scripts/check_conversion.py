#!/usr/bin/env python3
"""Checks convert_checkpoint.py on checkpoints that PyTorch itself wrote, from networks with the released code's names.

    Scripts/check_conversion.py FOLDER

Leaves in FOLDER the converted files score.safetensors, predictor_gcn.safetensors and predictor_meta.safetensors, and in FOLDER/parity the same
weights with inputs and PyTorch's outputs and gradients, for `dnag evaluate parity FOLDER/parity`.
"""

import json
import os
import struct
import subprocess
import sys

import torch
from published_networks import Predictor, ScoreNetwork, line_graph

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from convert_checkpoint import NAMES, renamed  # noqa: E402


def read(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header, body = json.loads(file.read(size)), file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(bytearray(body[start:end]), dtype=torch.float32).reshape(entry["shape"])
    return metadata, tensors


def write(path, metadata, tensors):
    header, body = {"__metadata__": metadata}, b""
    for name in sorted(tensors):
        data = tensors[name].detach().contiguous().float().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def save(network, folder, name, wrapped):
    """What the released code saves: step, model, average and optimiser."""
    state = network.state_dict()
    if wrapped:
        state = {"module." + key: value for key, value in state.items()}
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-5)
    path = os.path.join(folder, name + ".pth.tar")
    torch.save({
        "step": 7, "model": state, "optimizer": optimizer.state_dict(),
        "ema": {"decay": 0.9999, "num_updates": 7, "shadow_params": [p.detach() + 0.25 for p in network.parameters()]},
    }, path)
    return path


def convert(checkpoint, out, *options):
    subprocess.run([sys.executable, os.path.join(HERE, "convert_checkpoint.py"), checkpoint, out, *options], check=True)
    return read(out)


def compare(network, tensors, more):
    """Every weight is there under its new name, to the bit, and nothing besides."""
    expected = renamed({name: value.detach() + more for name, value in network.named_parameters()})
    found = {name[len("weights."):]: value for name, value in tensors.items() if name.startswith("weights.")}
    assert found.keys() == expected.keys(), sorted(found.keys() ^ expected.keys())
    for name, value in expected.items():
        assert torch.equal(found[name], value), name
    return expected


def load(network, more):
    """Puts the average into the network, so that its outputs are those of the converted file."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += more


def check_score(folder):
    network = ScoreNetwork(layers=2, width=16, heads=4, ff=24)
    metadata, tensors = convert(
        save(network, folder, "score", wrapped=True), os.path.join(folder, "score.safetensors"), "--heads", "4")
    compare(network, tensors, 0.25)
    assert metadata["weights"] == "ema" and metadata["mask"] == "published", metadata
    own = convert(os.path.join(folder, "score.pth.tar"), os.path.join(folder, "own.safetensors"), "--weights", "model")[1]
    compare(network, own, 0)

    # Parity with the model's own weights: an average of random weights plus a constant is no network to compare gradients with.
    names = {id(p): name for name, p in network.named_parameters()}
    samples = 3
    x, cotangent = torch.randn(samples, 8, 7, requires_grad=True), torch.randn(samples, 8, 7)
    tau, mask = torch.tensor([0.1, 1.0, 4.0]), line_graph().expand(samples, 8, 8)
    score = network(x, tau, mask)
    (slope,) = torch.autograd.grad((score * cotangent).sum(), x)
    clean, z = torch.randn(samples, 8, 7).sign(), torch.randn(samples, 8, 7)
    sigma = tau[:, None, None]
    loss = ((sigma * network(clean + sigma * z, tau, mask) + z) ** 2).mean()
    slopes = torch.autograd.grad(loss, list(network.parameters()))
    own_names = renamed({names[id(p)]: g for p, g in zip(network.parameters(), slopes)})
    config = {"nodes": 8, "ops": 7, "layers": 2, "width": 16, "heads": 4, "ff": 24}
    write(os.path.join(folder, "parity", "score_torch.safetensors"), {"config": json.dumps(config)}, {
        **own, "x": x, "tau": tau, "mask": mask, "score": score, "cotangent": cotangent, "x_gradient": slope, "clean": clean,
        "z": z, "loss": loss.reshape(1), **{"loss_gradient." + name: value for name, value in own_names.items()},
    })


def check_predictor(folder, name, dataset):
    network = Predictor(hidden=12, layers=3, out=10, dataset=dataset)
    images = torch.randn(4, 3, dataset[0]) if dataset else None
    options = ["--property", "accuracy", "--mean", "88.5", "--deviation", "4.25"]
    if dataset:
        write(os.path.join(folder, "features.safetensors"), {}, {"features": images})
        options += ["--features", os.path.join(folder, "features.safetensors")]
    metadata, tensors = convert(
        save(network, folder, name, wrapped=False), os.path.join(folder, name + ".safetensors"), *options)
    compare(network, tensors, 0)
    assert metadata["weights"] == "model", metadata
    assert json.loads(metadata["properties"]) == [{"name": "accuracy", "mean": 88.5, "deviation": 4.25}], metadata

    samples = 3
    x, tau = torch.randn(samples, 8, 7, requires_grad=True), torch.tensor([0.1, 1.0, 4.0])
    adjacency = line_graph().expand(samples, 8, 8)
    code = network.code(images) if dataset else None
    prediction = network(x, tau, adjacency, code)
    (slope,) = torch.autograd.grad(prediction.sum(), x)
    extra = {"dataset": images, "dataset_code": code} if dataset else {}
    if dataset:
        assert torch.equal(tensors.pop("dataset"), images)
    write(os.path.join(folder, "parity", name + ".safetensors"), {"config": metadata["config"]}, {
        **tensors, "x": x, "tau": tau, "adjacency": adjacency, "prediction": prediction, "x_gradient": slope, **extra,
    })


def main():
    folder = sys.argv[1]
    os.makedirs(os.path.join(folder, "parity"), exist_ok=True)
    torch.manual_seed(3)
    check_score(folder)
    check_predictor(folder, "predictor_gcn", None)
    check_predictor(folder, "predictor_meta", (9, 8, 6))
    print("converted as saved:", len(NAMES), "kinds of names known")


if __name__ == "__main__":
    main()
