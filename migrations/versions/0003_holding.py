"""Whether it holds: plans, drift checks, what rises, mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_on", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_closed_at_id"), ["organisation_id", "closed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_service_id_stands_on_id"),
            ["organisation_id", "service_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_standard_id_stands_on_id"),
            ["organisation_id", "standard_id", "stands_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_stands_on_id"), ["organisation_id", "stands_on", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_organisation_id_withdrawn_at_id"),
            ["organisation_id", "withdrawn_at", "id"],
            unique=False,
        )

    # What is there stands where it would, had it been written by this version (`tracker.rules.order`).
    op.execute(
        "UPDATE action SET stands_on = CASE WHEN state = 'proposed' THEN '9999-12-31'"
        " WHEN state = 'agreed' THEN coalesce(due_on, '9999-12-31')"
        " WHEN state = 'done' AND look_by IS NOT NULL THEN look_by"
        " WHEN state = 'done' AND missing = 0 THEN '9999-12-30'"
        " WHEN state = 'done' THEN '9999-12-31' END"
    )


def downgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_withdrawn_at_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_standard_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_service_id_stands_on_id"))
        batch_op.drop_index(batch_op.f("ix_action_organisation_id_closed_at_id"))
        batch_op.drop_column("stands_on")
