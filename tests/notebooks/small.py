"""A small lesson in which nothing is wrong, so that one thing at a time can be."""

from pathlib import Path

from notebooks.rules.page import Page

from bpcourse import autodiff, nn
from bpcourse.authoring.source import read_source
from bpcourse.exercises import Exercise, Lesson, Option, Quiz

LONG = "The pen is in the drawer and the dog is on the stairs today. "


def exercise(name, lines=1, minutes=5, **more):
    reference = getattr(nn, name, None) or getattr(autodiff, name)
    return Exercise(name, 1, minutes, lines, reference, (), (), (), (), **more)


def question(key, right):
    options = [Option(f"answer {n}", f"Reason {n} is that {LONG}", n == right) for n in range(3)]
    return Quiz(key, f"What of {key}?", tuple(options))


BEFORE = Lesson("01", "before", "Before", "Why?", 30, (), (exercise("relu"),))
AFTER = Lesson("03", "after", "What comes after", "Why?", 30, (), (exercise("relu_backward"),))
LESSON = Lesson(
    "02",
    "small",
    "A small one",
    "Why is a small lesson enough to try every rule on?",
    30,
    ("tanh",),
    (
        exercise("sigmoid"),
        exercise("Value", 12, 10, parts=("add", "mul")),
    ),
    (question("first", 0), question("second", 1), question("third", 2), question("fourth", 0)),
)

HEAD = '''\
# %% [markdown] key="title"
# # 02 · A small one
#
# **Why is a small lesson enough to try every
# rule on?**
#
# After this lesson you can
#
# - say one thing;
# - write another;
# - measure a third.
#
# You need lesson 01. Two exercises, about 30 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.nn import relu, tanh
from bpcourse.widgets import Playground

# %% [markdown] key="hurt"
# ## It hurts
#
# As lesson 01 has it, $x = 3$ is [a number](01_before.ipynb). What of
# [the others](#It-helps)?

# %% key="predict-first"
quiz("first")

# %% key="answer-first"
relu(tanh(np.array([1.0, -2.0])))

# %% [markdown] key="helps"
# ## It helps
#
# Now the idea, and [a page](https://example.org/page) about it.

# %% key="predict-second"
quiz("second")

# %% key="picture"
mine("01", "relu")
plotting.loss_curve([3.0, 2.0, 1.0])
plt.show()

# %% [markdown] key="play"
# What does a wider network do? Move the slider.

# %% key="playground"
Playground()

# %% [markdown] key="play-answer"
# It bends more often.

# %% [markdown] key="sigmoid"
# ## Exercise 1: the sigmoid
#
# A number becomes a probability. 1 line, 5 minutes.

# %% key="sigmoid-exercise"
def sigmoid(x):
    """Squeeze numbers between 0 and 1.

    x : any shape
    returns out, the shape of x
    """
    # BEGIN SOLUTION
    return 1 / (1 + np.exp(-x))
    # END SOLUTION

# %% key="check-sigmoid"
check(sigmoid)

# %% [markdown] key="note" tags=["instructor"]
# **Instructor.** The commonest slip is the sign.

# %% [markdown] key="value"
# ## Exercise 2: a number that remembers
#
# One class, two methods: 12 lines, 10 minutes. As exercise 1, but more of it.

# %% key="value-exercise"
class Value:
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        """Add."""
        # BEGIN SOLUTION
        return Value(self.data + other.data)
        # END SOLUTION

    def __mul__(self, other):
        """Multiply."""
        # BEGIN SOLUTION
        return Value(self.data * other.data)
        # END SOLUTION

# %% key="check-add"
check(Value, "add")

# %% [markdown] key="go-back"
# Go back up and write the next method.

# %% key="check-mul"
check(Value, "mul")
'''

FILLER = """
# %% [markdown] key="talk-{n}"
# Talk {n}: {talk}

# %% key="code-{n}"
print({n})
"""

TAIL = """
# %% [markdown] key="questions"
# ## Two questions before you go
#
# Read the reasons too.

# %% key="quiz"
quiz("third")
quiz("fourth")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You say.
# - You write.
# - You measure.
# - You doubt.
# - You go on.
#
# **Next:** [03 · What comes after](03_after.ipynb) sends it back.
"""

TEXT = HEAD + "".join(FILLER.format(n=n, talk=LONG * 4) for n in range(8)) + TAIL


def page(folder: Path, text: str = TEXT, lesson: Lesson = LESSON) -> Page:
    """The lesson, written down with this text."""
    path = folder / f"{lesson.stem}.py"
    path.write_text(text, encoding="utf-8")
    course = (BEFORE, lesson, AFTER)
    return Page(read_source(path), lesson, course)
