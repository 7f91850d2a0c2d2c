"""The static tree: one digest, kept for ever, read from memory, and never a way past the application."""

import gzip
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from spotcheck.places import STATIC
from spotcheck.web import assets


@pytest.fixture(scope="module")
def site() -> Flask:
    app = Flask("site", static_folder=None)
    assets.init_app(app)
    return app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def address(site: Flask, path: str) -> str:
    return str(site.jinja_env.globals["asset"](path))  # type: ignore[operator]  # a function among the globals


def test_a_file_is_kept_for_ever_under_its_digest(site: Flask, client: FlaskClient) -> None:
    answer = client.get(address(site, "icons.svg"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data == (STATIC / "icons.svg").read_bytes()


def test_it_travels_compressed_to_who_can_read_that(site: Flask, client: FlaskClient) -> None:
    answer = client.get(address(site, "site.css"), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == client.get(address(site, "site.css")).data


def test_an_earlier_digest_still_answers_but_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/static/0123456789ab/site.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/site.css",
        "/static/0123456789ab/",
        "/static/0123456789ab/nothing.css",
        "/static/0123456789ab/../icons.svg",
        "/static/0123456789ab/%2e%2e/pyproject.toml",
        "/static/0123456789ab/css/tokens.css",
        "/static/anything/site.css",
    ],
)
def test_what_is_not_in_the_tree_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_sent_to_it(site: Flask, client: FlaskClient) -> None:
    answer = client.post(address(site, "site.css"))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_a_page_cannot_name_a_file_that_is_not_there(site: Flask) -> None:
    with pytest.raises(KeyError, match=r"nothing\.css"):
        address(site, "nothing.css")


def test_the_style_in_the_page_matches_the_hash_in_the_policy() -> None:
    css, named = assets.critical_style()
    assert named == "sha256-" + b64encode(sha256(css.encode()).digest()).decode()
    assert len(gzip.compress(css.encode())) < 2000
    assert "</" not in css


def test_any_change_of_any_file_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "base.css").write_text("p { margin: 0; }")
    (tmp_path / "app.js").write_text("1")
    before = assets.tree_digest(assets.read_tree(tmp_path))
    (tmp_path / "css" / "base.css").write_text("p { margin: 1px; }")
    assert assets.tree_digest(assets.read_tree(tmp_path)) != before


def test_smaller_style_means_the_same() -> None:
    css = "/* why */ a:hover ,\n b > i { color : red ; margin: 0 calc(1px + 2px); }\n@media (x: 2rem) { p { x: y; } }"
    assert assets.smaller(css) == ("a:hover,b > i{color : red;margin: 0 calc(1px + 2px)}@media (x: 2rem){p{x: y}}")
