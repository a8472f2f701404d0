"""Text that would like to be run by whoever looks at the results."""

import numpy as np

from bpcourse.nn import softmax


def linear_backward(dout, cache):
    """</style></div><script>alert("docstring")</script>"""
    raise ValueError("=1+1</pre><script>alert('message')</script>\x1b[2J\x1b[31m")


def sigmoid_backward(dout, out):
    print("</pre><script>alert('printed')</script> \x1b]0;title\x07\x1b[31mred")
    print('=HYPERLINK("http://localhost/")')
    return dout * out


def tanh_backward(dout, out):
    return np.full(out.shape, np.nan)


def cross_entropy_backward(logits, y):
    softmax(logits)
    raise type("<img src=x onerror=alert(1)>", (Exception,), {})("{{ 7 * 7 }} [red]markup[/red]")
