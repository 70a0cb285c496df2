// Search for a place: a combobox with a list, as the WAI-ARIA authoring practices describe it.
"use strict";

(() => {
  const WAIT = 180;

  class PlaceSearch {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.form = document.getElementById("place-search");
      this.input = document.getElementById("place");
      this.list = document.getElementById("places");
      this.results = [];
      this.active = -1;
      this.asked = 0;
      this.form.hidden = false;
      this.input.addEventListener("input", () => this.later());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.chosen(event.target.closest("[role=option]")));
      this.form.addEventListener("submit", (event) => this.submit(event));
      L.DomEvent.disableClickPropagation(this.form);
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const text = this.input.value.trim();
      this.asked += 1;
      const mine = this.asked;
      if (text.length < 2) {
        this.results = [];
        this.close();
        return;
      }
      const address = new URL(this.options.url, location.href);
      address.searchParams.set("q", text);
      try {
        const response = await fetch(address);
        if (!response.ok) throw new Error(String(response.status));
        const { results } = await response.json();
        if (mine === this.asked) this.show(results);
      } catch {
        if (mine === this.asked) stoa.say(this.options.words.failed);
      }
    }

    show(results) {
      this.results = results;
      this.active = -1;
      this.list.replaceChildren(...results.map((place, at) => this.option(place, at)));
      this.input.setAttribute("aria-expanded", String(results.length > 0));
      this.input.removeAttribute("aria-activedescendant");
      this.list.hidden = results.length === 0;
      if (results.length) stoa.tell(this.options.words.found.replace("{n}", results.length));
      else stoa.say(this.options.words.none);
    }

    option(place, at) {
      const item = document.createElement("li");
      item.id = `place-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("span");
      name.textContent = place.name;
      const kind = document.createElement("small");
      kind.textContent = place.detail;
      item.append(name, kind);
      return item;
    }

    move(step) {
      if (!this.results.length) return;
      this.active = (this.active + step + this.results.length) % this.results.length;
      [...this.list.children].forEach((item, at) => {
        item.setAttribute("aria-selected", String(at === this.active));
        if (at === this.active) item.scrollIntoView({ block: "nearest" });
      });
      this.input.setAttribute("aria-activedescendant", `place-${this.active}`);
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }

    key(event) {
      if (event.key === "ArrowDown") this.move(1);
      else if (event.key === "ArrowUp") this.move(-1);
      else if (event.key === "Escape" && !this.list.hidden) this.close();
      else if (event.key === "Escape") this.input.value = "";
      else return;
      event.preventDefault();
    }

    async submit(event) {
      event.preventDefault();
      clearTimeout(this.timer);
      if (!this.results.length) await this.ask();
      const place = this.results[Math.max(this.active, 0)];
      if (place) this.go(place);
    }

    chosen(item) {
      if (item) this.go(this.results[[...this.list.children].indexOf(item)]);
    }

    close() {
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    go(place) {
      this.input.value = place.name;
      this.close();
      if (place.bbox) {
        const [west, south, east, north] = place.bbox;
        stoa.goTo(this.map, { bounds: [[south, west], [north, east]] });
      } else {
        stoa.goTo(this.map, { at: [place.lat, place.lon], zoom: 18 });
      }
      stoa.pin(this.map, [place.lat, place.lon]);
      stoa.tell(this.options.words.moved.replace("{place}", place.name));
      this.map.getContainer().focus({ preventScroll: true });
    }
  }

  stoa.placeSearch = (map, options) => new PlaceSearch(map, options);
})();
