"""Forms and submissions cannot be changed, whatever the code does. Rows may still be deleted when their time is over."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE FUNCTION intake_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER intake_form_is_immutable BEFORE UPDATE ON engagement_intake_formversion
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION intake_refuse_change();
CREATE TRIGGER intake_submission_is_immutable BEFORE UPDATE ON engagement_intake_submission
    FOR EACH ROW WHEN (
        (OLD.id, OLD.draft_key, OLD.version_id, OLD.reference, OLD.answers, OLD.sent_at)
        IS DISTINCT FROM (NEW.id, NEW.draft_key, NEW.version_id, NEW.reference, NEW.answers, NEW.sent_at)
    ) EXECUTE FUNCTION intake_refuse_change();
"""
ALLOW = """
DROP TRIGGER intake_submission_is_immutable ON engagement_intake_submission;
DROP TRIGGER intake_form_is_immutable ON engagement_intake_formversion;
DROP FUNCTION intake_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement_intake", "0001_forms_drafts_and_submissions")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
