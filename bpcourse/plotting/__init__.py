"""The figures of the lessons: one call each.

Every function draws one figure with pyplot and returns it, still open. A notebook shows it once:
at ``plt.show()``, or at the end of the cell. Its title states what is seen; ``title=`` puts
another in its place, and `describe` says in words what the figure shows. Nothing that is given is
changed.
"""

from .arrays import confusion_heat_map, heat_maps
from .bends import bends
from .curves import activation_curves, step_size_curve, tangents
from .depth import gradient_norms, histograms
from .descent import descents, gradient_clouds
from .digits import digit_grid, wrong_digits
from .fields import data_set, decision_field, fitted_curve
from .graphs import computational_graph
from .layers import columns_meet, reach, saturation
from .losses import loss_curve, loss_curves
from .networks import architecture, network_diagram
from .slopes import chords
from .style import BLUE, GREY, INK, ORANGE, STYLE, describe, in_style
from .wrongness import staircase, sure_and_wrong

__all__ = [
    "BLUE",
    "GREY",
    "INK",
    "ORANGE",
    "STYLE",
    "activation_curves",
    "architecture",
    "bends",
    "chords",
    "columns_meet",
    "computational_graph",
    "confusion_heat_map",
    "data_set",
    "decision_field",
    "descents",
    "describe",
    "digit_grid",
    "fitted_curve",
    "gradient_clouds",
    "gradient_norms",
    "heat_maps",
    "histograms",
    "in_style",
    "loss_curve",
    "loss_curves",
    "network_diagram",
    "reach",
    "saturation",
    "staircase",
    "step_size_curve",
    "sure_and_wrong",
    "tangents",
    "wrong_digits",
]
