"""The answers of a submission may be emptied when its time is over; they can be changed to nothing else."""

from __future__ import annotations

from django.db import migrations

HEAD = """
DROP TRIGGER intake_submission_is_immutable ON engagement_intake_submission;
CREATE TRIGGER intake_submission_is_immutable BEFORE UPDATE ON engagement_intake_submission
    FOR EACH ROW WHEN (
        (OLD.id, OLD.draft_key, OLD.version_id, OLD.reference, OLD.sent_at)
        IS DISTINCT FROM (NEW.id, NEW.draft_key, NEW.version_id, NEW.reference, NEW.sent_at)
        OR (OLD.answers IS DISTINCT FROM NEW.answers
"""
EMPTIED = "AND NEW.answers <> '{}'::jsonb"
FOOT = ") ) EXECUTE FUNCTION intake_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("engagement_intake", "0003_who_wrote_a_step_last")]
    operations = [migrations.RunSQL(HEAD + EMPTIED + FOOT, HEAD + FOOT)]
