"""The figures of lesson 02."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from bpcourse import plotting

TURNED = np.linspace(-1, 2, 7)
STAIRS = np.array([0.5, 0.5, 0.7, 0.7, 0.9, 0.5, 0.5])


def test_the_staircase_has_flat_steps_and_the_lowest_loss_is_marked():
    figure = plotting.staircase(TURNED, STAIRS, (TURNED - 0.5) ** 2, what="weight w")
    stairs, slope = figure.axes
    assert stairs.lines[0].get_drawstyle() == "steps-post"
    assert list(stairs.lines[0].get_ydata()) == list(STAIRS)
    (mark,) = [line for line in slope.lines if line.get_marker() == "o"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (0.5, 0)
    assert {ax.get_xlabel() for ax in figure.axes} == {"weight w"}
    plt.close(figure)


def test_each_loss_is_named_beside_its_own_line():
    z = np.linspace(-4, 8, 25)
    squared, cross = np.tanh(z) + 1, z + 4
    figure = plotting.sure_and_wrong(z, squared, cross)
    (ax,) = figure.axes
    assert [list(line.get_ydata()) for line in ax.lines] == [list(cross), list(squared)]
    ends = {text.get_text(): text.xy[1] for text in ax.texts}
    assert ends == {"cross-entropy": cross[-1], "squared error": squared[-1]}
    plt.close(figure)


def test_lengths_must_fit():
    with pytest.raises(ValueError):
        plotting.staircase(TURNED, STAIRS[1:], TURNED)
    with pytest.raises(ValueError):
        plotting.sure_and_wrong(TURNED, STAIRS, TURNED[1:])
    assert plt.get_fignums() == []
