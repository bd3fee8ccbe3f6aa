/* The words of a site as numbers: each text is read once, and what stands between two spaces (a chunk) is taken apart once. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./text.js"), require("./packing.js")); } else { root.HandbookSearchLexicon = factory(root.HandbookSearchText, root.HandbookSearchPacking); }
})(typeof self !== "undefined" ? self : this, function (text, packing) {
  "use strict";

  var NUMBER = /\d\d/; // what may be a course number in two parts

  /* `words`, `counts` and `terms` by number of a word: as written, how often, and the number of its stem. */
  function create() {
    var chunks = new Map(), ofWord = new Map(), ofStem = new Map();
    var words = [], counts = [], terms = [], stop = [], stems = [];

    /* Numbers of the words of `string`, each time it is read. */
    function read(string) {
      var found = [], parts = (NUMBER.test(string) ? text.joined(string) : string).split(" ");
      for (var part = 0; part < parts.length; part++) {
        var known = chunks.get(parts[part]);
        if (known === undefined) { chunks.set(parts[part], known = numbers(parts[part])); }
        if (typeof known === "number") { found.push(known); } else { for (var at = 0; at < known.length; at++) { found.push(known[at]); } }
      }
      return found;
    }

    /* The same for texts in characters, of which each stands for one of `chunks`. */
    function reader(chunks) {
      var known = new Array(chunks.length), found = [], size = 0; // one list for all: what is thrown away must be collected
      function take(chunk) {
        var here = known[chunk];
        if (here === undefined) { known[chunk] = here = numbers(chunks[chunk]); }
        if (typeof here === "number") { found[size++] = here; } else { for (var at = 0; at < here.length; at++) { found[size++] = here[at]; } }
      }
      return function (coded) {
        size = 0;
        packing.read(coded, take);
        return found.slice(0, size);
      };
    }

    /* The number of the one word that most chunks hold, else those of all. */
    function numbers(chunk) {
      var all = text.words(chunk);
      return all.length === 1 ? number(all[0]) : all.map(number);
    }

    function number(word) {
      var known = ofWord.get(word);
      if (known !== undefined) { return known; }
      var stem = text.stem(word), term = ofStem.get(stem);
      if (term === undefined) { ofStem.set(stem, term = stems.length); stems.push(stem); }
      ofWord.set(word, words.length);
      words.push(word);
      counts.push(0);
      terms.push(term);
      stop.push(!!text.STOP[word]);
      return words.length - 1;
    }

    /* Terms of words without the stop words, each once; of all words when nothing else is left. */
    function content(all) {
      var found = [], every = all.every(function (word) { return stop[word]; });
      for (var at = 0; at < all.length; at++) {
        if ((every || !stop[all[at]]) && found.indexOf(terms[all[at]]) < 0) { found.push(terms[all[at]]); }
      }
      return found;
    }

    return {
      read: read, reader: reader, content: content, words: words, counts: counts, terms: terms, stems: stems,
      term: function (stem) { var found = ofStem.get(stem); return found === undefined ? -1 : found; },
      count: function (word) { var found = ofWord.get(word); return found === undefined ? 0 : counts[found]; }
    };
  }

  return { create: create };
});
