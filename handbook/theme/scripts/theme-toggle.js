// The button that goes round automatic, light and dark, first to the one that is not the system's: that press is seen.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const buttons = document.querySelectorAll(".theme-toggle");
  const now = () => root.dataset.theme || "automatic";
  const next = () => {
    const [same, other] = system.matches ? ["dark", "light"] : ["light", "dark"];
    return { automatic: other, [other]: same }[now()] || "automatic";
  };
  const say = () => {
    for (const button of buttons) button.setAttribute("aria-label", `Color theme: ${now()}. Switch to ${next()}`);
  };
  const set = () => {
    const theme = next();
    if (theme === "automatic") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // The choice then lasts for this page alone.
    }
    say();
  };
  for (const button of buttons) button.addEventListener("click", set);
  system.addEventListener("change", say);
  // What theme.js hears too.
  for (const event of ["storage", "pageshow"]) addEventListener(event, say);
  say();
})();
