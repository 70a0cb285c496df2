// Suggestions below the street while one types: a combobox, as the WAI-ARIA authoring practices describe it.
const WAIT = 200;

class Suggestions {
  constructor(box) {
    this.box = box;
    [this.street, this.number] = box.querySelectorAll("input");
    this.results = [];
    this.active = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${this.street.id}_suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.street.labels[0]?.textContent ?? "");
    this.list.hidden = true;
    this.street.after(this.list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
      ["autocomplete", "off"],
    ]) {
      this.street.setAttribute(name, value);
    }
    this.street.addEventListener("input", () => this.later());
    this.street.addEventListener("keydown", (event) => this.key(event));
    this.street.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.street.value.trim();
    this.asked += 1;
    const mine = this.asked;
    if (text.length < 2) {
      this.show([]);
      return;
    }
    const address = new URL(this.box.dataset.search, location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("lang", this.box.dataset.language);
    try {
      const response = await fetch(address);
      const { results } = response.ok ? await response.json() : { results: [] };
      if (mine === this.asked) this.show(results.filter(({ kind }) => kind === "street" || kind === "address"));
    } catch {
      // Without suggestions the server still checks what was typed.
    }
  }

  show(results) {
    this.results = results;
    this.active = -1;
    this.list.replaceChildren(
      ...results.map(({ name }, at) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${this.list.id}_${at}`;
        option.dataset.at = String(at);
        option.textContent = name;
        return option;
      }),
    );
    this.list.hidden = results.length === 0;
    this.street.setAttribute("aria-expanded", String(results.length > 0));
    this.street.removeAttribute("aria-activedescendant");
  }

  close() {
    this.show([]);
  }

  move(step) {
    const count = this.results.length;
    if (!count) return;
    this.active = (this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const option = this.list.children[this.active];
    this.street.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(this.list.children[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  take(option) {
    if (!option) return;
    const { kind, name } = this.results[Number(option.dataset.at)];
    const parts = kind === "address" ? name.match(/^(.*\D)\s+(\d\S*)$/) : null;
    this.street.value = parts ? parts[1] : name;
    if (parts) this.number.value = parts[2];
    this.close();
    this.street.dispatchEvent(new Event("change", { bubbles: true }));
    if (!parts) this.number.focus();
  }
}

for (const box of document.querySelectorAll("[data-address]")) new Suggestions(box);
