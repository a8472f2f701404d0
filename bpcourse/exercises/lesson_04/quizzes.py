"""The questions of lesson 04: four to answer before a cell runs, four on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "slopes-in-a-row",
        "u = 3x and L = u², at x = 2. Raise x by 0.001. About how many times as far does L move?",
        (
            Option(
                "15 times",
                "3 and 12 are the right slopes, and you added them. But u moves 3 times as far as "
                "x, and each bit of that way moves L by 12 times as much.",
            ),
            Option(
                "12 times",
                "That is how far L moves for each bit of u. Between x and L there is one more "
                "step, which stretches by 3.",
            ),
            Option(
                "36 times",
                "u moves by 0.003, and L moves 12 times as far as u, since 2u is 12. Slopes that "
                "follow one another multiply.",
                right=True,
            ),
            Option(
                "4 times",
                "That is the slope of x² at 2. Here what is squared is u, which is 6, and u itself "
                "moves faster than x.",
            ),
        ),
    ),
    Quiz(
        "used-twice",
        "u = 2x, v = x + 1, L = u v, at x = 3. Through u comes back 8, through v comes back 6. "
        "How fast does L grow with x?",
        (
            Option(
                "14",
                "A nudge of x moves u and v at the same time. L moves for the one and for the "
                "other: the shares add.",
                right=True,
            ),
            Option(
                "48",
                "Slopes multiply along one way, step after step. These two belong to different "
                "ways, side by side.",
            ),
            Option(
                "6",
                "That is what a program says where the share that arrives last replaces the first. "
                "But u does move when x does, whatever v may do.",
            ),
            Option(
                "7",
                "You took the mean of two opinions. They are no opinions on one thing: each is the "
                "part of L's move that comes by its own way, and L makes both.",
            ),
        ),
    ),
    Quiz(
        "recursion-on-a-diamond",
        "The program hands an operand its share, and goes on from there at once. On each visit a "
        "node hands on all that it holds. The truth for dx is 26. What does the program find?",
        (
            Option(
                "26",
                "It adds with +=, as it should. But u is visited twice, and at the second visit "
                "it hands on all that it holds, also what it has handed on before.",
            ),
            Option(
                "14",
                "That is dx after the first visit of u: 2 times 7. The program comes to u once "
                "more, through v, and hands on again.",
            ),
            Option(
                "12",
                "That is what arrives at x by way of v alone, 6 times 1 times 2. What came "
                "directly, from L to u, is there as well, and += keeps it.",
            ),
            Option(
                "40",
                "First u holds 7 and hands on 14. Then 6 more arrive, u holds 13 and hands on 26 "
                "on top of that. The 7 has been handed on twice.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "forgetting-to-clear",
        "p = 3a and y = 4p. The first walk finds da = 12. You walk again without clearing; only dy "
        "is set to 1 again. What is da now?",
        (
            Option(
                "12, since nothing has changed",
                "The numbers have not, but every share is added to what is there. Only the root "
                "was set anew.",
            ),
            Option(
                "24, twice as much",
                "So it would be if each walk brought the same. But p still holds its old 4, gets "
                "4 more, and hands on 8: the second walk brings more than the first.",
            ),
            Option(
                "36, three times as much",
                "p holds 4 and then 8, so a gets 12 from the first walk and 24 from the second. "
                "What is left over on the way is handed on once more.",
                right=True,
            ),
            Option(
                "144, since 12 is multiplied by 12",
                "Along one way slopes multiply, but the second walk begins at 1 again. It adds to "
                "what it finds, and does not multiply it.",
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "what-backward-changes",
        "You call loss.backward(). Which numbers are others afterwards?",
        (
            Option(
                "The data of the weights: the network has learnt a little.",
                "That is the update, the line with w.data. Finding gradients is one thing, taking "
                "a step with them another, and there are many ways to take one.",
            ),
            Option(
                "The data of all nodes, which are calculated anew.",
                "The way back reads what the forward pass left, and leaves it as it is.",
            ),
            Option(
                "The loss, which is smaller now.",
                "No weight has moved yet, so neither has the loss. You know which way it would "
                "fall.",
            ),
            Option(
                "Only the grads.",
                "Every node that the loss depends on has its derivative now. What you do with it "
                "is up to you.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "a-million-inputs",
        "A loss depends on a million weights. How often do you walk back to know the derivative "
        "with respect to each of them?",
        (
            Option(
                "a million times, once for each weight",
                "That is what measuring costs: it begins at a weight and looks what becomes of "
                "the loss. The way back begins at the loss and passes by all weights.",
            ),
            Option(
                "once",
                "Each arrow is walked once, whoever stands at its end. All weights share the parts "
                "of the way that they have in common.",
                right=True,
            ),
            Option(
                "once for each layer",
                "The way back does go through layer after layer, but it is one way, and at the end "
                "of each layer it goes on with what it has.",
            ),
            Option(
                "once for each way from a weight to the loss",
                "There may be more ways than you can count. A node adds up what arrives and hands "
                "on the sum, so ways that meet are walked together from there.",
            ),
        ),
    ),
    Quiz(
        "after-the-step",
        "You have called loss.backward() and lowered one weight's data. Are the other grads still "
        "the slopes of the loss?",
        (
            Option(
                "Yes, each grad belongs to its own weight.",
                "But its value was made of the others: in a product the slope for one factor is "
                "the other factor. Move one weight, and the slopes of many change.",
            ),
            Option(
                "Yes, if backward is called once more on the same loss.",
                "That walks through the old graph, with the local derivatives that it had. A new "
                "graph comes from a new forward pass.",
            ),
            Option(
                "No, they belong to the old numbers: forward again, then backward.",
                "Local derivatives are taken at the numbers of a forward pass. Where you have "
                "gone, you have not looked yet; that is why steps are small.",
                right=True,
            ),
            Option(
                "No, they are 0 until the next call.",
                "Nothing clears them but the next backward. They are still there, and they are "
                "the slopes at the place where you were.",
            ),
        ),
    ),
    Quiz(
        "a-number-or-a-formula",
        "How does your engine know that the slope of tanh(ab) with respect to a is, say, -0.84?",
        (
            Option(
                "It multiplies local derivatives, which are numbers, on the way back.",
                "Each is exact, from a rule for one step, at the numbers that the forward pass "
                "brought. No formula for the whole is ever written.",
                right=True,
            ),
            Option(
                "It nudges a and looks how far the result moves.",
                "That is measuring, and it is how you checked the engine. The engine nudges "
                "nothing: its numbers do not depend on any step size.",
            ),
            Option(
                "It works out a formula for the derivative and puts in the numbers.",
                "So do computer algebra systems, and their formulas grow as on top of this page. "
                "You wrote no line that handles formulas.",
            ),
            Option(
                "It looks up the derivative of the whole expression in a table.",
                "There is a table, but its entries are single steps: a sum, a product, a tanh. "
                "The rest is multiplying and adding.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
