# %% [markdown] key="title"
# # 00 · Welcome
#
# **How do you find out that a formula you wrote is wrong, before anybody tells you?**
#
# After this lesson you can
#
# - run a cell, and write an exercise in one;
# - measure how steep a function is, without calculus;
# - read a verdict, ask for a hint, and mend what was wrong;
# - stop, go on another day, and hand in.
#
# You need Python, and x² from school. One exercise, about 15 minutes.
#
# A page like this is made of *cells*. To run one, click into it and press Shift and Enter
# together. Then the next one comes. Begin with the cell below; it says nothing when all is well.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import matplotlib.pyplot as plt

from bpcourse import check, hint, mine, plotting, progress, quiz

# %% [markdown] key="hurt"
# ## A formula that runs and is wrong
#
# Forget a bracket, and Python complains. But how about this? Someone wants to know how steeply
# $x^2$ climbs at a place $x$, remembers something from school, and writes it down.


# %% key="someones-formula"
def steepness(x):
    return x**2


print("at 0:", steepness(0), "  at 2:", steepness(2))

# %% [markdown] key="both-right"
# No error. And both numbers are right! At 0 the curve is flat; at 2 it climbs four times as fast as
# you walk. Still the formula is wrong. How could you know, with nobody to ask and no red text to
# warn you?
#
# You measure. No calculus is needed, only a small step.

# %% [markdown] key="nudge"
# ## A small step
#
# At $x = 3$ the height is 9. Take a step of one thousandth to the right. How far up does it take
# you?

# %% key="nudge-at-three"
step = 0.001
rise = (3 + step) ** 2 - 3**2
print(f"up by {rise:.6f}, which is {rise / step:.3f} times the step")

# %% [markdown] key="slope"
# About six times as far up as to the right. That number is the **slope** of $x^2$ at 3; its other
# name is the **derivative**. (The thousandth behind the 6 is the step's doing: make the step
# smaller and it shrinks. Try it.)
#
# Someone's formula says 9. You have caught it, and nobody told you.

# %% [markdown] key="other-places"
# One measurement settled that. Now you want the right formula, so you need more of them. Here is
# the measurement as a function. At $x = -2$ the height is 4, as at 2. What is the slope there?
# Choose an answer first, even if you are not sure: a wrong guess is remembered best.

# %% key="predict-minus-two"
quiz("slope-at-minus-two")


# %% key="measure"
def measured_slope(x):
    return ((x + step) ** 2 - x**2) / step


for x in [-2, -1, 0, 1, 2, 3, 10]:
    print(f"x = {x:2}   height {x**2:3}   slope {measured_slope(x):7.3f}")

# %% [markdown] key="minus-two-surprise"
# The surprise is the sign. A square is never negative; its slope is, wherever a step to the right
# leads *down*. Look at the curve: each dashed line touches it at one place, and is as steep as the
# curve is there.

# %% key="tangents"
plotting.tangents(lambda x: x**2, measured_slope, [-2.0, 3.0])
plt.show()

# %% [markdown] key="find-the-rule"
# Now lay the columns of the table side by side, height and slope. They agree at 0 and at 2, and at
# no other place. Those two were the places that you were shown above. A formula that fits where you
# happened to look has shown little.
#
# Leave the thousandths aside. What do you do to $x$ to get the slope?

# %% [markdown] key="exercise"
# ## Exercise 1: the slope of a square
#
# Write a function that returns the slope of $x^2$ at x: not measured, but by the rule that you
# found, so without the thousandths. 1 line, 3 minutes.
#
# **But first make a mistake, on purpose.** In place of `raise NotImplementedError` write
# `return x**2`. Run the cell, then the one below it, and see what a wrong answer looks like here.


# %% key="square-derivative"
def square_derivative(x):
    """The slope of the square of x.

    x : one number
    returns one number: how steeply the square climbs at x
    """
    # BEGIN SOLUTION
    # differs: ours returns a Python float, whatever came in
    return 2 * x
    # END SOLUTION


# %% key="check-square"
check(square_derivative)

# %% [markdown] key="read-the-verdict"
# ## How to read that
#
# - *Not yet*: what is wrong. Here there is one output, the derivative.
# - *should be ..., and is ... in the probe ...*: your function was called with many numbers. Each
#   case is a **probe**, and this is one that went wrong.
# - *A mistake we know*: your function was laid beside wrong formulas that others have written. It
#   behaves like this one.
# - *Next*: what to do now.

# %% [markdown] key="first-hint"
# (If you see *not started* or *passed*: you have skipped the mistake. Go back and make it; it is
# the best one of the day.)
#
# No verdict tells you the line to write, and no hint does at first. There are three hints, each
# says more, and the fourth is our code. Take one: run this cell once.

# %% key="hint"
hint(square_derivative)

# %% [markdown] key="mend"
# Now mend it. Go back up to your function, write the rule that you found in place of `x**2`, run
# the cell, and run the check again, as often as you like: tries and hints cost no points.
#
# When it has passed, be the second judge yourself: lay your formula beside your measurement, at
# places that were not in the table.

# %% key="second-judge"
formula = mine(square_derivative)  # yours if it passes, else ours, so that you can always go on
for x in [-7.5, 0.25, 40.0]:
    print(f"x = {x:5}   formula {formula(x):7.3f}   measured {measured_slope(x):7.3f}")

# %% [markdown] key="the-course-in-small"
# They differ by the thousandth that the step leaves, and by nothing else. You wrote a formula and
# you measured that it is right, where you had not looked before.
#
# That is this course in small. At its end the formula has thousands of slopes, and it teaches a
# network to read handwriting. You will still measure before you believe.

# %% [markdown] key="note-square" tags=["instructor"]
# **Instructor.** Let nobody skip the planned mistake: who has seen a cross on the first day is not
# afraid of one later. Commonest real slips: half of the slope, the measurement itself (told apart
# by its thousandth), the sign lost for negative x. Ask "what does the table say at -1?" Whoever
# asks why the rule holds: $(x + h)^2 - x^2 = 2xh + h^2$; divide by h, then let h vanish.

# %% [markdown] key="map"
# ## The way
#
# - **00 to 03.** A network forward, one number for how wrong it is, and a tool to measure slopes.
# - **04.** The chain rule: an engine that finds any slope by going backward.
# - **05 and 06.** The same for whole arrays, then for a network of any depth.
# - **07.** Training: downhill, step by step.
# - **08.** Handwritten digits, read by a network of which you wrote every part.

# %% [markdown] key="where-you-are"
# ## Where you are
#
# What you have passed is kept in this folder, on your computer; nothing is sent anywhere. Run this
# cell here, or in any other lesson, to see how far you are and what comes next.

# %% key="progress"
progress()

# %% [markdown] key="another-day"
# ## Another day
#
# (For later: this page still has two questions for you.) Save with Ctrl+S. To stop, press Ctrl-C in
# the terminal in which you started. To go on, run `bpcourse start` in the same place again. Your
# work is never written over. The names of your functions are gone from memory by then, so run the
# page from the top: *Run*, *Run All Cells*.

# %% [markdown] key="hand-in"
# ## Hand in
#
# If your course is graded, save first, then run the following in a new cell, or `bpcourse submit`
# in a terminal in this folder. It lists what the grader will find, and writes one file,
# `bpcourse-submission.zip`. That file is what you hand in.
#
# ```python
# from bpcourse import submit
#
# submit()
# ```

# %% [markdown] key="questions"
# ## Two questions before you go
#
# Every answer says why, also the wrong ones: read those too.

# %% key="quiz"
quiz("what-a-slope-says")
quiz("agrees-at-one-place")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You run cells, and write your lines in place of `raise NotImplementedError`.
# - You measure a slope: a small step, and how many times as far it takes you up.
# - You read a verdict from top to bottom, and ask for one hint at a time.
# - You doubt a formula that was tried at two places.
# - You know where your progress is, and how to hand in.
#
# **Next:** [01 · Forward](01_forward.ipynb). Two heaps of points are tangled like two hooks, and
# no straight line comes between them. You write the network that does.
