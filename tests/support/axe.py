"""What is wrong with a page looked at in a browser: axe-core's rules, what runs over the edge, what is too small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"

# Run through the browser's own debugging channel, so the page's content policy stays as it is.
_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"

_OVER_THE_EDGE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => `${one.outerHTML.slice(0, 120)} ends at ${Math.round(one.getBoundingClientRect().right)}`)
    .slice(0, 5);
}"""

# A finger needs 44 × 44; an answer 48. A link inside a sentence is as high as its line; one that covers its row is as
# large as the row; what a label holds is as large as the label.
_SMALL = """() => {
  const around = (one) => {
    const after = getComputedStyle(one, "::after");
    const covers = after.content !== "none" && after.position === "absolute";
    const box = covers ? one.offsetParent ?? one : one;
    return (one.closest("label") && one.matches("input") ? one.closest("label") : box).getBoundingClientRect();
  };
  const inSentence = (one) => {
    if (one.tagName !== "A" || getComputedStyle(one).display !== "inline") return false;
    return one.parentElement.textContent.trim().length > one.textContent.trim().length;
  };
  const wanted = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  return [...document.querySelectorAll(wanted)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !inSentence(one) && !one.matches(".skip"))
    .map((one) => ({ one, box: around(one), least: one.closest(".scale") ? 48 : 44 }))
    .filter(({ box, least }) => box.width && (box.height < least - 0.5 || box.width < 44 - 0.5))
    .map(({ one, box }) => `${Math.round(box.width)}×${Math.round(box.height)}: ${one.outerHTML.slice(0, 140)}`);
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds on this page as it is shown now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    return [_in_words(found) for found in page.evaluate(_RUN)]


def over_the_edge(page: Page) -> list[str]:
    """What makes this page scroll sideways."""
    found: list[str] = page.evaluate(_OVER_THE_EDGE)
    return found


def too_small_to_touch(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SMALL)
    return found


def open_folds(page: Page) -> None:
    """Everything that waits one tap away is on the page, so that it is looked at, too."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


def _in_words(found: dict[str, Any]) -> str:
    where = "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"][:3])
    why = (found["nodes"][0].get("failureSummary") or "").splitlines()[-1:]
    return f"{found['id']}: {found['help']} ({where}) {' '.join(why).strip()}"
