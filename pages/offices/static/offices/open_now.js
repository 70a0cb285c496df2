// "Open now, until 15:00" beside the hours of an office. The page is kept for minutes, so only the browser can know.
// Spans are [start, end, opens, closes, weekday, date], in seconds since 1970; the words stand in data attributes.
const DAY = 86_400;

/** The number of midnights of this browser's calendar between two moments. */
function daysBetween(now, then) {
  const start = new Date(now * 1000).setHours(0, 0, 0, 0);
  const end = new Date(then * 1000).setHours(0, 0, 0, 0);
  return Math.round((end - start) / (DAY * 1000));
}

function stateOf(spans, now) {
  for (const [start, end, opens, closes, day, date] of spans) {
    if (now >= start && now < end) return { open: true, kind: "open", time: closes };
    if (start > now) {
      const days = daysBetween(now, start);
      const kind = days === 0 ? "today" : days === 1 ? "tomorrow" : days < 7 ? "day" : "date";
      return { open: false, kind, time: opens, day, date };
    }
  }
  return { open: false, kind: "closed" };
}

function say(line) {
  const state = stateOf(JSON.parse(line.dataset.spans), Date.now() / 1000);
  const words = (line.dataset[state.kind] ?? "").replace(/\{(time|day|date)\}/g, (_all, name) => state[name] ?? "");
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("hours__now--open", state.open);
  line.hidden = !words;
}

function sayAll() {
  const today = String((new Date().getDay() + 6) % 7);
  for (const line of document.querySelectorAll("[data-hours] [data-spans]")) {
    if (line.dataset.spans) say(line);
  }
  for (const line of document.querySelectorAll(".hours__line[data-days]")) {
    line.classList.toggle("hours__line--today", line.dataset.days.split(" ").includes(today));
  }
}

sayAll();
setInterval(sayAll, 30_000);
