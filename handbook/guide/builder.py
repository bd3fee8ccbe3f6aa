"""The Sphinx builder ``guide``: doctrees in, PDFs out, through Typst."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging

from handbook.guide.book import Guide, Part, guides_of, parts_of
from handbook.guide.book_index import BookIndex
from handbook.guide.compiler import compile_guide
from handbook.guide.estimate import Estimate
from handbook.guide.frames import TYPST, GuideError
from handbook.guide.links import Labels
from handbook.guide.pack import PackError, pack
from handbook.guide.sources import Bibliography
from handbook.guide.translator import GuideTranslator
from handbook.guide.typst_text import array, call, string
from handbook.guide.volume import Volume

logger = logging.getLogger(__name__)
_HERE = Path(__file__).parent


class GuideBuilder(Builder):
    """Writes one PDF for each entry of ``guide_documents``, and ``guides.json`` with their sizes and pages."""

    name = "guide"
    format = "typst"
    epilog = "The PDF guides are in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif",
    ]
    supported_linkcode: ClassVar[Any] = False
    allow_parallel = True

    def get_outdated_docs(self) -> Iterable[str]:
        """Everything is written anew: a guide is one file."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the inner address of a page; the translator turns it into a label."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Inner addresses do not depend on where a link stands."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write every guide; a page that cannot be set is reported in one line, and the build fails."""
        try:
            with _no_collection():
                self.write_guides()
        except GuideError as error:
            logger.error("%s", self.with_line(str(error)), type=error.code)
            self._app.statuscode = 1

    def with_line(self, message: str) -> str:
        """Return ``message`` ("page: picture: words") with the line of the page that names the picture, if one does."""
        page, _, rest = message.partition(": ")
        path = self.confdir / page
        name = re.search(r"[\w.-]+\.(?:svg|png|jpe?g|webp|gif)\b", rest)
        if name is None or not path.is_file():
            return message
        lines = path.read_text(encoding="utf-8").split("\n")
        line = next((number for number, text in enumerate(lines, 1) if name[0] in text), 0)
        return f"{page}:{line}: {rest}" if line else message

    def write_guides(self) -> None:
        """Write every guide; what is only needed on the way is removed when all went well."""
        guides = guides_of(self.config.guide_documents)
        trees: dict[str, nodes.document] = {}
        manifest: dict[str, dict[str, int | str]] = {}
        for folder in ("fonts", "look"):
            shutil.copytree(_HERE / folder, self.outdir / folder, dirs_exist_ok=True)
        logger.info("setting %s ...", ", ".join(f"{guide.file}.pdf" for guide in guides))
        # The compiler works outside Python's lock, on one guide while the next is translated. Two at a time: one takes
        # close to a gigabyte for 250 pages.
        with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as workers:
            made = []
            for guide in guides:
                source, volume = self.source_of(guide, trees)
                path = self.outdir / f"{guide.file}.typ"
                path.write_text(source, encoding="utf-8")
                self.copy_images()
                made.append(workers.submit(_pdf, path, volume))
        for guide, done in zip(guides, made, strict=True):
            size, pages = done.result()
            manifest[guide.file] = {"title": guide.title, "bytes": size, "pages": pages}
        text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        (self.outdir / "guides.json").write_text(text, encoding="utf-8")
        if not self.config.guide_keep_source:
            for leftover in ("fonts", "images", "look"):
                shutil.rmtree(self.outdir / leftover, ignore_errors=True)
            for path in [*self.outdir.glob("*.typ")]:
                path.unlink()

    def tree(self, docname: str, trees: dict[str, nodes.document]) -> nodes.document:
        """Return the resolved doctree of a page; read once for all guides."""
        if docname not in trees:
            tree = self.env.get_and_resolve_doctree(docname, self)
            self.post_process_images(tree)
            trees[docname] = tree
        return trees[docname]

    def source_of(self, guide: Guide, trees: dict[str, nodes.document]) -> tuple[str, Volume]:
        """Return the whole Typst source of ``guide``, and what its pages shared."""
        parts = parts_of(self.env, guide, self.config.guide_loose_title)
        if not parts:
            whose = f" names the audience {guide.audience}" if guide.audience else " stands in the toctree"
            raise ConfigError(f"guide_documents: {guide.file}: no page{whose}, so the guide is empty")
        labels = Labels()
        estimate = Estimate()
        for number, part in enumerate(parts, 1):
            for docname in part.all_pages:
                tree = self.tree(docname, trees)
                labels.add_page(docname, tree)
                estimate.add_page(docname, number, len(tree.astext()))
        titles = {docname: title.astext() for docname, title in self.env.titles.items()}
        volume = Volume(labels, titles, self.index_of(labels), estimate)
        body = [text for number, part in enumerate(parts, 1) for text in self.part(number, part, volume, trees)]
        settings = call(
            "handbook.with",
            title=string(guide.title), subtitle=string(guide.subtitle), author=string(self.config.author),
            edition=string(self.config.guide_edition), checked=string(self.config.guide_checked),
            notice=string(self.config.guide_notice), how_to=array([string(text) for text in self.config.guide_how_to]),
            language=string(self.config.language or "en"), paper=string(self.config.guide_paper),
            index_title=string(self.config.guide_index_title), entries=volume.index.result(),
            chapters=str(len(parts) + len(estimate)),
        )
        return "\n".join(['#import "look/book.typ": *', f"#show: {settings}", "#{", *body, "}", ""]), volume

    def part(self, number: int, part: Part, volume: Volume, trees: dict[str, nodes.document]) -> Iterator[str]:
        """Yield the Typst code of one part: its opener, its pages and its sources."""
        volume.sources = Bibliography(number)
        for docname in part.all_pages:
            volume.sources.add_page(docname, self.tree(docname, trees))
        if part.lead is None:
            volume.after_opener = True
            yield call("part", str(number), string(part.title))
        for docname in part.all_pages:
            tree = self.tree(docname, trees)
            translator = GuideTranslator(
                tree, self, docname, volume, opens_part=number if docname == part.lead else 0
            )
            tree.walkabout(translator)
            yield f"// page {translator.place_of(docname)}"
            yield translator.result()
        yield volume.sources.result(self.config.guide_sources_title)

    def index_of(self, labels: Labels) -> BookIndex:
        """Return an index with every object that ``guide_index`` names and the guide holds."""
        index = BookIndex()
        for domain_name, object_type in self.config.guide_index:
            for _, words, kind, docname, anchor, _ in self.env.get_domain(domain_name).get_objects():
                label = labels.find(docname, anchor)
                if kind == object_type and label is not None:
                    index.add(words, label)
        return index

    def copy_images(self) -> None:
        """Copy the pictures that the pages use beside the source."""
        folder = self.outdir / "images"
        folder.mkdir(exist_ok=True)
        for source, name in self.images.items():
            if not (folder / name).exists():
                shutil.copyfile(self.srcdir / source, folder / name)


def _pdf(path: Path, volume: Volume) -> tuple[int, int]:
    """Write the PDF of the Typst source ``path`` beside it; return its bytes and pages."""
    raw, pages, places = compile_guide(path)
    try:
        pdf = pack(raw, volume.descriptions, places)
    except PackError as error:
        raise GuideError(f"{path.stem}.pdf: {error}", TYPST) from None
    path.with_suffix(".pdf").write_bytes(pdf)
    return len(pdf), pages


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the search for circular garbage: the trees of all pages are kept to the end, so it walks them in vain.

    Measured on 190 pages, it took half of the time between doctrees and Typst source.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
