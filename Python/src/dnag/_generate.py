"""``dnag generate``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from ._binary import StrPath, failure, find_binary, option, run
from ._errors import DnagError


@dataclass(frozen=True)
class Architecture:
    """An architecture that was drawn."""

    #: In the form that its space is written in.
    arch: str
    #: Its number among those of the seed.
    sample: int
    #: Whether it is an architecture of the space: the last step's rounding may leave it.
    valid: bool
    #: What is known of it, by property, in the property's own unit.
    measured: Dict[str, float] = field(default_factory=dict, hash=False)
    #: What the predictors say, by property, in the property's own unit.
    predicted: Dict[str, float] = field(default_factory=dict, hash=False)
    #: Per cent of the space's architectures that it is better than, by property.
    better_than: Dict[str, float] = field(default_factory=dict, hash=False)
    #: All that the program says of it.
    raw: Dict[str, Any] = field(default_factory=dict, hash=False, repr=False, compare=False)

    @classmethod
    def _of(cls, row: Dict[str, Any]) -> "Architecture":
        return cls(
            row["arch"], row["sample"], row["valid"], row.get("measured", {}), row.get("predicted", {}), row.get("better_than", {}), row
        )


class Generated(List[Architecture]):
    """Architectures that were drawn, and what the program says of all of them together."""

    #: As ``dnag generate --format json`` writes it: how many were drawn, valid, distinct; means; what the run was; its mark.
    summary: Dict[str, Any]
    #: What the program noted beside, such as which method was taken.
    notes: str

    def __init__(self, architectures: Sequence[Architecture] = (), summary: Optional[Dict[str, Any]] = None, notes: str = "") -> None:
        super().__init__(architectures)
        self.summary = summary if summary is not None else {}
        self.notes = notes


def generate(
    *,
    count: Optional[int] = None,
    guide: Optional[Mapping[str, float]] = None,
    space: Optional[str] = None,
    seed: Optional[int] = None,
    sample: Optional[int] = None,
    require: Union[str, Sequence[str]] = (),
    unique: bool = False,
    sort: Optional[str] = None,
    top: Optional[int] = None,
    limit: Optional[int] = None,
    steps: Optional[int] = None,
    sampler: Optional[str] = None,
    churn: Optional[float] = None,
    corrector: Optional[str] = None,
    corrector_steps: Optional[int] = None,
    corrector_ratio: Optional[float] = None,
    corrector_norm: Optional[str] = None,
    sde: Optional[str] = None,
    schedule: Optional[str] = None,
    sigma_max: Optional[float] = None,
    sigma_min: Optional[float] = None,
    threads: Optional[int] = None,
    aim: Optional[Mapping[str, Union[float, Tuple[float, float]]]] = None,
    aim_strength: Optional[float] = None,
    method: Optional[str] = None,
    order: Optional[str] = None,
    place: Optional[str] = None,
    unit: Optional[str] = None,
    window: Optional[Tuple[float, float]] = None,
    denoiser: Optional[str] = None,
    denoiser_file: Optional[StrPath] = None,
    predictor_file: Optional[StrPath] = None,
    tilted_file: Optional[StrPath] = None,
    mask: Optional[str] = None,
    table: Union[StrPath, Sequence[StrPath]] = (),
    expect: Optional[str] = None,
    binary: Optional[StrPath] = None,
) -> Generated:
    """Draws architectures by reverse diffusion, guided if asked. The keywords are the options of ``dnag generate``, whose ``--help``
    has them all; what is left out is as there.

    :param guide: γ in nats per standard score, by property
    :param aim: the value to draw a property to, in its own unit, or the value and a strength
    :param require: bounds such as ``"params_m<0.4"``
    :param window: the part of the run that is steered, from and to, in its time from 1 to 0
    :raises DnagError: with the program's text; ``found`` holds what was found where that was less than asked for
    """
    words = ["generate", "--format=json"]
    single: Dict[str, object] = {
        "count": count, "space": space, "seed": seed, "sample": sample, "sort": sort, "top": top, "limit": limit, "steps": steps,
        "sampler": sampler, "churn": churn, "corrector": corrector, "corrector_steps": corrector_steps, "corrector_ratio": corrector_ratio,
        "corrector_norm": corrector_norm, "sde": sde, "schedule": schedule, "sigma_max": sigma_max, "sigma_min": sigma_min,
        "threads": threads, "aim_strength": aim_strength, "method": method, "order": order, "place": place, "unit": unit,
        "denoiser": denoiser, "denoiser_file": denoiser_file, "predictor_file": predictor_file, "tilted_file": tilted_file, "mask": mask,
        "expect": expect,
    }  # fmt: skip
    words += [option(name, value) for name, value in single.items() if value is not None]
    words += [option("guide", f"{name}={float(gamma)!r}") for name, gamma in (guide or {}).items()]
    words += [option("aim", f"{name}={_aim(value)}") for name, value in (aim or {}).items()]
    words += [option("require", bound) for bound in ([require] if isinstance(require, str) else require)]
    words += [option("table", name) for name in ([table] if not isinstance(table, Sequence) or isinstance(table, str) else table)]
    if window is not None:
        words.append(option("window", f"{float(window[0])!r}..{float(window[1])!r}"))
    if unique:
        words.append("--unique")
    result = run(find_binary(binary), words)
    found = _read(result.stdout, result.stderr.strip())
    if result.returncode != 0 or found is None:
        error = failure(result)
        error.found = list(found or [])
        raise error
    return found


def _aim(value: Union[float, Tuple[float, float]]) -> str:
    if isinstance(value, tuple):
        return f"{float(value[0])!r}@{float(value[1])!r}"
    return repr(float(value))


def _read(text: str, notes: str) -> Optional[Generated]:
    if not text.strip():
        return None
    try:
        document = json.loads(text)
        return Generated([Architecture._of(row) for row in document["architectures"]], document["summary"], notes)
    except (ValueError, KeyError, TypeError) as error:
        raise DnagError(f"dnag generate printed something else than this package reads ({error!r}); use a dnag of the same version") from error
