"""Prompts and competence; of whom a plan asks to hear."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_workers", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_days", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("other_shifts", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("observers", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_column("observers")
        batch_op.drop_column("other_shifts")
        batch_op.drop_column("other_days")
        batch_op.drop_column("other_workers")
