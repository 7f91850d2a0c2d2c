"""Phones: keys, grants, sealed envelopes as they arrive, photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation_key",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_key_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_organisation_key")),
    )
    op.create_table(
        "phone",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "lost_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_phone_organisation_id_lost_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_phone_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_phone")),
        sa.UniqueConstraint("organisation_id", "public", name=op.f("uq_phone_organisation_id_public")),
    )
    op.create_table(
        "capture_grant",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capture_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sign_out_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_capture_grant_organisation_id_person_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "phone_id"],
            ["phone.organisation_id", "phone.id"],
            name=op.f("fk_capture_grant_organisation_id_phone_id_phone"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "session_id"],
            ["session.organisation_id", "session.id"],
            name=op.f("fk_capture_grant_organisation_id_session_id_session"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_capture_grant_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_capture_grant")),
        sa.UniqueConstraint("id", name=op.f("uq_capture_grant_id")),
        sa.UniqueConstraint(
            "organisation_id", "session_id", "public", name=op.f("uq_capture_grant_organisation_id_session_id_public")
        ),
        sa.UniqueConstraint("sign_out_digest", name=op.f("uq_capture_grant_sign_out_digest")),
    )
    with op.batch_alter_table("capture_grant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_capture_grant_organisation_id_person_id"), ["organisation_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_capture_grant_organisation_id_phone_id"), ["organisation_id", "phone_id"], unique=False
        )

    op.create_table(
        "photo_item",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "checklist_id"],
            ["checklist.organisation_id", "checklist.id"],
            name=op.f("fk_photo_item_organisation_id_checklist_id_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "chosen_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_photo_item_organisation_id_chosen_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_photo_item_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_photo_item")),
        sa.UniqueConstraint(
            "organisation_id",
            "checklist_id",
            "item_key",
            name=op.f("uq_photo_item_organisation_id_checklist_id_item_key"),
        ),
    )
    op.create_table(
        "arrival",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("envelope_id", sa.Uuid(), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "reasons", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column(
            "content", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=True
        ),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("carrier_id", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_arrival_organisation_id_author_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "carrier_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_arrival_organisation_id_carrier_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "grant_id"],
            ["capture_grant.organisation_id", "capture_grant.id"],
            name=op.f("fk_arrival_organisation_id_grant_id_capture_grant"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "service_id"],
            ["service.organisation_id", "service.id"],
            name=op.f("fk_arrival_organisation_id_service_id_service"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "settled_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_arrival_organisation_id_settled_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_arrival_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_arrival")),
        sa.UniqueConstraint(
            "organisation_id",
            "envelope_id",
            "payload_digest",
            name=op.f("uq_arrival_organisation_id_envelope_id_payload_digest"),
        ),
    )
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_arrival_organisation_id_author_id_state"),
            ["organisation_id", "author_id", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_arrival_organisation_id_grant_id_sequence"),
            ["organisation_id", "grant_id", "sequence"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_arrival_organisation_id_state_service_id"),
            ["organisation_id", "state", "service_id"],
            unique=False,
        )

    op.create_table(
        "quarantined",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("grant_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "envelope", sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"), nullable=False
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "grant_id"],
            ["capture_grant.organisation_id", "capture_grant.id"],
            name=op.f("fk_quarantined_organisation_id_grant_id_capture_grant"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_quarantined_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_quarantined")),
        sa.UniqueConstraint("organisation_id", "digest", name=op.f("uq_quarantined_organisation_id_digest")),
    )
    with op.batch_alter_table("quarantined", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quarantined_organisation_id_received_at"), ["organisation_id", "received_at"], unique=False
        )

    op.create_table(
        "photo",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("taken_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_away_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_away_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "check_id"],
            ["check.organisation_id", "check.id"],
            name=op.f("fk_photo_organisation_id_check_id_check"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "item_id"],
            ["item.organisation_id", "item.id"],
            name=op.f("fk_photo_organisation_id_item_id_item"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "taken_away_by_id"],
            ["person.organisation_id", "person.id"],
            name=op.f("fk_photo_organisation_id_taken_away_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_photo_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_photo_organisation_id_check_id"), ["organisation_id", "check_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_organisation_id_check_id"))

    op.drop_table("photo")
    with op.batch_alter_table("quarantined", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantined_organisation_id_received_at"))

    op.drop_table("quarantined")
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_arrival_organisation_id_state_service_id"))
        batch_op.drop_index(batch_op.f("ix_arrival_organisation_id_grant_id_sequence"))
        batch_op.drop_index(batch_op.f("ix_arrival_organisation_id_author_id_state"))

    op.drop_table("arrival")
    op.drop_table("photo_item")
    with op.batch_alter_table("capture_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capture_grant_organisation_id_phone_id"))
        batch_op.drop_index(batch_op.f("ix_capture_grant_organisation_id_person_id"))

    op.drop_table("capture_grant")
    op.drop_table("phone")
    op.drop_table("organisation_key")
