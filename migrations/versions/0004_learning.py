"""Prompts and competence; of whom a plan asks to hear."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_repeat", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            "ix_action_drifted",
            ["organisation_id", "stands_on", "id"],
            unique=False,
            sqlite_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_lead_id"),
            ["organisation_id", "service_id", "lead_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_stands_on_id"),
            ["organisation_id", "service_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_action_repeated",
            ["organisation_id", "stands_on", "id"],
            unique=False,
            sqlite_where=sa.text("is_repeat = 1 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("is_repeat AND stands_on IS NOT NULL"),
        )

    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_workers", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_days", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_shifts", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("observers", sa.Integer(), server_default="1", nullable=False))

    # A flag that is there marks its action, as it does from now on.
    op.execute(
        "UPDATE action SET is_repeat = true WHERE EXISTS (SELECT 1 FROM repeat_flag WHERE"
        " repeat_flag.organisation_id = action.organisation_id AND repeat_flag.action_id = action.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_column("observers")
        batch_op.drop_column("other_shifts")
        batch_op.drop_column("other_days")
        batch_op.drop_column("other_workers")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_action_repeated",
            sqlite_where=sa.text("is_repeat = 1 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("is_repeat AND stands_on IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_lead_id"))
        batch_op.drop_index(
            "ix_action_drifted",
            sqlite_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
            postgresql_where=sa.text("reopened > 0 AND stands_on IS NOT NULL"),
        )
        batch_op.drop_column("is_repeat")
