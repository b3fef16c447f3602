"""A scheduler for Syne Tune: ``Tuner(scheduler=dnag.syne_tune.DnagScheduler("study.jsonl", metric="accuracy", do_minimize=False), …)``.

This module can be imported without Syne Tune; the scheduler cannot be made without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from ._binary import StrPath
from ._drive import Drive
from ._errors import DnagError

if TYPE_CHECKING:
    from syne_tune.optimizer.scheduler import TrialScheduler, TrialSuggestion
else:
    try:
        from syne_tune.optimizer.scheduler import TrialScheduler, TrialSuggestion
    except (ImportError, TypeError):
        # A TypeError: Syne Tune 0.16 can be installed for Python 3.9, which does not understand it.
        TrialScheduler = None

_Base: Any = object if TrialScheduler is None else TrialScheduler


class DnagScheduler(_Base):  # type: ignore[misc]
    """Proposes architectures by a ``dnag`` study, which it tells what came of each.

    A trial's configuration has ``arch``, ``space`` and ``dnag_id`` beside the constants. The figures are the metrics of the last report. The
    study's file is the memory; how many trials there are, and where they run, is Syne Tune's affair.

    :param path: of the dnag study's file; made where it is not there
    :param metric: what is sought; a front is sought where there are several
    :param constants: handed to each trial as they are
    :param budget: of the dnag study, and by how much it grows when it is spent
    :param requeue_after: seconds after which an architecture that did not come back is handed out again
    :param settings: further keywords of ``dnag.Study``: ``strategy``, ``initial``, ``batch``, ``surrogate``, …
    """

    def __init__(
        self,
        path: StrPath,
        *,
        metric: Union[str, Sequence[str]],
        do_minimize: bool = True,
        constants: Optional[Mapping[str, Any]] = None,
        space: str = "nasbench201",
        seed: Optional[int] = None,
        budget: int = 1_000,
        requeue_after: Optional[int] = None,
        **settings: Any,
    ) -> None:
        if TrialScheduler is None:
            raise DnagError("DnagScheduler needs Syne Tune: pip install syne-tune (0.16 needs Python 3.10)")
        super().__init__(random_seed=0 if seed is None else seed)
        self._metrics: List[str] = [metric] if isinstance(metric, str) else list(metric)
        self._mode = "min" if do_minimize else "max"
        self._constants: Dict[str, Any] = dict(constants or {})
        self._drive = Drive(
            path, self._metrics, [self._mode] * len(self._metrics), of="the scheduler",
            space=space, seed=seed, budget=budget, requeue_after=requeue_after, settings=settings,
        )  # fmt: skip

    def suggest(self) -> "Optional[TrialSuggestion]":
        task = self._drive.hand_out()
        if task is None:
            return None
        return TrialSuggestion.start_suggestion({**self._constants, "arch": task.arch, "space": task.space, "dnag_id": task.id})

    def on_trial_complete(self, trial: Any, result: Dict[str, Any]) -> None:
        lacking = [metric for metric in self._metrics if metric not in result]
        number = int(trial.config["dnag_id"])
        if lacking:
            self._drive.study.fail(number, f"trial {trial.trial_id} reported no '{lacking[0]}'")
        else:
            self._drive.study.tell(number, self._drive.figures([result[metric] for metric in self._metrics]))

    def on_trial_error(self, trial: Any) -> None:
        self._drive.study.fail(int(trial.config["dnag_id"]), f"trial {trial.trial_id} failed")

    def metric_names(self) -> List[str]:
        return list(self._metrics)

    def metric_mode(self) -> str:
        return self._mode

    def metadata(self) -> Dict[str, Any]:
        return {
            "scheduler_name": type(self).__name__,
            "metric_names": self.metric_names(),
            "metric_mode": self._mode,
            "study": self._drive.study.path,
        }
