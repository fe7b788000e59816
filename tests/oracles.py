"""Other people's programs that count ballots, without what they import and our tests never use.

They are installed alone (./dev): their plots, solvers and compilers would take some 700 MB. Where one of those is asked for on
import a stand-in answers; where it is really there, it is used."""

import importlib
import importlib.util
import sys
import types

import pytest


class _Nothing(types.ModuleType):
    """A module that has whatever is asked of it; all of it is None but its own pieces."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return None


def _jit(*functions, **_):
    """What a compiler of functions hands back: the function as it is."""
    return functions[0] if functions and callable(functions[0]) else lambda function: function


def _is_here(name):
    return name in sys.modules or importlib.util.find_spec(name) is not None


def ready(name):
    """The module of that name, else the test is skipped."""
    if not _is_here(name):
        pytest.skip(f"{name} is not installed: ./dev test installs it")
    if not _is_here("numba"):
        sys.modules["numba"] = _Nothing("numba")
        sys.modules["numba"].jit = _jit
    for family in ("matplotlib matplotlib.pyplot", "nashpy", "scipy scipy.optimize", "pulp", "preflibtools preflibtools.instances"):
        names = family.split()
        if not _is_here(names[0]):
            sys.modules.update({name: _Nothing(name) for name in names})
    return importlib.import_module(name)
