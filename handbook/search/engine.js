/* The search engine: answers queries from the records of the site. A classic script without dependencies, so that it runs
   from disk: the build joins the files of this folder into one; Node loads it for tests and benchmarks.

   Records: { docs: [[address, title, path, kind, entryYear, keywords, weight]],
              sections: [[doc, anchor, level, title, text, asks]], chunks, synonyms: [[from, to, twoWay]], ask: [words, address],
              offices: [doc, anchor of the office for everything else] }
   With `chunks`, texts and questions are in characters that stand for these: see packing.py. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./text.js"), require("./rank.js"), require("./collection.js"), require("./query.js"), require("./excerpt.js"), require("./packing.js")); } else { root.HandbookSearch = factory(root.HandbookSearchText, root.HandbookSearchRank, root.HandbookSearchCollection, root.HandbookSearchQuery, root.HandbookSearchExcerpt, root.HandbookSearchPacking); }
})(typeof self !== "undefined" ? self : this, function (text, RANK, collection, query, excerpt, packing) {
  "use strict";

  function create(records) {
    var sections = records.sections, docs = records.docs, size = sections.length;
    var known = collection.collect(records), lexicon = known.lexicon, postings = known.postings, phrases = known.phrases;
    var read = query.reader(known.find, lexicon, records.synonyms || []);
    var rarities = Array.from(known.lexicon.stems, function (_, term) { return rarity(postings.from[term + 1] - postings.from[term]); });

    function rarity(n) { return Math.log(1 + (size - n + 0.5) / (n + 0.5)); }

    /* Score of each section: BM25 in each field and over their sum; of the forms of a word the best counts. `carried`: how much of the
       weight of the query stands in it, of `whole`. */
    function match(groups) {
      var scores = new Float64Array(size), carried = new Float64Array(size), whole = 0;
      groups.forEach(function (group) {
        var best = new Float64Array(size), strongest = 0;
        group.forms.forEach(function (form) {
          var sum = form.terms.length > 1 ? new Float64Array(size) : null, met = sum && new Int8Array(size), all = 0, id, value;
          form.terms.forEach(function (term) {
            var share = rarities[term] / form.terms.length, weight;
            all += share;
            for (var at = postings.from[term]; at < postings.from[term + 1]; at++) {
              id = postings.ids[at];
              weight = postings.weights[at];
              value = form.sure * share * weight * (RANK.inSection + 1) / (RANK.inSection + weight);
              if (sum) { sum[id] += value; met[id]++; } else if (value > best[id]) { best[id] = value; }
            }
          });
          if (sum) { for (id = 0; id < size; id++) { if (met[id] === form.terms.length && sum[id] > best[id]) { best[id] = sum[id]; } } }
          strongest = Math.max(strongest, all);
        });
        group.rarity = strongest || 1;
        whole += group.weight * group.rarity;
        for (var id = 0; id < size; id++) {
          if (best[id]) { scores[id] += group.weight * best[id]; carried[id] += group.weight * strongest; }
        }
      });
      return { scores: scores, carried: carried, whole: whole };
    }

    /* How much the query and each phrase say the same, from 0 to 1: section -> best phrase, of titles and of questions. */
    function agreement(groups, whole) {
      var heard = new Map(); // phrase -> { said, terms }
      groups.forEach(function (group) {
        var fits = new Map();
        group.forms.forEach(function (form) {
          (known.phrasesOf[form.terms[0]] || []).forEach(function (at) {
            var phrase = phrases[at];
            if (form.terms.length > 1 && !form.terms.every(function (term) { return phrase.terms.indexOf(term) >= 0; })) { return; }
            fits.set(at, Math.max(fits.get(at) || 0, form.sure));
            var one = heard.get(at);
            if (!one) { heard.set(at, one = { said: 0, terms: [] }); }
            form.terms.forEach(function (term) { if (one.terms.indexOf(term) < 0) { one.terms.push(term); } });
          });
        });
        fits.forEach(function (sure, at) { heard.get(at).said += sure * group.weight * group.rarity; });
      });
      var titles = new Float64Array(size), asks = new Float64Array(size);
      heard.forEach(function (one, at) {
        // What the phrase asks besides counts against it twice: it may be another question.
        var phrase = phrases[at], met = worth(one.terms) / (worth(phrase.terms) || 1), share = one.said / (whole || 1) * met * met;
        var kind = phrase.title ? titles : asks;
        if (share > kind[phrase.id]) { kind[phrase.id] = share; }
      });
      return { titles: titles, asks: asks };
    }

    function worth(terms) {
      return terms.reduce(function (sum, term) { return sum + rarities[term] * query.weightOf(lexicon.stems[term]); }, 0);
    }

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

    /* Score of the best section of each page, of its second, and which is the best. */
    function pagesOf(scores) {
      var pages = docs.map(function () { return [0, 0, -1]; });
      scores.forEach(function (score, id) {
        var pair = pages[sections[id][0]];
        if (score > pair[0]) { pair[1] = pair[0]; pair[0] = score; pair[2] = id; } else if (score > pair[1]) { pair[1] = score; }
      });
      return pages;
    }

    /* Answer a query: { hits, total, repaired, weak, office }; an office is named when the match is weak. `typing` means
       that the last word may be unfinished. */
    function search(asked, options) {
      options = options || {};
      var said = String(asked).slice(0, 300);
      var groups = read(said, options.typing);
      var found = match(groups), scores = found.scores, pages = pagesOf(scores);
      var namesYear = /20\d\d/.test(said), agrees = agreement(groups, found.whole), ranked = [];
      scores.forEach(function (score, id) {
        if (!score) { return; }
        var section = sections[id], doc = docs[section[0]], pair = pages[section[0]];
        var value = score + RANK.blend * (pair[2] === id ? pair[1] : pair[0]);
        value += RANK.asksAgree * found.whole * agrees.asks[id];
        value *= doc[6] + (1 - doc[6]) * RANK.named * Math.min(1, agrees.titles[id]);
        if (!section[4]) { value *= RANK.empty; }
        if (doc[4] && !namesYear && doc[4] !== records.newestYear) { value *= RANK.olderYear; }
        ranked.push({ id: id, score: value });
      });
      ranked.sort(byScore);

      var content = groups.filter(function (group) { return group.weight > RANK.weakWord; });
      var contact = records.offices && groups.some(function (group) { return text.CONTACT[group.word]; });
      var inCourse = courseOf(content);
      ranked.slice(0, RANK.best).forEach(function (hit) {
        var section = sections[hit.id], bonus = RANK.titleAgrees * agrees.titles[hit.id];
        if (section[2] === 1) { bonus += RANK.lead / Math.max(1, content.length * content.length); }
        if (contact && section[0] === records.offices[0] && section[1]) { bonus += RANK.contact; }
        if (inCourse && inCourse(hit.id)) { bonus += RANK.course; }
        if (content.some(function (group) { return /^\d{5}$/.test(group.key) && lexicon.words[known.titles[hit.id][0]] === group.key; })) { bonus += RANK.number; }
        hit.score *= 1 + bonus;
      });
      ranked.sort(byScore);
      if (content.length >= RANK.manyWords) { preferSections(ranked); }
      var pinned = pinnedTo(Array.from(new Set(text.contentOf(said))).map(known.find)).concat(pinnedAlone(said.trim()));
      pinned.forEach(function (id) {
        var hit = ranked.filter(function (one) { return one.id === id; })[0];
        if (!hit) { hit = { id: id, score: 0 }; ranked.push(hit); }
        hit.score += 1e6;
      });
      ranked.sort(byScore);
      var kept = spread(ranked);
      var share = ranked.length ? Math.min(1, found.carried[ranked[0].id] / (found.whole || 1)) : 0;
      var weak = !pinned.length && (!ranked.length || share < RANK.enough);
      var isMatch = excerpt.marker(lexicon, groups);
      return {
        total: ranked.length, weak: weak, office: weak ? officeFor(scores) : null,
        repaired: groups.filter(function (group) { return group.repaired; }).map(function (group) { return [group.word, group.repaired]; }),
        hits: kept.slice(0, options.limit || 10).map(function (hit) { return describe(hit, isMatch); })
      };
    }

    /* Who says more wants the place itself: the best section of a page, where it comes near the page's top, takes its place. */
    function preferSections(ranked) {
      var tops = Object.create(null); // page -> its top, if that is its best hit; null once a section came after it
      ranked.slice(0, RANK.best).forEach(function (hit) {
        var section = sections[hit.id], top = tops[section[0]];
        if (top && hit.score >= RANK.near * top.score) {
          var best = top.score;
          top.score = hit.score;
          hit.score = best;
        }
        tops[section[0]] = top === undefined && section[2] === 1 ? hit : null;
      });
    }

    /* The best hits of each page, each further one a little later: who missed the right page in one section of it seldom
       meant its next. */
    function spread(ranked) {
      var perPage = Object.create(null), kept = [];
      ranked.forEach(function (hit) {
        var doc = sections[hit.id][0], before = perPage[doc] || 0;
        perPage[doc] = before + 1;
        if (before < RANK.perPage) { kept.push({ id: hit.id, score: hit.score * Math.pow(RANK.again, before) }); }
      });
      return kept.sort(byScore);
    }

    /* When the query asks for a course by its subject: whether the subject is the name of a section, which is a course. */
    function courseOf(content) {
      var subject = content.filter(function (group) { return !text.COURSE[group.word] && group.weight > RANK.lightWord; });
      if (!subject.length || !content.some(function (group) { return text.COURSE[group.word]; })) { return null; }
      return function (id) {
        var title = known.titles[id];
        if (!/^\d{5}$/.test(lexicon.words[title[0]])) { return false; }
        var terms = title.map(function (word) { return lexicon.terms[word]; });
        return subject.every(function (group) {
          return group.forms.some(function (form) { return form.terms.every(function (term) { return terms.indexOf(term) >= 0; }); });
        });
      };
    }

    function byScore(a, b) { return b.score - a.score || a.id - b.id; }

    /* The sections of which a pinned phrase has these terms and no others. */
    function pinnedTo(terms) {
      var found = (known.phrasesOf[terms[0]] || []).filter(function (at) {
        var phrase = phrases[at];
        return phrase.pinned && phrase.terms.length === terms.length && terms.every(function (term) { return phrase.terms.indexOf(term) >= 0; });
      });
      return Array.from(new Set(found.map(function (at) { return phrases[at].id; })));
    }

    /* The sections to which a query of one word is pinned. */
    function pinnedAlone(said) {
      return /\s/.test(said) ? [] : known.alone.get(known.find(text.stem(text.words(said)[0] || ""))) || [];
    }

    function describe(hit, isMatch) {
      var section = sections[hit.id], doc = docs[section[0]], below = known.children[hit.id];
      var said = records.chunks ? packing.words(section[4], records.chunks) : section[4];
      var whole = said || (below.length ? "On this page: " + below.map(function (child) { return sections[child][3]; }).join(", ") : "");
      return {
        address: doc[0] + (section[1] ? "#" + section[1] : ""), page: doc[1], path: doc[2], title: section[3],
        year: doc[4], score: hit.score, excerpt: excerpt.mark(excerpt.cut(whole, isMatch), isMatch), parts: excerpt.mark(section[3], isMatch)
      };
    }

    return { search: search, size: size, ask: records.ask || null, suggestions: records.suggestions || [] };
  }

  return { create: create, unpack: packing.unpack, plain: packing.plain, words: text.words, stem: text.stem, distance: text.distance, RANK: RANK };
});
