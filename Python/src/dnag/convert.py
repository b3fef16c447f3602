"""Files of the field into tables, and tables and studies into files of the field: ``python -m dnag.convert``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import List, Optional, Sequence

from ._binary import find_binary, output
from ._errors import DnagError, FormatError
from .formats import Found, read
from .formats._study import is_study
from .formats._table import write_whole

_FORMATS = """\
What FILE may be (docs/formats.md has more):
  NATS-tss-v1_0-3ffb9-simple, NATS-tss-v1_0-3ffb9.pickle.pbz2, 001234.pickle.pbz2   NATS-Bench, the topology space
  NAS-Bench-201-v1_1-096897.pth                                                    NAS-Bench-201
  HW-NAS-Bench-v1_0.pickle                                                         HW-NAS-Bench
  zc_nasbench201.json, nb201_cifar10_full_training.pickle                          NASLib
  nasbench_only108.tfrecord, nasbench_full.tfrecord                                NAS-Bench-101, as a space of its own
  cora.bench                                                                       NAS-Bench-Graph
  net.config, a folder of them, 224_lookup_table.yaml                              Once-for-All
  study.db, journal.log                                                            Optuna
  study.jsonl                                                                      a study of dnag
  figures.csv, .tsv, .json, .jsonl, .parquet                                       tables

No pickle is run: what would make anything else than plain data is refused.

examples:
  python -m dnag.convert NATS-tss-v1_0-3ffb9-simple --import nats        # then: dnag generate --guide cifar100_test=2
  python -m dnag.convert HW-NAS-Bench-v1_0.pickle hardware.csv
  python -m dnag.convert figures.csv figures.parquet
  python -m dnag.convert study.jsonl optuna.db --study mine
"""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The command; its exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.output is None and options.import_name is None:
            raise DnagError("say where the table goes: a file that ends in .csv, .jsonl or .parquet, '-', or --import NAME")
        source = Path(options.file)
        if options.output is not None and Path(options.output).suffix.lower() in (".db", ".sqlite", ".sqlite3"):
            _to_optuna(source, Path(options.output), options)
            return 0
        found = read(source, study=options.study, count=options.count, seed=options.seed, width=options.width, binary=options.binary)
        if options.output is not None:
            found.table.write(options.output)
            if found.space is not None and options.output != "-":
                _write_space(found, Path(options.output))
        if options.import_name is not None:
            _import(found, options)
        _say(f"{found.format}: {len(found.table)} architectures, {len(found.table.columns)} columns")
        return 0
    except DnagError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read standard output has enough; nothing is left to say there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dnag.convert", description="Files of the field into tables, and tables and studies into files of the field.",
        epilog=_FORMATS, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="what is read, a file or a folder")
    parser.add_argument("output", metavar="OUT", nargs="?", help="the table: .csv, .jsonl, .parquet, or - for standard output; of a study also Optuna's .db")
    parser.add_argument("--import", dest="import_name", metavar="NAME", help="import the table into dnag under this name (and its space, where it has one)")
    parser.add_argument("--replace", action="store_true", help="replace the table of this name")
    parser.add_argument("--study", metavar="NAME", help="the study in Optuna's storage")
    parser.add_argument("--count", type=int, default=2_000, help="networks drawn for a table of latencies by block (2000)")
    parser.add_argument("--seed", type=int, default=0, help="of those networks (0)")
    parser.add_argument("--width", type=float, default=1.2, help="of those networks (1.2)")
    parser.add_argument("--binary", metavar="PROGRAM", help="the program dnag, where it is not found")
    return parser


def _to_optuna(source: Path, target: Path, options: argparse.Namespace) -> None:
    from .formats._optuna import write_storage

    if not is_study(source):
        raise FormatError(source, "is no study of dnag: only studies become Optuna's")
    count = write_storage(source, target, options.study, options.binary)
    _say(f"{target}: {count} trials")


def _write_space(found: Found, listing: Path) -> None:
    """The file of the space, beside the table that lists it."""
    if listing.suffix.lower() != ".csv":
        raise FormatError(listing, "the table lists a space of its own, and must end in .csv")
    space = json.loads(found.space or "{}")
    space["listing"] = listing.name
    target = listing.with_suffix(".json")
    write_whole(target, (json.dumps(space, indent=2) + "\n").encode())
    _say(f"{target}: the space; dnag space import {target}")


def _import(found: Found, options: argparse.Namespace) -> None:
    program = find_binary(options.binary)
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "table.csv"
        found.table.write(listing)
        words: List[str] = ["table", "import", str(listing), f"--name={options.import_name}"]
        if options.replace:
            words.append("--replace")
        if found.space is not None:
            _write_space(found, listing)
            name = json.loads(found.space)["name"]
            if not _is_known(program, name):
                _say(output(program, ["space", "import", str(listing.with_suffix(".json"))]).strip())
            words.append(f"--space={name}")
        _say(output(program, words).strip())


def _is_known(program: str, space: str) -> bool:
    return any(line.split()[:1] == [space] for line in output(program, ["space", "list"]).splitlines())


def _say(text: str) -> None:
    # Standard output may be the table.
    if text:
        print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
