// On a service page's editor: findings lead to their fields, and Check follows what is saved.
const PAUSE = 400;

// "form.<id>.questions.<id>.when": each part is a field or block within the one before.
const elementAt = (path) => {
  let found = null;
  for (const part of path.split(".")) {
    const next = (found ?? document).querySelector(`[data-contentpath="${CSS.escape(part)}"]`);
    if (!next) break;
    found = next;
  }
  return found ?? document.querySelector(`[name="${CSS.escape(path.split(".")[0])}"]`);
};

// Opens the tab and every collapsed part around an element, from the outside inwards.
const reveal = (element) => {
  const around = [];
  for (let each = element; each; each = each.parentElement) around.unshift(each);
  for (const each of around) {
    if (each.getAttribute("role") === "tabpanel" && each.hidden) {
      document.querySelector(`[role="tab"][href="#${CSS.escape(each.id)}"]`)?.click();
    }
    if (each.matches("[data-panel]")) {
      const toggle = each.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
    if (each.matches("[data-block-settings]") && each.hidden) {
      document.querySelector(`[aria-controls="${CSS.escape(each.id)}"]`)?.click();
    }
  }
};

const WANTED = "input:not([type=hidden]), textarea, select, [contenteditable=true], button[data-streamfield-stream-block]";
const FRAMES = 30;

const visibleField = (element) => {
  if (element.matches(WANTED)) return element;
  return [...element.querySelectorAll(WANTED)].find((each) => each.offsetParent) ?? null;
};

// What was opened may take a moment to be there.
const open = (path, frames = FRAMES) => {
  const element = elementAt(path);
  if (!element) return;
  if (frames === FRAMES) reveal(element);
  const field = visibleField(element);
  if (!field && frames) {
    requestAnimationFrame(() => open(path, frames - 1));
    return;
  }
  (field ?? element).scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-services-path]");
  if (!link) return;
  event.preventDefault();
  open(link.dataset.servicesPath);
});

// A new page is given its number when it is first saved, which needs no press: from then on its addresses are known.
const nameThePage = () => {
  const saved = document.querySelectorAll("[data-services-once-saved]");
  const number = window.location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1];
  if (!saved.length || !number) return;
  const of = (address) => address.replace("/0/", `/${number}/`);
  const panel = document.querySelector("[data-services-check]");
  if (panel) panel.dataset.servicesCheck = of(panel.dataset.servicesCheck);
  for (const each of saved) {
    for (const link of each.querySelectorAll("a")) link.setAttribute("href", of(link.getAttribute("href")));
    each.removeAttribute("data-services-once-saved");
    each.hidden = false;
  }
};

let timer = 0;
const checkAgain = () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(async () => {
    const panel = document.querySelector("[data-services-check]");
    if (!panel) return;
    const answer = await fetch(panel.dataset.servicesCheck, { credentials: "same-origin" }).catch(() => null);
    // Whoever was signed out meanwhile is led to another page. Findings of before would be taken for those of now.
    const found = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
    const failed = panel.querySelector("[data-services-check-failed]");
    panel.querySelector("[data-services-check-result]").innerHTML = found ?? failed.innerHTML;
  }, PAUSE);
};

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-services-check-again]")) checkAgain();
});
document.addEventListener("w-autosave:success", () => {
  nameThePage();
  checkAgain();
});
