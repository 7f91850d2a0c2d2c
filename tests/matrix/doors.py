"""Every door of Spotcheck: the permission it needs, what it is about, and an example that goes through.

One row, or more, for each endpoint and method. `args` and `form` name things of a place (`tests.matrix.world`); what
a form names in braces is that thing's id. A new route gets a row here; one that went loses its row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spotcheck.core.permissions import Verb
from tests.cast import PASSWORD
from tests.matrix.actors import ROLES
from tests.matrix.competence_doors import COMPETENCE
from tests.matrix.door import GET, POST, Door
from tests.matrix.door import get as _get
from tests.matrix.door import post as _post
from tests.matrix.envelope_doors import ENVELOPES
from tests.matrix.keeping_doors import KEEPING
from tests.matrix.mail_doors import MAIL
from tests.matrix.phone_doors import PHONES
from tests.matrix.photo_doors import PHOTOS
from tests.matrix.prompt_doors import PROMPTS
from tests.matrix.rising_doors import RISING
from tests.matrix.sampling_doors import SAMPLING

ORGANISATION = (
    _get("organisation.sign_in_page", None),
    _post("organisation.begin", None, form={"sign_in": "own.manager", "password": PASSWORD}),
    _post("organisation.choose_organisation", None, form={"token": "spent", "organisation": "{service}"}, status=422),
    _post("organisation.sign_out", Verb.OPEN_APP, to_sign_in=True),
    _get("organisation.people", Verb.SEE_PEOPLE),
    _get("organisation.person_page", Verb.SEE_PEOPLE, "person", args={"person_id": "person"}),
    _post(
        "organisation.give_role",
        Verb.CHANGE_ROLES,
        "person",
        args={"person_id": "person"},
        form={"role": "care worker", "service": "{service}"},
    ),
    _get("organisation.bring_page", Verb.CHANGE_ROLES),
    _post("organisation.look_at_list", Verb.CHANGE_ROLES, status=422),
    _post(
        "organisation.bring_people",
        Verb.CHANGE_ROLES,
        form={"rows": '[{"number": 2, "name": "Ines", "sign_in": "", "role": "reader", "service": ""}]'},
    ),
    _post("organisation.end_role", Verb.CHANGE_ROLES, "role", args={"role_id": "role"}),
    _get("organisation.new_person", Verb.INVITE_PERSON),
    _post(
        "organisation.invite_person",
        Verb.INVITE_PERSON,
        form={"id": "{new id}", "name": "Zofia", "role": "care worker", "service": "{service}"},
        asks=Verb.INVITE_PERSON,
        names="service",
    ),
    _get("organisation.person_page", Verb.SEE_PEOPLE, "newcomer", case="invited", args={"person_id": "newcomer"}),
    _post("organisation.make_link", Verb.INVITE_PERSON, "newcomer", args={"person_id": "newcomer"}),
    _get("organisation.invitations_page", Verb.INVITE_PERSON),
    _post("organisation.revoke", Verb.INVITE_PERSON, "invitation", args={"invitation_id": "invitation"}),
    _get("organisation.open_invitation", None, args={"token": "made-up"}),
    _get("organisation.join_page", None, status=410),
    _post("organisation.join", None, form={"sign_in": "zofia.new", "password": PASSWORD}, status=410),
    _post("organisation.join_with_sign_in", None, form={"sign_in": "own.manager", "password": PASSWORD}, status=410),
    _post("organisation.end_work", Verb.END_WORK, "person", args={"person_id": "person"}),
    _get("organisation.person_page", Verb.SEE_PEOPLE, "leaver", case="left", args={"person_id": "leaver"}),
    _post(
        "organisation.come_back",
        Verb.INVITE_PERSON,
        "leaver",
        args={"person_id": "leaver"},
        form={"role": "care worker", "service": "{service}"},
    ),
    _get("organisation.organisations", Verb.OPEN_APP),
    _post("organisation.change_organisation", Verb.OPEN_APP, form={"organisation": "{organisation}"}),
    _get("organisation.services", Verb.SEE_PEOPLE),
    _post("organisation.open_service", Verb.CHANGE_SERVICES, form={"name": "Elm House", "kind": "care home"}),
    _post("organisation.close_service", Verb.CHANGE_SERVICES, "service", args={"service_id": "service"}),
    _post("organisation.reopen_service", Verb.CHANGE_SERVICES, "service", args={"service_id": "service"}),
    _get("organisation.service_page", Verb.SEE_PEOPLE, "service", args={"service_id": "service"}),
    _post(
        "organisation.change_on_call",
        Verb.CHANGE_SERVICES,
        "service",
        args={"service_id": "service"},
        form={"on_call_name": "Sam", "on_call_number": "01632 960017"},
    ),
    _post(
        "organisation.add_other_number",
        Verb.CHANGE_SERVICES,
        "service",
        args={"service_id": "service"},
        form={"other_name": "The council", "other_number": "01632 960300", "everywhere": "yes"},
    ),
    _post("organisation.end_other_number", Verb.CHANGE_SERVICES, "number", args={"number_id": "number"}),
)

MESSAGES = (
    _get("messages.at_risk", None),
    _get("messages.watch", None),
    _post(
        "messages.tell_managers",
        Verb.RAISE_ALERT,
        form={"id": "{new id}", "service": "{service}", "words": "She fell in the hall."},
        asks=Verb.RAISE_ALERT,
        names="service at risk",
    ),
    _get("messages.alert_page", Verb.SEE_ALERT, "alert", args={"alert_id": "alert"}),
    _post("messages.take", Verb.TAKE_ALERT, "alert", args={"alert_id": "alert"}),
)

AN_OBSERVATION = {
    "id": "{new id}",
    "kind": "observation",
    "service": "{service}",
    "checklist": "{medicines-observation}",
    "version": "{version of medicines-observation}",
    "worker": "{worker}",
    "shift": "early",
    "announced": "false",
}
A_VOICE = {
    "id": "{new id}",
    "kind": "voice",
    "service": "{service}",
    "checklist": "{medicines-voice}",
    "version": "{version of medicines-voice}",
    "answered_by": "person",
}
PUBLISHED = {
    "page of medicines-observation": "",
    "page of prn-interview": "an interview",
    "page of mar-prn-sample": "a sample",
    "page of medicines-voice": "a voice",
}
A_DRAW = {
    "kind": "sample",
    "service": "{service}",
    "checklist": "{mar-prn-sample}",
    "population": "40",
    "size": "5",
    "counted_by_id": "{supervisor}",
}

CAPTURE = (
    _get("checks.new_check", Verb.CAPTURE),
    _get(
        "checks.new_check",
        Verb.CAPTURE,
        "service",
        case="somewhere",
        form={"kind": "interview", "service": "{service}"},
    ),
    _get(
        "checks.new_check",
        Verb.CAPTURE,
        "done observation",
        case="for a plan",
        form={"requirement": "{done observation}"},
    ),
    _post("checks.make_draw", Verb.DRAW, "service", form=A_DRAW),
    _post(
        "checks.make_draw",
        Verb.DRAW,
        "done sample",
        case="for a plan",
        form={**A_DRAW, "requirement": "{done sample}"},
    ),
    _post("checks.start_draft", Verb.CAPTURE, "service", form=AN_OBSERVATION),
    _post("checks.start_draft", Verb.CAPTURE, "service", form=A_VOICE, case="a person or family"),
    _post(
        "checks.start_draft",
        Verb.CAPTURE,
        "done observation",
        case="for a plan",
        form={**AN_OBSERVATION, "requirement": "{done observation}"},
    ),
    _get("checks.draft_page", Verb.CONTINUE_DRAFT, "draft", args={"draft_id": "draft"}),
    _get(
        "checks.draft_page",
        Verb.CONTINUE_DRAFT,
        "draft",
        case="words",
        args={"draft_id": "draft"},
        form={"page": "words"},
    ),
    _get("checks.draft_page", Verb.CONTINUE_DRAFT, "draft", case="an interview", args={"draft_id": "interview draft"}),
    _get("checks.draft_page", Verb.CONTINUE_DRAFT, "draft", case="a sample", args={"draft_id": "sample draft"}),
    _get("checks.draft_page", Verb.CONTINUE_DRAFT, "draft", case="a voice", args={"draft_id": "voice draft"}),
    _post(
        "checks.save_answers",
        Verb.CONTINUE_DRAFT,
        "draft",
        args={"draft_id": "draft"},
        form={"outcome-1": "well"},
    ),
    _post("checks.throw_away", Verb.CONTINUE_DRAFT, "draft", args={"draft_id": "draft"}),
    _post("checks.finish", Verb.CONTINUE_DRAFT, "draft", form={"draft": "{draft}", "outcome-1": "well", "anyway": "1"}),
    _post("checks.ask_for_code", Verb.CONTINUE_DRAFT, "draft", args={"draft_id": "draft"}),
    *(
        _get("checks.phone_page", Verb.OPEN_APP, version, args={"version_id": version}, case=case)
        for version, case in PUBLISHED.items()
    ),
    _get("checks.joining_page", Verb.CAPTURE),
    _post("checks.join", Verb.CAPTURE, form={"id": "{new id}", "code": "none"}, status=422),
    _get("checks.pair_page", Verb.SEE_AGREEMENT, "pair", args={"pair_id": "pair"}),
    _get("checks.receipt_page", Verb.CONTINUE_DRAFT, "check", args={"check_id": "check"}),
)

AFTERWARDS = (
    _get("checks.check_page", Verb.SEE_CHECK, "check", args={"check_id": "check"}),
    _get("checks.check_page", Verb.SEE_CHECK, "reviewed check", case="reviewed", args={"check_id": "reviewed check"}),
    _get("checks.check_page", Verb.SEE_CHECK, "plain check", case="for no plan", args={"check_id": "plain check"}),
    # R12: held back from the person observed. R13: what was passed on stays with those who decide, and its author.
    _get("checks.check_page", Verb.SEE_CHECK, "held check", case="held back", args={"check_id": "held check"}),
    _get(
        "checks.check_page",
        Verb.SEE_CHECK,
        "passed check",
        case="not for coaching",
        args={"check_id": "passed check"},
        hidden_from=("reader",),
    ),
    _get(
        "checks.correction_form",
        Verb.CORRECT_CHECK,
        "check",
        args={"check_id": "check"},
        form={"item": "{item of check}"},
    ),
    _post(
        "checks.correct_check",
        Verb.CORRECT_CHECK,
        "check",
        args={"check_id": "check"},
        form={"item": "{item of check}", "outcome": "follow_up", "reason": "It was the other one."},
    ),
    _post("checks.reply_to_check", Verb.REPLY_TO_CHECK, "check", args={"check_id": "check"}, form={"kind": "thanks"}),
    _get("checks.holding_form", Verb.HOLD_BACK_CHECK, "check", args={"check_id": "check"}),
    _post(
        "checks.hold_back_check",
        Verb.HOLD_BACK_CHECK,
        "check",
        args={"check_id": "check"},
        form={"until": "2026-11-16", "reason": "It is being looked into."},
    ),
    _post("checks.end_holding_back", Verb.HOLD_BACK_CHECK, "held check", args={"check_id": "held check"}),
    _get("checks.review_form", Verb.REVIEW_CHECK, "check", args={"check_id": "check"}),
    _post(
        "checks.review_check",
        Verb.REVIEW_CHECK,
        "check",
        args={"check_id": "check"},
        form={"corrections_seen": "0", "risk": "low", "commentary": "Calm and clear.", "stands": "true"},
    ),
    _get("checks.reviews_page", Verb.SEE_REVIEWS),
    _get("checks.checks_page", Verb.OPEN_APP),
    _get("checks.checks_page", Verb.OPEN_APP, case="narrowed", form={"state": "waiting", "service": "{service}"}),
    _get("checks.checks_file", Verb.OPEN_APP),
    _get("checks.check_history_file", Verb.SEE_CHECK, "reviewed check", args={"check_id": "reviewed check"}),
    _get("checks.check_history_file", Verb.SEE_CHECK, "held check", case="held back", args={"check_id": "held check"}),
    _get(
        "checks.check_history_file",
        Verb.SEE_CHECK,
        "passed check",
        case="not for coaching",
        args={"check_id": "passed check"},
        hidden_from=("reader",),
    ),
    _get("checks.mine_page", Verb.OPEN_APP),
)

A_PROPOSAL = {
    "id": "{new id}",
    "service_id": "{service}",
    "standard_id": "{standard}",
    "title": "The reason stands beside every PRN entry",
    "change": "A prompt at the end of each round.",
}
A_LOOK = {"size": "5", "allowed": "0", "weeks": "4", "reason": "Five say enough."}


def _action(state: str) -> dict[str, Any]:
    return {"args": {"action_id": f"{state} action"}}


def _move(endpoint: str, needs: Verb, state: str, /, **form: str) -> Door:
    """A form about an action in this state, sent by somebody who was looking at it as it is."""
    version = {"version": f"{{version of {state} action}}"}
    return _post(endpoint, needs, f"{state} action", **_action(state), form={**version, **form})


def _look(endpoint: str, state: str, requirement: str, /, *, case: str = "", **form: str) -> Door:
    """The same, about one part of its plan."""
    args = {"action_id": f"{state} action", "requirement_id": requirement}
    version = {"version": f"{{version of {state} action}}"}
    beyond = tuple(ROLES) if case else ()
    return _post(
        endpoint,
        Verb.CHANGE_PLAN,
        f"{state} action",
        args=args,
        form={**version, **form},
        case=case,
        hidden_from=beyond,
    )


TRACKER = (
    _get("tracker.actions_page", Verb.OPEN_APP),
    *(
        _get("tracker.action_page", Verb.SEE_ACTION, f"{state} action", case=case, **_action(state))
        for state, case in (("done", ""), *((one, one) for one in ("proposed", "agreed", "ready", "closed")))
    ),
    _get("tracker.actions_file", Verb.OPEN_APP),
    _get("tracker.actions_workbook", Verb.OPEN_APP),
    _get("tracker.row_page", Verb.AGREE_ACTION, "agreed action", **_action("agreed")),
    _get("tracker.several_page", Verb.AGREE_ACTION),
    _post("tracker.change_several", Verb.AGREE_ACTION, status=422),
    _get("tracker.action_history_file", Verb.SEE_ACTION, "done action", **_action("done")),
    _get("tracker.new_page", Verb.PROPOSE_ACTION),
    _post("tracker.propose", Verb.PROPOSE_ACTION, form=A_PROPOSAL, asks=Verb.PROPOSE_ACTION, names="service"),
    _get("tracker.idea_page", Verb.SUGGEST),
    _post(
        "tracker.suggest",
        Verb.SUGGEST,
        form={"id": "{new id}", "service_id": "{service}", "standard_id": "{standard}", "words": "Gloves in the bag."},
        asks=Verb.SUGGEST,
        names="service",
    ),
    _get("tracker.imports_page", Verb.BRING_ACTIONS),
    _post("tracker.bring_file", Verb.BRING_ACTIONS, status=422),
    _get("tracker.import_page", Verb.CONTINUE_IMPORT, "import", args={"import_id": "import"}),
    _get(
        "tracker.import_page",
        Verb.CONTINUE_IMPORT,
        "unread import",
        case="its columns",
        args={"import_id": "unread import"},
    ),
    _post(
        "tracker.choose_headers",
        Verb.CONTINUE_IMPORT,
        "unread import",
        args={"import_id": "unread import"},
        form={"line": "2"},
    ),
    _post(
        "tracker.settle_columns",
        Verb.CONTINUE_IMPORT,
        "unread import",
        args={"import_id": "unread import"},
        form={"title": "0"},
    ),
    _post(
        "tracker.decide_row",
        Verb.CONTINUE_IMPORT,
        "import",
        args={"import_id": "import", "number": 2},
        form={"choice": "leave", "reason": "It is about a building we have left."},
    ),
    _post("tracker.wording", Verb.PROPOSE_ACTION, form=A_PROPOSAL),
    _move(
        "tracker.agree",
        Verb.AGREE_ACTION,
        "proposed",
        lead_id="{supervisor}",
        due_on="2026-11-20",
        support="Two hours off the floor.",
        criteria="Nine of ten entries give the reason.",
    ),
    _move("tracker.report_done", Verb.REPORT_DONE, "agreed", words="The prompt is in use."),
    _move("tracker.close", Verb.CLOSE_ACTION, "ready", words="Seen on two shifts."),
    _move("tracker.send_back", Verb.CLOSE_ACTION, "done", reason="The prompt is not on every trolley."),
    _move("tracker.withdraw", Verb.WITHDRAW_ACTION, "agreed", reason="The service stopped giving PRN."),
    _post(
        "tracker.invite",
        Verb.INVITE_VERIFIER,
        "done action",
        **_action("done"),
        form={"id": "{new id}", "name": "Vanda", "until": "2026-11-20"},
    ),
    _post(
        "tracker.link_again",
        Verb.INVITE_VERIFIER,
        "done action",
        args={"action_id": "done action", "verifier_id": "visit"},
    ),
    _post(
        "tracker.end_invitation",
        Verb.INVITE_VERIFIER,
        "done action",
        args={"action_id": "done action", "verifier_id": "visit"},
    ),
    _move("tracker.comment", Verb.COMMENT, "done", id="{new id}", words="The card is on every trolley."),
    replace(_move("tracker.take_back_comment", Verb.COMMENT, "done", comment="{new id}"), status=409),
    _move(
        "tracker.change_row",
        Verb.AGREE_ACTION,
        "agreed",
        lead_id="{supervisor}",
        due_on="2026-11-20",
        reason="The lead is away.",
    ),
    _move(
        "tracker.change_terms",
        Verb.AGREE_ACTION,
        "agreed",
        lead_id="{supervisor}",
        due_on="2026-11-20",
        reason="The lead is away.",
    ),
    _move(
        "tracker.add_requirement",
        Verb.CHANGE_PLAN,
        "agreed",
        standard_id="{standard}",
        checklist_id="{mar-prn-sample}",
        **A_LOOK,
    ),
    _look("tracker.replace_requirement", "agreed", "agreed sample", **A_LOOK),
    _look("tracker.replace_requirement", "agreed", "done sample", case="of another action", **A_LOOK),
    _look("tracker.take_away_requirement", "agreed", "agreed sample", reason="Nobody keeps these charts."),
    _look("tracker.give_new_window", "done", "done sample", until_on="2026-12-20", reason="Two were away."),
)

A_MEASURE = {
    "id": "{new id}",
    "what": "PRN entries without an effect",
    "source": "MAR charts of all floors",
    "direction": "lower",
    "baseline_from": "2026-09-07",
    "baseline_weeks": "8",
    "reason": "We want to see it.",
}


def _measured(endpoint: str, method: str, needs: Verb, /, *, case: str = "", **form: str) -> Door:
    """A count beside the agreed action; with `case`, one of another action."""
    args = {"action_id": "agreed action", "measure_id": "done measure" if case else "agreed measure"}
    beyond = tuple(ROLES) if case else ()
    return Door(endpoint, method, needs, "agreed action", args=args, form=form, case=case, hidden_from=beyond)


MEASURES = (
    _get("tracker.new_measure", Verb.CHANGE_PLAN, "agreed action", **_action("agreed")),
    _post("tracker.add_measure", Verb.CHANGE_PLAN, "agreed action", **_action("agreed"), form=A_MEASURE),
    _measured("tracker.measure_page", GET, Verb.SEE_ACTION),
    _measured("tracker.measure_page", GET, Verb.SEE_ACTION, case="of another action"),
    _measured("tracker.count_week", POST, Verb.COUNT, week="2026-10-19", count="7"),
    _measured("tracker.count_week", POST, Verb.COUNT, case="of another action", week="2026-10-19", count="7"),
    _measured("tracker.take_away_measure", POST, Verb.CHANGE_PLAN, reason="Nobody keeps these charts."),
)

DESK = (
    _get("desk.first_page", None, to_sign_in=True),
    _get("desk.set_up_page", None),
    _post("desk.begin", None, form={"code": "spent"}, status=422),
    _get("desk.services_step", Verb.CHANGE_SERVICES),
    _post("desk.open_service", Verb.CHANGE_SERVICES, form={"name": "Elm House", "kind": "care home", "then": "people"}),
    _get("desk.people_step", Verb.CHANGE_ROLES),
    _post(
        "desk.invite",
        Verb.CHANGE_ROLES,
        form={"service": "{service}", "name_1": "Zofia", "role_1": "supervisor", "id_1": "{new id}"},
        asks=Verb.CHANGE_ROLES,
        names="service",
    ),
    _get("desk.healthz", None),
    _get("desk.copy_page", Verb.COPY_PERSON, "person", args={"person_id": "person"}),
    _post("desk.copy_file", Verb.COPY_PERSON, "person", args={"person_id": "person"}),
    _get("desk.phone_page", None),
    _get("desk.worker", None),
    _get("desk.phone_pack", Verb.OPEN_APP, in_json=True),
    _get("desk.today_page", Verb.OPEN_APP),
)

APP = (_get("pwa.manifest", None),)

DOORS = (
    *APP,
    *ENVELOPES,
    *PHONES,
    *KEEPING,
    *ORGANISATION,
    *MESSAGES,
    *CAPTURE,
    *AFTERWARDS,
    *PHOTOS,
    *SAMPLING,
    *TRACKER,
    *MEASURES,
    *MAIL,
    *RISING,
    *COMPETENCE,
    *PROMPTS,
    *DESK,
)
