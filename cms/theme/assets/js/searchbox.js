// Suggestions below a search box while one types: a combobox with a listbox, after the ARIA Authoring Practices.
// The focus stays in the input; the arrows walk through the options, Enter goes there, Escape closes.

const WAIT_MS = 160;
const SHORTEST = 2;

function start(input) {
  const list = document.getElementById(`${input.id}-offers`);
  const status = document.getElementById(`${input.id}-status`);
  let asked = null;
  let timer = 0;
  let active = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(position) {
    const all = options();
    active = position;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === position)));
    if (position < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[position].id);
      all[position].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    asked?.abort();
    window.clearTimeout(timer);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function show(html) {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const count = answer.content.querySelector("[data-status]");
    status.textContent = count ? count.textContent : "";
    list.replaceChildren(...answer.content.querySelectorAll("[role=option]"));
    const all = options();
    all.forEach((option, at) => {
      option.id = `${list.id}-${at}`;
    });
    list.hidden = !all.length;
    input.setAttribute("aria-expanded", String(all.length > 0));
    mark(-1);
  }

  async function ask() {
    asked?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      show("");
      return;
    }
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) show(await answer.text());
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) {
      event.preventDefault();
      ask();
    } else if (step) {
      event.preventDefault();
      // Beyond either end the focus is back in the box itself.
      const next = active + step;
      mark(next < -1 ? all.length - 1 : next >= all.length ? -1 : next);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      window.location.assign(all[active].href);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") close();
  });

  // A press on an option must not take the focus away before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
}

for (const input of document.querySelectorAll("input[data-suggest]")) start(input);
