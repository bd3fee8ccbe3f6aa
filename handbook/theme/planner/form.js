// The form that checks a plan. It keeps the plan in the address alone, and sends nothing.
(() => {
  const table = self.HandbookPlanTable;
  const { check, unitsOf } = self.HandbookPlanChecker;
  const state = self.HandbookPlanState;
  const place = document.querySelector(".plan-check");
  if (!place || !table) return;
  // The page stands in a folder; the table's links are seen from the top.
  const top = document.documentElement.dataset.content_root || "";
  const degrees = Object.values(table.sets).filter(entry => entry.kind === "degree")
    .sort((one, other) => other.year.localeCompare(one.year));
  const MOST_NAMED = 3;
  let count = 0;
  let plan;

  function make(name, properties, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }
  function labelled(words, field, more = "") {
    field.id = `plan-field-${(count += 1)}`;
    return make("p", { className: `plan-field${more}` }, make("label", { htmlFor: field.id, textContent: words }), field);
  }
  const button = (words, act) => {
    const made = make("button", { type: "button", className: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  const titled = number => `${number} ${table.courses[number].title}`;
  const option = (value, textContent) => make("option", { value, textContent });
  const numbers = Object.keys(table.courses).sort();
  const isCourse = number => Object.hasOwn(table.courses, number);

  // The courses that may be meant: that of a number, those with this very title, or those whose title holds all words.
  // Where several titles do, those in which words begin as typed come first.
  function meant(text) {
    const digits = /^\s*(\d\d)[-\s]?(\d{3})(?!\d)/.exec(text);
    if (digits) return [`${digits[1]}-${digits[2]}`].filter(isCourse);
    const words = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
    if (!words.length) return [];
    const title = number => table.courses[number].title.toLowerCase();
    const same = numbers.filter(number => title(number) === words.join(" "));
    if (same.length) return same;
    const begins = number => words.every(word => title(number).split(/[^\p{L}\p{N}]+/u).some(part => part.startsWith(word)));
    const found = numbers.filter(number => words.every(word => title(number).includes(word)));
    return [...found.filter(begins), ...found.filter(number => !begins(number))];
  }
  function whyNone(typed, found) {
    if (found.length) {
      const named = found.slice(0, MOST_NAMED).map(titled);
      const last = named.pop();
      const left = found.length - MOST_NAMED;
      const more = left > 0 ? ` ${left} more ${left === 1 ? "title fits" : "titles fit"}.` : "";
      return `Did you mean ${named.join(", ")} or ${last}?${more}`;
    }
    const example = table.sets[plan.requirement].groups.flatMap(group => group.courses)
      .flatMap(course => course.options)[0] || numbers[0];
    const none = typed ? "No course of the catalog has this number or title. " : "";
    return `${none}Type a number such as ${example}, or a title from the list.`;
  }

  const rules = make("select", {}, ...degrees.map(entry =>
    option(entry.id, entry.complete ? entry.name : `${entry.name} (only partly known)`)));
  const program = make("select");
  const sample = make("select");
  const terms = make("div");
  const exemptions = make("div");
  const said = make("p", { className: "plan-said" });
  said.setAttribute("role", "status");
  const sampleSaid = make("p", { className: "plan-sample-said" });
  sampleSaid.setAttribute("role", "status");
  const summary = make("p", { className: "plan-summary" });
  summary.setAttribute("role", "status");
  const results = make("div", { className: "plan-results", tabIndex: -1 });
  results.setAttribute("role", "region");
  results.setAttribute("aria-label", "What the check found");
  const names = make("datalist", { id: "plan-courses" }, ...numbers.map(number => option(titled(number), "")));

  function chooser(title, courses, most) {
    const box = make("fieldset", { className: "plan-term" }, make("legend", { textContent: title }));
    const input = make("input", { type: "text", autocomplete: "off" });
    input.setAttribute("list", names.id);
    const field = labelled("Course number or title", input);
    const refused = make("p", { className: "plan-refused", id: `${input.id}-refused` });
    refused.setAttribute("role", "status");
    input.setAttribute("aria-describedby", refused.id);
    // Nothing to refuse: no words.
    const refuse = words => {
      refused.textContent = words;
      input.setAttribute("aria-invalid", String(words !== ""));
      if (!words) return;
      say("");
      refused.scrollIntoView({ block: "nearest" });
    };
    input.addEventListener("input", () => refuse(""));
    const add = () => {
      const found = meant(input.value);
      if (found.length !== 1) return refuse(whyNone(input.value.trim(), found));
      const [number] = found;
      if (courses.includes(number)) return refuse(`${titled(number)} is already there.`);
      if (courses.length >= most) return refuse("No more courses fit here.");
      courses.push(number);
      input.value = "";
      refuse("");
      list.append(item(number));
      say(`${titled(number)} added to ${title}.`);
      judge();
    };
    input.addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      add();
    });
    const list = make("ul");
    const item = number => {
      const remove = button("Remove", () => {
        courses.splice(courses.indexOf(number), 1);
        line.remove();
        input.focus();
        refuse("");
        say(`${titled(number)} removed from ${title}.`);
        judge();
      });
      remove.setAttribute("aria-label", `Remove ${titled(number)} from ${title}`);
      const name = make("span", { textContent: titled(number) });
      name.dataset.course = number;
      const line = make("li", {}, name, remove);
      return line;
    };
    list.append(...courses.map(item));
    const sum = make("p", { className: "plan-sum" });
    const put = button("Add", add);
    put.setAttribute("aria-label", `Add the course to ${title}`);
    box.append(field, refused, put, list, sum);
    return { box, sum };
  }

  let sums = [];
  // A term more leaves the fields of the others alone, and what is typed in them.
  function drawTerm(term) {
    const made = chooser(`Courses of ${term.name}`, term.courses, state.MOST_COURSES);
    sums.push(made.sum);
    terms.append(made.box);
  }
  function drawRules() {
    const entry = table.sets[plan.requirement];
    rules.value = entry.id;
    const programs = Object.values(table.sets).filter(other => (other.for || []).includes(entry.id));
    program.replaceChildren(option("", "None"), ...programs.map(other =>
      option(other.id, other.complete ? other.name : `${other.name} (only partly known)`)));
    program.value = plan.specialization;
    const plans = table.plans.filter(other => other.requirement === entry.id);
    sample.replaceChildren(option("", plans.length ? "Choose a sample plan" : "No sample plan: its rules are only partly known"),
      ...plans.map(other => option(other.id, other.title)));
    judge();
  }
  function draw() {
    sums = [];
    terms.replaceChildren();
    plan.terms.forEach(drawTerm);
    exemptions.replaceChildren(chooser("Exemptions", plan.exemptions, state.MOST_COURSES).box);
    drawRules();
  }

  // What is said of a sample plan stands at its field: the end of the form is far from there.
  function say(words, at = said) {
    for (const status of [said, sampleSaid]) status.textContent = status === at ? words : "";
  }

  function linked(words, ...ids) {
    const link = ids.map(id => table.links[id]).find(Boolean);
    return link ? make("a", { href: top + link, textContent: words }) : document.createTextNode(words);
  }
  const capital = words => words.charAt(0).toUpperCase() + words.slice(1);

  // What is said of several courses of a group in the same words stands once, above them.
  function lines(findings) {
    const groups = table.sets[plan.requirement].groups;
    const lists = new Map();
    return findings.flatMap(({ subject, why, rule }) => {
      const group = groups.find(one => one.id === rule);
      if (!group || !isCourse(subject)) return [make("li", {}, linked(capital(subject), rule), `: ${why}.`)];
      const course = make("li", {}, linked(titled(subject), table.courses[subject].id, rule));
      const key = `${rule} ${why}`;
      if (lists.has(key)) {
        lists.get(key).append(course);
        return [];
      }
      lists.set(key, make("ul", {}, course));
      return [make("li", {}, linked(group.title, rule), `: ${why}`, lists.get(key))];
    });
  }

  function judge() {
    const report = check(table, plan);
    const found = wanted => report.findings.filter(finding => finding.state === wanted);
    const [missing, notes, met] = ["missing", "note", "met"].map(found);
    const known = table.sets[plan.requirement].complete ? "" : " Only part of these rules is known, so this is not all.";
    // No template stands inside another: the minifier would take the spaces out of the inner one.
    const lacks = missing.length ? `${missing.length} missing` : "Nothing missing that can be checked";
    summary.textContent = `${lacks}, `
      + `${met.length} met, ${notes.length} to look at. ${report.total} units in all: ${report.core} core, `
      + `${report.elective} elective, ${report.outside} from outside, ${report.undergraduate} undergraduate.${known}`;
    sums.forEach((sum, index) => { sum.textContent = `${report.loads[index]} units`; });
    const units = unitsOf(table, table.sets[plan.requirement]);
    for (const name of terms.querySelectorAll("[data-course]")) {
      const number = name.dataset.course;
      name.textContent = titled(number) + (units(number) === null ? "" : `, ${units(number)}\u00a0units`);
    }
    results.replaceChildren();
    for (const [title, findings] of [["Missing", missing], ["To look at", notes], ["Met", met]]) {
      if (!findings.length) continue;
      results.append(make("h3", { textContent: title }), make("ul", { className: "plan-findings" }, ...lines(findings)));
    }
    const written = state.write(plan);
    sample.value = table.plans.find(other => state.write(filled(other)) === written)?.id || "";
    keep();
  }
  function keep(write = "replaceState") {
    const fragment = `#${state.write(plan)}`;
    try {
      history[write](null, "", fragment);
    } catch {
      location.hash = fragment;
    }
  }

  const newTerm = index => ({ name: state.nth(index), courses: [] });
  const empty = requirement => ({
    requirement, specialization: "", exemptions: [], terms: [0, 1, 2].map(newTerm),
  });
  const filled = chosen => ({
    requirement: chosen.requirement, specialization: chosen.specialization || "",
    exemptions: [...chosen.exemptions], terms: chosen.terms.map(term => ({ name: term.name, courses: [...term.courses] })),
  });
  const hasCourses = () => [...plan.terms.map(term => term.courses), plan.exemptions].some(courses => courses.length);
  // Returns what to add where a plan with courses goes: one step back brings it back.
  function replace(next, kept) {
    const loses = hasCourses() && state.write(next) !== state.write(plan);
    plan = next;
    if (loses) keep("pushState");
    draw();
    return loses ? kept : "";
  }
  rules.addEventListener("change", () => {
    plan.requirement = rules.value;
    plan.specialization = "";
    drawRules();
  });
  program.addEventListener("change", () => {
    plan.specialization = program.value;
    judge();
  });
  sample.addEventListener("change", () => {
    const chosen = table.plans.find(other => other.id === sample.value);
    if (!chosen) return;
    const kept = replace(filled(chosen), " Your browser's Back brings your plan back.");
    say(`The sample plan is filled in.${kept}`, sampleSaid);
  });
  const more = button("Add a term", () => {
    if (plan.terms.length >= state.MOST_TERMS) return say("No more terms fit.");
    const term = newTerm(plan.terms.length);
    plan.terms.push(term);
    drawTerm(term);
    judge();
    say(`Term ${plan.terms.length} added.`);
  });
  const fewer = button("Remove the last term", () => {
    const last = plan.terms.length;
    if (last === 1) return say("One term must stay.");
    const loses = plan.terms[last - 1].courses.length;
    plan = { ...plan, terms: plan.terms.slice(0, -1) };
    if (loses) keep("pushState");
    sums.pop();
    terms.lastChild.remove();
    judge();
    say(`Term ${last} removed.${loses ? " Your browser's Back brings it back." : ""}`);
  });
  const clear = button("Start again", () => {
    const kept = replace(empty(plan.requirement), " Your browser's Back brings the plan back.");
    say(kept ? `Emptied.${kept}` : "The plan is empty.");
    // The form is shorter now.
    end.scrollIntoView({ block: "nearest" });
  });
  const end = make("div", { className: "plan-end" }, make("p", { className: "plan-tools" }, clear), said);

  // No link: the address holds the plan.
  const details = button("Go to the list", () => {
    // By itself, the focus would bring the middle of a long list into sight.
    results.focus({ preventScroll: true });
    results.scrollIntoView();
  });
  details.setAttribute("aria-label", "Go to the list of what the check found");

  function open(words, at) {
    const found = state.read(table, location.hash);
    plan = found.plan || empty(degrees[0].id);
    if (!plan.terms.length) plan.terms = empty("").terms;
    draw();
    const parts = found.ignored === 1 ? "1 part" : `${found.ignored} parts`;
    const left = `Left out, since this page does not know it: ${parts} of the address.`;
    say(found.ignored ? left : hasCourses() ? words : "", at);
    if (found.ignored) at.scrollIntoView({ block: "center" });
  }
  const form = make("form", { className: "plan-form" }, labelled("Track and entry year", rules),
    labelled("Specialization or concentration", program), labelled("Start from a sample plan", sample, " plan-sample"),
    sampleSaid, summary, make("p", { className: "plan-tools" }, details), names, terms,
    make("p", { className: "plan-tools" }, more, fewer), exemptions, end);
  form.addEventListener("submit", event => event.preventDefault());
  const choice = [...place.children];
  const starts = [...place.querySelectorAll("[data-plan]")];
  // Who pressed a button, or was in the form, goes on in what takes its place.
  function show(nodes, first) {
    const inside = place.contains(document.activeElement);
    place.replaceChildren(...nodes);
    if (inside) first.focus();
  }
  const showForm = () => form.isConnected || show([form, results], rules);
  showForm();
  open("", sampleSaid); // who comes with a plan in the address sees the top of the form
  addEventListener("hashchange", () => {
    const { hash } = location;
    if (hash.startsWith("#rules=")) {
      showForm(); // only what is on the page can be scrolled to
      if (hash.slice(1) !== state.write(plan)) open("The plan of the address is filled in.", said);
    } else if (form.isConnected) {
      // A step back leads to the choice again. A link to a section is no other plan: the address gets its plan back.
      if (!hash || history.state === "start") show(choice, starts.find(one => one.dataset.plan === `rules=${plan.requirement}`));
      else keep();
    }
  });
})();
