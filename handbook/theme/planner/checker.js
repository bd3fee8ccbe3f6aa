// Does a plan meet the rules of its edition? Reads the rule table of ledger/degree/table.py and finds what checker.py there finds: how
// rules are read stands there, and the tests run both on the same plans.
(function (root, make) {
  if (typeof module === "object" && module.exports) module.exports = make();
  else root.HandbookPlanChecker = make();
})(typeof self === "undefined" ? this : self, function () {
  "use strict";

  const EXEMPT = "exempt:";
  const bare = key => (key.startsWith(EXEMPT) ? key.slice(EXEMPT.length) : key);
  const sorted = items => [...new Set(items)].sort();
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  // Six digits that count, as Python's "g".
  const shown = number => String(Number(number.toPrecision(6)));

  // Which candidate fills which place: as many places as can be, the first ones first.
  function assign(places) {
    const filled = places.map(() => null);
    const owner = new Map();
    function fill(place, tried) {
      for (const candidate of places[place]) {
        if (tried.has(candidate)) continue;
        tried.add(candidate);
        if (!owner.has(candidate) || fill(owner.get(candidate), tried)) {
          owner.set(candidate, place);
          filled[place] = candidate;
          return true;
        }
      }
      return false;
    }
    places.forEach((_, place) => fill(place, new Set()));
    return filled;
  }

  function check(table, plan) {
    const entry = table.sets[plan.requirement];
    const allTaken = plan.terms.flatMap(term => term.courses);
    const taken = sorted(allTaken);
    const isTaken = new Set(taken);
    const exempt = new Set(plan.exemptions.filter(number => !isTaken.has(number)));
    const named = new Map();
    for (const group of entry.groups) {
      for (const course of group.courses) {
        if (course.options.length && course.units !== null) named.set(course.options[0], course.units);
      }
    }
    const findings = [];
    const result = { findings, total: 0, core: 0, elective: 0, outside: 0, undergraduate: 0, loads: [] };
    const say = (state, subject, why, rule) => findings.push({ state, subject, why, rule: rule || entry.id });
    const judge = (holds, subject, why, rule) => say(holds ? "met" : "missing", subject, why, rule);
    const units = number => (named.has(number) ? named.get(number) : table.courses[number].units || 0);
    const sum = numbers => numbers.reduce((all, number) => all + units(number), 0);
    const ruleOf = name => (has(table.rules, name) ? table.rules[name] : "");
    const optionsOf = group => group.courses.flatMap(course => course.options);
    const candidates = options => [
      ...options.filter(number => isTaken.has(number)),
      ...options.filter(number => exempt.has(number)).map(number => EXEMPT + number),
    ];

    function every(group, found) {
      group.courses.forEach((course, index) => {
        const number = found[index];
        if (!course.options.length) say("note", course.title, "has no number and cannot be checked", group.id);
        else if (number === null) judge(false, course.options[0], "required, and neither taken nor exempted", group.id);
        else judge(true, course.options[0], number.startsWith(EXEMPT) ? "exempted" : "taken", group.id);
      });
    }

    // Judges all groups, counts the core, and returns the units of core places that an exemption fills.
    function groups() {
      const ordered = [...entry.groups.filter(group => !group.elective), ...entry.groups.filter(group => group.elective)];
      const places = [];
      const where = ordered.map(group => {
        const start = places.length;
        if (group.rule === "all") group.courses.forEach(course => places.push(candidates(course.options)));
        else if (group.chooseCourses !== null) {
          for (let i = 0; i < group.chooseCourses; i++) places.push(candidates(optionsOf(group)));
        }
        return [start, places.length];
      });
      const filled = assign(places);
      const used = new Set(filled.filter(found => found !== null));
      let exempted = 0;
      ordered.forEach((group, index) => {
        const [start, end] = where[index];
        let found = filled.slice(start, end);
        if (group.rule === "all") every(group, found);
        else if (group.chooseCourses !== null) {
          const count = found.filter(number => number !== null).length;
          judge(count >= end - start, group.title, `${count} of ${end - start} chosen`, group.id);
        } else if (group.chooseUnits !== null) {
          found = candidates(optionsOf(group)).filter(number => !used.has(number));
          found.forEach(number => used.add(number));
          const have = sum(found.map(bare));
          const why = `${shown(have)} of ${shown(group.chooseUnits)} units chosen`;
          judge(have >= group.chooseUnits, group.title, why, group.id);
        } else say("note", group.title, "how many of these are needed is not published", group.id);
        if (group.elective) return;
        for (const number of found) {
          if (number === null) continue;
          if (number.startsWith(EXEMPT)) exempted += units(bare(number));
          else result.core += units(number);
        }
      });
      return exempted;
    }

    function totals(exempted) {
      const of = (have, wanted) => `${shown(have)} of ${shown(wanted)} units`;
      if (entry.total !== null) judge(result.total >= entry.total, "total units", of(result.total, entry.total));
      if (!entry.complete) {
        say("note", "core units", "the core of this set is only partly known");
        return;
      }
      if (entry.core !== null) {
        const why = `${of(result.core, entry.core)}, ${shown(exempted)} exempted`;
        judge(result.core + exempted >= entry.core, "core units", why);
      }
      if (entry.elective !== null) {
        judge(result.elective >= entry.elective, "elective units", of(result.elective, entry.elective));
      }
    }

    function limits() {
      const most = entry.limits;
      if (most === null) return;
      const under = taken.filter(number => table.courses[number].undergraduate);
      result.undergraduate = sum(under);
      result.outside = sum(taken.filter(number => table.courses[number].outside));
      let counted = result.outside;
      if (most.undergraduateInOutside) counted += sum(under.filter(number => !table.courses[number].outside));
      const why = (have, limit) => `${shown(have)} units, ${shown(limit)} at most`;
      judge(counted <= most.outside, "units from outside the college", why(counted, most.outside), ruleOf("outside"));
      judge(
        result.undergraduate <= most.undergraduate, "undergraduate units",
        why(result.undergraduate, most.undergraduate), ruleOf("undergraduate"),
      );
    }

    function loads() {
      const most = entry.limits;
      for (const term of plan.terms) {
        const load = sum(term.courses);
        result.loads.push(load);
        if (most === null) continue;
        const subject = `load of ${term.name}`;
        const amount = `${shown(load)} units`;
        if (load > most.petition) {
          judge(false, subject, `${amount}, more than ${shown(most.petition)}`, ruleOf("petition"));
        } else if (load > most.normal) {
          say("note", subject, `${amount}: by petition, with an average of ${most.average}`, ruleOf("petition"));
        } else if (table.fullTime !== null && load < table.fullTime) {
          say("note", subject, `${amount} is not full-time`, ruleOf("full_time"));
        } else judge(true, subject, amount, ruleOf("normal_load"));
      }
    }

    function before(number, done, known) {
      const course = table.courses[number];
      const needs = course.needs;
      if (!needs.length) return;
      const subject = `before ${number}`;
      const listed = needs.join(", ");
      if (course.needsRule === "see-note") {
        say("note", subject, `see its entry: ${course.note || listed}`, course.id);
        return;
      }
      const all = course.needsRule === "all";
      const still = needs.filter(need => !done.has(need));
      if (!still.length || (!all && still.length < needs.length)) {
        say("met", subject, listed, course.id);
        return;
      }
      const old = still.filter(need => !has(table.courses, need) || !known.has(need));
      if (old.length && (!all || old.length === still.length)) {
        say("note", subject, `not checked: ${listed} is not in this edition`, course.id);
        return;
      }
      const word = needs.length === 1 ? "" : all ? "all of " : "one of ";
      say("missing", subject, `needs ${word}${listed} in an earlier term`, course.id);
    }

    function order() {
      const known = new Set([...named.keys(), ...allTaken]);
      const done = new Set(plan.exemptions);
      for (const term of plan.terms) {
        sorted(term.courses).forEach(number => before(number, done, known));
        term.courses.forEach(number => done.add(number));
      }
    }

    function program(wanted) {
      const counted = new Set();
      let unseen = false;
      for (const group of wanted.groups) {
        for (const course of group.courses) {
          if (group.rule !== "all" || course.options.length) continue;
          unseen = true;
          say("note", course.title, "has no number and cannot be checked", group.id);
        }
        const lists = group.courses.map(course => course.options).filter(options => options.length);
        const found = lists.map(options => options.find(number => isTaken.has(number)));
        const here = found.filter(number => number !== undefined && !counted.has(number));
        here.forEach(number => counted.add(number));
        const subject = `${wanted.title}: ${group.title}`;
        const have = sum(here);
        if (group.rule === "all") {
          const lost = lists.filter((_, index) => found[index] === undefined).map(options => options[0]);
          const why = lost.length ? `lacks ${lost.join(", ")}` : "taken";
          if (lists.length) judge(!lost.length, subject, why, group.id);
        } else if (group.chooseCourses !== null) {
          const why = `${here.length} of ${group.chooseCourses} chosen`;
          judge(here.length >= group.chooseCourses, subject, why, group.id);
        } else if (group.chooseUnits !== null) {
          judge(have >= group.chooseUnits, subject, `${shown(have)} of ${shown(group.chooseUnits)} units`, group.id);
        } else say("note", subject, "how many of these are needed is not published", group.id);
      }
      const numbers = sorted(counted);
      if (wanted.total !== null) {
        const have = sum(numbers);
        const why = `${shown(have)} of ${shown(wanted.total)} units`;
        const subject = `${wanted.title}: units`;
        if (have < wanted.total && (unseen || !wanted.complete)) {
          say("note", subject, `${why}; the rest cannot be checked`, wanted.id);
        } else judge(have >= wanted.total, subject, why, wanted.id);
      }
      const core = new Set(entry.groups.filter(group => !group.elective).flatMap(optionsOf));
      const both = numbers.filter(number => core.has(number));
      if (both.length) {
        const why = `${both.join(", ")} counts here and in the core; whether it may is not published`;
        say("note", `${wanted.title}: in the core too`, why, wanted.id);
      }
    }

    const twice = taken.filter(number => allTaken.indexOf(number) !== allTaken.lastIndexOf(number));
    if (twice.length) judge(false, "no course twice", `stands twice: ${twice.join(", ")}`);
    const unknown = taken.filter(number => table.courses[number].units === null && !named.has(number));
    if (unknown.length) {
      say("note", "units", `no source gives the units of ${unknown.join(", ")}; counted as 0`);
    }
    const exempted = groups();
    for (const item of entry.unchecked) say("note", item.title, item.why, item.rule);
    result.total = sum(taken);
    result.elective = result.total - result.core;
    totals(exempted);
    limits();
    loads();
    order();
    if (plan.specialization) program(table.sets[plan.specialization]);
    return result;
  }

  return { assign, check };
});
