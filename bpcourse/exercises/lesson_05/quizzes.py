"""The questions of lesson 05: four to answer before a cell runs, four on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "relu-and-a-negative-dout",
        "x = (-2, 3) went into relu, and dout = (5, -4) comes back. What is dx?",
        (
            Option(
                "(5, 0)",
                "You let the sign of dout decide, as relu would do with it. But dout never goes "
                "through relu: it is multiplied by relu's slope, and that was settled by x.",
            ),
            Option(
                "(0, -4)",
                "At x = -2 relu is flat: nothing that comes in there can matter. At x = 3 it has "
                "slope 1, and whatever comes in passes, negative or not.",
                right=True,
            ),
            Option(
                "(0, 0)",
                "The first 0 is right. For the second you stopped -4 because it is negative; but "
                "a gradient may be negative. It says that the loss falls as this entry grows.",
            ),
            Option(
                "(0, -12)",
                "The first 0 is right. For the second you multiplied by relu's value, 3, where "
                "its slope belongs. How high the line is does not say how steep it is.",
            ),
        ),
    ),
    Quiz(
        "reach-of-a-weight",
        "You raise w[0, 1] a little and run the layer again. Which entries of out move?",
        (
            Option(
                "only out[0, 1]",
                "The indices look alike, but they count different things. The 0 in w[0, 1] is an "
                "input, the 0 in out[0, 1] is an example, and every example uses the weight.",
            ),
            Option(
                "row 0 of out",
                "A row of out is one example. That would be so for a weight that one example has "
                "to itself; here one w serves the whole batch.",
            ),
            Option(
                "column 1 of out",
                "w[0, 1] carries input 0 to output 1, in every example: one entry in each row, "
                "all in column 1.",
                right=True,
            ),
            Option(
                "all of them",
                "The whole of w does reach all of them. This one weight ends in output 1; the "
                "other outputs have weights of their own.",
            ),
        ),
    ),
    Quiz(
        "products-that-fit",
        "x and dout can be multiplied in either order, each plain or transposed: eight products. "
        "How many have the shape of w, first with N=5, D=3, M=4, then with N = D = M = 3?",
        (
            Option(
                "one, then one",
                "One is right for three different sizes. With equal sizes, though, a transpose "
                "changes no shape, so it cannot make a product fit or fail.",
            ),
            Option(
                "two, then eight",
                "Eight is right. The second product that you may have in mind for three different "
                "sizes comes out M by D: the right numbers, lying on their side.",
            ),
            Option(
                "four, then eight",
                "Eight is right. With different sizes six of the eight do not even exist, since "
                "their inner sizes differ, and one of the other two is M by D.",
            ),
            Option(
                "one, then eight",
                "With different sizes only one product leaves D rows and M columns. With equal "
                "sizes everything is 3 by 3, and shapes have nothing more to say.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "sum-of-a-row",
        "Three logits, one true class. You measure the gradient of the cross-entropy with respect "
        "to the three. What do the three numbers sum to?",
        (
            Option(
                "0",
                "Add the same number to all three logits: no probability changes, so the loss "
                "stands still. The slope along that direction is the sum of the three.",
                right=True,
            ),
            Option(
                "1",
                "The three probabilities sum to 1, and they are close by. But a gradient is no "
                "distribution: at least one of its entries has to be negative here.",
            ),
            Option(
                "the loss",
                "The loss says how wrong the network is, the gradient which way that changes. "
                "They are not even in step: shift all logits by the same number and see.",
            ),
            Option(
                "that depends on the logits",
                "Each of the three does. Their sum does not, because of one direction in which "
                "softmax changes nothing at all. Which?",
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "initialisation-and-backprop",
        "Before training, w1 was filled with small random numbers. What does backpropagation have "
        "to do with that?",
        (
            Option(
                "It draws the random numbers.",
                "They are drawn once, before there is any loss. Backpropagation computes "
                "gradients, from a loss; it draws nothing.",
            ),
            Option(
                "It chooses how large they should be.",
                "That is a choice of yours, made beforehand; lesson 10 is about making it well. "
                "Backpropagation takes the weights as they are and says how the loss leans there.",
            ),
            Option(
                "Nothing: it needs weights to start from, and gives gradients at them.",
                "Initialisation puts you somewhere, backpropagation says which way is down from "
                "there, and the update walks. Three things, often mixed up.",
                right=True,
            ),
            Option(
                "It replaces them by the right weights.",
                "It changes no weight at all. `backward` returned gradients; the line with "
                "`lr` changed the weights, 400 times, a little each time.",
            ),
        ),
    ),
    Quiz(
        "a-gradient-of-zero",
        "One column of dw1, and its entry of db1, are exactly 0, for all 1,437 digits together. "
        "The loss is still large. What has happened?",
        (
            Option(
                "That hidden unit has learnt its weights.",
                "At a minimum the contributions of the examples cancel, nearly; 1,437 of them do "
                "not cancel to exactly 0. Exact zeros come from something that is shut.",
            ),
            Option(
                "Its gradient is very small and was rounded.",
                "Floats reach down to 1e-308 before they become 0. A small gradient still moves "
                "the weights a little; this one never will.",
            ),
            Option(
                "A sigmoid has saturated.",
                "A saturated sigmoid is nearly flat, and never quite: its gradient gets tiny, as "
                "with the neuron at z = 5, which did move in the end. And here is a relu.",
            ),
            Option(
                "That hidden unit puts out 0 for every digit, so relu lets no gradient pass.",
                "Its input to relu is negative every time, and there the slope is 0, not small. "
                "No step will change that unit: it is called dead.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "accuracy-and-loss",
        "From one step to the next the loss falls from 0.31 to 0.30, and the accuracy stays as it "
        "was. Is something broken?",
        (
            Option(
                "Yes: when the loss falls, more digits must be right.",
                "A digit counts as right as soon as its class has the largest probability. The "
                "loss also rewards going from 0.6 to 0.7, and no digit changes sides.",
            ),
            Option(
                "No: the loss counts how sure the network is, the accuracy only who is largest.",
                "The loss moves with every weight; the accuracy jumps when a digit changes sides, "
                "and has slope 0 between the jumps. That is why you train on the loss.",
                right=True,
            ),
            Option(
                "Yes: cross_entropy_backward should have been the gradient of the accuracy.",
                "There is none to be had: nudge a weight a little and the accuracy does not move, "
                "so its gradient is 0 almost everywhere.",
            ),
            Option(
                "No: the loss is 1 minus the accuracy, up to rounding.",
                "They are different measures. The loss can even rise while the accuracy does: a "
                "single digit, read wrongly and with great confidence, costs a lot.",
            ),
        ),
    ),
    Quiz(
        "a-batch-twice",
        "You stack a batch on itself, so that every example is in it twice, and the loss is the "
        "mean over the batch. db is a sum over the rows of dout. What becomes of db?",
        (
            Option(
                "It stays the same.",
                "Every row of dout halves, because the loss divides by 2N, and twice as many are "
                "added. The layer adds, the loss averages, and the two do their own part.",
                right=True,
            ),
            Option(
                "It doubles, since there are twice as many rows to add.",
                "Twice as many rows, yes, but look at one row: the mean gives each example half "
                "the share it had.",
            ),
            Option(
                "It halves, since the loss divides by 2N.",
                "Each row of dout halves, yes. But db adds the rows, and there are now twice as "
                "many.",
            ),
            Option(
                "That depends on the labels.",
                "The labels of both copies are the same. Each example pulls as it did before, "
                "twice with half the share.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
