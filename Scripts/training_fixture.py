#!/usr/bin/env python3
"""Writes Tests/TrainerTests/Fixtures/train_small.safetensors: three steps of a small network's training in PyTorch, which shares no code with ours.

    Scripts/training_fixture.py OUT
    dnag evaluate parity OUT

Needs PyTorch. The file holds `weights.*`, `images`, `labels`, `step0.logits`, `step0.loss` …, `gradient.*` of the first step, `after.*`, and
`evaluation.logits` of the first batch; its sizes are in the metadata `config`.
"""

import argparse
import json
import struct

import torch
from cell_network import CellNetwork
from torch.nn.functional import cross_entropy

# Convolutions of both sizes, a pool, an edge that leads nowhere, and grey images.
CONFIG = {
    "arch": "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|", "channels": 4, "cells_per_stage": 1, "image_size": 8,
    "classes": 3, "batch": 5, "learning_rates": [0.1, 0.05, 0.02], "momentum": 0.9, "nesterov": True, "weight_decay": 0.0005,
    "norm_momentum": 0.1, "norm_epsilon": 1e-05,
}


def write(path, metadata, tensors):
    header, body = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors.items()):
        integers = not tensor.is_floating_point()
        data = tensor.detach().to(torch.int32 if integers else torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "I32" if integers else "F32", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def state(network, prefix):
    return {f"{prefix}.{name}": value.clone() for name, value in network.state_dict().items() if "num_batches" not in name}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("out")
    out = parser.parse_args().out
    torch.manual_seed(1)
    torch.set_num_threads(1)
    network = CellNetwork(CONFIG["arch"], CONFIG["channels"], CONFIG["cells_per_stage"], CONFIG["classes"], image_channels=1)
    with torch.no_grad():
        for name, weight in network.named_parameters():
            if "norm" in name:
                weight += 0.3 * torch.randn_like(weight)
    steps, batch, size = len(CONFIG["learning_rates"]), CONFIG["batch"], CONFIG["image_size"]
    images, labels = torch.randn(steps, batch, 1, size, size), torch.randint(CONFIG["classes"], (steps, batch))
    tensors = {"images": images, "labels": labels, **state(network, "weights")}
    optimizer = torch.optim.SGD(network.parameters(), lr=1, momentum=CONFIG["momentum"], nesterov=True, weight_decay=CONFIG["weight_decay"])
    for step, rate in enumerate(CONFIG["learning_rates"]):
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        logits = network(images[step])
        loss = cross_entropy(logits, labels[step])
        loss.backward()
        tensors[f"step{step}.logits"], tensors[f"step{step}.loss"] = logits, loss
        if step == 0:
            for name, weight in network.named_parameters():
                tensors[f"gradient.{name}"] = torch.zeros_like(weight) if weight.grad is None else weight.grad.clone()
        optimizer.step()
    tensors.update(state(network, "after"))
    tensors["evaluation.logits"] = network.eval()(images[0])
    write(out, {"config": json.dumps(CONFIG)}, tensors)


if __name__ == "__main__":
    main()
