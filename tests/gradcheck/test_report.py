"""The report as text and as a picture."""

import numpy as np
import pytest
from gradcheck.planted import Planted, draw_params
from matplotlib import pyplot as plt

from bpcourse.gradcheck import Report, check_gradients

pytestmark = pytest.mark.filterwarnings("error")


def report_of(bug=None, place=None, sizes=(12, 20, 5)):
    rng = np.random.default_rng(0)
    params = draw_params(sizes, rng)
    x, y = rng.standard_normal((9, sizes[0])), rng.integers(sizes[-1], size=9)
    return check_gradients(Planted(params, "tanh", bug, place, rng), x, y, rng=rng)


def test_the_table_is_aligned():
    report = report_of("sign", "w2")
    head, *rows = str(report).splitlines()[:5]
    assert head == "parameter  shape     relative error  verdict"
    assert [row.split()[0] for row in rows] == ["w1", "b1", "w2", "b2"]
    column = head.index("verdict")
    assert [row[column:] for row in rows] == ["agrees", "agrees", "wrong", "agrees"]
    assert {row[column - 3] for row in rows} <= set("0123456789")
    assert "w2         (20, 5)          1.0e+00  wrong" in rows


def test_the_whole_text():
    """A gradient twice too large, of a function whose slopes are known by heart: 3 x**2."""
    x = np.array([1.0, 2.0])
    report = check_gradients(lambda x: np.sum(x**3), x, grad=lambda x: 6 * x**2)
    assert str(report).splitlines() == [
        "parameter  shape  relative error  verdict",
        "x          (2,)          3.3e-01  wrong",
        "",
        "The gradient is wrong.",
        "",
        "x is 2 times the numeric gradient.",
        "    entry  analytic  numeric",
        "    x[1]         24       12",
        "    x[0]          6        3",
        "",
        "Evaluations of the loss: 47 to check, 8 of at most 2000 to localise.",
    ]


def test_how_many_are_wrong():
    assert "\n1 of 4 gradients is wrong.\n" in str(report_of("sign", "w2"))
    assert "\n2 of 4 gradients are wrong.\n" in str(report_of("lost activation derivative", "1"))


def test_lines_are_short_enough_to_read():
    for bug, place in ((None, None), ("sign", "w1"), ("lost activation derivative", "1")):
        assert max(map(len, str(report_of(bug, place)).splitlines())) <= 88


def test_in_a_notebook_it_is_the_same_text():
    report = report_of()
    assert isinstance(report, Report)
    assert repr(report) == str(report)


def test_its_attributes():
    report = report_of("sign", "w2")
    assert report.ok is False
    assert report.verdicts == {"w1": "agrees", "b1": "agrees", "w2": "wrong", "b2": "agrees"}
    assert list(report.errors) == ["w1", "b1", "w2", "b2"]
    assert report.errors["w2"] == pytest.approx(1, abs=1e-6)
    assert list(report.faults) == ["w2"]
    assert report.layer == 2


# The picture


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    yield
    plt.close("all")


@pytest.mark.parametrize(
    "bug, place, title, panels",
    [
        (None, None, "Every gradient is the slope of the loss", 1),
        ("sign", "w2", "w2 is not the slope of the loss", 2),
        ("lost activation derivative", "1", "w1 and b1 are not the slope of the loss", 2),
    ],
)
def test_the_picture_makes_one_claim(bug, place, title, panels):
    figure = report_of(bug, place).plot()
    assert figure.get_suptitle() == title
    assert len(figure.axes) == panels
    for ax in figure.axes:
        assert ax.get_xlabel()


def test_the_title_can_be_another():
    assert report_of().plot(title="Mine").get_suptitle() == "Mine"


def test_every_array_has_its_row_and_every_direction_its_mark():
    figure = report_of("sign", "w2").plot()
    ax = figure.axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["w1  agrees", "b1  agrees", "w2  wrong", "b2  agrees"]
    marks = ax.lines[:4]
    assert [len(line.get_xdata()) for line in marks] == [5, 5, 5, 5]
    assert [line.get_marker() for line in marks] == ["o", "o", "x", "o"]
    for line, verdict in zip(marks, ("agrees", "agrees", "wrong", "agrees"), strict=True):
        assert (line.get_xdata() > 1e-7).all() == (verdict == "wrong")


def test_wrong_entries_lie_off_the_line():
    ax = report_of("sign", "w2").plot().axes[1]
    wrong = next(line for line in ax.lines if line.get_label() == "wrong")
    np.testing.assert_allclose(wrong.get_ydata(), -wrong.get_xdata(), rtol=1e-5)


def test_one_entry_makes_no_second_panel():
    report = report_of("one entry x 1.01", "w1", sizes=(64, 136, 10))
    assert len(report.faults["w1"].measured) == 1
    assert len(report.plot().axes) == 1


def test_a_lost_column_is_seen_as_one():
    report = report_of("dead unit", "w2")
    column = int(report.faults["w2"].only.split(", ")[1].rstrip("]"))
    ax = report.plot().axes[1]
    assert ax.get_title() == "w2: claimed − measured"
    off = np.asarray(ax.images[0].get_array())
    assert off.shape == (20, 5)
    share = np.abs(off).sum(axis=0) / np.abs(off).sum()
    assert share[column] > 0.999


@pytest.mark.parametrize("grad", [np.array([np.nan, 1.0]), np.array([1.0, 1.0])])
def test_a_picture_of_what_cannot_be_told(grad):
    def f(x):
        return float(np.sum(x) + (x[0] > 1))

    figure = check_gradients(f, np.ones(2), grad=grad).plot()
    assert figure.get_suptitle() == "Not every gradient could be measured"
