"""Trains an architecture on a folder of images, for dnag: a real evaluator, with early stopping.

    dnag search run --study study.jsonl --objective accuracy --budget 60 --batch 4 --jobs 2 \
        --evaluator 'python3 train_torch.py images --epochs 30 --patience 5'

The folder has a folder of pictures for each class; or `train` and `val` (or `test`) with those in them. Needs PyTorch and Pillow. The network is the module that `dnag export --as
pytorch` writes, so cells of NAS-Bench-201 and networks of MobileNetV3 are trained alike.

The study keeps, beside `accuracy` (per cent, of the best epoch), the accuracy after each epoch (`accuracy_at_1`, `accuracy_at_2`, …), `epochs`, `best_epoch`, `loss`, `seconds` and `params_m`.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import torch
from PIL import Image
from torch import nn
from torch.nn.functional import cross_entropy

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")


def exported_network(task, classes):
    """The network around the architecture, with fresh weights."""
    arch = json.dumps(task["network"]) if "network" in task else task["arch"]
    words = [os.environ.get("DNAG", "dnag"), "export", "--as", "pytorch", "--space", task["space"], "--", arch]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    names = {"__name__": "network"}
    exec(compile(text, "network.py", "exec"), names)
    return names["Network"](classes=classes)


def pictures_in(folder, classes, side):
    """Images [count, 3, side, side] from 0 to 1, and the number of each one's class."""
    images, labels = [], []
    for label, name in enumerate(classes):
        for path in sorted((folder / name).iterdir()):
            if path.suffix.lower() in PICTURES:
                picture = Image.open(path).convert("RGB").resize((side, side), Image.Resampling.BILINEAR)
                pixels = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
                images.append(pixels.view(side, side, 3).permute(2, 0, 1))
                labels.append(label)
    if not images:
        sys.exit(f"{folder}: there are no pictures in it")
    return torch.stack(images).float() / 255, torch.tensor(labels)


def parts_of(folder, side, seed):
    """Images and labels to learn from, and to be measured by; a fifth of each class where the folder has no parts."""
    held_out = next((folder / name for name in ("val", "valid", "test") if (folder / name).is_dir()), None)
    root = folder / "train" if held_out and (folder / "train").is_dir() else folder
    classes = sorted(path.name for path in root.iterdir() if path.is_dir())
    if len(classes) < 2:
        sys.exit(f"{root}: there are {len(classes)} folders; each class has one, and there are two classes at least")
    images, labels = pictures_in(root, classes, side)
    if root is not folder:
        return images, labels, *pictures_in(held_out, classes, side), len(classes)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    chosen = torch.zeros(len(labels), dtype=torch.bool)
    for label in range(len(classes)):
        places = order[labels[order] == label]
        chosen[places[: max(1, len(places) // 5)]] = True
    return images[~chosen], labels[~chosen], images[chosen], labels[chosen], len(classes)


def augmented(images, draws):
    """Each image mirrored or not, and moved by an eighth at most."""
    side = images.shape[-1]
    most = max(1, side // 8)
    padded = nn.functional.pad(images, (most,) * 4, mode="reflect")
    moves = torch.randint(0, 2 * most + 1, (len(images), 2), generator=draws).tolist()
    mirrored = torch.rand(len(images), generator=draws) < 0.5
    moved = torch.stack([image[:, top : top + side, left : left + side] for image, (top, left) in zip(padded, moves)])
    return torch.where(mirrored[:, None, None, None], moved.flip(-1), moved)


@torch.no_grad()
def measured(network, images, labels, batch):
    """Accuracy in per cent, and the mean loss."""
    network.eval()
    scores = torch.cat([network(part) for part in images.split(batch)])
    right = int((scores.argmax(1) == labels).sum())
    return 100 * right / len(labels), float(cross_entropy(scores, labels))


def main():
    options = arguments()
    task = json.load(sys.stdin)  # {"arch": …, "id": 7, "space": "nasbench201", …}
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    images, labels, tests, answers, classes = parts_of(options.folder, options.side, options.seed)
    mean, deviation = images.mean((0, 2, 3), keepdim=True), images.std((0, 2, 3), keepdim=True) + 1e-3
    images, tests = ((part - mean) / deviation for part in (images, tests))
    images, labels, tests, answers = (part.to(device) for part in (images, labels, tests, answers))
    network = exported_network(task, classes).to(device)

    steps = math.ceil(len(labels) / options.batch)
    optimizer = torch.optim.SGD(network.parameters(), options.rate, momentum=0.9, nesterov=True, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, options.epochs * steps)
    draws, began = torch.Generator().manual_seed(options.seed), time.monotonic()
    figures = {"accuracy": -1.0}
    for epoch in range(1, options.epochs + 1):
        network.train()
        for places in torch.randperm(len(labels), generator=draws).split(options.batch):
            if len(places) < 2:
                continue  # One image has no variance to be normalised by.
            loss = cross_entropy(network(augmented(images[places], draws)), labels[places])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        accuracy, test_loss = measured(network, tests, answers, options.batch)
        print(f"epoch {epoch}: accuracy {accuracy:.2f} %, loss {test_loss:.3f}", flush=True)
        if not math.isfinite(test_loss):
            sys.exit("the loss is not finite: a smaller --rate may help")
        figures[f"accuracy_at_{epoch}"] = accuracy
        if accuracy > figures["accuracy"]:
            figures.update(accuracy=accuracy, loss=test_loss, best_epoch=epoch)
        if epoch - figures["best_epoch"] >= options.patience:
            break
    figures.update(epochs=epoch, seconds=time.monotonic() - began, params_m=sum(part.numel() for part in network.parameters()) / 1e6)
    print(json.dumps(figures))  # the last JSON object counts


def arguments():
    parser = argparse.ArgumentParser(description="Trains an architecture, which stands on standard input, on a folder of images.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--patience", type=int, default=5, help="epochs without a better accuracy, after which the training ends")
    parser.add_argument("--side", type=int, default=32, help="of the images, in pixels")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch's; several evaluators run side by side")
    return parser.parse_args()


if __name__ == "__main__":
    main()
