/* Searches MiniSearch's settings on the tuning sets: one setting after the other, round by round, while it gets better.
   node tune.js ENGINE PACKAGE < {index, queries: [[words, [sections]]]} : the best settings and their score. */
"use strict";
const engine = require(process.argv[2]), MiniSearch = require(process.argv[3]);
const { SETTINGS, create, read, search } = require("./minisearch.js");
const input = JSON.parse(require("fs").readFileSync(0, "utf8")), records = read(engine, input.index);
const mini = create(MiniSearch, engine, records);

const TRIED = {
  weak: [0.01, 0.05, 0.15, 0.3, 0.6], title: [1, 2, 3, 4, 6, 8, 12], text: [0.25, 0.5, 1, 1.5, 2], path: [0, 0.25, 0.5, 1, 2], keywords: [0.5, 1, 2, 3, 4, 6, 8],
  asks: [0.5, 1, 2, 3, 4, 6, 8], first: [1, 1.15, 1.3, 1.5, 1.8, 2.2], pages: [0, 0.5, 1, 1.5, 2, 3, 4], synonym: [0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1],
  fuzzy: [false, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4], fuzzyFrom: [3, 4, 5, 6, 7], prefixFrom: [2, 3, 4, 5, 6, 99],
  sureFuzzy: [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6], surePrefix: [0.05, 0.1, 0.2, 0.375, 0.6], k: [0.6, 0.9, 1.2, 1.6, 2], b: [0.2, 0.4, 0.55, 0.7, 0.85, 1],
  d: [0, 0.2, 0.5, 1],
};

/* The mean of right page first, right section first and the reciprocal rank of the section. */
function quality(settings) {
  let total = 0;
  for (const [words, right] of input.queries) {
    const hits = search(mini, engine, records, words, settings).map(address => address.replace(".html", ""));
    const pages = right.map(section => section.split("#")[0]);
    const rank = hits.findIndex(hit => right.includes(hit)) + 1;
    total += (hits.length && pages.includes(hits[0].split("#")[0]) ? 1 : 0) + (rank === 1 ? 1 : 0) + (rank ? 1 / rank : 0);
  }
  return total / input.queries.length / 3;
}

let best = SETTINGS, score = quality(best), better = true;
while (better) {
  better = false;
  for (const [name, values] of Object.entries(TRIED)) {
    for (const value of values) {
      const tried = { ...best, [name]: value }, found = value === best[name] ? 0 : quality(tried);
      if (found > score + 1e-9) { best = tried; score = found; better = true; process.stderr.write(`${score.toFixed(4)} ${name} ${value}\n`); }
    }
  }
}
process.stdout.write(JSON.stringify({ score, settings: best }));
