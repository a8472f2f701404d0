"""Heat maps: one scale, centred at 0, and the numbers that were given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from bpcourse import plotting

RNG = np.random.default_rng(2)
PARAMS = {
    "w1": RNG.normal(size=(2, 8)),
    "b1": RNG.normal(size=8),
    "w2": RNG.normal(size=(8, 1)),
    "b2": RNG.normal(size=1),
}


def maps(figure):
    return {ax.get_title(): ax for ax in figure.axes if ax.get_title()}


def test_all_arrays_share_one_scale_with_0_in_the_middle():
    figure = plotting.heat_maps(PARAMS)
    limit = max(np.abs(array).max() for array in PARAMS.values())
    for ax in maps(figure).values():
        assert ax.images[0].get_clim() == (-limit, limit)
    bar = next(ax for ax in figure.axes if ax.get_label() == "<colorbar>")
    assert bar.get_ylim() == (-limit, limit)
    cmap = ax.images[0].get_cmap()
    assert to_hex(cmap(0.5)) == "#ffffff"
    assert to_hex(cmap(1.0)).upper() == plotting.BLUE
    assert to_hex(cmap(0.0)).upper() == plotting.ORANGE


def test_each_array_is_drawn_under_its_name_and_shape():
    drawn = maps(plotting.heat_maps(PARAMS))
    assert list(drawn) == ["w1 (2, 8)", "b1 (8,)", "w2 (8, 1)", "b2 (1,)"]
    for ax, array in zip(drawn.values(), PARAMS.values(), strict=True):
        assert np.array_equal(ax.images[0].get_array(), np.atleast_2d(array))


def test_numbers_are_written_where_they_stand():
    (ax,) = maps(plotting.heat_maps({"dw": [[0.5, -1.25, 0], [2, -0.001, 1]]})).values()
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {
        (0, 0): "0.50",
        (1, 0): "−1.25",
        (2, 0): "0",
        (0, 1): "2.00",
        (1, 1): "−0.00",
        (2, 1): "1.00",
    }


def test_numbers_far_from_1_are_written_in_units():
    figure = plotting.heat_maps({"dw": [[3e-6, -5.25e-6]], "db": [1e-7, 0.0]})
    dw, db = maps(figure).values()
    assert [text.get_text() for text in dw.texts] == ["3.00", "−5.25"]
    assert [text.get_text() for text in db.texts] == ["0.10", "0"]
    bar = next(ax for ax in figure.axes if ax.get_label() == "<colorbar>")
    assert bar.get_ylabel() == "in units of 1e−6"
    assert "−5.25e−6" in figure.get_suptitle()


def test_numbers_can_be_read_on_their_colour():
    (ax,) = maps(plotting.heat_maps({"w": np.linspace(-1, 1, 12)[None]})).values()
    image = ax.images[0]
    for text in ax.texts:
        x, y = (int(at) for at in text.get_position())
        paper = image.cmap(image.norm(image.get_array()[y, x]))
        ink = 1.0 if text.get_color() == "white" else 0.13
        assert abs(ink - np.dot(paper[:3], [0.2126, 0.7152, 0.0722])) > 0.4


def test_large_arrays_have_no_numbers_and_whole_ticks():
    figure = plotting.heat_maps({"w": RNG.normal(size=(64, 32)), "b": RNG.normal(size=32)})
    for ax in maps(figure).values():
        assert not ax.texts
        ticks = [*ax.get_xticks(), *ax.get_yticks()]
        assert ticks == [int(tick) for tick in ticks] and max(ticks) <= 63


def test_a_bias_hangs_below_its_weights():
    figure = plotting.heat_maps(PARAMS)
    boxes = [ax.get_position() for ax in maps(figure).values()]
    for weights, bias in (boxes[:2], boxes[2:]):
        assert bias.y1 < weights.y0
        assert bias.x0 == pytest.approx(weights.x0, abs=0.02)
    assert boxes[0].x1 < boxes[2].x0
    assert boxes[0].y0 - boxes[1].y1 == pytest.approx(boxes[2].y0 - boxes[3].y1, abs=0.02)


def test_what_is_not_finite_is_grey_and_written_as_what_it_is():
    (ax,) = maps(plotting.heat_maps({"dw": [[np.nan, np.inf, -np.inf, 2.0]]})).values()
    assert [text.get_text() for text in ax.texts] == ["NaN", "∞", "−∞", "2.00"]
    assert np.array_equal(ax.images[0].get_array().mask, [[True, True, True, False]])
    assert ax.images[0].get_clim() == (-2, 2)


def test_the_confusion_matrix_holds_its_numbers():
    matrix = np.array([[5, 1, 0], [0, 7, 0], [2, 0, 9]])
    (ax,) = plotting.confusion_heat_map(matrix, names=["cat", "dog", "fox"]).axes
    written = {text.get_position()[::-1]: text.get_text() for text in ax.texts}
    assert written == {tuple(at): str(matrix[tuple(at)]) for at in np.argwhere(matrix)}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["cat", "dog", "fox"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("read as", "truth")


def test_the_commonest_slip_is_the_deepest_orange_and_what_is_right_is_framed():
    matrix = np.array([[50, 3, 0], [0, 1, 0], [0, 1, 2]])
    figure = plotting.confusion_heat_map(matrix)
    assert figure.get_suptitle().endswith("the commonest slip: 0 read as 1 (3)")
    tint = np.asarray(figure.axes[0].images[0].get_array())
    assert tint.argmin() == 1  # row 0, column 1
    assert ((tint < 0) == (matrix * (1 - np.eye(3)) > 0)).all()
    assert (np.diag(tint) > 0).all()
    frames = [patch.get_xy() for patch in figure.axes[0].patches]
    assert frames == [(-0.5, -0.5), (0.5, 0.5), (1.5, 1.5)]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plotting.heat_maps({}), "arrays must hold at least one array"),
        (lambda: plotting.heat_maps({"w": np.zeros((2, 2, 2))}), r"\(D, M\) or \(M,\), got \(2, 2"),
        (lambda: plotting.heat_maps({"w": np.zeros((0, 2))}), r"got \(0, 2\)"),
        (lambda: plotting.heat_maps({str(n): [1.0] for n in range(17)}), "at most 16 arrays"),
        (lambda: plotting.confusion_heat_map(np.zeros((2, 3))), r"\(C, C\), got \(2, 3\)"),
        (lambda: plotting.confusion_heat_map(np.eye(2), ["a"]), "each with a name, got 2, 1"),
        (lambda: plotting.confusion_heat_map(np.eye(21)), "1 to 20 classes"),
    ],
)
def test_what_does_not_fit_is_said_in_words(draw, words):
    with pytest.raises(ValueError, match=words):
        draw()


def test_a_dict_is_wanted():
    with pytest.raises(TypeError, match="arrays must be a dict of arrays by name, got ndarray"):
        plotting.heat_maps(np.zeros((2, 2)))
