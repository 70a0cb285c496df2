// The progressive enhancements of the form components; every one of them works without this file. frame.js loads it
// where a page has one (data-module).
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios]) {
  // One that cannot be made stays as it is: that is what onError swallows.
  createAll(component, undefined, { scope: document, onError: () => {} });
}
