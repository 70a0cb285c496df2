"""Lighthouse on a phone's terms: home, a service page, a form's step, a dataset page. `python -m bench.browsing`.

The portal of `make setup` is served and looked at with Debian's Chromium. Lighthouse has npm packages of its own
(bench/lighthouse), so that a portal can be set up without the two hundred that it brings.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from dataclasses import asdict, dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from bench import load, plan
from ops import assets, environment, packages, paths, serve
from ops.screen import CannotGoOn, run, say

FOLDER = Path(__file__).parent / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
KEPT = Path(__file__).parent / "results" / "lighthouse.json"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
PORT = 8704
LEAST, MOST_BYTES = 95, 300_000
HOME = "/en/"
PAGES = {
    "home": HOME,
    "service page": "/en/services/birth-certificate/",
    "form step": "/en/services/birth-certificate/apply/",
    "dataset page": "/en/data/trees/",
}


@dataclass
class Looked:
    """A page as Lighthouse sees it; scores of 100."""

    title: str
    performance: float
    accessibility: float
    bytes: int
    findings: list[str]

    @property
    def verdict(self) -> str:
        """Both scores, and the weight of home."""
        light = self.title != "home" or self.bytes < MOST_BYTES
        return "met" if min(self.performance, self.accessibility) >= LEAST and light else "MISSED"


def install() -> None:
    """By its lock file, once."""
    if PROGRAM.exists():
        return
    say("Installing Lighthouse into bench/lighthouse …")
    env = {**environment.for_commands(), "PATH": assets.search_path()}
    npm = shutil.which("npm", path=env["PATH"]) or "npm"
    run([npm, "ci", "--no-audit", "--no-fund"], log="npm-lighthouse", env=env, cwd=FOLDER)


def step_of_form(base: str, start: str) -> tuple[str, str]:
    """Begins the form: the address of its first step, and the cookies that open it."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"{base}{start}", timeout=60) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())
    if token is None:
        raise CannotGoOn(f"{start} cannot be begun: there is no button.", code=1)
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token.group(1)}).encode()
    with browser.open(f"{base}{start}", data=data, timeout=60) as answer:
        address = answer.geturl()
    return address, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def look(title: str, address: str, cookies: str = "") -> Looked:
    """One run, with Lighthouse's own telephone and network."""
    report = plan.HOME / f"lighthouse-{title.replace(' ', '-')}.json"
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += ["--only-categories=performance,accessibility", f"--chrome-flags={FLAGS}", "--locale=en"]
    command += ["--no-enable-error-reporting", "--max-wait-for-load=120000"]
    if cookies:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookies})}")
    env = {**os.environ, "CHROME_PATH": CHROMIUM, "PATH": assets.search_path()}
    try:
        run(command, log="lighthouse", env=env, hint="Lighthouse did not finish")
    except CannotGoOn:
        # Seldom, the browser's recording has no beginning (NO_NAVSTART); "please run Lighthouse again", it says itself.
        say("      once more")
        run(command, log="lighthouse", env=env, hint="Lighthouse did not finish")
    return read(title, json.loads(report.read_text()))


def read(title: str, report: dict[str, object]) -> Looked:
    """What counts of a report: scores, weight, every audit that is not whole."""
    categories: dict[str, dict[str, float]] = report["categories"]  # type: ignore[assignment]  # Lighthouse's format
    audits: dict[str, dict[str, object]] = report["audits"]  # type: ignore[assignment]  # as above
    scores = {
        name: round((categories[name]["score"] or 0) * 100) for name in ("performance", "accessibility")
    }
    weight = audits["total-byte-weight"].get("numericValue") or 0
    findings = [
        f"{name}: {audit.get('displayValue') or audit['title']}"
        for name, audit in audits.items()
        if isinstance(audit.get("score"), int | float) and float(str(audit["score"])) < 0.9
    ]
    return Looked(title, scores["performance"], scores["accessibility"], int(float(str(weight))), findings)


def look_at_all(base: str) -> list[Looked]:
    """Every page once."""
    found = []
    for title, path in PAGES.items():
        say(f"[Lighthouse: {title}]")
        address, cookies = step_of_form(base, path) if title == "form step" else (f"{base}{path}", "")
        one = look(title, address, cookies)
        say(
            f"      performance {one.performance:g}, accessibility {one.accessibility:g},"
            f" {one.bytes / 1000:,.0f} kB: {one.verdict}"
        )
        for finding in one.findings:
            say(f"      · {finding}")
        found.append(one)
    return found


def measure() -> list[Looked]:
    """Serves the portal, looks, ends it. The results are kept."""
    if not shutil.which(CHROMIUM):
        packages.install(["chromium"])
    install()
    plan.HOME.mkdir(parents=True, exist_ok=True)
    with (paths.LOGS / "bench-browsing.log").open("wb") as log:
        server = subprocess.Popen(
            serve.web_command("127.0.0.1", PORT),
            cwd=paths.ROOT,
            env={**environment.for_commands(), "DJANGO_SETTINGS_MODULE": paths.SETTINGS_DEMO},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    base = f"http://localhost:{PORT}"
    load_before = os.getloadavg()[0]
    try:
        load.wait_until_up("browsing", server, address=f"{base}/en/")
        found = look_at_all(base)
    finally:
        serve.end([server])
    rows = [asdict(one) | {"verdict": one.verdict} for one in found]
    KEPT.write_text(
        json.dumps({"load": round(load_before, 1), "pages": rows}, indent=1, ensure_ascii=False) + "\n"
    )
    return found


def main() -> int:
    """The exit code is 1 when a score is too low."""
    os.environ.update(environment.for_commands())
    return int(any(one.verdict == "MISSED" for one in measure()))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CannotGoOn as stop:
        print(f"\n{stop}", file=sys.stderr)
        sys.exit(stop.code)
