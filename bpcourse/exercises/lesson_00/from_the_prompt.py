"""Written by someone who had seen the prompts of this lesson and nothing else."""


def square_derivative(x):
    return 2.0 * x
