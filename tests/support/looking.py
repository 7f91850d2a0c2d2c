"""What is wrong with a page as a browser shows it: axe-core's rules, what runs over the edge, what is too small."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, ViewportSize

PHONE, DESK, NARROW = (ViewportSize(width=w, height=h) for w, h in ((360, 740), (1280, 800), (320, 640)))

_SCRIPTS = (Path(__file__).with_name("looking.js"), Path(__file__).parents[1] / "vendor" / "axe.min.js")
_OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another light can change


def prepare(context: BrowserContext) -> None:
    """By the browser's own debugging channel, so that the page's content policy stays as it is."""
    for script in _SCRIPTS:
        context.add_init_script(path=script)


def wrong_with(page: Page, *, picture: Path | None = None) -> list[str]:
    """Everything that is wrong with the page that was just opened, on each screen and in each light."""
    found = _asked(page, "moved()")
    page.evaluate("looking.unfold()")
    found += _asked(page, "headings()") + _asked(page, "tooSmall()")
    for screen in (PHONE, DESK):
        for light in ("light", "dark"):
            page.set_viewport_size(screen)
            page.emulate_media(color_scheme=light)
            about = f"{screen['width']} px, {light}"
            rules = "" if light == "light" else str(_OF_COLOUR)
            found += (f"{about}: {one}" for one in _asked(page, f"axe({rules})"))
            if picture is not None:
                page.screenshot(path=picture.with_name(f"{picture.name} {about}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    found += _asked(page, "overTheEdge()")
    page.set_viewport_size(PHONE)
    return found


def _asked(page: Page, question: str) -> list[str]:
    answer: list[str] = page.evaluate(f"looking.{question}")
    return answer
