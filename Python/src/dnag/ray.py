"""A searcher for Ray Tune: ``tune.TuneConfig(search_alg=dnag.ray.DnagSearcher("study.jsonl"), metric="accuracy", mode="max")``.

This module can be imported without Ray; the searcher cannot be made without it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Dict, Optional

from ._binary import StrPath
from ._drive import Drive
from ._errors import DnagError
from ._study import Task

if TYPE_CHECKING:
    from ray.tune.search import Searcher
else:
    try:
        from ray.tune.search import Searcher
    except ImportError:
        Searcher = None

_Base: Any = object if Searcher is None else Searcher


class DnagSearcher(_Base):  # type: ignore[misc]
    """Proposes architectures by a ``dnag`` study, which it tells what came of each.

    A trial's configuration has ``arch``, ``space``, ``dnag_id`` and the architecture in the words of its space (``operations``, ``network``, …),
    beside the constants of the parameter space. The figure is the metric's last value. The study's file is the memory: a restored run goes on
    with it. How many trials there are, and where they run, is Ray's affair.

    :param path: of the dnag study's file; made where it is not there
    :param budget: of the dnag study, and by how much it grows when it is spent
    :param requeue_after: seconds after which an architecture that did not come back is handed out again
    :param settings: further keywords of ``dnag.Study``: ``strategy``, ``initial``, ``batch``, ``surrogate``, …
    """

    _metric: Any
    _mode: Any

    def __init__(
        self,
        path: StrPath,
        *,
        metric: Optional[str] = None,
        mode: Optional[str] = None,
        space: str = "nasbench201",
        seed: Optional[int] = None,
        budget: int = 1_000,
        requeue_after: Optional[int] = None,
        **settings: Any,
    ) -> None:
        if Searcher is None:
            raise DnagError("DnagSearcher needs Ray Tune: pip install 'ray[tune]'")
        super().__init__(metric=metric, mode=mode)
        self._path = path
        self._driving: Dict[str, Any] = {"space": space, "seed": seed, "budget": budget, "requeue_after": requeue_after, "settings": settings}
        self._drive: Optional[Drive] = None
        self._constants: Dict[str, Any] = {}
        #: The number of the architecture that a trial has.
        self._ids: Dict[str, int] = {}

    def set_search_properties(self, metric: Optional[str], mode: Optional[str], config: Dict[str, Any], **spec: Any) -> bool:
        from ray.tune.search.sample import Domain

        for key, value in (config or {}).items():
            if isinstance(value, Domain) or (isinstance(value, dict) and "grid_search" in value):
                raise DnagError(f"the parameter '{key}' is to be searched, too; DnagSearcher searches architectures alone: give it a value")
        self._constants = dict(config or {})
        self._metric, self._mode = metric or self._metric, mode or self._mode
        return True

    def suggest(self, trial_id: str) -> Any:
        task = self._opened().hand_out()
        if task is None:
            return Searcher.FINISHED
        self._ids[trial_id] = task.id
        return {**self._constants, **configuration(task)}

    def on_trial_complete(self, trial_id: str, result: Optional[Dict[str, Any]] = None, error: bool = False) -> None:
        number = self._ids.pop(trial_id, None)
        if number is None and result is not None:
            # Of a run that was restored: what it had handed out last was not saved yet.
            number = result.get("config", {}).get("dnag_id")
        if number is None:
            return
        drive = self._opened()
        value = (result or {}).get(str(self._metric))
        if error or value is None:
            drive.study.fail(int(number), f"trial {trial_id} " + ("failed" if error else f"reported no '{self._metric}'"))
        else:
            drive.study.tell(int(number), drive.figures([value]))

    def save(self, checkpoint_path: str) -> None:
        with open(checkpoint_path, "w", encoding="utf-8") as file:
            json.dump({"ids": self._ids, "metric": self._metric, "mode": self._mode}, file)

    def restore(self, checkpoint_path: str) -> None:
        with open(checkpoint_path, encoding="utf-8") as file:
            state = json.load(file)
        self._ids, self._metric, self._mode = state["ids"], state["metric"], state["mode"]

    def _opened(self) -> Drive:
        if self._drive is None:
            if not isinstance(self._metric, str) or self._mode not in ("min", "max"):
                raise DnagError("DnagSearcher needs one metric and its mode, 'min' or 'max': name them in TuneConfig")
            self._drive = Drive(self._path, [self._metric], [self._mode], of="the run", **self._driving)
        return self._drive


def configuration(task: Task) -> Dict[str, Any]:
    """What a trial finds of an architecture."""
    return {"arch": task.arch, "space": task.space, "dnag_id": task.id, **task.words}
