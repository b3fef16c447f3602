"""A study that another library drives: it knows the directions, and says when to stop."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

from ._binary import StrPath
from ._errors import DnagError
from ._study import Study, Task


class Drive:
    """Hands out for as long as it is asked: the study's budget grows, for how many evaluations there are is the other library's affair.

    :param directions: ``"min"`` or ``"max"``, for each column
    :param budget: at first, and by how much it grows
    """

    def __init__(
        self,
        path: StrPath,
        columns: Sequence[str],
        directions: Sequence[str],
        *,
        space: str,
        seed: Optional[int],
        budget: int,
        requeue_after: Optional[int],
        settings: Mapping[str, Any],
        of: str,
    ) -> None:
        if len(columns) != len(directions):
            raise DnagError(f"{of} has {len(directions)} values, and objective= names {len(columns)}: name each")
        self._space, self._budget, self._requeue_after = space, budget, requeue_after
        self._columns: List[str] = [column.split(":", 1)[-1].split("=", 1)[0] for column in columns]
        self.study = Study(
            path,
            objective=[_directed(column, way, of) for column, way in zip(columns, directions)],
            space=space,
            # One that differs from worker to worker would make another study.
            seed=0 if seed is None else seed,
            front=len(columns) > 1,
            budget=budget,
            **settings,
        )

    def hand_out(self) -> Optional[Task]:
        """An architecture to evaluate; none where the space has no other one."""
        study = self.study
        task, budget = study.ask(requeue_after=self._requeue_after), 0
        while task is None:
            status = study.status
            if status.proposed < status.budget or status.budget == budget:
                return None
            budget = status.budget + self._budget
            try:
                task = study.ask(budget=budget)
            except DnagError:
                # Another worker was faster, and made it larger still.
                if study.status.budget <= status.budget:
                    raise
        return task

    def exhausted(self) -> DnagError:
        return DnagError(f"{self.study.path}: nothing is left to propose of {self._space}: end the search here")

    def figures(self, values: Sequence[float]) -> Dict[str, float]:
        return dict(zip(self._columns, values))


def _directed(column: str, way: str, of: str) -> str:
    said = column.split(":", 1)[0]
    if said in ("min", "max") and ":" in column:
        if said != way:
            raise DnagError(f"the objective '{column}' goes the other way than {of}, which seeks the {way}imum")
        return column
    return f"{way}:{column}"
