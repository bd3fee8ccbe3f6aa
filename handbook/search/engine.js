/* The search engine: builds its index from the records of the site and answers queries. A classic script without
   dependencies, so that it runs from disk; Node loads it for tests and benchmarks.

   Records: { docs: [[address, title, path, kind, entryYear, keywords, weight]],
              sections: [[doc, anchor, level, title, text, asks]], synonyms: [[from, to, twoWay]], ask: [words, address] } */
(function (root, factory) {
  "use strict";
  var made = factory();
  if (typeof module === "object" && module.exports) { module.exports = made; } else { root.HandbookSearch = made; }
})(typeof self !== "undefined" ? self : this, function () {
  "use strict";

  /* Every number that shapes the ranking, with its reason. */
  var RANK = {
    k1: 1.4, // saturation: a word that stands often counts little more than one that stands twice
    title: 4, keywords: 2.4, asks: 2.2, path: 0.6, text: 1, children: 0.9, // where a word stands
    lengthText: 0.3, lengthTitle: 0.3, // how much a long field is held against a section
    synonym: 0.7, prefix: 0.75, oneTypo: 0.8, twoTypos: 0.55, // how sure a variant of a word is
    blend: 0.35, // a section gains this share of its page's best other section
    titleAgrees: 0.35, phraseAgrees: 0.15, // bonus for the share of query and title that agree, and for words side by side
    lead: 0.3, // the first section of a page says what the page answers
    weakWord: 0.15, // words that ask (how, when) tell little
    number: 1, // a heading that names the number asked for is that course, not a page that mentions it
    empty: 0.8, // a section that only holds others
    olderYear: 0.92, // the rules of an older entry year, when the query names no year
    perPage: 3, // more hits of one page push others away
    best: 40, // so many candidates get the costly bonuses
    enough: 0.34 // share of the query's weight that the best hit must carry, else "no good match"
  };

  var STOP = set("a an and any are as at be been but by can could did do does for from get had has have he her his i if " +
    "in into is it its just like may me must my no nor not of on one or our out shall she should so some such than " +
    "that the their them then there these they this those to too up us was we were will with would you your am being " +
    "got im ive ill dont doesnt really please tell know want need about also only each every another other");
  var WEAK = set("how when where who what which why many much long often more less");

  function set(words) {
    var found = Object.create(null);
    words.split(" ").forEach(function (word) { found[word] = true; });
    return found;
  }

  /* ---- words ---- */

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "");
  }

  /* Words of a text. Course numbers join in every spelling (95-702, 95 702, 95702); compounds give parts and whole. */
  function words(text) {
    var folded = fold(text).replace(/\b(\d{2})[\s\u2010-\u2013-](\d{3})\b/g, "$1$2").replace(/(\d),(\d{3})\b/g, "$1$2");
    var found = [];
    var pattern = /[a-z0-9]+(?:[-\/.&][a-z0-9]+)*/g;
    var match;
    while ((match = pattern.exec(folded)) !== null) {
      var parts = match[0].split(/[-\/.&]/);
      if (parts.length > 1) {
        var whole = parts.join("");
        if (whole.length <= 14) { found.push(whole); }
        parts.forEach(function (part) { if (part) { found.push(part); } });
      } else {
        found.push(match[0]);
      }
    }
    return found;
  }

  /* Porter's stemmer (M. F. Porter, An algorithm for suffix stripping, 1980). */
  var stems = Object.create(null);
  function stem(word) {
    var known = stems[word];
    if (known === undefined) { known = stems[word] = porter(word); }
    return known;
  }
  var V = "[aeiouy]", C = "[^aeiou][^aeiouy]*", VV = "[aeiouy][aeiou]*";
  var M0 = new RegExp("^(" + C + ")?" + VV + C), M1 = new RegExp("^(" + C + ")?" + VV + C + "(" + VV + ")?$"),
    MM = new RegExp("^(" + C + ")?" + VV + C + VV + C), HAS = new RegExp("^(" + C + ")?" + V),
    CVC = new RegExp("^" + C + V + "[^aeiouwxy]$");
  var STEP2 = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent",
    eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful",
    ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble", logi: "log" };
  var STEP3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  var END2 = new RegExp("^(.+?)(" + Object.keys(STEP2).join("|") + ")$"), END3 = new RegExp("^(.+?)(" + Object.keys(STEP3).join("|") + ")$");
  function porter(w) {
    var m;
    if (w.length < 3 || /\d/.test(w)) { return w; }
    if (w.charAt(0) === "y") { w = "Y" + w.slice(1); }
    w = w.replace(/^(.+?)(ss|i)es$/, "$1$2").replace(/^(.+?)([^s])s$/, "$1$2");
    if ((m = /^(.+?)eed$/.exec(w))) { if (M0.test(m[1])) { w = w.slice(0, -1); } }
    else if ((m = /^(.+?)(ed|ing)$/.exec(w)) && HAS.test(m[1])) {
      w = m[1];
      if (/(at|bl|iz)$/.test(w)) { w += "e"; } else if (/([^aeiouylsz])\1$/.test(w)) { w = w.slice(0, -1); } else if (CVC.test(w)) { w += "e"; }
    }
    if ((m = /^(.+?)y$/.exec(w)) && HAS.test(m[1])) { w = m[1] + "i"; }
    if ((m = END2.exec(w)) && M0.test(m[1])) { w = m[1] + STEP2[m[2]]; }
    if ((m = END3.exec(w)) && M0.test(m[1])) { w = m[1] + STEP3[m[2]]; }
    if ((m = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/.exec(w))) { if (MM.test(m[1])) { w = m[1]; } }
    else if ((m = /^(.+?)(s|t)(ion)$/.exec(w)) && MM.test(m[1] + m[2])) { w = m[1] + m[2]; }
    if ((m = /^(.+?)e$/.exec(w)) && (MM.test(m[1]) || (M1.test(m[1]) && !CVC.test(m[1])))) { w = m[1]; }
    if (/ll$/.test(w) && MM.test(w)) { w = w.slice(0, -1); }
    return w.toLowerCase();
  }
  function stemsOf(text) { return words(text).map(stem); }

  /* Edit distance with swapped neighbours as one step; stops beyond `limit`. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) { return limit + 1; }
    var before = [], last = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) { last[j] = j; }
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
        var value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1)) {
          value = Math.min(value, before[j - 2] + 1);
        }
        row[j] = value;
        if (value < least) { least = value; }
      }
      if (least > limit) { return limit + 1; }
      before = last;
      last = row;
    }
    return last[b.length];
  }

  /* ---- index ---- */

  function create(records) {
    var sections = records.sections, docs = records.docs;
    var postings = Object.create(null); // stem -> { sections: [], weights: [] }
    var vocabulary = Object.create(null); // word as written -> number of sections
    var pins = Object.create(null); // sorted stems of a question -> [section]
    var children = sections.map(function () { return []; });
    var open = [];
    sections.forEach(function (section, id) { // headings below a section belong to its record
      while (open.length && (sections[open[open.length - 1]][0] !== section[0] || sections[open[open.length - 1]][2] >= section[2])) { open.pop(); }
      if (open.length) { children[open[open.length - 1]].push(section[3]); }
      open.push(id);
    });
    var lengths = sections.map(function (section) { return section[4].length; });
    var averageLength = lengths.reduce(function (a, b) { return a + b; }, 1) / Math.max(1, sections.length);

    sections.forEach(function (section, id) {
      var doc = docs[section[0]], tally = Object.create(null);
      function add(text, weight, damping) {
        words(text).forEach(function (word) {
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
      (section[5] || []).forEach(function (question) {
        add(question, RANK.asks, 1);
        var key = contentKey(question);
        if (key) { (pins[key] = pins[key] || []).push(id); }
      });
      Object.keys(tally).forEach(function (key) {
        var list = postings[key] = postings[key] || { ids: [], weights: [] };
        list.ids.push(id);
        list.weights.push(tally[key]);
      });
    });
    var known = Object.keys(vocabulary).sort();
    var synonyms = prepareSynonyms(records.synonyms || []);
    var taught = Object.create(null); // words that a synonym explains are no typos
    synonyms.forEach(function (line) { line[0].forEach(function (key) { taught[key] = true; }); });

    function idf(key) {
      var n = postings[key] ? postings[key].ids.length : 0;
      return Math.log(1 + (sections.length - n + 0.5) / (n + 0.5));
    }

    function contentKey(text) {
      var list = words(text).filter(function (word) { return !STOP[word] && !WEAK[word]; }).map(stem);
      return list.filter(function (word, at) { return list.indexOf(word) === at; }).sort().join(" ");
    }

    /* A query loses its stop words, so a phrase must lose them too: "leave of absence" would never fit otherwise. */
    function phraseStems(phrase) {
      var list = words(phrase), content = list.filter(function (word) { return !STOP[word]; });
      return (content.length ? content : list).map(stem);
    }

    function prepareSynonyms(lines) {
      var table = [];
      lines.forEach(function (line) {
        var from = line[0], to = line[1];
        from.forEach(function (phrase) { table.push([phraseStems(phrase), to.concat(line[2] ? from : [])]); });
        if (line[2]) { to.forEach(function (phrase) { table.push([phraseStems(phrase), from.concat(to)]); }); }
      });
      // Longer phrases first, so that "work visa" is not read as "work".
      return table.sort(function (a, b) { return b[0].length - a[0].length; });
    }

    /* One group of variants for each word of the query: { weight, variants: { stem: sureness }, repaired } */
    function groupsOf(query, typing) {
      var list = words(query).slice(0, 40);
      var content = list.filter(function (word) { return !STOP[word]; });
      if (!content.length) { content = list; }
      var last = list[list.length - 1];
      var endsInSpace = /\s$/.test(query);
      var groups = content.map(function (word, at) {
        var variants = Object.create(null), key = stem(word);
        var isLast = typing && !endsInSpace && at === content.length - 1 && word === last;
        if (postings[key]) { variants[key] = 1; }
        if (isLast || !postings[key]) { prefixes(word, variants); }
        var repaired = null;
        if (!Object.keys(variants).length && !taught[key]) { repaired = repair(word, variants); }
        return { word: word, key: key, weight: WEAK[word] ? RANK.weakWord : 1, variants: variants, repaired: repaired };
      });
      expand(groups);
      return groups;
    }

    function prefixes(word, variants) {
      if (word.length < 2) { return; }
      var at = lowerBound(known, word), count = 0;
      for (; at < known.length && count < 60 && known[at].lastIndexOf(word, 0) === 0; at++, count++) {
        var key = stem(known[at]);
        var sure = RANK.prefix * Math.sqrt(word.length / known[at].length);
        if (!(variants[key] >= sure)) { variants[key] = sure; }
      }
    }

    function repair(word, variants) {
      if (word.length < 4 || /\d/.test(word)) { return null; }
      var limit = word.length < 8 ? 1 : 2, best = limit + 1, found = [];
      for (var at = 0; at < known.length; at++) {
        var other = known[at];
        if (other.length < 4 || /\d/.test(other)) { continue; }
        var steps = distance(word, other, limit);
        if (steps < best) { best = steps; found = [other]; } else if (steps === best && steps <= limit) { found.push(other); }
      }
      if (best > limit) { return null; }
      found.sort(function (a, b) { return vocabulary[b] - vocabulary[a] || (a < b ? -1 : 1); });
      found.slice(0, 4).forEach(function (other, rank) {
        var key = stem(other), sure = (best === 1 ? RANK.oneTypo : RANK.twoTypos) * (rank ? 0.8 : 1);
        if (!(variants[key] >= sure)) { variants[key] = sure; }
      });
      return found[0];
    }

    function expand(groups) {
      var keys = groups.map(function (group) { return group.repaired ? stem(group.repaired) : group.key; });
      var taken = keys.map(function () { return false; });
      synonyms.forEach(function (line) {
        var phrase = line[0];
        for (var at = 0; at + phrase.length <= keys.length; at++) {
          var fits = phrase.every(function (key, offset) { return keys[at + offset] === key && !(phrase.length === 1 && taken[at]); });
          if (!fits) { continue; }
          for (var offset = 0; offset < phrase.length; offset++) {
            if (phrase.length > 1) { taken[at + offset] = true; }
          }
          line[1].forEach(function (target) {
            stemsOf(target).forEach(function (key) {
              if (STOP[key]) { return; }
              var variants = groups[at].variants;
              if (postings[key] && !(variants[key] >= RANK.synonym)) { variants[key] = RANK.synonym; }
            });
          });
        }
      });
    }

    function lowerBound(list, value) {
      var low = 0, high = list.length;
      while (low < high) { var mid = (low + high) >> 1; if (list[mid] < value) { low = mid + 1; } else { high = mid; } }
      return low;
    }

    /* Answer a query: { hits, total, repaired, weak }. `typing` means that the last word may be unfinished. */
    function search(query, options) {
      options = options || {};
      var text = String(query).slice(0, 300);
      var groups = groupsOf(text, options.typing);
      var scores = Object.create(null), carried = Object.create(null), whole = 0;
      groups.forEach(function (group) {
        var best = Object.create(null), strongest = 0;
        Object.keys(group.variants).forEach(function (key) {
          var list = postings[key], rarity = idf(key), sure = group.variants[key];
          strongest = Math.max(strongest, rarity);
          for (var at = 0; at < list.ids.length; at++) {
            var value = sure * rarity * list.weights[at] * (RANK.k1 + 1) / (RANK.k1 + list.weights[at]);
            if (!(best[list.ids[at]] >= value)) { best[list.ids[at]] = value; }
          }
        });
        whole += group.weight * (strongest || 1);
        Object.keys(best).forEach(function (id) {
          scores[id] = (scores[id] || 0) + group.weight * best[id];
          carried[id] = (carried[id] || 0) + group.weight * strongest;
        });
      });

      var topOfPage = Object.create(null);
      Object.keys(scores).forEach(function (id) {
        var doc = sections[id][0], pair = topOfPage[doc] = topOfPage[doc] || [0, 0, -1];
        if (scores[id] > pair[0]) { pair[1] = pair[0]; pair[0] = scores[id]; pair[2] = +id; } else if (scores[id] > pair[1]) { pair[1] = scores[id]; }
      });
      var namesYear = /20\d\d/.test(text);
      var ranked = Object.keys(scores).map(function (id) {
        var section = sections[id], doc = docs[section[0]], pair = topOfPage[section[0]];
        var value = scores[id] + RANK.blend * (pair[2] === +id ? pair[1] : pair[0]);
        value *= doc[6];
        if (!section[4]) { value *= RANK.empty; }
        if (doc[4] && !namesYear && doc[4] !== records.newestYear) { value *= RANK.olderYear; }
        return { id: +id, score: value };
      });
      ranked.sort(byScore);

      var content = groups.filter(function (group) { return group.weight === 1; });
      ranked.slice(0, RANK.best).forEach(function (hit) {
        var section = sections[hit.id], title = titleStems(section[3]), bonus = 0;
        if (content.length && title.length) {
          var said = content.filter(function (group) { return title.some(function (key) { return group.variants[key]; }); }).length;
          var heard = title.filter(function (key) { return content.some(function (group) { return group.variants[key]; }); }).length;
          bonus += RANK.titleAgrees * (said / content.length) * (heard / title.length);
        }
        if (section[2] === 1) { bonus += RANK.lead; }
        if (content.some(function (group) { return /^\d{5}$/.test(group.key) && words(section[3])[0] === group.key; })) { bonus += RANK.number; }
        if (content.length > 1 && sideBySide(content, stemsOf(section[3] + " " + section[4].slice(0, 1200)))) { bonus += RANK.phraseAgrees; }
        hit.score *= 1 + bonus;
      });
      var pinned = pins[contentKey(text)] || [];
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
      var share = ranked.length ? Math.min(1, (carried[ranked[0].id] || 0) / (whole || 1)) : 0;
      return {
        total: ranked.length,
        weak: !pinned.length && (!ranked.length || share < RANK.enough),
        repaired: groups.filter(function (group) { return group.repaired; }).map(function (group) { return [group.word, group.repaired]; }),
        hits: kept.slice(0, options.limit || 10).map(function (hit) { return describe(hit, groups); })
      };
    }

    function byScore(a, b) { return b.score - a.score || a.id - b.id; }

    function titleStems(text) {
      return words(text).filter(function (word) { return !STOP[word] && !WEAK[word]; }).map(stem);
    }

    function sideBySide(content, list) {
      for (var at = 0; at + 1 < list.length; at++) {
        for (var pair = 0; pair + 1 < content.length; pair++) {
          if (content[pair].variants[list[at]] && content[pair + 1].variants[list[at + 1]]) { return true; }
        }
      }
      return false;
    }

    function describe(hit, groups) {
      var section = sections[hit.id], doc = docs[section[0]];
      var text = section[4] || (children[hit.id].length ? "On this page: " + children[hit.id].join(", ") : "");
      return {
        address: doc[0] + (section[1] ? "#" + section[1] : ""), page: doc[1], path: doc[2], title: section[3],
        year: doc[4], score: hit.score, excerpt: mark(cut(text, groups), groups), parts: mark(section[3], groups)
      };
    }

    function isMatch(word, groups) {
      return words(word).some(function (part) {
        if (STOP[part] || WEAK[part]) { return false; }
        var key = stem(part);
        return groups.some(function (group) { return group.variants[key] !== undefined; });
      });
    }

    /* About 160 characters around the densest run of matches. */
    function cut(text, groups) {
      if (text.length <= 170) { return text; }
      var tokens = text.split(/(\s+)/), places = [], at = 0;
      tokens.forEach(function (token) { if (token.trim() && isMatch(token, groups)) { places.push(at); } at += token.length; });
      var start = 0, most = 0;
      places.forEach(function (place, index) {
        var count = 0;
        for (var next = index; next < places.length && places[next] < place + 140; next++) { count++; }
        if (count > most) { most = count; start = place; }
      });
      start = start < 40 ? 0 : Math.max(0, start - 30);
      if (start) { start = text.indexOf(" ", start) + 1; }
      var end = text.length <= start + 165 ? text.length : text.lastIndexOf(" ", start + 165);
      return (start ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
    }

    /* [[text, isMatch]], never markup. */
    function mark(text, groups) {
      var parts = [];
      text.split(/(\s+)/).forEach(function (token) {
        var hit = !!token.trim() && isMatch(token, groups);
        if (parts.length && parts[parts.length - 1][1] === hit) { parts[parts.length - 1][0] += token; } else { parts.push([token, hit]); }
      });
      return parts;
    }

    return { search: search, size: sections.length, ask: records.ask || null, suggestions: records.suggestions || [] };
  }

  return { create: create, words: words, stem: stem, distance: distance, RANK: RANK };
});
