"""The directory of services for programs: CPSV-AP 3.2 as RDF."""
