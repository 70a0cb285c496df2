// The progressive enhancements of the form components; every one of them works without this file.
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function enhance(scope) {
  for (const component of [
    Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, Tabs,
  ]) {
    // A component that is already alive complains when made twice: that is what onError swallows.
    createAll(component, undefined, { scope, onError: () => {} });
  }
}

enhance(document);
// Fragments that htmx brings in carry components too.
document.addEventListener("htmx:after:swap", () => enhance(document));
