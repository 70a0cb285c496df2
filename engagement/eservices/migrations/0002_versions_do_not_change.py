"""A published version cannot be changed: requests are decided by it."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE FUNCTION eservices_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER eservices_version_is_immutable BEFORE UPDATE ON engagement_eservices_serviceversion
    FOR EACH ROW WHEN (
        (OLD.service_id, OLD.form_version_id, OLD.major, OLD.minor, OLD.patch, OLD.terms)
        IS DISTINCT FROM (NEW.service_id, NEW.form_version_id, NEW.major, NEW.minor, NEW.patch, NEW.terms)
    ) EXECUTE FUNCTION eservices_refuse_change();
"""
ALLOW = """
DROP TRIGGER eservices_version_is_immutable ON engagement_eservices_serviceversion;
DROP FUNCTION eservices_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement_eservices", "0001_services_and_their_versions")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
