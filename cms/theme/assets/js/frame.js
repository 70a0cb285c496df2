// Comforts of the page frame. Nothing here is needed: menus are <details>, forms have their buttons.

const popups = document.querySelectorAll("details[data-popup]");

function closeOthers(except) {
  for (const popup of popups) {
    if (popup !== except) popup.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeOthers(event.target.closest("details[data-popup]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-popup][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A select or radio that asks for it sends its form at once; the button stays for everyone else.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});

// "Copy" buttons: the text stands in the element named by data-copy.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  const status = button.querySelector("[role=status]");
  if (status) status.textContent = button.dataset.copied ?? "";
});

for (const button of document.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On a phone the filters start folded, so that the results come first.
if (window.matchMedia("(max-width: 60em)").matches) {
  for (const filters of document.querySelectorAll("details.filters:not(:has([aria-invalid]))")) filters.open = false;
}

// Most pages have no form: only those that do fetch what makes its parts comfortable.
if (document.querySelector("[data-module]")) {
  import(document.querySelector("script[data-components]").dataset.components);
}

// A map is loaded when a good part of its place is in sight: it weighs more than all the rest, and many never scroll
// to it. Until then there is no frame at all: an empty one costs a telephone a third of a second.
const inSight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      target.replaceWith(target.querySelector("template").content);
    }
  },
  { threshold: 0.35 },
);
for (const place of document.querySelectorAll("[data-map]")) inSight.observe(place);
