# %% [markdown] key="title"
# # 02 · Loss
#
# **Two networks are wrong. Which of them is less wrong, and by how much?**
#
# After this lesson you can
#
# - say "how wrong" in one number: for quantities, for classes, for yes or no;
# - say why nobody trains on the accuracy;
# - turn any numbers into probabilities;
# - keep exponentials from overflowing, and show that nothing else changes.
#
# You need lesson 01: layers, sigmoid, shapes. Five exercises, about 75 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import copy

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import make_moons
from bpcourse.nn import sigmoid
from bpcourse.widgets import Surface

# %% [markdown] key="hurt"
# ## Equally right, not equally wrong
#
# Two neurons look at forty points of the two moons. Each makes a number, and the sigmoid turns it
# into a probability of class 1. From one half up, the neuron says "class 1". Neuron B is neuron A
# with everything times ten.

# %% key="two-neurons"
x, y = make_moons(40, np.random.default_rng(0), noise=0.2)
w, b = np.array([1.0, -2.0]), 0.0
p_a = sigmoid(x @ w + b)
p_b = sigmoid(10 * (x @ w + b))
print("A is right on", np.sum((p_a >= 0.5) == y), "of 40")
print("B is right on", np.sum((p_b >= 0.5) == y), "of 40")

# %% [markdown] key="same-points"
# The same number, and the same points. The sigmoid gives one half or more where its number is not
# negative, and times ten no number changes its sign. Now ask how sure they were. For each point,
# take the probability that a neuron gave to the class that is *true*. Here are the five points
# that both get wrong.

# %% key="how-sure"
true_a = np.where(y == 1, p_a, 1 - p_a)  # where y is 1 the first, else the second
true_b = np.where(y == 1, p_b, 1 - p_b)
wrong = true_a < 0.5
print("A gave the truth", true_a[wrong].round(2))
print("B gave the truth", *(f"{p:.6f}" for p in true_b[wrong]))

# %% [markdown] key="which-would-you-trust"
# A had doubts. B was sure: at best it gave the truth one chance in a hundred, at worst two in a
# million. Yet both score 35 of 40, 87.5 %. Counting cannot tell them apart.
#
# It gets worse. You want to *improve* A, so you turn its bias a little and look at the score.

# %% key="predict-nudge"
quiz("accuracy-after-a-nudge")

# %% key="nudge-the-bias"
for nudge in (-0.001, 0.0, 0.001):
    right = (sigmoid(x @ w + b + nudge) >= 0.5) == y
    print(f"b = {b + nudge:6.3f}   accuracy {right.mean():.4f}")

# %% [markdown] key="what-you-want"
# Nothing, either way. The surprise: a score that everybody understands does not tell you which way
# to turn. You want another number, called the **loss**. It is 0 if all is perfect, it grows with
# every error, and it answers to the smallest nudge. First for quantities, then for classes. At the
# end you come back to A and B.

# %% [markdown] key="quantities"
# ## Quantities: the mean squared error
#
# A network predicts two quantities for each of three examples. `pred` is what it says, `target` is
# what it should have said. Both are (3, 2): three examples, two quantities. The *error* of an
# entry is the difference.

# %% key="errors"
pred = np.array([[2.5, 0.0], [1.0, 4.0], [3.0, 2.0]])
target = np.array([[3.0, -1.0], [1.0, 2.0], [3.0, 2.0]])
error = pred - target
print(error)
print("sum of the errors", error.sum())

# %% [markdown] key="cancel"
# Add errors up as they are, and the -0.5 hides a part of the others: too high and too low cancel.
# A network that is 1000 too high once and 1000 too low once would look perfect. So no error may be
# negative: drop the sign, or square. Here are two networks, one off by 2 and 2, one by 0 and 4.

# %% key="measure-misses"
even, lopsided = np.array([2.0, 2.0]), np.array([0.0, 4.0])
print("sizes  ", even.mean(), lopsided.mean())
print("squares", np.square(even).mean(), np.square(lopsided).mean())

# %% [markdown] key="mse-by-hand"
# By size they are equal; by square, the big miss costs twice as much in all. Squares care most
# about what is most wrong, and they are smooth at 0, where the size has a kink. Back to the six
# entries: 0.25, 1, 0, 4, 0 and 0 add up to 5.25, and $5.25 / 6 = 0.875$. For N examples with M
# quantities,
#
# $$L = \frac{1}{N M} \sum_n \sum_m (pred_{nm} - target_{nm})^2$$

# %% [markdown] key="conventions"
# ## Exercise 1: mean squared error
#
# Other books take target - pred: the square is the same. Or they take the sum, which doubles when
# every example comes twice, though nothing got worse. Or half of the mean. Sum and half are this
# loss times a fixed number, lowest at the same weights, but another number all the same. **Here:
# the mean over all entries, whatever the shape, and no 1/2.** 1 line, 5 minutes.


# %% key="by-hand"
# A tool for this page: run it now, read it when you like.
def by_hand(function, given, want):
    """Lay what `function` makes of `given` beside the numbers worked out by hand."""
    try:
        got = function(*copy.deepcopy(given))
    except NotImplementedError:
        print(f"{function.__name__}: not started, or it waits for another one")
        return
    print(f"yours    {np.round(got, 3).tolist()}")
    print(f"by hand  {want}")


# %% key="mse-loss"
def mse_loss(pred, target):
    """Mean squared error.

    pred   : predictions, any shape
    target : what they should be, the shape of pred
    returns one number
    """
    # BEGIN SOLUTION
    return float(np.mean((pred - target) ** 2))
    # END SOLUTION


by_hand(mse_loss, (pred, target), 0.875)

# %% key="check-mse"
check(mse_loss)

# %% [markdown] key="note-mse" tags=["instructor"]
# **Instructor.** Commonest slips: the 1/2 of other books, a sum divided by the examples only, and
# an axis named in the mean, which leaves an array. The question to ask: "how many squares did you
# add, and by how many did you divide?" Whoever asks about the 1/2 is right that it makes a tidier
# derivative; lesson 05 shows the 2 that it would have cancelled.

# %% [markdown] key="landscape"
# ## A loss is a landscape
#
# Four points, and a line $w x + b$ through them. Two numbers can be turned, so every pair (w, b)
# has a loss: a map with heights. Before you move anything: how many lowest points does it have? If
# the line is too steep, will a larger or a smaller b make up for it? Then click anywhere on the
# map. Something walks downhill from there; how, and what the settings are for, is lesson 07.

# %% key="landscape-widget"
mse = mine(mse_loss)  # yours if it passes, else ours
x_line, y_line = np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 1.5, 3.0, 3.5])
for slope, shift in [(0, 0), (1, 0), (1, 1)]:
    print(f"w = {slope}, b = {shift}: loss {mse(slope * x_line + shift, y_line)}")
Surface("line fit", x=x_line, y=y_line, start=(0.0, 0.0), lr=0.1, steps=60)

# %% [markdown] key="landscape-answer"
# The three losses are heights at three places of the map. There is one lowest point: wherever you
# begin, the walk ends there. The rings are long and they lean: a smaller b makes up for a part of
# what is too steep. Training is such a walk, with thousands of numbers to turn in place of two.
# There is no picture then, but still a loss, and a slope in each direction.

# %% [markdown] key="classes"
# ## Classes: what did you give to the truth?
#
# Which digit is it? To read a 3 as an 8 is no worse than to read it as a 4, so the distance
# between labels means nothing. A network for classes answers with a probability for each class.
# Look only at $p$, the probability that it gave to the class that is true, and charge it $-\ln p$.

# %% key="predict-ten-times"
quiz("ten-times-less")

# %% key="minus-ln"
for p in (1.0, 0.5, 0.1, 0.01, 0.001):
    print(f"p = {p:<6} -ln p = {0 - np.log(p):.3f}")  # np.log is ln; "0 -" avoids a -0.000
print(f"0.5 multiplied 1,437 times: {0.5**1437}, its logarithm: {1437 * np.log(0.5):.1f}")

# %% [markdown] key="why-log"
# All on the truth: nothing to pay. Each division of $p$ by ten adds 2.303, since
# $\ln(p/10) = \ln p - \ln 10$. There is no upper end. Why a logarithm? How probable did a network
# find *everything* that happened? Multiply, example by example: for the 1,437 digits of lesson 05,
# at one half each, too small for a float. The logarithm makes a sum of the product. The mean of
# what is summed, with a minus, is the **cross-entropy**.

# %% [markdown] key="why-not-squares"
# But why not the square again, $(1 - p)^2$? It is 0 at $p = 1$, and it grows with the error. Look
# at it from where a network stands: it does not turn a probability, it turns the number $z$ that
# goes into the sigmoid. Let the truth be class 0. Now the sigmoid's probability, `p` below, is that
# of class 1: the truth gets 1 - p, and the square is $(1 - (1 - p))^2 = p^2$.

# %% key="squared-or-cross"
z = np.linspace(-4, 8, 121)
p = sigmoid(z)  # what class 1 gets; the truth gets 1 - p
plotting.sure_and_wrong(z, p**2, -np.log(1 - p))
plt.show()
for z in (2.0, 5.0, 10.0):
    p, less = sigmoid(z), sigmoid(z - 1)
    print(f"from {z:4} to {z - 1:3}: squared error falls by {p**2 - less**2:.5f}", end=", ")
    print(f"cross-entropy by {np.log(1 - less) - np.log(1 - p):.3f}")

# %% [markdown] key="flat-where-wrong"
# Here is the flaw of squares. At $z = 10$ the network is all but certain, and wrong, and a whole
# step in the right direction earns 0.00016. Where help is needed most, the squared error is flat.
# The cross-entropy falls by about 1 a step, however far off you are. So: squares for quantities,
# cross-entropy for classes.

# %% [markdown] key="softmax"
# ## From any numbers to probabilities
#
# For two classes the sigmoid makes a probability. For three or ten, the last layer puts out one
# number a class: the **logits**. They can be negative and sum to anything. Two steps turn them
# into probabilities: $e^z$ makes each positive and keeps their order; dividing by the sum makes
# the sum 1. This is **softmax**.

# %% key="softmax-by-steps"
z = np.array([2.0, 1.0, 0.0])  # three logits of one example
e = np.exp(z)
s = e.sum()
p = e / s
print(e.round(3), s.round(3), p.round(3))

# %% [markdown] key="softmax-letters"
# 7.389, 2.718 and 1 sum to 11.107, and $7.389 / 11.107 = 0.665$. For example n and class c,
#
# $$p_{nc} = \frac{e^{z_{nc}}}{s_n} \qquad s_n = \sum_k e^{z_{nk}}$$
#
# (The k counts the classes too; c was taken.) Where the logit is 1 larger, the probability is $e$
# times as large. Now raise all three logits by 100.

# %% key="predict-shift"
quiz("raise-all-logits")


# %% key="shift"
def softmax_of_one(z):
    e = np.exp(z)
    return e / e.sum()


print(softmax_of_one(z).round(3), softmax_of_one(z + 100).round(3))
with np.errstate(over="ignore", invalid="ignore"):  # no warnings: we want to see it break
    print(softmax_of_one(z + 1000))
    print(np.exp(709.0), np.exp(710.0), np.exp(-746.0))

# %% [markdown] key="cure"
# At 100 the same factor stands above and below the fraction bar, and cancels. At 1000 too, says
# mathematics. The computer says *nan*, not a number: at $e^{710}$ a float is *inf*, and inf / inf
# is nothing. (The other end is harmless: $e^{-746}$ is rounded to 0.)
#
# So use the shift. Take off a number $m$ that leaves no exponent above 0. Which $m$? Fill the
# blank: 2 minutes.

# %% key="blank-shift"
z = np.array([1002.0, 1001.0, 1000.0])
m = 0.0  # the blank: made from z, so that it works for any z
with np.errstate(over="ignore", invalid="ignore"):
    e = np.exp(z - m)
    print((e / e.sum()).round(3), "and it should be [0.665 0.245 0.09 ]")

# %% [markdown] key="note-blank" tags=["instructor"]
# **Instructor.** The blank is `z.max()`. A learner may write 1000 or `z[0]` or the mean: all three
# give the right numbers here. Ask for logits for which theirs breaks: (0, 1500) for `z[0]` and for
# the mean. With the maximum the largest exponent is exactly 0, so the sum is at least 1.

# %% [markdown] key="rows"
# One row works. A batch of logits is (N, C): a row for each example, and each row needs its own
# $m$ and its own sum. So two words on rows. `axis=1` runs along the rows and leaves one number for
# each. `keepdims=True` leaves these standing as a column. Here with means:

# %% key="keepdims"
rows = np.array([[1.0, 2.0, 6.0], [0.0, -1.0, 1.0]])
print("flat  ", rows.mean(axis=1).shape, "  column", rows.mean(axis=1, keepdims=True).shape)
print(rows - rows.mean(axis=1, keepdims=True))

# %% [markdown] key="softmax-exercise"
# (2, 3) minus (2, 1): the column is laid beside each of the three columns, so each row loses its
# own mean. NumPy would pair the flat (2,) with the *columns*: an error here, and wrong numbers in
# a square array.
#
# ## Exercise 2: softmax
#
# For each row: its own maximum off, exponential, divide by its own sum. 2 lines, 8 minutes. One
# row may lie near 1500 and the next near 0.


# %% key="softmax-function"
def softmax(x):
    """Turn each row of numbers into probabilities.

    x : logits, one row an example, shape (N, C)
    returns probabilities, shape (N, C); each row sums to 1
    """
    # BEGIN SOLUTION
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
    # END SOLUTION


two_rows = np.array([[2.0, 1.0, 0.0], [1000.0, 1002.0, 1001.0]])
by_hand(softmax, (two_rows,), [[0.665, 0.245, 0.09], [0.09, 0.665, 0.245]])

# %% key="check-softmax"
check(softmax)

# %% [markdown] key="note-softmax" tags=["instructor"]
# **Instructor.** Commonest slips: `keepdims` missing, the maximum of the whole batch (a row far
# below the others then becomes 0/0), axis 0. Ask "which numbers compete for the 1?" and "what
# would change for this example if another one joined the batch?"

# %% [markdown] key="still-breaks"
# ## The logarithm of a number that is too small
#
# Your softmax stands firm. Now charge $-\ln p$ for the true class, when it lies 1500 below
# another.

# %% key="log-of-zero"
p = mine(softmax)(np.array([[0.0, 1500.0]]))
print("p =", p)
with np.errstate(divide="ignore"):
    print("-ln p =", -np.log(p[0, 0]))

# %% [markdown] key="do-not-make-it"
# Infinite. It should be 1500: a step of 1 in a logit costs about 1. The 0 was rounded, and the
# logarithm takes it at its word. The way out: never make the probability. Write softmax into the
# logarithm, for one example with true class $y$:
#
# $$-\ln p_y = -\ln \frac{e^{z_y}}{s} = \ln s - z_y \qquad s = \sum_k e^{z_k}$$

# %% key="price-two-ways"
z = np.array([2.0, 1.0, 0.0])
print(f"through the probability: {-np.log(softmax_of_one(z)[0]):.3f}")
print(f"without it: {np.log(np.exp(z).sum()):.3f} - 2 = {np.log(np.exp(z).sum()) - z[0]:.3f}")

# %% [markdown] key="logsumexp-derived"
# The same price. What is left to tame is $\ln s$, the logarithm of a sum of exponentials:
# **logsumexp**. It overflows as before, and the same $m$ cures it, but does not cancel. Each
# $e^{z_k}$ is $e^m e^{z_k - m}$. The $e^m$ is in every term, so it comes out of the sum as a
# factor, and out of the logarithm as a term:
#
# $$\ln \sum_k e^{z_k} = \ln \Big( e^m \sum_k e^{z_k - m} \Big) = m + \ln \sum_k e^{z_k - m}$$

# %% [markdown] key="logsumexp-exercise"
# ## Exercise 3: logsumexp
#
# On paper first: (0, 0) gives $\ln 2 = 0.693$. What do (1000, 1000) and (0, 1500) give? Then write
# it for each row of `x`: 2 lines, 10 minutes. Beware of the shapes: to be taken off its row, $m$
# must be a column, (N, 1); what you return is flat, (N,). `column[:, 0]` makes a column flat.


# %% key="logsumexp"
def logsumexp(x):
    """Logarithm of the sum of exponentials of each row, without overflow.

    x : one row an example, shape (N, C)
    returns one number for each row, shape (N,)
    """
    # BEGIN SOLUTION
    m = x.max(axis=1, keepdims=True)
    return (m + np.log(np.exp(x - m).sum(axis=1, keepdims=True)))[:, 0]
    # END SOLUTION


equal_or_far = np.array([[0.0, 0.0], [1000.0, 1000.0], [0.0, 1500.0]])
by_hand(logsumexp, (equal_or_far,), [0.693, 1000.693, 1500.0])

# %% key="check-logsumexp"
check(logsumexp)

# %% [markdown] key="note-logsumexp" tags=["instructor"]
# **Instructor.** Commonest slips: the maximum is not given back, or given back as a column to a
# flat list, so that (N, 1) and (N,) make (N, N). Ask for the shape of every name on the line.
# Those who ask why softmax did not give m back: there it stood above and below a fraction bar.

# %% [markdown] key="cross-entropy"
# Logsumexp lies a little above the largest entry, or right at it: a soft maximum.
#
# ## The cross-entropy of a batch
#
# The loss of one example is its logsumexp less the logit of its true class. One step is new: to
# pick one entry in each row. `a[np.arange(N), y]` does it: rows 0, 1, 2, ..., and in each the
# column that `y` names.

# %% key="pick-one-in-each-row"
a = np.array([[10, 11, 12], [20, 21, 22], [30, 31, 32]])
y_small = np.array([0, 2, 1])
print(a[np.arange(3), y_small])
print(a[:, y_small])

# %% [markdown] key="cross-entropy-exercise"
# The second print is the usual slip: it takes whole columns, in another order.
#
# ## Exercise 4: cross-entropy
#
# The mean over the batch of $\ln s_n - z_{n y_n}$. Use your `logsumexp`. By hand, with the logits
# (2, 1, 0) twice: true class 0 costs 0.408, true class 2 costs 2.408, the mean is 1.408. 2 lines,
# 12 minutes.


# %% key="cross-entropy-function"
def cross_entropy(logits, y):
    """Mean cross-entropy of softmax probabilities.

    logits : one row an example, shape (N, C)
    y      : the true class of each example, integers of shape (N,)
    returns one number
    """
    # BEGIN SOLUTION
    N = len(y)
    return float(np.mean(logsumexp(logits) - logits[np.arange(N), y]))
    # END SOLUTION


same_twice = np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 0.0]])
by_hand(cross_entropy, (same_twice, np.array([0, 2])), 1.408)

# %% key="check-cross-entropy"
check(cross_entropy)

# %% [markdown] key="note-cross-entropy" tags=["instructor"]
# **Instructor.** Commonest slips: `logits[:, y]`, the sum in place of the mean, the sign. Whoever
# takes the logarithm of softmax passes with a note on the example that is 1500 off; an epsilon
# inside the logarithm does too. Ask "what is the loss if the network knows nothing of C classes?"

# %% key="landmarks"
ce = mine(cross_entropy)
print(f"knows nothing of ten classes: {ce(np.zeros((1, 10)), np.array([3])):.3f}")
print(f"sure, and wrong by 1500: {ce(np.array([[0.0, 1500.0]]), np.array([0])):.1f}")

# %% [markdown] key="binary"
# Two landmarks: $\ln 10 = 2.303$ is where a loss on digits begins, if it begins in doubt. And
# 1500, not infinity.
#
# ## Yes or no
#
# For two classes one logit is enough: $z$ speaks for class 1, and class 0 has the fixed logit 0.
# Softmax of (0, z) gives class 1 the share $e^z / (e^0 + e^z)$. You know that function.

# %% key="sigmoid-is-softmax"
z = 2.0
print(f"softmax of (0, 2): {softmax_of_one(np.array([0.0, z])).round(4)}")
print(f"sigmoid of 2:      {sigmoid(z):.4f}")
print(f"1 - sigmoid(40) =  {1 - sigmoid(40.0)}")

# %% [markdown] key="binary-loss"
# The sigmoid is the softmax of two. And the last line: at 40 the rounding is there already, so a
# logarithm of it is lost. Take logits again: $\ln s$ less the logit of the truth, with
# $s = e^0 + e^z$. The logit of the truth is $z$ if $y = 1$ and 0 if $y = 0$, so in one breath it
# is $y z$:
#
# $$L = \ln (e^0 + e^z) - y z$$

# %% [markdown] key="binary-numbers"
# At $z = 2$: $\ln(1 + 7.389) = 2.127$. For $y = 1$ the loss is 0.127, for $y = 0$ it is 2.127. But
# $e^{1000}$ overflows. Of the two exponents 0 and $z$ take out the larger, as before: what is left
# of the sum is 1 for the larger, and one exponential for the other. What is its exponent if
# $z = 3$, and what if $z = -3$? Write the two cases down; then look for one formula.

# %% [markdown] key="binary-exercise"
# ## Exercise 5: binary cross-entropy
#
# The mean over the batch. Labels are 0 or 1, as integers or as floats, so let them multiply; do
# not index with them. Logits of 1000 and -1000 must pass: with $y = 0$ the first costs 1000, the
# second nothing. `np.maximum(a, b)` takes the larger of two, entry by entry; `np.abs` the size;
# `np.log1p(a)` is $\ln(1 + a)$. 2 lines, 15 minutes.


# %% key="binary-cross-entropy"
def binary_cross_entropy(logits, y):
    """Mean cross-entropy of sigmoid probabilities.

    logits : one number an example, it speaks for class 1, shape (N,)
    y      : 0 or 1, the true class of each example, shape (N,)
    returns one number
    """
    # BEGIN SOLUTION
    losses = np.maximum(logits, 0) - y * logits + np.log1p(np.exp(-np.abs(logits)))
    return float(np.mean(losses))
    # END SOLUTION


by_hand(binary_cross_entropy, (np.array([2.0]), np.array([1])), 0.127)
by_hand(binary_cross_entropy, (np.array([2.0, 2.0]), np.array([1, 0])), 1.127)
by_hand(binary_cross_entropy, (np.array([1000.0, -1000.0]), np.array([0, 0])), 500.0)

# %% key="check-binary"
check(binary_cross_entropy)

# %% [markdown] key="note-binary" tags=["instructor"]
# **Instructor.** Commonest slips: the logarithm of a rounded probability, an epsilon that caps the
# loss, and the right formula with an exponent of the wrong sign for half the examples. `logaddexp`
# passes, and so does stacking (0, z) into two columns. Ask "how large can that exponent get?"

# %% [markdown] key="answer"
# ## A and B again
#
# You can answer now. The two neurons of the first page, right on the same 35 points, by your loss.
# Then the nudge that the accuracy did not feel.

# %% key="answer-a-and-b"
bce = mine(binary_cross_entropy)
z_a = x @ w + b
print(f"loss of A {bce(z_a, y):.3f}, loss of B {bce(10 * z_a, y):.3f}")
for nudge in (-0.001, 0.0, 0.001):
    print(f"b = {b + nudge:6.3f}   loss of A {bce(z_a + nudge, y):.6f}")

# %% [markdown] key="answer-read"
# B is three times as wrong as A. And the loss feels a thousandth: a little less b is better, a
# little more is worse. It tells you which way to turn. Turn further, over the whole range:

# %% key="staircase"
turned = np.linspace(-4, 4, 801)
accuracy = np.array([np.mean((z_a + b >= 0) == y) for b in turned])
loss = np.array([bce(z_a + b, y) for b in turned])
plotting.staircase(turned, accuracy, loss)
plt.show()

# %% [markdown] key="staircase-read"
# Between two stairs the accuracy does not move at all: its slope is 0, and where it jumps it has
# none. The loss leans everywhere, except at its one lowest point. You train on the loss and report
# the accuracy. They are not the same: the best b of one is not always the best of the other.

# %% [markdown] key="questions"
# ## Three questions before you go
#
# Each is about something that many get wrong about losses. Every answer says why, also the wrong
# ones: read those too.

# %% key="quiz"
quiz("higher-accuracy-higher-loss")
quiz("a-friend-with-a-half")
quiz("a-little-epsilon")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You say how wrong a network is in one number, which feels the smallest nudge.
# - You take squares for quantities, and the mean over all entries.
# - You take $-\ln$ of what the truth was given for classes, because it is steep where the network
#   is sure and wrong.
# - You take the maximum off before an exponential, and know when to give it back.
# - You work with logits, and make no probability that a logarithm would meet.
#
# **Next:** [03 · Gradient check](03_gradient_check.ipynb). You nudged one bias and saw which way
# is down. There you measure how steep it is, for every number in a network, and learn when such a
# measurement lies.
