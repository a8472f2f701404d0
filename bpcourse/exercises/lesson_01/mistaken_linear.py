"""What goes wrong in linear_forward, each right but for one thing."""

import numpy as np

from bpcourse import nn

from ..model import Misconception


def wrong_out(make):
    """A wrong layer that keeps the right things."""
    return lambda x, w, b: (make(x, w, b), (x, w))


def first_row_only(x, w, b):
    out = np.zeros((len(x), len(b)))
    out[0] = x[0] @ w + b
    return out


def without_last_output(x, w, b):
    out = np.zeros((len(x), len(b)))
    out[:, :-1] = x @ w[:, :-1] + b[:-1]
    return out


def without_last_example(x, w, b):
    out = np.zeros((len(x), len(b)))
    out[:-1] = x[:-1] @ w + b
    return out


def x_first(x, w, b):
    return x, w, x @ w + b


def pair_first(x, w, b):
    return (x, w), x @ w + b


NOT_TRANSPOSED = (
    "w is turned over: its rows meet the inputs where its columns should. It has a row for each "
    "input and a column for each output already."
)
ONE_BIAS = (
    "All outputs share one bias, {}. Each output is a neuron of its own, with its own entry of b."
)
ACTIVATED = (
    "out went through {}: an activation. A linear layer ends with the bias; what comes after it "
    "is another step."
)
ONE_INPUT = (
    "Each entry of out holds the product that belongs to the {} input, and the bias; the other "
    "inputs are missing. {}"
)
LEFT_OUT = "The {} input is left out of your sums. Look where your loop begins and where it ends."

MISCONCEPTIONS = (
    Misconception(
        "bias-forgotten",
        "The products are right, and the bias is missing from each of them.",
        wrong_out(lambda x, w, b: x @ w),
    ),
    Misconception(
        "bias-down-the-rows",
        "Your biases run down the rows: each example gets one. A bias belongs to an output, so "
        "it is the same all the way down a column.",
        wrong_out(lambda x, w, b: x @ w + b[:, np.newaxis]),
    ),
    Misconception(
        "one-bias-for-all",
        ONE_BIAS.format("the sum of b"),
        wrong_out(lambda x, w, b: x @ w + b.sum()),
    ),
    Misconception(
        "one-bias-for-all",
        ONE_BIAS.format("the mean of b"),
        wrong_out(lambda x, w, b: x @ w + b.mean()),
    ),
    Misconception(
        "one-bias-for-all",
        ONE_BIAS.format("the first entry of b"),
        wrong_out(lambda x, w, b: x @ w + b[0]),
    ),
    Misconception(
        "one-bias-for-all",
        ONE_BIAS.format("the last entry of b"),
        wrong_out(lambda x, w, b: x @ w + b[-1]),
    ),
    Misconception(
        "bias-once-an-input",
        "The bias is added once for each input. An output has one bias, and it comes in once, "
        "after the sum over the inputs.",
        wrong_out(lambda x, w, b: x @ w + x.shape[1] * b),
    ),
    Misconception(
        "bias-in-the-bracket",
        "The bias is multiplied by the inputs, as if it were a part of the weights. It is a term "
        "of its own; brackets decide what a product reaches.",
        wrong_out(lambda x, w, b: x @ (w + b)),
    ),
    Misconception(
        "bias-subtracted",
        "The bias is taken away where it should be added.",
        wrong_out(lambda x, w, b: x @ w - b),
    ),
    Misconception(
        "bias-multiplied",
        "The products are multiplied by the bias. The bias moves an output up or down; it does "
        "not stretch it.",
        wrong_out(lambda x, w, b: x @ w * b),
    ),
    Misconception("weights-turned", NOT_TRANSPOSED, wrong_out(lambda x, w, b: x @ w.T + b)),
    Misconception(
        "factors-exchanged",
        "w stands on the left of the product and x on the right. The rows of the left one meet "
        "the columns of the right one: the examples are the rows of x, the outputs the columns of "
        "w.",
        wrong_out(lambda x, w, b: w @ x + b),
    ),
    Misconception(
        "out-turned",
        "out holds the right numbers with rows and columns exchanged. Examples are rows here, "
        "in what comes in and in what goes out.",
        wrong_out(lambda x, w, b: (x @ w + b).T),
    ),
    Misconception(
        "elementwise",
        "x and w are multiplied entry by entry, where that is possible at all. Each entry of out "
        "should add up several products, one for each input.",
        wrong_out(lambda x, w, b: x * w + b),
    ),
    Misconception(
        "elementwise",
        "x and w are multiplied entry by entry, where that is possible at all. Each entry of out "
        "should add up several products, one for each input.",
        wrong_out(lambda x, w, b: x * w.T + b),
    ),
    Misconception(
        "averaged",
        "The sum over the inputs is divided by how many there are. A weighted sum may grow with "
        "the number of inputs; nothing is averaged.",
        wrong_out(lambda x, w, b: x @ w / x.shape[1] + b),
    ),
    Misconception(
        "averaged-over-examples",
        "The products are divided by the number of examples. What comes out for one example has "
        "nothing to do with how many others there are.",
        wrong_out(lambda x, w, b: x @ w / len(x) + b),
    ),
    Misconception(
        "batch-in-one",
        "The whole batch has become one example: its rows are added up. Each example has a row "
        "of its own in out.",
        wrong_out(lambda x, w, b: (x @ w).sum(axis=0) + b),
    ),
    Misconception(
        "batch-in-one",
        "The whole batch has become one example: its rows are averaged. Each example has a row "
        "of its own in out.",
        wrong_out(lambda x, w, b: (x @ w + b).mean(axis=0)),
    ),
    Misconception(
        "outputs-in-one",
        "The outputs of each example are added up, and one number an example is left. Each output "
        "has a column of its own in out.",
        wrong_out(lambda x, w, b: (x @ w + b).sum(axis=1)),
    ),
    Misconception(
        "last-example-only",
        "You return the row of the last example alone. In a loop over the batch, each turn fills "
        "a row, and all of them are returned.",
        wrong_out(lambda x, w, b: x[-1] @ w + b),
    ),
    Misconception(
        "first-turn-only",
        "You return the row of the first example alone. A return inside a loop ends it in the "
        "first turn.",
        wrong_out(lambda x, w, b: x[0] @ w + b),
    ),
    Misconception(
        "first-turn-only",
        "Only the row of the first example is filled; the rest is as it was made. A return inside "
        "a loop ends it in the first turn.",
        wrong_out(first_row_only),
    ),
    Misconception(
        "last-output-left-out",
        "The last column of out is as it was made: the loop over the outputs ends one too early.",
        wrong_out(without_last_output),
    ),
    Misconception(
        "last-example-left-out",
        "The last row of out is as it was made: the loop over the examples ends one too early.",
        wrong_out(without_last_example),
    ),
    Misconception(
        "one-input-only",
        ONE_INPUT.format("last", "In a loop, each product is added to what is there."),
        wrong_out(lambda x, w, b: np.outer(x[:, -1], w[-1]) + b),
    ),
    Misconception(
        "one-input-only",
        ONE_INPUT.format("first", "Look at how often your inner loop runs."),
        wrong_out(lambda x, w, b: np.outer(x[:, 0], w[0]) + b),
    ),
    Misconception(
        "one-input-left-out",
        LEFT_OUT.format("last"),
        wrong_out(lambda x, w, b: x[:, :-1] @ w[:-1] + b),
    ),
    Misconception(
        "one-input-left-out",
        LEFT_OUT.format("first"),
        wrong_out(lambda x, w, b: x[:, 1:] @ w[1:] + b),
    ),
    Misconception(
        "activated",
        ACTIVATED.format("relu"),
        wrong_out(lambda x, w, b: nn.relu(x @ w + b)),
    ),
    Misconception(
        "activated",
        ACTIVATED.format("the sigmoid"),
        wrong_out(lambda x, w, b: nn.sigmoid(x @ w + b)),
    ),
    Misconception(
        "activated",
        ACTIVATED.format("tanh"),
        wrong_out(lambda x, w, b: np.tanh(x @ w + b)),
    ),
    Misconception(
        "flattened",
        "Your numbers are right, but they come in one long row. out has a row for each example "
        "and a column for each output.",
        wrong_out(lambda x, w, b: (x @ w + b).ravel()),
    ),
    Misconception(
        "return-order",
        "The first thing you return is x. What the layer puts out comes first; what it keeps for "
        "later comes after.",
        x_first,
    ),
    Misconception(
        "return-order",
        "What you return begins with the pair of x and w. What the layer puts out comes first; "
        "what it keeps for later comes after.",
        pair_first,
    ),
    Misconception(
        "bias-returned",
        "What you return first is the bias, once for each example: x and w have no part in it.",
        wrong_out(lambda x, w, b: np.zeros((len(x), 1)) + b),
    ),
)
