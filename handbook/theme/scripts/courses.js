// A preview of a course beside its link: on hover and on focus by keyboard. Escape dismisses it, the pointer may move
// into it, and it stays until pointer or focus leave (WCAG 1.4.13). The data is loaded at the first wish for it.
(() => {
  const PAUSE = 250;
  const HERE = document.currentScript?.src;
  const links = document.querySelectorAll("a:has(> .course-link)");
  if (!HERE || !links.length) return;
  const box = document.createElement("span");
  box.className = "source-popover course-popover";
  box.id = "course-popover";
  box.hidden = true;
  let owner = null;
  let wanted = null;
  let leaving = 0;
  let loading = null;

  function load(then) {
    if (window.HandbookCourses) return then();
    if (!loading) {
      loading = document.createElement("script");
      loading.src = new URL("courses.js", HERE).href;
      // What could not be had is asked for again at the next wish.
      loading.onerror = () => { loading = null; };
      document.head.append(loading);
    }
    return loading.addEventListener("load", then);
  }

  function place() {
    if (!owner) return;
    const at = owner.getClientRects()[0] || owner.getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - own.width - 16));
    const below = owner.getBoundingClientRect().bottom + 4;
    const above = at.top - own.height - 4;
    box.style.left = `${left}px`;
    box.style.top = `${below + own.height > innerHeight && above > 0 ? above : below}px`;
  }

  function show(link) {
    clearTimeout(leaving);
    wanted = link;
    load(() => {
      const lines = window.HandbookCourses?.[link.hash.slice(1)];
      if (wanted !== link || !lines) return;
      if (owner !== link) {
        hide();
        wanted = owner = link;
        box.replaceChildren(...lines.map((line) => {
          const part = document.createElement("span");
          part.className = "line";
          part.textContent = line;
          return part;
        }));
        link.after(box);
        link.setAttribute("aria-describedby", box.id);
      }
      box.hidden = false;
      place();
    });
  }

  function hide() {
    clearTimeout(leaving);
    owner?.removeAttribute("aria-describedby");
    owner = wanted = null;
    box.hidden = true;
  }

  function leave() {
    wanted = owner;
    clearTimeout(leaving);
    leaving = setTimeout(() => { if (!owner || document.activeElement !== owner) hide(); }, PAUSE);
  }

  for (const link of links) {
    link.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") show(link); });
    link.addEventListener("pointerleave", leave);
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", leave);
  }
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.stopPropagation();
    hide();
  }, true);
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);
})();
