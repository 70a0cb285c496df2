"""Opens files of strangers, in a process of its own: `python -m opendata.ingest.reader`, without Django.

It is given a request in JSON on standard input, answers with JSON lines on a pipe, and writes rows for
PostgreSQL's COPY to standard output. It has no network, no secrets, and limits on memory, time and file size;
`opendata.ingest.reading` starts and watches it.
"""
