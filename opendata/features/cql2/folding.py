"""CASEI and ACCENTI by the portal's own rule of folding (cms/kit/folding.py), its two halves apart."""

from __future__ import annotations

from psycopg import sql

# Case by the rules of ICU, whatever the database's own are; the final sigma is a sigma.
CASE = sql.SQL("""(translate(lower({} COLLATE "und-x-icu"), 'ς', 'σ') COLLATE "C")""")
# Accents that can be taken off, then letters whose stroke or missing dot Unicode takes for a part of them.
ACCENTS = sql.SQL(
    "(translate(regexp_replace(normalize({}, NFKD), '[\u0300-\u036f]', '', 'g'), 'øłđıØŁĐ', 'oldiOLD')"
    ' COLLATE "C")'
)
FOLDING = {"casei": CASE, "accenti": ACCENTS}
