"""Several people at once, with real commits on a database of the test's own: one wins, the others hear it in words."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

from spotcheck.checks.models import Check
from spotcheck.checks.operations.review import review
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.core.database import db, reading
from spotcheck.core.history import broken_at, lines
from spotcheck.sampling.queries import draws_of
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.conftest import MORNING
from tests.make import AN_OBSERVATION, Asks
from tests.racing import AT_MOST, House, one_of, together

LATER = MORNING + timedelta(days=1)


def before(house: House, *plan: Asks, state: State = State.DONE, seen: bool = False) -> tuple[uuid.UUID, uuid.UUID]:
    """An action as everybody finds it, with the first part of its plan; everything seen when it is to be closed."""
    with house.app.app_context():
        action = make.an_action(house.cast, state, at=MORNING, plan=plan or (AN_OBSERVATION,))
        requirement = queries.plan_of(action)[0]
        if seen:
            make.looks(house.cast, requirement, at=LATER)
        db.session.commit()
        return action.id, requirement.id


def the_action(house: House, action_id: uuid.UUID) -> Action:
    found = queries.action(house.cast.organisation_id, action_id)
    assert found is not None
    return found


def the_requirement(house: House, requirement_id: uuid.UUID) -> Requirement:
    found = queries.requirement(house.cast.organisation_id, requirement_id)
    assert found is not None
    return found


def told(house: House, action_id: uuid.UUID) -> list[str]:
    """The history of the action; the whole chain of the organisation must hold."""
    assert broken_at(house.cast.organisation_id) is None
    return [line.what for line in lines(house.cast.organisation_id, "action", action_id)]


def test_two_close_at_once_and_exactly_one_wins(house: House) -> None:
    action_id, _ = before(house, seen=True)

    def close(who: str) -> None:
        by = getattr(house.cast, who).standing()
        operations.close(the_action(house, action_id), words=f"Seen by {who}.", by=by, at=LATER)

    outcomes = together(house, lambda: close("samuel"), lambda: close("ruth"))
    one_of(outcomes, refused_with="This action is closed already.")
    with house.app.app_context():
        action = the_action(house, action_id)
        winner = "samuel" if not outcomes[0].refusal else "ruth"
        assert (action.closed_by_id, action.closing_text) == (getattr(house.cast, winner).id, f"Seen by {winner}.")
        assert told(house, action_id).count("closed") == 1


def test_two_pages_of_the_same_version_close_once(house: House) -> None:
    action_id, _ = before(house, seen=True)
    with house.app.app_context():
        opened = the_action(house, action_id).version

    def close() -> None:
        by = house.cast.samuel.standing()
        operations.close(the_action(house, action_id), words="Seen.", by=by, at=LATER, seen_version=opened)

    one_of(together(house, close, close), refused_with="This action is closed already.")


def test_what_was_read_before_somebody_else_wrote_decides_nothing(house: House) -> None:
    action_id, _ = before(house, seen=True)
    both_have_read = threading.Barrier(2)

    def close() -> None:
        with reading():
            action = the_action(house, action_id)
            assert action.state == State.DONE
        if house.on_sqlite:
            db.session.commit()  # there a transaction that has read cannot begin to write
        both_have_read.wait(AT_MOST)
        operations.close(action, words="Seen.", by=house.cast.samuel.standing(), at=LATER)

    one_of(together(house, close, close), refused_with="This action is closed already.")


def test_closing_and_withdrawing_at_once_ends_in_one_of_them(house: House) -> None:
    action_id, _ = before(house, seen=True)
    by = house.cast.samuel.standing

    def close() -> None:
        operations.close(the_action(house, action_id), words="Seen.", by=by(), at=LATER)

    def withdraw() -> None:
        operations.withdraw(the_action(house, action_id), reason="No need.", by=by(), at=LATER)

    one_of(together(house, close, withdraw), refused_with="")
    with house.app.app_context():
        ends = [what for what in told(house, action_id) if what in {"closed", "withdrawn"}]
        assert ends == [the_action(house, action_id).state]


def test_closing_while_a_miss_is_reviewed_never_leaves_it_closed(house: House) -> None:
    action_id, requirement_id = before(house, seen=True)
    with house.app.app_context():
        missed = make.looked(
            the_requirement(house, requirement_id), house.cast.grace, at=LATER, of=house.cast.amina, misses=1
        )

    def close() -> None:
        operations.close(the_action(house, action_id), words="Seen.", by=house.cast.samuel.standing(), at=LATER)

    together(house, close, lambda: make.review(missed, house.cast.ruth, at=LATER))
    with house.app.app_context():
        action = the_action(house, action_id)
        assert action.state == State.AGREED
        assert action.sent_back + action.reopened == 1
        assert told(house, action_id)[0] in {"sent back", "reopened"}


def test_two_draws_at_once_are_one(house: House) -> None:
    _, requirement_id = before(house, make.A_SAMPLE)

    def draw(who: str) -> None:
        make.a_draw(the_requirement(house, requirement_id), getattr(house.cast, who), at=LATER)

    outcomes = together(house, lambda: draw("grace"), lambda: draw("samuel"))
    one_of(outcomes, refused_with="a second draw would let us choose the result")
    with house.app.app_context():
        assert len(draws_of(house.cast.organisation_id, [requirement_id])) == 1


def test_twenty_proposals_at_once_have_twenty_numbers(house: House) -> None:
    outcomes = together(
        house, *[lambda: make.an_action(house.cast, State.PROPOSED, at=MORNING, plan=()).number for _ in range(20)]
    )
    assert sorted(outcome.answer for outcome in outcomes) == list(range(1, 21))
    with house.app.app_context():
        assert broken_at(house.cast.organisation_id) is None


def test_two_organisations_do_not_wait_for_each_other_s_numbers(house: House) -> None:
    cast = house.cast

    def there() -> int:
        made = make.an_action(
            cast, State.PROPOSED, at=MORNING, plan=(), by=cast.outsider, service_id=cast.other_service
        )
        return made.number

    def here() -> int:
        return make.an_action(cast, State.PROPOSED, at=MORNING, plan=()).number

    outcomes = together(house, here, there, here, there)
    assert sorted(outcome.answer for outcome in outcomes) == [1, 1, 2, 2]


def test_done_twice_at_once_is_one_round(house: House) -> None:
    action_id, _ = before(house, state=State.AGREED)
    one_of(
        together(house, *[lambda: make.done(the_action(house, action_id), at=LATER)] * 2),
        refused_with="This action is not at that point",
    )
    with house.app.app_context():
        assert the_action(house, action_id).round == 1
        assert told(house, action_id).count("reported done") == 1


def test_the_same_evidence_from_two_phones_at_once_is_one(house: House) -> None:
    action_id, requirement_id = before(house)
    with house.app.app_context():
        brought = make.looked(the_requirement(house, requirement_id), house.cast.grace, at=LATER, of=house.cast.tomasz)

    def bring() -> uuid.UUID:
        return operations.bring_evidence(brought, by=house.cast.grace.standing(), at=LATER).id

    outcomes = together(house, bring, bring, bring)
    assert len({outcome.answer for outcome in outcomes}) == 1
    with house.app.app_context():
        assert len(queries.evidence_of(the_action(house, action_id))) == 1
        assert told(house, action_id).count("evidence brought") == 1


def test_two_review_at_once_and_one_is_told_who_was_first(house: House) -> None:
    with house.app.app_context():
        check_id = make_checks.told(house.cast, at=LATER).id

    def review_by(who: str) -> None:
        check = db.session.get_one(Check, (house.cast.organisation_id, check_id))
        judgement = Judgement(corrections_seen=0, risk="low", commentary="Calm and clear.")
        review(check, judgement, by=getattr(house.cast, who).standing(), at=LATER)

    one_of(
        together(house, lambda: review_by("samuel"), lambda: review_by("ruth")),
        refused_with="reviewed this check on",
    )
    with house.app.app_context():
        assert [line.what for line in lines(house.cast.organisation_id, "check", check_id)] == ["reviewed", "captured"]
