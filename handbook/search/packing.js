/* The records of the search out of the columns in which the build writes them: see packing.py. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(); } else { root.HandbookSearchPacking = factory(); }
})(typeof self !== "undefined" ? self : this, function () {
  "use strict";

  /* The anchor that a heading gets when nothing else is said; the name of a course begins with its number. */
  function slug(title) { return /^\d{2}-\d{3} /.test(title) ? "course-" + title.slice(0, 6) : title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[0-9-]+|-$/g, ""); }

  function unpack(packed) {
    var columns = packed.sections, anchors = columns.anchors.split("\n"), titles = columns.titles.split("\n");
    var texts = columns.texts.split("\n"), asks = columns.asks.split("\n"), docs = [], sections = [];
    columns.counts.forEach(function (count, doc) {
      docs.push([packed.docs[doc][0], titles[sections.length]].concat(packed.docs[doc].slice(1)));
      for (; count; count--) {
        var at = sections.length, level = +columns.levels.charAt(at);
        sections.push([doc, anchors[at] || (level > 1 ? slug(titles[at]) : ""), level, titles[at], texts[at], asks[at] ? asks[at].split("|") : []]);
      }
    });
    var lines = packed.synonyms.split("\n").filter(Boolean).map(function (line) {
      var sides = line.split(/[=>]/);
      return [sides[0].split("|"), sides[1].split("|"), line.indexOf("=") > 0];
    });
    return Object.assign({}, packed, { docs: docs, sections: sections, synonyms: lines });
  }

  return { unpack: unpack };
});
