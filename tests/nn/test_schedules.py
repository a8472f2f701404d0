"""Schedules: numbers worked by hand. Together with optimizers they meet PyTorch's elsewhere."""

import re

import pytest

from bpcourse import nn


def rates(schedule, steps):
    values = [schedule(step) for step in steps]
    assert all(type(value) is float for value in values)
    return pytest.approx(values, rel=1e-15, abs=1e-17)


def test_constant():
    assert rates(lambda t: nn.constant_schedule(t, 1), [0, 7, 10**9]) == [1, 1, 1]


def test_step_goes_down_a_staircase():
    want = [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]
    assert rates(lambda t: nn.step_schedule(t, 0.8, 3, factor=0.5), range(7)) == want
    assert rates(lambda t: nn.step_schedule(t, 0.8, 3), [2, 3, 6]) == [0.8, 0.08, 0.008]


def test_cosine_comes_down_in_half_a_wave():
    # Angles of 0, 60, 90, 120 and 180 degrees, then flat.
    want = [1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0]
    assert rates(lambda t: nn.cosine_schedule(t, 1.0, 6), [0, 2, 3, 4, 6, 7, 100]) == want
    want = [0.9, 0.7, 0.5, 0.3, 0.1, 0.1, 0.1]
    assert rates(lambda t: nn.cosine_schedule(t, 0.9, 6, 0.1), [0, 2, 3, 4, 6, 7, 100]) == want


def test_warmup_climbs_and_stays():
    want = [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]
    assert rates(lambda t: nn.warmup_schedule(t, 1.0, 4), range(6)) == want


@pytest.mark.parametrize("warmup", [0, 1])
def test_no_warmup(warmup):
    assert rates(lambda t: nn.warmup_schedule(t, 0.5, warmup), range(3)) == [0.5, 0.5, 0.5]


def test_schedules_compose():
    # The cosine of 0, 60, 90, 120 and 180 degrees; the climb holds back the first two.
    def both(t):
        return nn.warmup_schedule(t, nn.cosine_schedule(t, 1.0, 6), 4)

    assert rates(both, [0, 2, 3, 4, 6]) == [0.25, 0.75 * 0.75, 0.5, 0.25, 0.0]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.constant_schedule(-1, 0.1), "step must be at least 0, got -1"),
        (lambda: nn.constant_schedule(0, -0.1), "lr must be at least 0, got -0.1"),
        (lambda: nn.step_schedule(0, 0.1, 0), "every must be at least 1, got 0"),
        (lambda: nn.step_schedule(0, 0.1, 5, 0), "factor must be above 0, got 0"),
        (lambda: nn.cosine_schedule(0, 0.1, 0), "steps must be at least 1, got 0"),
        (lambda: nn.cosine_schedule(0, 0.1, 5, -1), "lr_min must be at least 0, got -1"),
        (lambda: nn.warmup_schedule(0, 0.1, -1), "warmup must be at least 0, got -1"),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.warmup_schedule(0.5, 0.1, 5), "step must be a whole number, got float"),
        (
            lambda: nn.warmup_schedule(0, nn.cosine_schedule, 5),
            "lr must hold real numbers, got function",
        ),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()


def test_whole_numbers_give_floats():
    rates(lambda t: nn.step_schedule(t, 1, 1, 1), [0])
    rates(lambda t: nn.warmup_schedule(t, 1, 2), [0, 5])
