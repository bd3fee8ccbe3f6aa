// A table that fits needs no stop on the way of the Tab key; one that scrolls does.
(() => {
  const regions = [...document.querySelectorAll(".table-region, .code-region")];
  const fit = () => {
    for (const region of regions) {
      if (!region.clientWidth) continue; // in a tab that is closed: nothing is known of it
      const scrolls = region.scrollWidth > region.clientWidth + 1;
      if (scrolls) {
        region.tabIndex = 0;
        region.setAttribute("role", region.getAttribute("role") || region.dataset.role || "region");
        if (region.dataset.label) region.setAttribute("aria-label", region.dataset.label);
      } else {
        region.removeAttribute("tabindex");
        region.dataset.role = region.getAttribute("role") || region.dataset.role;
        region.dataset.label = region.getAttribute("aria-label") || region.dataset.label;
        region.removeAttribute("role");
        region.removeAttribute("aria-label");
      }
    }
  };
  if (!regions.length) return;
  // Called at the start too, and when a tab opens.
  const watch = new ResizeObserver(fit);
  for (const region of regions) watch.observe(region);
})();
