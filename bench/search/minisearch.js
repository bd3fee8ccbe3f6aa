/* MiniSearch on the same records: tokens, stems, stop words and synonyms of our engine, its own ranking. */
const fs = require("fs");
const MiniSearch = require(process.argv[3]);
const ours = require(process.argv[2]);
const input = JSON.parse(fs.readFileSync(0, "utf8"));
let records;
new Function("HandbookSearch", fs.readFileSync(input.index, "utf8"))({ load: found => { records = found; } });
const STOP = new Set("a an and any are as at be been but by can could did do does for from get had has have he her his i if in into is it its just like may me must my no nor not of on one or our out shall she should so some such than that the their them then there these they this those to too up us was we were will with would you your how when where who what which why many much long".split(" "));
const process_ = term => STOP.has(term) ? null : ours.stem(term);
const mini = new MiniSearch({
  fields: ["title", "text", "path", "keywords", "asks"], storeFields: ["address"],
  tokenize: text => ours.words(text), processTerm: process_,
  searchOptions: { boost: { title: 4, keywords: 2, asks: 2 }, prefix: term => term.length > 3, fuzzy: term => term.length > 4 ? 0.2 : 0 },
});
mini.addAll(records.sections.map(([doc, anchor, level, title, text, asks], id) => ({
  id, title, text, path: records.docs[doc][2], keywords: level === 1 ? records.docs[doc][5] : "", asks: (asks || []).join(" "),
  address: records.docs[doc][0] + (anchor ? "#" + anchor : ""),
})));
const expand = query => {
  let text = query;
  const words = " " + ours.words(query).join(" ") + " ";
  for (const [from, to, both] of records.synonyms) {
    for (const phrase of from) if (words.includes(" " + phrase + " ")) text += " " + to.join(" ");
    if (both) for (const phrase of to) if (words.includes(" " + phrase + " ")) text += " " + from.join(" ");
  }
  return text;
};
process.stdout.write(JSON.stringify(input.queries.map(q => ({ hits: mini.search(expand(q)).slice(0, 10).map(hit => ({ address: hit.address })) }))));
