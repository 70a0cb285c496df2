// Large pictures in the page's place: a dialog with the browser's own focus, Escape and inertness. Nothing plays itself.

const svg = (path) =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${path}"></path></svg>`;
const SIGNS = { close: "M18 6 6 18M6 6l12 12", back: "m15 18-6-6 6-6", on: "m9 18 6-6-6-6" };

function button(kind, words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `lightbox__${kind}`;
  made.innerHTML = svg(SIGNS[kind]);
  made.setAttribute("aria-label", words);
  made.addEventListener("click", act);
  return made;
}

function lightboxOf(gallery) {
  const links = [...gallery.querySelectorAll("a")];
  const dialog = document.createElement("dialog");
  const picture = document.createElement("img");
  const words = document.createElement("p");
  const place = document.createElement("p");
  let at = 0;
  dialog.className = "lightbox";
  words.className = "lightbox__words";
  place.className = "lightbox__place";
  place.setAttribute("role", "status");

  function show(wanted) {
    at = (wanted + links.length) % links.length;
    const link = links[at];
    const small = link.querySelector("img");
    picture.removeAttribute("src");
    picture.alt = small.alt;
    if (link.dataset.width) {
      picture.width = link.dataset.width;
      picture.height = link.dataset.height;
    }
    picture.src = link.href;
    words.textContent = link.closest("figure").querySelector("figcaption")?.textContent.trim() ?? "";
    const told = gallery.dataset.place.replace("{number}", at + 1).replace("{total}", links.length);
    place.textContent = told;
    dialog.setAttribute("aria-label", told);
  }

  dialog.append(
    picture,
    words,
    button("back", gallery.dataset.back, () => show(at - 1)),
    place,
    button("on", gallery.dataset.on, () => show(at + 1)),
    button("close", gallery.dataset.close, () => dialog.close()),
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    else if (event.key === "ArrowRight") show(at + 1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // Whoever looked on to another picture comes back to that one.
  dialog.addEventListener("close", () => links[at].focus());
  document.body.append(dialog);
  return (wanted) => {
    show(wanted);
    dialog.showModal();
  };
}

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  let open = null;
  gallery.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    // A new tab is a new tab.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    open ??= lightboxOf(gallery);
    open([...gallery.querySelectorAll("a")].indexOf(link));
  });
}
