"""A document ends with its case: its values and its file may be emptied, its number, code and hash stay."""

from __future__ import annotations

from django.db import migrations

HEAD = """
DROP TRIGGER documents_paper_is_immutable ON engagement_documents_issueddocument;
CREATE TRIGGER documents_paper_is_immutable BEFORE UPDATE ON engagement_documents_issueddocument
    FOR EACH ROW WHEN (
        (OLD.case_id, OLD.version_id, OLD.series, OLD.year, OLD.running, OLD.code, OLD.language,
         OLD.valid_from, OLD.valid_until)
        IS DISTINCT FROM
        (NEW.case_id, NEW.version_id, NEW.series, NEW.year, NEW.running, NEW.code, NEW.language,
         NEW.valid_from, NEW.valid_until)
        OR (OLD.sha256 <> '' AND (OLD.sha256, OLD.certificate, OLD.sealed_at)
            IS DISTINCT FROM (NEW.sha256, NEW.certificate, NEW.sealed_at))
        OR (OLD.standing <> 'valid' AND NEW.standing IS DISTINCT FROM OLD.standing)
"""
EMPTIED = """
        OR (OLD.values IS DISTINCT FROM NEW.values AND NEW.values <> '{}'::jsonb)
        OR (OLD.sha256 <> '' AND OLD.file IS DISTINCT FROM NEW.file
            AND NOT (NEW.file = '' AND NEW.values = '{}'::jsonb))
"""
WHOLE = """
        OR OLD.values IS DISTINCT FROM NEW.values
        OR (OLD.sha256 <> '' AND OLD.file IS DISTINCT FROM NEW.file)
"""
FOOT = ") EXECUTE FUNCTION documents_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("engagement_documents", "0002_what_was_issued_does_not_change")]
    operations = [migrations.RunSQL(HEAD + EMPTIED + FOOT, HEAD + WHOLE + FOOT)]
