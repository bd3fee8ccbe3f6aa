// An address that names a place inside a closed box or a hidden tab opens it; tabs with the same name go together.
(() => {
  const open = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    let moved = false;
    for (let box = target; box; box = box.parentElement) {
      if (box instanceof HTMLDetailsElement && !box.open) moved = box.open = true;
      const input = box.classList.contains("sd-tab-content") ? box.previousElementSibling?.previousElementSibling
        : box.classList.contains("sd-tab-label") ? box.previousElementSibling : null;
      if (input instanceof HTMLInputElement && !input.checked) moved = input.checked = true;
    }
    if (moved) target.scrollIntoView();
  };
  const labels = [...document.querySelectorAll(".sd-tab-label[data-sync-id]")];
  for (const label of labels) {
    label.previousElementSibling.addEventListener("change", () => {
      for (const other of labels) {
        const same = other.dataset.syncId === label.dataset.syncId && other.dataset.syncGroup === label.dataset.syncGroup;
        if (same) other.previousElementSibling.checked = true;
      }
    });
  }
  addEventListener("hashchange", open);
  open();
})();
