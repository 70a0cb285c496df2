"""Published versions cannot be changed, and of an issued document nothing that stands on its paper."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_version_is_immutable BEFORE UPDATE ON engagement_documents_templateversion
    FOR EACH ROW WHEN (
        (OLD.template_id, OLD.number, OLD.content, OLD.published_at)
        IS DISTINCT FROM (NEW.template_id, NEW.number, NEW.content, NEW.published_at)
    ) EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER documents_paper_is_immutable BEFORE UPDATE ON engagement_documents_issueddocument
    FOR EACH ROW WHEN (
        (OLD.case_id, OLD.version_id, OLD.series, OLD.year, OLD.running, OLD.code, OLD.language, OLD.values,
         OLD.valid_from, OLD.valid_until)
        IS DISTINCT FROM
        (NEW.case_id, NEW.version_id, NEW.series, NEW.year, NEW.running, NEW.code, NEW.language, NEW.values,
         NEW.valid_from, NEW.valid_until)
        OR (OLD.sha256 <> '' AND (OLD.sha256, OLD.file, OLD.certificate, OLD.sealed_at)
            IS DISTINCT FROM (NEW.sha256, NEW.file, NEW.certificate, NEW.sealed_at))
        OR (OLD.standing <> 'valid' AND NEW.standing IS DISTINCT FROM OLD.standing)
    ) EXECUTE FUNCTION documents_refuse_change();
"""
ALLOW = """
DROP TRIGGER documents_paper_is_immutable ON engagement_documents_issueddocument;
DROP TRIGGER documents_version_is_immutable ON engagement_documents_templateversion;
DROP FUNCTION documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement_documents", "0001_templates_and_documents")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
