"""A sentence that counts is filled in on a page as it is in a rule: `%(n)s` and whatever else it names."""

import pytest

from spotcheck.core.words import say_n
from spotcheck.web.filters import spoken


@pytest.mark.parametrize(("n", "words"), [(1, "1 record, from R-7Q4 on"), (3, "3 records, from R-7Q4 on")])
def test_a_sentence_that_counts_is_filled_in_on_a_page(app, n, words):
    sentence = say_n("%(n)s record, from %(first)s on", "%(n)s records, from %(first)s on", n, first="R-7Q4")
    with app.test_request_context():
        assert spoken(sentence) == words
