// "I entered in": the reader's entry year, kept in the address, hides what concerns other years alone.
(() => {
  const line = document.querySelector(".entry-year-choice");
  if (!line) return;
  const sections = [...document.querySelectorAll("section[id^='entered-']")];
  const items = [...document.querySelectorAll("[class*='for-entry-']")];
  const label = document.createElement("label");
  const select = document.createElement("select");
  const said = document.createElement("span");
  for (const year of ["", ...sections.map((section) => section.id.slice(8))]) select.add(new Option(year || "any year", year));
  label.append("I entered in ", select);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  line.replaceChildren(label, said);

  function show(year) {
    select.value = year;
    for (const section of sections) section.hidden = year !== "" && section.id !== `entered-${year}`;
    for (const item of items) item.hidden = year !== "" && !item.classList.contains(`for-entry-${year}`);
  }

  // In the query and not behind "#": a browser that jumps to a place while others are hidden moves the page.
  function keep(anchor) {
    const address = (select.value ? `?entered=${select.value}` : location.pathname) + anchor;
    try { history.replaceState(null, "", address); } catch { /* some browsers, from disk */ }
  }

  // A link to a part that the choice hides shows it.
  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    show(sections.includes(target) ? target.id.slice(8) : "");
    keep(location.hash);
    target.scrollIntoView();
  }

  select.addEventListener("change", () => {
    show(select.value);
    keep("");
    said.textContent = select.value ? `Shown: what concerns entry year ${select.value}.` : "Shown: every entry year.";
  });
  addEventListener("hashchange", follow);
  const asked = new URLSearchParams(location.search).get("entered");
  if (sections.some((section) => section.id === `entered-${asked}`)) show(asked);
  follow();
})();
