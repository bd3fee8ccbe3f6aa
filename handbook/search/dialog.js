/* The search dialog and the search page. A classic script: the engine and the index are loaded at the first intent. */
(function () {
  "use strict";
  var here = document.currentScript.src;
  var root = new URL("../../", here).href;
  var engine = null, waiting = [], loading = false;
  // A word or an amount, without the comma or full stop after it.
  var WORD = /[\p{L}\p{N}$](?:[\p{L}\p{N}$,.%-]*[\p{L}\p{N}%])?/gu;
  var PAUSE = 400; // milliseconds without a key before a count is spoken
  var FAILED = "The search could not be loaded.";
  var SLASH_OFF = "handbook-search-slash-off", FOUND = "handbook-search-found";

  /* Calls ``then`` when the engine is there, or could not be loaded; the next call tries again. */
  function load(then) {
    if (engine) { then(); return; }
    if (waiting.indexOf(then) < 0) { waiting.push(then); }
    if (loading) { return; }
    loading = true;
    var open = 2;
    function settled() {
      if (--open) { return; }
      loading = false;
      waiting.splice(0).forEach(function (one) { one(); });
    }
    script(new URL("engine.js", here).href, function () {
      if (!window.HandbookSearch) { return; } // an answer that is no script
      window.HandbookSearch.load = function (records) { engine = window.HandbookSearch.create(window.HandbookSearch.unpack(records)); };
    }, settled);
    script(root + "search-index.js", function () {}, settled);
  }

  /* Scripts are fetched side by side and run in order. */
  function script(address, then, settled) {
    var tag = document.createElement("script");
    tag.src = address;
    tag.async = false;
    tag.onload = function () { then(); settled(); };
    tag.onerror = function () { tag.remove(); settled(); };
    document.head.appendChild(tag);
  }

  function make(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  function marked(parent, parts) {
    parts.forEach(function (part) { parent.appendChild(part[1] ? make("mark", {}, part[0]) : document.createTextNode(part[0])); });
    return parent;
  }

  /* One hit as a link. In the list of the dialog the link itself is the option: a link inside one would hide it. */
  function link(hit, attributes) {
    var item = make("a", attributes);
    item.href = root + hit.address;
    var title = marked(make("span", { "class": "search-title" }), hit.parts);
    if (hit.year) { title.appendChild(make("span", { "class": "search-year" }, "entry year " + hit.year)); }
    item.appendChild(title);
    var path = [hit.path, hit.page === hit.title ? "" : hit.page].filter(Boolean).join(" \u203a ");
    if (path) { item.appendChild(make("span", { "class": "search-path" }, path)); }
    item.appendChild(marked(make("span", { "class": "search-excerpt" }), hit.excerpt));
    item.addEventListener("click", function (event) {
      remember(hit);
      // The page does not change, so the dialog must go, and leave the focus to the section.
      if (dialog && dialog.open && sameDocument(item) && !event.ctrlKey && !event.metaKey && !event.shiftKey) { opener = null; dialog.close(); }
    });
    return item;
  }

  function notice(result) {
    var lines = [];
    if (result.repaired.length) {
      lines.push("Showing results for " + result.repaired.map(function (pair) { return pair[1] + " instead of " + pair[0]; }).join(", ") + ".");
    }
    return lines;
  }

  function noMatch(result) {
    var line = make("p", { "class": "search-none" }, "No good match. ");
    if (result.office) {
      line.append("Ask: ", make("a", { href: root + result.office.address }, result.office.name), ". ");
    }
    if (engine && engine.ask && engine.ask.length) {
      line.appendChild(make("a", { href: root + engine.ask[1] }, engine.ask[0]));
    }
    return line;
  }

  /* ---- the dialog ---- */

  var dialog, input, list, status, tail, hits = [], active = -1, opener = null, timer = 0;

  function build() {
    dialog = make("dialog", { "class": "search-dialog", "aria-label": "Search the handbook" });
    var bar = make("div", { "class": "search-bar" });
    input = make("input", {
      type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "search-list",
      "aria-autocomplete": "list", "aria-label": "Search the handbook: question, course number or word",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", placeholder: "Search the handbook",
      maxlength: "300"
    });
    var close = make("button", { type: "button", "class": "search-close" }, "Close");
    close.addEventListener("click", function () { dialog.close(); });
    bar.append(input, close);
    list = make("div", { id: "search-list", role: "listbox", "aria-label": "Results", "class": "search-list", hidden: "" });
    status = make("p", { role: "status", "class": "search-status" });
    tail = make("div", { "class": "search-tail" });
    var keys = make("label", { "class": "search-slash" });
    var box = make("input", { type: "checkbox" });
    box.checked = !stored(SLASH_OFF);
    box.addEventListener("change", function () { store(SLASH_OFF, box.checked ? "" : "1"); });
    keys.append(box, document.createTextNode(" Open the search with the / key"));
    dialog.append(bar, status, list, tail, keys);
    document.body.appendChild(dialog);

    input.addEventListener("input", ask);
    input.addEventListener("keydown", onKey);
    dialog.addEventListener("close", function () { if (opener && opener.isConnected) { opener.focus({ preventScroll: true }); } });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
  }

  function open(from, query) {
    if (dialog && dialog.open) { return; }
    load(function () {}); // first of all: the files are on their way while the dialog is laid out
    if (!dialog) { build(); }
    opener = from || document.activeElement;
    dialog.showModal();
    if (query) { input.value = query; }
    input.focus();
    input.select();
    ask();
  }

  function ask() {
    if (!engine) { status.textContent = "Loading the search \u2026"; }
    load(refresh);
  }

  function refresh() {
    var query = input.value;
    if (!engine) { status.textContent = FAILED; return; }
    list.textContent = "";
    tail.textContent = "";
    dialog.scrollTop = 0;
    hits = [];
    choose(-1);
    if (!query.trim()) {
      suggest();
      input.setAttribute("aria-expanded", "false");
      list.hidden = true;
      say("");
      return;
    }
    var result = engine.search(query, { typing: true, limit: 10 });
    hits = result.hits.map(function (hit, at) {
      var item = link(hit, { role: "option", id: "search-hit-" + at, tabindex: "-1", "aria-selected": "false", "class": "search-hit" });
      list.appendChild(item);
      return item;
    });
    input.setAttribute("aria-expanded", String(hits.length > 0));
    list.hidden = !hits.length;
    if (result.weak && query.trim().length > 2) { tail.appendChild(noMatch(result)); }
    var lines = notice(result);
    if (query.trim().length > 2) { lines.push(counted(hits.length)); }
    say(lines.join(" "));
  }

  function suggest() {
    if (!engine.suggestions.length) { return; }
    tail.appendChild(make("p", {}, "Try:"));
    var row = make("ul", { "class": "search-suggestions" });
    engine.suggestions.forEach(function (words) {
      var button = make("button", { type: "button" }, words);
      button.addEventListener("click", function () { input.value = words; input.focus(); refresh(); });
      var item = make("li");
      item.appendChild(button);
      row.appendChild(item);
    });
    tail.appendChild(row);
  }

  /* The count is spoken once the reader pauses, not at every key. */
  function say(text) {
    clearTimeout(timer);
    timer = setTimeout(function () { status.textContent = text; }, text ? PAUSE : 0);
  }

  function counted(number) { return number === 1 ? "1 result" : number + " results"; }

  function choose(at) {
    if (hits[active]) { hits[active].setAttribute("aria-selected", "false"); }
    active = at;
    if (hits[active]) {
      hits[active].setAttribute("aria-selected", "true");
      hits[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", hits[active].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function onKey(event) {
    var last = hits.length - 1;
    if (event.key === "ArrowDown" && hits.length) { choose(active >= last ? 0 : active + 1); }
    else if (event.key === "ArrowUp" && hits.length) { choose(active <= 0 ? last : active - 1); }
    else if (event.key === "Enter" && !event.isComposing) {
      var target = hits[active] || hits[0];
      if (target) {
        if (event.ctrlKey || event.metaKey) { window.open(target.href, "_blank", "noopener"); } else { target.click(); }
      }
    } else if (event.key === "Escape" && input.value) { input.value = ""; ask(); }
    else { return; }
    event.preventDefault();
  }

  function sameDocument(target) { return target.href.split("#")[0] === location.href.split("#")[0]; }

  /* ---- opening it ---- */

  document.querySelectorAll("[data-search-open]").forEach(function (button) {
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("pointerenter", function () { load(function () {}); });
    button.addEventListener("focus", function () { load(function () {}); });
    button.addEventListener("click", function () { open(button); });
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
    else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !stored(SLASH_OFF)) { event.preventDefault(); open(); }
  });

  /* ---- the search page ---- */

  var results = document.getElementById("search-results"), field = document.getElementById("search-field");
  var count = document.getElementById("search-count"), counting = 0;
  if (results && field) {
    field.value = (new URLSearchParams(location.search).get("q") || "").slice(0, 300);
    field.addEventListener("input", function () { keepAddress(); load(show); });
    field.addEventListener("focus", function () { load(function () {}); });
    if (field.value) { load(show); }
  }

  /* A hit is left with the Back button: the address must know what was typed last. */
  function keepAddress() {
    try { history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value.slice(0, 300)) : location.pathname); } catch (error) { /* some browsers, from disk */ }
  }

  function show() {
    results.textContent = "";
    clearTimeout(counting);
    count.textContent = "";
    if (!engine) { results.appendChild(make("p", {}, FAILED)); return; }
    if (!field.value.trim()) { return; }
    var result = engine.search(field.value, { typing: document.activeElement === field, limit: 20 });
    notice(result).forEach(function (line) { results.appendChild(make("p", {}, line)); });
    if (result.weak) { results.appendChild(noMatch(result)); }
    var found = make("ol", { "class": "search-page-list" });
    result.hits.forEach(function (hit) {
      var item = make("li");
      item.appendChild(link(hit, { "class": "search-hit" }));
      found.appendChild(item);
    });
    results.appendChild(found);
    counting = setTimeout(function () { count.textContent = counted(result.hits.length); }, PAUSE);
  }

  /* ---- marks on the page that a hit led to ---- */

  function remember(hit) {
    var marks = {};
    hit.parts.concat(hit.excerpt).forEach(function (part) {
      if (part[1]) { (part[0].toLowerCase().match(WORD) || []).forEach(function (word) { if (word.length > 2) { marks[word] = 1; } }); }
    });
    store(FOUND, JSON.stringify({ to: root + hit.address, marks: Object.keys(marks).slice(0, 20) }), sessionStorage);
    if (root + hit.address.split("#")[0] === location.href.split("#")[0]) { setTimeout(recall, 0); }
  }

  function recall() {
    var raw = stored(FOUND, sessionStorage);
    if (!raw) { return; }
    store(FOUND, "", sessionStorage);
    var found, id;
    try {
      found = JSON.parse(raw);
      id = decodeURIComponent(found.to.split("#")[1] || "");
    } catch (error) { return; }
    if (!Array.isArray(found.marks) || found.to.split("#")[0] !== location.href.split("#")[0].split("?")[0]) { return; }
    clearMarks();
    var place = (id && document.getElementById(id)) || document.querySelector("main article, main");
    if (!place) { return; }
    if (id && place.tagName !== "SECTION") { place = place.closest("tr, dl, section") || place; }
    var words = Object.create(null);
    found.marks.forEach(function (word) { words[String(word)] = true; });
    var walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), nodes = [], count = 0;
    while (walker.nextNode()) { nodes.push(walker.currentNode); }
    nodes.forEach(function (node) {
      if (count > 60 || node.parentElement.closest("script, .page-sources, button")) { return; }
      var holder = document.createDocumentFragment(), text = node.data, from = 0;
      text.replace(WORD, function (word, at) {
        if (!words[word.toLowerCase()]) { return; }
        count++;
        holder.append(text.slice(from, at), make("mark", { "class": "search-mark" }, word));
        from = at + word.length;
      });
      if (from) { holder.append(text.slice(from)); node.replaceWith(holder); }
    });
    if (!count) { return; }
    var clear = make("button", { type: "button", "class": "search-clear" }, "Hide search marks");
    clear.addEventListener("click", clearMarks);
    document.body.appendChild(clear);
    document.addEventListener("keydown", clearOnEscape);
  }

  /* The button is the last thing of the page, so that the Escape key is the short way. */
  function clearOnEscape(event) { if (event.key === "Escape" && !document.querySelector("dialog[open]")) { clearMarks(); } }

  function clearMarks() {
    document.querySelectorAll("mark.search-mark").forEach(function (mark) { mark.replaceWith(mark.textContent); });
    document.querySelectorAll(".search-clear").forEach(function (button) { button.remove(); });
    document.removeEventListener("keydown", clearOnEscape);
  }

  function stored(key, area) { try { return (area || localStorage).getItem(key); } catch (error) { return null; } }
  function store(key, value, area) {
    try { if (value) { (area || localStorage).setItem(key, value); } else { (area || localStorage).removeItem(key); } } catch (error) { /* private mode */ }
  }

  recall();
})();
