// Runs in the head, before the first paint: says that scripts run, and sets the reader's choice of light or dark.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const set = () => {
    try {
      const chosen = localStorage.getItem("theme");
      if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
      else if (chosen) delete root.dataset.theme;
    } catch {
      // Storage may be refused; the system's setting then holds.
    }
  };
  set();
  // Another tab may have chosen since, or a page that this one was left for.
  addEventListener("storage", set);
  addEventListener("pageshow", set);
  // Opened from disk, a browser refuses to fetch fonts early, and would give up on them as late.
  if (location.protocol === "file:") {
    const fonts = { sans: ["Handbook Sans", "400 700"], serif: ["Handbook Serif", "600"] };
    for (const link of document.querySelectorAll("link[as=font]")) {
      const [family, weight] = fonts[link.href.includes("serif") ? "serif" : "sans"];
      new FontFace(family, `url("${link.href}")`, { weight }).load().then((font) => document.fonts.add(font), () => {});
    }
  }
})();
