// A plan in the address, so that it can be shared. What the rule table does not know is left out, and said.
(function (root, make) {
  if (typeof module === "object" && module.exports) module.exports = make();
  else root.HandbookPlanState = make();
})(typeof self === "undefined" ? this : self, function () {
  "use strict";

  const MOST_TERMS = 12;
  const MOST_COURSES = 20;
  const LONGEST_NAME = 40;
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

  // What a term is called that has no name of its own.
  const nth = index => `term ${index + 1}`;

  // The fragment without "#": requirement set, specialization, terms (a name and "*" before the courses), exemptions.
  function write(plan) {
    const parts = new URLSearchParams({ rules: plan.requirement });
    if (plan.specialization) parts.set("with", plan.specialization);
    plan.terms.forEach((term, index) => {
      const name = term.name && term.name !== nth(index) ? `${term.name}*` : "";
      parts.append("term", name + term.courses.join("."));
    });
    if (plan.exemptions.length) parts.set("exempt", plan.exemptions.join("."));
    return parts.toString();
  }

  // {plan, ignored}: plan is null where the fragment holds none; ignored counts what was left out.
  function read(table, fragment) {
    const parts = new URLSearchParams(fragment.replace(/^#/, ""));
    if (!parts.has("rules")) return { plan: null, ignored: 0 };
    const requirement = parts.get("rules");
    if (!has(table.sets, requirement) || table.sets[requirement].kind !== "degree") return { plan: null, ignored: 1 };
    let ignored = 0;
    const numbers = text => {
      const all = text.split(".").filter(Boolean);
      const found = all.filter(number => has(table.courses, number)).slice(0, MOST_COURSES);
      ignored += all.length - found.length;
      return found;
    };
    // Characters that show nothing, or turn the text around, are no part of a name.
    const named = (text, index) => {
      const end = text.lastIndexOf("*") + 1;
      const given = text.slice(0, Math.max(0, end - 1));
      const name = [...given.replace(/\p{C}/gu, "")].slice(0, LONGEST_NAME).join("").trim();
      if (name !== given) ignored += 1;
      return { name: name || nth(index), courses: numbers(text.slice(end)) };
    };
    let specialization = parts.get("with") || "";
    if (specialization && !(has(table.sets, specialization) && table.sets[specialization].for.includes(requirement))) {
      specialization = "";
      ignored += 1;
    }
    const listed = parts.getAll("term");
    ignored += Math.max(0, listed.length - MOST_TERMS);
    const terms = listed.slice(0, MOST_TERMS).map(named);
    const exemptions = numbers(parts.get("exempt") || "");
    for (const key of new Set(parts.keys())) if (!["rules", "with", "term", "exempt"].includes(key)) ignored += 1;
    return { plan: { requirement, specialization, terms, exemptions }, ignored };
  }

  return { MOST_COURSES, MOST_TERMS, nth, read, write };
});
