"""One sandbox for all tests, and a task to run in it."""

import numpy as np
import pytest

from bpcourse.sandbox import Call, Limits, Sandbox, Task
from bpcourse.slicing import Handout, module_slice

RUN = """
def run(t, x):
    return unpack(t.f(x), "y")
"""
INPUTS = {"x": np.arange(6.0).reshape(2, 3)}
GOOD = "def f(x):\n    return 2 * x\n"


@pytest.fixture(scope="session")
def handout():
    """What lesson 05 would give, in short."""
    handout = module_slice({"linear_forward": "bpcourse.nn.linear"})
    return Handout(handout.source, {"bpcourse.nn": ["linear_forward"], **handout.exports})


@pytest.fixture(scope="session")
def sandbox():
    """A sandbox that is entered once."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def task(handout):
    """Make a task of a source text."""

    def make(source, *, calls=1, fallback=(), run=RUN, inputs=INPUTS, **fields):
        return Task("f", source, fallback, handout, (Call(run, inputs),) * calls, **fields)

    return make


@pytest.fixture(scope="session")
def run(sandbox, task):
    """Run one source text, and return its outcome."""

    def run(source, *, seconds=5.0, limits=None, **fields):
        (outcome,) = sandbox.run([task(source, **fields)], limits or Limits(seconds=seconds))
        return outcome

    return run


@pytest.fixture(scope="session")
def told(run):
    """Execute statements in the child, and return the text that they leave in `answer`."""

    def told(statements):
        outcome = run(f"{statements}\nraise RuntimeError(str(answer))")
        assert outcome.status == "error", outcome
        assert outcome.error["type"] == "RuntimeError", outcome
        return outcome.error["message"]

    return told
