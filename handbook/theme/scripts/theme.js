// Runs in the head, before the first paint: says that scripts run, and sets the reader's choice of light or dark.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage may be refused; the system's setting then holds.
  }
})();
