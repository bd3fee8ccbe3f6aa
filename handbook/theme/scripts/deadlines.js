// Marks dates that are past, and the next one. The build knows no today, so the browser says what is past.
(() => {
  const now = new Date();
  // The day where the reader is, as the build writes days.
  const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  for (const table of document.querySelectorAll("table.deadlines")) {
    let next;
    for (const row of table.tBodies[0]?.rows ?? []) {
      const holder = /\bdate-\d{4}/.test(row.className) ? row : row.querySelector("[class*='date-']");
      const day = holder && /\bdate-(\d{4}-\d\d-\d\d)\b/.exec(holder.className);
      if (!day) continue;
      const past = day[1] < today;
      row.classList.toggle("past", past);
      if (past || !next || day[1] < next.day) {
        if (past) note(row, "Past: ");
        else next = { row, day: day[1] };
      }
    }
    if (next) {
      next.row.classList.add("next");
      note(next.row, "Next: ");
    }
  }
  function note(row, words) {
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = words;
    const cell = row.cells[0];
    (cell.querySelector("p") || cell).prepend(hidden);
  }
})();
