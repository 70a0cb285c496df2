"""Fields of a service page that stand on the page that was made first, for all languages."""

FORM_FIELDS = ("form",)
PROCESS_FIELDS = (
    "department",
    "deadline",
    "deadline_unit",
    "assigning",
    "officers_by_district",
    "tacit",
    "objection_days",
    "fee",
    "fee_how",
    "documents",
    "needs_account",
    "opens_at",
    "closes_at",
    "most_in_total",
    "most_per_person",
    "maintenance",
    "thanks",
    "mail_subject",
    "mail_text",
    "change_note",
)
LEAD_FIELDS = (*FORM_FIELDS, *PROCESS_FIELDS)
