"""The questions of lesson 02: three to answer before a cell runs, three on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "accuracy-after-a-nudge",
        "A is right on 35 of 40 points. You raise its bias by 0.001, then lower it by 0.001. What "
        "does the accuracy do?",
        (
            Option(
                "It rises a little one way and falls a little the other.",
                "That is what you would need. But the accuracy counts points: it moves by a whole "
                "point, 1/40, or not at all.",
            ),
            Option(
                "It falls both ways, since A is at its best.",
                "Nobody has looked for the best b yet. And to fall, a point would have to change "
                "sides: none lies that close to the border.",
            ),
            Option(
                "It stays as it is, both ways.",
                "A point counts as right or wrong by the side it is on, and no point lies so close "
                "to the border that 0.001 takes it across.",
                right=True,
            ),
            Option(
                "It jumps by 1/40.",
                "That is the size of its jumps. But a jump needs a point that lies on the border, "
                "within 0.001, and there is none.",
            ),
        ),
    ),
    Quiz(
        "ten-times-less",
        "From p = 1 to p = 0.1 the price rises by about 2.3. By how much does it rise from p = 0.1 "
        "to p = 0.01?",
        (
            Option(
                "By about 2.3 again.",
                "Each division by ten adds ln 10. A logarithm turns factors into steps, and equal "
                "factors into equal steps.",
                right=True,
            ),
            Option(
                "By about 0.23.",
                "You looked at how far p moves: ten times less. The logarithm looks at the factor, "
                "and that is ten both times.",
            ),
            Option(
                "By about 23.",
                "The price does get high near 0, but slowly: from 0.1 to 0.01 is one more division "
                "by ten, worth as much as the first.",
            ),
            Option(
                "By about 0.09.",
                "That is by how much p itself falls. Its logarithm falls by the logarithm of the "
                "factor.",
            ),
        ),
    ),
    Quiz(
        "raise-all-logits",
        "The logits (2, 1, 0) become (102, 101, 100). What becomes of the probabilities 0.665, "
        "0.245 and 0.090?",
        (
            Option(
                "They come closer to 1/3 each.",
                "2 % apart sounds like nearly equal. But softmax sees differences, not ratios: "
                "102 is still 1 above 101, and so e times as probable.",
            ),
            Option(
                "The first one goes to 1.",
                "That would happen if the logits were multiplied: then their differences grow. "
                "Added to all, 100 leaves the differences as they are.",
            ),
            Option(
                "They all grow by the same factor.",
                "The three exponentials do, each by the factor e^100. So does their sum, and the "
                "probabilities have to sum to 1 again.",
            ),
            Option(
                "They stay the same.",
                "Every exponential gets the factor e^100, and so does the sum they are divided by. "
                "It cancels. Only differences between logits count.",
                right=True,
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "higher-accuracy-higher-loss",
        "Network P is right on 95 % of the digits, network Q on 93 %. Can the cross-entropy of P "
        "be the larger one?",
        (
            Option(
                "No: more right answers mean a smaller loss.",
                "Often, but not always. The accuracy does not ask how sure the wrong answers were, "
                "and the loss asks little else.",
            ),
            Option(
                "Yes: if the few that P gets wrong get next to nothing for the truth.",
                "As with A and B. A handful of answers that are sure and wrong can cost more than "
                "many that are wrong by a hair.",
                right=True,
            ),
            Option(
                "Only if one of the two was computed wrongly.",
                "Both numbers can be right. They answer two questions: how many, and how sure.",
            ),
            Option(
                "Yes: the loss has nothing to do with being right.",
                "It has. To give the truth more is to be right more often, in the long run. But "
                "the two are not tied together example by example.",
            ),
        ),
    ),
    Quiz(
        "a-friend-with-a-half",
        "A friend puts 1/2 in front of the mean squared error. You both look for the weights with "
        "the lowest loss. What do you find?",
        (
            Option(
                "Hers fit half as well.",
                "Her loss reads half of yours for the same weights. That is a change of unit, as "
                "from pounds to kilos: nobody gets lighter.",
            ),
            Option(
                "Hers fit better, since her loss is lower.",
                "Lower than yours, with the same errors. Losses can only be compared if they are "
                "computed in the same way.",
            ),
            Option(
                "The same weights; her loss and all its slopes are half of yours.",
                "A fixed factor moves no lowest point. It does change every slope, so when your "
                "gradients differ by a factor of 2, ask for the convention first.",
                right=True,
            ),
            Option(
                "Other weights: a different loss has a different lowest point.",
                "That holds for losses of another shape, such as the absolute error. A fixed "
                "factor makes the landscape flatter and leaves the lowest point where it is.",
            ),
        ),
    ),
    Quiz(
        "a-little-epsilon",
        "Instead of taking logits you could add 1e-12 to p before the logarithm, so that it is "
        "never infinite. What is the harm?",
        (
            Option(
                "The loss cannot exceed 27.6: it is flat right where the network is most wrong.",
                "-ln 1e-12 is 27.6. Beyond that, a worse answer costs no more, and the slope that "
                "should lead out is 0. The logits still know how wrong it is.",
                right=True,
            ),
            Option(
                "None: 1e-12 is too small to matter.",
                "Beside an ordinary p it is. But it was added for the p near 0, and there it is "
                "all that is left.",
            ),
            Option(
                "Every loss is off by 1e-12.",
                "Near p = 1 it is, and nobody minds. Near p = 0 the logarithm makes a large "
                "difference out of a tiny one.",
            ),
            Option(
                "The probabilities no longer sum to 1.",
                "True by a hair, but nothing here needs the sum. Look what happens to the loss of "
                "an answer that is sure and wrong.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
