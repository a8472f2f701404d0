"""The figure of lesson 03."""

import numpy as np
import pytest

from bpcourse import plotting
from bpcourse.nn import relu


def lines_of(figure):
    return {line.get_label().partition(":")[0]: line for line in figure.axes[0].lines}


def test_the_chords_join_points_of_the_curve():
    lines = lines_of(plotting.chords(lambda x: x**3, 2.0, 1.0, slope=12.0))
    assert np.allclose(lines["chord to one side"].get_xydata(), [[2, 8], [3, 27]])
    assert np.allclose(lines["chord to both sides"].get_xydata(), [[1, 1], [3, 27]])
    (x0, y0), (x1, y1) = lines["tangent"].get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(12)


def test_at_a_kink_no_tangent_is_drawn():
    figure = plotting.chords(relu, 0.0, 1.0)
    assert "tangent" not in lines_of(figure)
    words = [text.get_text() for text in figure.axes[0].get_legend().texts]
    assert words == ["f", "chord to one side: slope 1", "chord to both sides: slope 0.5"]


def test_a_step_has_a_length():
    with pytest.raises(ValueError, match="h must be above 0"):
        plotting.chords(relu, 0.0, 0.0)
