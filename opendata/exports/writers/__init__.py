"""One module a format, run in a process apart (`python -m opendata.exports.writers`).

They read a reading (opendata/exports/reading.py) and know neither database nor settings: what a library does
with memory, or a fault in it, is not the worker's.
"""
