"""The questions of lesson 01: four to answer before a cell runs, three on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "a-larger-bias",
        "A neuron with the weights (1, -2) says class 1 where its z is above 0. You raise its bias "
        "from 0 to 1. What becomes of the border?",
        (
            Option(
                "It gets steeper.",
                "How steep it is depends on how the two weights compare, and they stay. The bias "
                "adds the same to every z, wherever the point lies.",
            ),
            Option(
                "It moves, and keeps its direction.",
                "Every z grows by 1, so points that had z between -1 and 0 change sides. Those "
                "lie in a strip along the line.",
                right=True,
            ),
            Option(
                "Nothing: all z grow alike, so none overtakes another.",
                "None overtakes another, true. But they are compared with 0, not with each other, "
                "and some of them climb over it.",
            ),
            Option(
                "It bends.",
                "The border is where a weighted sum is 0, and whatever the three numbers are, "
                "that is a straight line. A bend needs more than one neuron.",
            ),
        ),
    ),
    Quiz(
        "shapes-of-a-layer",
        "500 pictures, one a row, of 64 pixels each, go into a layer of ten neurons. Which shapes "
        "have w and what comes out?",
        (
            Option(
                "w (500, 64), out (500, 10)",
                "What comes out is right. But w would have a row for each picture. A weight "
                "belongs to an input and a neuron, and serves all pictures.",
            ),
            Option(
                "w (10, 64), out (500, 10)",
                "What comes out is right, and w has the right number of entries, lying on its "
                "side. Here each neuron is a column, so that rows of x can meet it.",
            ),
            Option(
                "w (64, 10), out (64, 10)",
                "w is right: a row for each input, a column for each neuron. What comes out has a "
                "row for each picture, though: the 64 is summed away.",
            ),
            Option(
                "w (64, 10), out (500, 10)",
                "(500, 64) and (64, 10): the sizes that touch are equal and vanish. Each of 500 "
                "pictures gets ten numbers.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "two-layers-in-a-row",
        "A layer of three neurons, then a layer of one neuron that looks at those three, and "
        "nothing between. What can the two together say that a single neuron cannot?",
        (
            Option(
                "Nothing.",
                "A weighted sum of weighted sums is a weighted sum: one neuron with other numbers "
                "says the same for every point.",
                right=True,
            ),
            Option(
                "Borders with up to three corners, one for each neuron.",
                "Each of the three has a line of its own. But the fourth adds them up, and a "
                "weighted sum of weighted sums is 0 along one straight line.",
            ),
            Option(
                "Curved borders, since two factors of x get multiplied.",
                "x comes in once. A weight of the second layer multiplies a weight of the first, "
                "never x with x, so no square of x arises.",
            ),
            Option(
                "The same borders, but finer ones, with more weights to adjust.",
                "There are more numbers to turn, 13 in place of 3. All the settings of them "
                "together give the borders of one neuron, and no finer ones.",
            ),
        ),
    ),
    Quiz(
        "border-after-the-sigmoid",
        "The border was where the logit is 0. Now each logit goes through the sigmoid, and the "
        "border is where that is 1/2. What becomes of it?",
        (
            Option(
                "Its corners become round, as the sigmoid is.",
                "The sigmoid is applied to each point's own logit. It rounds the steps between "
                "the answers; where the logit is 0 it says 1/2, corners or not.",
            ),
            Option(
                "It moves outwards, since the sigmoid squeezes all numbers.",
                "It squeezes them, and keeps their order: what was above 0 is above 1/2. To move "
                "the border, some point would have to change sides.",
            ),
            Option(
                "It stays where it is.",
                "The sigmoid of 0 is 1/2, and it climbs all the way: above 0 goes above 1/2, "
                "below goes below. No point changes sides.",
                right=True,
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "what-forward-changes",
        "You send your 200 points through mlp_forward, and then the same points once more. What "
        "has the network learnt between the two?",
        (
            Option(
                "A little: each pass moves the weights towards the points.",
                "Look at your lines: params stand on the right-hand side only. A forward pass "
                "reads the weights. Something else must write them.",
            ),
            Option(
                "Its biases, since they are added last.",
                "They are added to what comes out, as they are. None of your lines changes an "
                "entry of params.",
            ),
            Option(
                "Only what relu has set to 0 is forgotten.",
                "Relu sets numbers of one pass to 0. The next pass computes them anew, from the "
                "same weights.",
            ),
            Option(
                "Nothing: the same points give the same numbers.",
                "A forward pass is a calculation. Learning will be another thing: to find out "
                "which way to turn each weight, and to turn it.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "relu-after-the-last-layer",
        "Someone puts a relu after the last layer too, then the sigmoid. What can that network no "
        "longer say?",
        (
            Option(
                "That a point is of class 1, with great confidence.",
                "Large logits pass relu unchanged, so close to 1 it can still get. Look at what "
                "relu does with the others.",
            ),
            Option(
                "That a point is more likely of class 0.",
                "For that the logit must be below 0, and relu lets none through. The least it can "
                "say is sigmoid(0), which is 1/2.",
                right=True,
            ),
            Option(
                "Nothing is lost: relu stands between the other layers as well.",
                "There, a neuron follows with weights of either sign and can make a negative "
                "number of it again. After the last layer nobody does.",
            ),
            Option(
                "Anything with a straight border.",
                "A network can leave a line unbent: a relu that gets only positive numbers "
                "changes none. What is lost is on the other side of the logits.",
            ),
        ),
    ),
    Quiz(
        "more-examples-more-weights",
        "Tomorrow you get 2,000 points instead of 200, with the same two features. Which arrays of "
        "your network must get larger?",
        (
            Option(
                "None of the parameters; x, the hidden layer and the logits get 2,000 rows.",
                "Weights belong to features and units, not to examples. Whether a larger network "
                "would be better is another question, and the choice is yours.",
                right=True,
            ),
            Option(
                "w1, since it multiplies x.",
                "It multiplies the columns of x: two features, so two rows in w1. How many rows x "
                "has does not matter to it.",
            ),
            Option(
                "The biases, since there is one for each example.",
                "There is one for each neuron. It is added to every row, however many there are.",
            ),
            Option(
                "All of them, in proportion.",
                "Then a network that learnt from 200 points could not look at one more. But "
                "yours took a batch of one point and a batch of 200.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
