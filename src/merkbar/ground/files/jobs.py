"""Each night: bytes whose row never came."""

from procrastinate.contrib.django import app

from merkbar.ground.files import writes


@app.periodic(cron="37 1 * * *", periodic_id="files.sweep")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Delete what nobody asks for and is older than a day."""
    writes.sweep()
