"""Each rule finds what it looks for: one thing at a time is made wrong in a small lesson."""

from dataclasses import replace

import pytest
from notebooks.faults import OF_A_CELL, OF_A_LESSON, all_faults, twice
from notebooks.rules.page import words_of_prose
from notebooks.rules.words import wrong_words

from bpcourse.exercises import Option
from notebooks import small

MORE = small.LONG * 2  # with what stands there, over 75 words
CODE = "\n".join(f"b{n} = {n}" for n in range(9))


def found(page):
    return all_faults(page, {page.lesson.stem: page})


def said(page):
    return [f"{rule}: {fault}" for rule, fault in found(page)]


def test_nothing_is_wrong_with_the_small_lesson(tmp_path):
    page = small.page(tmp_path)
    assert page.source.problems == ()
    assert said(page) == []


def cell(key, source, kind=""):
    return f'# %% {kind}key="{key}"\n{source}\n'


def before(key, source, kind=""):
    """Put a cell before the one with this key, as the two texts of a replacement."""
    where = next(line for line in small.TEXT.split("\n") if f' key="{key}"' in line)
    return where, f"{cell('planted', source, kind)}\n{where}"


MARKDOWN = "[markdown] "
PLANTED = {
    # the opening
    "title": ("# # 02 · A small one", "# # A small one", "opening", "does not begin with"),
    "title-key": ('key="title"', 'key="opening"', "opening", "the key title"),
    "question": ("try every\n# rule on?", "try it?", "opening", "in bold type"),
    "able": ("After this lesson you can", "You will", "opening", "After this lesson"),
    "one-verb": ("# - write another;\n# - measure a third.\n", "", "opening", "1 things"),
    "no-verb": ("# - say one thing;", "# - Numbers;", "opening", "'Numbers;'"),
    "vague-verb": ("# - say one thing;", "# - understand it;", "opening", "'understand'"),
    "needs": ("# You need lesson 01. ", "# ", "opening", "You need"),
    "minutes-said": ("about 30 minutes", "about 40 minutes", "opening", "30 minutes in the meta"),
    "exercises-said": ("Two exercises", "Three exercises", "opening", "2 exercises"),
    "minutes-not-said": (", about 30 minutes", "", "opening", "N exercises, about M minutes"),
    # the imports
    "imports-key": ('key="imports"', 'key="tools"', "imports", "the second cell"),
    "colab": ("# %pip install bpcourse\n", "", "imports", "for Colab"),
    "unused": ("import numpy as np\n", "import copy\nimport numpy as np\n", "imports", "copy"),
    "late-import": ('relu(tanh(', 'import math\nrelu(tanh(', "imports", "second cell"),
    # headings
    "second-title": ("# ## It helps", "# # It helps", "headings", "has 1 signs"),
    "deep": ("# ## It hurts", "# #### It hurts", "headings", "has 4 signs"),
    "same-heading": ("# Now the idea", "# ## It hurts\n#\n# Now the idea", "headings", "two head"),
    # the exercises
    "no-exercise": ("def sigmoid(", "def sigmoid_(", "exercises", "asks for sigmoid 0 times"),
    "number": ("Exercise 2: a", "Exercise 3: a", "exercises", "'## Exercise 2: ...'"),
    "no-heading": ("# ## Exercise 2: a", "# ## A", "exercises", "1 headings"),
    "lines": ("1 line, 5 minutes", "2 lines, 5 minutes", "exercises", "'1 line, 5 minutes'"),
    "minutes-of-it": ("12 lines, 10 min", "12 lines, 12 min", "exercises", "12 lines, 10"),
    "between": (*before("check-sigmoid", "# Look.", MARKDOWN), "exercises", "next cell is not"),
    "no-check": ("check(sigmoid)\n", "print(sigmoid)\n", "exercises", "are [], and should be"),
    "check-twice": (*before("note", "check(sigmoid)"), "exercises", "are ['check(sigmoid)', "),
    "no-part": ('check(Value, "add")', "print(1)", "exercises", "mul\")'], and"),
    "other-part": ('check(Value, "mul")', 'check(Value, "pow")', "exercises", "pow"),
    "not-alone": ("check(sigmoid)\n", "check(sigmoid)\nprint(1)\n", "checks alone", "alone"),
    "no-note": (' tags=["instructor"]', "", "notes", "0 notes"),
    "note-begins": ("**Instructor.** The", "The", "notes", "begins with"),
    # questions
    "unknown-question": ('quiz("third")', 'quiz("other")', "quizzes", "no question of the lesson"),
    "question-twice": ('quiz("third")\n', 'quiz("third")\nquiz("third")\n', "quizzes", "2 times"),
    "question-never": ('quiz("third")\n', "", "quizzes", "'third' 0 times"),
    "predict-too-few": ('quiz("first")', "print(1)", "quizzes", "1 questions before"),
    "predict-not-alone": ('quiz("first")', 'x = 1\nquiz("first")', "quizzes", "alone in its own"),
    "predict-at-the-end": (
        *("# ## Two questions before you go", "# ## Questions", "quizzes"),
        "not followed by a cell that answers",
    ),
    # figures and widgets
    "no-show": ("plt.show()\n", "", "figures", "loss_curve is not followed"),
    "show-alone": ("plotting.loss_curve([3.0, 2.0, 1.0])\n", "", "figures", "without a figure"),
    "two-figures": ("plt.show()\n", "plotting.reach(1)\nplt.show()\n", "figures", "loss_curve is"),
    "by-hand": ("plt.show()\n", "plt.title('x')\nplt.show()\n", "figures", "plt.title"),
    "no-question-above": ("# What does a wider network do? Move", "# Move", "widgets", "above"),
    "no-answer": (*before("play-answer", "print(1)"), "widgets", "below"),
    # the end
    "no-closing": ("# ## Two questions before you go", "# ## The end", "closing", "no heading"),
    "closing-count": ("## Two questions", "## Three questions", "closing", "announces 3"),
    "after-recap": (
        *("03_after.ipynb) sends it back.\n", f"03_after.ipynb).\n\n{cell('more', 'print(1)')}"),
        *("closing", "the last cell"),
    ),
    "recap-lines": ("# - You doubt.\n", "", "closing", "4 lines"),
    "next": ("# **Next:** ", "# ", "closing", "what comes next"),
    "next-link": ("[03 · What comes after](03_after.ipynb)", "Lesson 03", "closing", "not link"),
    # lengths
    "prose": ("# Now the idea,", f"# {MORE * 3} Now,", "length", "words of prose; 75"),
    "code": ("print(7)", CODE, "length", "9 lines of code; 8"),
    # links
    "no-notebook": ("(01_before.ipynb)", "(01_befor.ipynb)", "links", "is no notebook"),
    "no-anchor": ("(#It-helps)", "(#It-help)", "links", "is no heading"),
    "no-anchor-there": ("(01_before.ipynb)", "(01_before.ipynb#X)", "links", "is no heading"),
    "http": ("https://example.org/page", "http://example.org/page", "links", "of the form https"),
    "no-host": ("https://example.org/page", "https://example", "links", "of the form https"),
    "bare": ("[a page](https://example.org/page)", "https://example.org", "links", "write [words]"),
    "empty-link": ("[a page]", "[ ]", "links", "without words"),
    "picture": ("[a page]", "![a page]", "links", "shows a picture"),
    "lesson-number": ("As lesson 01", "As lesson 1", "references", "two digits"),
    "no-lesson": ("As lesson 01", "As lesson 20", "references", "lesson 20"),
    "no-such-exercise": ("As exercise 1", "As exercise 4", "references", "exercise 4"),
    "mine-other": ('mine("01", "relu")', 'mine("01", "tanh")', "references", "no such exercise"),
    "mine-later": ('mine("01", "relu")', 'mine("03", "relu_backward")', "references", "later"),
    # the order of things
    "import-later": ("import relu, tanh", "import relu_backward, relu, tanh", "taught", "of l"),
    "import-untaught": ("import relu, tanh", "import relu, softmax, tanh", "taught", "nowhere"),
    "reach-untaught": ("print(7)", "from bpcourse import nn\n\nnn.softmax", "taught", "nn.softmax"),
    "reach-own": ("print(7)", "from bpcourse import nn\n\nnn.sigmoid", "taught", "nn.sigmoid"),
    "import-room": ("print(7)", "import bpcourse.nn", "taught", "say which names"),
    "named-later": ("Now the idea,", "Now `relu_backward`,", "named", "lesson 03"),
    # words
    "word": ("# It bends more", "# It simply bends more", "words", "'simply'"),
    "comment": ("print(7)", "print(7)  # magic", "words", "'magic'"),
    "docstring": ("Squeeze numbers", "Just squeeze", "words", "'Just'"),
    "printed": ("print(7)", 'print("the cost")', "words", "'the cost'"),
    "note-word": ("The commonest slip", "The easy slip", "words", "'easy'"),
    "upstream": ("print(7)", "upstream = 1  # the upstream gradient", "words", "upstream"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_made_wrong_is_found(tmp_path, name):
    old, new, rule, message = PLANTED[name]
    assert small.TEXT.count(old) == 1, small.TEXT.count(old)
    page = small.page(tmp_path, small.TEXT.replace(old, new))
    assert page.source.problems == ()
    assert any(line.startswith(f"{rule}: ") and message in line for line in said(page)), said(page)


def test_every_rule_is_tried():
    tried = {rule for _, _, rule, _ in PLANTED.values()}
    by_metadata = {"options", "minutes", "number of cells", "words of questions"}
    assert {*OF_A_LESSON, *OF_A_CELL} == tried | by_metadata


def changed(tmp_path, **fields):
    return small.page(tmp_path, lesson=replace(small.LESSON, **fields))


def test_minutes_that_do_not_add_up(tmp_path):
    text = small.TEXT.replace("about 30 minutes", "about 45 minutes")
    page = small.page(tmp_path, text, replace(small.LESSON, minutes=45))
    assert "minutes: says 45 minutes, and adds up to" in "\n".join(said(page))
    text = small.TEXT.replace("about 30 minutes", "about 19 minutes")
    page = small.page(tmp_path, text, replace(small.LESSON, minutes=19))
    assert {rule for rule, _ in found(page)} == {"minutes"}


@pytest.mark.parametrize("count", [33, 72])
def test_too_few_and_too_many_cells(tmp_path, count):
    filler = "".join(small.FILLER.format(n=n, talk="Yes.") for n in range((count - 22) // 2))
    page = small.page(tmp_path, small.HEAD + filler + small.TAIL)
    assert f"number of cells: {len(page.cells)} cells for learners" in "\n".join(said(page))
    assert not 35 <= len(page.cells) <= 70


def test_an_exercise_a_tool_and_a_class_may_be_longer_up_to_a_limit(tmp_path):
    long = small.TEXT.replace("    x : any shape\n", "    x : any shape\n" * 11)
    assert said(small.page(tmp_path, long)) == []
    long = small.TEXT.replace("    x : any shape\n", "    x : any shape\n" * 30)
    assert [rule for rule, _ in found(small.page(tmp_path, long))] == ["length"]
    tool = "# A tool for this page: run it now, read it when you like.\n"
    assert said(small.page(tmp_path, small.TEXT.replace("print(7)", tool + CODE))) == []
    text = small.TEXT.replace("print(7)", f"{tool}{CODE}\n{CODE}\n{CODE}")
    assert [rule for rule, _ in found(small.page(tmp_path, text))] == ["length"]
    methods = "\n".join(f"    def m{n}(self):\n        return {n}" for n in range(18))
    text = small.TEXT.replace("class Value:\n", f"class Value:\n{methods}\n")
    assert [rule for rule, _ in found(small.page(tmp_path, text))] == ["length"]


def test_comments_blank_lines_and_solutions_are_no_lines(tmp_path):
    text = small.TEXT.replace("print(7)", "# one\n\n" * 9 + "print(7)")
    text = text.replace("    return 1 /", "    y = x\n" * 30 + "    return 1 /")
    assert said(small.page(tmp_path, text)) == []


def test_mathematics_headings_lists_and_recap_are_no_prose():
    assert words_of_prose("## A heading\n\nThree $x + y$ words `a b` here.") == 4
    assert words_of_prose("- a list\n  goes on\n- and on\n\nTwo words.") == 2
    assert words_of_prose("$$\na + b\n$$\n\n| a | b |\n| - | - |\n\n```\ncode\n```\nOne.") == 1


@pytest.mark.parametrize("number", range(4))
def test_options(tmp_path, number):
    first, *rest = small.LESSON.quizzes
    a, b, c = first.options
    bad = (
        (a, replace(b, right=True), c),
        (a, b, replace(c, why=b.why)),
        (a, b, replace(c, text=b.text)),
        (a, b, Option(c.text, "No.")),
    )[number]
    page = changed(tmp_path, quizzes=(replace(first, options=bad), *rest))
    assert {rule for rule, _ in found(page)} == {"options"}


def test_right_answers_at_one_place(tmp_path):
    quizzes = tuple(small.question(quiz.key, 1) for quiz in small.LESSON.quizzes)
    assert "too often at one place" in "\n".join(said(changed(tmp_path, quizzes=quizzes)))


def test_words_of_questions(tmp_path):
    first, *rest = small.LESSON.quizzes
    easy = replace(first, question="Is that not obvious?")
    page = changed(tmp_path, quizzes=(easy, *rest))
    assert said(page)[0].startswith("words of questions: cell quiz first: 'obvious'")


@pytest.mark.parametrize("text", ["In lesson 02, 60 points and 7 lines", "lessons 01, 02 and 10"])
def test_numbers_that_are_lessons(tmp_path, text):
    page = small.page(tmp_path, small.TEXT.replace("As lesson 01 has it", text))
    assert said(page) == []


def test_a_key_of_two_questions():
    one = replace(small.AFTER, quizzes=small.LESSON.quizzes[:1])
    assert [str(fault) for fault in twice((small.LESSON, one))] == [
        "cell quiz first: has a key that another question has"
    ]
    assert list(twice((small.LESSON, small.AFTER))) == []


@pytest.mark.parametrize(
    "text",
    [
        "It costs two passes, and a mistake may cost a day; adjust it on an easel",
        "resampled, optimizers, recentered, standardised, an initialiser",
    ],
)
def test_words_that_only_look_alike(text):
    assert wrong_words(text) == []
