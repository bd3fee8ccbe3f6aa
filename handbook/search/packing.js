/* The records of the search out of the columns in which the build writes them: see packing.py. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(); } else { root.HandbookSearchPacking = factory(); }
})(typeof self !== "undefined" ? self : this, function () {
  "use strict";

  /* The anchor that a heading gets when nothing else is said; the name of a course begins with its number. */
  function slug(title) { return /^\d{2}-\d{3} /.test(title) ? "course-" + title.slice(0, 6) : title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[0-9-]+|-$/g, ""); }

  var FIRST = 32; // the character of the first chunk

  /* The records, but texts and questions still in characters; and `chunks`, of which each stands for one. */
  function unpack(packed) {
    var columns = packed.sections, anchors = columns.anchors.split("\n"), titles = columns.titles.split("\n");
    var texts = columns.texts.split("\n"), asks = columns.asks.split("\n"), docs = [], sections = [];
    var chunks = packed.chunks.split("\n");
    columns.counts.forEach(function (count, doc) {
      docs.push([packed.docs[doc][0], words(titles[sections.length], chunks)].concat(packed.docs[doc].slice(1)));
      for (; count; count--) {
        var at = sections.length, level = +columns.levels.charAt(at), title = words(titles[at], chunks);
        sections.push([doc, anchors[at] || (level > 1 ? slug(title) : ""), level, title, texts[at], asks[at] ? asks[at].split("|") : []]);
      }
    });
    var lines = packed.synonyms.split("\n").filter(Boolean).map(function (line) {
      var sides = line.split(/[=>]/);
      return [sides[0].split("|"), sides[1].split("|"), line.indexOf("=") > 0];
    });
    return Object.assign({}, packed, { docs: docs, sections: sections, synonyms: lines, chunks: chunks });
  }

  /* Calls `each` with the number of each chunk of a text in characters. */
  function read(coded, each) {
    for (var at = 0; at < coded.length; at++) {
      var code = coded.charCodeAt(at);
      each((code >= 0xD800 && code < 0xDC00 ? coded.codePointAt(at++) : code) - FIRST);
    }
  }

  /* What a text in characters says. */
  function words(coded, chunks) {
    var found = [];
    read(coded, function (chunk) { found.push(chunks[chunk]); });
    return found.join(" ");
  }

  /* Records that were unpacked, with their texts and questions in words. */
  function plain(records) {
    var sections = records.sections.map(function (section) {
      return section.slice(0, 4).concat([words(section[4], records.chunks), section[5].map(function (asked) { return words(asked, records.chunks); })]);
    });
    return Object.assign({}, records, { sections: sections, chunks: undefined });
  }

  return { unpack: unpack, read: read, words: words, plain: plain };
});
