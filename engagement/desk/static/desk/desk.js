// Keys for those who live in the queue: j and k move, Enter opens, x ticks; on a case a number opens what to do; h tells of
// them (keys.html). Typing is left alone.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const rows = [...document.querySelectorAll(".desk-queue tbody tr")];

const go = (step) => {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.querySelector("th a")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && event.target.type !== "checkbox")) return;
  if (rows.length && event.key === "j") go(1);
  else if (rows.length && event.key === "k") go(-1);
  else if (rows.length && event.key === "x") {
    const box = rows.find((row) => row.contains(document.activeElement))?.querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
  } else if (event.key === "h") {
    const keys = document.querySelector(".desk-keys");
    if (keys) {
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    }
  } else if (/^[1-9]$/.test(event.key)) {
    const deed = document.querySelector(`.desk-deeds details[data-key="${event.key}"]`);
    if (deed) {
      deed.open = true;
      deed.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
      event.preventDefault();
    }
  }
});

// Fields that grow carry a height in their style attribute. htmx would copy it into the fresh ones, which the page's policy
// forbids; they measure themselves anew.
document.addEventListener("htmx:before:swap", () => {
  for (const field of document.querySelectorAll("#desk-case [style]")) field.removeAttribute("style");
});

// What a small action has done is said in a place that stays, so that screen readers hear of it.
document.addEventListener("htmx:after:swap", () => {
  const said = document.getElementById("desk-said");
  const fresh = document.getElementById("desk-case");
  if (said && fresh) said.textContent = fresh.dataset.said ?? "";
});
