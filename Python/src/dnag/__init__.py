"""Neural architectures by graph diffusion, guided: the ``dnag`` program from Python.

``generate`` draws architectures, ``Study`` searches with your own training, ``dnag.optuna`` is a sampler for Optuna.
"""

from ._binary import find_binary
from ._errors import BinaryNotFound, DnagError
from ._generate import Architecture, Generated, generate
from ._study import Evaluation, Status, Study, Task

__version__ = "0.1.0"

__all__ = [
    "Architecture",
    "BinaryNotFound",
    "DnagError",
    "Evaluation",
    "Generated",
    "Status",
    "Study",
    "Task",
    "find_binary",
    "generate",
]
