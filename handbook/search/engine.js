/* The search engine: builds its index from the records of the site and answers queries. A classic script without
   dependencies, so that it runs from disk: the build joins text.js, query.js, excerpt.js and this file into one; Node
   loads it for tests and benchmarks.

   Records: { docs: [[address, title, path, kind, entryYear, keywords, weight]],
              sections: [[doc, anchor, level, title, text, asks]], synonyms: [[from, to, twoWay]], ask: [words, address],
              offices: [doc, anchor of the office for everything else] } */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./text.js"), require("./query.js"), require("./excerpt.js")); } else { root.HandbookSearch = factory(root.HandbookSearchText, root.HandbookSearchQuery, root.HandbookSearchExcerpt); }
})(typeof self !== "undefined" ? self : this, function (text, query, excerpt) {
  "use strict";
  var words = text.words, stem = text.stem;

  /* Every number that shapes the ranking, with its reason. */
  var RANK = {
    k1: 1.4, // saturation: a word that stands often counts little more than one that stands twice
    title: 4, keywords: 2.4, asks: 1, path: 0.6, text: 1, children: 0.9, // where a word stands
    lengthText: 0.3, lengthTitle: 0.3, // how much a long field is held against a section
    synonym: 0.8, prefix: 0.75, compound: 0.9, oneTypo: 0.8, twoTypos: 0.55, // how sure a form of a word is
    blend: 0.3, // a section gains this share of its page's best other section
    titleAgrees: 0.35, // bonus where query and title say the same
    asksAgree: 0.8, // bonus where the query says what a question pinned to the section says, or a keyword of the page
    phraseAgrees: 0.15, // bonus for words side by side
    lead: 0.3, // the first section of a page says what the page answers
    weakWord: 0.35, // words that ask (how, when) tell little
    lightWord: 0.6, // words that fit any question (take, help) tell less than the subject
    number: 1, // a heading that names the number asked for is that course, not a page that mentions it
    contact: 0.9, // who asks for an office, a phone or an address wants the entry that has them
    empty: 0.8, // a section that only holds others
    olderYear: 0.92, // the rules of an older entry year, when the query names no year
    perPage: 3, // more hits of one page push others away
    best: 40, // so many candidates get the costly bonuses
    enough: 0.34 // share of the query's weight that the best hit must carry, else "no good match"
  };

  function create(records) {
    var sections = records.sections, docs = records.docs;
    var postings = Object.create(null); // stem -> { ids: [section], weights: [] }
    var vocabulary = Object.create(null); // word as written -> number of sections
    var pins = Object.create(null); // stems of a question, sorted -> [section]
    var phrases = []; // what a section says it answers: { id, keys, title }
    var phrasesOf = Object.create(null); // stem -> [phrase]
    var children = childrenOf(sections);
    var lengths = sections.map(function (section) { return section[4].length; });
    var averageLength = lengths.reduce(function (a, b) { return a + b; }, 1) / Math.max(1, sections.length);

    sections.forEach(function (section, id) {
      var doc = docs[section[0]], tally = Object.create(null);
      function add(field, weight, damping) {
        words(field).forEach(function (word) {
          vocabulary[word] = (vocabulary[word] || 0) + 1;
          var key = stem(word);
          tally[key] = (tally[key] || 0) + weight / damping;
        });
      }
      var textDamping = 1 - RANK.lengthText + RANK.lengthText * lengths[id] / averageLength;
      var titleDamping = 1 - RANK.lengthTitle + RANK.lengthTitle * Math.max(1, section[3].length) / 30;
      add(section[3], RANK.title, titleDamping);
      add(section[4], RANK.text, textDamping);
      if (section[2] === 1) { add(doc[5], RANK.keywords, 1); } else { add(doc[1], RANK.path, 1); }
      add(doc[2], RANK.path, 1);
      if (children[id].length) { add(children[id].join(" "), RANK.children, 1); }
      (section[5] || []).forEach(function (question) { add(question, RANK.asks, 1); });
      Object.keys(tally).forEach(function (key) {
        var list = postings[key] = postings[key] || { ids: [], weights: [] };
        list.ids.push(id);
        list.weights.push(tally[key]);
      });
      learn(id, section[3], true);
      (section[5] || []).forEach(function (question) {
        var keys = text.contentOf(question);
        if (keys.length < 2) { return; } // one word is no question: "can I leave it" would be the one for all about leaving
        var key = keys.sort().join(" ");
        (pins[key] = pins[key] || []).push(id);
        learn(id, question, false);
      });
      if (section[2] === 1) { doc[5].split(",").forEach(function (keyword) { learn(id, keyword, false); }); }
    });

    function learn(id, phrase, title) {
      var keys = text.contentOf(phrase);
      keys = keys.filter(function (key, at) { return keys.indexOf(key) === at; });
      if (!keys.length) { return; }
      phrases.push({ id: id, keys: keys, title: title });
      keys.forEach(function (key) { (phrasesOf[key] = phrasesOf[key] || []).push(phrases.length - 1); });
    }

    var read = query.reader(postings, vocabulary, records.synonyms || [], RANK);

    function idf(key) {
      var n = postings[key] ? postings[key].ids.length : 0;
      return Math.log(1 + (sections.length - n + 0.5) / (n + 0.5));
    }

    /* Score of each section: BM25 over the fields; of the forms of a word the best counts, of a form all its stems. */
    function match(groups) {
      var scores = Object.create(null), carried = Object.create(null), whole = 0;
      groups.forEach(function (group) {
        var best = Object.create(null), strongest = 0;
        group.forms.forEach(function (form) {
          var sum = Object.create(null), rarity = 0;
          form.keys.forEach(function (key) {
            var list = postings[key], value = idf(key) / form.keys.length;
            rarity += value;
            for (var at = 0; at < list.ids.length; at++) {
              var id = list.ids[at];
              sum[id] = (sum[id] || 0) + form.sure * value * list.weights[at] * (RANK.k1 + 1) / (RANK.k1 + list.weights[at]);
            }
          });
          strongest = Math.max(strongest, rarity);
          Object.keys(sum).forEach(function (id) { if (!(best[id] >= sum[id])) { best[id] = sum[id]; } });
        });
        group.rarity = strongest || 1;
        whole += group.weight * group.rarity;
        Object.keys(best).forEach(function (id) {
          scores[id] = (scores[id] || 0) + group.weight * best[id];
          carried[id] = (carried[id] || 0) + group.weight * strongest;
        });
      });
      return { scores: scores, carried: carried, whole: whole };
    }

    /* How much the query and each phrase say the same, from 0 to 1: section -> best phrase, of titles and of questions. */
    function agreement(groups, whole) {
      var heard = Object.create(null); // phrase -> { said, keys }
      groups.forEach(function (group) {
        var fits = Object.create(null);
        group.forms.forEach(function (form) {
          (phrasesOf[form.keys[0]] || []).forEach(function (at) {
            if (!form.keys.every(function (key) { return phrases[at].keys.indexOf(key) >= 0; })) { return; }
            fits[at] = Math.max(fits[at] || 0, form.sure);
            var one = heard[at] = heard[at] || { said: 0, keys: Object.create(null) };
            form.keys.forEach(function (key) { one.keys[key] = true; });
          });
        });
        Object.keys(fits).forEach(function (at) { heard[at].said += fits[at] * group.weight * group.rarity; });
      });
      var found = { titles: Object.create(null), asks: Object.create(null) };
      Object.keys(heard).forEach(function (at) {
        var phrase = phrases[at], all = 0, met = 0;
        phrase.keys.forEach(function (key) {
          var value = idf(key) * weightOfStem(key);
          all += value;
          if (heard[at].keys[key]) { met += value; }
        });
        var share = heard[at].said / (whole || 1) * met / (all || 1), kind = phrase.title ? found.titles : found.asks;
        if (!(kind[phrase.id] >= share)) { kind[phrase.id] = share; }
      });
      return found;
    }

    function weightOfStem(key) { return text.WEAK[key] ? RANK.weakWord : text.LIGHT[key] ? RANK.lightWord : 1; }

    /* Whom to ask when no page answers: the office whose entry fits best, else the one for everything else. */
    function officeFor(scores) {
      var best = -1, fallback = -1;
      sections.forEach(function (section, id) {
        if (!records.offices || section[0] !== records.offices[0] || !section[1]) { return; }
        if (section[1] === records.offices[1]) { fallback = id; }
        if (scores[id] && (best < 0 || scores[id] > scores[best])) { best = id; }
      });
      var id = best < 0 ? fallback : best;
      return id < 0 ? null : { name: sections[id][3], address: docs[sections[id][0]][0] + "#" + sections[id][1] };
    }

    /* Answer a query: { hits, total, repaired, weak, office }; an office is named when the match is weak. `typing` means
       that the last word may be unfinished. */
    function search(asked, options) {
      options = options || {};
      var said = String(asked).slice(0, 300);
      var groups = read(said, options.typing);
      var found = match(groups), scores = found.scores;

      var topOfPage = Object.create(null);
      Object.keys(scores).forEach(function (id) {
        var doc = sections[id][0], pair = topOfPage[doc] = topOfPage[doc] || [0, 0, -1];
        if (scores[id] > pair[0]) { pair[1] = pair[0]; pair[0] = scores[id]; pair[2] = +id; } else if (scores[id] > pair[1]) { pair[1] = scores[id]; }
      });
      var namesYear = /20\d\d/.test(said);
      var agrees = agreement(groups, found.whole);
      var ranked = Object.keys(scores).map(function (id) {
        var section = sections[id], doc = docs[section[0]], pair = topOfPage[section[0]];
        var value = scores[id] + RANK.blend * (pair[2] === +id ? pair[1] : pair[0]);
        value += RANK.asksAgree * found.whole * (agrees.asks[id] || 0);
        // What is called as the query says is no aside, whatever the kind of its page.
        value *= doc[6] + (1 - doc[6]) * Math.min(1, agrees.titles[id] || 0);
        if (!section[4]) { value *= RANK.empty; }
        if (doc[4] && !namesYear && doc[4] !== records.newestYear) { value *= RANK.olderYear; }
        return { id: +id, score: value };
      });
      ranked.sort(byScore);

      var content = groups.filter(function (group) { return group.weight > RANK.weakWord; });
      var contact = records.offices && groups.some(function (group) { return text.CONTACT[group.word]; });
      ranked.slice(0, RANK.best).forEach(function (hit) {
        var section = sections[hit.id], bonus = 0;
        bonus += RANK.titleAgrees * (agrees.titles[hit.id] || 0);
        if (section[2] === 1) { bonus += RANK.lead; }
        if (contact && section[0] === records.offices[0] && section[1]) { bonus += RANK.contact; }
        if (content.some(function (group) { return /^\d{5}$/.test(group.key) && words(section[3])[0] === group.key; })) { bonus += RANK.number; }
        if (content.length > 1 && sideBySide(content, text.stemsOf(section[3] + " " + section[4].slice(0, 1200)))) { bonus += RANK.phraseAgrees; }
        hit.score *= 1 + bonus;
      });
      var pinned = pins[text.contentOf(said).sort().join(" ")] || [];
      pinned.forEach(function (id) {
        var hit = ranked.filter(function (one) { return one.id === id; })[0];
        if (!hit) { hit = { id: id, score: 0 }; ranked.push(hit); }
        hit.score += 1e6;
      });
      ranked.sort(byScore);

      var perPage = Object.create(null), kept = [];
      ranked.forEach(function (hit) {
        var doc = sections[hit.id][0];
        perPage[doc] = (perPage[doc] || 0) + 1;
        if (perPage[doc] <= RANK.perPage) { kept.push(hit); }
      });
      var share = ranked.length ? Math.min(1, (found.carried[ranked[0].id] || 0) / (found.whole || 1)) : 0;
      var weak = !pinned.length && (!ranked.length || share < RANK.enough);
      return {
        total: ranked.length, weak: weak, office: weak ? officeFor(scores) : null,
        repaired: groups.filter(function (group) { return group.repaired; }).map(function (group) { return [group.word, group.repaired]; }),
        hits: kept.slice(0, options.limit || 10).map(function (hit) { return describe(hit, groups); })
      };
    }

    function byScore(a, b) { return b.score - a.score || a.id - b.id; }

    function sideBySide(content, list) {
      for (var at = 0; at + 1 < list.length; at++) {
        for (var pair = 0; pair + 1 < content.length; pair++) {
          if (says(content[pair], list[at]) && says(content[pair + 1], list[at + 1])) { return true; }
        }
      }
      return false;
    }

    function says(group, key) { return group.forms.some(function (form) { return form.keys.length === 1 && form.keys[0] === key; }); }

    function describe(hit, groups) {
      var section = sections[hit.id], doc = docs[section[0]];
      var whole = section[4] || (children[hit.id].length ? "On this page: " + children[hit.id].join(", ") : "");
      return {
        address: doc[0] + (section[1] ? "#" + section[1] : ""), page: doc[1], path: doc[2], title: section[3],
        year: doc[4], score: hit.score, excerpt: excerpt.mark(excerpt.cut(whole, groups), groups), parts: excerpt.mark(section[3], groups)
      };
    }

    return { search: search, size: sections.length, ask: records.ask || null, suggestions: records.suggestions || [] };
  }

  /* Titles of the headings below each section: they belong to its record. */
  function childrenOf(sections) {
    var children = sections.map(function () { return []; }), open = [];
    sections.forEach(function (section, id) {
      while (open.length && (sections[open[open.length - 1]][0] !== section[0] || sections[open[open.length - 1]][2] >= section[2])) { open.pop(); }
      if (open.length) { children[open[open.length - 1]].push(section[3]); }
      open.push(id);
    });
    return children;
  }

  return { create: create, words: words, stem: stem, distance: text.distance, RANK: RANK };
});
