"""The register of charts: each draws the series of its name."""

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
from quiz.charts.chart import Chart

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
