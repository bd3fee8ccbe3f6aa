// The button that goes round automatic, light and dark.
(() => {
  const root = document.documentElement;
  const names = { auto: "automatic", light: "light", dark: "dark" };
  const after = { auto: "light", light: "dark", dark: "auto" };
  const buttons = document.querySelectorAll(".theme-toggle");
  const say = () => {
    const now = root.dataset.theme || "auto";
    for (const button of buttons) button.setAttribute("aria-label", `Color theme: ${names[now]}. Switch to ${names[after[now]]}`);
  };
  const set = () => {
    const next = after[root.dataset.theme || "auto"];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // The choice then lasts for this page alone.
    }
    say();
  };
  for (const button of buttons) button.addEventListener("click", set);
  say();
})();
