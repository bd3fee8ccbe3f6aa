// A table that fits needs no stop on the way of the Tab key; one that scrolls does.
(() => {
  const regions = [...document.querySelectorAll(".table-region, .code-region")]
    .map((region) => [region, region.getAttribute("role") || "region", region.getAttribute("aria-label")]);
  const fit = () => {
    for (const [region, role, label] of regions) {
      if (!region.clientWidth) continue; // in a tab that is closed: nothing is known of it
      if (region.scrollWidth > region.clientWidth + 1) {
        region.tabIndex = 0;
        region.setAttribute("role", role);
        if (label) region.setAttribute("aria-label", label);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
      }
    }
  };
  // Called at the start too, and when a tab opens.
  const watch = new ResizeObserver(fit);
  for (const [region] of regions) watch.observe(region);
})();
