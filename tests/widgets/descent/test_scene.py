"""What is drawn stands where the numbers are."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest

from bpcourse.widgets.descent.contours import levels_of
from bpcourse.widgets.descent.descent import Descent
from bpcourse.widgets.descent.geometry import PLANE, label_places, pixels, plane_axes
from bpcourse.widgets.descent.presets import PRESETS, preset


def raced(loss="ravine", optimizers=("sgd",), lr=0.05, steps=40):
    descent = Descent(loss)
    descent.race(optimizers, descent.landscape.start, lr, 0.9, steps)
    return descent


def floats(data):
    return np.frombuffer(data, "<f4").reshape(-1, 2)


@pytest.mark.parametrize("name", PRESETS)
def test_levels_tell_the_valley_and_the_plateau(name):
    *_, values = preset(name).grid()
    levels = levels_of(values)
    assert (np.diff(levels) > 0).all()
    parts = [np.mean((values >= a) & (values < b)) for a, b in pairwise(levels)]
    assert max(parts) < 0.2  # no large part of the picture without a line
    assert np.mean(values < levels[0]) < 0.02  # the floor of the valley is framed
    assert np.mean(values > levels[-1]) < 0.2


def test_a_plateau_and_a_flat_loss_have_levels_or_none():
    w1, w2 = np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-2, 2, 61))
    hole = 1 - np.exp(-8 * (w1**2 + w2**2))
    levels = levels_of(hole)
    assert len(levels) >= 4
    assert levels[0] < 0.5
    assert len(levels_of(np.full((9, 9), 3.0))) == 0
    assert len(levels_of(np.where(w1 > 0, hole, np.nan))) >= 4


def test_who_ends_at_the_same_loss_is_not_told_from_another():
    names = ("sgd", "momentum", "adam")
    arrived = raced("line fit", names, 0.05, 500).result()["chartTitle"]
    assert arrived == "All end at a loss of 0.129"
    two = raced("two valleys", ("sgd", "momentum", "nesterov"), 0.1, 500).result()["chartTitle"]
    assert two == "momentum and nesterov end lowest: a loss of 0.0426"
    assert "ends lowest" in raced("ravine", names, 0.05, 40).result()["chartTitle"]


@pytest.mark.parametrize("name", [*PRESETS, "line fit"])
def test_the_contours_are_where_the_loss_has_that_value(name):
    landscape = Descent(name).landscape
    scene = Descent(name).scene()
    root = ET.fromstring(f"<g>{scene['plane']['svg']}</g>")
    lines = max((path.get("d") for path in root.findall("path")), key=len)
    points = np.array(re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", lines), dtype=float)[::50]
    (a0, a1), (b0, b1) = landscape.ranges
    w1 = a0 + (points[:, 0] - PLANE["left"]) / (PLANE["right"] - PLANE["left"]) * (a1 - a0)
    w2 = b0 + (PLANE["bottom"] - points[:, 1]) / (PLANE["bottom"] - PLANE["top"]) * (b1 - b0)
    *_, values = landscape.grid()
    levels = levels_of(values)
    for loss in landscape.values(w1, w2):
        assert np.abs(levels - loss).min() < 0.03 * np.ptp(values)
    assert len(points) > 20


def test_paths_are_sent_in_pixels():
    descent = raced()
    run = descent.runs["sgd"]
    sent = descent.result()["runs"][0]
    assert floats(sent["path"]) == pytest.approx(
        pixels(run.path, *plane_axes(descent.landscape)), abs=1e-3
    )
    chart = floats(sent["chart"])
    assert (np.diff(chart[:, 0]) > 0).all()
    assert (np.diff(chart[:, 1]) > 0).all()  # the loss falls: pixels count downwards
    drops = np.diff(np.log(run.losses)) / np.diff(chart[:, 1])
    assert drops == pytest.approx(drops[0], rel=1e-3)  # on a logarithmic axis


def test_a_blow_up_is_drawn_until_it_is_out_and_no_farther():
    descent = raced(lr=0.14, steps=100)
    path = floats(descent.result()["runs"][0]["path"])
    drawn = path[np.isfinite(path).all(1)]
    assert 5 < len(drawn) < 20
    assert not (drawn[-1, 1] > PLANE["top"] and drawn[-1, 1] < PLANE["bottom"])
    whole = floats(raced(lr=0.1, steps=100).result()["runs"][0]["path"])
    assert np.isfinite(whole).all()


def test_the_table_holds_the_losses_of_both_ends():
    result = raced(optimizers=["sgd", "adam"], steps=25).result()
    assert result["heads"] == ["step", "loss of sgd", "loss of adam"]
    assert (result["rows"][0][0], result["rows"][-1][0]) == ("0", "25")
    assert result["rows"][0][1] == "21.5"


def test_names_keep_apart_and_inside():
    descent = raced(optimizers=["sgd", "momentum", "nesterov", "rmsprop", "adam"])
    places = np.array([run["label"] for run in descent.result()["runs"]])
    assert (places > [PLANE["left"], PLANE["top"]]).all()
    assert (places < [PLANE["right"], PLANE["bottom"]]).all()
    heights = np.array([run["chartLabel"][1] for run in descent.result()["runs"]])
    assert np.diff(np.sort(heights)).min() >= 14.9
    alone = label_places([np.full((3, 2), 200.0)], PLANE, ["sgd"])
    assert np.hypot(*(np.array(alone[0]) - 200)) < 60


def test_losses_of_zero_and_below_have_an_axis():
    zero = Descent(lambda w1, w2: max(abs(w1), abs(w2)) - 0.5)
    zero.race(["sgd"], zero.landscape.start, 0.1, 0.9, 30)
    chart = floats(zero.result()["runs"][0]["chart"])
    assert np.isfinite(chart).all()
    assert np.ptp(chart[:, 1]) > 50


def test_a_loss_that_goes_on_falling_is_not_drawn_as_level():
    bowl = raced("bowl", lr=0.4, steps=150)
    chart = floats(bowl.result()["runs"][0]["chart"])
    assert (np.diff(chart[:, 1])[:40] > 0).all()
    there = Descent("bowl")
    there.race(["sgd"], (1.0, 0.0), 1.0, 0.9, 5)  # one step to the minimum itself
    chart = floats(there.result()["runs"][0]["chart"])
    assert there.runs["sgd"].losses[1] == 0
    assert (chart[1:, 1] > 1000).all()  # below the picture


def test_the_line_of_each_step_is_that_of_its_parameters():
    descent = raced("line fit", steps=20)
    run = descent.result()["runs"][0]
    assert floats(run["fit"]).shape == (21, 2)
    assert floats(run["fit"])[0] == pytest.approx(descent.result()["startFit"], abs=1e-3)
    points = np.array(descent.scene()["data"]["points"])
    box = descent.scene()["data"]
    low, high = floats(run["fit"])[-1]
    line = low + (points[:, 0] - box["left"]) / (box["right"] - box["left"]) * (high - low)
    first = descent.result()["startFit"]
    worse = first[0] + (points[:, 0] - box["left"]) / (box["right"] - box["left"]) * (
        first[1] - first[0]
    )
    assert np.mean((points[:, 1] - line) ** 2) < 0.2 * np.mean((points[:, 1] - worse) ** 2)


def test_no_optimizer_is_a_picture_without_paths():
    result = raced(optimizers=[]).result()
    assert result["runs"] == []
    assert result["title"] == "Choose an optimizer to see its path"
