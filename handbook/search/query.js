/* Reads a query against the vocabulary of an index: prefixes, typos, compounds and synonyms. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./text.js"), require("./rank.js")); } else { root.HandbookSearchQuery = factory(root.HandbookSearchText, root.HandbookSearchRank); }
})(typeof self !== "undefined" ? self : this, function (text, RANK) {
  "use strict";
  var words = text.words, stem = text.stem;

  function weightOf(word) { return text.WEAK[word] ? RANK.weakWord : text.LIGHT[word] ? RANK.lightWord : 1; }

  /* `find`: stem -> term or -1; `lexicon`: the words of the site; `lines`: [[from, to, twoWay]]. Returns a function from query to groups, one for
     each word: { word, key, weight, forms: [{ terms, sure }], repaired }. A form fits where all its terms stand. */
  function reader(find, lexicon, lines) {
    var sorted = null; // all known words, once a query needs them in order
    var synonyms = prepare(lines);
    var taught = Object.create(null); // words that a synonym explains are no typos
    synonyms.forEach(function (line) { line[0].forEach(function (key) { taught[key] = true; }); });

    /* [stems without stop words, targets, all stems]. A query loses its stop words, so a phrase must lose them too:
       "leave of absence" would never fit otherwise. All stems count where one word is left: "place out" is not "place". */
    function prepare(all) {
      var table = [];
      function row(phrase, targets) { table.push([text.contentOf(phrase), targets.map(text.contentOf), text.stemsOf(phrase).join(" ")]); }
      all.forEach(function (line) {
        var from = line[0], to = line[1];
        from.forEach(function (phrase) { row(phrase, to.concat(line[2] ? from : [])); });
        if (line[2]) { to.forEach(function (phrase) { row(phrase, from.concat(to)); }); }
      });
      // Longer phrases first, so that "work visa" is not read as "work".
      return table.sort(function (a, b) { return b[0].length - a[0].length; });
    }

    function read(query, typing) {
      // A course number on the way: "95-70" is the beginning of 95702.
      var list = words(typing ? query.replace(/\b(\d{2})[\s\u2010-\u2013-](\d{1,2})$/, "$1$2") : query).slice(0, 40);
      var content = list.filter(function (word) { return !text.STOP[word]; });
      if (!content.length) { content = list; }
      var unfinished = typing && !/\s$/.test(query) ? list[list.length - 1] : "";
      var groups = content.map(function (word, at) {
        var group = { word: word, key: stem(word), weight: weightOf(word), forms: [], repaired: null };
        add(group, [group.key], 1);
        var isLast = at === content.length - 1 && word === unfinished;
        if (isLast || !group.forms.length) { prefixes(word, group); }
        if (!group.forms.length && !taught[group.key]) { split(word, group); }
        if (!group.forms.length && !taught[group.key]) { group.repaired = repair(word, group); }
        return group;
      });
      join(groups);
      expand(groups, " " + list.map(stem).join(" ") + " ");
      return groups;
    }

    /* A form counts once, with its best sureness. */
    function add(group, stems, sure) {
      var terms = stems.map(find);
      if (!terms.length || terms.indexOf(-1) >= 0) { return; }
      var name = terms.join(" ");
      var same = group.forms.filter(function (form) { return form.terms.join(" ") === name; })[0];
      if (!same) { group.forms.push({ terms: terms, sure: sure }); } else if (sure > same.sure) { same.sure = sure; }
    }

    /* Words of the site and of the synonyms: both may be mistyped. */
    function known() {
      if (!sorted) {
        var learned = lines.map(function (line) { return line[0].concat(line[2] ? line[1] : []).join(" "); }).join(" ");
        sorted = lexicon.words.concat(words(learned).filter(function (word) { return !lexicon.count(word); })).sort();
      }
      return sorted;
    }

    function prefixes(word, group) {
      if (word.length < 2) { return; }
      var all = known();
      for (var at = lowerBound(all, word), count = 0; at < all.length && count < 60 && all[at].lastIndexOf(word, 0) === 0; at++, count++) {
        add(group, [stem(all[at])], RANK.prefix * Math.sqrt(word.length / all[at].length));
      }
    }

    /* "entrypoints" is read as "entry points" when both parts are words of the site. */
    function split(word, group) {
      for (var at = 3; at <= word.length - 3; at++) {
        var left = word.slice(0, at), right = word.slice(at);
        if (lexicon.count(left) && lexicon.count(right) && !text.STOP[left] && !text.STOP[right]) { add(group, [stem(left), stem(right)], RANK.compound); }
      }
    }

    /* "wait list" is read as "waitlist" too when the site writes it so. */
    function join(groups) {
      for (var at = 0; at + 1 < groups.length; at++) {
        var whole = groups[at].word + groups[at + 1].word;
        if (lexicon.count(whole) && !/\d/.test(whole)) {
          add(groups[at], [stem(whole)], RANK.compound);
          add(groups[at + 1], [stem(whole)], RANK.compound);
        }
      }
    }

    /* Who mistypes a word seldom begins it with another letter, and most words that differ in the first are others
       ("cooking" is not "looking"). The first letter may be missing, doubled or in the second place. */
    function mayBegin(word, other) {
      return word[0] === other[0] || word[0] === other[1] || word[1] === other[0];
    }

    function repair(word, group) {
      if (word.length < 4 || /\d/.test(word)) { return null; }
      var limit = word.length < 8 ? 1 : 2, best = limit + 1, found = [], all = known();
      for (var at = 0; at < all.length; at++) {
        var other = all[at];
        if (other.length < 4 || /\d/.test(other) || !mayBegin(word, other)) { continue; }
        var steps = text.distance(word, other, limit);
        if (steps < best) { best = steps; found = [other]; } else if (steps === best && steps <= limit) { found.push(other); }
      }
      if (best > limit) { return null; }
      // A word of grammar is what was meant only where no other is as near: "wave" is "waive" sooner than "have".
      var subjects = found.filter(function (other) { return !text.STOP[other] && !text.WEAK[other]; });
      if (subjects.length) { found = subjects; }
      found.sort(function (a, b) { return lexicon.count(b) - lexicon.count(a) || (a < b ? -1 : 1); });
      found.slice(0, 4).forEach(function (other, rank) {
        add(group, [stem(other)], (best === 1 ? RANK.oneTypo : RANK.twoTypos) * (rank ? 0.8 : 1));
      });
      group.weight = weightOf(found[0]);
      return found[0];
    }

    function expand(groups, whole) {
      var keys = groups.map(function (group) { return group.repaired ? stem(group.repaired) : group.key; });
      var taken = keys.map(function () { return false; });
      synonyms.forEach(function (line) {
        var phrase = line[0];
        if (phrase.length === 1 && line[2] !== phrase[0] && whole.indexOf(" " + line[2] + " ") < 0) { return; }
        for (var at = 0; at + phrase.length <= keys.length; at++) {
          var fits = phrase.every(function (key, offset) { return keys[at + offset] === key && !(phrase.length === 1 && taken[at]); });
          if (!fits) { continue; }
          var heaviest = 0, offset;
          for (offset = 0; offset < phrase.length; offset++) {
            if (phrase.length > 1) { taken[at + offset] = true; }
            heaviest = Math.max(heaviest, groups[at + offset].weight);
          }
          // What stands for a phrase of general words is as strong as any word: "how much" is the cost.
          if (phrase.length > 1) { groups[at].weight = Math.max(groups[at].weight, heaviest); }
          line[1].forEach(function (target) { add(groups[at], target, RANK.synonym); });
        }
      });
    }

    function lowerBound(list, value) {
      var low = 0, high = list.length;
      while (low < high) { var mid = (low + high) >> 1; if (list[mid] < value) { low = mid + 1; } else { high = mid; } }
      return low;
    }

    return read;
  }

  return { reader: reader, weightOf: weightOf };
});
