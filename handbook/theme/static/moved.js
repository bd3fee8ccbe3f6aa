// Goes from a moved page to where it is now, and takes the anchor along. A part listed by its own anchor goes its own way.
(() => {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch { /* no part has such a name */ }
  const part = id && document.getElementById(id);
  const own = part && part.querySelector("a[href]");
  const link = own || document.getElementById("moved-to");
  const target = new URL(link.href);
  if (!own && !target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
