import importlib

import pytest

from bpcourse import quiz
from bpcourse.exercises import Option, Quiz
from bpcourse.learner.record import read_record
from bpcourse.learner.trouble import Trouble

module = importlib.import_module("bpcourse.learner.quiz")
find_quiz = module.find_quiz

ASKED = Quiz(
    "colour",
    "What colour is `x`?",
    (
        Option("red", "Red is the colour of <y>."),
        Option("blue", "Blue it is.", right=True),
        Option("green", "Green has been ruled out."),
    ),
)


@pytest.fixture(autouse=True)
def one_question(monkeypatch):
    monkeypatch.setattr(module, "find_quiz", lambda key: ASKED)
    monkeypatch.setattr(module, "_chosen", {})


def test_a_question_as_text(capsys):
    quiz("colour")
    text = capsys.readouterr().out
    assert "What colour is `x`?" in text
    assert "b) blue" in text
    assert "Blue it is" not in text
    assert 'quiz("colour", "a")' in text


def test_a_wrong_answer_is_explained_and_gives_nothing_away(capsys):
    quiz("colour", "a")
    text = capsys.readouterr().out
    assert "a: not this one. Red is the colour of <y>." in text
    assert "Blue it is" not in text


def test_a_right_answer_explains_the_others_too(capsys):
    quiz("colour", "B ")
    text = capsys.readouterr().out
    assert "b: right. Blue it is." in text
    assert "Red is the colour" in text
    assert "Green has been ruled out" in text


@pytest.mark.parametrize("answer", ["d", "", "ab", 1, ["a"], 0])
def test_an_answer_that_is_none_of_the_options(answer):
    with pytest.raises(Trouble, match="one of a, b, c"):
        quiz("colour", answer)


def test_radio_buttons_explain_what_is_clicked():
    view = module._as_widget(ASKED)
    box = _box(view["model_id"])
    _, buttons, reason = box.children
    assert buttons.value is None
    buttons.value = 0
    assert "not this one" in reason.value
    assert "&lt;y&gt;" in reason.value
    buttons.value = 1
    assert "Green has been ruled out" in reason.value


def test_clicks_are_recorded_and_running_the_cell_again_is_no_answer(folder):
    _, buttons, _ = _box(module._as_widget(ASKED)["model_id"]).children
    buttons.value = 0
    buttons.value = 1
    _, again, reason = _box(module._as_widget(ASKED)["model_id"]).children
    assert again.value == 1
    assert "Blue it is" in reason.value
    kept = read_record(folder)["quizzes"]["colour"]
    assert (kept["answers"], kept["right"]) == (2, True)


def test_a_damaged_record_is_said_below_the_answer(folder):
    (folder / ".bpcourse").mkdir()
    (folder / ".bpcourse" / "progress.json").write_text("{")
    _, buttons, reason = _box(module._as_widget(ASKED)["model_id"]).children
    buttons.value = 0
    assert "not this one" in reason.value
    assert "could not be read" in reason.value


def test_a_key_that_does_not_exist_names_close_ones():
    with pytest.raises(Trouble, match=r"No question is called 'reach-of-weight'\. Did you mean"):
        find_quiz("reach-of-weight")
    for key in ("zzzzzz", 3):
        with pytest.raises(Trouble, match="Look at its cell"):
            find_quiz(key)


def _box(model_id):
    import ipywidgets.widgets.widget as registry

    return registry._instances[model_id]
