// The progressive enhancements of the form components; every one of them works without this file. frame.js loads it
// where a page has one (data-module).
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios]) {
  // One that cannot be made stays as it is: that is what onError swallows.
  createAll(component, undefined, { scope: document, onError: () => {} });
}

// A file input behind a face with words in the page's language, which a browser takes from its own.
for (const pick of document.querySelectorAll('[data-module="filepick"]')) {
  const input = pick.querySelector("input");
  const face = pick.querySelector(".filepick__face");
  const tell = () => {
    const names = [...input.files].map((file) => file.name);
    face.querySelector(".filepick__chosen").textContent =
      names.length > 1 ? `${face.dataset.several} ${names.length}` : (names[0] ?? face.dataset.none);
    pick.classList.toggle("filepick--chosen", names.length > 0);
  };
  face.hidden = false;
  pick.classList.add("filepick--faced");
  input.addEventListener("change", tell);
  for (const [event, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
    input.addEventListener(event, () => pick.classList.toggle("filepick--over", over));
  }
  // A browser that goes back, or loads again, may have kept the file.
  window.addEventListener("pageshow", tell);
  tell();
}
