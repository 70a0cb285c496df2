"""What all documents in RDF share: texts by language, ways of writing them down, conditional answers."""
