// Keeps what is typed while one types, and shows the questions that an answer leads to. Without it, pressing the button does both.
const form = document.querySelector("form[data-keep]");
const PAUSE = 800;

if (form) {
  const status = form.querySelector(".form-kept");
  let timer = 0;
  let busy = false;
  let again = false;
  let stopped = false;

  const show = (names) => {
    const wanted = new Set(names);
    for (const question of form.querySelectorAll("[data-question]")) {
      question.hidden = !wanted.has(question.dataset.question);
    }
  };

  const body = () => {
    const data = new FormData(form);
    // Files are sent with the button: a half-typed page must not upload them again and again.
    for (const [name, value] of [...data.entries()]) {
      if (value instanceof File) data.delete(name);
    }
    return new URLSearchParams([...data.entries()]);
  };

  // What is sent later counts, also when it arrives earlier.
  const count = () => {
    form.elements.turn.value = String(Number(form.elements.turn.value) + 1);
  };

  const keep = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    count();
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: body(), credentials: "same-origin" });
      if (answer.status === 409) {
        stopped = true;
        status.textContent = form.dataset.elsewhere;
      } else if (answer.ok) {
        const kept = await answer.json();
        form.elements.token.value = kept.token;
        show(kept.shown);
        status.textContent = form.dataset.kept;
      }
    } catch {
      // Without a network nothing is kept now; the button will say so.
    }
    busy = false;
    if (again && !stopped) {
      again = false;
      keep();
    }
  };

  const soon = (pause) => {
    if (stopped) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, pause);
  };

  form.addEventListener("input", () => soon(PAUSE));
  form.addEventListener("change", () => soon(0));
  form.addEventListener("submit", () => {
    count();
    stopped = true;
    window.clearTimeout(timer);
  });
}
