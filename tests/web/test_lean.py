"""A page made smaller shows what it showed."""

from spotcheck.web.lean import lean

SPRITE = '<svg><symbol id="hand"><path d="M1 1"/></symbol>\n<symbol id="go"><path d="M2 2"/></symbol></svg>'


def test_a_page_has_the_icons_it_draws_and_no_others() -> None:
    page = '<body>\n<svg><use href="/static/0123456789ab/icons.svg#hand"></use></svg>'
    assert lean(page, SPRITE) == (
        '<body><div hidden><svg><symbol id="i-hand"><path d="M1 1"/></symbol></svg></div>\n'
        '<svg><use href="#i-hand"></use></svg>'
    )


def test_only_the_space_that_begins_a_line_goes() -> None:
    page = "<body>\n\n  <p>Look  again.\n     Then close.</p>\n<textarea>\n</textarea> <b>a</b> <b>b</b>"
    assert lean(page, SPRITE).endswith("\n<p>Look  again.\nThen close.</p>\n<textarea>\n</textarea> <b>a</b> <b>b</b>")
