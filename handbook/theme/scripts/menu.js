// The menu on narrow screens. Without script its link jumps to the menu, which then shows itself.
(() => {
  const root = document.documentElement;
  const link = document.querySelector(".menu-open");
  const menu = document.getElementById("site-navigation");
  if (!link || !menu) return;
  const show = (shown) => {
    root.classList.toggle("menu-shown", shown);
    link.setAttribute("aria-expanded", shown);
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-controls", menu.id);
  show(false);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(link.getAttribute("aria-expanded") === "false");
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
  for (const part of [link, menu]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || link.getAttribute("aria-expanded") === "false") return;
      show(false);
      link.focus();
    });
  }
  // On wide screens the menu has its own scroll bar: keep the current page in its sight.
  const current = menu.querySelector("[aria-current=page]");
  if (current) menu.scrollTop = current.offsetTop - menu.clientHeight / 3;
})();
