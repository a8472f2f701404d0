"""The figure of lesson 01."""

import numpy as np
import pytest

from bpcourse import plotting
from bpcourse.nn import relu

AT, TURNS = np.array([-2.0, -0.5, 0.5]), np.array([1.0, -2.0, 2.0])


def test_the_sum_is_the_sum_of_the_units_and_the_dots_are_where_it_bends():
    units, total = plotting.bends(AT, TURNS).axes
    line, dots = total.lines
    t, seen = line.get_xydata().T
    assert np.allclose(seen, sum(u.get_ydata() for u in units.lines))
    assert np.allclose(seen, relu(t[:, None] - AT) @ TURNS)
    assert np.allclose(dots.get_xydata(), [[-2, 0], [-0.5, 1.5], [0.5, 0.5]])
    words = [text.get_text() for text in units.get_legend().texts]
    assert words == ["1 · relu(t + 2)", "\u22122 · relu(t + 0.5)", "2 · relu(t \u2212 0.5)"]


def test_a_unit_of_weight_zero_bends_nothing():
    figure = plotting.bends(AT, np.array([1.0, 0.0, 0.0]))
    assert figure.get_suptitle() == "3 relus in a sum: a line with 1 bend"


def test_there_is_a_turn_for_each_place_and_not_too_many():
    with pytest.raises(ValueError, match="turns"):
        plotting.bends(AT, TURNS[1:])
    with pytest.raises(ValueError, match="up to 8 places, got 9"):
        plotting.bends(np.arange(9.0), np.ones(9))
