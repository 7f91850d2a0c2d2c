"""Who may do what (R12), written down a second time, as the people of a home would say it.

A row: the verb, then an answer for care worker, supervisor, manager, quality lead, reader, administrator; then the ties
that open the same door. `+` allowed · `-` seen and refused, with who can (403) · `.` not there (404).
"""

from __future__ import annotations

import uuid

import pytest

from spotcheck.core.permissions import (
    GRANTS,
    SEEN_THROUGH,
    Answer,
    Held,
    Role,
    Standing,
    Thing,
    Tie,
    Verb,
    may,
    who_can,
)

TABLE = """
    open the app                   + + + + + +   verifier
    capture a check                - + + + - -   verifier
    continue a draft               . . . . . .   author
    see a draw                     . + + + + .   author verifier
    draw records                   . + + + - .   verifier
    see a check                    . . + + + .   author observed verifier
    see how two who watched agree  . . . . . .   author
    see checks waiting for review  - - + + - -   verifier
    review a check                 . . + + - .   verifier
    correct a check                . . + + - .   author
    hold a check back              . . + + - .
    reply to a check               . . - - - .   observed
    add a photo to a check         . . - - - .   author
    take a photo away              . . + + - .   author
    choose which items may have photos   - - - - - +
    see an action                  . + + + + .   lead verifier told
    propose an action              - + + + - -
    say what would make this easier   + + + + - -
    bring an action plan           - - + + - -
    go on with an action plan      . . . . . .   author
    agree an action                . - + + - .
    change a verification plan     . - + + - .
    count for an action            . + + + - .
    comment on an action           . + + + - .   lead verifier
    report an action done          . - - - - .   lead
    close an action                . - + + - .   verifier
    withdraw an action             . - + + - .
    invite a verifier              . - + + - .
    acknowledge what rose          . - - - - .   told
    see when what is late rises    - - + + + +
    change when what is late rises     . . - + - +
    see how many are signed off    - + + + + -
    see where somebody is with a topic   . + + + . .   observed
    sign somebody off              . - + + . .
    say what is needed to be signed off   - - - + - +
    say how questions to staff are worded   - - + + - +
    see a record of supervision    . + + + . .   author observed
    keep a record of supervision   . + + + . .
    see short questions to staff   - + + + - -
    ask a short question           - + + + - -
    plan short questions           . - + + . .
    see a short question           . + + + . .   author observed
    answer a short question        . - - - . .   observed
    read the answer to a short question   . + + + . .
    say that someone is at risk    + + + + + +   verifier
    see that someone is at risk    . + + + . .   author
    take a message that someone is at risk   . - + + . .
    see what came from a phone and waits       . . + + . .   author
    say that what came from a phone is right   . . + + . .   author
    bring in sealed envelopes from a file      - - - - - +
    see people and roles           - - + + - +
    invite somebody to work here   . . + + . +
    end somebody's work here       . . + + . +
    say that a phone is lost       . . + + . +   holder
    copy all that is held about somebody   . . - - . +
    change roles                   . . - - . +
    change services                . . - - . +
    see how long things are kept   - - + + - +
    change how long things are kept    . . - - . +
    place or lift a legal hold     . . + + . +
    erase what is no longer kept   . . - - . +
"""
ANSWERS = {"+": Answer.ALLOWED, "-": Answer.REFUSED, ".": Answer.HIDDEN}

HOME, OTHER_HOME, OURS, THEIRS = (uuid.UUID(int=number) for number in range(1, 5))
ME, SOMEBODY = uuid.UUID(int=10), uuid.UUID(int=11)


def rows() -> list[tuple[Verb, dict[Role, Answer], set[Tie]]]:
    found = []
    for line in TABLE.strip().splitlines():
        words = line.split()
        start = next(place for place, word in enumerate(words) if word in ANSWERS)
        answers = dict(zip(Role, map(ANSWERS.__getitem__, words[start : start + 6]), strict=True))
        found.append((Verb(" ".join(words[:start])), answers, set(map(Tie, words[start + 6 :]))))
    return found


ROWS = rows()
ONE_BY_ONE = [(verb, role, answer) for verb, answers, _ in ROWS for role, answer in answers.items()]
IDS = [f"{role}: {verb}" for verb, role, _ in ONE_BY_ONE]


def standing(*roles: Role, at: uuid.UUID | None = HOME, organisation: uuid.UUID = OURS) -> Standing:
    return Standing(organisation, ME, frozenset(Held(role, at) for role in roles))


def thing(*ties: Tie, service: uuid.UUID | None = HOME, person: uuid.UUID = ME) -> Thing:
    return Thing(OURS, service, frozenset((tie, person) for tie in ties))


def test_every_verb_has_a_row() -> None:
    assert [verb for verb, _, _ in ROWS] == list(Verb)


@pytest.mark.parametrize(("verb", "role", "answer"), ONE_BY_ONE, ids=IDS)
def test_in_one_s_own_service(verb: Verb, role: Role, answer: Answer) -> None:
    assert may(standing(role), verb, thing()) is answer


@pytest.mark.parametrize(("verb", "role", "answer"), ONE_BY_ONE, ids=IDS)
def test_a_role_across_the_organisation_reaches_every_service(verb: Verb, role: Role, answer: Answer) -> None:
    assert may(standing(role, at=None), verb, thing(service=OTHER_HOME)) is answer


@pytest.mark.parametrize(("verb", "role", "answer"), ONE_BY_ONE, ids=IDS)
def test_what_is_about_no_service_takes_a_role_held_anywhere(verb: Verb, role: Role, answer: Answer) -> None:
    assert may(standing(role), verb, thing(service=None)) is answer


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", Verb)
def test_another_service_does_not_exist(verb: Verb, role: Role) -> None:
    assert may(standing(role), verb, thing(service=OTHER_HOME)) is Answer.HIDDEN


@pytest.mark.parametrize("verb", Verb)
def test_another_organisation_does_not_exist_whatever_one_holds_there(verb: Verb) -> None:
    everything = Standing(THEIRS, ME, frozenset(Held(role) for role in Role), frozenset({uuid.UUID(int=99)}))
    assert may(everything, verb, thing(*Tie)) is Answer.HIDDEN
    assert may(everything, verb, thing(*Tie, service=None)) is Answer.HIDDEN


@pytest.mark.parametrize("verb", Verb)
def test_somebody_without_a_role_may_nothing(verb: Verb) -> None:
    assert may(standing(), verb, thing()) is Answer.HIDDEN
    assert may(standing(), verb, thing(service=None)) is Answer.HIDDEN


@pytest.mark.parametrize("tie", Tie)
@pytest.mark.parametrize(("verb", "ties"), [(verb, ties) for verb, _, ties in ROWS], ids=list(Verb))
def test_a_tie_opens_its_doors_in_any_service(verb: Verb, ties: set[Tie], tie: Tie) -> None:
    assert (may(standing(), verb, thing(tie)) is Answer.ALLOWED) is (tie in ties)


@pytest.mark.parametrize("tie", Tie)
@pytest.mark.parametrize("verb", Verb)
def test_a_tie_of_somebody_else_opens_nothing(verb: Verb, tie: Tie) -> None:
    assert may(standing(), verb, thing(tie, person=SOMEBODY)) is Answer.HIDDEN


@pytest.mark.parametrize("verb", Verb)
def test_a_verifier_gets_to_the_start_and_not_to_other_actions(verb: Verb) -> None:
    verifier = Standing(OURS, ME, frozenset(), frozenset({uuid.UUID(int=99)}))
    doors = {Verb.OPEN_APP, Verb.RAISE_ALERT, Verb.SEE_REVIEWS}
    start = may(verifier, verb, thing(service=None))
    assert (start is Answer.ALLOWED) is (verb in doors)
    assert may(verifier, verb, thing()) is Answer.HIDDEN


@pytest.mark.parametrize(("verb", "sight"), SEEN_THROUGH.items(), ids=map(str, SEEN_THROUGH))
def test_whoever_may_do_it_may_also_see_it(verb: Verb, sight: Verb) -> None:
    for role in GRANTS[verb] & set(Role):
        assert may(standing(role), sight, thing()) is Answer.ALLOWED
    for tie in GRANTS[verb] & set(Tie):
        assert may(standing(), sight, thing(tie)) is Answer.ALLOWED


@pytest.mark.parametrize("verb", Verb)
def test_a_refusal_names_who_can(verb: Verb) -> None:
    said = str(who_can(verb))
    assert said.startswith("This can be done by: ")
    assert len(said) > len("This can be done by: .")


def test_a_refusal_lists_roles_and_ties_in_words() -> None:
    assert str(who_can(Verb.CLOSE_ACTION)) == (
        "This can be done by: a manager, a quality lead or a verifier from outside."
    )
    assert str(who_can(Verb.CHANGE_ROLES)) == "This can be done by: an administrator."


def test_services_come_from_where_a_role_is_held() -> None:
    both = Standing(OURS, ME, frozenset({Held(Role.MANAGER, HOME), Held(Role.CARE_WORKER, OTHER_HOME)}))
    assert both.services_for(Verb.AGREE_ACTION) == {HOME}
    assert both.services_for(Verb.OPEN_APP) == {HOME, OTHER_HOME}
    assert both.services_for(Verb.CHANGE_ROLES) == set()
    assert standing(Role.QUALITY_LEAD, at=None).services_for(Verb.AGREE_ACTION) is None


def test_only_who_is_a_reader_and_nothing_else_sees_no_names() -> None:
    assert not standing(Role.READER).sees_names
    assert not standing().sees_names
    assert standing(Role.READER, Role.MANAGER).sees_names
    assert Standing(OURS, ME, frozenset({Held(Role.READER)}), frozenset({uuid.UUID(int=99)})).sees_names
