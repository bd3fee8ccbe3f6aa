// The small box that shows the sources beside their numbers: on hover, focus and tap. Escape dismisses it, the pointer
// may move into it, and it stays until pointer or focus leave (WCAG 1.4.13). Nothing in the text moves.
(() => {
  const PAUSE = 250;
  const box = document.createElement("span");
  box.className = "source-popover";
  box.id = "source-popover";
  box.hidden = true;
  let owner = null;
  let anchor = null;
  let leaving = 0;
  let touched = false;

  const linksOf = (marker) => [...marker.querySelectorAll("a[href^='#source-']")];

  // "5–8" has two links and means four sources.
  function numbersOf(marker) {
    const numbers = [];
    for (const link of linksOf(marker)) {
      const number = Number(link.textContent);
      const run = link.previousSibling?.textContent === "–";
      for (let next = run ? numbers.at(-1) + 1 : number; next <= number; next += 1) numbers.push(next);
    }
    return numbers;
  }

  function words(number) {
    const item = document.getElementById(`source-${number}`);
    if (!item) return null;
    const part = document.createElement("span");
    part.className = "source";
    part.append(`${number}. `, ...(item.querySelector("p") || item).cloneNode(true).childNodes);
    for (const inner of part.querySelectorAll("[id]")) inner.removeAttribute("id");
    return part;
  }

  function place() {
    if (!anchor) return;
    const at = anchor.getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - own.width - 16));
    const below = at.bottom + 4;
    const above = at.top - own.height - 4;
    box.style.left = `${left}px`;
    box.style.top = `${below + own.height > innerHeight && above > 0 ? above : below}px`;
  }

  function show(marker, near) {
    clearTimeout(leaving);
    if (owner !== marker) {
      const parts = numbersOf(marker).map(words).filter(Boolean);
      if (!parts.length) return;
      hide();
      owner = marker;
      box.replaceChildren(...parts);
      // Right after the numbers, so that the Tab key goes from them into the box.
      marker.after(box);
      for (const link of linksOf(marker)) link.setAttribute("aria-describedby", box.id);
    }
    anchor = near;
    box.hidden = false;
    place();
  }

  function hide() {
    clearTimeout(leaving);
    if (owner) for (const link of linksOf(owner)) link.removeAttribute("aria-describedby");
    owner = anchor = null;
    box.hidden = true;
  }

  const holds = (node) => Boolean(owner && (owner.contains(node) || box.contains(node)));

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => { if (!holds(document.activeElement)) hide(); }, PAUSE);
  }

  function hover(part, marker) {
    part.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") show(marker, part); });
    part.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") leave(); });
  }

  const byNumber = new Map();
  for (const marker of document.querySelectorAll(".source-marker")) {
    hover(marker, marker);
    for (const number of numbersOf(marker)) byNumber.set(number, [...(byNumber.get(number) || []), marker]);
    for (const link of linksOf(marker)) {
      link.setAttribute("aria-label", `Source ${link.textContent}`);
      link.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
      link.addEventListener("focus", () => show(marker, marker));
      link.addEventListener("blur", leave);
      link.addEventListener("click", (event) => {
        if (!touched) return hide();
        touched = false;
        event.preventDefault();
        return show(marker, marker);
      });
    }
  }
  for (const fact of document.querySelectorAll(".fact[class*='note-']")) {
    const number = parseInt(fact.className.split("note-")[1]);
    const block = fact.closest("p, td, th, dd, li, h1, h2, h3, caption");
    const marker = block && (byNumber.get(number) || []).find((found) => block.contains(found));
    // A course has a preview of its own; two boxes would lie on each other.
    if (marker && !fact.querySelector(".course-link")) hover(fact, marker);
  }
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.stopPropagation();
    if (box.contains(document.activeElement)) linksOf(owner)[0].focus();
    hide();
  }, true);
  addEventListener("pointerdown", (event) => { if (owner && !holds(event.target)) hide(); });
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);
})();
