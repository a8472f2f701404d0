# %% [markdown] key="title"
# # 06 · The whole network
#
# **You have the backward pass of every layer. What is missing for a network of twenty?**
#
# After this lesson you can
#
# - write the loss and all gradients of a two-layer network, line for line there and back;
# - send a batch through any number of layers in one loop, and the gradient back in another;
# - check all gradients of a network with two losses an array;
# - say in which layer a mistake sits, from a list of errors;
# - say what depth does to a gradient on its way down.
#
# You need lessons 03 and 05: gradient check, layers backward. Four exercises, about 75 minutes.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import load_digits
from bpcourse.nn import cross_entropy, linear_forward, relu
from bpcourse.widgets import gradient_flow

# Your own parts, where they pass their checks, else ours:
linear_backward = mine("05", "linear_backward")
relu_backward = mine("05", "relu_backward")
cross_entropy_backward = mine("05", "cross_entropy_backward")
directional_check = mine("03", "directional_check")
relative_error = mine("03", "relative_error")
mlp_forward = mine("01", "mlp_forward")

# %% [markdown] key="hurt"
# ## One wrong name
#
# In lesson 05 you put two layers together by hand. Somebody wanted three, and got them by copying
# and pasting. `z` is a layer's weighted sum, `h` what relu leaves of it; `kept` is
# what a linear layer keeps for the way back. One name below is wrong. Read both cells once, as
# you read code from a friend, and go on.


# %% key="copied-forward"
def copied_forward(params, x):
    w1, b1, w2, b2, w3, b3 = params.values()
    z1, kept1 = linear_forward(x, w1, b1)
    h1 = relu(z1)
    z2, kept2 = linear_forward(h1, w2, b2)
    h2 = relu(z2)
    out, kept3 = linear_forward(h2, w3, b3)
    return out, {"kept1": kept1, "z1": z1, "kept2": kept2, "z2": z2, "kept3": kept3}


# %% key="copied-backward"
def copied_backward(dout, cache):
    dh2, dw3, db3 = linear_backward(dout, cache["kept3"])
    dz2 = relu_backward(dh2, cache["z2"])
    dh1, dw2, db2 = linear_backward(dz2, cache["kept2"])
    dz1 = relu_backward(dh1, cache["z2"])
    _, dw1, db1 = linear_backward(dz1, cache["kept1"])
    return {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2, "w3": dw3, "b3": db3}


# %% [markdown] key="digits"
# Train it on 500 digits of lesson 05 and hold out the other 1,297. `three_layers` goes there and
# back. `new_params` takes the sizes in a list, here 64 pixels, two hidden layers of 32 units, 10
# classes. (`f"w{layer}"` is text with the layer's number put in: "w1", "w2", "w3".)


# %% key="three-layers"
def three_layers(params, x, y):
    out, cache = copied_forward(params, x)
    return cross_entropy(out, y), copied_backward(cross_entropy_backward(out, y), cache)


pictures, digits = load_digits()
order = np.random.default_rng(0).permutation(len(digits))
train, held_out = order[:500], order[500:]
x_train, y_train = pictures[train], digits[train]


# %% key="new-params"
def new_params(sizes):
    rng, params = np.random.default_rng(1), {}
    for layer in range(1, len(sizes)):
        D, M = sizes[layer - 1], sizes[layer]
        params[f"w{layer}"] = rng.standard_normal((D, M)) * np.sqrt(2 / D)
        params[f"b{layer}"] = np.zeros(M)
    return params


# %% key="train-network"
def train_network(function, params, steps):
    losses = []
    for _ in range(steps):
        loss, grads = function(params, x_train, y_train)
        losses.append(loss)
        params = {name: params[name] - 0.1 * grads[name] for name in params}
    return params, losses


# %% key="it-learns"
trained, losses = train_network(three_layers, new_params([64, 32, 32, 10]), 200)
seen = mlp_forward(trained, pictures[held_out]).argmax(axis=1)
print(f"{np.mean(seen == digits[held_out]):.1%} of the held-out digits are read right")
plotting.loss_curve(losses)
plt.show()

# %% [markdown] key="nobody-tells"
# It learns, it reads nine new digits of ten, and yet one name up there is wrong: two of its six
# gradients are nonsense. Python said nothing, and neither did the loss. For twenty layers you would
# write 78 lines like these. You want two things: every kind of layer written **once**, and
# something that reads all the gradients for you.

# %% [markdown] key="on-paper"
# ## Two layers on paper
#
# First a network small enough to follow by hand: one example, two inputs, two hidden units, two
# classes. The numbers in the circles are $x$, $h_1$ and the logits. Work out the two sums
# $z_1 = x w_1 + b_1$ on paper, then look.

# %% key="small-network"
x, y = np.array([[1.0, 2.0]]), np.array([0])
w1, b1 = np.array([[1.0, 1.0], [1.0, -2.0]]), np.array([0.0, 1.0])
w2, b2 = np.array([[1.0, -1.0], [2.0, 4.0]]), np.array([-3.0, 3.0])
small = {"w1": w1, "b1": b1, "w2": w2, "b2": b2}

z1 = x @ w1 + b1
h1 = relu(z1)
plotting.network_diagram(small, [x[0], h1[0], (h1 @ w2 + b2)[0]], title="Unit 1 is silent")
plt.show()

# %% [markdown] key="by-hand"
# $z_1 = (1 + 2 + 0, \; 1 - 4 + 1) = (3, -2)$, so $h_1 = (3, 0)$. The logits are
# $(3 - 3, \; -3 + 3) = (0, 0)$: both classes at 1/2, and the loss is $-\ln(1/2) = 0.6931$.
#
# Now back. The true class is 0, so $dlogits = (1/2 - 1, \; 1/2) = (-1/2, \; 1/2)$. Each hidden unit
# collects over its two weights:
#
# $$dh_1 = (-\tfrac12 \cdot 1 + \tfrac12 \cdot (-1), \;\; -\tfrac12 \cdot 2 + \tfrac12 \cdot 4)
# = (-1, \; 1)$$
#
# Unit 1 is told that the loss grows with it. But it is silent. What becomes of its weights?

# %% key="predict-silent"
quiz("a-silent-unit")

# %% key="back-in-arrays"
dlogits = np.array([[-0.5, 0.5]])
dh1 = dlogits @ w2.T
dz1 = dh1 * (z1 > 0)
by_hand = {"w1": x.T @ dz1, "b1": dz1.sum(axis=0)}
by_hand["w2"], by_hand["b2"] = h1.T @ dlogits, dlogits.sum(axis=0)
neurons = [x[0], h1[0], np.zeros(2)]
plotting.network_diagram(by_hand, neurons, title="Gradients: 0 on every line at the silent unit")
plt.show()

# %% [markdown] key="silent-surprise"
# This time the lines carry the gradients, whatever the legend calls them: `dw1` on the left, `dw2`
# on the right, and b their `db`. The surprise is usually the right half. Relu shuts the way *down*,
# to the weights into the unit. The weights out of it have another reason: their gradient is $h_1$
# times what comes back, and $h_1$ is 0.

# %% [markdown] key="two-layers"
# ## Exercise 1: two layers
#
# Now as a function, for any batch. Each of the four lines there (linear, relu, linear, loss) has
# its line back, in reverse order, and gets what its own line left. Use the parts from the top. The
# gradients go into a dict under the names of `params`. The loss has made the mean already: divide
# nowhere. 9 lines, 15 minutes.


# %% key="compare"
# A tool for this page: run it now, read it when you like.
def attempt(function, *given):
    """What a function returns; if a part of it is not written yet, say so."""
    try:
        return function(*given)
    except NotImplementedError:
        print(f"{function.__name__}: not started")


def compare(function, params=small):
    """Lay a loss and its gradients beside those worked out on paper."""
    got = attempt(function, params, x, y)
    if got is None:
        return
    loss, grads = got
    print("loss", "agrees" if abs(loss - np.log(2)) < 1e-6 else f"{loss}, on paper 0.6931")
    for name in params:
        right, yours = by_hand[name], grads.get(name, "missing")
        same = np.shape(yours) == right.shape and relative_error(yours, right) < 1e-6
        print(f"{name} agrees" if same else f"{name}, yours:\n{yours}\non paper:\n{right}")


# %% key="two-layer-loss-and-grads"
def two_layer_loss_and_grads(params, x, y):
    """The loss of linear, relu, linear, cross-entropy, and its gradients.

    params : dict with "w1" of shape (D, H), "b1" (H,), "w2" (H, C), "b2" (C,)
    x      : one row an example, shape (N, D)
    y      : the true class of each example, integers of shape (N,)
    returns loss, grads: a number, and a dict with the names and shapes of params
    """
    # BEGIN SOLUTION
    z1, cache1 = linear_forward(x, params["w1"], params["b1"])
    h1 = relu(z1)
    logits, cache2 = linear_forward(h1, params["w2"], params["b2"])
    loss = cross_entropy(logits, y)

    dlogits = cross_entropy_backward(logits, y)
    dh1, dw2, db2 = linear_backward(dlogits, cache2)
    dz1 = relu_backward(dh1, z1)
    _, dw1, db1 = linear_backward(dz1, cache1)
    return loss, {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2}
    # END SOLUTION


compare(two_layer_loss_and_grads)

# %% key="check-two-layers"
check(two_layer_loss_and_grads)

# %% [markdown] key="note-two-layers" tags=["instructor"]
# **Instructor.** Commonest slips: relu's mask from `h1`'s gradient or forgotten; the first layer
# handed the gradient of the logits; the three results of `linear_backward` unpacked in another
# order; a second division by N. Ask "this array, at which place of the drawing does it live?", and
# have each name written beside the arrow it belongs to.

# %% [markdown] key="one-array"
# ## Measure one array
#
# Paper settled one example. For twenty digits and 2,410 numbers, measure, as at the end of
# lesson 05: give the loss *one* array as its variable, hold the others still, and try one random
# direction.

# %% key="measure-w1"
two_layers, params = mine(two_layer_loss_and_grads), new_params([64, 32, 10])
x_few, y_few = x_train[:20], y_train[:20]
loss, grads = two_layers(params, x_few, y_few)


def loss_of(w1):
    others_and_this = {**params, "w1": w1}  # a new dict: params, with one entry replaced
    return two_layers(others_and_this, x_few, y_few)[0]


slopes = directional_check(loss_of, params["w1"], grads["w1"], np.random.default_rng(2))
print("w1 agrees:", relative_error(*slopes) < 1e-6)

# %% [markdown] key="a-chain"
# Two losses, and 2,048 numbers are checked at once. (`*slopes` hands over both slopes as two
# arguments.)
#
# ## Many layers, written once
#
# Back to the 78 lines. Which of them repeat? To see the pattern alone, take the smallest layer of
# all: multiply a number by a factor. Three layers, $s_1 = 2$, $s_2 = 3$, $s_3 = 0.5$, and 4 goes
# in: 8, 24, 12.

# %% key="chain-forward"
factors = {"s1": 2.0, "s2": 3.0, "s3": 0.5}


def chain_forward(factors, out):
    cache = {}
    for layer in range(1, len(factors) + 1):
        cache[layer] = (out, factors[f"s{layer}"])  # what came in, and the factor it met
        out = out * factors[f"s{layer}"]
    return out, cache


chain_forward(factors, 4.0)

# %% [markdown] key="one-variable"
# One variable, `out`, walks up: what comes out of a layer goes into the next. The cache grows by
# one entry a layer. On the way down another variable walks, `dout`. `range(L, 0, -1)` counts from
# L down to 1.


# %% key="chain-backward"
def chain_backward(dout, cache):
    grads = {}
    for layer in range(len(cache), 0, -1):
        came_in, s = cache[layer]
        grads[f"s{layer}"] = dout * came_in
        dout = dout * s  # for the layer below
    return grads


chain_backward(1.0, chain_forward(factors, 4.0)[1])

# %% [markdown] key="chain-read"
# By hand: $ds_3 = 1 \cdot 24$, and 0.5 goes down; $ds_2 = 0.5 \cdot 8$, and 1.5 goes down;
# $ds_1 = 1.5 \cdot 4$. Two variables, two loops, and a cache that hands each layer its own. Three
# layers or three hundred, not a line more. That is what was missing.

# %% [markdown] key="a-bend"
# ## A bend between, none at the end
#
# Now with a bend. A layer makes $z = s \cdot out$, and between the layers comes a square,
# $out = z^2$; none after the last. 1 goes in. Going back through a layer, which do you meet first,
# the square or the product? Replace the blank: 1 line, 4 minutes. (`a if condition else b` puts
# two cases into one; `kept["z"]` is what the square was given.)


# %% key="bent-chain"
def bent_forward(factors, out):
    L, cache = len(factors), {}
    for layer in range(1, L + 1):
        came_in, s = out, factors[f"s{layer}"]
        z = came_in * s
        out = z**2 if layer < L else z
        cache[layer] = {"came_in": came_in, "s": s, "z": z}
    return out, cache


# %% key="bent-back"
def bent_backward(dout, cache):
    L, grads = len(cache), {}
    for layer in range(L, 0, -1):
        kept = cache[layer]
        dz = dout  # the blank: right for the last layer, wrong for those below
        grads[f"s{layer}"] = dz * kept["came_in"]
        dout = dz * kept["s"]
    return grads


# %% key="measure-bent"
h = 1e-5
grads = bent_backward(1.0, bent_forward(factors, 1.0)[1])
for name, s in factors.items():
    above = bent_forward({**factors, name: s + h}, 1.0)[0]
    below = bent_forward({**factors, name: s - h}, 1.0)[0]
    print(f"{name}: yours {grads[name]:.2f}, measured {(above - below) / (2 * h):.2f}")

# %% [markdown] key="note-bent" tags=["instructor"]
# **Instructor.** The blank is `dout * 2 * kept["z"] if layer < L else dout`. Whoever puts the
# square after the product gets $ds_3$ right and the others wrong. Ask which of the two came last on
# the way there.

# %% [markdown] key="network-forward"
# All three agree? (That two of them are 144 is chance.) Now with arrays.
#
# ## Exercise 2: forward, any depth
#
# `mlp_forward` of lesson 01 does this already, and forgets everything on the way. Yours returns
# the logits *and* a cache of what your way back will ask for, in a form of your choice: for each
# layer, what `linear_backward` and `relu_backward` were handed in exercise 1. Relu stands between
# the layers, none after the last.

# %% key="predict-names"
quiz("names-in-order")

# %% key="sort-the-names"
sorted(new_params([2] * 12))[:15]

# %% [markdown] key="names-surprise"
# Text is sorted letter by letter, so layer 10 would come second, and with equal sizes nobody would
# notice. Don't sort: count, and make each name with its number. How many layers? Each has two
# entries in `params`. 7 lines, 10 minutes.


# %% key="network-forward-code"
def network_forward(params, x):
    """The logits of a network of any depth, and what its backward pass needs.

    params : dict with "w1", "b1", "w2", "b2" and so on; it may hold more than nine layers
    x      : one row an example, shape (N, D)
    returns logits, cache: shape (N, C), and whatever network_backward is to be handed
    """
    # BEGIN SOLUTION
    L = len(params) // 2
    out, cache = x, []
    for layer in range(1, L + 1):
        z, kept = linear_forward(out, params[f"w{layer}"], params[f"b{layer}"])
        out = relu(z) if layer < L else z
        cache.append((kept, z))
    return out, cache
    # END SOLUTION


deep = new_params([64] + [32] * 10 + [10])
got = attempt(network_forward, deep, x_few)
if got is not None:
    print("as mlp_forward:", relative_error(got[0], mlp_forward(deep, x_few)) < 1e-6)

# %% key="check-network-forward"
check(network_forward)

# %% [markdown] key="note-network-forward" tags=["instructor"]
# **Instructor.** Commonest slips: relu after the last layer; every layer starting from `x`; the
# last layer left out by `range`. What is kept is only found out in exercise 3: those who kept `h`
# but not `z` may go on, since the mask can be made from either. Ask "how many relus for L layers?"

# %% [markdown] key="network-backward"
# ## Exercise 3: back, any depth
#
# The same loop downwards. `dlogits` comes in; at each layer the gradient passes the relu that
# stands after it, if there is one, then the linear layer, which gives two gradients for the dict
# and one for the layer below. If you made the cache a list: lists count from 0, layers from 1.
# 8 lines, 12 minutes.


# %% key="network-backward-code"
def network_backward(dlogits, cache):
    """The gradients of a network of any depth.

    dlogits : gradient of the loss with respect to the logits, shape (N, C)
    cache   : what network_forward returned beside the logits
    returns grads: a dict with the names and shapes of params
    """
    # BEGIN SOLUTION
    # differs: ours has the names in the order of params
    L = len(cache)
    dout, grads = dlogits, {}
    for layer in range(L, 0, -1):
        kept, z = cache[layer - 1]
        dz = relu_backward(dout, z) if layer < L else dout
        dout, dw, db = linear_backward(dz, kept)
        grads[f"w{layer}"], grads[f"b{layer}"] = dw, db
    return grads
    # END SOLUTION


def by_loops(params, x, y):
    out, cache = network_forward(params, x)
    return cross_entropy(out, y), network_backward(cross_entropy_backward(out, y), cache)


compare(by_loops)

# %% key="check-network-backward"
check(network_backward)

# %% [markdown] key="note-network-backward" tags=["instructor"]
# **Instructor.** Commonest slips: the mask of the neighbouring layer (the slip at the top of the
# page), which equal sizes hide; a mask at the logits; names counted from 0; `dout` not carried on.
# Ask for a table on paper, one row a layer: what comes in, which cache entry, what goes down.

# %% [markdown] key="gradient-check"
# ## Exercise 4: check a whole network
#
# The first opinion was two layers on paper; for eleven nobody has paper. Above you measured `w1`.
# Now measure every array by itself, in a loop over the names: one directional check each, while all
# others stay as they are. Ask for the gradients once, take your directions from `rng`, and leave
# `params` as they were. 8 lines, 15 minutes.

# %% [markdown] key="the-trap"
# A trap lies in the loop. A function looks up a name from outside when it is **called**, not when
# it is made. A default value is looked up when the function is made. See the difference:


# %% key="late-names"
name = "w1"


def late():
    return name


def early(name=name):
    return name


name = "w2"
print(late(), early())

# %% [markdown] key="trap-read"
# Whoever collects functions in a loop and calls them at the end gets the last name every time.
# Called in the same round, as you may here, both kinds work; `def loss(array, name=name)` is
# always safe.


# %% key="gradient-check-network"
def gradient_check_network(loss_and_grads, params, x, y, rng):
    """Check each gradient along one random direction.

    loss_and_grads : takes params, x and y, returns the loss and a dict of gradients
    params         : dict of arrays; they are the same afterwards
    x, y           : the batch
    rng            : a NumPy Generator, for directional_check
    returns a dict: for each name in params the relative error of the two slopes
    """
    # BEGIN SOLUTION
    # differs: ours takes everything in float64, and checks what loss_and_grads returns
    grads, errors = loss_and_grads(params, x, y)[1], {}
    for name in params:

        def loss(array, name=name):
            return loss_and_grads({**params, name: array}, x, y)[0]

        analytic, numeric = directional_check(loss, params[name], grads[name], rng)
        errors[name] = relative_error(analytic, numeric)
    return errors
    # END SOLUTION


def show_errors(errors):
    for name, error in errors.items():
        print(f"{name:>4}", "agrees" if error < 1e-6 else f"is off: {error:.3f}")


rng = np.random.default_rng(3)
errors = attempt(gradient_check_network, two_layers, new_params([64, 32, 10]), x_few, y_few, rng)
show_errors(errors or {})

# %% key="check-gradient-check"
check(gradient_check_network)

# %% [markdown] key="note-gradient-check" tags=["instructor"]
# **Instructor.** Commonest slips: `params` changed in place and not put back; all arrays moved at
# once, so that every error is wrong; the name of the last array everywhere (the trap); the absolute
# distance returned. A good question: "your check finds a right gradient wrong. Which of its two
# slopes do you doubt, and how do you test it?"

# %% [markdown] key="eleven-layers"
# All four should agree. Now your loops: eleven layers, two losses for each of 22 arrays. Entry by
# entry it would be two for each number. (If an array is off by a thousandth with this seed and
# agrees with another, the step has crossed the kink of one of 6,400 relus, as in lesson 03. A
# mistake stays, whatever the seed.)

# %% key="check-eleven"
gradient_check = mine(gradient_check_network)
forward, backward = mine(network_forward), mine(network_backward)


def whole_network(params, x, y):
    out, cache = forward(params, x)
    return cross_entropy(out, y), backward(cross_entropy_backward(out, y), cache)


errors = gradient_check(whole_network, deep, x_few, y_few, np.random.default_rng(4))
print(f"{sum(error < 1e-6 for error in errors.values())} of {len(errors)} gradients agree")
print(f"they hold {sum(array.size for array in deep.values()):,} numbers")

# %% [markdown] key="back-to-the-slip"
# ## Find the wrong name
#
# Back to the top of the page. Three layers, one wrong name, a loss that falls. Ask your check, and
# before you scroll up, say from its answer between which two lines the mistake must be.

# %% key="check-the-copy"
params = new_params([64, 32, 32, 10])
show_errors(gradient_check(three_layers, params, x_few, y_few, np.random.default_rng(5)))

# %% [markdown] key="found"
# `w2` and `b2` agree, so `dz2` is right. `w1` and `b1` are off, so it is what they share: `dz1`.
# Its line masks with the sums of another layer, and no shape could tell. **A mistake on the way
# down spoils what lies below, and nothing above:** look at the highest wrong layer. (If one array
# alone is off, at its own line.)
#
# What did it cost? Train your loops from the same start.

# %% key="train-right"
trained, right_losses = train_network(whole_network, new_params([64, 32, 32, 10]), 200)
seen = mlp_forward(trained, pictures[held_out]).argmax(axis=1)
print(f"{np.mean(seen == digits[held_out]):.1%} of the held-out digits are read right")
title = "Right gradients learn faster, but wrong ones learn too"
plotting.loss_curves({"one wrong name": losses, "your loops": right_losses}, title, "step")
plt.show()

# %% [markdown] key="what-it-cost"
# Three digits more in a hundred. The upper layers made the best of a first layer that was sent the
# wrong way. That is the usual fate of a wrong gradient: no crash, but a network that is a little
# worse than it could be, for years.
#
# ## What an error of 1/3 says
#
# How *large* an error is tells something too.

# %% key="predict-factor"
quiz("twice-too-large")


# %% key="factors"
def too_large(params, x, y):
    loss, grads = whole_network(params, x, y)
    return loss, {name: k * grad for name, grad in grads.items()}


for k in [2, 20]:
    errors = gradient_check(too_large, params, x_few, y_few, np.random.default_rng(5))
    print(f"{k:>2} times:", [f"{error:.4f}" for error in errors.values()])

# %% [markdown] key="factors-read"
# $|k - 1| / (|k| + 1)$, whatever the slope and the direction: 1/3 for 2, and 19/21 for 20. Whoever
# takes the sum over twenty examples on the way back, and the mean on the way there, finds 19/21.
# And since all six gradients share it, the slip is where they come from: at the loss. A pattern in
# the errors is half of the diagnosis.

# %% [markdown] key="depth"
# ## A network of twenty
#
# Depth is now the length of a list. So take twenty layers. Their biases start at 0, and one
# `dlogits` is sent back. What arrives at a layer's z, added up over the examples, is its `db`. So
# the length of `db` says how much of the gradient is left there.

# %% key="predict-halves"
quiz("half-the-weights")

# %% key="halve-the-weights"
twenty = new_params([64] + [32] * 19 + [10])
dlogits = np.random.default_rng(6).standard_normal((20, 10))


def arriving(scale):
    scaled = {name: scale * array for name, array in twenty.items()}
    grads = backward(dlogits, forward(scaled, x_few)[1])
    return np.array([np.linalg.norm(grads[f"b{layer}"]) for layer in range(1, 21)])


print(f"at layer 1, 1 part in {arriving(1.0)[0] / arriving(0.5)[0]:,.0f}")

# %% key="norms"
norms = {f"weights × {scale:g}": arriving(scale) for scale in (2.0, 1.0, 0.5)}
plotting.gradient_norms(norms, title="Each layer multiplies the gradient once more")
plt.show()

# %% [markdown] key="halves-surprise"
# Every weight half as large, and one part in half a million: $2^{19} = 524{,}288$. The relus stay
# as they were, since half of a positive number is positive. But along every way down one factor a
# layer is multiplied in: the chain rule of lesson 04. Even a factor of 0.8 leaves
# $0.8^{19} = 0.014$, and 1.25 makes $1.25^{19} = 69$.

# %% [markdown] key="flow"
# Now with your own loops, on digits. (The std beside a layer says how large its numbers are.) The
# title calls a gradient vanishing when less than a hundredth of it reaches layer 1. Before you move
# anything: by which factor can you turn all weights down until it says so? Write down your guess,
# then drag.

# %% key="flow-widget"
gradient_flow(params=twenty, x=x_few, y=y_few, forward=forward, backward=backward)

# %% [markdown] key="flow-answer"
# Near 0.82: a fifth off every weight, and 99 hundredths of the gradient are gone. (You guessed less
# than 0.8? At 1 only 0.4 of it arrives, and $0.4 \cdot 0.82^{19} = 0.009$.) The way there shrinks
# too: look at the other column. Does it matter? The smaller the gradient, the smaller the step.
# Halve the weights of three layers and of twenty, and give both 100 steps.

# %% key="train-twenty"
for layers in [3, 20]:
    sizes = [64] + [32] * (layers - 1) + [10]
    start = {name: array / 2 for name, array in new_params(sizes).items()}
    _, fall = train_network(whole_network, start, 100)
    print(f"{layers:>2} layers: the loss goes from {fall[0]:.3f} to {fall[-1]:.3f}")

# %% [markdown] key="stuck"
# Three layers learn, twenty hardly move: every digit gets each class with probability 1/10, nearly,
# which is a loss of $\ln 10 = 2.303$. No line is wrong. So what is missing for a network of twenty?
# Two loops and a cache, and weights of a size that lets the gradient through. Choosing that is
# lesson 10.

# %% [markdown] key="questions"
# ## Four questions before you go
#
# Each is about something that many believe of a whole network. Every answer says why, also the
# wrong ones: read those too.

# %% key="quiz"
quiz("a-falling-loss")
quiz("where-the-slip-is")
quiz("an-old-cache")
quiz("a-passed-check-and-the-depth")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You write the loss and the gradients of two layers, line for line there and back.
# - You send a batch up through any number of layers, keep what the way back needs, and send the
#   gradient down in one loop.
# - You check every array of a network by itself, for the price of two losses.
# - You read errors: 1/3 is a factor of 2, and you look at the highest wrong layer first.
# - You know what depth does: each layer multiplies.
#
# **Next:** [07 · Gradient descent](07_gradient_descent.ipynb). You have trained with a step of 0.1
# because this page said so. Next you find out what a larger one does, and a smaller one, and how
# many examples a step needs to see.
