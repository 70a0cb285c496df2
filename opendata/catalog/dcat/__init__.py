"""The catalogue for programs: DCAT-AP 3.0.1 as RDF."""
