"""A sampler for Optuna: ``optuna.create_study(sampler=dnag.optuna.DnagSampler("study.jsonl"))``.

This module can be imported without Optuna; the sampler cannot be made without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple

from ._binary import StrPath
from ._drive import Drive
from ._errors import DnagError
from ._study import Study, Task

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution
    from optuna.samplers import BaseSampler
    from optuna.study import Study as OptunaStudy
    from optuna.trial import FrozenTrial, Trial, TrialState
else:
    try:
        from optuna.samplers import BaseSampler
    except ImportError:
        BaseSampler = object

#: NAS-Bench-201's operations: the choices of each edge.
OPERATIONS: Tuple[str, ...] = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
#: The parameters of a cell: edge 0→1, 0→2, 1→2, 0→3, 1→3, 2→3.
EDGES: Tuple[str, ...] = ("edge_0_1", "edge_0_2", "edge_1_2", "edge_0_3", "edge_1_3", "edge_2_3")

_ID, _ARCH, _WORDS = "dnag:id", "dnag:arch", "dnag:words"


def cell(operations: Sequence[str]) -> str:
    """The arch string of six operations, in the order of ``EDGES``."""
    if len(operations) != len(EDGES) or any(name not in OPERATIONS for name in operations):
        raise DnagError(f"a cell has {len(EDGES)} operations out of {', '.join(OPERATIONS)}; given: {', '.join(map(str, operations))}")
    a, b, c, d, e, f = operations
    return f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"


def suggest(trial: "Trial", space: str = "nasbench201", choices: Optional[Sequence[str]] = None) -> str:
    """The trial's architecture, in the form that its space is written in.

    Of NAS-Bench-201 it consists of six categorical parameters, which any other sampler can choose, too; with ``choices`` (the same in each
    trial) it is the categorical parameter ``arch``; else it is what ``DnagSampler`` asked for, kept in the trial's attributes.
    """
    if choices is not None:
        return str(trial.suggest_categorical("arch", list(choices)))
    if space == "nasbench201":
        return cell([str(trial.suggest_categorical(edge, OPERATIONS)) for edge in EDGES])
    arch = _noted(trial).get(_ARCH)
    if arch is None:
        raise DnagError(f"the trial has no architecture of {space}: the study's sampler must be DnagSampler(…, space='{space}')")
    return str(arch)


def words(trial: "Trial") -> Dict[str, Any]:
    """The architecture in the words of its space, such as ``network`` with Once-for-All's lists; empty where it was not the sampler's."""
    return dict(_noted(trial).get(_WORDS, {}))


def _noted(trial: "Trial") -> Dict[str, Any]:
    # A trial keeps the attributes that it had when it began; the sampler has added to the study's.
    return dict(trial.study.get_trials(deepcopy=False)[trial.number].user_attrs)


class DnagSampler(BaseSampler):
    """Proposes architectures by a ``dnag`` study, which it asks for each trial and tells what came of it.

    The study's file is the memory: workers of one Optuna study must name the same file, and an Optuna study that is resumed goes on with it.
    Parameters other than the architecture's are drawn by ``independent_sampler``.

    :param path: of the dnag study's file; made where it is not there
    :param objective: a name for each of the Optuna study's values; a front is sought where there are several
    :param space: the search space
    :param choices: of a space other than NAS-Bench-201: all architectures that the parameter ``arch`` may take, the same as in ``suggest``
    :param budget: of the dnag study, and by how much it grows when it is spent: how many trials there are is Optuna's affair
    :param requeue_after: seconds after which an architecture whose worker did not come back is handed out again
    :param pruned: what a pruned trial is: ``"fail"``, a failure; ``"tell"``, its last intermediate value
    :param independent_sampler: of other parameters; by default Optuna's random one
    :param settings: further keywords of ``dnag.Study``: ``strategy``, ``initial``, ``batch``, ``surrogate``, …
    """

    def __init__(
        self,
        path: StrPath,
        *,
        objective: Sequence[str] = ("value",),
        space: str = "nasbench201",
        choices: Optional[Sequence[str]] = None,
        seed: Optional[int] = None,
        budget: int = 1_000,
        requeue_after: Optional[int] = None,
        pruned: str = "fail",
        independent_sampler: Optional["BaseSampler"] = None,
        **settings: Any,
    ) -> None:
        try:
            from optuna.distributions import CategoricalDistribution
            from optuna.samplers import RandomSampler
        except ImportError as error:
            raise DnagError("DnagSampler needs Optuna: pip install optuna") from error
        if pruned not in ("fail", "tell"):
            raise DnagError(f"pruned is '{pruned}'; it must be 'fail' or 'tell'")
        self._path, self._space, self._pruned = path, space, pruned
        self._objective = [objective] if isinstance(objective, str) else list(objective)
        self._driving: Dict[str, Any] = {"space": space, "seed": seed, "budget": budget, "requeue_after": requeue_after, "settings": settings}
        self._drive: Optional[Drive] = None
        self._other: "BaseSampler" = independent_sampler if independent_sampler is not None else RandomSampler(seed=seed)
        self._distributions: Dict[str, "BaseDistribution"] = {}
        self._choices = None if choices is None else frozenset(choices)
        if choices is not None:
            self._distributions = {"arch": CategoricalDistribution(list(choices))}
        elif space == "nasbench201":
            self._distributions = {edge: CategoricalDistribution(OPERATIONS) for edge in EDGES}

    def infer_relative_search_space(self, study: "OptunaStudy", trial: "FrozenTrial") -> Dict[str, "BaseDistribution"]:
        return {} if self._is_chosen(trial) else dict(self._distributions)

    def before_trial(self, study: "OptunaStudy", trial: "FrozenTrial") -> None:
        self._other.before_trial(study, trial)
        # An architecture that is no parameter has to be there before the first one is sampled.
        if not self._distributions:
            self._hand_out(study, trial)

    def sample_relative(self, study: "OptunaStudy", trial: "FrozenTrial", search_space: Dict[str, "BaseDistribution"]) -> Dict[str, Any]:
        if not search_space:
            return {}
        task = self._hand_out(study, trial)
        if "arch" not in search_space:
            return dict(zip(EDGES, task.words["operations"]))
        if self._choices is not None and task.arch not in self._choices:
            self.study(study).fail(task, "it is not among the choices")
            raise DnagError(f"'{task.arch}' was proposed, which is not among the choices; name all architectures of {self._space}")
        return {"arch": task.arch}

    def _hand_out(self, study: "OptunaStudy", trial: "FrozenTrial") -> Task:
        drive = self._drive_of(study)
        task = drive.hand_out()
        if task is None:
            raise drive.exhausted()
        # Not by the trial: a sampler gets a frozen one. Optuna's own samplers note what they need in the same way.
        note = study._storage.set_trial_user_attr
        note(trial._trial_id, _ID, task.id)
        note(trial._trial_id, _ARCH, task.arch)
        note(trial._trial_id, _WORDS, task.words)
        return task

    def _is_chosen(self, trial: "FrozenTrial") -> bool:
        """Whether somebody else has said the architecture: an enqueued trial; what is left of it is drawn one by one."""
        return any(name in self._distributions for name in trial.system_attrs.get("fixed_params", {}))

    def sample_independent(self, study: "OptunaStudy", trial: "FrozenTrial", param_name: str, param_distribution: "BaseDistribution") -> Any:
        if param_name in self._distributions and not self._is_chosen(trial):
            raise DnagError(f"the choices of '{param_name}' are not the sampler's: {self._distributions[param_name]}; use dnag.optuna.suggest(trial, …)")
        return self._other.sample_independent(study, trial, param_name, param_distribution)

    def after_trial(self, study: "OptunaStudy", trial: "FrozenTrial", state: "TrialState", values: Optional[Sequence[float]]) -> None:
        self._other.after_trial(study, trial, state, values)
        if state.name == "PRUNED" and self._pruned == "tell" and trial.intermediate_values and len(self._objective) == 1:
            values = [trial.intermediate_values[max(trial.intermediate_values)]]
        elif state.name != "COMPLETE":
            values = None
        number = trial.user_attrs.get(_ID)
        arch = self._arch(trial)
        if values is not None and (number is not None or arch is not None):
            drive = self._drive_of(study)
            drive.study.tell(int(number) if number is not None else str(arch), drive.figures(values))
        elif number is not None:
            self.study(study).fail(int(number), f"trial {trial.number} ended as {state.name.lower()}")

    def reseed_rng(self) -> None:
        # Every worker's proposals come from one study: there is no seed that two of them could share.
        self._other.reseed_rng()

    def study(self, study: "OptunaStudy") -> Study:
        """The dnag study behind an Optuna one; made with the first trial, whose study says the directions."""
        return self._drive_of(study).study

    def _drive_of(self, study: "OptunaStudy") -> Drive:
        if self._drive is None:
            directions = ["min" if direction.name == "MINIMIZE" else "max" for direction in study.directions]
            self._drive = Drive(self._path, self._objective, directions, of="the Optuna study", **self._driving)
        return self._drive

    def _arch(self, trial: "FrozenTrial") -> Optional[str]:
        """What was evaluated, where an enqueued trial said it."""
        if "arch" in trial.params:
            return str(trial.params["arch"])
        chosen: List[Any] = [trial.params.get(edge) for edge in EDGES]
        return cell(chosen) if self._space == "nasbench201" and all(name in OPERATIONS for name in chosen) else None

