"""Optuna's storages: read into tables, and written from studies of dnag."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Dict, List, Optional

from .._binary import StrPath
from .._errors import FormatError, short
from ..optuna import EDGES, OPERATIONS, cell
from ._cells import operations_of
from ._study import status
from ._table import Table

_MAGIC = b"SQLite format 3\0"


def _library(file: object) -> Any:
    try:
        import optuna
    except ImportError as error:
        raise FormatError(file, "Optuna's storages need Optuna: pip install optuna") from error
    return optuna


def is_storage(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return head.startswith(_MAGIC) or (head.startswith(b"{") and b'"op_code"' in head)


def _storage(path: Path) -> Any:
    optuna = _library(path)
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_MAGIC)) == _MAGIC
        if not is_database:
            from optuna.storages.journal import JournalFileBackend

            return optuna.storages.JournalStorage(JournalFileBackend(str(path)))
        # Optuna makes its tables in whatever database it is given.
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            connection.close()
        if not {"studies", "trials"} <= tables:
            raise FormatError(path, "is a database, and none of Optuna's: it has no tables 'studies' and 'trials'")
        return optuna.storages.RDBStorage(f"sqlite:///{path}")
    except (OSError, sqlite3.Error, RuntimeError, ValueError, KeyError) as error:
        raise FormatError(path, f"cannot be read: {short(error, 200)}") from error


def of_storage(path: Path, study: Optional[str] = None) -> Table:
    """The trials of a study that are complete: an architecture's columns, then its values."""
    optuna, storage = _library(path), _storage(path)
    names = [summary.study_name for summary in optuna.get_all_study_summaries(storage=storage)]
    if study is None and len(names) != 1:
        raise FormatError(path, f"holds {len(names)} studies ({short(', '.join(names))}): say which by --study")
    if study is not None and study not in names:
        raise FormatError(path, f"holds no study '{short(study)}'; there are {short(', '.join(names)) or 'none'}")
    loaded = optuna.load_study(study_name=study or names[0], storage=storage)
    trials = [trial for trial in loaded.get_trials(deepcopy=False) if trial.state == optuna.trial.TrialState.COMPLETE]
    if not trials:
        raise FormatError(path, "no trial of the study is complete")
    columns = loaded.metric_names or loaded.user_attrs.get("dnag:columns") or _columns(len(loaded.directions))
    table: Optional[Table] = None
    for trial in trials:
        names_and_texts = _architecture(trial)
        if table is None:
            table = Table(list(names_and_texts))
        if list(names_and_texts) != list(table.names):
            raise FormatError(path, f"trial {trial.number} has other parameters than the trials before: {short(', '.join(names_and_texts))}")
        table.add(list(names_and_texts.values()), dict(zip(columns, trial.values)))
    return table if table is not None else Table()


def _columns(count: int) -> List[str]:
    return ["value"] if count == 1 else [f"value_{place}" for place in range(count)]


def _architecture(trial: Any) -> Dict[str, str]:
    """What a trial evaluated: a cell by its six edges, an architecture by its text, else every parameter as a choice."""
    chosen: List[Any] = [trial.params.get(edge) for edge in EDGES]
    if all(name in OPERATIONS for name in chosen):
        return {"arch": cell(chosen)}
    named = trial.params.get("arch", trial.user_attrs.get("dnag:arch"))
    return {"arch": str(named)} if named is not None else {name: str(value) for name, value in sorted(trial.params.items())}


def write_storage(path: Path, target: Path, name: Optional[str] = None, binary: Optional[StrPath] = None) -> int:
    """A study of dnag as one of Optuna's, in an SQLite file, new or there already; how many trials it has.

    :raises FormatError: where the storage has a study of that name
    """
    optuna, found = _library(target), status(path, binary)
    if target.exists():
        _storage(target)
    directions = ["minimize" if way["direction"].startswith("min") else "maximize" for way in found["directions"]]
    columns = [way["column"] for way in found["directions"]]
    rows = [row for row in [*found.get("evaluations", []), *found.get("given", [])] if row["state"] in ("evaluated", "given", "failed")]
    archs = list(dict.fromkeys(row["arch"] for row in rows))
    distribution = optuna.distributions.CategoricalDistribution
    is_cells = found["space"] == "nasbench201"
    trials = []
    for row in rows:
        params = dict(zip(EDGES, operations_of(row["arch"]))) if is_cells else {"arch": row["arch"]}
        choices = {key: distribution(list(OPERATIONS) if is_cells else archs) for key in params}
        values = [row.get("figures", {}).get(column) for column in columns]
        is_complete = row["state"] != "failed" and None not in values
        trials.append(
            optuna.trial.create_trial(
                state=optuna.trial.TrialState.COMPLETE if is_complete else optuna.trial.TrialState.FAIL,
                params=params,
                distributions=choices,
                values=values if is_complete else None,
                user_attrs={"dnag:arch": row["arch"], "dnag:space": found["space"], "dnag:figures": row.get("figures", {})},
            )
        )
    try:
        study = optuna.create_study(study_name=name or path.stem, storage=f"sqlite:///{target}", directions=directions)
    except optuna.exceptions.DuplicatedStudyError as error:
        raise FormatError(target, f"has a study '{short(name or path.stem)}' already: name another by --study") from error
    study.add_trials(trials)
    study.set_user_attr("dnag:columns", columns)
    return len(trials)
