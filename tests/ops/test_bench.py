"""The parts of the benchmark that compute: what wrk and tiles say."""

import subprocess
import sys
import time

import mapbox_vector_tile

from bench import load, memory, plan, report, rows, whole

WRK = """Running 8s test @ http://localhost:8702/
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   470.11ms  210.02ms   1.59s    70.00%
  Latency Distribution
     50%  431.20ms
     99%    1.25s
  130 requests in 8.01s, 51.91MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:     16.22
"""


def test_the_report_of_wrk_gives_rate_latency_and_failed_answers():
    assert load.parse_wrk(WRK) == (16.22, 431.2, 1250.0, 7)


def test_features_of_a_tile_are_counted_over_its_layers():
    point = {"geometry": "POINT(1 1)", "properties": {"name": "δέντρο", "height": 3.5}}
    layers = [{"name": "one", "features": [point] * 3}, {"name": "two", "features": [point] * 2}]
    assert load.features_in_tile(mapbox_vector_tile.encode(layers)) == 5
    assert load.features_in_tile(b"") == 0


def test_a_position_lies_in_the_tile_that_every_web_map_asks_for():
    assert rows.tile_of(0.0, 0.0, 1) == (1, 1)
    assert rows.tile_of(20.6852, 40.1222, 9) == (285, 193)  # the example in the documentation of mercantile


def measured(rate: float) -> load.Measured:
    return load.Measured(rate, 1.0, 2.0, 10, 5, 0)


def test_the_ratio_is_to_the_better_peer():
    servers = {plan.PORTAL: measured(400), plan.TIPG: measured(16), plan.PYGEOAPI: measured(20)}
    assert report.ratio(servers) == 20
    case = plan.Case("items", {}, target_ratio=20)
    assert report.verdict(case, servers) == "met"
    assert report.verdict(case, {**servers, plan.TIPG: measured(21)}) == "MISSED"


def test_a_case_without_a_peer_is_judged_by_its_own_rate():
    case = plan.Case("home", {}, target_rate=1500)
    assert report.verdict(case, {plan.PORTAL: measured(1600)}) == "met"
    assert report.ratio({plan.PORTAL: measured(1600)}) is None


def test_what_is_measured_in_seconds_is_told_in_a_line():
    slow = whole.Whole("CSV", 3.04, "COPY 1.5 s", 2.03, "1.5 times", False, "100 MB")
    quick = whole.Whole("page", 0.00123, "page 1", 1.0, "1.2 times", True)
    assert report.whole_table([slow, quick]).splitlines() == [
        "CSV: 3.0 s = 2.03 times COPY 1.5 s, at most 1.5 times: MISSED (100 MB)",
        "page: 1.23 ms = 1.00 times page 1, at most 1.2 times: met",
    ]


def test_a_million_rows_are_the_small_file_again_and_again(monkeypatch, tmp_path):
    monkeypatch.setattr(plan, "HOME", tmp_path)
    monkeypatch.setattr(whole, "LARGE", 5)
    small = tmp_path / "small.csv"
    small.write_text("city,longitude,latitude\nA,20.5,38.5\nB,0,0\n")
    lines = whole.copies_of(small).read_text().splitlines()
    assert lines == [
        "city,longitude,latitude",
        "A,20.5000000,38.5000000",
        "B,0,0",
        "A,20.5001000,38.5001000",
        "B,0,0",
        "A,20.5002000,38.5002000",
    ]


def test_the_memory_of_a_process_and_of_those_it_started_is_counted():
    code = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = bytearray(50_000_000); input()'])"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, start_new_session=True)
    assert process.stdin
    deadline = time.monotonic() + 30
    while memory.held_by(process.pid) < 50_000_000 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert memory.held_by(process.pid) > 50_000_000
    process.stdin.close()
    process.wait()
