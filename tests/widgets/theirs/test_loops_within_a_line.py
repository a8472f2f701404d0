"""A loop that never comes to another line gives Python's tracing no line events at all."""

import itertools

import pytest

from bpcourse.widgets.theirs.time_limit import TooSlow, deadline


def alone():
    while True: pass  # noqa: E701  # fmt: skip


def in_a_generator():
    return sum(1 for _ in itertools.count())


def over_two_lines():
    for _ in itertools.count():
        pass


@pytest.mark.parametrize("f", [alone, in_a_generator, over_two_lines])
def test_is_ended(f):
    # Without the operations counted (frame.f_trace_opcodes) the first one never ends.
    with pytest.raises(TooSlow), deadline(0.2, {__file__}):
        f()
