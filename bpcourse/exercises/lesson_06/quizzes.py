"""The questions of lesson 06: four to answer before a cell runs, four on what people believe."""

from ..model import Option, Quiz

PREDICTIONS = (
    Quiz(
        "a-silent-unit",
        "Hidden unit 1 is silent: its z is -2, its h is 0. dh1 brings it a 1 all the same. In "
        "which of the two weight gradients does it leave zeros?",
        (
            Option(
                "in neither, since dh1 brings it a 1",
                "That 1 says what would happen if h could move. But relu is flat at -2, so nothing "
                "below moves h; and a weight above multiplies h, which is 0.",
            ),
            Option(
                "only in dw1",
                "The way back is shut there, that is right. But look up as well: each entry of "
                "dw2 has an h as a factor, and this h is 0.",
            ),
            Option(
                "only in dw2",
                "The weights above it do get nothing, since they multiply a 0. And those below? "
                "They move z, from -2 to -1.9 perhaps, and relu gives 0 for both.",
            ),
            Option(
                "in both: a column of dw1 and a row of dw2",
                "The weights into it move z where relu is flat; the weights out of it multiply 0. "
                "For this example, the unit learns nothing on either side.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "names-in-order",
        "A network of eleven layers has weights named w1 to w11. You let Python sort these "
        "names. Which one stands second?",
        (
            Option(
                "w2",
                "So it would be if the names were numbers. They are text, and text is compared "
                "one character at a time, from the left.",
            ),
            Option(
                "w10",
                "Text is compared character by character. After the w, a 1 stands before a 2, "
                "whatever follows it: w10 and w11 go before w2.",
                right=True,
            ),
            Option(
                "w11",
                "You saw that a 1 goes before a 2. But w10 and w11 begin alike too, and their "
                "third characters decide: 0 goes before 1.",
            ),
            Option(
                "that depends on the order in the dict",
                "A dict does remember the order in which it was filled. Sorting makes a new order, "
                "the same for any dict with these names.",
            ),
        ),
    ),
    Quiz(
        "twice-too-large",
        "One array's gradient is exactly twice too large. What relative error does your check "
        "show for it?",
        (
            Option(
                "1/3",
                "Call the right slope s. You promise 2s, you measure s: they lie s apart, and "
                "their lengths add up to 3s.",
                right=True,
            ),
            Option(
                "1/2",
                "That is the distance divided by the larger of the two slopes. Lesson 03 divides "
                "by both lengths, added.",
            ),
            Option(
                "1",
                "That is the distance divided by the measured slope alone. With both lengths below "
                "the line, 1 is kept for slopes of opposite sign, or for a 0 on one side.",
            ),
            Option(
                "that depends on the direction that is drawn",
                "Both slopes do depend on it. But along any direction one is twice the other, and "
                "so the direction cancels.",
            ),
        ),
    ),
    Quiz(
        "half-the-weights",
        "Twenty layers, all biases 0. You halve every weight and send the same dlogits back. "
        "What arrives at layer 1, compared with before?",
        (
            Option(
                "half as much",
                "That is what one layer does. The gradient goes through one matrix after the "
                "other, and each of them halves what the one above has left.",
            ),
            Option(
                "a fortieth: twenty layers, each takes a half",
                "You added where the layers multiply. Going down, each one halves what is left, "
                "not what there was at first.",
            ),
            Option(
                "about one part in 500,000",
                "From the logits down to layer 1 there are 19 matrices, w20 to w2, and each halves "
                "what comes in: 2 to the 19th is 524,288.",
                right=True,
            ),
            Option(
                "the same, since relu is either open or shut",
                "The relus do stay as they were: half of a positive number is positive. Between "
                "them, though, the gradient is multiplied by weights.",
            ),
        ),
    ),
)

MISCONCEPTIONS = (
    Quiz(
        "a-falling-loss",
        "The loss falls at every step. What do you know about your gradients?",
        (
            Option(
                "They are right, or the loss would not fall.",
                "The three layers at the top of this page learnt with a wrong gradient. Any "
                "step that goes a little downhill lowers the loss, right or not.",
            ),
            Option(
                "Those of the last layer are right, the others may not be.",
                "In that network it was so. But gradients that are all twice too large may lower "
                "the loss as well, and then the last layer's are wrong too.",
            ),
            Option(
                "They point downhill, roughly; whether they are right, a measurement says.",
                "Downhill is half of all directions. A network learns in spite of many "
                "mistakes, only later or less well, and that is why they live so long.",
                right=True,
            ),
            Option(
                "Nothing at all: the loss would fall by chance too.",
                "A step in a random direction raises the loss as often as it lowers it. Steps that "
                "lower it again and again do know something, if not everything.",
            ),
        ),
    ),
    Quiz(
        "where-the-slip-is",
        "Five layers. Your check finds w5, b5, w4, b4 right and w3, b3, w2, b2, w1, b1 wrong. "
        "Where do you look first?",
        (
            Option(
                "between layer 4 and layer 3: what goes into layer 3's backward pass",
                "What came from above was still right in layer 4. A mistake on the way down spoils "
                "all that lies below it, and nothing above.",
                right=True,
            ),
            Option(
                "in layer 1, where the backward pass ends",
                "It ends there, with what it was handed. The first gradient to go wrong is the one "
                "to look at, and the backward pass comes to layer 3 first.",
            ),
            Option(
                "in the loss",
                "A mistake there would spoil all ten: every gradient is made from dlogits.",
            ),
            Option(
                "in six places, one for each of them",
                "It could be. But one mistake explains all six, since layer 2 and layer 1 are fed "
                "by what layer 3 hands down.",
            ),
        ),
    ),
    Quiz(
        "an-old-cache",
        "You have taken a step, so the params are new. May the next backward pass use the cache of "
        "the forward pass before the step?",
        (
            Option(
                "Yes: the inputs are the same, and so is the cache.",
                "The inputs of the first layer are. The cache also holds each layer's weights and "
                "sums, and all of these have moved.",
            ),
            Option(
                "Yes, if the step was small.",
                "Then the mistake is small as well, but it is one: you would get nearly the "
                "gradient of the place you have left. And the logits would be missing anyhow.",
            ),
            Option(
                "No: it would be used up by then.",
                "Reading a cache does not wear it out; you may send back twice through the same "
                "one. The trouble is what is written in it.",
            ),
            Option(
                "No: it belongs to the old params, and so would the gradient.",
                "A cache is a photograph of one forward pass. For a gradient at the new place you "
                "go forward there first.",
                right=True,
            ),
        ),
    ),
    Quiz(
        "a-passed-check-and-the-depth",
        "Your gradients are right for two layers and for eleven. Which of the two networks does "
        "backpropagation tell you to take?",
        (
            Option(
                "The one with eleven: more layers, more gradient.",
                "You have seen the opposite: what arrives at the first layer may shrink with "
                "every layer above it.",
            ),
            Option(
                "Neither: how many layers there are is chosen before, by you.",
                "Backpropagation gives the gradient of whatever network it is handed. Which one is "
                "better, held-out examples say: lesson 08.",
                right=True,
            ),
            Option(
                "The one whose relative errors are smaller.",
                "They say how well a gradient was computed. 1e-11 and 1e-9 both mean: right. "
                "Neither says how well the network reads.",
            ),
            Option(
                "The one with two: its gradient is more exact.",
                "Both are exact, up to rounding in the last digits. That a deep network is harder "
                "to train has another reason, which you saw at the end of this page.",
            ),
        ),
    ),
)

QUIZZES = PREDICTIONS + MISCONCEPTIONS
