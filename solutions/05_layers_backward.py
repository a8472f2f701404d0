# %% [markdown] key="title"
# # 05 · Layers backward
#
# **One line of NumPy computes two thousand derivatives at once. Which line is it, and why does
# something in it have to be transposed?**
#
# After this lesson you can
#
# - follow a gradient back through a layer: in numbers, in indices, in arrays;
# - say where the transpose comes from;
# - write six backward passes, and measure for yourself that they are right;
# - train a network on handwritten digits with them.
#
# You need lessons 01 to 04: forward pass, losses, gradient check, chain rule. Six exercises, about
# 90 minutes; a good place for a break is before the sigmoid.

# %% key="imports"
# %pip install bpcourse
# (In Colab, take away the first sign of the line above.)
import copy

import matplotlib.pyplot as plt
import numpy as np

from bpcourse import check, hint, mine, plotting, quiz
from bpcourse.data import load_digits
from bpcourse.nn import cross_entropy, linear_forward, mse_loss, relu, sigmoid, softmax, tanh
from bpcourse.widgets import BackpropStepper

numerical_gradient = mine("03", "numerical_gradient")
relative_error = mine("03", "relative_error")
directional_check = mine("03", "directional_check")

# %% [markdown] key="hurt"
# ## Seven million nodes for one step
#
# In lesson 04 every number was a node. Your network at the end has 64 inputs, 32 hidden units and
# 10 outputs, and reads 1,437 digits in every step. As nodes: a product and a sum for each weight
# and digit. With your `numerical_gradient`: two forward passes for each weight. The cell counts the
# nodes, then measures one array. Wait for it.

# %% key="hurt-count"
weights = 64 * 32 + 32 * 10
nodes = 2 * 1437 * weights
seconds = 400 * nodes * 6.5e-6  # for 400 steps, at 6.5 millionths of a second a node
print(f"{nodes:,} nodes a step, {seconds / 3600:.0f} hours for 400 steps")

pictures, digits = load_digits()
w = np.random.default_rng(0).standard_normal((64, 32))
slow = numerical_gradient(lambda w: np.mean(relu(pictures @ w)), w)
print(f"{2 * w.size:,} forward passes for the gradient of one array")

# %% [markdown] key="dout"
# Five hours, or 4,096 passes for one array of one step. You want all derivatives of a layer for the
# price of two passes. It takes three ideas.
#
# ## First idea: a layer needs only dout
#
# A layer turns `x` into `out`. On the way back it is handed `dout`: for each entry of `out`, how
# fast the loss grows with it. It hands on `dx`, the same for each entry of `x`. Each has the
# shape of its array. Take `out = x**2`.


# %% key="square"
def square_backward(dout, x):
    return dout * 2 * x


x = np.array([[1.0, -2.0, 3.0]])
dout = np.array([[10.0, 1.0, -1.0]])
square_backward(dout, x)

# %% [markdown] key="invent-a-loss"
# First entry: $x^2$ has slope 2 at 1, times the 10 that comes in. Three entries, three chains of
# lesson 04 side by side. They never meet: `*`, entry by entry. To measure a layer alone, invent a
# loss: multiply `out` by a fixed `dout`, entry by entry, and add up, $L = \sum dout \cdot out$. Its
# gradient with respect to `out` is that `dout`.


# %% key="compare"
# A tool for this page: run it now, read it when you like.
def compare(backward, inputs, measured):
    """Lay the gradients that `backward` returns beside the measured ones."""
    try:
        grads = backward(*copy.deepcopy(inputs))
    except NotImplementedError:
        print(f"{backward.__name__}: not started")
        return
    grads = [grads] if len(measured) == 1 or grads is None else grads
    if len(grads) != len(measured):
        print(
            f"{backward.__name__} should return {' and '.join(measured)}; yours returns:\n{grads}"
        )
        return
    for (name, want), got in zip(measured.items(), grads, strict=True):
        if np.shape(got) == want.shape and relative_error(got, want) < 1e-6:
            print(f"{name} agrees")
        else:
            print(f"{name}, yours:\n{got}\nmeasured:\n{want.round(4)}")


measured = {"dx": numerical_gradient(lambda x: np.sum(dout * x**2), x)}
compare(square_backward, (dout, x), measured)

# %% [markdown] key="relu"
# `compare` gives you a first opinion, with your tools from lesson 03; `check` gives the second.
#
# ## Exercise 1: relu
#
# Relu keeps what is positive and puts 0 for the rest. Take x = (-2, 3); dout = (5, -4) comes in.
# Answer the quiz, then run the cell below it.

# %% key="predict-relu"
quiz("relu-and-a-negative-dout")

# %% key="measure-relu"
x = np.array([-2.0, 3.0])
dout = np.array([5.0, -4.0])
measured = {"dx": numerical_gradient(lambda x: np.sum(dout * relu(x)), x)}
relu_case = (dout, x), measured  # your first test below
measured["dx"].round(6)

# %% [markdown] key="relu-surprise"
# The surprise is the -4. Forward, relu lets no negative number out; backward, a negative gradient
# passes. Who may pass was settled on the way forward. And the 5 is stopped whole: a zero, not a
# small number. (At x = 0 there is no slope; 0 or 1 both pass.) Now write it: 1 line, 5 minutes.
# Stuck? `hint(relu_backward)` gives one hint each time you run it.


# %% key="relu-backward"
def relu_backward(dout, x):
    """Send a gradient back through relu.

    dout : gradient of the loss with respect to relu's output, any shape
    x    : what relu was given, the shape of dout
    returns dx, the shape of x
    """
    # BEGIN SOLUTION
    return dout * (x > 0)
    # END SOLUTION


compare(relu_backward, *relu_case)

# %% key="check-relu"
check(relu_backward)

# %% [markdown] key="note-relu" tags=["instructor"]
# **Instructor.** Commonest slips: the mask made from `dout` instead of `x` (the prediction is there
# for it), no mask at all, and relu's value in place of its slope. Changing `dout` in place passes
# with a note. At x = 0 both 0 and 1 are accepted. Ask "how steep is relu at 3? at 300?"

# %% [markdown] key="scale"
# ## Second idea: used twice, added twice
#
# Row n is an example, column d a feature. A layer scales each feature: $out_{nd} = x_{nd} s_d$. One
# $s_0$ serves every row, so several routes lead from it to the loss, and where routes meet you add,
# as the `+=` of lesson 04 did. The gradient $ds_0$ has one term a row: below,
# $1 \cdot 1 + 2 \cdot 3 = 7$.


# %% key="scale-backward"
def scale_backward(dout, cache):
    x, s = cache  # what the forward pass kept for the way back
    dx = dout * s
    ds = (dout * x).sum(axis=0)
    return dx, ds


x, s = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([10.0, 20.0])
dout = np.array([[1.0, -2.0], [2.0, 1.0]])
scale_backward(dout, (x, s))

# %% [markdown] key="gain"
# Axis 0 runs over the examples; what is left has the shape of `s`. Now with a blank. Each
# *example* n has a gain $g_n$, shared by its features: $out_{nd} = x_{nd} g_n$. (`g[:, None]`
# makes `g` a column; x and dout are those from above.) Replace the zeros: 1 line, 3 minutes. With
# two rows and two columns no shape warns you; the measurement does.


# %% key="gain-backward"
def gain_slopes(dout, cache):
    x, _ = cache
    return np.zeros(len(x))  # the blank: dg, one number an example


g = np.array([10.0, 20.0])
measured = {"dg": numerical_gradient(lambda g: np.sum(dout * x * g[:, None]), g)}
compare(gain_slopes, (dout, (x, g)), measured)

# %% [markdown] key="note-gain" tags=["instructor"]
# **Instructor.** The blank is `(dout * x).sum(axis=1)`. Whoever copies the worked line gets (7, -5)
# for (-3, 5): the right shape, the wrong axis. The question to ask is not "which axis?" but "who
# shares this number?"; the axis of those who share it is the one that is summed away.

# %% [markdown] key="linear"
# ## A linear layer in numbers
#
# Two examples, two inputs, three outputs: $x$ is (2, 2), $w$ is (2, 3), $b$ is (3,).
# In letters, $out_{nm} = \sum_d x_{nd} w_{dm} + b_m$. Work out `out[0, 1]` on paper, then run.
#
# On the way back the question is turned round: not "what made this output?" but "where did this
# weight go?" Say which entries of `out` move when `w[0, 1]` does, then nudge it.

# %% key="linear-numbers"
x = np.array([[1.0, 2.0], [3.0, -1.0]])
w = np.array([[2.0, -1.0, 0.0], [1.0, 3.0, -2.0]])
b = np.array([1.0, 0.0, -1.0])
dout = np.array([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]])

out, cache = linear_forward(x, w, b)
out

# %% key="predict-reach"
quiz("reach-of-a-weight")

# %% key="nudge-a-weight"
nudged = w.copy()
nudged[0, 1] += 1
by_weight = linear_forward(x, nudged, b)[0] - out
by_weight

# %% [markdown] key="two-routes"
# On paper, `out[0, 1]` is $1 \cdot (-1) + 2 \cdot 3 + 0 = 5$. Now a whole column moves: the weight
# serves every example. It moves by 1 and by 3, which are `x[0, 0]` and `x[1, 0]`. The loss feels
# each move as `dout[0, 1]` and `dout[1, 1]` say, -2 and 1. Two routes, so you add:
# $dw_{01} = 1 \cdot (-2) + 3 \cdot 1 = 1$. Now nudge an input.

# %% key="nudge-an-input"
nudged = x.copy()
nudged[0, 1] += 1
by_input = linear_forward(nudged, w, b)[0] - out
plotting.reach(by_weight, by_input)
plt.show()

# %% [markdown] key="in-letters"
# An input moves a row, by 1, 3 and -2, which is `w[1]`. Three routes:
# $dx_{01} = 1 \cdot 1 + (-2) \cdot 3 + 3 \cdot (-2) = -11$. No entry was special, so in letters
#
# $$dw_{dm} = \sum_n x_{nd} \; dout_{nm} \qquad dx_{nd} = \sum_m dout_{nm} \; w_{dm}$$
#
# (A d in front means the slope of the loss; as an index, d counts inputs.) And $db_m$? Ask where
# `b[1]` goes, and how far each entry moves. That one is yours.

# %% key="measure-linear"
measured = {
    "dx": numerical_gradient(lambda x: np.sum(dout * linear_forward(x, w, b)[0]), x),
    "dw": numerical_gradient(lambda w: np.sum(dout * linear_forward(x, w, b)[0]), w),
    "db": numerical_gradient(lambda b: np.sum(dout * linear_forward(x, w, b)[0]), b),
}
linear_case = (dout, cache), measured
print(f"dw[0, 1] = {measured['dw'][0, 1]:.4f}, dx[0, 1] = {measured['dx'][0, 1]:.4f}")

# %% [markdown] key="transpose"
# The measurement agrees with your pencil.
#
# ## Third idea: a sum of products is a matrix product
#
# To say such sums in one line, recall what a matrix product sums over: the index that stands
# **last on the left and first on the right**, $(AB)_{ij} = \sum_k A_{ik} B_{kj}$. A row of $A$
# meets a column of $B$. Now look at the sum in $dw_{dm}$: where does $n$ stand?

# %% key="columns-meet"
plotting.columns_meet(x, dout)
plt.show()

# %% [markdown] key="the-secret"
# First, both times: a column meets a column, which no matrix product does. Lay one of the two on
# its side, and its columns are rows. **That is where the transpose comes from: it carries the
# summed index to the place where the product sums.** Which one to lay down, and in which order? Do
# the shapes tell? From here on `x` is (N, D), `w` is (D, M) and `dout` is (N, M).

# %% key="predict-products"
quiz("products-that-fit")


# %% key="try-all-products"
# A tool for this page: run it now, read it when you like.
def products(a, b):
    """Every product of a and b that exists: either order, each plain or transposed."""
    pairs = [(p, q) for p in (a, a.T) for q in (b, b.T)]
    pairs += [(q, p) for p, q in pairs]
    return [p @ q for p, q in pairs if p.shape[1] == q.shape[0]]


def try_all(N, D, M):
    rng = np.random.default_rng(5)
    x, w, dout = (rng.standard_normal(shape) for shape in [(N, D), (D, M), (N, M)])
    dw = numerical_gradient(lambda w: np.sum(dout * (x @ w)), w)
    fit = [p for p in products(x, dout) if p.shape == w.shape]
    right = [p for p in fit if relative_error(p, dw) < 1e-6]
    print(f"N={N}, D={D}, M={M}: of 8 products {len(fit)} fit by shape, {len(right)} by value")


try_all(5, 3, 4)
try_all(3, 3, 3)

# %% [markdown] key="linear-exercise"
# Three different sizes leave one product, and it is right. In the square case all eight fit, and
# seven are wrong without a word. Shapes propose; the index decides.
#
# ## Exercise 2: linear
#
# You hold two sums, and the third is your own. Turn each into one line, without loops: the
# training below calls it 1,600 times. 4 lines in all, 12 minutes. For `dx`, ask where $m$ stands.


# %% key="linear-backward"
def linear_backward(dout, cache):
    """Send a gradient back through a linear layer.

    dout  : gradient of the loss with respect to the layer's output, shape (N, M)
    cache : what linear_forward kept: x of shape (N, D) and w of shape (D, M), in this order
    returns the gradients of x (N, D), of w (D, M) and of b (M,), in this order
    """
    # BEGIN SOLUTION
    x, w = cache
    dx = dout @ w.T
    dw = x.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db
    # END SOLUTION


compare(linear_backward, *linear_case)

# %% key="check-linear"
check(linear_backward)

# %% [markdown] key="note-linear" tags=["instructor"]
# **Instructor.** Commonest slips: `db` left with a row for each example, or summed over the
# outputs; `*` for `@`; `dw` lying on its side; `w` not turned round in `dx`. In a square case only
# the values betray the last two. `db` averaged comes from those who saw a 1/N elsewhere: ask where
# the loss did it. Loops pass as well, but then the training at the end takes minutes.

# %% [markdown] key="why-a-sum"
# Your line for `dw` is the one from the top: 2,048 derivatives in one product. One product forward,
# two backward: that is the price. And why is `db` a sum, where the loss is a mean? The loss has
# divided already: its 1/N is in `dout`.
#
# ## Name every step: the sigmoid
#
# $out = 1 / (1 + e^{-x})$ is three steps, each with a name: $u = e^{-x}$, $t = 1 + u$,
# $out = 1/t$. On the way back each name gets its d, in reverse order. At $x = \ln 3$ the numbers
# are kind: $u = 1/3$, $t = 4/3$, $out = 3/4$.

# %% key="sigmoid-in-steps"
x, dout = np.log(3.0), 1.0
u = np.exp(-x)
t = 1 + u
out = 1 / t

dt = dout * (-1 / t**2)
du = dt
dx = du * (-u)
print(f"out = {out:.4f}, dx = {dx:.4f}")

# %% [markdown] key="sigmoid-exercise"
# ## Exercise 3: sigmoid
#
# Collapse the three steps: $dx = dout \cdot (-1/t^2) \cdot (-u)$, and the signs cancel:
# $dout \cdot u / (1 + u)^2$. Here that is 3/16, the 0.1875 above. But your function gets neither
# $x$ nor $u$, only `out`, here 3/4. Split the fraction into two factors, and say each with `out`
# alone. 1 line, 5 minutes.


# %% key="sigmoid-backward"
def sigmoid_backward(dout, out):
    """Send a gradient back through the sigmoid.

    dout : gradient of the loss with respect to the sigmoid's output, any shape
    out  : what the sigmoid returned, the shape of dout
    returns dx, the shape of out
    """
    # BEGIN SOLUTION
    return dout * out * (1 - out)
    # END SOLUTION


x, dout = np.array([[-3.0, 0.0, 2.0]]), np.array([[1.0, -2.0, 4.0]])
measured = {"dx": numerical_gradient(lambda x: np.sum(dout * sigmoid(x)), x)}
compare(sigmoid_backward, (dout, sigmoid(x)), measured)

# %% key="check-sigmoid"
check(sigmoid_backward)

# %% [markdown] key="tanh"
# ## Exercise 4: tanh
#
# Why x for relu, and out for the sigmoid? The sigmoid's output is there already and saves an
# exponential; relu could work with either. Tanh is like the sigmoid. Its slope, in terms of its
# output, stands in your `Value.tanh` of lesson 04, and you can derive it from
# $out = (e^{2x} - 1) / (e^{2x} + 1)$. 1 line, 4 minutes.


# %% key="tanh-backward"
def tanh_backward(dout, out):
    """Send a gradient back through tanh.

    dout : gradient of the loss with respect to tanh's output, any shape
    out  : what tanh returned, the shape of dout
    returns dx, the shape of out
    """
    # BEGIN SOLUTION
    return dout * (1 - out**2)
    # END SOLUTION


x, dout = np.array([[-2.0, 0.0, 0.5]]), np.array([[1.0, -2.0, 4.0]])
measured = {"dx": numerical_gradient(lambda x: np.sum(dout * tanh(x)), x)}
compare(tanh_backward, (dout, tanh(x)), measured)

# %% key="check-tanh"
check(tanh_backward)

# %% [markdown] key="note-activations" tags=["instructor"]
# **Instructor.** `out` is taken for `x`: the sigmoid or tanh is applied once more, or tanh's slope
# is made from the pre-activation. Then the two slopes mixed up, and the square that is missing.
# One number settles most of it: "what is out where the curve is steepest, and how steep is it?"

# %% [markdown] key="mse"
# ## Exercise 5: where dout begins
#
# A loss comes last: its own dout is 1, so it is handed none. `mse_loss` is the mean over *all*
# entries of the squared error, without 1/2. Of twelve predictions one is 3 and should be 1. Raise
# it by 0.001: the squared error grows by about 0.004, a slope of 4. The mean over twelve has a
# slope of 4/12. Say it for any error and any size: 1 line, 5 minutes.


# %% key="mse-loss-backward"
def mse_loss_backward(pred, target):
    """Gradient of mse_loss with respect to the prediction.

    pred   : predictions, any shape
    target : what they should be, the shape of pred
    returns dpred, the shape of pred
    """
    # BEGIN SOLUTION
    return 2 * (pred - target) / pred.size
    # END SOLUTION


pred, target = np.zeros((3, 4)), np.zeros((3, 4))
pred[0], target[0] = [3.0, 5.0, 0.0, 2.0], [1.0, 6.0, 0.0, 2.0]
measured = {"dpred": numerical_gradient(lambda pred: mse_loss(pred, target), pred)}
compare(mse_loss_backward, (pred, target), measured)

# %% key="check-mse"
check(mse_loss_backward)

# %% [markdown] key="neuron"
# Other books put 1/2 before the square, or take the sum: another constant. When a gradient is off
# by a factor, look there first.
#
# ## A neuron that is very wrong
#
# A number z goes into a sigmoid, and the squared error wants 0 to come out. You move z downhill.
# One neuron starts at z = 1 (wrong), one at z = 5 (very wrong). Which learns faster at first?
# (`mine` takes your function if it passes, else ours.)

# %% key="train-neuron"
sigmoid_back, mse_back = mine(sigmoid_backward), mine(mse_loss_backward)


def losses_from(z):
    z, target, losses = np.array([z]), np.array([0.0]), []
    for _ in range(150):
        pred = sigmoid(z)
        losses.append(mse_loss(pred, target))
        z = z - sigmoid_back(mse_back(pred, target), pred)
    return losses


# %% key="two-neurons"
plotting.saturation({1.0: losses_from(1.0), 5.0: losses_from(5.0)})
plt.show()

# %% [markdown] key="cross-entropy"
# The neuron with the larger error learns later: from z = 5, hardly anything happens for 60 steps,
# because all that it sends back is multiplied by a slope of 0.007. For classes there is a loss
# without this flaw.
#
# ## Exercise 6: cross-entropy
#
# For one example $L = \ln \sum_k e^{z_k} - z_y$, with logits $z$ and true class $y$. Take logits
# (2, 1, 0) and $y = 0$. What do the three slopes sum to? Commit, then measure.

# %% key="predict-row"
quiz("sum-of-a-row")

# %% key="measure-cross-entropy"
logits, y = np.array([[2.0, 1.0, 0.0]]), np.array([0])
print("probabilities", softmax(logits).round(3))
dlogits = numerical_gradient(lambda logits: cross_entropy(logits, y), logits)
print("gradient     ", dlogits.round(3))

# %% [markdown] key="cross-entropy-steps"
# The row sums to 0: adding the same to all logits changes no probability. Now derive it. Name
# $s = \sum_k e^{z_k}$. The first term is $\ln s$, so $ds = 1/s$, and each $z_c$ in the sum gets
# $ds \cdot e^{z_c}$: a fraction that you know by name. The second term, $-z_y$, touches one class
# only. Lay both against the two rows above.

# %% [markdown] key="cross-entropy-exercise"
# With N examples the loss is the mean, so each has a share of 1/N: here is the division that the
# linear layer left out. As in lesson 02, `a[np.arange(N), y]` picks one entry in each row, that of
# its true class; `a[np.arange(N), y] *= 2` doubles those alone. `softmax` is at hand. 4 lines, 10
# minutes.


# %% key="cross-entropy-backward"
def cross_entropy_backward(logits, y):
    """Gradient of cross_entropy with respect to the logits.

    logits : one row an example, shape (N, C)
    y      : the true class of each example, integers of shape (N,)
    returns dlogits, the shape of logits
    """
    # BEGIN SOLUTION
    N = len(y)
    dlogits = softmax(logits)
    dlogits[np.arange(N), y] -= 1
    return dlogits / N
    # END SOLUTION


logits, y = np.array([[2.0, 1.0, 0.0], [0.0, -1.0, 3.0]]), np.array([0, 1])
measured = {"dlogits": numerical_gradient(lambda logits: cross_entropy(logits, y), logits)}
compare(cross_entropy_backward, (logits, y), measured)

# %% key="check-cross-entropy"
check(cross_entropy_backward)

# %% [markdown] key="note-losses" tags=["instructor"]
# **Instructor.** mse: the mean over rows only, the missing 2 (from courses with 1/2), the sign
# turned. Cross-entropy: 1/N missing or taken twice, the true class forgotten, whole columns lowered
# by `dlogits[:, y]`, exponentials of raw logits that overflow. Both kinds of 1/N confusion are
# cured by one question: "one example more in the batch, what happens to one row of the gradient?"

# %% [markdown] key="digits"
# The flaw is gone: if the network is sure of a wrong class, that class's logit gets a gradient near
# 1, for a single example.
#
# ## Two layers read digits
#
# 1,797 digits, written by hand, 8 by 8 pixels each. You hold a fifth out and train on the rest. The
# weights start small and random: units that start equal get equal gradients and stay equal.

# %% key="digits-split"
order = np.random.default_rng(0).permutation(len(digits))
train, held_out = order[:1437], order[1437:]
x_train, y_train = pictures[train], digits[train]


def new_params(D=64, H=32, C=10):
    rng = np.random.default_rng(1)
    w1 = rng.standard_normal((D, H)) * np.sqrt(2 / D)
    w2 = rng.standard_normal((H, C)) * np.sqrt(2 / H)
    return {"w1": w1, "b1": np.zeros(H), "w2": w2, "b2": np.zeros(C)}


# %% [markdown] key="there-and-back"
# Read the two functions side by side. `backward` is `forward` from its last line to its first: each
# name returns with its d, each layer gets the cache that it left. Relu left its input, tanh its
# output, because that is what your functions ask for. (The gradient for the pixels comes back too;
# nobody needs it.)

# %% key="forward-and-backward"
linear_back, relu_back = mine(linear_backward), mine(relu_backward)
cross_entropy_back = mine(cross_entropy_backward)


def forward(params, x, act):
    z1, cache1 = linear_forward(x, params["w1"], params["b1"])
    h1 = act(z1)
    logits, cache2 = linear_forward(h1, params["w2"], params["b2"])
    return logits, (cache1, z1 if act is relu else h1, cache2)


# %% key="and-back"
def backward(dlogits, caches, act_back):
    cache1, kept, cache2 = caches
    dh1, dw2, db2 = linear_back(dlogits, cache2)
    dz1 = act_back(dh1, kept)
    _, dw1, db1 = linear_back(dz1, cache1)
    return {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2}


params = new_params()


# %% [markdown] key="walk"
# Walk it once with numbers small enough to read: two examples, three units, and the backward half
# is yours. Press Next, or the right arrow key. At each step back, look for what the formula takes
# from the way forward. Two of the arrays you start with are never asked for again. Which?

# %% key="walk-the-network"
x_small, y_small = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0, 1])
w1_small = np.array([[1.0, -1.0, 2.0], [0.0, 1.0, -1.0]])
w2_small = np.array([[1.0, 0.0], [-1.0, 1.0], [0.0, 2.0]])
small = {"w1": w1_small, "b1": np.zeros(3), "w2": w2_small, "b2": np.zeros(2)}
own = {"linear": linear_back, "relu": relu_back, "cross_entropy": cross_entropy_back}
BackpropStepper.of_layers(x_small, y_small, small, loss="cross_entropy", backward=own)

# %% [markdown] key="walk-answer"
# `b1` and `b2`. What is added passes its gradient on, whatever its value. What is multiplied asks
# for the other factor, relu for its input, cross-entropy for the logits. Those are the caches.
#
# Measure before you train, on twenty digits: nudge all 2,048 entries of `w1` at once, along one
# random direction. Then train: 400 times forward, backward, and every number a little downhill.


# %% key="check-network"
def loss_of(w1):
    other = {**params, "w1": w1}  # the same network with another w1
    logits, _ = forward(other, x_train[:20], relu)
    return cross_entropy(logits, y_train[:20])


logits, caches = forward(params, x_train[:20], relu)
dw1 = backward(cross_entropy_back(logits, y_train[:20]), caches, relu_back)["w1"]
analytic, numeric = directional_check(loss_of, params["w1"], dw1, np.random.default_rng(2))
print("agree:", relative_error(analytic, numeric) < 1e-6)


# %% key="train"
def train_network(act, act_back):
    params, losses = new_params(), []
    for _ in range(400):
        logits, caches = forward(params, x_train, act)
        losses.append(cross_entropy(logits, y_train))
        grads = backward(cross_entropy_back(logits, y_train), caches, act_back)
        params = {name: params[name] - 0.3 * grads[name] for name in params}
    return params, losses


# %% key="train-it"
params, losses = train_network(relu, relu_back)
plotting.loss_curve(losses)
plt.show()

# %% [markdown] key="held-out"
# You waited for seconds, and got 400 steps of all four arrays. But these are the digits it trained
# on. Does it read those it has never seen? Would you have read the ones it gets wrong? Then once
# more with tanh: two names changed, your `tanh_backward` at work.


# %% key="held-out-digits"
def read(params, act):
    return forward(params, pictures[held_out], act)[0].argmax(axis=1)


seen = read(params, relu)
print(f"with relu {np.mean(seen == digits[held_out]):.1%} right")
plotting.wrong_digits(pictures[held_out], digits[held_out], seen)
plt.show()

params, losses = train_network(tanh, mine(tanh_backward))
print(f"with tanh {np.mean(read(params, tanh) == digits[held_out]):.1%} right")

# %% [markdown] key="questions"
# ## Four questions before you go
#
# Each is about something that many get wrong about backpropagation. Every answer says why, also the
# wrong ones: read those too.

# %% key="quiz"
quiz("initialisation-and-backprop")
quiz("a-gradient-of-zero")
quiz("accuracy-and-loss")
quiz("a-batch-twice")

# %% [markdown] key="recap"
# ## What you can do now
#
# - You take a layer by itself: `dout` comes in, and every gradient has the shape of its array.
# - You add where a number is used more than once: over examples for weights and biases, over
#   outputs for inputs.
# - You say where the transpose comes from: it brings the summed index to where a product sums.
# - You name every step, send the d-names back in reverse, then collapse.
# - You measure before you believe.
#
# **Next:** [06 · The whole network](06_whole_network.ipynb) puts your layers into a network of any
# depth, forward and backward in one loop, and checks the whole of it in a few lines.
