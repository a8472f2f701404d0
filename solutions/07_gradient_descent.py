# %% [markdown] key="title"
# # 07 · Gradient descent
#
# **You know which way is down. How far do you go?**
#
# After this lesson you can
#
# - predict from the curvature whether a learning rate crawls, arrives, overshoots or blows up;
# - write the step that moves every array of a network, and hold it to its promise;
# - deal out examples in mini-batches, and say how noisy their gradients are;
# - train a network epoch by epoch, and stop when the loss is low enough;
# - choose a learning rate and a batch size, and give reasons for them.
#
# You need lessons 02 to 06: losses, gradient check, a network's gradients. Four exercises, about
# 70 minutes; a good place for a break is before the batches.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import copy
import time

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import load_digits, make_moons
from bpcourse.nn import cross_entropy
from bpcourse.widgets import Playground, Surface

# %% [markdown] key="hurt"
# ## Right gradients, and it learns nothing
#
# In lesson 05 you multiplied your gradients by 0.3, in lesson 06 by 0.1, hundreds of times. Why?
# Because we had tried it, and did not tell you. Here are 1,000 points in two moons, and a network
# with 16 hidden units, made of your parts: yours where your notebooks lie beside this one and pass
# their checks, else ours.

# %% key="moons"
# A tool for this page: run it now, read it when you like.
network_forward = mine("06", "network_forward")
network_backward = mine("06", "network_backward")
cross_entropy_backward = mine("05", "cross_entropy_backward")
gradient_check_network = mine("06", "gradient_check_network")


def loss_and_grads(params, x, y):
    logits, cache = network_forward(params, x)
    return cross_entropy(logits, y), network_backward(cross_entropy_backward(logits, y), cache)


def new_params(D, H, C):
    rng = np.random.default_rng(1)
    w1, w2 = rng.standard_normal((D, H)), rng.standard_normal((H, C))
    w1, w2 = w1 * np.sqrt(2 / D), w2 * np.sqrt(2 / H)
    return {"w1": w1, "b1": np.zeros(H), "w2": w2, "b2": np.zeros(C)}


x, y = make_moons(1000, np.random.default_rng(0))
start = new_params(2, 16, 2)

# %% [markdown] key="three-rates"
# First the cell makes sure that the gradients are right. Then it takes 100 steps, each along the
# gradient for all 1,000 points, three times from the same start. Only the factor differs, the
# **learning rate** `lr`. To compare: whoever gives each class one half has a loss of 0.69, which
# is $\ln 2$.


# %% key="descend"
# A tool for this page: run it now, read it when you like.
def losses_with(lr, steps=100):
    params, losses = copy.deepcopy(start), []
    for _ in range(steps + 1):
        loss, grads = loss_and_grads(params, x, y)
        losses.append(loss)
        for name in params:
            params[name] -= lr * grads[name]
    return losses


errors = gradient_check_network(loss_and_grads, start, x, y, np.random.default_rng(2))
print("all gradients agree:", max(errors.values()) < 1e-6)
for lr in [0.001, 3, 30]:
    losses = losses_with(lr)
    first = ", ".join(f"{loss:.2f}" for loss in losses[:3])
    print(f"lr {lr}: {first} ... below 0.69 at the end: {losses[-1] < 0.69} ({losses[-1]:.2f})")

# %% [markdown] key="three-fates"
# With 0.001 the network has learnt next to nothing. With 3 it has the moons. With 30 it is thrown
# up to 221 after two steps, and ends far worse than one half each. The same code, the same right
# gradients. A gradient says which way the loss falls. How far to go, it does not say. Who does?

# %% [markdown] key="one-number"
# ## One number on a parabola
#
# Make it as small as possible: one number, $L = w^2$, with slope $dw = 2w$ (lesson 00). You stand
# at $w = 3$: $L = 9$, $dw = 6$. With $lr = 0.1$ the step is $0.1 \cdot 6 = 0.6$, and you arrive at
# $3 - 0.6 = 2.4$. If the slope stayed 6 all the way, the loss would fall by $0.6 \cdot 6 = 3.6$.
# That is what the gradient promises.

# %% key="promises"
w, dw = 3.0, 6.0
for lr in [0.01, 0.1, 0.5]:
    step = lr * dw
    promised, real = step * dw, w**2 - (w - step) ** 2
    print(f"lr {lr}: from 3 to {w - step:.2f}, promised {promised:.4f}, fell by {real:.4f}")

# %% [markdown] key="promises-read"
# A short step keeps its promise, nearly. A long one does not, because the slope changes on the
# way. With 0.5 only half of the promise comes true, and still you stand exactly at the bottom, at
# 0. What if you go twice as far?

# %% key="predict-one"
quiz("a-rate-of-one")


# %% key="walks"
def walk(lr, steps=8):
    places = [3.0]
    for _ in range(steps):
        w = places[-1]
        places.append(w - lr * 2 * w)
    return places


for lr in [0.1, 0.5, 0.9, 1.0, 1.1]:
    print(f"lr {lr}:", np.round(walk(lr, 4), 2))

# %% [markdown] key="one-surprise"
# With 1.0 each step goes the right way, and arrives as high as it began: 3, -3, 3, for ever. A
# right direction guarantees nothing. With 0.9 it lands beyond the bottom as well, but lower; with
# 1.1 higher, and the next time higher still. To land beyond the bottom is to **overshoot**.

# %% key="two-walks"
plotting.descents(lambda w: w**2, {"lr = 0.1": walk(0.1), "lr = 0.9": walk(0.9)})
plt.show()

# %% [markdown] key="in-letters"
# In letters: $w - lr \cdot 2w = (1 - 2\,lr)\,w$. The 2 says how fast the slope itself grows, by 2
# for each unit of $w$: that is the **curvature** $c$. On any parabola the slope is $c$ times the
# distance from the bottom, so each step multiplies that distance by $1 - lr \cdot c$. This one
# factor decides:
#
# | factor | what you see | on $w^2$ |
# | --- | --- | --- |
# | a little below 1 | it crawls | lr = 0.01 |
# | between 0 and 1 | it arrives from one side | lr = 0.1 |
# | between -1 and 0 | it overshoots and arrives | lr = 0.9 |
# | below -1 | it blows up | lr = 1.1 |
#
# The edge is at $lr = 2/c$. Twice as curved, half the rate.

# %% [markdown] key="another-parabola"
# Now with a blank. $L = 5 (w - 2)^2$ has the slope $10 (w - 2)$, and its bottom at 2. From which
# learning rate on does it blow up? Replace the zero: 1 line, 3 minutes. The cell walks 50 steps
# with 1 % less than your number, then with 1 % more. At the edge, the first distance shrinks from
# 1 and the second grows.

# %% key="blank-edge"
edge = 0.0  # the blank: the learning rate at the edge
for lr in [0.99 * edge, 1.01 * edge]:
    w = 3.0  # at a distance of 1 from the bottom
    for _ in range(50):
        w = w - lr * 10 * (w - 2)
    print(f"lr {lr:.4f}: after 50 steps at a distance of {abs(w - 2):.2f}")

# %% [markdown] key="note-edge" tags=["instructor"]
# **Instructor.** The blank is 0.2, from $2/10$: then the distances are 0.36 and 2.69. Whoever
# writes 1.0 has taken over the edge of $w^2$, whoever writes 0.4 has taken 5 for the curvature, and
# 0.1 is the rate that lands in one step, not the edge. Ask "how steep at 3? at 4? so what is c?"


# %% key="attempt"
# A tool for this page: run it now, read it when you like.
def tidy(thing):
    """Arrays as lists, numbers with four decimals: for reading."""
    if isinstance(thing, dict):
        return {name: tidy(part) for name, part in thing.items()}
    if isinstance(thing, list | tuple):
        return [tidy(part) for part in thing]
    return np.round(thing, 4).tolist() if isinstance(thing, float | np.ndarray) else thing


def show(function, *inputs):
    """Print what a function returns, or deals out; if it is not written yet, say so."""
    try:
        result = function(*copy.deepcopy(inputs))
        result = list(result) if hasattr(result, "__next__") else result
        print("yours:  ", tidy(result))
    except NotImplementedError:
        print(f"{function.__name__}: not started")


# %% [markdown] key="step"
# ## Exercise 1: one step for all
#
# A network has many arrays, each with a gradient under the same name. Every entry takes its own
# step, with one `lr` for all. By hand: `w1 = [[1, 2]]` has the gradient `[[0.5, -1]]`, `b1 = [0]`
# has `[2]`. With lr = 0.1 you arrive at `[[0.95, 2.1]]` and `[-0.2]`.
#
# Return a **new** dict with new arrays. (`losses_with`, above, writes into its arrays by `-=`; only
# the deep copy saves `start`.) Pair by name, not by order. 2 lines, 5 minutes.


# %% key="gradient-step"
def gradient_step(params, grads, lr):
    """Take one step downhill.

    params : dict of arrays by name
    grads  : dict of arrays, the gradient of the loss with respect to each of them
    lr     : the learning rate, a number above 0
    returns a new dict with the names and shapes of params, which stay as they were
    """
    # BEGIN SOLUTION
    return {name: w - lr * grads[name] for name, w in params.items()}
    # END SOLUTION


few = {"w1": np.array([[1.0, 2.0]]), "b1": np.array([0.0])}
slopes = {"b1": np.array([2.0]), "w1": np.array([[0.5, -1.0]])}
show(gradient_step, few, slopes, 0.1)
print("by hand:", {"w1": [[0.95, 2.1]], "b1": [-0.2]})

# %% key="check-step"
check(gradient_step)

# %% [markdown] key="note-step" tags=["instructor"]
# **Instructor.** Commonest slips: `+` for `-`; arrays paired by their place in the dict; `-=`,
# which passes with a note: `check` and `mine` hand over copies, so `start` is safe on this page and
# nowhere else (ask: "what is `few` after `gradient_step(few, slopes, 0.1)`?"); biases left out. Ask
# for the first entry on paper before any code.

# %% [markdown] key="promise-network"
# Now hold the whole network to its promise. Over a short step the loss should fall by (step) times
# (slope) for every entry, added up: $lr \sum dw^2$, over all numbers of all arrays. A wrong sign
# would show at once.

# %% key="promise-of-all"
step = mine(gradient_step)
loss, grads = loss_and_grads(start, x, y)
squares = sum(np.sum(g**2) for g in grads.values())
for lr in [0.001, 0.1, 1, 10]:
    after, _ = loss_and_grads(step(start, grads, lr), x, y)
    print(f"lr {lr}: promised {lr * squares:.6f}, fell by {loss - after:.6f}")

# %% [markdown] key="promise-network-read"
# At 0.001 the promise is kept to a thousandth. At 1 a third of it comes true. At 10 the loss
# *rises*, by more than the 0.90 it could have fallen. **A gradient is not an update.**
#
# ## One rate, many directions
#
# Why? Seen from near by, a smooth loss is nearly a parabola along every direction: steep along
# one, flat along another. The smallest such case is a ravine: $L = (0.4\,w_1^2 + 16\,w_2^2)/2$,
# with curvature 0.4 along $w_1$ and 16 along $w_2$.

# %% key="predict-ravine"
quiz("one-rate-two-curvatures")

# %% key="ravine-factors"
for lr in [0.01, 0.12, 0.13]:
    along, across = 1 - lr * 0.4, 1 - lr * 16
    left = abs(along) ** 100, abs(across) ** 100  # of the distance, after 100 steps
    print(f"lr {lr}: factors {along:.3f} and {across:.3f}, left {left[0]:.3f} and {left[1]:.3f}")

# %% [markdown] key="ravine-read"
# The steepest direction sets the limit, 2/16, and the flattest pays for it: at 0.01, two thirds of
# its way are still left. See it: your step walks here. (Momentum is lesson 09; yours has none.)
# Before you move anything: the rate is 0.01. Raise it little by little. Which rate brings you
# nearest to the bottom in 100 steps? What happens a hair above 0.125?

# %% key="ravine-widget"
Surface("ravine", lr=0.01, optimizers=[step])

# %% [markdown] key="ravine-answer"
# Nearest with about 0.12: across it jumps from wall to wall, along it creeps. With 0.13 it leaves
# the picture at step 12. Inputs in very different units make such ravines (lesson 08).
#
# Nobody tells you the curvatures of a network. So try 0.001, 0.01, 0.1, 1, and take the largest
# rate with which the loss falls steadily. Numbers that you choose, not the gradient, are called
# **hyperparameters**. Time for a break.

# %% [markdown] key="batches"
# ## Must it be all 1,000?
#
# Each step so far asked 1,000 points which way is down. An opinion poll asks a few at random. Here
# too: the loss is a mean, so the gradient for all is the mean of the gradients for each. A few,
# drawn at random, have nearly the same mean. How near? Below, `distance` is the length of the
# difference (lesson 03), with the numbers of all arrays together.

# %% key="distance"
rng = np.random.default_rng(3)


def batch_grads(size):
    drawn = rng.integers(len(x), size=size)  # so many row numbers, at random
    return loss_and_grads(start, x[drawn], y[drawn])[1]


def distance(a, b):
    return np.sqrt(sum(np.sum((a[name] - b[name]) ** 2) for name in a))


# %% key="predict-noise"
quiz("sixteen-times-the-batch")

# %% key="noise"
nothing = {name: np.zeros(g.shape) for name, g in grads.items()}
for size in [1, 4, 16, 64, 256]:
    off = [distance(batch_grads(size), grads) for _ in range(400)]
    print(f"batches of {size:>3}: off by {np.mean(off) / distance(grads, nothing):.2f}")

# %% [markdown] key="noise-read"
# Four times the examples, about half the error, each time: the noise shrinks with the root of the
# size. A single example is off by 1.7 times the gradient's own length. For 64 times the work you
# get about an eighth of that, not a 64th: random errors cancel only in part.


# %% key="clouds"
def cloud(size):
    return np.array([batch_grads(size)["w2"][[8, 15], 0] for _ in range(1000)])


names = ("w2[8, 0]", "w2[15, 0]")
plotting.gradient_clouds({4: cloud(4), 64: cloud(64)}, grads["w2"][[8, 15], 0], names)
plt.show()

# %% [markdown] key="clouds-read"
# Two of the 82 numbers, 1,000 batches of each size. The cloud lies *around* the cross: what one
# step does too much, others do too little. One exact step costs as much as a hundred rough ones on
# ten examples. That is **stochastic** gradient descent, SGD: led by chance.
#
# ## Exercise 2: dealing out
#
# A few examples out of many are a **mini-batch**. Deal them like cards: shuffle, deal all out,
# shuffle again. But every example must keep its label.

# %% key="one-order"
letters, numbers = np.array(list("abcdefg")), 100 * np.arange(7)
new_order = np.random.default_rng(4).permutation(7)
print(new_order)
print(letters[new_order], numbers[new_order])
print(letters[new_order][0:3], letters[new_order][3:6], letters[new_order][6:9])

# %% [markdown] key="yield"
# `permutation(7)` is 0 to 6 in a random order. Put in brackets, it picks from both arrays in the
# same way. The slice 6:9 goes beyond the end and gets what is there: one. How do you hand out one
# batch after the other? A list of pairs will do. Or `yield`: like `return`, except that the
# function waits there, and goes on when the loop asks for the next.


# %% key="yield-example"
def halves(number):
    while number > 1:
        number = number // 2
        yield number


for half in halves(20):
    print(half)

# %% [markdown] key="deal-exercise"
# Deal out (x, y) pairs of `batch_size` examples each, the last pair with what is left over, never
# an empty one. All randomness comes from `rng`: each call shuffles anew, and a run can be repeated
# from its seed. `range(0, 10, 4)` is 0, 4, 8. 4 lines, 10 minutes. Below, each label is ten times
# its number: pairs that were torn apart show at once.


# %% key="iterate-minibatches"
def iterate_minibatches(x, y, batch_size, rng):
    """Deal all examples out, shuffled, in batches.

    x          : one row an example, shape (N, D)
    y          : what belongs to each example, shape (N,)
    batch_size : examples a batch; the last may be short
    rng        : a NumPy Generator
    yields (or returns a list of) pairs: some of x, shape (n, D), and the same of y, shape (n,)
    """
    # BEGIN SOLUTION
    order = rng.permutation(len(x))
    for begin in range(0, len(x), batch_size):
        batch = order[begin : begin + batch_size]
        yield x[batch], y[batch]
    # END SOLUTION


numbered, tens = np.arange(10)[:, None], 10 * np.arange(10)
show(iterate_minibatches, numbered, tens, 4, np.random.default_rng(0))

# %% key="check-deal"
check(iterate_minibatches)

# %% [markdown] key="note-deal" tags=["instructor"]
# **Instructor.** Commonest slips: x and y shuffled each by itself; the short batch lost, by
# `len(x) // batch_size`; drawing with replacement; a generator made inside, so that every epoch has
# the same order; `return` in the loop for `yield`. Ask for N = 10 and batches of 4: how many pairs,
# which sizes? Beware of x and y shuffled in place: it passes, and reorders the caller's arrays.

# %% [markdown] key="epoch"
# ## Exercise 3: an epoch
#
# Once through all examples is an **epoch**. For each mini-batch: its loss and gradients, then a
# step; the next batch meets the params that this step left. Report the mean loss over the
# *examples*: batches of 4 and of 1 with losses 0.5 and 1.0 make
# $(4 \cdot 0.5 + 1 \cdot 1.0)/5 = 0.6$, not 0.75.
#
# To test yours, take a loss so small that you can foretell all: the mean of y, plus w. Its slope
# is 1.


# %% key="toy-loss"
def toy(params, x, y):
    return np.mean(y) + params["w"][0], {"w": np.array([1.0])}


toy_x, toy_y = np.zeros((5, 1)), np.array([1.0, 2.0, 3.0, 4.0, 10.0])
toy_start = {"w": np.array([0.0])}

# %% [markdown] key="toy"
# The mean of y is 4. In batches of 2 with lr = 0.1, w is 0 for two examples, -0.1 for two, -0.2
# for one. So the mean loss is $4 - (0.2 + 0.2)/5 = 3.92$, and w ends at -0.3.
#
# Each batch's loss is taken *before* its step: `loss_and_grads` gives loss and gradients at once,
# so ask it once a batch. Use your two functions. 6 lines, 12 minutes.


# %% key="train-epoch"
def train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    """Show every example once: a step a mini-batch.

    loss_and_grads : function of (params, x, y) that returns (loss, grads)
    params         : dict of arrays, where to start; they stay as they were
    x, y           : N examples and what belongs to each
    lr, batch_size : learning rate, examples a batch
    rng            : a NumPy Generator, for the order
    returns params, mean_loss: after the last step; the mean over all N examples
    """
    # BEGIN SOLUTION
    # differs: ours returns a Python float, whatever the losses are
    total = 0.0
    for x_batch, y_batch in iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        params = gradient_step(params, grads, lr=lr)
        total += loss * len(x_batch)
    return params, total / len(x)
    # END SOLUTION


show(train_epoch, toy, toy_start, toy_x, toy_y, 0.1, 2, np.random.default_rng(0))
print("by hand:", [{"w": [-0.3]}, 3.92])

# %% key="check-epoch"
check(train_epoch)

# %% [markdown] key="note-epoch" tags=["instructor"]
# **Instructor.** Commonest slips: the mean over batches (the toy then gives another number with
# each seed); the loss asked again after the step; a step's result that never takes the name
# `params`; all gradients taken at the first params. Ask "which params does batch 2 meet?"

# %% [markdown] key="sizes"
# ## What small batches buy
#
# Ten epochs, each time from the same start with a rate of 0.3: that is ten steps on all 1,000
# points, or 10,000 steps on one point each. All see each point ten times. Which of the four gets
# furthest? And for which do you wait longest? (`setdefault` makes a list the first time.)

# %% key="four-sizes"
epoch, runs = mine(train_epoch), {}
for size in [1000, 100, 10, 1]:
    params, rng = start, np.random.default_rng(0)
    for _ in range(10):
        params, loss = epoch(loss_and_grads, params, x, y, 0.3, size, rng)
        runs.setdefault(f"batches of {size}", []).append(loss)
plotting.loss_curves(runs, title="From the same ten epochs, small batches learn more")
plt.show()

# %% [markdown] key="sizes-read"
# Ten steps on everybody come to 0.32, a thousand on ten at a time to 0.02, though each of them is
# noisy. Batches of 1 go a little further, up and down: with a fixed rate, a step on one example
# never settles. And you waited for them. Does a step on 1,000 examples take a thousand times as
# long as a step on one?

# %% key="clock"
seconds = {}
for size in [1, 1000]:
    begin = time.perf_counter()
    for _ in range(100):
        loss_and_grads(start, x[:size], y[:size])
    seconds[size] = time.perf_counter() - begin
print("1,000 examples take less than 100 times as long as 1:", seconds[1000] < 100 * seconds[1])

# %% [markdown] key="clock-read"
# A thousand times the work takes nowhere near a thousand times as long: every call takes time too,
# and large products are what NumPy is good at. So the usual batch lies between, from 16 to 256.
#
# ## Why shuffle?
#
# Data often lie sorted. Take the digits of lesson 05, and train one epoch in batches of 10: all
# zeros first, then the ones, at the end the nines. What does the network read afterwards?

# %% key="predict-sorted"
quiz("sorted-by-class")

# %% key="sorted-epoch"
pictures, digits = load_digits()
by_class = shuffled = new_params(64, 32, 10)
rng = np.random.default_rng(0)
for digit in range(10):
    own = digits == digit
    by_class, _ = epoch(loss_and_grads, by_class, pictures[own], digits[own], 0.1, 10, rng)
shuffled, _ = epoch(loss_and_grads, shuffled, pictures, digits, 0.1, 10, rng)

# %% key="sorted-answers"
for name, params in [("sorted", by_class), ("shuffled", shuffled)]:
    read = network_forward(params, pictures)[0].argmax(axis=1)
    counts = np.bincount(read, minlength=10)  # how often it reads 0, 1, ..., 9
    print(f"{name}: {np.mean(read == digits):.0%} right, answers {counts}")

# %% [markdown] key="sorted-read"
# The same 1,797 pictures, about as many steps, the same rate. Sorted, it says nine to every
# picture: during the last 180, nobody contradicted. Shuffled, 88 % are right after one epoch. A
# gradient speaks for those who were asked.

# %% [markdown] key="until"
# ## Exercise 4: until it is good enough
#
# Stop after the first epoch with a mean loss below a **threshold** (below, not at). That may never
# come: `max_epochs` ends it in any case. With the toy, epochs have 3.92, 3.62, 3.32. With the
# threshold 3.4 it stops after the third, at w = -0.9; with `max_epochs` 2, after the second.
#
# The history gets every epoch's mean loss. Hand the same `rng` to each epoch. `break` leaves a
# loop. 7 lines, 10 minutes.


# %% key="train-until"
def train_until(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    """Train epoch after epoch, until the mean loss of one is below the threshold.

    loss_and_grads, params, x, y, lr, batch_size, rng : as for train_epoch
    threshold  : stop after the first epoch whose mean loss is below it
    max_epochs : stop after so many in any case, at least 1
    returns params, history: after the last epoch; the mean loss of each epoch, a list
    """
    # BEGIN SOLUTION
    # differs: in two names
    history = []
    for _ in range(max_epochs):
        params, loss = train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng=rng)
        history.append(loss)
        if loss < threshold:
            break
    return params, history
    # END SOLUTION


for most in [10, 2]:
    rng = np.random.default_rng(0)
    show(train_until, toy, toy_start, toy_x, toy_y, 0.1, 2, 3.4, most, rng)

# %% key="check-until"
check(train_until)

# %% [markdown] key="note-until" tags=["instructor"]
# **Instructor.** Commonest slips: the last loss not in the history; every epoch from the first
# params again; a loss measured anew after the epoch; `<=`; a new generator in each epoch. Ask for
# the history that `max_epochs=1` gives: one number, whatever the threshold.

# %% key="train-moons"
# All of it is yours now: train the moons until the mean loss is below 0.1, in batches of 10.
until, rng = mine(train_until), np.random.default_rng(0)
params, history = until(loss_and_grads, start, x, y, 0.3, 10, 0.1, 100, rng)
print(f"{len(history)} epochs, mean losses {np.round(history, 3)}")
print(f"the loss afterwards, on all points: {loss_and_grads(params, x, y)[0]:.3f}")
plotting.decision_field(lambda points: network_forward(params, points)[0], x, y)
plt.show()

# %% [markdown] key="all-read"
# The loss afterwards is lower than the last entry of the history. No mistake: the history's losses
# were taken on the way, while the network was getting better. Now back to the question from the
# top, with your own tools: the same network, batches of 32, six rates. How many epochs does each
# need?

# %% key="rates"
for lr in [0.03, 0.1, 0.3, 1, 3, 10]:
    rng = np.random.default_rng(0)
    _, history = until(loss_and_grads, start, x, y, lr, 32, 0.1, 100, rng)
    print(f"lr {lr}: {len(history)} epochs, below 0.1: {history[-1] < 0.1}")

# %% [markdown] key="rates-read"
# From 0.03 to 0.3: ten times the rate, a ninth of the epochs. From 1 to 3: no gain. At 10 it never
# arrives.
#
# The playground runs on your passes. (Validation points are held out: lesson 08.) Before you press
# anything: find a rate that crawls for 500 steps, one that separates the moons, and one from which
# the network never recovers, even at a lower rate. How far apart are the last two?

# %% key="playground-widget"
Playground(forward=network_forward, backward=network_backward, hidden=(16,), lr=0.01)

# %% [markdown] key="playground-answer"
# With us, after 500 steps: a loss of 0.28 with 0.01, of 0.01 with 1, and with only ten times as
# much 0.87, more than one half each would give. There, one relu after the other was thrown so far
# that it is silent for every point, and a silent unit has gradient 0 (lesson 05). No gradient, no
# way back. What if units cannot go silent, in a deeper network?

# %% key="too-far"
deep = Playground(data="blobs", hidden=(8, 8, 8, 8), activation="leaky_relu", lr=3.0)
deep.step(10)
print(deep.trouble.title)
deep

# %% [markdown] key="too-far-read"
# (A leaky relu lets a hundredth of the negative side through.) Nothing dies here. Instead the
# overshoot grows from layer to layer and from step to step, until a number is too large for a
# float. When a loss says `inf` or `nan`, think of the rate first. Go back to step 0, take 0.1, and
# it learns.

# %% [markdown] key="questions"
# ## Four questions before you go
#
# Each is about something that many get wrong about training. Every answer says why, also the wrong
# ones: read those too.

# %% key="quiz"
quiz("a-gradient-of-three")
quiz("shorter-and-shorter")
quiz("one-step-up")
quiz("sum-for-mean")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You predict from $1 - lr \cdot c$ whether a rate crawls, arrives, overshoots or blows up.
# - You take a step with all arrays at once, and hold it to the promise of its gradient.
# - You measure the noise of a batch, and halve it with four times the examples.
# - You shuffle, deal out, and train an epoch; you stop when it is good enough.
# - You try rates from small to large, and take the largest with which the loss falls steadily.
#
# **Next:** [08 · Real data](08_real_data.ipynb) asks what a low loss is worth. All points of this
# page were seen in training, and a table that knows them by heart would have a loss of 0.
