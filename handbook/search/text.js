/* Words of a text for the search: folding, course numbers, stems, edit distance. A classic script without dependencies. */
(function (root, factory) {
  "use strict";
  var made = factory();
  if (typeof module === "object" && module.exports) { module.exports = made; } else { root.HandbookSearchText = made; }
})(typeof self !== "undefined" ? self : this, function () {
  "use strict";

  var STOP = set("a an and any are as at be been but by can could did do does for from get had has have he her his i if " +
    "in into is it its just like may me must my no nor not of on one or our out shall she should so some such than " +
    "that the their them then there these they this those to too up us was we were will with would you your am being " +
    "got im ive ill dont doesnt really please tell know want need about also only each every another other");
  var WEAK = set("how when where who what which why many much long often more less");
  /* Verbs and nouns that fit any question, and what the whole site is about: they say little of the subject. */
  var LIGHT = set("program degree number able allow allowed anyone anything ask call come find give given go happen happens help helps let look make " +
    "mean means people person possible say see someone something somebody start take taken taking thing things time try use used way");

  /* Words of somebody who wants to reach somebody. */
  var CONTACT = set("contact office phone telephone email mail call reach address");

  function set(words) {
    var found = Object.create(null);
    words.split(" ").forEach(function (word) { found[word] = true; });
    return found;
  }

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
  /* Forms that the stemmer cannot join, and words that it would join with another ("program" is not "programming"). */
  var FORMS = {
    applic: "apply applies applying", enrol: "enroll enrolls enrolled enrolling enrollment enrolment", choos: "choose chose chosen choice choices",
    teach: "taught", meet: "met", begin: "began begun", leav: "left", pai: "paid payment payments", write: "wrote written", find: "found", get: "gotten",
    spend: "spent", buy: "bought", lose: "lost", programming: "programming programmer programmers programmed", graduates: "graduates",
    experiment: "experiment experiments experimental experimentation", business: "business businesses", news: "news", international: "international internationals",
    community: "community communities", designation: "designated designation", accounting: "accounting", marketing: "marketing", generative: "generative",
    physician: "doctor doctors", waitlist: "waitlists waitlisted"
  };
  Object.keys(FORMS).forEach(function (to) { FORMS[to].split(" ").forEach(function (form) { stems[form] = to; }); });
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

  /* Stems of a text without its stop words; of all words when nothing else is left. */
  function contentOf(text) {
    var list = words(text), content = list.filter(function (word) { return !STOP[word]; });
    return (content.length ? content : list).map(stem);
  }

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

  return { words: words, stem: stem, stemsOf: stemsOf, contentOf: contentOf, distance: distance, STOP: STOP, WEAK: WEAK, LIGHT: LIGHT, CONTACT: CONTACT };
});
