"""Progress: the chart, the year, the days, the week in words, what is ahead."""
