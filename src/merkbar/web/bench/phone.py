"""The report page on a slow phone, in a real browser: how much comes over the wire, and when it can be used."""

import argparse
import importlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

from merkbar.web.bench.place import Place
from merkbar.web.bench.table import Figure, quantile
from merkbar.web.bench.visitor import Visitor

WIRE_LIMIT, USABLE_LIMIT = 60.0, 1000.0
"""Kilobytes of 1,000 bytes as sent; milliseconds until the text can be written."""
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""150 ms round trip, 1.6 Mbit/s down, 0.75 Mbit/s up [bytes/s]."""
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
TURNS = 5


def measure(place: Place, _asked: argparse.Namespace) -> Iterator[Figure]:
    """A first view with an empty cache, and the time it takes on the phone."""
    try:
        start = importlib.import_module("playwright.sync_api").sync_playwright
    except ImportError:
        return
    visitor = Visitor(place.port).log_in("ansatt.ost")
    with start() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        seen = [_first_view(browser, place.port, visitor.cookies) for _turn in range(TURNS)]
        browser.close()
    wire, usable = quantile([view[0] for view in seen], 0.5), quantile([view[1] for view in seen], 0.5)
    painted = quantile([view[2] for view in seen], 0.5)
    yield Figure("report page, over the wire", wire, "kB", f"≤ {WIRE_LIMIT:.0f} kB", wire <= WIRE_LIMIT)
    yield Figure("report page, painted on a phone", painted)
    limit = f"≤ {USABLE_LIMIT:.0f}"
    yield Figure("report page, usable on a phone", usable, "ms", limit, usable <= USABLE_LIMIT)


def _first_view(browser: Any, port: int, cookies: dict[str, str]) -> tuple[float, float, float]:
    """Bytes [kB], the end of the document's own scripts and the first paint of words [ms]."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    address = f"http://127.0.0.1:{port}"
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{address}/meld/", wait_until="networkidle")
    page.locator("textarea").first.wait_for(state="visible")
    usable = page.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return sum(sizes) / 1000, usable, painted
