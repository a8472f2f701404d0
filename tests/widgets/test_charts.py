"""Charts as SVG: what is drawn stands where the numbers say."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from bpcourse.widgets.charts import Chart, heat_map, network, short, table

NAME = "{http://www.w3.org/2000/svg}"


def parsed(drawn):
    return ElementTree.fromstring(drawn)


def words(drawn):
    return [node.text for node in parsed(drawn).iter(f"{NAME}text")]


def corners(drawn, stroke="stroke-width:2"):
    """The corners of the lines, as pixels."""
    paths = [p for p in parsed(drawn).iter(f"{NAME}path") if stroke in p.get("style", "")]
    return [
        [tuple(map(float, pair)) for pair in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", path.get("d"))]
        for path in paths
    ]


def test_a_line_stands_where_its_numbers_are():
    chart = Chart(x_range=(0, 10), y_range=(0, 4))
    chart.line([0, 5, 10], [0, 1, 4], markers=False)
    ((a, b, c),) = corners(chart.svg())
    left, right, top, bottom = chart.box
    assert a == pytest.approx((left, bottom), abs=0.06)
    assert b == pytest.approx(((left + right) / 2, bottom + (top - bottom) / 4), abs=0.06)
    assert c == pytest.approx((right, top), abs=0.06)


def test_a_logarithmic_axis_spaces_factors_evenly():
    chart = Chart(y_log=True)
    chart.line([0, 1, 2], [1e-6, 1e-3, 1], markers=False)
    ((a, b, c),) = corners(chart.svg())
    assert a[1] - b[1] == pytest.approx(b[1] - c[1], abs=0.11)
    assert a[1] > c[1]


@pytest.mark.parametrize("hole", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_breaks_the_line(hole):
    chart = Chart()
    chart.line([0, 1, 2, 3, 4], [1, 2, hole, 2, 1], markers=False)
    drawn = chart.svg()
    assert len(corners(drawn)[0]) == 4
    path = next(
        p.get("d") for p in parsed(drawn).iter(f"{NAME}path") if "width:2" in p.get("style", "")
    )
    assert path.count("M") == 2


def test_on_a_logarithmic_axis_zero_has_no_place():
    chart = Chart(y_log=True)
    chart.line([0, 1, 2], [1, 0, 10], markers=False)
    assert len(corners(chart.svg())[0]) == 2


def test_what_lies_outside_a_fixed_range_is_not_drawn():
    chart = Chart(x_range=(0, 1), y_range=(0, 1))
    chart.line([0, 0.5, 1], [0.5, 7, 0.5], markers=False)
    chart.mark(3, "far")
    drawn = chart.svg()
    assert len(corners(drawn)[0]) == 2
    assert "far" not in words(drawn)


@pytest.mark.parametrize(
    ("low", "high", "log", "expected"),
    [
        (0, 300, False, ["0", "100", "200", "300"]),
        (-1, 1, False, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        (1e-16, 1, True, ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰"]),
        (0.01, 100, True, ["0.01", "0.1", "1", "10", "100"]),
        (0, 20_000, False, ["0", "5,000", "10,000", "15,000", "20,000"]),
        (0, 4e-5, False, ["0", "1e−5", "2e−5", "3e−5", "4e−5"]),
    ],
)
def test_ticks_are_round_numbers(low, high, log, expected):
    chart = Chart(300, x_log=log, x_range=(low, high), y_range=(0, 1))
    chart.svg()
    assert [word for _, word in chart.x.ticks()] == expected


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("values", [[], [3.0], [3, 3], [np.nan], [1e-300, 1e300], [2, 7]])
def test_every_chart_can_be_drawn(log, values):
    chart = Chart(title="Any", y="y", y_log=log)
    chart.line(range(len(values)), values, "a line")
    drawn = chart.svg("described")
    assert "nan" not in drawn.lower().replace("title", "")
    assert parsed(drawn).find(f"{NAME}desc").text == "described"


def test_labels_at_the_ends_are_pushed_apart():
    chart = Chart()
    for n in range(3):
        chart.line([0, 1], [0, 1 + n / 1e6], f"line {n}", n)
    found = [
        float(node.get("y"))
        for node in parsed(chart.svg()).iter(f"{NAME}text")
        if str(node.text).startswith("line")
    ]
    assert len(found) == 3
    assert min(np.diff(sorted(found))) >= 13.9


def test_a_histogram_is_as_high_as_its_counts():
    chart = Chart(x_range=(0, 3), y_range=(0, 10))
    chart.bars([0, 1, 2, 3], [10, 0, 5])
    drawn = chart.svg()
    left, right, top, bottom = chart.box
    path = next(
        p.get("d")
        for p in parsed(drawn).iter(f"{NAME}path")
        if "fill-opacity" in p.get("style", "")
    )
    heights = [float(v) for v in re.findall(r"V([-\d.]+)", path)]
    assert heights == pytest.approx([top, bottom, (top + bottom) / 2, bottom], abs=0.06)


def test_the_sides_of_a_field_differ_by_more_than_colour():
    chart = Chart()
    chart.field([[-1.0, 1.0], [-1.0, 1.0]], (0, 1, 0, 1))
    drawn = chart.svg()
    assert "--bpc-positive" in drawn
    assert "--bpc-negative" in drawn
    border = [
        p for p in parsed(drawn).iter(f"{NAME}path") if "linecap:square" in p.get("style", "")
    ]
    assert border[0].get("d").count("V") == 2
    one_side = Chart()
    one_side.field([[1.0, 2.0]], (0, 1, 0, 1))
    assert "linecap:square" not in one_side.svg()


def test_words_are_escaped():
    bad = "<script>&\"'"
    chart = Chart(title=bad, x=bad, y=bad)
    chart.line([0, 1], [0, 1], bad)
    chart.mark(0, bad)
    for drawn in (
        chart.svg(bad),
        heat_map([[1]], bad, bad, bad, describe=bad),
        table(bad, [bad], [[bad]]),
    ):
        assert "<script" not in drawn
    assert bad in words(chart.svg(bad))


def test_a_matrix_shows_its_numbers_and_frames_the_negative_ones():
    drawn = heat_map([[1.5, -2], [0, np.nan]], title="Numbers")
    assert {"1.5", "−2", "0", "NaN"} <= set(words(drawn))
    assert drawn.count("stroke-dasharray") == 1


def test_a_network_draws_its_weights_by_width_and_dash():
    drawn = network((2, 1), {"w1": np.array([[2.0], [-1.0]])}, title="Net")
    first, second = parsed(drawn).iter(f"{NAME}line")
    assert "positive" in first.get("style")
    assert first.get("stroke-dasharray") is None
    assert "negative" in second.get("style")
    assert second.get("stroke-dasharray")
    wide, thin = (float(re.search(r"width:([\d.]+)", n.get("style"))[1]) for n in (first, second))
    assert wide == pytest.approx(4)
    assert thin == pytest.approx(2.2)
    assert len(list(parsed(network((2, 3, 1))).iter(f"{NAME}circle"))) == 6


def test_a_wide_layer_says_how_much_is_left_out():
    drawn = network((64, 3))
    assert "16 of 64" in words(drawn)
    assert len(list(parsed(drawn).iter(f"{NAME}circle"))) == 19


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0"),
        (-3, "−3"),
        (1234567.0, "1.23 × 10⁶"),
        (12345, "12,345"),
        (1.25e-5, "1.25 × 10⁻⁵"),
        (-0.5, "−0.5"),
        (np.inf, "∞"),
        (-np.inf, "−∞"),
        (np.nan, "NaN"),
    ],
)
def test_numbers_are_written_for_people(value, expected):
    assert short(value) == expected


def test_bad_arguments_are_refused_in_words():
    with pytest.raises(ValueError, match="equally long, got 2 and 3"):
        Chart().line([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="2 bars have 3 edges, got 2"):
        Chart().bars([1, 2], [1, 2])
    with pytest.raises(ValueError, match="must rise"):
        Chart(x_range=(2, 1))
    with pytest.raises(ValueError, match="positive"):
        Chart(y_log=True, y_range=(0, 1))
    with pytest.raises(ValueError, match="rows and columns"):
        heat_map(np.zeros((0, 2)))
    with pytest.raises(ValueError, match="two layers of units"):
        network((3,))
    with pytest.raises(ValueError, match="shape"):
        network((3, 2), {"w1": np.zeros((2, 3))})
