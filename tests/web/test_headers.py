"""What goes with every answer, whatever it says."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import request

from spotcheck.app import create_app
from spotcheck.settings import Settings
from tests.cast import Cast
from tests.client import Client

Browser = Callable[..., Client]
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/people", "/at-risk", "/healthz", "/nothing-here", "/sign-out"])
def test_every_answer_has_its_headers(path: str, cast: Cast, client_for: Browser) -> None:
    for client in (client_for(), client_for(cast.admin)):
        headers = client.get(path).headers
        assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-")
        assert "unsafe" not in policy


def test_the_style_inside_a_page_is_the_one_the_policy_allows(client_for: Browser, cast: Cast) -> None:
    page = client_for().get("/sign-in")
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert style is not None
    digest = b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


def test_the_cookie_is_for_the_server_alone(client_for: Browser, cast: Cast) -> None:
    cookie = client_for().get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Expires" not in cookie


def test_behind_https_the_cookie_never_travels_in_the_clear(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", "only for tests", https=True))
    answer = app.test_client().get("/at-risk", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_a_proxy_is_believed_only_where_one_is_named(tmp_path: Path) -> None:
    def address(proxies: int) -> str | None:
        app = create_app(Settings(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", "only for tests", proxies=proxies))
        seen: list[str | None] = []
        app.before_request(lambda: seen.append(request.remote_addr))
        app.test_client().get("/at-risk", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"})
        return seen[0]

    assert [address(0), address(1), address(2)] == ["127.0.0.1", "192.0.2.7", "198.51.100.1"]


def test_a_page_and_its_part_are_kept_apart_by_caches(cast: Cast, client_for: Browser) -> None:
    vary = client_for(cast.admin).get("/people").headers.getlist("Vary")
    assert {"HX-Request", "HX-Request-Type", "Cookie"} <= {name.strip() for line in vary for name in line.split(",")}
