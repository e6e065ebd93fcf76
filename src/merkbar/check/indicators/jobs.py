"""Every night: what the system counts by itself is counted anew."""

from procrastinate.contrib.django import app

from merkbar.check.indicators.writes import compute


@app.periodic(cron="20 1 * * *", periodic_id="indicators.compute")
@app.task(name="indicators.compute", queue="merkbar", pass_context=False)
def compute_own(timestamp: int = 0) -> None:
    """Count every own source; running twice changes nothing."""
    compute(by=None)
