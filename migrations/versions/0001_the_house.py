"""Every table of the house, as the models had them when the first version was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_in", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("sign_in", name=op.f("uq_account_sign_in")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "set_up_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_set_up_code_code_digest")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_key_at"), ["key", "at"], unique=False)

    op.create_table(
        "history_head",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_history_head_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_history_head")),
    )
    op.create_table(
        "import_columns",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column(
            "columns", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_import_columns_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_import_columns")),
        sa.UniqueConstraint("organisation_id", "headers", name=op.f("uq_import_columns_organisation_id_headers")),
    )
    op.create_table(
        "person",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_person_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("organisation_id", "account_id", name=op.f("uq_person_organisation_id_account_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_account_id"), ["account_id"], unique=False)

    op.create_table(
        "service",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_call_name", sa.Text(), nullable=True),
        sa.Column("on_call_number", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_service_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_service")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_service_organisation_id_name")),
    )
    op.create_table(
        "sign_in_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_choice_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_choice")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_choice_token_digest")),
    )
    op.create_table(
        "topic",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_topic_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_topic")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_topic_organisation_id_key")),
    )
    op.create_table(
        "action_import",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "sheets", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "columns", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column(
            "said", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_import_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_action_import_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_action_import_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_action_import")),
    )
    with op.batch_alter_table("action_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_import_organisation_id_made_by_id_made_at"),
            ["organisation_id", "made_by_id", "made_at"],
            unique=False,
        )

    op.create_table(
        "alert",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "raised_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_alert_organisation_id_raised_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_alert_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "taken_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_alert_organisation_id_taken_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_alert_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alert_organisation_id_taken_at_service_id"),
            ["organisation_id", "taken_at", "service_id"],
            unique=False,
        )

    op.create_table(
        "checklist",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "topic_id"],
            ["topic.organisation_id", "topic.id"],
            name=op.f("fk_checklist_organisation_id_topic_id_topic"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_checklist_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_checklist_organisation_id_key")),
    )
    op.create_table(
        "history",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column(
            "payload", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_history_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_history_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_history_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_history")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_history_organisation_id_number")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_history_organisation_id_kind_thing_id_number"),
            ["organisation_id", "kind", "thing_id", "number"],
            unique=False,
        )

    op.create_table(
        "invitation",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("sign_in", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invited_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_invitation_organisation_id_invited_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_invitation_organisation_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_organisation_id_made_at"), ["organisation_id", "made_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_invitation_organisation_id_person_id"), ["organisation_id", "person_id"], unique=False
        )

    op.create_table(
        "other_number",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "added_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_other_number_organisation_id_added_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_other_number_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_other_number_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_other_number")),
    )
    with op.batch_alter_table("other_number", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_other_number_organisation_id_ended_at_service_id"),
            ["organisation_id", "ended_at", "service_id"],
            unique=False,
        )

    op.create_table(
        "role",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "given_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_role_organisation_id_given_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_role_organisation_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_role_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_role_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_role")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_role_organisation_id_person_id"), ["organisation_id", "person_id"], unique=False
        )

    op.create_table(
        "session",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_session_organisation_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_session_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_session_token_digest")),
    )
    op.create_table(
        "standard",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "topic_id"],
            ["topic.organisation_id", "topic.id"],
            name=op.f("fk_standard_organisation_id_topic_id_topic"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_standard_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_standard")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_standard_organisation_id_key")),
    )
    op.create_table(
        "action",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("support", sa.Text(), nullable=True),
        sa.Column("criteria", sa.Text(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_text", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closing_text", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("sent_back", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("look_by", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "agreed_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_organisation_id_agreed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "closed_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_organisation_id_closed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "done_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_organisation_id_done_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "lead_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_organisation_id_lead_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "proposed_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_action_organisation_id_proposed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_action_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "standard_id"],
            ["standard.organisation_id", "standard.id"],
            name=op.f("fk_action_organisation_id_standard_id_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_action_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_action")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_action_organisation_id_number")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_lead_id_state"), ["organisation_id", "lead_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_state_due_on_id"),
            ["organisation_id", "service_id", "state", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_state_due_on_id"),
            ["organisation_id", "state", "due_on", "id"],
            unique=False,
        )

    op.create_table(
        "checklist_version",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "settings", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("record_name", sa.Text(), nullable=True),
        sa.Column("how_to_number", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_checklist_version_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "published_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_checklist_version_organisation_id_published_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_checklist_version_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint(
            "organisation_id",
            "checklist_id",
            "number",
            name=op.f("uq_checklist_version_organisation_id_checklist_id_number"),
        ),
    )
    op.create_table(
        "finding",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("look", sa.Text(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_finding_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recorded_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_finding_organisation_id_recorded_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_finding_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "standard_id"],
            ["standard.organisation_id", "standard.id"],
            name=op.f("fk_finding_organisation_id_standard_id_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "taken_back_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_finding_organisation_id_taken_back_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_finding_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_finding_organisation_id_action_id"), ["organisation_id", "action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_finding_organisation_id_service_id_found_at"),
            ["organisation_id", "service_id", "found_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_finding_organisation_id_source_id"), ["organisation_id", "source_id"], unique=False
        )

    op.create_table(
        "imported_row",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "fields", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "written", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "answers", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_imported_row_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "import_id"],
            ["action_import.organisation_id", "action_import.id"],
            name=op.f("fk_imported_row_organisation_id_import_id_action_import"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_imported_row_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint(
            "organisation_id", "import_id", "number", name=op.f("uq_imported_row_organisation_id_import_id_number")
        ),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imported_row_organisation_id_digest"), ["organisation_id", "digest"], unique=False
        )

    op.create_table(
        "item",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("good", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column(
            "nodes", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "points", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "alerts", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("another_way", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "standard_id"],
            ["standard.organisation_id", "standard.id"],
            name=op.f("fk_item_organisation_id_standard_id_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "version_id"],
            ["checklist_version.organisation_id", "checklist_version.id"],
            name=op.f("fk_item_organisation_id_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_item_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_item")),
        sa.UniqueConstraint(
            "organisation_id", "version_id", "key", name=op.f("uq_item_organisation_id_version_id_key")
        ),
        sa.UniqueConstraint(
            "organisation_id", "version_id", "position", name=op.f("uq_item_organisation_id_version_id_position")
        ),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_organisation_id_standard_id"), ["organisation_id", "standard_id"], unique=False
        )

    op.create_table(
        "measure",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("baseline_from", sa.Date(), nullable=False),
        sa.Column("baseline_weeks", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_measure_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_measure_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_measure_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measure_organisation_id_action_id"), ["organisation_id", "action_id"], unique=False
        )

    op.create_table(
        "requirement",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_requirement_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_requirement_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "made_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_requirement_organisation_id_made_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "standard_id"],
            ["standard.organisation_id", "standard.id"],
            name=op.f("fk_requirement_organisation_id_standard_id_standard"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_requirement_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requirement_organisation_id_action_id"), ["organisation_id", "action_id"], unique=False
        )

    op.create_table(
        "verifier",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_verifier_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "invited_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_verifier_organisation_id_invited_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_verifier_organisation_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_verifier_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_verifier_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_verifier")),
    )
    with op.batch_alter_table("verifier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verifier_organisation_id_action_id"), ["organisation_id", "action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_verifier_organisation_id_person_id"), ["organisation_id", "person_id"], unique=False
        )

    op.create_table(
        "draw",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("left_out_reason", sa.Text(), nullable=True),
        sa.Column("counted_by_id", sa.Uuid(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_draw_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "counted_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_draw_organisation_id_counted_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "drawn_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_draw_organisation_id_drawn_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "requirement_id"],
            ["requirement.organisation_id", "requirement.id"],
            name=op.f("fk_draw_organisation_id_requirement_id_requirement"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_draw_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draw_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_draw")),
        sa.UniqueConstraint("organisation_id", "number", name=op.f("uq_draw_organisation_id_number")),
        sa.UniqueConstraint(
            "organisation_id", "requirement_id", "round", name=op.f("uq_draw_organisation_id_requirement_id_round")
        ),
    )
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draw_organisation_id_service_id_drawn_at"),
            ["organisation_id", "service_id", "drawn_at"],
            unique=False,
        )

    op.create_table(
        "weekly_count",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("counted_from", sa.Text(), nullable=False),
        sa.Column("counted_by_id", sa.Uuid(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "counted_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_weekly_count_organisation_id_counted_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "measure_id"],
            ["measure.organisation_id", "measure.id"],
            name=op.f("fk_weekly_count_organisation_id_measure_id_measure"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_weekly_count_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_weekly_count")),
        sa.UniqueConstraint(
            "organisation_id",
            "measure_id",
            "week_on",
            "revision",
            name=op.f("uq_weekly_count_organisation_id_measure_id_week_on_revision"),
        ),
    )
    op.create_table(
        "check",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("announced", sa.Boolean(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "words", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_check_organisation_id_author_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "draw_id"],
            ["draw.organisation_id", "draw.id"],
            name=op.f("fk_check_organisation_id_draw_id_draw"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "requirement_id"],
            ["requirement.organisation_id", "requirement.id"],
            name=op.f("fk_check_organisation_id_requirement_id_requirement"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_check_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "version_id"],
            ["checklist_version.organisation_id", "checklist_version.id"],
            name=op.f("fk_check_organisation_id_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_check_organisation_id_worker_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_check_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_check")),
    )
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_organisation_id_author_id_finished_at"),
            ["organisation_id", "author_id", "finished_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_check_organisation_id_requirement_id"), ["organisation_id", "requirement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_check_organisation_id_service_id_finished_at"),
            ["organisation_id", "service_id", "finished_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_check_organisation_id_worker_id_finished_at"),
            ["organisation_id", "worker_id", "finished_at"],
            unique=False,
        )

    op.create_table(
        "draft",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("announced", sa.Boolean(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column(
            "answers", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "words", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_draft_organisation_id_author_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "draw_id"],
            ["draw.organisation_id", "draw.id"],
            name=op.f("fk_draft_organisation_id_draw_id_draw"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "requirement_id"],
            ["requirement.organisation_id", "requirement.id"],
            name=op.f("fk_draft_organisation_id_requirement_id_requirement"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_draft_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "version_id"],
            ["checklist_version.organisation_id", "checklist_version.id"],
            name=op.f("fk_draft_organisation_id_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_draft_organisation_id_worker_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_organisation_id_author_id"), ["organisation_id", "author_id"], unique=False
        )

    op.create_table(
        "evidence",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("captured_by_id", sa.Uuid(), nullable=False),
        sa.Column("observed_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("usable", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["action.organisation_id", "action.id"],
            name=op.f("fk_evidence_organisation_id_action_id_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "captured_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_evidence_organisation_id_captured_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "draw_id"],
            ["draw.organisation_id", "draw.id"],
            name=op.f("fk_evidence_organisation_id_draw_id_draw"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "observed_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_evidence_organisation_id_observed_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "requirement_id"],
            ["requirement.organisation_id", "requirement.id"],
            name=op.f("fk_evidence_organisation_id_requirement_id_requirement"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "reviewed_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_evidence_organisation_id_reviewed_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_evidence_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "organisation_id",
            "requirement_id",
            "source_id",
            "revision",
            name=op.f("uq_evidence_organisation_id_requirement_id_source_id_revision"),
        ),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_organisation_id_action_id"), ["organisation_id", "action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evidence_organisation_id_source_id"), ["organisation_id", "source_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "detail", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_answer_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "item_id"],
            ["item.organisation_id", "item.id"],
            name=op.f("fk_answer_organisation_id_item_id_item"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "check_id", "position", "item_id", name=op.f("pk_answer")),
    )
    op.create_table(
        "correction",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("outcome_before", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column(
            "detail", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_correction_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_correction_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "item_id"],
            ["item.organisation_id", "item.id"],
            name=op.f("fk_correction_organisation_id_item_id_item"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_correction_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_correction")),
        sa.UniqueConstraint(
            "organisation_id", "check_id", "number", name=op.f("uq_correction_organisation_id_check_id_number")
        ),
    )
    op.create_table(
        "hold",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_hold_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_hold_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_hold_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hold_organisation_id_check_id"), ["organisation_id", "check_id"], unique=False
        )

    op.create_table(
        "reply",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_reply_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_reply_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_reply_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reply_organisation_id_check_id"), ["organisation_id", "check_id"], unique=False
        )

    op.create_table(
        "review",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrections_seen", sa.Integer(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("commentary", sa.Text(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=True),
        sa.Column("stands_reason", sa.Text(), nullable=True),
        sa.Column("passed_to", sa.Text(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_review_organisation_id_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_review_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_review_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "organisation_id",
            "check_id",
            "corrections_seen",
            name=op.f("uq_review_organisation_id_check_id_corrections_seen"),
        ),
    )
    op.create_table(
        "sampled_record",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_sampled_record_organisation_id_check_id_check"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "check_id", "position", name=op.f("pk_sampled_record")),
    )
    op.create_table(
        "second_content",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "content", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_second_content_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "sent_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_second_content_organisation_id_sent_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_second_content_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_second_content")),
        sa.UniqueConstraint(
            "organisation_id", "check_id", "digest", name=op.f("uq_second_content_organisation_id_check_id_digest")
        ),
    )


def downgrade() -> None:
    op.drop_table("second_content")
    op.drop_table("sampled_record")
    op.drop_table("review")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_organisation_id_check_id"))

    op.drop_table("reply")
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hold_organisation_id_check_id"))

    op.drop_table("hold")
    op.drop_table("correction")
    op.drop_table("answer")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_organisation_id_source_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_organisation_id_action_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_organisation_id_author_id"))

    op.drop_table("draft")
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_organisation_id_worker_id_finished_at"))
        batch_op.drop_index(batch_op.f("ix_check_organisation_id_service_id_finished_at"))
        batch_op.drop_index(batch_op.f("ix_check_organisation_id_requirement_id"))
        batch_op.drop_index(batch_op.f("ix_check_organisation_id_author_id_finished_at"))

    op.drop_table("check")
    op.drop_table("weekly_count")
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draw_organisation_id_service_id_drawn_at"))

    op.drop_table("draw")
    with op.batch_alter_table("verifier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verifier_organisation_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_verifier_organisation_id_action_id"))

    op.drop_table("verifier")
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requirement_organisation_id_action_id"))

    op.drop_table("requirement")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_organisation_id_action_id"))

    op.drop_table("measure")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_organisation_id_standard_id"))

    op.drop_table("item")
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_row_organisation_id_digest"))

    op.drop_table("imported_row")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_organisation_id_source_id"))
        batch_op.drop_index(batch_op.f("ix_finding_organisation_id_service_id_found_at"))
        batch_op.drop_index(batch_op.f("ix_finding_organisation_id_action_id"))

    op.drop_table("finding")
    op.drop_table("checklist_version")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_state_due_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_state_due_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_lead_id_state"))

    op.drop_table("action")
    op.drop_table("standard")
    op.drop_table("session")
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_organisation_id_person_id"))

    op.drop_table("role")
    with op.batch_alter_table("other_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_number_organisation_id_ended_at_service_id"))

    op.drop_table("other_number")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_organisation_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_organisation_id_made_at"))

    op.drop_table("invitation")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_organisation_id_kind_thing_id_number"))

    op.drop_table("history")
    op.drop_table("checklist")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_organisation_id_taken_at_service_id"))

    op.drop_table("alert")
    with op.batch_alter_table("action_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_import_organisation_id_made_by_id_made_at"))

    op.drop_table("action_import")
    op.drop_table("topic")
    op.drop_table("sign_in_choice")
    op.drop_table("service")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_account_id"))

    op.drop_table("person")
    op.drop_table("import_columns")
    op.drop_table("history_head")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_key_at"))

    op.drop_table("sign_in_attempt")
    op.drop_table("set_up_code")
    op.drop_table("organisation")
    op.drop_table("account")
