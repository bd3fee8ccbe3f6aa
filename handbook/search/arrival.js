/* Takes the index when it arrives, and hands the engine to the dialog. The last part of the engine in a browser. */
self.HandbookSearch.load = function (packed) {
  "use strict";
  self.HandbookSearchBox.engine = self.HandbookSearch.create(self.HandbookSearch.unpack(packed));
};
