"""When a case's time is over, the words of its entries may be emptied, once and for good; all else stays refused."""

from __future__ import annotations

from django.db import migrations

HEAD = """
DROP TRIGGER cases_entry_is_immutable ON engagement_cases_entry;
CREATE TRIGGER cases_entry_is_immutable BEFORE UPDATE ON engagement_cases_entry
    FOR EACH ROW WHEN (
"""
FOOT = """
        OR (NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id)
    ) EXECUTE FUNCTION cases_refuse_change();
"""
EMPTIED = """
        (OLD.case_id, OLD.number, OLD.kind, OLD.is_public, OLD.at, OLD.by_role, OLD.previous, OLD.digest)
        IS DISTINCT FROM
        (NEW.case_id, NEW.number, NEW.kind, NEW.is_public, NEW.at, NEW.by_role, NEW.previous, NEW.digest)
        OR (
            (OLD.text, OLD.data, OLD.is_erased) IS DISTINCT FROM (NEW.text, NEW.data, NEW.is_erased)
            AND NOT (
                NEW.is_erased AND NEW.text = ''
                AND NEW.data = OLD.data - ARRAY['body', 'colleague', 'files', 'from_officer', 'officer', 'questions']
            )
        )
"""
WHOLE = """
        (OLD.case_id, OLD.number, OLD.kind, OLD.is_public, OLD.at, OLD.by_role, OLD.text, OLD.data, OLD.previous, OLD.digest)
        IS DISTINCT FROM
        (NEW.case_id, NEW.number, NEW.kind, NEW.is_public, NEW.at, NEW.by_role, NEW.text, NEW.data, NEW.previous, NEW.digest)
"""


class Migration(migrations.Migration):
    dependencies = [("engagement_cases", "0007_counter_corrections_and_erasing")]
    operations = [migrations.RunSQL(HEAD + EMPTIED + FOOT, HEAD + WHOLE + FOOT)]
