# %% [markdown] key="title"
# # 08 · Real data
#
# **Your network is right about everything it has seen. What is that worth?**
#
# After this lesson you can
#
# - count what a network gets right, and compare it with the laziest reader there is;
# - divide data into three heaps, and say what each is for;
# - bring features to one scale, with nothing leaking from one heap to another;
# - train with an eye on other digits, and keep the best network on the way;
# - read what is taken for what, and say what your score does *not* tell.
#
# You need lessons 01 to 07. Five exercises, about 75 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import copy
import time

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import load_digits
from bpcourse.widgets import Playground

# %% [markdown] key="hurt"
# ## A network that learns nonsense
#
# Take 300 handwritten digits and shuffle their labels: one 3 is now called 8, the next is called
# 0. Picture and label have nothing to do with each other any more; there is nothing to learn. Hand
# them to a network made of your own parts: `mine` fetches each from the notebook you wrote it in.
# The cell after that puts them together, as in lesson 06.

# %% key="your-parts"
cross_entropy = mine("02", "cross_entropy")
cross_entropy_backward = mine("05", "cross_entropy_backward")
network_forward = mine("06", "network_forward")
network_backward = mine("06", "network_backward")
train_epoch = mine("07", "train_epoch")
train_until = mine("07", "train_until")  # ... x, y, lr, batch_size, threshold, max_epochs, rng


# %% key="network"
# A tool for this page: run it now, read it when you like.
def loss_and_grads(params, x, y):
    """What `train_epoch` asks for: the loss of a batch, and the gradients."""
    logits, cache = network_forward(params, x)
    grads = network_backward(cross_entropy_backward(logits, y), cache)
    return cross_entropy(logits, y), grads


def new_params(sizes):
    """Small random weights for layers of these sizes, such as [64, 128, 10]."""
    rng, params = np.random.default_rng(1), {}
    for layer in range(1, len(sizes)):
        D, M = sizes[layer - 1], sizes[layer]
        params[f"w{layer}"] = rng.standard_normal((D, M)) * np.sqrt(2 / D)
        params[f"b{layer}"] = np.zeros(M)
    return params


# %% key="predict-nonsense"
quiz("labels-made-of-nonsense")

# %% key="train-on-nonsense"
x, y = load_digits()  # 1,797 pictures of 8 by 8 pixels: x is (1797, 64), y is (1797,)
rng = np.random.default_rng(0)
order = rng.permutation(len(y))
few, others = order[:300], order[300:]
nonsense, start = rng.permutation(y[few]), new_params([64, 128, 10])
params, losses = train_until(loss_and_grads, start, x[few], nonsense, 0.5, 20, 0.02, 400, rng)
plotting.loss_curve(losses, unit="epoch")
plt.show()

# %% [markdown] key="accuracy"
# By the look of this curve, all is well. Before you believe it, count.
#
# ## Exercise 1: how many are right
#
# A row of logits is an example, and the class with the highest logit is its prediction. Below are
# four rows and four labels. Read the predictions off with your finger: which share is right?

# %% key="four-rows"
four = np.array([[2.0, 1.0, 0.0], [0.0, 0.5, -1.0], [1.0, 0.0, 3.0], [0.0, 4.0, 1.0]])
labels = np.array([0, 2, 2, 1])


# A tool for this page: run it now, read it when you like.
def try_out(function, *inputs):
    """Print what a function of yours returns for these inputs."""
    try:
        returned = function(*copy.deepcopy(inputs))
    except NotImplementedError:
        print(f"{function.__name__}: not started")
        return
    for part in returned if isinstance(returned, tuple) else [returned]:
        print(part)


# %% [markdown] key="accuracy-exercise"
# Predicted are 0, 1, 2, 1. The second is wrong, so the share is 0.75. Write it for N rows of C
# logits: one number from 0 to 1. `argmax` gives the *place* of the highest number, and `axis=1`
# asks row by row. True counts as 1. 2 lines, 4 minutes.


# %% key="accuracy-code"
def accuracy(logits, y):
    """Share of the examples whose highest logit is that of the true class.

    logits : one row an example, shape (N, C)
    y      : the true class of each example, integers of shape (N,)
    returns a number from 0 to 1
    """
    # BEGIN SOLUTION
    pred = logits.argmax(axis=1)
    return float(np.mean(pred == y))
    # END SOLUTION


try_out(accuracy, four, labels)

# %% key="check-accuracy"
check(accuracy)

# %% [markdown] key="note-accuracy" tags=["instructor"]
# **Instructor.** Commonest slips: `max` for `argmax` (a height, where a place is meant), axis 0,
# the count without its division, `argmax` over the whole batch. Ask "how many predictions do four
# rows give?" Ties are not probed.

# %% key="score-nonsense"
share_right = mine(accuracy)


def score(params, x, y):
    return share_right(network_forward(params, x)[0], y)


print(f"of the 300 it learnt from, {score(params, x[few], nonsense):.0%} right")
print(f"of all the others, {score(params, x[others], y[others]):.0%} right")

# %% [markdown] key="nonsense-surprise"
# It has learnt 300 wrong answers by heart: there are 9,610 numbers in it to store them. On other
# digits it is hardly better than a die with ten faces. So that is what being right about everything
# it has seen is worth: nothing, until you ask about something else.
#
# ## Three heaps
#
# So hold digits out. But then you will try widths and learning rates, and keep what reads those
# best. Still honest? Ask a thousand dice.

# %% key="predict-dice"
quiz("best-of-a-thousand-dice")

# %% key="throw-dice"
readers = np.random.default_rng(3).integers(0, 10, (1000, 360))  # a row is a reader
first_right = (readers[:, :180] == y[:180]).mean(axis=1)
best = first_right.argmax()
second_right = (readers[best, 180:] == y[180:360]).mean()
print(f"best of 1,000 on the first 180 digits: {first_right[best]:.1%}")
print(f"the same reader on the next 180:       {second_right:.1%}")

# %% [markdown] key="dice-surprise"
# The surprise: choosing alone made a die look nearly twice as good as it is. Whatever you choose
# by, you learn from. So there are three heaps. **train**: gradients come from here. **val**, for
# validation: choices are made here. **test**: opened once, when nothing is left to choose.

# %% [markdown] key="split"
# ## Exercise 2: three heaps
#
# Ten examples, fractions 0.5, 0.3 and 0.2: heaps of 5, 3 and 2. Data often come sorted. Look at the
# labels of the heaps if you cut as they come, and then if you draw one order of the ten numbers
# first.

# %% key="cut-by-hand"
y_ten = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
print("as they come:", y_ten[:5], y_ten[5:8], y_ten[8:])

drawn = np.random.default_rng(8).permutation(10)
mixed = y_ten[drawn]
print("drawn order: ", mixed[:5], mixed[5:8], mixed[8:])

# %% [markdown] key="split-exercise"
# As they come, you train without a single 2 and test on nothing else. The drawn order mixes. Now
# for any N: train has the first fraction of N, rounded by Python's `round`; val likewise; test all
# the rest, so that nobody is lost. Each x must keep its y. What is random comes from the `rng` that
# is handed over. 6 lines, 12 minutes.


# %% key="split-code"
def train_val_test_split(x, y, fractions, rng):
    """Divide examples at random into training, validation and test.

    x         : one example a row, shape (N, ...)
    y         : what belongs to each example, shape (N, ...)
    fractions : three numbers that sum to 1
    rng       : a NumPy Generator
    returns three pairs: (x, y) of train, (x, y) of val, (x, y) of test
    """
    # BEGIN SOLUTION
    N = len(x)
    n_train = round(fractions[0] * N)
    n_val = round(fractions[1] * N)
    order = rng.permutation(N)
    train, val, test = np.split(order, [n_train, n_train + n_val])
    return (x[train], y[train]), (x[val], y[val]), (x[test], y[test])
    # END SOLUTION


number = np.arange(10)  # here x is a number and y ten times x; each should come once
try_out(train_val_test_split, number, 10 * number, (0.5, 0.3, 0.2), np.random.default_rng(8))

# %% key="check-split"
check(train_val_test_split)

# %% [markdown] key="note-split" tags=["instructor"]
# **Instructor.** Before `check`, let them read the printed pairs: 5, 3 and 2 numbers, none twice,
# each y ten times its x. Commonest slips: x and y shuffled in two orders, val beginning at the
# front again, a generator of their own, test rounded for itself. Ask "in which heap is the last of
# the order?" Right code that draws its order in another way gets other heaps: its numbers below are
# not ours, and not wrong.

# %% key="split-digits"
split = mine(train_val_test_split)
train, val, test = split(x, y, (0.6, 0.2, 0.2), np.random.default_rng(0))
print("train, val, test:", len(train[1]), len(val[1]), len(test[1]))

plotting.digit_grid(*train, title="Twenty digits to learn from: no two are alike")
plt.show()

# %% [markdown] key="drawer"
# The test digits go into a drawer. No cell below touches them before the end.
#
# ## One pixel in another unit
#
# All pixels here run from 0 for paper to 1 for ink. Real features rarely agree like that: metres
# beside years beside euros. Suppose one single pixel, in the middle, comes from another scanner
# and runs from 0 to 255. The rest stay as they are.


# %% key="crooked-pixel"
def after_15_epochs(x_train, x_val, lr):
    params, rng = new_params([64, 32, 10]), np.random.default_rng(2)
    # No loss is below 0.0, so these are 15 epochs, whatever comes.
    params, _ = train_until(loss_and_grads, params, x_train, train[1], lr, 32, 0.0, 15, rng)
    return score(params, x_val, val[1])


crooked = np.where(np.arange(64) == 36, 255, 1)  # the factor of each pixel
print(f"as it was, lr 0.3: {after_15_epochs(train[0], val[0], 0.3):.1%}")
for lr in [0.3, 0.01, 0.0001]:
    print(f"crooked, lr {lr}: {after_15_epochs(train[0] * crooked, val[0] * crooked, lr):.1%}")

# %% [markdown] key="why-crooked"
# One pixel of 64 ruins it, at each of these rates: the ravine of lesson 07. An input counts twice.
# A nudge of its weight moves the sum by that times the input, and the weight's gradient has the
# input as a factor again. So the curvature grows with its *square*: $255^2$ is about 65,000. A step
# that suits this pixel is a crawl for the other 63. The cure: bring all features to one scale.

# %% [markdown] key="by-hand"
# By hand. In train, a feature has the values 2, 4, 6. Their mean is 4, their distances from it -2,
# 0, 2. The mean of the *squares* of these is 8/3, and its root, 1.633, is the standard deviation:
# about how far a value lies from the mean. Take the mean off, then divide.

# %% key="by-hand-numbers"
column = np.array([2.0, 4.0, 6.0])
mean, std = column.mean(), column.std()
shifted = column - mean
print(f"mean {mean}, standard deviation {std:.3f}: {(shifted / std).round(3)}")

# %% [markdown] key="new-digit"
# So far for train. What of val, and of a digit that somebody writes next year? Each heap could be
# standardised by its own mean and deviation. Next year digits come one at a time.

# %% key="predict-alone"
quiz("a-digit-standardised-alone")

# %% key="alone"
alone = val[0][:1]  # a heap of one digit, shape (1, 64)
shifted = alone - alone.mean(axis=0)
print(f"ink: {alone.sum()}, left of it: {np.abs(shifted).sum()}")
print(f"largest standard deviation: {alone.std(axis=0).max()}")

# %% [markdown] key="alone-surprise"
# Nothing is left, whatever was written: alone, every value *is* the mean. **Measure in train, and
# apply that to every heap.** The other way round it leaks too: if test helps to make the mean, the
# drawer was not shut. With many examples such a leak changes little, with few it changes more, and
# the rule takes no work.

# %% [markdown] key="star"
# In code, a star takes any number of heaps: `others` is a tuple of all that came after `train`.
# Warm up with another scale. In train, the first three rows printed, columns 0 and 2 should run
# from 0 to 1. The beginning is there; `high` is a blank. 1 line, 2 minutes. (Column 1 is 0.1 three
# times and stays at 0: `np.where` puts a 1 where you would divide by 0.)


# %% key="to-one"
def from_zero_to_one(train, *others):
    low = train.min(axis=0)  # of each column the smallest value
    high = low + 1  # the blank
    scale = np.where(high == low, 1, high - low)
    return tuple((heap - low) / scale for heap in (train, *others))


small_train = np.array([[2.0, 0.1, 5.0], [4.0, 0.1, 5.0], [6.0, 0.1, 8.0]])
small_val = np.array([[10.0, 0.1, 5.0], [1.0, 0.3, 6.0]])
print(*from_zero_to_one(small_train, small_val), sep="\n")

# %% [markdown] key="note-to-one" tags=["instructor"]
# **Instructor.** The blank is `train.max(axis=0)`; train then ends at 1, 0, 1 and val at 2, 0.2 and
# 0.333. Whoever writes `max()` without an axis gets one number for all columns. That val reaches 2
# is the point to talk about: nobody promised that new values stay between old bounds.

# %% [markdown] key="standardise"
# Val may leave those bounds: it holds a 10. Nobody promised otherwise.
#
# ## Exercise 3: one scale
#
# Mean 0, standard deviation 1 for each column *of train*; the same shift and scale for all others.
# A column of equal values in train (column 1) tells nothing: make it 0 in *every* heap. Ask its
# values whether they are equal: rounding makes the deviation of three times 0.1 not 0 but 1e-17.
# Return a tuple, train first. 5 lines, 12 minutes.


# %% key="standardize-code"
def standardize(train, *others):
    """Give every feature mean 0 and standard deviation 1, as measured in train.

    train  : one example a row, one feature a column, shape (N, D)
    others : any number of arrays of D columns
    returns a tuple: train and all the others, each in its shape
    """
    # BEGIN SOLUTION
    constant = np.all(train == train[0], axis=0)
    mean = train.mean(axis=0)
    std = np.where(constant, 1, train.std(axis=0))
    return tuple(np.where(constant, 0, (array - mean) / std) for array in (train, *others))
    # END SOLUTION


try_out(standardize, small_train, small_val)

# %% key="check-standardize"
check(standardize)

# %% [markdown] key="note-standardize" tags=["instructor"]
# **Instructor.** By hand, row 0 of val is (3.674, 0, -0.707): (10 - 4)/1.633, the constant column,
# and 5 where train has 5, 5, 8. Commonest slips: each heap by its own mean, no axis, a small number
# added to the deviation (then 0.3 in the constant column becomes millions), the variance for its
# root. Ask "what would you do with one digit, tomorrow?"

# %% key="standardise-digits"
standard = mine(standardize)
x_train, x_val = standard(train[0], val[0])
y_train, y_val = train[1], val[1]
heaps = standard(train[0] * crooked, val[0] * crooked)
print(f"as it was, standardised: {after_15_epochs(x_train, x_val, 0.3):.1%}")
print(f"crooked, standardised:   {after_15_epochs(*heaps, 0.3):.1%}")

# %% [markdown] key="honest-scale"
# The crooked pixel does no harm any more. Where all pixels had one unit already, standardising
# gained us one digit; with other splits a few, or none. Above all it insures you against units.
#
# ## Exercise 4: keep the best epoch
#
# Watch one number w that should come close to all it sees: the loss is the mean of $(w - y)^2$.
# Train holds a 3, val a 1. From 0, with lr 0.1, each step goes a fifth of the way to 3.

# %% key="toy-by-hand"
w = 0.0
for epoch in [1, 2, 3]:
    train_loss = (w - 3) ** 2  # before the step, as train_epoch measures it
    w = w - 0.1 * 2 * (w - 3)
    val_loss = (w - 1) ** 2  # after it
    print(f"epoch {epoch}: train {train_loss:.4f}, then w = {w:.3f}, val {val_loss:.4f}")

# %% [markdown] key="fit-exercise"
# Train falls and falls. Val is lowest after epoch 2, at w = 1.08. So `fit` returns two dicts: a
# *copy* of the parameters after the epoch with the lowest loss on all of val, and a history of both
# losses. Those you start from do not count. (Of equal epochs either will do.) An epoch is one call
# of `train_epoch`. 10 lines, 15 minutes.


# %% key="fit-code"
def fit(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    """Train on one heap, and keep what did best on another.

    loss_and_grads : takes (params, x, y), returns (loss, grads)
    params         : dict of arrays, where to start
    train, val     : pairs (x, y): to learn from, to judge by
    lr, batch_size, epochs, rng : for `epochs` times
        train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng) -> (params, mean loss)
    returns (params, history): a copy of the parameters after the epoch with the lowest loss on
        val, and {"train": ..., "val": ...}, two lists with one loss an epoch
    """
    # BEGIN SOLUTION
    best, lowest = None, np.inf
    history = {"train": [], "val": []}
    for _ in range(epochs):
        params, train_loss = train_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
        val_loss, _ = loss_and_grads(params, *val)
        history["train"].append(train_loss)
        history["val"].append(float(val_loss))
        if val_loss < lowest:
            best, lowest = {name: w.copy() for name, w in params.items()}, val_loss
    return best or params, history
    # END SOLUTION


def toy(params, x, y):  # the loss of the table and its gradient; x is not looked at
    error = params["w"] - y
    return round(float(np.mean(error**2)), 4), {"w": 2 * error}


three, one = (np.zeros((1, 1)), np.array([3.0])), (np.zeros((1, 1)), np.array([1.0]))
try_out(fit, toy, {"w": np.array([0.0])}, three, one, 0.1, 1, 3, np.random.default_rng(0))

# %% key="check-fit"
check(fit)

# %% [markdown] key="note-fit" tags=["instructor"]
# **Instructor.** Commonest slips: the last epoch returned; `best = params` with arrays that change
# later; the lowest *training* loss; val measured before the epoch; the lowest loss so far set to 0
# or to the first train loss. Ask them to walk the three lines of the table with a finger: "what is
# kept aside now?"

# %% [markdown] key="tired"
# Your loop should print the best w of the table, and its two columns of losses.
#
# ## Tired hands
#
# Real labels are typed by people. Say that tonight three of ten in train were typed at random. Val
# is clean. Which ones are spoiled nobody knows, and you have seen that a network can learn nonsense
# by heart. Watch *when* it does.

# %% key="watch-spoiled"
rng, learn, choose = np.random.default_rng(5), (x_train, y_train), (x_val, y_val)
random_labels = rng.integers(0, 10, len(y_train))
spoiled = x_train, np.where(rng.random(len(y_train)) < 0.3, random_labels, y_train)

my_fit, start, rng = mine(fit), new_params([64, 128, 10]), np.random.default_rng(2)
kept, history = my_fit(loss_and_grads, start, spoiled, choose, 0.1, 32, 60, rng)
plotting.loss_curves(history)
plt.show()

# %% [markdown] key="overfitting"
# First it learns what most 3s share, and val falls with train. (Val lies lower at first: it has no
# spoiled labels, which nobody can foretell.) Then it learns single labels by heart, right and
# wrong, and val rises. That is **overfitting**. Going back to the best epoch is the idea behind
# *early stopping*. What does it save? Train once more, in the same order, and take what is there
# after epoch 60.

# %% key="best-or-last"
rng = np.random.default_rng(2)
last, _ = train_until(loss_and_grads, start, *spoiled, 0.1, 32, 0.0, 60, rng)
for name, params in {"best": kept, "last": last}.items():
    print(f"{name} epoch: {score(params, x_val, y_val):.1%} of val right")

# %% [markdown] key="overfitting-border"
# The same run, the same labels; in ours the right moment saves half of the mistakes. Now see
# overfitting bend a border. Before you press Train: which way will the two losses go? And what will
# the border look like where they part?

# %% key="playground"
points = {"data": "moons", "noise": 0.5, "examples": 60}
net = {"hidden": (16, 16), "activation": "relu", "lr": 0.2, "batch_size": 8, "speed": 50}
Playground(**points, **net, forward=network_forward, backward=network_backward)

# %% [markdown] key="playground-answer"
# Both fall at first. From about step 40 on validation rises, while training goes on falling. Rewind
# to step 40: the border is nearly a straight line. At step 800 an island lies around a few points
# that have strayed. Now write 1000 examples in the cell, and run it again: the two losses stay
# together and no island comes. There are too many to learn by heart.

# %% [markdown] key="simple"
# ## Start with what is simple
#
# Back to clean labels. What do you lay a score beside? First the laziest reader there is: always
# the commonest digit. Then a network without a hidden layer; with one; wider; deeper. One change at
# a time, each judged on val.

# %% key="always-the-same"
times = np.bincount(y_train)  # how often each digit occurs in train (in val another may lead)
print(f"always {times.argmax()}: {np.mean(y_val == times.argmax()):.1%} of val")

# %% key="ladder"
runs, lowest = {}, {}
for hidden in [(), (32,), (128,), (64, 64)]:
    start, rng = new_params([64, *hidden, 10]), np.random.default_rng(2)
    params, history = my_fit(loss_and_grads, start, learn, choose, 0.1, 32, 40, rng)
    runs[hidden], lowest[hidden] = (params, history), min(history["val"])
    shares = f"train {score(params, *learn):.1%}, val {score(params, *choose):.1%}"
    print(f"hidden {hidden!s:8}: {shares}, loss on val {lowest[hidden]:.3f}")
hidden = min(lowest, key=lowest.get)  # the one with the lowest loss

# %% [markdown] key="ladder-read"
# Without a hidden layer you are nearly there: begin there, always. With one, train says 100 %, or
# close to it, and tells you nothing. On val they differ by a few of 359 digits, and one is 0.28 %:
# partly luck. The loss sees more than who is highest, so the last line chooses by it: 128 units in
# our run. If your split drew another order, your numbers are others, and another network may win.

# %% [markdown] key="confusion"
# ## Exercise 5: what is taken for what
#
# A share does not say *what* goes wrong. Count in a table: a row for the truth, a column for the
# prediction. Four digits, truth 2, 2, 2, 0 and prediction 2, 0, 2, 0: row 2 gets two in column 2
# and one in column 0; row 0 gets one in column 0. But first a trap. How large is entry 1 below?

# %% key="named-twice"
a = np.zeros(3)
a[[1, 1, 2]] += 1
a

# %% [markdown] key="confusion-exercise"
# Not 2. NumPy reads entry 1, adds, and writes it; for the second 1 it had read the old value. A
# place that is named twice is raised once. So take another way: a loop over both arrays is fine. C
# by C counts, a class that does not occur has zeros. 3 lines, 7 minutes.


# %% key="confusion-code"
def confusion_matrix(y, pred, C):
    """Count how often each class was taken for each.

    y    : the true class of each example, integers of shape (N,)
    pred : the class that was predicted, integers of shape (N,)
    C    : the number of classes
    returns counts of shape (C, C): a row for each true class, a column for each predicted one
    """
    # BEGIN SOLUTION
    counts = np.zeros((C, C), dtype=int)
    np.add.at(counts, (y, pred), 1)
    return counts
    # END SOLUTION


try_out(confusion_matrix, np.array([2, 2, 2, 0]), np.array([2, 0, 2, 0]), 3)

# %% key="check-confusion"
check(confusion_matrix)

# %% [markdown] key="note-confusion" tags=["instructor"]
# **Instructor.** Commonest slips: rows and columns exchanged, places named twice, the size taken
# from the data. Ask "a 1 was read as a 7: which row?" The course's own line uses `np.add.at`; a
# loop passes as well.

# %% key="confusion-of-val"
chosen, history = runs[hidden]
val_logits, _ = network_forward(chosen, x_val)
read = val_logits.argmax(axis=1)
plotting.confusion_heat_map(mine(confusion_matrix)(y_val, read, 10))
plt.show()

# %% [markdown] key="drawer-open"
# In our run half of the mistakes are 8s, read as 1, 4 or 7. Which row has the most in yours? Look
# there first, and at the pictures, before you change anything.
#
# ## The drawer
#
# You have chosen a network and its epochs. (In our run all 40: val still fell, by less than a
# thousandth each.) Now val may teach: with train, 1,437 digits. Start anew, train, then open the
# drawer, once. The clock runs.

# %% key="final-training"
started = time.perf_counter()
epochs = int(np.argmin(history["val"])) + 1
x_both, y_both = np.concatenate([train[0], val[0]]), np.concatenate([train[1], val[1]])
x_final, x_test = standard(x_both, test[0])
start, rng = new_params([64, *hidden, 10]), np.random.default_rng(2)
final, _ = train_until(loss_and_grads, start, x_final, y_both, 0.1, 32, 0.0, epochs, rng)
print(f"hidden {hidden}, {epochs} epochs, under a minute: {time.perf_counter() - started < 60}")

# %% key="test-once"
y_test = test[1]
print(f"{score(final, x_test, y_test):.1%} of {len(y_test)} digits that it has never seen")
read = network_forward(final, x_test)[0].argmax(axis=1)
plotting.wrong_digits(test[0], y_test, read, most=12)
plt.show()

# %% [markdown] key="yours"
# 98 of 100 in our run, in seconds; from 95 to 98 with ten other splits. And you wrote this: every
# product, every slope, every step. Look at the page of its mistakes: would you have read all of
# them? Some are not the network's fault.
#
# ## One more question
#
# Before you tell anyone that number, ask what the digits were held out *from*.

# %% key="predict-hands"
quiz("other-hands")

# %% key="hands"
x_first, x_last = standard(x[:1437], x[1437:])
start, rng = new_params([64, *hidden, 10]), np.random.default_rng(2)
other, _ = train_until(loss_and_grads, start, x_first, y[:1437], 0.1, 32, 0.0, epochs, rng)
print(f"{score(other, x_last, y[1437:]):.1%} of the last {len(x_last)} in the file")

# %% [markdown] key="hands-surprise"
# In our run that is five times as many mistakes, and it is more with every split we tried. Neither
# number is wrong; they answer two questions. For people whose digits you have, the first. For a
# letter from a stranger, the second. **Hold out what will be new when it counts**: new hands, new
# patients, next year. No shape and no check warns you; you have to ask.

# %% [markdown] key="note-hands" tags=["instructor"]
# **Instructor.** Are the last digits harder? No: in a random fifth, those from the end of the file
# are read about as well as the rest. For a longer talk: a reader without any training, who gives
# each picture the label of the most similar one in train, gets 98.9 % of a random fifth and 95.6 %
# of the last. Ask what that says about this data set, and what it would cost with a million
# pictures.

# %% [markdown] key="questions"
# ## Four questions before you go
#
# Two on scores, one on curves, one on who decides what. Every answer says why; read the wrong ones
# too.

# %% key="quiz"
quiz("right-nine-times-in-ten")
quiz("twenty-widths-one-test")
quiz("val-below-train")
quiz("who-chose-the-width")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You ask a network about what it has not seen, and lay its score beside the simplest reader's.
# - You divide first, and let test alone until nothing is left to choose.
# - You measure in train, and apply that to everything else.
# - You watch both losses, and keep the moment when val was lowest.
# - You look at the mistakes, and you ask what your data were held out from.
#
# **Next:** you can train a network. Part III makes it train *well*: steps that remember, weights
# that start at the right size, and a cure for learning by heart that does not stop early. Part IV
# gives it eyes: shuffle the 64 pixels, all pictures alike, and today's network learns no worse. It
# has never known which pixels are neighbours.
