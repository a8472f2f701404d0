"""The questions of lesson 08: four to answer before a cell runs, four on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "labels-made-of-nonsense",
        "300 digits, their labels shuffled, 128 hidden units, up to 400 epochs. How low does the "
        "loss on these 300 get? (Guessing with a tenth for each class gives 2.3.)",
        (
            Option(
                "It stays near 2.3: there is nothing to learn.",
                "There is no rule to find, that is true. But gradient descent does not ask for a "
                "rule: it lowers the loss on these 300, and remembering them lowers it too.",
            ),
            Option(
                "It falls to about 1: the network catches a few by luck.",
                "Luck would catch one in ten, and with luck comes no further fall. What happens is "
                "not luck: step by step, each picture is tied to its own wrong label.",
            ),
            Option(
                "It falls near 0: the network learns the 300 by heart.",
                "No two pictures are quite alike, and thousands of weights are enough to tell 300 "
                "of them apart. A label is then remembered, whether it makes sense or not.",
                right=True,
            ),
            Option(
                "It rises: wrong labels push the weights about.",
                "They push, each in its direction; but each step goes downhill on the loss for the "
                "labels that were given. The network does not know that they are wrong.",
            ),
        ),
    ),
    Quiz(
        "best-of-a-thousand-dice",
        "A thousand readers guess 180 digits with a ten-faced die. You keep the one with the most "
        "right. About what share has that reader right, on these 180 and then on 180 others?",
        (
            Option(
                "10 %, then 10 %",
                "A reader taken at random has about 10 % both times. This one is not taken at "
                "random: it is the luckiest of a thousand on the first 180.",
            ),
            Option(
                "19 %, then 10 %",
                "Being the best of a thousand is luck with the first 180. On the others the die "
                "starts anew, as it does for everyone.",
                right=True,
            ),
            Option(
                "19 %, then 19 %",
                "The first 19 % is right. But nothing about the reader made them: a die that was "
                "lucky stays a die.",
            ),
            Option(
                "60 %, then 10 %",
                "The second number is right. For the first, 180 digits are many: luck evens out, "
                "and even the best of a thousand strays by some nine points, not by fifty.",
            ),
        ),
    ),
    Quiz(
        "a-digit-standardised-alone",
        "A single new digit comes, as a heap of one row. You standardise the heap by its own mean "
        "and its own standard deviation of each pixel. What is left when the mean is taken off?",
        (
            Option(
                "Nothing: 64 zeros, whatever was written.",
                "In a heap of one, each pixel is its own mean. And its deviation is 0, so that you "
                "could not even divide.",
                right=True,
            ),
            Option(
                "The digit, on another scale.",
                "That would be so with one mean for all 64 pixels together. Each pixel is a "
                "feature and has a mean of its own; over one example it is the pixel itself.",
            ),
            Option(
                "About what the digits in train look like.",
                "That is what happens with the mean of train. This heap has never heard of train.",
            ),
            Option(
                "A digit with its ink and its paper exchanged.",
                "A minus sign would do that. Here something is taken off from each pixel; ask how "
                "much.",
            ),
        ),
    ),
    Quiz(
        "other-hands",
        "Thirteen people wrote these digits, and neighbours in the file seem to come from the same "
        "hand. Now hold out the last fifth of the file as it stands, not a random fifth, and train "
        "the same network on the rest. What share of the held-out digits does it read?",
        (
            Option(
                "About the same: the network and the numbers of digits are the same.",
                "They are. But at random, each hand is in both heaps; now the held-out hands are "
                "mostly new to the network.",
            ),
            Option(
                "A bit more: the digits are in order.",
                "Order is no help to a network that is given the examples shuffled anew in each "
                "epoch. What changes is which hands it has never seen.",
            ),
            Option(
                "About one in ten: it has never seen these people.",
                "It has seen their digits in other hands, and a 4 has something in common with "
                "every 4. It does worse, and far better than a die.",
            ),
            Option(
                "Clearly less, perhaps nine in ten.",
                "Part of what it had learnt was these thirteen hands. On new hands that part is "
                "worth nothing.",
                right=True,
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "right-nine-times-in-ten",
        "A friend has a network that says whether a digit is an 8 or not. It is right on 90 % of "
        "fresh digits. How good is it?",
        (
            Option(
                "Good: nine of ten are right.",
                "Lay it beside the laziest reader, who always says no: about nine of ten digits "
                "are no 8, so that one has 90 % as well.",
            ),
            Option(
                "You cannot say before you know its loss.",
                "The loss would tell more, but you can say something now. What does a reader get "
                "who never looks at the picture?",
            ),
            Option(
                "No better than always saying no.",
                "About one digit in ten is an 8. A score means something only beside that of the "
                "simplest reader.",
                right=True,
            ),
            Option(
                "Bad: 90 % is always too little.",
                "For a coin, 90 % would be a wonder. Good and bad begin at what the simplest "
                "reader gets.",
            ),
        ),
    ),
    Quiz(
        "twenty-widths-one-test",
        "You train twenty networks of different widths and look at the score of each on test. You "
        "report the best. What is that number?",
        (
            Option(
                "The share that the best one will get right on new digits.",
                "It was the luckiest of twenty on these digits, as the die was of a thousand. On "
                "new ones that part of its lead is gone.",
            ),
            Option(
                "A little too good: you have chosen by test, so test was a val.",
                "Whatever you choose by, you learn from. For an honest number you need digits that "
                "had no say in any choice.",
                right=True,
            ),
            Option(
                "Fine, since no gradient was ever taken on test.",
                "No weight was changed by test, that is true. But you picked among twenty by it, "
                "and picking is learning, if slower.",
            ),
            Option(
                "Too low, since none of them was trained on test.",
                "That is as it should be: what you want to know is how they do on what they were "
                "not trained on.",
            ),
        ),
    ),
    Quiz(
        "val-below-train",
        "After the first epoch the history says train 1.07 and val 0.46. Is something wrong?",
        (
            Option(
                "Yes: a network cannot do better on what it has not seen.",
                "Not if both are measured at the same moment, or hardly. But are they? Look when "
                "each of the two numbers is taken.",
            ),
            Option(
                "Yes: val has leaked into train.",
                "A leak would make val too good all the way, and late most of all. This is the "
                "first epoch, and there is a plainer reason in how train is measured.",
            ),
            Option(
                "No: val has fewer examples, so its loss is smaller.",
                "Both are means over their examples. Fewer examples make a mean more shaky, not "
                "smaller.",
            ),
            Option(
                "No: train is a mean over the epoch, val is taken at its end.",
                "The first batches of the epoch met a network that knew nothing, and they count in "
                "the mean. At its end the network is better, and that is when val is asked.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "who-chose-the-width",
        "Your network has 128 hidden units. Which part of the training found that number?",
        (
            Option(
                "Backpropagation, from the gradient with respect to the width.",
                "There is no such gradient: a width is a whole number and no array of params. "
                "Nothing in the backward pass can change it.",
            ),
            Option(
                "None: you chose it before, and compared the choices on val.",
                "Width, depth, learning rate, batch size: choices from outside, made before the "
                "first step. Training takes them as they are, and val tells you how they did.",
                right=True,
            ),
            Option(
                "fit, when it kept the best epoch.",
                "It kept the best of forty states of one network. All forty have the same width.",
            ),
            Option(
                "The initialisation, which draws as many units as it needs.",
                "It draws as many numbers as you asked for, by the sizes you gave it. It knows "
                "nothing of digits.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
