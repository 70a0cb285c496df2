// Does a guarded form's proof of work while the person fills it in; at the latest when it is sent.
// Whatever fails here (no secure context, no worker, no network) leaves the form as it is without JavaScript.

const PATIENCE = 30_000;
// A proof this close to its end is made anew.
const MARGIN = 60;

class Guard {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.field = box.querySelector("[data-guard-proof]");
    this.status = box.querySelector("[data-guard-status]");
    this.expires = 0;
    this.work = null;
    this.form.addEventListener("focusin", () => this.begin(), { once: true });
    this.form.addEventListener("submit", (event) => this.hold(event));
    // A page that comes back from the browser's own memory was sent already.
    addEventListener("pageshow", (event) => event.persisted && this.forget());
  }

  get isFresh() {
    return this.field.value !== "" && Date.now() / 1000 < this.expires - MARGIN;
  }

  forget() {
    this.field.value = "";
    this.work = null;
    this.gaveUp = false;
    this.status.textContent = "";
  }

  begin() {
    this.work ??= this.prove().catch(() => {
      this.gaveUp = true;
    });
    return this.work;
  }

  async prove() {
    const answer = await fetch(this.box.dataset.challenge, { headers: { Accept: "application/json" } });
    if (!answer.ok || !globalThis.crypto?.subtle) throw new Error("no challenge");
    const challenge = await answer.json();
    const solution = await this.solve(challenge.parameters);
    this.expires = challenge.parameters.expiresAt;
    this.field.value = btoa(JSON.stringify({ challenge, solution }));
  }

  solve(parameters) {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.box.dataset.worker);
      const clock = setTimeout(() => end(reject, new Error("too slow")), PATIENCE);
      const end = (settle, value) => {
        clearTimeout(clock);
        worker.terminate();
        settle(value);
      };
      worker.onmessage = ({ data }) => (data.solution ? end(resolve, data.solution) : end(reject, new Error(data.problem)));
      worker.onerror = () => end(reject, new Error("no worker"));
      worker.postMessage(parameters);
    });
  }

  async hold(event) {
    if (event.defaultPrevented || this.isFresh || this.gaveUp) return;
    event.preventDefault();
    if (this.holding) return;
    this.holding = true;
    if (this.field.value) this.forget();
    this.status.textContent = this.box.dataset.busy;
    await this.begin();
    this.holding = false;
    this.gaveUp = !this.isFresh;
    this.form.requestSubmit(event.submitter);
  }
}

for (const box of document.querySelectorAll("[data-guard]")) if (box.closest("form")) new Guard(box);
