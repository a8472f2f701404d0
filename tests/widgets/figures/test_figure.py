"""The container of the small widgets: what the page asks for, what it is sent, and the twin."""

import threading
import time

import pytest

from bpcourse import widgets
from bpcourse.widgets import architecture_summary, gradient_flow, step_size_curve

MAKERS = {
    "step_sizes": step_size_curve,
    "gradient_flow": gradient_flow,
    "architecture": architecture_summary,
}


@pytest.fixture(params=MAKERS)
def figure(request):
    return MAKERS[request.param]()


def test_the_names_are_functions_however_often_they_are_asked_for():
    for name in ("step_size_curve", "gradient_flow", "architecture_summary"):
        assert callable(getattr(widgets, name))
        assert callable(getattr(widgets, name))


def asks(figure, **content):
    """Send what the page sends."""
    figure._handle_custom_msg(content, [])


def test_the_page_moves_a_control():
    figure = architecture_summary()
    count = figure.shown["count"]
    asks(figure, do="set", batch=7)
    assert figure.values["batch"] == 7
    assert figure.shown["values"]["batch"] == 7
    assert figure.shown["count"] > count
    assert "N = 7" in figure.status


@pytest.mark.parametrize(
    "content",
    [
        {"do": "set", "batch": 0},
        {"do": "set", "batch": "many"},
        {"do": "set", "batch": None},
        {"do": "set", "batch": True},
        {"do": "set", "batch": float("nan")},
        {"do": "set", "batch": 10**9},
        {"do": "set", "nothing": 1},
        {"do": "set", "batch": 3, "hidden1": -1},
    ],
)
def test_what_cannot_be_set_is_said_and_changes_nothing(content):
    figure = architecture_summary()
    values, picture, count = figure.values, figure.shown["picture"], figure.shown["count"]
    asks(figure, **content)
    assert figure.values == values
    assert figure.shown["picture"] == picture
    assert figure.shown["count"] > count  # the page waits for an answer
    assert figure.status != figure._seen.words
    asks(figure, do="set", batch=5)
    assert figure.status == figure._seen.words


def test_other_messages_are_ignored(figure):
    before = figure.shown
    for content in ({"do": "twin"}, {"do": "see"}, {"do": "close"}, {}, {"do": 3}):
        asks(figure, **content)
    assert figure.shown == before


def test_from_python_a_wrong_value_raises(figure):
    with pytest.raises(TypeError, match="there is no 'nothing' to set"):
        figure.set(nothing=1)


def test_threads_do_not_mix_their_values():
    figure = architecture_summary()
    errors = []

    def work(n):
        try:
            for k in range(20):
                figure.set(batch=1 + (n + 2 * k) % 200)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    batch = figure.values["batch"]
    assert f"With N = {batch} " in figure.status
    assert f"N = {batch}" in figure.shown["picture"]


def test_the_twin_has_the_picture_the_words_and_the_numbers(figure):
    twin = figure.twin()
    assert "<script" not in twin
    assert twin.count("<svg") == 2
    assert figure.QUESTION in twin
    assert "<table" in twin
    for row in figure.shown["rows"]:
        assert f">{row[0]}</th>" in twin
        assert all(f"<td>{cell}</td>" in twin for cell in row[1:])


def test_the_twin_follows_the_controls():
    figure = architecture_summary()
    figure.set(batch=123)
    assert "batch N: 123" in figure.twin()
    assert "(123, 8)" in figure.twin()


def test_the_page_stands_by_itself(figure, tmp_path):
    path = tmp_path / "page.html"
    assert figure.to_html(path) is None
    page = path.read_text(encoding="utf-8")
    assert page == figure.to_html()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    bundle = figure._repr_mimebundle_()[0]
    assert bundle["text/html"] == figure.twin()
    assert bundle["text/plain"] == figure.alternative() == repr(figure)


def test_every_control_has_a_label_and_a_value(figure):
    for control in figure.frame["controls"]:
        assert control["label"]
        assert control["name"] in figure.shown["values"]
    assert len(figure.frame["heads"]) == len(figure.shown["rows"][0])


def test_a_new_picture_is_made_quickly(figure):
    """Its share of the 150 ms from slider to picture; measured 2 to 12 ms of CPU."""
    name, value = next(iter(figure.values.items()))
    figure.set(**{name: value})
    start = time.process_time()
    for _ in range(5):
        figure.set(**{name: value})
    assert (time.process_time() - start) / 5 < 0.06
