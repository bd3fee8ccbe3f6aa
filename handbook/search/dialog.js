/* What fills the search dialog and the search page, and marks what was found. A classic script; theme/scripts/search-open.js
   opens the dialog and loads this file, the engine and the index. */
(function () {
  "use strict";
  var box = window.HandbookSearchBox, root = box.root, make = box.make, stored = box.stored, store = box.store;
  // A word or an amount, without the comma or full stop after it.
  var WORD = /[\p{L}\p{N}$](?:[\p{L}\p{N}$,.%-]*[\p{L}\p{N}%])?/gu;
  var PAUSE = 400; // milliseconds without a key before a count is spoken
  var FOUND = "handbook-search-found";

  function marked(parent, parts) {
    parts.forEach((part) => parent.append(part[1] ? make("mark", {}, part[0]) : part[0]));
    return parent;
  }

  /* One hit as a link. In the list of the dialog the link itself is the option: a link inside one would hide it. */
  function link(hit, attributes) {
    var item = make("a", attributes);
    item.href = root + hit.address;
    var title = marked(make("span", { "class": "search-title" }), hit.parts);
    if (hit.year) { title.append(make("span", { "class": "search-year" }, "entry year " + hit.year)); }
    item.append(title);
    var path = [hit.path, hit.page === hit.title ? "" : hit.page].filter(Boolean).join(" \u203a ");
    if (path) { item.append(make("span", { "class": "search-path" }, path)); }
    item.append(marked(make("span", { "class": "search-excerpt" }), hit.excerpt));
    item.addEventListener("click", (event) => {
      remember(hit);
      // The page does not change, so the dialog must go, and leave the focus to the section.
      if (box.dialog?.open && sameDocument(item) && !event.ctrlKey && !event.metaKey && !event.shiftKey) { box.opener = null; box.dialog.close(); }
    });
    return item;
  }

  function notice(result) {
    var pairs = result.repaired.map((pair) => pair[1] + " instead of " + pair[0]);
    return pairs.length ? ["Showing results for " + pairs.join(", ") + "."] : [];
  }

  function noMatch(result) {
    var line = make("p", { "class": "search-none" });
    if (result.office) {
      line.append("Ask: ", make("a", { href: root + result.office.address }, result.office.name), ". ");
    }
    if (box.engine.ask?.length) {
      line.append(make("a", { href: root + box.engine.ask[1] }, box.engine.ask[0]));
    }
    return line;
  }

  /* ---- the dialog ---- */

  var hits = [], active = -1, timer = 0;

  function refresh() {
    var words = box.input.value, typed = words.trim(), list = box.list, lines = [];
    list.textContent = box.tail.textContent = "";
    box.dialog.scrollTop = 0;
    hits = [];
    choose(-1);
    if (typed) {
      var result = box.engine.search(words, { typing: true, limit: 10 });
      hits = result.hits.map((hit, at) => {
        var item = link(hit, { role: "option", id: "search-hit-" + at, tabindex: "-1", "aria-selected": "false", "class": "search-hit" });
        list.append(item);
        return item;
      });
      lines = notice(result);
      result.weak = result.weak && typed.length > 2; // of fewer letters nobody knows what they will be
      lines.push(counted(result, 10));
      if (result.weak) { box.tail.append(noMatch(result)); }
      if (hits.length === 10) {
        box.tail.append(make("a", { "class": "button", href: root + "search.html?" + new URLSearchParams({ q: words }) }, "More results"));
      }
    } else { suggest(); }
    list.hidden = !hits.length;
    box.input.setAttribute("aria-expanded", !list.hidden);
    say(lines.join(" "));
  }

  function suggest() {
    if (!box.engine.suggestions.length) { return; }
    box.tail.append(make("p", {}, "Try:"));
    var row = make("ul", { "class": "search-suggestions" });
    box.tail.append(row);
    box.engine.suggestions.forEach((words) => {
      var button = make("button", { type: "button" }, words), item = make("li");
      button.addEventListener("click", () => { box.input.value = words; box.input.focus(); refresh(); });
      item.append(button);
      row.append(item);
    });
  }

  /* The count is spoken once the reader pauses, not at every key. */
  function say(text) {
    clearTimeout(timer);
    timer = setTimeout(() => { box.status.textContent = text; }, text ? PAUSE : 0);
  }

  function counted(result, most) {
    var number = result.hits.length;
    return (result.weak ? "No good match. " : "") + (number === 1 ? "1 result" : (number === most ? "First " : "") + number + " results");
  }

  function choose(at) {
    hits[active]?.setAttribute("aria-selected", "false");
    active = at;
    var hit = hits[at];
    if (hit) {
      hit.setAttribute("aria-selected", "true");
      hit.scrollIntoView({ block: "nearest" });
      box.input.setAttribute("aria-activedescendant", hit.id);
    } else {
      box.input.removeAttribute("aria-activedescendant");
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
    } else if (event.key === "Escape" && box.input.value) { box.input.value = ""; box.ask(); }
    else { return; }
    event.preventDefault();
  }

  function sameDocument(target) { return target.href.split("#")[0] === location.href.split("#")[0]; }

  /* ---- the search page ---- */

  var results = document.getElementById("search-results"), field = document.getElementById("search-field");
  var count = document.getElementById("search-count"), counting = 0;
  if (results && field) {
    field.addEventListener("input", wish);
    field.addEventListener("focus", () => { box.whenLoaded(() => {}); });
    if (field.value) { wish(); } // something may have been typed before this file came
  }

  function wish() {
    keepAddress();
    if (!box.engine) { count.textContent = box.loading; }
    box.whenLoaded(show);
  }

  /* A hit is left with the Back button: the address must know what was typed last. */
  function keepAddress() {
    try { history.replaceState(null, "", field.value ? "?" + new URLSearchParams({ q: field.value }) : location.pathname); } catch (error) { /* some browsers, from disk */ }
  }

  function show() {
    results.textContent = "";
    clearTimeout(counting);
    count.textContent = "";
    if (!box.engine) { results.append(make("p", {}, box.failed)); return; }
    if (!field.value.trim()) { return; }
    var result = box.engine.search(field.value, { typing: document.activeElement === field, limit: 20 });
    notice(result).forEach((line) => { results.append(make("p", {}, line)); });
    if (result.weak) { results.append(noMatch(result)); }
    var found = make("ol", { "class": "search-page-list" });
    result.hits.forEach((hit) => {
      var item = make("li");
      item.append(link(hit, { "class": "search-hit" }));
      found.append(item);
    });
    results.append(found);
    counting = setTimeout(() => { count.textContent = counted(result, 20); }, PAUSE);
  }

  /* ---- marks on the page that a hit led to ---- */

  function remember(hit) {
    var marks = new Set();
    hit.parts.concat(hit.excerpt).forEach((part) => {
      if (part[1]) { part[0].toLowerCase().match(WORD)?.forEach((word) => { if (word.length > 2) { marks.add(word); } }); }
    });
    store(FOUND, JSON.stringify({ to: root + hit.address, marks: [...marks].slice(0, 20) }), "sessionStorage");
    if (root + hit.address.split("#")[0] === location.href.split("#")[0]) { setTimeout(recall, 0); }
  }

  function recall() {
    var raw = stored(FOUND, "sessionStorage");
    if (!raw) { return; }
    store(FOUND, "", "sessionStorage");
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
    var words = new Set(found.marks);
    var walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), nodes = [], count = 0;
    while (walker.nextNode()) { nodes.push(walker.currentNode); }
    nodes.forEach((node) => {
      if (count > 60 || node.parentElement.closest("script, .page-sources, button")) { return; }
      var parts = [], text = node.data, from = 0;
      text.replace(WORD, (word, at) => {
        if (!words.has(word.toLowerCase())) { return; }
        count++;
        parts.push(text.slice(from, at), make("mark", { "class": "search-mark" }, word));
        from = at + word.length;
      });
      if (from) { node.replaceWith(...parts, text.slice(from)); }
    });
    if (!count) { return; }
    var clear = make("button", { type: "button", "class": "search-clear" }, "Hide search marks");
    clear.addEventListener("click", clearMarks);
    document.body.append(clear);
    document.addEventListener("keydown", clearOnEscape);
  }

  /* The button is the last thing of the page, so that the Escape key is the short way. */
  function clearOnEscape(event) { if (event.key === "Escape" && !document.querySelector("dialog[open]")) { clearMarks(); } }

  function clearMarks() {
    document.querySelectorAll("mark.search-mark").forEach((mark) => mark.replaceWith(mark.textContent));
    document.querySelector(".search-clear")?.remove();
    document.removeEventListener("keydown", clearOnEscape);
  }

  box.show = { hits: refresh, key: onKey };
  recall();
})();
