"""The questions of lesson 07: four to answer before a cell runs, four on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "a-rate-of-one",
        "On L = w², from w = 3, you take steps with a learning rate of 1. With 0.5 a single step "
        "went to the bottom. What will 1 do?",
        (
            Option(
                "It arrives as well, in fewer steps.",
                "A step twice as long goes twice as far, also if the bottom lies half-way. "
                "Nothing in the rule knows where to stop.",
            ),
            Option(
                "It blows up: the loss grows with every step.",
                "Not yet. Work out one step: 3 - 1 · 6 = -3. How high does the parabola stand "
                "there?",
            ),
            Option(
                "It jumps to and fro for ever, always as high as at the start.",
                "3 - 6 = -3, where the slope is -6, so the next step leads to 3 again. The "
                "gradient is right each time, and the loss stays 9.",
                right=True,
            ),
            Option(
                "It overshoots once, turns round, and comes to rest at 0.",
                "To turn round does not bring it nearer. It comes to rest only if each landing "
                "is lower than the one before, and here each is as high.",
            ),
        ),
    ),
    Quiz(
        "one-rate-two-curvatures",
        "Curvature 0.4 along one direction, 16 along the other, and one learning rate for both. "
        "From which rate on does the loss blow up?",
        (
            Option(
                "from 0.125 on, which is 2/16",
                "Beyond it the factor of the steep direction is below -1, and one direction "
                "that grows is enough. The flat one has to go as slowly.",
                right=True,
            ),
            Option(
                "from 5 on, which is 2/0.4",
                "That is the edge of the flat direction. Long before it, the steep one has gone: "
                "at 1 its factor is -15.",
            ),
            Option(
                "from about 0.24 on, 2 over the mean curvature, 8.2",
                "The directions do not share their factors. At 0.2 the steep one is multiplied "
                "by -2.2 at each step, however mild the other may be.",
            ),
            Option(
                "that depends on the direction: from 0.125 on, or from 5 on",
                "Each number has its own edge, that is true. But the loss adds both: when one "
                "direction blows up, the loss does. Which of the two comes first?",
            ),
        ),
    ),
    Quiz(
        "sixteen-times-the-batch",
        "The gradient of a batch of 4 is off by 0.8 of the gradient's length, on average. Batches "
        "of 64 are 16 times as large. How far off are they?",
        (
            Option(
                "by about 0.05, a sixteenth of it",
                "That would be so if the errors of single examples only faded with their number. "
                "But they also add up by chance: the sum of 16 random errors grows 4-fold.",
            ),
            Option(
                "by about 0.2, a quarter of it",
                "Random errors partly cancel. The mean of 16 times as many is off by the root of "
                "16 less. To halve the noise takes four times the examples.",
                right=True,
            ),
            Option(
                "by 0.8 as before: each example is as noisy as it was",
                "Each example is. Their mean is not: where one pulls to the left, another pulls to "
                "the right.",
            ),
            Option(
                "not at all: 64 examples are a fair picture of 1,000",
                "A fair picture, with a margin of error, like an opinion poll. Only all 1,000 "
                "together have none.",
            ),
        ),
    ),
    Quiz(
        "sorted-by-class",
        "One epoch on the digits, sorted: all zeros first, all nines last. Then the network reads "
        "all 1,797. What do you expect?",
        (
            Option(
                "the same as after a shuffled epoch, since it has seen the same digits",
                "The mean of all gradients would not care. But after each step the next gradient "
                "is taken elsewhere: who speaks last, speaks to a network that forgot the first.",
            ),
            Option(
                "it reads the zeros best, since it learnt them first",
                "It did learn to say zero, at once. Then came the ones, and each step away from "
                "zero lowered the loss.",
            ),
            Option(
                "it is a little worse at all digits",
                "A little worse would be a slower way to the same place. Each class in turn "
                "pulled the whole network to itself, with nobody to pull back.",
            ),
            Option(
                "it says nine to nearly everything",
                "In the last 18 batches, saying nine to anything at all was right every time. "
                "Nothing held the earlier classes in place.",
                right=True,
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "a-gradient-of-three",
        "At this place the gradient of a weight is 3. The learning rate is 0.1. What do you know?",
        (
            Option(
                "The weight will go down by 3.",
                "That would be a learning rate of 1. A gradient is a slope; the update is what "
                "you make of it.",
            ),
            Option(
                "The weight is 3 away from its best value.",
                "A steep place may be near the bottom, and a flat one far away. The slope says "
                "nothing about the distance, unless you know the curvature.",
            ),
            Option(
                "The loss will fall by 3.",
                "It falls by 3 for each unit of the weight, as long as the slope stays the same. "
                "How many units do you move?",
            ),
            Option(
                "The weight goes down by 0.3, and if that is short enough, its part of the fall "
                "is about 0.9.",
                "Step 0.1 · 3, times slope 3. 'Short enough' is the learning rate's business: on "
                "a strong curve even 0.3 may lead uphill.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "shorter-and-shorter",
        "On the parabola with lr = 0.1 the steps get shorter and shorter. Why?",
        (
            Option(
                "The learning rate shrinks on the way.",
                "It is 0.1 at every step. There are training runs that lower it, by a rule; none "
                "is at work here.",
            ),
            Option(
                "A step is the rate times the slope, and the slope shrinks towards the bottom.",
                "So the brake is built in, on a smooth curve with all examples. With mini-batches "
                "the noise does not shrink, and the steps do not come to rest.",
                right=True,
            ),
            Option(
                "Each step uses up a part of the gradient.",
                "Nothing is used up: the gradient is computed anew at each place. Put the weight "
                "back to 3, and the step is 0.6 again.",
            ),
            Option(
                "The floats get too small to be exact.",
                "That comes near 1e-16 of the numbers at hand, hundreds of steps later. From 0.6 "
                "to 0.48 it is no rounding.",
            ),
        ),
    ),
    Quiz(
        "one-step-up",
        "You print the loss of each mini-batch. From one step to the next it rises from 0.31 to "
        "0.38. The epochs' means fall. Is the gradient wrong?",
        (
            Option(
                "No: the second batch holds other examples, and they may be harder.",
                "The two losses are of different batches. Compare means over epochs, or ask for "
                "the same batch before and after its step.",
                right=True,
            ),
            Option(
                "Yes: a right gradient never lets the loss rise.",
                "For the same examples and a short enough step it does not. Here the examples "
                "changed between the two numbers.",
            ),
            Option(
                "Yes: the step must have gone uphill.",
                "A wrong sign would show in the means, which would climb. Measure it: the same "
                "batch, before and after.",
            ),
            Option(
                "No: the loss rises whenever the accuracy falls.",
                "They often go together and need not. And neither is the reason here: the "
                "examples are others.",
            ),
        ),
    ),
    Quiz(
        "sum-for-mean",
        "A friend's loss is the sum over a batch of 50, where yours is the mean. Yours learns well "
        "with lr = 0.1. Which rate takes the same steps in the friend's code?",
        (
            Option(
                "0.1: the minimum is at the same place",
                "The place is the same, the slopes are not: the friend's are 50 times as steep, "
                "and so are the steps.",
            ),
            Option(
                "5",
                "The friend's gradients are 50 times as large already. Another 50 would make the "
                "steps 2,500 times too long.",
            ),
            Option(
                "0.002",
                "Gradients 50 times as large, a rate 50 times as small. With a mean, the rate need "
                "not follow the batch size: one reason why this course takes it.",
                right=True,
            ),
            Option(
                "none: a sum cannot be trained with",
                "It can, and many do. They only have to change the rate whenever the batch size "
                "changes.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
