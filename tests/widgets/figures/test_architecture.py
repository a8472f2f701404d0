"""The shapes of a network's arrays: right for every batch, and honest where they do not meet."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.widgets import architecture_summary
from bpcourse.widgets.figures.shapes import arrays, layers_of_params, layers_of_sizes, memory

NAME = "{http://www.w3.org/2000/svg}"


def params_of(*sizes):
    params = {}
    for n, (D, M) in enumerate(pairwise(sizes), start=1):
        params |= {f"w{n}": np.ones((D, M)), f"b{n}": np.ones(M)}
    return params


def picture(figure, which=0):
    """The wide or the narrow drawing, parsed."""
    return ElementTree.fromstring(re.findall("<svg.*?</svg>", figure.shown["picture"])[which])


def words(figure, which=0):
    return [node.text for node in picture(figure, which).iter(f"{NAME}text")]


def blocks(figure, style):
    """Width and height of the rectangles of one colour."""
    return [
        (float(node.get("width")), float(node.get("height")))
        for node in picture(figure).iter(f"{NAME}rect")
        if f"class-{style}" in node.get("style")
    ]


def test_the_shapes_are_those_of_a_forward_pass():
    params, x = params_of(3, 7, 6, 4), np.ones((5, 3))
    found = {name: shape for name, shape, _ in arrays(layers_of_params(params), 5)}
    s1 = x @ params["w1"] + params["b1"]
    s2 = nn.relu(s1) @ params["w2"] + params["b2"]
    assert found["x"] == x.shape
    assert found["s1"] == found["a1"] == s1.shape
    assert found["s2"] == found["a2"] == s2.shape
    assert found["logits"] == nn.mlp_forward(params, x).shape
    assert all(found[name] == array.shape for name, array in params.items())
    assert layers_of_params(params) == layers_of_sizes((3, 7, 6, 4))


def test_every_shape_is_written_in_both_drawings():
    figure = architecture_summary((3, 7, 6, 4), 5)
    for which in (0, 1):
        text = " ".join(filter(None, words(figure, which)))
        for shape in ("(5, 3)", "(5, 7)", "(5, 4)", "w1 (3, 7)", "b1 (7,)", "w3 (6, 4)", "b3 (4,)"):
            assert shape in text


def test_parameters_are_counted():
    figure = architecture_summary((2, 8, 8, 1))
    params = params_of(2, 8, 8, 1)
    assert sum(array.size for array in params.values()) == 105
    assert "105 parameters" in figure.alternative()
    assert "24 + 72 + 9 = 105, 840 bytes" in figure.status
    assert ["all parameters", "", "105", "840 bytes"] in figure.shown["rows"]


def test_only_what_depends_on_the_batch_moves():
    figure = architecture_summary((2, 8, 8, 1), 16)
    before, weights = blocks(figure, 0), blocks(figure, 2)
    figure.set(batch=64)
    after = blocks(figure, 0)
    assert blocks(figure, 2) == weights
    assert len(after) == len(before) == 6  # x, s1, a1, s2, a2, logits
    for (wide, low), (same, high) in zip(before, after, strict=True):
        assert same == wide
        assert high == pytest.approx(2 * low, rel=0.02)  # square roots: four times the rows
    old = architecture_summary((2, 8, 8, 1), 16).shown["rows"]
    changed = [new[0] for new, row in zip(figure.shown["rows"], old, strict=True) if new != row]
    assert changed == ["x", "s1", "a1", "s2", "a2", "logits"]


def test_inner_sides_are_equally_long():
    figure = architecture_summary((9, 25, 4), 10)
    (x_wide, _), *_ = blocks(figure, 0)
    (_, w1_high), _, (_, w2_high), _ = blocks(figure, 2)
    assert w1_high == x_wide
    assert w2_high == blocks(figure, 0)[1][0]


def test_hidden_sizes_can_be_moved():
    figure = architecture_summary((2, 8, 8, 1))
    figure.set(hidden1=16)
    assert "w1 (2, 16)" in words(figure)
    assert "w2 (16, 8)" in words(figure)
    assert "48 + 136 + 9 = 193" in figure.status


def test_inner_sizes_that_differ_are_shown_where_they_do():
    params = params_of(2, 8, 8, 1) | {"w2": np.ones((7, 8))}
    figure = architecture_summary(params)
    assert "a1 has 8 columns and w2 has 7 rows" in figure.shown["note"]
    assert "8 ≠ 7" in words(figure)
    assert words(figure).count("?") == 2  # s2 and the logits cannot be made
    assert "2 ≠" not in " ".join(filter(None, words(figure)))
    rows = [row[0] for row in figure.shown["rows"]]
    assert "a1" in rows
    assert "s2" not in rows
    assert "logits" not in rows


@pytest.mark.parametrize("b", [np.ones(7), np.ones((1, 8)), np.float64(1)])
def test_a_bias_that_does_not_fit_is_said(b):
    figure = architecture_summary(params_of(2, 8, 1) | {"b1": b})
    assert "b1 has the shape" in figure.shown["note"]
    assert "(8,)" in figure.shown["note"]
    assert "≠" not in " ".join(filter(None, words(figure)))


def test_right_shapes_get_no_note():
    assert architecture_summary(params_of(2, 8, 8, 1)).shown["note"] == ""
    assert architecture_summary((3, 1)).shown["note"] == ""


def test_memory_is_that_of_the_arrays():
    params = {name: array.astype(np.float32) for name, array in params_of(2, 8, 1).items()}
    figure = architecture_summary(params)
    total = sum(array.nbytes for array in params.values())
    assert f"{total} bytes" in figure.status
    assert memory(125, 8) == "1 kB"
    assert memory(250_000, 8) == "2 MB"
    assert memory(3, 8) == "24 bytes"


@pytest.mark.parametrize("sizes", [(1, 1), (784, 128, 10), (2,) + (3,) * 7 + (1,), (10_000, 1)])
@pytest.mark.parametrize("batch", [1, 256])
def test_every_network_stays_on_the_paper(sizes, batch):
    figure = architecture_summary(sizes, batch)
    for which in (0, 1):
        drawn = picture(figure, which)
        width, height = map(float, drawn.get("viewBox").split()[2:])
        for node in drawn.iter(f"{NAME}rect"):
            assert float(node.get("x")) + float(node.get("width")) <= width
            assert float(node.get("y")) >= 0
            assert float(node.get("y")) + float(node.get("height")) <= height
        for node in drawn.iter(f"{NAME}text"):
            if node.get("text-anchor") is None:
                assert float(node.get("x")) + 0.5 * 11 * len(node.text or "") <= width + 1


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (((2,),), ValueError, "2 to 9 numbers"),
        (((2, 0, 1),), ValueError, "1 to 10,000 units"),
        (((2, 2.5, 1),), TypeError, "whole numbers"),
        (("2-8-1",), TypeError, "list of whole numbers"),
        ((5,), TypeError, "list of whole numbers"),
        (({},), ValueError, "got nothing"),
        (({"w1": np.ones((2, 3))},), ValueError, "must hold w1, b1"),
        (({"w1": np.ones(3), "b1": np.ones(3)},), ValueError, "w1 must be a matrix"),
        (((2, 1), 0), ValueError, "batch must lie between 1 and"),
        (((2, 1), "all"), TypeError, "batch must be a number"),
    ],
)
def test_bad_arguments_are_refused_in_words(arguments, error, words):
    with pytest.raises(error, match=words):
        architecture_summary(*arguments)


def test_parameters_may_be_lists():
    figure = architecture_summary({"w1": [[1.0, 2.0]], "b1": [0.0, 0.0]}, batch=3)
    assert figure.see(**figure.values).claim.startswith("4 parameters")
