"""Lesson 07's figures."""

import numpy as np
import pytest

from bpcourse import plotting


def test_descents_counts_the_turns():
    figure = plotting.descents(np.square, {"a": [3, 2, 1], "b": [3, -2, 1, -0.5]})
    assert [ax.get_title() for ax in figure.axes] == ["a: 2 steps, no turn", "b: 3 steps, 2 turns"]
    for ax, walk in zip(figure.axes, ([3, 2, 1], [3, -2, 1, -0.5]), strict=True):
        places = ax.lines[1].get_xydata()
        assert np.array_equal(places, np.c_[walk, np.square(walk)])


def test_descents_claims_only_what_is_there():
    both = plotting.descents(np.square, {"a": [3, 2, 1], "b": [3, 1, 0.5]})
    assert both.get_suptitle() == "How far a step goes decides where it lands"


def test_gradient_clouds_measures_the_distances():
    clouds = {2: [[4.0, 0.0], [-4.0, 0.0]], 8: [[0.0, 1.0], [0.0, -1.0]]}
    figure = plotting.gradient_clouds(clouds, [0.0, 0.0], ("w[0]", "w[1]"))
    assert figure.get_suptitle() == "Batches 4 times as large scatter 4 times less"
    assert [ax.get_title() for ax in figure.axes] == [
        "batches of 2: 4 away on average",
        "batches of 8: 1 away on average",
    ]
    assert figure.axes[0].get_ylabel() == "gradient of w[1]"


@pytest.mark.parametrize("things", [{}, {"a": [1.0]}, [[1.0], [2.0]]])
def test_both_want_two(things):
    with pytest.raises(ValueError, match="a dict of two"):
        plotting.descents(np.square, things)
    with pytest.raises(ValueError, match="a dict of two"):
        plotting.gradient_clouds(things, [0.0, 0.0])
