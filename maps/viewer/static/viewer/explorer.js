// The explorer's page: copying the embed code, filters that fold on a phone. Everything works without it.
"use strict";

(() => {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const word = button.querySelector("span");
    const before = word.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      word.textContent = button.dataset.done;
      setTimeout(() => {
        word.textContent = before;
      }, 3000);
    });
  });

  // On a phone the map comes first; the filter is one touch away.
  if (window.innerWidth < 960)
    document.querySelectorAll("details.filters").forEach((filters) => {
      if (!filters.querySelector(".govuk-error-message")) filters.open = false;
    });
})();
