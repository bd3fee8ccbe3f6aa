/* Excerpts of the search: the part of a text around the words asked for, as pieces and never as markup. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./text.js")); } else { root.HandbookSearchExcerpt = factory(root.HandbookSearchText); }
})(typeof self !== "undefined" ? self : this, function (text) {
  "use strict";

  /* Whether a token has a word that was asked for. `lexicon`: the words of the site; `groups`: the query as it was read. */
  function marker(lexicon, groups) {
    var wanted = new Set();
    groups.forEach(function (group) { group.forms.forEach(function (form) { form.terms.forEach(function (term) { wanted.add(term); }); }); });
    return function (token) {
      return lexicon.read(token).some(function (word) {
        return wanted.has(lexicon.terms[word]) && !text.STOP[lexicon.words[word]] && !text.WEAK[lexicon.words[word]];
      });
    };
  }

  /* About 160 characters around the densest run of matches. */
  function cut(whole, isMatch) {
    if (whole.length <= 170) { return whole; }
    var tokens = whole.split(/(\s+)/), places = [], at = 0;
    tokens.forEach(function (token) { if (token.trim() && isMatch(token)) { places.push(at); } at += token.length; });
    var start = 0, most = 0;
    places.forEach(function (place, index) {
      var count = 0;
      for (var next = index; next < places.length && places[next] < place + 140; next++) { count++; }
      if (count > most) { most = count; start = place; }
    });
    start = start < 40 ? 0 : Math.max(0, start - 30);
    if (start) { start = whole.indexOf(" ", start) + 1; }
    var end = whole.length <= start + 165 ? whole.length : whole.lastIndexOf(" ", start + 165);
    if (end <= start) { end = start + 165; }
    return (start ? "… " : "") + whole.slice(start, end) + (end < whole.length ? " …" : "");
  }

  /* [[text, isMatch]] */
  function mark(whole, isMatch) {
    var parts = [];
    whole.split(/(\s+)/).forEach(function (token) {
      var hit = !!token.trim() && isMatch(token);
      if (parts.length && parts[parts.length - 1][1] === hit) { parts[parts.length - 1][0] += token; } else { parts.push([token, hit]); }
    });
    return parts;
  }

  return { marker: marker, cut: cut, mark: mark };
});
