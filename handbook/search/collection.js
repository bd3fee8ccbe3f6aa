/* What the search knows of the records of a site: where each word stands, and what each section says that it answers. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./lexicon.js"), require("./rank.js")); } else { root.HandbookSearchCollection = factory(root.HandbookSearchLexicon, root.HandbookSearchRank); }
})(typeof self !== "undefined" ? self : this, function (lexicon, RANK) {
  "use strict";

  /* Returns { lexicon, find: stem -> term or -1, titles: words of each title, children: sections below each section,
     postings: { from, ids, weights }, where those of a term stand between from[term] and from[term + 1],
     phrases: [{ id, terms, title, pinned }], phrasesOf: term -> [phrase], alone: term -> sections }. Pinned are questions, and
     names of courses; to a query of one word, `alone` are the sections to which an editor pinned that word. */
  function collect(records) {
    var sections = records.sections, docs = records.docs, words = lexicon.create();
    var read = records.chunks ? words.reader(records.chunks) : words.read;
    var titles = sections.map(function (section) { return words.read(section[3]); });
    var texts = sections.map(function (section) { return read(section[4]); });
    var asks = sections.map(function (section) { return (section[5] || []).map(read); });
    var pages = docs.map(function (doc) { return [words.read(doc[1]), words.read(doc[2]), words.read(doc[5])]; });
    var average = texts.reduce(function (sum, text) { return sum + text.length; }, 1) / Math.max(1, texts.length);

    var phrases = [], phrasesOf = words.stems.map(function () { return []; }), alone = new Map();
    function learn(id, found, title, pinned) {
      if (!found.length) { return; }
      found.forEach(function (term) { phrasesOf[term].push(phrases.length); });
      phrases.push({ id: id, terms: found, title: title, pinned: !!pinned });
    }

    var add = adder(words, sections.reduce(function (sum, section, id) {
      var page = pages[section[0]];
      return asks[id].reduce(withLength, sum + titles[id].length + texts[id].length + page[0].length + page[1].length + page[2].length);
    }, 0));
    sections.forEach(function (section, id) {
      var page = pages[section[0]], top = section[2] === 1;
      // A mean title has four words.
      add.field([titles[id]], RANK.title, 1 - RANK.lengthTitle + RANK.lengthTitle * titles[id].length / 4);
      add.field([texts[id]], RANK.text, 1 - RANK.lengthText + RANK.lengthText * texts[id].length / average);
      if (top) { add.field([page[2]], RANK.keywords, 1); } else { add.field([page[0]], RANK.path, 1); }
      add.field([page[1]], RANK.path, 1);
      add.field(asks[id], RANK.asks, 1);
      add.flush(id);

      var name = words.content(titles[id]);
      learn(id, name, true);
      // A course is called by its number or by its name.
      if (name.length > 1 && /^\d{5}$/.test(words.stems[name[0]])) {
        learn(id, name.slice(1), true, name.length > 2);
      }
      asks[id].forEach(function (question) {
        var found = words.content(question);
        if (found.length > 1) { learn(id, found, false, true); return; }
        // One word is no question: "can I leave it" would be the one for all about leaving.
        if (question.length === 1) { alone.set(found[0], (alone.get(found[0]) || []).concat(id)); }
      });
      if (top) { docs[section[0]][5].split(",").forEach(function (keyword) { learn(id, words.content(words.read(keyword)), false); }); }
    });
    var postings = add.sorted();

    /* The term of a stem that stands in a section, else -1. */
    function find(stem) {
      var term = words.term(stem);
      return postings.from[term] < postings.from[term + 1] ? term : -1;
    }

    return {
      lexicon: words, find: find, titles: titles, children: childrenOf(sections), postings: postings, phrases: phrases,
      phrasesOf: phrasesOf, alone: alone
    };
  }

  function withLength(sum, list) { return sum + list.length; }

  /* Weighs the words of a section field by field, `most` words in all. In typed arrays: what has to be collected is half of
     the time that a browser takes for an index. */
  function adder(words, most) {
    var size = words.stems.length, often = new Int32Array(size), tally = new Float64Array(size);
    var inField = new Int32Array(size), inSection = new Int32Array(size), fieldSize = 0, sectionSize = 0;
    var ids = new Int32Array(most), terms = new Int32Array(most), weights = new Float64Array(most), count = 0;
    return {
      field: function (lists, weight, length) {
        var at, term;
        for (var which = 0; which < lists.length; which++) {
          for (at = 0; at < lists[which].length; at++) {
            term = words.terms[lists[which][at]];
            words.counts[lists[which][at]]++;
            if (!often[term]++) { inField[fieldSize++] = term; }
          }
        }
        for (at = 0; at < fieldSize; at++) {
          term = inField[at];
          if (!tally[term]) { inSection[sectionSize++] = term; }
          tally[term] += weight * often[term] * (RANK.inField + 1) / (often[term] + RANK.inField * length);
          often[term] = 0;
        }
        fieldSize = 0;
      },
      flush: function (id) {
        for (var at = 0; at < sectionSize; at++) {
          ids[count] = id;
          terms[count] = inSection[at];
          weights[count++] = tally[inSection[at]];
          tally[inSection[at]] = 0;
        }
        sectionSize = 0;
      },
      /* The weights by term, sections in order. */
      sorted: function () {
        var from = new Int32Array(size + 1), sorted = { from: from, ids: new Int32Array(count), weights: new Float64Array(count) }, at;
        for (at = 0; at < count; at++) { from[terms[at] + 1]++; }
        for (at = 0; at < size; at++) { from[at + 1] += from[at]; }
        var next = from.slice();
        for (at = 0; at < count; at++) {
          var place = next[terms[at]]++;
          sorted.ids[place] = ids[at];
          sorted.weights[place] = weights[at];
        }
        return sorted;
      }
    };
  }

  /* The sections whose headings stand below each section. */
  function childrenOf(sections) {
    var children = sections.map(function () { return []; }), open = [];
    sections.forEach(function (section, id) {
      while (open.length && (sections[open[open.length - 1]][0] !== section[0] || sections[open[open.length - 1]][2] >= section[2])) { open.pop(); }
      if (open.length) { children[open[open.length - 1]].push(id); }
      open.push(id);
    });
    return children;
  }

  return { collect: collect };
});
