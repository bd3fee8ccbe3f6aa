// Opens the search: the button, the keys, and the dialog with its field, at once, so that no key is lost and a phone shows
// its keyboard. What fills the dialog (handbook/search) is loaded at the first intent.
(() => {
  const HERE = document.currentScript?.src;
  if (!HERE) return;
  const SLASH_OFF = "handbook-search-slash-off";
  // What the parts of the search share: dialog.js adds `show`, the index `engine`.
  const search = window.HandbookSearchBox = {
    root: new URL("../", HERE).href, failed: "The search could not be loaded.",
    loading: "Loading the search \u2026", whenLoaded, ask, make, stored, store,
  };
  const coming = new Map();

  // By name: where a browser refuses storage, to ask for an area is already an error.
  function stored(key, area = "localStorage") { try { return window[area].getItem(key); } catch { return null; } }
  function store(key, value, area = "localStorage") {
    try {
      if (value) window[area].setItem(key, value);
      else window[area].removeItem(key);
    } catch { /* private mode */ }
  }

  function make(name, attributes = {}, text = "") {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }

  // Settles when the script has run or could not be had.
  function script(address) {
    if (!coming.has(address)) {
      coming.set(address, new Promise((settled) => {
        const tag = make("script");
        tag.src = search.root + address;
        tag.async = false; // fetched side by side, run in order
        tag.onload = settled;
        tag.onerror = () => {
          tag.remove();
          coming.delete(address);
          settled();
        };
        document.head.append(tag);
      }));
    }
    return coming.get(address);
  }

  // One small file names the parts with their checksums. It alone is asked for again and again: the parts are kept for
  // long, those of one build always meet, and no page changes when the index does.
  async function load(...names) {
    await script("search-files.js");
    const files = names.map((name) => window.HandbookSearchFiles?.[name]).filter(Boolean);
    await Promise.all(files.map(script));
    // What came and is of no use, such as an index without its engine, is fetched anew at the next wish.
    if (!loaded()) files.forEach((file) => coming.delete(file));
  }

  function loaded() { return Boolean(search.engine && search.show); }
  function loadAll() { return loaded() ? null : load(...(search.show ? [] : ["dialog"]), "engine", "index"); }

  // Calls `then` when all is there or could not be had: once, however often it was asked to meanwhile.
  const waiting = new Set();
  function whenLoaded(then) {
    if (loaded()) then();
    else if (!waiting.has(then)) {
      waiting.add(then);
      loadAll().then(() => {
        waiting.delete(then);
        then();
      });
    }
  }

  function build() {
    const dialog = search.dialog = make("dialog", { class: "search-dialog", "aria-label": "Search the handbook" });
    const bar = make("div", { class: "search-bar" });
    search.input = make("input", {
      type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "search-list",
      "aria-autocomplete": "list", "aria-label": "Search the handbook: question, course number or word",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
      placeholder: "Search the handbook", maxlength: "300",
    });
    const close = make("button", { type: "button", class: "search-close" }, "Close");
    search.status = make("p", { role: "status", class: "search-status" });
    search.list = make("div", { id: "search-list", role: "listbox", "aria-label": "Results", class: "search-list", hidden: "" });
    search.tail = make("div", { class: "search-tail" });
    const slash = make("label", { class: "search-slash" });
    const box = make("input", { type: "checkbox" });
    box.checked = !stored(SLASH_OFF);
    slash.append(box, " Open the search with the / key");
    bar.append(search.input, close);
    dialog.append(bar, search.status, search.list, search.tail, slash);
    document.body.append(dialog);
    search.input.addEventListener("input", ask);
    search.input.addEventListener("keydown", (event) => {
      // WebKit keeps the Escape key of a search field to itself, even of an empty one.
      if (event.key === "Escape" && !search.input.value) dialog.close();
      search.show?.key(event);
    });
    close.addEventListener("click", () => dialog.close());
    box.addEventListener("change", () => store(SLASH_OFF, box.checked ? "" : "1"));
    // The event comes a moment after the closing: the dialog may be open again.
    dialog.addEventListener("close", () => { if (!dialog.open && search.opener?.isConnected) search.opener.focus({ preventScroll: true }); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  function open(from) {
    if (search.dialog?.open) return;
    loadAll(); // first of all: the files are on their way while the dialog is laid out
    if (!search.dialog) build();
    if (from || !search.dialog.contains(document.activeElement)) search.opener = from || document.activeElement;
    search.dialog.showModal();
    search.input.focus();
    search.input.select();
    ask();
  }

  function ask() {
    if (!loaded()) search.status.textContent = search.loading;
    whenLoaded(answer);
  }

  function answer() {
    if (loaded()) search.show.hits();
    else search.status.textContent = search.failed;
  }

  for (const button of document.querySelectorAll("[data-search-open]")) {
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("pointerenter", loadAll);
    button.addEventListener("focus", loadAll);
    button.addEventListener("click", () => open(button));
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=checkbox]), textarea, select") || event.target.isContentEditable;
    const held = event.ctrlKey || event.metaKey;
    const k = held && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (k || (event.key === "/" && !typing && !held && !event.altKey && !stored(SLASH_OFF))) {
      event.preventDefault();
      open();
    }
  });
  // The search page, and the page that a hit led to, where its words are marked.
  const results = document.getElementById("search-results");
  const field = document.getElementById("search-field");
  async function fill() {
    await (field.value ? loadAll() : load("dialog"));
    if (!search.show) results.textContent = search.failed;
  }
  if (results && field) {
    field.value = (new URLSearchParams(location.search).get("q") || "").slice(0, 300);
    field.addEventListener("input", () => { if (!search.show) fill(); });
    fill();
  } else if (stored("handbook-search-found", "sessionStorage")) load("dialog");
})();
