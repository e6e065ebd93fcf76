"""What a walker does at every stop: look with axe, count taps, check that nothing is wider than the phone."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "locale": "nb-NO"}
DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "nb-NO"}


def context(browser: Browser, **facts: Any) -> BrowserContext:
    """A fresh browser profile; `bypass_csp` only lets axe in, the page's own policy is tested elsewhere."""
    return browser.new_context(**facts)


def look(page: Page) -> None:
    """No fault by axe, nothing wider than the window."""
    page.evaluate(AXE)
    found = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}))"
        ".violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))",
        TAGS,
    )
    assert not found, f"{page.url}: {found}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, f"{page.url}: {wide} px too wide"


def third_parties(page: Page, own: str) -> list[str]:
    """Collects every request that leaves our own address."""
    strangers: list[str] = []
    page.on(
        "request", lambda request: strangers.append(request.url) if not request.url.startswith((own, "data:")) else None
    )
    return strangers
