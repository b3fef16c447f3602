#!/usr/bin/env python3
"""Times the published networks and the training of cells in PyTorch, in the form of `dnag bench --format json`.

    Scripts/bench_pytorch.py --threads 2 > pytorch.json
    dnag bench --against pytorch.json
"""

import argparse
import json
import time

import torch
from cell_network import CellNetwork
from published_networks import Predictor, ScoreNetwork, line_graph


def measure(name, repeats, body):
    for _ in range(max(1, repeats // 10)):
        body()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return {"name": name, "unit": "ms", "median": times[repeats // 2], "min": times[0], "max": times[-1], "repeats": repeats}


CELLS = {
    "six 3×3 convolutions": "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
    "a mixed cell": "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_1x1~2|",
    "six skips": "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
}


def train(arch, images, labels):
    """Eight epochs in batches of 64, C = 8, N = 1, as `dnag bench` trains."""
    network = CellNetwork(arch)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 8 * ((len(images) + 63) // 64))
    for _ in range(8):
        for batch in torch.randperm(len(images)).split(64):
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(images[batch]), labels[batch]).backward()
            optimizer.step()
            schedule.step()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--threads", type=int, default=2)
    threads = parser.parse_args().threads
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    score, predictor, measurements = ScoreNetwork().eval(), Predictor().eval(), []
    for batch, repeats in ((1, 100), (32, 30), (256, 10)):
        x, tau = torch.randn(batch, 8, 7), torch.ones(batch)
        mask = line_graph().expand(batch, 8, 8).contiguous()

        def run_score():
            with torch.inference_mode():
                score(x, tau, mask)

        def run_gradient():
            state = x.clone().requires_grad_()
            torch.autograd.grad(predictor(state, tau, mask).sum(), state)

        measurements.append(measure(f"published score network, batch {batch}", repeats, run_score))
        measurements.append(measure(f"published predictor gradient, batch {batch}", repeats, run_gradient))
    # Ours runs on one thread, several cells side by side.
    torch.set_num_threads(1)
    images, labels = torch.rand(1000, 3, 16, 16) * 2 - 1, torch.arange(1000) % 10
    for name, arch in CELLS.items():
        measurements.append(measure(f"training of {name}, 8 epochs of 1,000 images", 3, lambda arch=arch: train(arch, images, labels)))
    print(json.dumps({"measurements": measurements, "torch": torch.__version__, "threads": threads}, indent=2))


if __name__ == "__main__":
    main()
