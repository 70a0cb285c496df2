// The field for rich text writes its hints ("Write something or type '/'…", "Heading 2") and the marks of nested lists
// into <style> elements, which the portal's policy refuses, as it must. The browser tells which, and their rules are taken
// over through the CSSOM, which needs no exception. Only those of the field itself: any other stays refused.
const taken = new Map();

document.addEventListener("securitypolicyviolation", ({ effectiveDirective, target }) => {
  if (effectiveDirective !== "style-src-elem" || !(target instanceof HTMLStyleElement)) return;
  if (!target.closest(".Draftail-Editor")) return;
  if (!taken.has(target)) {
    taken.set(target, new CSSStyleSheet());
    document.adoptedStyleSheets.push(taken.get(target));
  }
  taken.get(target).replaceSync(target.textContent);
  for (const [element, sheet] of taken) {
    if (element.isConnected) continue;
    taken.delete(element);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }
});
