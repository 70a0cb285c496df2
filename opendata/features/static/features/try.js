// The forms of the API's page ask the address themselves and show the answer below; without this they lead there.
const SHOWN = 3000;

for (const form of document.querySelectorAll("form[data-try]")) {
  const answer = form.querySelector("[data-answer]");
  const show = (name, text) => {
    answer.querySelector(`[data-${name}]`).textContent = text;
  };
  form.addEventListener("submit", async (event) => {
    if (new FormData(form).get("f") === "html") return;
    event.preventDefault();
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    answer.hidden = false;
    show("address", `curl '${address}'`);
    show("status", form.dataset.waiting);
    show("body", "");
    const started = performance.now();
    try {
      const response = await fetch(address);
      const text = await response.text();
      const milliseconds = Math.round(performance.now() - started);
      const type = response.headers.get("Content-Type");
      const cut = text.length > SHOWN ? ` ${form.dataset.letters}` : "";
      show("status", `${response.status} · ${type} · ${milliseconds} ms.${cut}`);
      show("body", indented(text).slice(0, SHOWN));
    } catch {
      show("status", form.dataset.failed);
    }
  });
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
