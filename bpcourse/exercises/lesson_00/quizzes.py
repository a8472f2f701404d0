"""The questions of lesson 00: one to answer before a cell runs, two on what a slope is."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "slope-at-minus-two",
        "x² has the slope 4 at x = 2. What is its slope at x = -2, measured with a small step to "
        "the right?",
        (
            Option(
                "about 4: both sides of the curve are equally steep",
                "Equally steep, yes. But to the left of 0 a step to the right takes you down, "
                "and what goes down has a negative slope.",
            ),
            Option(
                "about -2",
                "The sign is right. The size is not x itself: at 2 the slope was 4, and the two "
                "sides of the curve are mirror images.",
            ),
            Option(
                "about -4",
                "From -2 to -1.999 the square falls from 4 to 3.996001: down four times as far as "
                "you stepped to the right.",
                right=True,
            ),
            Option(
                "about 0, since a square has no negative side",
                "The height x² is never negative. Its slope may be: the curve comes down on the "
                "left before it climbs on the right. It is 0 at one place only.",
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "what-a-slope-says",
        "At x = 3 the height of x² is 9 and its slope is 6. What does the 6 tell you?",
        (
            Option(
                "At x = 4 the height is 9 + 6 = 15.",
                "It is 16. The slope holds at 3 and very near it; on the way to 4 the curve gets "
                "steeper. A slope says nothing certain about a long step.",
            ),
            Option(
                "Near 3, the height changes about six times as much as x does.",
                "A thousandth to the right takes you six thousandths up, a thousandth to the left "
                "about six thousandths down. A slope is about small steps from one place.",
                right=True,
            ),
            Option(
                "From 0 to 3, the curve has climbed by 6.",
                "It has climbed by 9, from 0 to 9. The slope at 3 knows nothing of the way there: "
                "only of the place itself.",
            ),
            Option(
                "x² is six times as large as x.",
                "At 3 it is three times as large, 9 beside 3. A slope compares changes, not the "
                "two numbers themselves.",
            ),
        ),
    ),
    Quiz(
        "agrees-at-one-place",
        "You wrote a formula for a slope, and measured it at one place. The two agree in six "
        "digits. Is the formula right?",
        (
            Option(
                "Not certainly: a wrong formula can agree there.",
                "As the square agreed with its own slope at 2. Measure at a few more places, best "
                "at random ones: at several of them a wrong formula seldom agrees by accident.",
                right=True,
            ),
            Option(
                "Yes: six digits cannot agree by accident.",
                "At 2 all digits agreed, and the formula was wrong. The digits say how well you "
                "measured there. How the formula behaves elsewhere they do not say.",
            ),
            Option(
                "Nobody can say: a measurement is never exact, so it proves nothing.",
                "It cannot prove a formula right for every x. But it can show one wrong, and after "
                "a few places without a miss you may well believe it.",
            ),
            Option(
                "Yes, unless Python shows an error.",
                "Python complains when it cannot calculate. Whether what it calculates is what "
                "you wanted, it cannot know.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
