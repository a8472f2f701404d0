"""Charts as inline SVG: for static twins, and for widgets that redraw at every move of a slider.

A chart is a string, made in about a millisecond, without matplotlib, and follows the theme of the
page.
"""

from .chart import Chart
from .parts import marker, short, table
from .pictures import heat_map, network

__all__ = ["Chart", "heat_map", "marker", "network", "short", "table"]
