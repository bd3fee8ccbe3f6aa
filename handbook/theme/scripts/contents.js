// "On this page": open beside the text on wide screens, and the section in sight marked.
(() => {
  const box = document.querySelector(".page-contents details");
  if (!box) return;
  const wide = matchMedia("(width >= 80rem)");
  const fit = () => { box.open = wide.matches; };
  fit();
  wide.addEventListener("change", fit);
  // A link closes it where it lies over the text; beside the text nothing does.
  box.addEventListener("click", (event) => { if (wide.matches || event.target.closest("a")) setTimeout(fit); });
  const links = new Map();
  for (const link of box.querySelectorAll("a[href^='#']")) {
    const section = document.getElementById(link.getAttribute("href").slice(1));
    if (section) links.set(section, link);
  }
  const seen = new Set();
  const mark = () => {
    let best;
    for (const section of links.keys()) if (seen.has(section)) best = section;
    for (const [section, link] of links) {
      if (section === best) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // Beside the text the list has its own scroll bar: keep the marked entry in its sight.
    const panel = box.parentElement;
    panel.scrollTop = best ? links.get(best).offsetTop - panel.clientHeight / 3 : 0;
  };
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
    }
    mark();
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const section of links.keys()) watch.observe(section);
})();
