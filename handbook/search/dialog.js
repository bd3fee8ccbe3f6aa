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
      if (box.dialog && box.dialog.open && sameDocument(item) && !event.ctrlKey && !event.metaKey && !event.shiftKey) { box.opener = null; box.dialog.close(); }
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
    if (box.engine.ask && box.engine.ask.length) {
      line.appendChild(make("a", { href: root + box.engine.ask[1] }, box.engine.ask[0]));
    }
    return line;
  }

  /* ---- the dialog ---- */

  var hits = [], active = -1, timer = 0;

  function refresh() {
    var query = box.input.value, list = box.list, input = box.input;
    list.textContent = "";
    box.tail.textContent = "";
    box.dialog.scrollTop = 0;
    hits = [];
    choose(-1);
    if (!query.trim()) {
      suggest();
      input.setAttribute("aria-expanded", "false");
      list.hidden = true;
      say("");
      return;
    }
    var result = box.engine.search(query, { typing: true, limit: 10 });
    hits = result.hits.map(function (hit, at) {
      var item = link(hit, { role: "option", id: "search-hit-" + at, tabindex: "-1", "aria-selected": "false", "class": "search-hit" });
      list.appendChild(item);
      return item;
    });
    input.setAttribute("aria-expanded", String(hits.length > 0));
    list.hidden = !hits.length;
    if (result.weak && query.trim().length > 2) { box.tail.appendChild(noMatch(result)); }
    var lines = notice(result);
    if (query.trim().length > 2) { lines.push(counted(hits.length)); }
    say(lines.join(" "));
  }

  function suggest() {
    if (!box.engine.suggestions.length) { return; }
    box.tail.appendChild(make("p", {}, "Try:"));
    var row = make("ul", { "class": "search-suggestions" });
    box.engine.suggestions.forEach(function (words) {
      var button = make("button", { type: "button" }, words);
      button.addEventListener("click", function () { box.input.value = words; box.input.focus(); refresh(); });
      var item = make("li");
      item.appendChild(button);
      row.appendChild(item);
    });
    box.tail.appendChild(row);
  }

  /* The count is spoken once the reader pauses, not at every key. */
  function say(text) {
    clearTimeout(timer);
    timer = setTimeout(function () { box.status.textContent = text; }, text ? PAUSE : 0);
  }

  function counted(number) { return number === 1 ? "1 result" : number + " results"; }

  function choose(at) {
    if (hits[active]) { hits[active].setAttribute("aria-selected", "false"); }
    active = at;
    if (hits[active]) {
      hits[active].setAttribute("aria-selected", "true");
      hits[active].scrollIntoView({ block: "nearest" });
      box.input.setAttribute("aria-activedescendant", hits[active].id);
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
    field.addEventListener("input", function () { keepAddress(); box.whenLoaded(show); });
    field.addEventListener("focus", function () { box.whenLoaded(function () {}); });
    if (field.value) {
      keepAddress(); // something may have been typed before this file came
      box.whenLoaded(show);
    }
  }

  /* A hit is left with the Back button: the address must know what was typed last. */
  function keepAddress() {
    try { history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value.slice(0, 300)) : location.pathname); } catch (error) { /* some browsers, from disk */ }
  }

  function show() {
    results.textContent = "";
    clearTimeout(counting);
    count.textContent = "";
    if (!box.engine) { results.appendChild(make("p", {}, box.failed)); return; }
    if (!field.value.trim()) { return; }
    var result = box.engine.search(field.value, { typing: document.activeElement === field, limit: 20 });
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
    store(FOUND, JSON.stringify({ to: root + hit.address, marks: Object.keys(marks).slice(0, 20) }), "sessionStorage");
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

  box.show = { hits: refresh, key: onKey };
  recall();
})();
