#!/usr/bin/env python3
"""Times the published networks in PyTorch, in the form of `dnag bench --format json`.

    Scripts/bench_pytorch.py --threads 2 > pytorch.json
    dnag bench --against pytorch.json
"""

import argparse
import json
import time

import torch
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
    print(json.dumps({"measurements": measurements, "torch": torch.__version__, "threads": threads}, indent=2))


if __name__ == "__main__":
    main()
