"""Charts, one file each, over one series of the statistics: series in, figure out, drawn as text or as SVG.

:data:`quiz.charts.register.CHARTS` has all of them, by the name of their series.
"""
