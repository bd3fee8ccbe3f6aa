/* How index and queries grow: the records once, and again with altered words until there are so many times the pages.
   node growth.js ENGINE PACKAGE < {index, queries, times: [1, 2, ...]} */
"use strict";
const zlib = require("zlib");
const engine = require(process.argv[2]), MiniSearch = require(process.argv[3]);
const { SETTINGS, create, read, search } = require("./minisearch.js");
const input = JSON.parse(require("fs").readFileSync(0, "utf8")), records = read(engine, input.index);

/* About half of the longer words become others, the same ones throughout a copy. */
function altered(text, copy) {
  return text.replace(/[A-Za-z]{4,}/g, word => {
    let sum = copy * 7919;
    for (const letter of word.toLowerCase()) { sum = (sum * 31 + letter.charCodeAt(0)) % 1000003; }
    if (sum % 2) { return word; }
    return word[0] + String.fromCharCode(97 + copy) + [...word.slice(1).toLowerCase()].reverse().join("");
  });
}

function repeated(times) {
  const docs = [], sections = [];
  for (let copy = 0; copy < times; copy++) {
    const change = copy ? text => altered(text, copy) : text => text;
    const offset = docs.length;
    for (const [address, title, path, kind, year, keywords, ...rest] of records.docs) {
      docs.push([copy ? `copy-${copy}/${address}` : address, change(title), change(path), kind, year, change(keywords), ...rest]);
    }
    for (const [doc, anchor, level, title, text, asks, ...rest] of records.sections) {
      sections.push([doc + offset, anchor, level, change(title), change(text), asks.map(change), ...rest]);
    }
  }
  return { ...records, docs, sections };
}

/* The characters that packing.py leaves out, as it says why. */
const BARRED = /["'\\<|\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;

/* The index as the build writes it: in columns, a character for each chunk (packing.py), questions without words of grammar
   as they came. */
function packed({ docs, sections, ...rest }) {
  const often = new Map(), texts = [3, 4].flatMap(at => sections.map(section => section[at])).concat(sections.flatMap(section => section[5]));
  for (const text of texts) { for (const chunk of text.split(" ")) { often.set(chunk, (often.get(chunk) || 0) + 1); } }
  const characters = new Map();
  let code = 31;
  for (const chunk of [...often.keys()].sort((a, b) => often.get(b) - often.get(a))) {
    do { code++; } while (code < 0x10000 && BARRED.test(String.fromCharCode(code)));
    characters.set(chunk, String.fromCodePoint(code));
  }
  const coded = text => text && text.split(" ").map(chunk => characters.get(chunk)).join("");
  const column = (at, text = String) => sections.map(section => text(section[at])).join("\n");
  return JSON.stringify({
    ...rest, docs: docs.map(([address, , ...others]) => [address, ...others]), chunks: [...characters.keys()].join("\n"), titles: column(3, coded),
    texts: column(4, coded), levels: column(2), anchors: column(1), asks: column(5, asks => asks.map(coded).join("|")), pages: column(0),
  });
}

const median = list => list.sort((a, b) => a - b)[list.length >> 1];
function timed(run) {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

function measured(make, ask) {
  const builds = [1, 2, 3].map(() => timed(make));
  const made = builds[2][1];
  input.queries.forEach(query => ask(made, query));
  return {
    "build ms": median(builds.map(build => build[0])),
    "query ms": median(input.queries.map(query => timed(() => ask(made, query))[0])),
  };
}

process.stdout.write(JSON.stringify(input.times.map(times => {
  const grown = repeated(times);
  return {
    times, pages: grown.docs.length, sections: grown.sections.length,
    "index bytes gzip": zlib.gzipSync(packed(grown), { level: 9 }).length,
    ours: measured(() => engine.create(grown), (made, query) => made.search(query, { typing: true, limit: 10 })),
    MiniSearch: measured(() => create(MiniSearch, engine, grown), (made, query) => search(made, engine, grown, query, SETTINGS)),
  };
})));
