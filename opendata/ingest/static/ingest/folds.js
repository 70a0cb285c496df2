// A link may lead into a fold: it is opened where the browser does not do so by itself.
function openFolds() {
  const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!goal) {
    return;
  }
  let opened = false;
  for (let fold = goal.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) {
    goal.scrollIntoView();
  }
}

addEventListener("hashchange", openFolds);
addEventListener("click", (event) => {
  if (event.target.closest?.('a[href^="#"]')) {
    setTimeout(openFolds);
  }
});
openFolds();
