"""A phone in somebody's hand: made ready where there is signal, then without; its worker seen from outside."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.journeys.person import Person

_WORKER_IS_READY = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") await new Promise((done) => active.addEventListener("statechange", done));
}"""
_IS_HERE = """async (path) => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match(path)) return true;
  return false;
}"""
_KEPT = """async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
  return paths;
}"""


def kept(page: Page) -> list[str]:
    """The paths of all that the worker keeps."""
    found: list[str] = page.evaluate(_KEPT)
    return found


def until_ready(who: Person, *paths: str) -> None:
    """Today lies open until the worker is there and these paths are kept."""
    who.page.evaluate(_WORKER_IS_READY)
    for path in paths:
        for _ in range(100):
            if who.page.evaluate(_IS_HERE, path):
                break
            who.page.wait_for_timeout(50)
        else:
            raise AssertionError(f"{path} is not kept; there are {kept(who.page)}")


def phone(who: Person, does: str, given: Any = None) -> Any:
    """What the phone's own module says: `does` is written in JavaScript, on `phone` and `given`."""
    address = who.site.app.extensions["assets"].address
    modules = [address(f"js/machinery/{name}.js") for name in ("this-phone", "readying")]
    script = f"""async ([modules, given]) => {{
      const [{{ thisPhone }}, {{ readyingOn }}] = await Promise.all(modules.map((one) => import(one)));
      const phone = await thisPhone();
      const {{ getReady, refresh }} = phone.with(readyingOn);
      {does}
    }}"""
    return who.page.evaluate(script, [modules, given])


def gets_ready(who: Person) -> None:
    """As the line of every page does it: keys, a grant, and what this person takes along."""
    token = who.page.evaluate("() => JSON.parse(document.body.getAttribute('hx-headers:inherited'))['X-CSRFToken']")
    given = {"personId": str(who.member.id), "csrf": token, "name": "Chromium"}
    assert phone(who, "return (await getReady(given))?.personId", given) == given["personId"]


def without_signal(who: Person) -> None:
    who.page.context.set_offline(True)


def with_signal(who: Person) -> None:
    who.page.context.set_offline(False)
