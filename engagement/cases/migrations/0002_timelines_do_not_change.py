"""Entries of a timeline cannot be changed. They go with their case when its time is over."""

from __future__ import annotations

from django.db import migrations

# The account of whoever wrote an entry may be deleted: that column alone may become empty.
REFUSE = """
CREATE FUNCTION cases_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cases_entry_is_immutable BEFORE UPDATE ON engagement_cases_entry
    FOR EACH ROW WHEN (
        (OLD.case_id, OLD.number, OLD.kind, OLD.is_public, OLD.at, OLD.by_role, OLD.text, OLD.data, OLD.previous, OLD.digest)
        IS DISTINCT FROM
        (NEW.case_id, NEW.number, NEW.kind, NEW.is_public, NEW.at, NEW.by_role, NEW.text, NEW.data, NEW.previous, NEW.digest)
        OR (NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id)
    ) EXECUTE FUNCTION cases_refuse_change();
"""
ALLOW = """
DROP TRIGGER cases_entry_is_immutable ON engagement_cases_entry;
DROP FUNCTION cases_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement_cases", "0001_cases_and_their_timelines")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
