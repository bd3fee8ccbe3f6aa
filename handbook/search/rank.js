/* Every number that shapes the ranking of the search, with its reason. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(); } else { root.HandbookSearchRank = factory(); }
})(typeof self !== "undefined" ? self : this, function () {
  "use strict";
  return {
    title: 3, asks: 2.5, keywords: 1, text: 1, path: 0.4, // where a word stands
    inField: 1.2, // saturation inside a field: a word that stands often in a text counts little more than one that stands twice
    inSection: 3, // and across fields: a word in title, text and questions is surer than one in the title alone
    lengthTitle: 0.3, lengthText: 0.7, // how much a long field is held against a section
    synonym: 0.7, prefix: 0.75, compound: 0.9, oneTypo: 0.8, twoTypos: 0.55, // how sure a form of a word is
    blend: 0.3, // a section gains this share of its page's best other section
    titleAgrees: 0.35, // bonus where query and title say the same
    asksAgree: 0.8, // bonus where the query says what a question pinned to the section says, or a keyword of the page
    lead: 0.3, // one word names a subject, so the first section of its page; each further word asks for less: by the square
    manyWords: 3, near: 0.9, // of so many words, a section that scores this share of its page's top comes before it
    weakWord: 0.4, // words that ask (how, when) tell little
    lightWord: 0.6, // words that fit any question (take, help) tell less than the subject
    number: 1.5, // a heading that names the number asked for is that course, not a page that mentions it
    course: 1, // "the class about X" asks for the course whose name says X, not for a page that speaks of X
    contact: 0.9, // who asks for an office, a phone or an address wants the entry that has them
    named: 0.5, // what is called as the query says is half an aside, if the kind of its page is one
    empty: 0.8, // a section that only holds others
    olderYear: 0.92, // the rules of an older entry year, when the query names no year
    perPage: 3, again: 0.9, // more hits of one page push others away, and each after its first counts less
    best: 40, // so many candidates get the costly bonuses
    enough: 0.34 // share of the query's weight that the best hit must carry, else "no good match"
  };
});
