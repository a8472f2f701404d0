"""`Surface` in Python: its state can be read and set, and its twin holds what the page shows."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import traitlets

from bpcourse.widgets import Surface


def test_what_is_set_is_raced_at_once():
    surface = Surface("ravine", optimizers=("sgd", "adam"), steps=50)
    assert set(surface.paths) == set(surface.losses) == {"sgd", "adam"}
    assert surface.paths["sgd"].shape == (51, 2)
    assert tuple(surface.paths["adam"][0]) == surface.start == (-4.2, 1.5)
    assert surface.words["sgd"].startswith("sgd jumps from wall to wall")
    surface.lr = 0.14
    assert surface.words["sgd"].startswith("sgd blows up")
    surface.start = [1, 2]
    assert tuple(surface.paths["sgd"][0]) == (1, 2)
    surface.steps = 7
    assert surface.losses["sgd"].shape == (8,)
    surface.optimizers = ["momentum"]
    before = surface.paths["momentum"]
    surface.momentum = 0.5
    assert not np.array_equal(before, surface.paths["momentum"])
    surface.loss = "two valleys"
    assert surface.loss == "two valleys"
    assert surface.start == (-1.7, 1.2)


def test_what_is_read_is_a_copy():
    surface = Surface()
    surface.paths["sgd"][:] = 0
    assert surface.paths["sgd"][0].any()


def test_functions_get_a_name_and_a_colour():
    def mine(w, dw, state, lr):
        return w - lr * dw, state

    surface = Surface(optimizers=["sgd", mine])
    assert surface.optimizers == ["sgd", "mine"]
    assert surface.paths["mine"] == pytest.approx(surface.paths["sgd"])
    surface.optimizers = [mine]
    assert list(surface.paths) == ["mine"]
    assert surface.entrants[-1]["name"] == "mine"
    assert len({entrant["color"] for entrant in surface.entrants}) == 6


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("lr", 0, "lr must lie between"),
        ("lr", float("nan"), "lr must lie between"),
        ("steps", 501, "steps must lie between 1 and 500"),
        ("momentum", 1.0, "momentum must lie between"),
        ("start", (0, float("inf")), "start must be two finite numbers"),
        ("optimizers", ["sdg"], "an optimizer is a function or one of"),
        ("loss", "bowle", "loss must be a function or one of"),
    ],
)
def test_bad_settings_are_refused_and_change_nothing(name, value, words):
    surface = Surface()
    before, paths = getattr(surface, name), surface.paths
    with pytest.raises((ValueError, traitlets.TraitError), match=words):
        setattr(surface, name, value)
    assert getattr(surface, name) == before
    assert np.array_equal(surface.paths["sgd"], paths["sgd"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"x": [1, 2]}, "x and y belong together|data of"),
        ({"x": [1, 2], "y": [1, 2]}, 'data of loss="line fit"'),
        ({"grad": lambda w1, w2: (w1, w2)}, "grad goes with a loss of your own"),
        ({"ranges": (0, 1)}, "ranges must be"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments, words):
    with pytest.raises((TypeError, ValueError), match=words):
        Surface(**arguments)


def test_the_page_may_choose_a_loss_and_no_more():
    surface = Surface()
    surface._heard(surface, {"do": "choose", "name": "saddle"}, [])
    assert surface.loss == "saddle"
    surface._heard(surface, {"do": "choose", "name": "nowhere"}, [])
    assert "loss must be a function or one of" in surface.status
    surface._heard(surface, {"do": "close"}, [])
    assert surface.comm is not None


def test_the_status_is_one_sentence_about_the_race():
    surface = Surface("ravine", lr=0.14)
    assert surface.status == "ravine, learning rate 0.14, momentum 0.9, 100 steps: sgd blows up"
    assert surface.alternative() == f"Surface: {surface.status}"


def svgs(html):
    return [ET.fromstring(one) for one in re.findall(r"<svg xmlns.*?</svg>(?=</figure>)", html)]


def test_the_twin_has_the_pictures_the_words_and_the_numbers():
    surface = Surface("line fit", optimizers=["sgd", "momentum"], lr=0.1)
    twin = surface.twin()
    assert "<script" not in twin
    assert len(svgs(twin)) == 3
    for words in surface.words.values():
        assert words in twin
    assert f"<td>{surface.losses['sgd'][-1]:.3g}</td>" in twin
    assert "<tbody>" in twin
    page = surface.to_html()
    assert page.startswith("<!doctype html>")
    assert twin in page


def test_the_twin_follows_the_race():
    surface = Surface("ravine")
    before = surface.twin()
    surface.lr = 0.03
    assert surface.twin() != before
    surface.optimizers = []
    assert "Choose an optimizer" in surface.twin()
    assert len(svgs(surface.twin())) == 2


def test_what_a_learner_wrote_is_text_in_the_twin():
    def loss(w1, w2):
        raise ValueError("<script>alert(1)</script>")

    surface = Surface(loss)
    assert "<script" not in surface.twin()
    assert "&lt;script" in surface.twin()
    assert "Your loss stops with ValueError in line" in surface.status
    surface.loss = "bowl"
    assert surface.words["sgd"].startswith("sgd arrives")


def test_a_step_named_like_html_is_escaped():
    def step(w, dw, state, lr):
        return w - lr * dw, state

    step.__name__ = "<img src=x>"
    surface = Surface(optimizers=[step])
    assert "<img" not in surface.twin()
    assert "<img" not in surface.result["axes"] + surface.scene["plane"]["svg"]


def test_the_machine_needs_no_widgets():
    code = (
        "import sys, bpcourse.widgets.descent.descent;"
        "print([m for m in ('anywidget', 'ipywidgets', 'matplotlib.pyplot') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
