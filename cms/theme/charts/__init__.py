"""Charts as SVG, made on the server: no script, no inline style, colours from the stylesheet."""

from cms.theme.charts.plots import columns_plot, line_plot
from cms.theme.charts.small import histogram, sparkline

__all__ = ["columns_plot", "histogram", "line_plot", "sparkline"]
