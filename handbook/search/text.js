/* Words of a text for the search: folding, course numbers, stems, edit distance. A classic script without dependencies. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) { module.exports = factory(require("./words.json")); } else { root.HandbookSearchText = factory(root.HandbookSearchWords); }
})(typeof self !== "undefined" ? self : this, function (lists) {
  "use strict";

  /* `stop`: words of grammar. `weak`: words that ask. `light`: verbs, nouns and adverbs that fit any question, and what the
     whole site is about: they say little of the subject. `contact`: words of somebody who wants to reach somebody.
     `course`: words beside the subject of a course. */
  var STOP = set(lists.stop), WEAK = set(lists.weak), LIGHT = set(lists.light), CONTACT = set(lists.contact), COURSE = set(lists.course);

  function set(words) {
    var found = Object.create(null);
    words.join(" ").split(" ").forEach(function (word) { found[word] = true; });
    return found;
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "");
  }

  /* Course numbers joined in every spelling (95-702, 95 702). */
  function joined(text) { return text.replace(/\b(\d{2})[\s\u2010-\u2013-](\d{3})\b/g, "$1$2"); }

  var PLAIN = /^\(?([A-Za-z]+)[.,;:?!)]*$/; // most of what stands between two spaces needs no taking apart

  /* Words of a text. Course numbers are joined; compounds give parts and whole. */
  function words(text) {
    var plain = PLAIN.exec(text);
    if (plain) { return [plain[1].toLowerCase()]; }
    var folded = joined(fold(text)).replace(/(\d),(\d{3})\b/g, "$1$2");
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
  var stems = new Map();
  /* Forms that the stemmer cannot join (irregular verbs, and nouns far from their verb), and words that it would join with another ("program" is not "programming"). */
  var FORMS = {
    applic: "apply applies applying", enrol: "enroll enrolls enrolled enrolling enrollment enrolment", choos: "choose chose chosen choice choices",
    teach: "taught", meet: "met", begin: "began begun", leav: "left", pai: "paid payment payments", write: "wrote written", find: "found", get: "gotten",
    spend: "spent", buy: "bought", lose: "lost", programming: "programming programmer programmers programmed", graduates: "graduates",
    experiment: "experiment experiments experimental experimentation", business: "business businesses", news: "news", international: "international internationals",
    community: "community communities", designation: "designated designation", accounting: "accounting", marketing: "marketing", generative: "generative",
    physician: "doctor doctors", waitlist: "waitlists waitlisted",
    registr: "register registers registered registering", decid: "decision decisions", suspend: "suspension suspensions", extend: "extension extensions",
    permit: "permission permissions", submit: "submission submissions", compar: "comparison comparisons", explain: "explanation explanations",
    describ: "description descriptions", employ: "employ employs employed employing employee employees", employer: "employer employers", hear: "heard", keep: "kept", send: "sent",
    speak: "spoke spoken", drive: "drove driven", forget: "forgot forgotten", win: "won", sit: "sat", take: "took taken", hold: "held", know: "knew known",
    see: "saw seen", bring: "brought", think: "thought", deni: "denial denials", defer: "deferral deferrals", safe: "safety safely", long: "longer longest",
    financi: "finance finances financed financing", withdraw: "withdrew withdrawn", math: "mathematics mathematical", rent: "rental rentals",
    aws: "aws", complain: "complaint complaints", fail: "failure failures", respond: "response responses", certif: "certify certified", analyz: "analysis analyses", cannot: "cant"
  };
  Object.keys(FORMS).forEach(function (to) { FORMS[to].split(" ").forEach(function (form) { stems.set(form, to); }); });
  function stem(word) {
    var known = stems.get(word);
    if (known === undefined) { stems.set(word, known = porter(word)); }
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
    if (/^.{4,}li$/.test(w)) { w = w.slice(0, -2); } // "unfairly" is read as "unfair"
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

  return { joined: joined, words: words, stem: stem, stemsOf: stemsOf, contentOf: contentOf, distance: distance, STOP: STOP, WEAK: WEAK, LIGHT: LIGHT, CONTACT: CONTACT, COURSE: COURSE };
});
