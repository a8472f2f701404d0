"""The questions of lesson 03: four to answer before a cell runs, three on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "smaller-and-smaller-steps",
        "With h = 1e-5, the central difference finds the slope of x³ at 2 and is off by 2e-10. "
        "Now take h = 1e-10, a step 100,000 times shorter. What becomes of the error?",
        (
            Option(
                "It falls to about 1e-20.",
                "On paper, yes: there the error is h squared, and that never stops falling. But "
                "your computer writes about 16 digits of each number, and no more.",
            ),
            Option(
                "It grows to thousands of times what it was.",
                "Going down, the formula gets better and the arithmetic gets worse. Near 1e-5 the "
                "two are even; below, the arithmetic wins. You will see why in a minute.",
                right=True,
            ),
            Option(
                "It stays near 2e-10: there are no more digits to gain.",
                "You expect that the error comes down and then rests at the last digit. It does "
                "come down. It does not rest.",
            ),
            Option(
                "It falls to 0: so short a piece of the curve is straight.",
                "As good as straight, yes. But the rise along it is as short, and it is the "
                "difference of two numbers near 8: how many of their digits differ at all?",
            ),
        ),
    ),
    Quiz(
        "two-names-one-array",
        "The slope along w[0] was 8 on paper. What does the cell below print for it? It says "
        "up = w, raises up[0] by 0.1; down = w, lowers down[0] by 0.1; then asks the loss of both.",
        (
            Option(
                "8",
                "It would, if `up` and `down` were arrays of their own. But `up = w` makes no "
                "array: it gives the one that is there a second name.",
            ),
            Option(
                "4",
                "You expect one of the two steps to be lost. Ask where `up` stands by the time "
                "the loss is called: both steps have been taken by then, on the same array.",
            ),
            Option(
                "0",
                "`up`, `down` and `w` are three names of one array. It goes up by 0.1 and down by "
                "0.1 before the loss is asked, so both values come from the same place.",
                right=True,
            ),
            Option(
                "an error",
                "Python finds nothing wrong here, and NumPy neither. That is why this mistake is "
                "worth meeting once on purpose.",
            ),
        ),
    ),
    Quiz(
        "the-direction-of-ones",
        "The gradient is (8, 2). Somebody claims (9, 1). You check along v = (1, 1): the sum that "
        "the claim promises, and the slope that you measure. What do you see?",
        (
            Option(
                "10 and 10: the claim passes.",
                "One entry is 1 too large, the other 1 too small, and a direction of ones weighs "
                "both alike. The mistake is there, and you look past it.",
                right=True,
            ),
            Option(
                "10 and 8: the claim fails.",
                "8 is the slope along the first entry alone. Along (1, 1) both entries move, so "
                "both slopes count.",
            ),
            Option(
                "9 and 8, and 1 and 2: both entries fail.",
                "That is the check entry by entry. Along one direction you get one number from "
                "the claim and one from the loss, however many entries there are.",
            ),
            Option(
                "10 and about 9.9: it fails by a little.",
                "The promise is 9 + 1 = 10, right. Now the slope itself: what do 8 and 2 bring, "
                "if both entries move at speed 1?",
            ),
        ),
    ),
    Quiz(
        "a-slope-at-the-kink",
        "relu is flat to the left of 0 and has slope 1 to the right. You measure its slope at "
        "exactly 0, by a central difference. What comes out?",
        (
            Option(
                "0",
                "That is what most programs use there, by convention. Your measurement knows no "
                "conventions: it takes one value on each side.",
            ),
            Option(
                "1",
                "That is the slope ahead. The central difference also looks behind, where nothing "
                "rises.",
            ),
            Option(
                "an error, since there is no derivative",
                "There is none, yes. But your function asks for two values, subtracts and "
                "divides; nothing in it can notice.",
            ),
            Option(
                "0.5",
                "It rises by h on the way from -h to h, and that way is 2h long. The number looks "
                "like any other slope; it belongs to no tangent.",
                right=True,
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "what-agreement-proves",
        "Your gradient and the measured one agree, with a relative error of 1e-10. What do you "
        "know now?",
        (
            Option(
                "The loss is right, and so is its gradient.",
                "The check never asks whether the loss is the one you wanted. Forget the mean in "
                "the loss and in the gradient, and the two agree perfectly.",
            ),
            Option(
                "The gradient is right everywhere.",
                "You looked at one place. A line that is wrong for negative inputs only agrees at "
                "every place where there are none. Draw the place at random, and try a few.",
            ),
            Option(
                "At this place, the gradient is that of the loss as it is written.",
                "No more and no less. It says nothing about the loss itself, which needs its own "
                "checks by hand, and nothing about places that you did not visit.",
                right=True,
            ),
            Option(
                "The network will learn.",
                "A right gradient is needed for that, and is not enough: step size, start and "
                "data have their say, in lessons 07 to 10.",
            ),
        ),
    ),
    Quiz(
        "an-error-of-a-third",
        "The relative error of your gradient is 0.3333, at every place you try. Which mistake is "
        "the likeliest?",
        (
            Option(
                "h was too small: it is rounding.",
                "Rounding is never so regular. It changes from place to place and with h; this "
                "number stays.",
            ),
            Option(
                "A factor of 2 is missing, or is there twice.",
                "Of two arrays of which one is k times the other, the error is (k - 1) / (k + 1). "
                "For k = 2 that is a third. Look for the 2 of a square.",
                right=True,
            ),
            Option(
                "The sign is wrong.",
                "Opposite gradients have an error of 1, the largest there is: they are as far "
                "apart as their lengths together.",
            ),
            Option(
                "One entry in three is wrong.",
                "That could give any number, depending on how wrong it is and how large the "
                "others are. Exactly a third, everywhere, is a law and no accident.",
            ),
        ),
    ),
    Quiz(
        "why-not-train-by-measuring",
        "The measured gradient of a network has about ten right digits. Why does nobody train "
        "with it?",
        (
            Option(
                "Ten digits are too few to walk downhill.",
                "Two would do. Training is content with much rougher gradients than that, as "
                "lesson 07 will show.",
            ),
            Option(
                "It only works for one weight at a time, and the weights depend on each other.",
                "It does take one at a time, with the others at rest; but that is what a "
                "gradient is. All entries together are the right gradient.",
            ),
            Option(
                "Relu has a kink, so the measurement would lie.",
                "A step rarely lands on a kink, and the formula has the same trouble there. The "
                "reason is a plainer one.",
            ),
            Option(
                "It asks for the loss twice for each weight, at every step.",
                "A million weights, two million forward passes, for one step of thousands. It is "
                "a tool for checking. Lesson 04 begins the search for something faster.",
                right=True,
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
