"""Drives a study from Python: several workers, each asking for an architecture, evaluating it and telling what came of it.

    dnag search new --study study.jsonl --objective accuracy --budget 100
    python3 drive.py study.jsonl 4
"""
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

DNAG = os.environ.get("DNAG", "dnag")
TRAIN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "train.py")


def dnag(*words, text=None):
    result = subprocess.run([DNAG, "search", *words], input=text, capture_output=True, text=True, check=True)
    return result.stdout


def evaluate(task):
    """Where Ray, Optuna's machinery or a cluster would come in: `ray.get(train.remote(task))`, …"""
    result = subprocess.run([sys.executable, TRAIN], input=json.dumps(task), capture_output=True, text=True, check=True)
    return result.stdout


def work(study):
    while tasks := json.loads(dnag("ask", "--study", study, "--format", "json")):
        for task in tasks:
            number = str(task["id"])
            try:
                printed = evaluate(task)
            except subprocess.CalledProcessError as error:
                dnag("tell", "--study", study, "--id", number, "--failed", f"status {error.returncode}")
            else:
                dnag("tell", "--study", study, "--id", number, "--json", "-", text=printed)


if __name__ == "__main__":
    study, workers = sys.argv[1], int(sys.argv[2])
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, study) for _ in range(workers)]:
            done.result()
    print(dnag("status", "--study", study))
