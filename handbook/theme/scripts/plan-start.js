// The form that checks a plan is heavy with rules and courses. It is loaded when a reader opens it, or comes with a plan
// in the address.
(() => {
  const HERE = document.currentScript?.src;
  const place = document.querySelector(".plan-check");
  if (!HERE || !place) return;
  const status = place.querySelector("[role=status]");
  let loading = null;

  function load() {
    if (loading || !location.hash.startsWith("#rules=")) return;
    loading = document.createElement("script");
    loading.src = new URL("planner.js", HERE).href;
    status.textContent = "Loading the form \u2026";
    loading.addEventListener("load", () => { status.textContent = ""; });
    loading.addEventListener("error", () => {
      status.textContent = "The form could not be loaded. Try again, or compare with the tables and plans below.";
      place.classList.add("failed");
      loading = null;
    });
    document.head.append(loading);
  }

  for (const button of place.querySelectorAll("[data-plan]")) {
    button.disabled = false; // until now nobody would have heard it
    button.addEventListener("click", () => {
      // One step back from the form leads to this choice again, whatever section the address names.
      try {
        history.replaceState("start", "");
      } catch { /* some browsers refuse it on files */ }
      location.hash = button.dataset.plan;
      // The address may have held this plan already.
      load();
    });
  }
  addEventListener("hashchange", load);
  load();
})();
