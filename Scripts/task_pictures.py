#!/usr/bin/env python3
"""Draws the pictures of docs/tasks.md: some images of every family, as PNG. Needs the program and nothing but Python.

    python3 Scripts/task_pictures.py .build/release/dnag
"""
import json
import pathlib
import struct
import subprocess
import sys
import zlib

ZOOM, GAP = 3, 4


def png(path, width, height, rows):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    raw = b"".join(b"\0" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def draw(program, name, count, path):
    found = json.loads(subprocess.run([program, "task", "show", name, "--format", "json", "--count", str(count)], check=True, capture_output=True).stdout)
    size, samples = found["size"], found["samples"]
    width, height = len(samples) * (size * ZOOM + GAP) - GAP, size * ZOOM
    rows = [bytearray(b"\xff" * (3 * width)) for _ in range(height)]
    for place, sample in enumerate(samples):
        left = place * (size * ZOOM + GAP)
        planes = sample["pixels"] * (3 if found["channels"] == 1 else 1)
        for y in range(height):
            for x in range(size * ZOOM):
                start = 3 * (left + x)
                rows[y][start : start + 3] = bytes(plane[y // ZOOM][x // ZOOM] for plane in planes)
    png(path, width, height, rows)


def main():
    program = sys.argv[1]
    folder = pathlib.Path(__file__).resolve().parent.parent / "docs" / "tasks"
    folder.mkdir(exist_ok=True)
    tasks = json.loads(subprocess.run([program, "task", "list", "--format", "json"], check=True, capture_output=True).stdout)["tasks"]
    for task in tasks:
        if task["kind"] != "imported":
            draw(program, task["name"], 8 if task["classes"] > 5 else 2 * task["classes"], folder / (task["name"] + ".png"))


main()
