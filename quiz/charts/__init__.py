"""Charts, one file each, over one series of the statistics: series in, figure out, drawn as text or as SVG.

``CHARTS`` is the register: the chart of each series that has one, by the name of the series.
"""

from quiz.charts import (
    added,
    buttons,
    calendar,
    calibration,
    categories,
    confusions,
    difficulty,
    directions,
    future,
    hours,
    intervals,
    known,
    leeches,
    modes,
    retention,
    retrievability,
    reviews,
    seconds,
    stability,
    states,
    time,
    today,
)
from quiz.charts.chart import Chart, Context, Value

CHARTS: dict[str, Chart] = {
    chart.name: chart
    for chart in (
        today.CHART,
        calendar.CHART,
        retention.CHART,
        future.CHART,
        reviews.CHART,
        time.CHART,
        directions.CHART,
        confusions.CHART,
        categories.CHART,
        known.CHART,
        states.CHART,
        intervals.CHART,
        stability.CHART,
        difficulty.CHART,
        retrievability.CHART,
        hours.CHART,
        buttons.CHART,
        seconds.CHART,
        modes.CHART,
        calibration.CHART,
        leeches.CHART,
        added.CHART,
    )
}
"""Every chart, in the order in which they are best read."""

__all__ = ["CHARTS", "Chart", "Context", "Value"]
