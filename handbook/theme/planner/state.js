// A plan in the address, so that it can be shared. What the rule table does not know is left out, and said.
(function (root, make) {
  if (typeof module === "object" && module.exports) module.exports = make();
  else root.HandbookPlanState = make();
})(typeof self === "undefined" ? this : self, function () {
  "use strict";

  const MOST_TERMS = 12;
  const MOST_COURSES = 20;
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

  // The fragment without "#": requirement set, specialization, terms, exemptions.
  function write(plan) {
    const parts = new URLSearchParams({ rules: plan.requirement });
    if (plan.specialization) parts.set("with", plan.specialization);
    for (const term of plan.terms) parts.append("term", term.courses.join("."));
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
    let specialization = parts.get("with") || "";
    if (specialization && !(has(table.sets, specialization) && table.sets[specialization].for.includes(requirement))) {
      specialization = "";
      ignored += 1;
    }
    const listed = parts.getAll("term");
    ignored += Math.max(0, listed.length - MOST_TERMS);
    const terms = listed.slice(0, MOST_TERMS).map(numbers).map(courses => ({ courses }));
    const exemptions = numbers(parts.get("exempt") || "");
    for (const key of new Set(parts.keys())) if (!["rules", "with", "term", "exempt"].includes(key)) ignored += 1;
    return { plan: { requirement, specialization, terms, exemptions }, ignored };
  }

  return { MOST_COURSES, MOST_TERMS, read, write };
});
