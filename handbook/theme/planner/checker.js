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

  const optionsOf = group => group.courses.flatMap(course => course.options);

  // What fills each place of each group; a group by units alone has none.
  function placedIn(groups, candidates) {
    const places = groups.map(group => {
      if (group.rule === "all") return group.courses.map(course => candidates(course.options));
      return Array(group.chooseCourses || 0).fill(candidates(optionsOf(group)));
    });
    const filled = assign(places.flat());
    return places.map(ofGroup => filled.splice(0, ofGroup.length));
  }

  // A group names the units of its courses; they go before those of the catalog.
  function linesWithUnits(entry) {
    return entry.groups.flatMap(group => group.courses).filter(line => line.options.length && line.units !== null);
  }
  const namedUnits = entry => new Map(linesWithUnits(entry).map(line => [line.options[0], line.units]));

  // The units of a course under the rules of `entry`, null where no source gives them.
  function unitsOf(table, entry) {
    const named = namedUnits(entry);
    return number => named.get(number) ?? table.courses[number].units;
  }

  function check(table, plan) {
    const entry = table.sets[plan.requirement];
    const allTaken = plan.terms.flatMap(term => term.courses);
    const taken = sorted(allTaken);
    const isTaken = new Set(taken);
    const exempt = new Set(plan.exemptions.filter(number => !isTaken.has(number)));
    const named = namedUnits(entry);
    const given = unitsOf(table, entry);
    const isUnknown = number => given(number) === null;
    const standIns = new Map(linesWithUnits(entry).flatMap(line => {
      return line.options.slice(1).filter(isUnknown).map(number => [number, line.units]);
    }));
    const unknown = taken.filter(number => isUnknown(number) && !standIns.has(number));
    const findings = [];
    const result = { findings, total: 0, core: 0, elective: 0, outside: 0, undergraduate: 0, loads: [] };
    const say = (state, subject, why, rule) => findings.push({ state, subject, why, rule: rule || entry.id });
    const judge = (holds, subject, why, rule) => say(holds ? "met" : "missing", subject, why, rule);
    // A note where units that no source gives may be what is lacking.
    const enough = (have, need, among, subject, why, rule) => {
      if (have < need && among.some(number => unknown.includes(number))) {
        say("note", subject, `${why}; the rest cannot be checked`, rule);
      } else judge(have >= need, subject, why, rule);
    };
    const units = number => given(number) ?? standIns.get(number) ?? 0;
    const sum = numbers => numbers.reduce((all, number) => all + units(number), 0);
    const ruleOf = name => (has(table.rules, name) ? table.rules[name] : "");
    const ofTaken = options => options.filter(number => isTaken.has(number));
    const candidates = options => [
      ...ofTaken(options),
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
      const placed = placedIn(ordered, candidates);
      const used = new Set(placed.flat().filter(number => number !== null));
      let exempted = 0;
      ordered.forEach((group, index) => {
        const found = placed[index];
        let counted = found.filter(number => number !== null);
        let most = Infinity;
        if (group.rule === "all") every(group, found);
        else if (group.chooseCourses !== null) {
          judge(counted.length === found.length, group.title, `${counted.length} of ${found.length} chosen`, group.id);
        } else if (group.chooseUnits !== null) {
          // Two lines may name one course: it counts once.
          counted = [...new Set(candidates(optionsOf(group)))].filter(number => !used.has(number));
          counted.forEach(number => used.add(number));
          most = group.chooseUnits;
          const have = sum(counted.map(bare));
          const why = `${shown(have)} of ${shown(group.chooseUnits)} units chosen`;
          enough(have, group.chooseUnits, counted, group.title, why, group.id);
        } else say("note", group.title, "how many of these are needed is not published", group.id);
        if (group.elective) return;
        const core = Math.min(most, sum(counted.filter(number => !number.startsWith(EXEMPT))));
        exempted += Math.min(most - core, sum(counted.filter(number => number.startsWith(EXEMPT)).map(bare)));
        result.core += core;
      });
      return exempted;
    }

    function totals(exempted) {
      const of = (have, wanted) => `${shown(have)} of ${shown(wanted)} units`;
      if (entry.total !== null) enough(result.total, entry.total, taken, "total units", of(result.total, entry.total));
      if (!entry.complete) {
        say("note", "core units", "the core of this set is only partly known");
        return;
      }
      if (entry.core !== null) {
        const why = `${of(result.core, entry.core)}, ${shown(exempted)} exempted`;
        const core = entry.groups.filter(group => !group.elective).flatMap(optionsOf);
        enough(result.core + exempted, entry.core, core, "core units", why);
      }
      if (entry.elective !== null) {
        enough(result.elective, entry.elective, taken, "elective units", of(result.elective, entry.elective));
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
      const subject = `prerequisites of ${number}`;
      const listed = needs.join(", ");
      if (course.needsRule === "see-note") {
        say("note", subject, `see its entry: ${course.note || listed}`, course.id);
        return;
      }
      const all = course.needsRule === "all";
      const still = needs.filter(need => !done.has(need));
      if (!still.length || (!all && still.length < needs.length)) {
        const found = needs.filter(need => done.has(need));
        const oneOf = all || needs.length === 1 ? "" : `needs one of ${listed}; `;
        const stand = found.length === 1 ? "stands in an earlier term or is" : "stand in an earlier term or are";
        say("met", subject, `${oneOf}${found.join(" and ")} ${stand} exempted`, course.id);
        return;
      }
      const old = still.filter(need => !has(table.courses, need) || !known.has(need));
      if (old.length && (!all || old.length === still.length)) {
        const which = `${old.join(", ")} ${old.length === 1 ? "is" : "are"}`;
        say("note", subject, `left open, for ${which} not in this edition`, course.id);
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

    // Judges a group of a program that needs all, and returns whether it names a course without a number.
    function everyOfProgram(subject, group, found) {
      const unseen = group.courses.filter(course => !course.options.length);
      unseen.forEach(course => say("note", course.title, "has no number and cannot be checked", group.id));
      const lost = group.courses
        .filter((course, index) => course.options.length && found[index] === null).map(course => course.options[0]);
      const why = lost.length ? `lacks ${lost.join(", ")}` : "taken";
      if (unseen.length < group.courses.length) judge(!lost.length, subject, why, group.id);
      return unseen.length > 0;
    }

    function choiceOfProgram(subject, group, here) {
      if (group.chooseCourses !== null) {
        const why = `${here.length} of ${group.chooseCourses} chosen`;
        judge(here.length >= group.chooseCourses, subject, why, group.id);
      } else if (group.chooseUnits !== null) {
        const have = sum(here);
        enough(have, group.chooseUnits, here, subject, `${shown(have)} of ${shown(group.chooseUnits)} units`, group.id);
      } else say("note", subject, "how many of these are needed is not published", group.id);
    }

    function program(wanted) {
      const placed = placedIn(wanted.groups, ofTaken);
      const counted = new Set(placed.flat().filter(number => number !== null));
      let unseen = false;
      wanted.groups.forEach((group, index) => {
        const subject = `${wanted.title}: ${group.title}`;
        if (group.rule === "all") {
          unseen = everyOfProgram(subject, group, placed[index]) || unseen;
          return;
        }
        const here = placed[index].filter(number => number !== null);
        for (const { options } of group.courses) {
          const left = ofTaken(options).find(number => !counted.has(number));
          if (left === undefined || options.some(number => here.includes(number))) continue;
          here.push(left);
          counted.add(left);
        }
        choiceOfProgram(subject, group, here);
      });
      const numbers = sorted(counted);
      if (wanted.total !== null) {
        const have = sum(numbers);
        const why = `${shown(have)} of ${shown(wanted.total)} units`;
        const subject = `${wanted.title}: units`;
        if (have < wanted.total && (unseen || !wanted.complete)) {
          say("note", subject, `${why}; the rest cannot be checked`, wanted.id);
        } else enough(have, wanted.total, numbers, subject, why, wanted.id);
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
    if (unknown.length) {
      say("note", "units", `no source gives the units of ${unknown.join(", ")}; counted as 0`);
    }
    for (const number of taken.filter(one => standIns.has(one))) {
      const as = shown(standIns.get(number));
      say("note", "units", `no source gives the units of ${number}; counted as ${as}, as what it replaces`);
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

  return { assign, check, unitsOf };
});
