"""``dnag search new``, ``ask``, ``tell`` and ``status``."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Union

from ._binary import StrPath, can_serve, find_binary, option, output
from ._errors import DnagError
from ._server import Calls, Server


@dataclass(frozen=True)
class Task:
    """An architecture that was handed out to be evaluated."""

    id: int
    #: In the form that its space is written in.
    arch: str
    space: str
    #: The architecture in the words of its space, as an evaluator gets them: ``operations`` of a cell, ``network`` of Once-for-All, …
    words: Dict[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def _of(cls, row: Dict[str, Any]) -> "Task":
        return cls(row["id"], row["arch"], row["space"], {key: row[key] for key in row if key not in ("id", "arch", "space")})


@dataclass(frozen=True)
class Evaluation:
    """What a study knows of an architecture."""

    #: None of what was given, or told without having been handed out.
    id: Optional[int]
    arch: str
    #: ``waiting``, ``handed out``, ``evaluated``, ``failed`` or ``given``.
    state: str
    figures: Dict[str, float] = field(default_factory=dict, hash=False)
    #: Of the objectives' sum; none while there are no figures, of a front, or where a constraint is broken.
    score: Optional[float] = None
    #: Why it failed.
    reason: Optional[str] = None
    #: Since when it is handed out, in seconds since 1970.
    time: Optional[int] = None

    @classmethod
    def _of(cls, row: Dict[str, Any]) -> "Evaluation":
        return cls(row.get("id"), row["arch"], row["state"], row.get("figures", {}), row.get("score"), row.get("reason"), row.get("time"))


@dataclass(frozen=True)
class Status:
    """How a study stands."""

    space: str
    #: In words.
    objective: List[str]
    seed: int
    budget: int
    proposed: int
    told: int
    evaluations: List[Evaluation] = field(repr=False)
    #: Known without an evaluation.
    given: List[Evaluation] = field(repr=False)
    #: The best that was evaluated; none where nothing is feasible, or a front is sought.
    best: Optional[Evaluation]
    best_given: Optional[Evaluation]
    #: The compromises that no other one beats, where a front is sought.
    front: Optional[List[Evaluation]]
    #: The best score after 1, 2, … evaluations.
    curve: List[Optional[float]] = field(repr=False)
    #: All that the program says.
    raw: Dict[str, Any] = field(repr=False)

    @classmethod
    def _of(cls, report: Dict[str, Any]) -> "Status":
        def rows(key: str) -> List[Evaluation]:
            return [Evaluation._of(row) for row in report.get(key) or []]

        def row(key: str) -> Optional[Evaluation]:
            return Evaluation._of(report[key]) if report.get(key) else None

        return cls(
            report["space"], report["objective"], report["seed"], report["budget"], report["proposed"], report["told"],
            rows("evaluations"), rows("given"), row("best"), row("bestGiven"), rows("front") if report.get("front") is not None else None,
            report["curve"], report,
        )  # fmt: skip

    def of(self, state: str) -> List[Evaluation]:
        """The evaluations in a state: ``waiting``, ``handed out``, ``evaluated`` or ``failed``."""
        return [evaluation for evaluation in self.evaluations if evaluation.state == state]


class Study:
    """A search that is driven from here, kept in a file. Any number of threads, processes and machines may have the same file open.

    With an ``objective`` the study is made where it is not there yet; one that is there must be the same, but for its budget, which may
    be larger than it was. Without one it must be there. The keywords are the options of ``dnag search new``.

    :param path: of the study's file
    :param objective: columns to be large, or small where less is better by its name; ``min:`` or ``max:`` before says so
    :param known: tables with figures that are known beforehand: CSV files, or names of imported ones
    :param wait: seconds to wait for another process that has the file open
    :param serve: whether one long-lived process answers (``dnag search serve``), or a process a call; None: as the program can
    :raises DnagError: with the program's text
    """

    def __init__(
        self,
        path: StrPath,
        *,
        objective: Union[str, Sequence[str]] = (),
        constraint: Union[str, Sequence[str]] = (),
        space: Optional[str] = None,
        strategy: Optional[str] = None,
        seed: Optional[int] = None,
        initial: Optional[int] = None,
        batch: Optional[int] = None,
        budget: Optional[int] = None,
        front: bool = False,
        surrogate: Optional[str] = None,
        acquisition: Optional[str] = None,
        beta: Optional[float] = None,
        mutations: Optional[int] = None,
        samples: Optional[int] = None,
        steps: Optional[int] = None,
        refinements: Optional[int] = None,
        gamma: Optional[float] = None,
        order: Optional[str] = None,
        place: Optional[str] = None,
        population: Optional[int] = None,
        tournament: Optional[int] = None,
        denoiser_file: Optional[StrPath] = None,
        known: Union[StrPath, Sequence[StrPath]] = (),
        wait: float = 30.0,
        threads: Optional[int] = None,
        binary: Optional[StrPath] = None,
        serve: Optional[bool] = None,
    ) -> None:
        self.path = os.path.abspath(os.fspath(path))
        self._binary = find_binary(binary)
        options = [option("study", self.path), option("wait", float(wait))]
        single: Dict[str, object] = {
            "space": space, "strategy": strategy, "seed": seed, "initial": initial, "batch": batch, "surrogate": surrogate,
            "acquisition": acquisition, "beta": beta, "mutations": mutations, "samples": samples, "steps": steps,
            "refinements": refinements, "gamma": gamma, "order": order, "place": place, "population": population,
            "tournament": tournament, "denoiser_file": denoiser_file,
        }  # fmt: skip
        words = [option(name, value) for name, value in single.items() if value is not None]
        words += [option("objective", column) for column in _listed(objective)] + [option("constraint", bound) for bound in _listed(constraint)]
        words += [option("known", table) for table in _listed(known)] + (["--front"] if front else [])
        if objective:
            self._make(options + words + ([] if budget is None else [option("budget", budget)]))
        elif words or budget is not None:
            said = (words or [f"--budget={budget}"])[0].split("=")[0].lstrip("-")
            raise DnagError(f"'{said}' belongs to a new study: add an objective to make one (or to make sure that an old one is the same)")
        takes = [] if threads is None else [option("threads", threads)]
        if serve is None:
            serve = can_serve(self._binary)
        elif serve and not can_serve(self._binary):
            raise DnagError(f"{self._binary} has no 'search serve'; leave serve=True out, or use a newer dnag")
        self._way: Union[Server, Calls] = (Server if serve else Calls)(self._binary, options, takes)
        self._settings = (options, takes, serve)
        if not objective:
            self._way.status()

    def _make(self, words: List[str]) -> None:
        try:
            output(self._binary, ["search", "new", *words])
        except DnagError as error:
            # The same study, with evaluations in it: what was asked for. Another one is refused in other words.
            if " is there already; go on with it " not in str(error):
                raise

    def ask(self, *, requeue_after: Optional[int] = None, budget: Optional[int] = None) -> Optional[Task]:
        """An architecture to evaluate; none once the budget is spent.

        :param requeue_after: before, put back what was handed out longer ago than this, in seconds, and has not come back
        :param budget: a larger budget from now on
        """
        return next(iter(self.ask_many(1, requeue_after=requeue_after, budget=budget)), None)

    def ask_many(self, count: int, *, requeue_after: Optional[int] = None, budget: Optional[int] = None) -> List[Task]:
        """Several to evaluate side by side; fewer, or none, once the budget is spent."""
        return [Task._of(row) for row in self._way.ask(count, requeue_after, budget)]

    def tell(self, subject: Union[int, str, Task], figures: Mapping[str, float]) -> None:
        """What came of an architecture. Telling the same twice is harmless; telling something else is an error.

        :param subject: what was handed out, its number, or an architecture in any form that its space reads: of one that the study has not
            proposed the figures are noted as given
        :param figures: a finite number for each column of the objectives and constraints; others are kept, too
        """
        told: Dict[str, float] = {}
        for column, figure in figures.items():
            told[column] = float(figure)
            if not math.isfinite(told[column]):
                raise DnagError(f"the figure of '{column}' is {told[column]}, which is not finite; where an evaluation came to nothing, say fail()")
        self._way.tell(subject.id if isinstance(subject, Task) else subject, told)

    def fail(self, subject: Union[int, Task], reason: str) -> None:
        """It could not be evaluated: it breaks every constraint, and is not proposed again."""
        self._way.fail(_number(subject), reason)

    def requeue(self, subject: Union[int, Task]) -> None:
        """Puts it back: who asks next gets it."""
        self._way.requeue(_number(subject))

    @property
    def status(self) -> Status:
        """How the study stands, read anew each time."""
        return Status._of(self._way.status())

    @property
    def best(self) -> Optional[Evaluation]:
        """The best that was evaluated; none where nothing is feasible yet, or a front is sought."""
        return self.status.best

    def __iter__(self) -> Iterator[Task]:
        """Hands out until the budget is spent."""
        while True:
            task = self.ask()
            if task is None:
                return
            yield task

    def close(self) -> None:
        """Ends the process that answers. Another call would start another one."""
        self._way.close()

    def __enter__(self) -> "Study":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        way = getattr(self, "_way", None)
        if way is not None:
            way.close()

    def __repr__(self) -> str:
        return f"Study({self.path!r})"

    def __getstate__(self) -> Dict[str, Any]:
        # Another process talks to the file by a program of its own.
        return {"path": self.path, "_binary": self._binary, "_settings": self._settings}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state)
        options, takes, serve = self._settings
        self._way = (Server if serve else Calls)(self._binary, options, takes)


def _number(subject: Union[int, Task]) -> int:
    return subject.id if isinstance(subject, Task) else subject


def _listed(value: Union[StrPath, Sequence[StrPath]]) -> List[StrPath]:
    return [value] if isinstance(value, str) or not isinstance(value, Sequence) else list(value)
