/* Sphinx's own search in Node: its scripts as they are, with the little of a browser that they touch.
   node sphinx.js FOLDER < {queries} : the addresses that its page shows for each query, best first, and milliseconds. */
const fs = require("fs"), vm = require("vm");
const folder = process.argv[2];
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const world = vm.createContext({
  document: { getElementById: () => null, documentElement: { dataset: {} } }, location: { search: "" },
  localStorage: { setItem() {} }, DOCUMENTATION_OPTIONS: {}, SPHINX_HIGHLIGHT_ENABLED: false, _ready() {}, _: text => text, console,
});
world.window = world;
for (const name of ["language_data.js", "searchtools.js", "searchindex.js"]) {
  vm.runInContext(fs.readFileSync(`${folder}/${name}`, "utf8"), world);
}
// Its list is best last: it takes the hits from the end.
vm.runInContext("function answer(words) { return Search._performSearch(...Search._parseQuery(words)).reverse(); }", world);
const anchors = JSON.parse(fs.readFileSync(`${folder}/anchors.json`, "utf8"));
const right = address => anchors[address] ?? address;
const answers = input.queries.map(words => {
  const start = performance.now();
  const found = world.answer(words);
  return { milliseconds: performance.now() - start, hits: found.slice(0, 10).map(hit => right(`${hit[0]}.html${hit[2]}`)) };
});
process.stdout.write(JSON.stringify(answers));
