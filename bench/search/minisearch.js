/* MiniSearch on the same records: tokens, stems, stop words and synonyms of our engine, its own ranking.
   node minisearch.js ENGINE PACKAGE < {index, queries} : the addresses for each query, best first. */
"use strict";
const fs = require("fs");

/* The best that `tune.py` found on the tuning sets. */
const SETTINGS = {
  title: 3, text: 1, path: 0.25, keywords: 4, asks: 4, first: 1.15, pages: 1, synonym: 0.06, weak: 0.3, fuzzy: 0.3, fuzzyFrom: 6,
  prefixFrom: 99, sureFuzzy: 0.45, surePrefix: 0.6, k: 0.9, b: 1, d: 0.5,
};

/* Stop words, and words that ask and tell little, as in our engine. */
const lists = require("../../handbook/search/words.json"), split = lines => lines.join(" ").split(" ");
const STOP = new Set(split(lists.stop)), WEAK = split(lists.weak);

function read(engine, path) {
  let records;
  new Function("HandbookSearch", fs.readFileSync(path, "utf8"))({ load: found => { records = engine.plain(engine.unpack(found)); } });
  return records;
}

/* Add all records to an index. What is tuned works at query time, so that one index serves all settings but k, b and d. */
function create(MiniSearch, engine, records) {
  const mini = new MiniSearch({
    fields: ["title", "text", "path", "keywords", "asks"], storeFields: ["address", "first", "weight"],
    tokenize: text => engine.words(text), processTerm: term => STOP.has(term) ? null : engine.stem(term),
  });
  mini.addAll(records.sections.map(([doc, anchor, level, title, text, asks], id) => ({
    id, title, text, path: records.docs[doc][2], keywords: level === 1 ? records.docs[doc][5] : "", asks: (asks || []).join(" "),
    address: records.docs[doc][0] + (anchor ? "#" + anchor : ""), first: level === 1, weight: records.docs[doc][6],
  })));
  return mini;
}

/* The query with its synonyms, and which stems stand in it only as synonyms. */
function expand(engine, synonyms, query) {
  const own = engine.words(query), phrase = ` ${own.join(" ")} `, added = [];
  for (const [from, to, both] of synonyms) {
    if (from.some(one => phrase.includes(` ${one} `))) { added.push(...to); }
    if (both && to.some(one => phrase.includes(` ${one} `))) { added.push(...from); }
  }
  const stems = new Set(own.map(engine.stem));
  const others = new Set(engine.words(added.join(" ")).map(engine.stem).filter(stem => !stems.has(stem)));
  return [[query, ...added].join(" "), others];
}

function search(mini, engine, records, query, settings) {
  const [text, others] = expand(engine, records.synonyms, query);
  const { title, keywords, asks, path } = settings;
  const weak = new Set(WEAK.map(engine.stem));
  return mini.search(text, {
    boost: { title, text: settings.text, keywords, asks, path },
    prefix: term => term.length >= settings.prefixFrom, fuzzy: term => term.length >= settings.fuzzyFrom ? settings.fuzzy : false,
    weights: { fuzzy: settings.sureFuzzy, prefix: settings.surePrefix }, bm25: { k: settings.k, b: settings.b, d: settings.d },
    boostTerm: term => others.has(term) ? settings.synonym : weak.has(term) ? settings.weak : 1,
    boostDocument: (id, term, stored) => (stored.first ? settings.first : 1) * stored.weight ** settings.pages,
  }).slice(0, 10).map(hit => hit.address);
}

module.exports = { SETTINGS, create, read, search };

if (require.main === module) {
  const engine = require(process.argv[2]), MiniSearch = require(process.argv[3]);
  const input = JSON.parse(fs.readFileSync(0, "utf8")), records = read(engine, input.index);
  const mini = create(MiniSearch, engine, records);
  process.stdout.write(JSON.stringify(input.queries.map(query => search(mini, engine, records, query, SETTINGS))));
}
