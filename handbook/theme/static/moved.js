// Goes from a moved page to where it is now, and takes the anchor along. A part listed by its own anchor goes its own way.
(() => {
  const part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const own = part && part.querySelector("a[href]");
  const link = own || document.getElementById("moved-to");
  const target = new URL(link.href);
  if (!own && !target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
