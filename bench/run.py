"""`make bench`: rows once, servers up, one case after another, table and results."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from bench import browsing, load, peers, plan, portal, report, rows, whole
from ops import environment, packages
from ops.screen import CannotGoOn, say
from ops.serve import end

# Five tiles to each side of the densest: 120 of them, all within the rows. The ring around warms up.
COLD_RADIUS = 5
# Debian packages and what is called of them.
PROGRAMS = {"wrk": "wrk", "gdal-bin": "ogr2ogr"}


def cases(servers: list[str]) -> list[plan.Case]:
    """What is measured; an address is made only for servers that run."""

    def where(urls: dict[str, str]) -> dict[str, str]:
        return {name: url for name, url in urls.items() if name in servers}

    offset = (plan.DEEP_PAGE - 1) * plan.PAGE
    deep = {name: f"{plan.ITEMS[name]}&offset={offset}" for name in (plan.TIPG, plan.PYGEOAPI)}
    if plan.PORTAL in servers:
        say(f"Following next links to page {plan.DEEP_PAGE} …")
        deep = {plan.PORTAL: portal.deep_page_url(), **deep}
    found = [
        plan.Case(f"items, {plan.PAGE:,}", where(plan.ITEMS), features=plan.PAGE, target_ratio=20),
        plan.Case(f"items, page {plan.DEEP_PAGE}", where(deep), features=plan.PAGE, target_ratio=20),
        plan.Case("items in a box", where(plan.BOXED), features=plan.PAGE, target_ratio=20),
        plan.Case("items of one species", where(plan.FILTERED), features=plan.PAGE, target_ratio=20),
    ]
    found.append(
        plan.Case("items with a rare word", where(plan.SEARCHED), features=plan.RARE_ROWS, target_rate=100)
    )
    for z, target in ((11, None), (14, 5.0)):
        x, y, trees = rows.densest_tile(z)
        urls = where({name: plan.tile_url(name, z, x, y) for name in plan.BASE})
        found.append(plan.Case(f"tile z{z} of {trees:,} trees", urls, kind="mvt", target_ratio=target))
    # Before anything asks for those of zoom 14 again and again.
    found[-1:-1] = [cold_tiles(where, 14, "made when published", 5.0), cold_tiles(where, 15, "drawn", None)]
    # First: what a peer that was given up still computes of a tile would slow down whoever comes after.
    return (home_cases() if plan.PORTAL in servers else []) + found


def cold_tiles(
    where: Callable[[dict[str, str]], dict[str, str]], zoom: int, how: str, target: float | None
) -> plan.Case:
    """The tiles around the densest one, each asked for once: nothing that a cache knows yet.

    At zoom 14 these are dense, and the portal's worker has made them ahead (bench/fill.py): they are found. At
    zoom 15 nothing is made ahead: they are drawn, as the peer draws all of its own.
    """
    x, y, _trees = rows.densest_tile(zoom)
    around = range(-COLD_RADIUS - 1, COLD_RADIUS + 2)
    far = {(dx, dy): max(abs(dx), abs(dy)) for dx in around for dy in around}
    tiles = [(x + dx, y + dy) for (dx, dy), distance in far.items() if 0 < distance <= COLD_RADIUS]
    edge = [(x + dx, y + dy) for (dx, dy), distance in far.items() if distance > COLD_RADIUS]

    def addresses(places: list[tuple[int, int]]) -> dict[str, list[str]]:
        names = [name for name in where(plan.BASE) if name != plan.PYGEOAPI]
        return {name: [plan.tile_url(name, zoom, *place) for place in places] for name in names}

    return plan.Case(
        f"{len(tiles)} tiles z{zoom}, each once ({how})",
        {},
        kind="mvt",
        target_ratio=target,
        once=addresses(tiles),
        warming=addresses(edge),
    )


def home_cases() -> list[plan.Case]:
    """The home page from cache, and an answer that a client has already; the peers have neither."""
    home = f"{plan.BASE[plan.PORTAL]}/en/"
    tag = load.fetch(plan.ITEMS[plan.PORTAL])[2].get("etag", "")
    return [
        plan.Case("home page, anonymous", {plan.PORTAL: home}, kind="page", target_rate=1500),
        plan.Case(
            "items, unchanged (304)",
            {plan.PORTAL: plan.ITEMS[plan.PORTAL]},
            headers={"If-None-Match": tag},
            kind="unchanged",
            target_rate=1500,
        ),
    ]


def measure_all(found: list[plan.Case]) -> report.Results:
    """Each case on each server, never two at once."""
    results = []
    for number, case in enumerate(found, 1):
        measured = {}
        for name in case.once or case.urls:
            say(f"[{number}/{len(found)}] {case.title}: {name}")
            try:
                measured[name] = (
                    load.measure_once(case, case.once[name], case.warming[name])
                    if case.once
                    else load.measure(case, case.urls[name])
                )
                say(f"      {measured[name].rate:,.1f} requests per second")
            except (OSError, CannotGoOn) as failure:
                if name == plan.PORTAL:
                    raise
                say(f"      no result: {failure}")
                measured[name] = load.Measured(0, 0, 0, 0, None, 0, failed=f"none ({failure})")
            rows.cancel_queries()  # what a peer still computes would slow the next one down
        results.append((case, measured))
    return results


def servers_for(*, peers_only: bool, portal_only: bool) -> dict[str, subprocess.Popen[bytes]]:
    """Start what is asked for and wait until each answers."""
    running = {}
    if not portal_only:
        peers.install()
        running = {plan.TIPG: peers.start_tipg(), plan.PYGEOAPI: peers.start_pygeoapi()}
    if not peers_only:
        running[plan.PORTAL] = portal.start()
    try:
        for name, process in running.items():
            load.wait_until_up(name, process)
    except CannotGoOn:
        end(list(running.values()))
        raise
    return running


def main() -> int:
    """Run the benchmark; the exit code is 1 when a target is missed or an answer was an error."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--peers-only", action="store_true")
    parser.add_argument("--portal-only", action="store_true")
    parser.add_argument("--whole-only", action="store_true", help="only what is measured in seconds")
    options = parser.parse_args()
    options.portal_only = options.portal_only or options.whole_only
    os.environ.update(environment.for_commands())
    lacking = [package for package, program in PROGRAMS.items() if not shutil.which(program)]
    if lacking:
        packages.install(lacking)
    plan.HOME.mkdir(parents=True, exist_ok=True)
    rows.make_rows()
    if not options.peers_only:
        portal.prepare()
    running = servers_for(peers_only=options.peers_only, portal_only=options.portal_only)
    try:
        results = [] if options.whole_only else measure_all(cases(list(running)))
        # A peer still computes what it was no longer asked for: nothing beside it can be taken by the clock.
        end([running.pop(name) for name in list(running) if name != plan.PORTAL])
        wholes = whole.measure_all(running[plan.PORTAL]) if plan.PORTAL in running else []
        with rows.connect() as connection:
            version = str(connection.execute("SELECT split_part(version(), ' (', 1)").fetchone()[0])  # type: ignore[index]  # this query has a row
        facts = report.machine_facts(version)
    finally:
        end(list(running.values()))
    report.show(results, wholes, facts)
    if not (options.peers_only or options.portal_only):  # half a run would stand for a whole one
        say(f"Kept in {report.write(results, wholes, facts)}")
        pages = browsing.measure()
    else:
        pages = []
    failed = any(one.errors for _, measured in results for one in measured.values())
    verdicts = (
        [report.verdict(*result) for result in results]
        + [one.verdict for one in wholes]
        + [one.verdict for one in pages]
    )
    missed = "MISSED" in verdicts
    return 1 if failed or missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CannotGoOn as stop:
        print(f"\n{stop}", file=sys.stderr)
        sys.exit(stop.code)
