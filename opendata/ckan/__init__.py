"""The catalogue and the rows as CKAN's API answers, for programs that know only that. Reads, never writes."""
