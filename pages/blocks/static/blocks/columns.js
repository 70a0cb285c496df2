// In the editor: a list of columns shows those of the dataset that was chosen above it. Without this script it shows all
// of them under their datasets' titles, and what does not belong together is refused when the page is saved.
document.addEventListener("focusin", (event) => {
  const select = event.target.closest?.("select");
  if (!select?.querySelector('option[value*=":"]')) return;
  let name = select.name;
  let dataset = null;
  while (!dataset && name.includes("-")) {
    name = name.slice(0, name.lastIndexOf("-"));
    dataset = document.querySelector(`select[name="${name}-collection"], select[name="${name}-map_name"]`);
  }
  if (!dataset) return;
  for (const option of select.options) {
    const foreign = Boolean(dataset.value && option.value && !option.value.startsWith(`${dataset.value}:`));
    option.hidden = foreign;
    option.disabled = foreign && !option.selected;
  }
  for (const group of select.querySelectorAll("optgroup")) {
    group.hidden = [...group.children].every((option) => option.hidden);
  }
});
