"""The Sphinx builder ``guide``: doctrees in, PDFs out, through Typst."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging

from handbook.guide.book import Book, Guide, guides_of, parts_of
from handbook.guide.book_index import BookIndex
from handbook.guide.compiler import PAGES, compile_guide, set_pages
from handbook.guide.estimate import Estimate
from handbook.guide.frames import TYPST, GuideError
from handbook.guide.links import Labels
from handbook.guide.pack import PackError, pack
from handbook.guide.settings import hold
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
        hold(self.config, self.env)
        guides = guides_of(self.config.guide_documents)
        # The longest first: the compiler keeps what it has set, which is most of the others.
        books = sorted((self.book(guide) for guide in guides), key=lambda book: -len(book.pages))
        for folder in ("fonts", "look"):
            shutil.copytree(_HERE / folder, self.outdir / folder, dirs_exist_ok=True)
        logger.info("setting %s ...", ", ".join(f"{guide.file}.pdf" for guide in guides))
        docnames = dict.fromkeys(docname for book in books for docname in book.pages)
        trees = {docname: self.tree(docname) for docname in docnames}
        volume = self.volume_of(books, trees)
        openers = {part.lead for book in books for part in book.parts}
        words = {
            docname: self.write_page(docname, tree, volume, opens_part=docname in openers)
            for docname, tree in trees.items()
        }
        self.copy_images()
        bindings = [self.bound(book, volume, words) for book in books]
        # The compiler works outside Python's lock. At most three at a time: one takes close to a gigabyte for 300
        # pages.
        with ThreadPoolExecutor(max_workers=min(3, os.cpu_count() or 1)) as workers:
            if bindings[1:]:
                set_pages(bindings[0].path)
            made = [workers.submit(one.make) for one in bindings]
        sizes = {book.guide.file: done.result() for book, done in zip(books, made, strict=True)}
        manifest = {
            guide.file: {"title": guide.title, "bytes": sizes[guide.file][0], "pages": sizes[guide.file][1]}
            for guide in guides
        }
        text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        (self.outdir / "guides.json").write_text(text, encoding="utf-8")
        if not self.config.guide_keep_source:
            for leftover in ("fonts", "images", "look", PAGES):
                shutil.rmtree(self.outdir / leftover, ignore_errors=True)
            for path in [*self.outdir.glob("*.typ")]:
                path.unlink()

    def book(self, guide: Guide) -> Book:
        """Return the parts of ``guide``; raises ConfigError where it has no page."""
        parts = parts_of(self.env, guide, self.config.guide_loose_title)
        if not parts:
            whose = f" names the audience {guide.audience}" if guide.audience else " stands in the toctree"
            raise ConfigError(f"guide_documents: {guide.file}: no page{whose}, so the guide is empty")
        return Book(guide, parts)

    def tree(self, docname: str) -> nodes.document:
        """Return the resolved doctree of a page."""
        tree = self.env.get_and_resolve_doctree(docname, self)
        self.post_process_images(tree)
        return tree

    def volume_of(self, books: list[Book], trees: dict[str, nodes.document]) -> Volume:
        """Return what all pages share; their order is that of the books in which they come first."""
        labels = Labels()
        estimate = Estimate()
        parts = [part for book in books for part in book.parts]
        for number, part in enumerate(parts, 1):
            for docname in part.all_pages:
                if docname not in estimate:
                    labels.add_page(docname, trees[docname])
                    estimate.add_page(docname, number, len(trees[docname].astext()))
        titles = {docname: title.astext() for docname, title in self.env.titles.items()}
        holders = {
            docname: frozenset(book.guide.file for book in books if docname in book.pages) for docname in trees
        }
        return Volume(labels, titles, self.index_of(labels), estimate, holders)

    def write_page(self, docname: str, tree: nodes.document, volume: Volume, *, opens_part: bool) -> dict[str, str]:
        """Write the Typst source of a page, the same for every guide; return the descriptions of its links."""
        translator = GuideTranslator(tree, self, docname, volume, opens_part=opens_part)
        tree.walkabout(translator)
        path = self.outdir / PAGES / f"{docname}.typ"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'// page {translator.place_of(docname)}\n#import "/look/book.typ": *\n#{{\n{translator.result()}\n}}\n',
            encoding="utf-8",
        )
        return translator.descriptions

    def bound(self, book: Book, volume: Volume, words: Mapping[str, Mapping[str, str]]) -> Binding:
        """Write the Typst source of ``book``, which includes its pages; return all that is needed to make the PDF.

        ``words`` holds the descriptions of the links of each page.
        """
        guide, pages = book.guide, set(book.pages)
        settings = call(
            "handbook.with",
            title=string(guide.title), subtitle=string(guide.subtitle), author=string(self.config.author),
            edition=string(self.config.guide_edition), checked=string(self.config.guide_checked),
            notice=string(self.config.guide_notice), how_to=array([string(text) for text in self.config.guide_how_to]),
            language=string(self.config.language or "en"), paper=string(self.config.guide_paper),
            index_title=string(self.config.guide_index_title),
            entries=volume.index.result(lambda label: volume.labels.docname(label) in pages),
            chapters=str(len(book.parts) + len(pages)),
        )
        lines = ['#import "look/book.typ": *', f"#show: {settings}", "#{"]
        for part in book.parts:
            if part.lead is None:
                lines.append(call("part", string(part.title), bare="true"))
            lines += [f"include {string(f'{PAGES}/{docname}.typ')}" for docname in part.all_pages]
        path = self.outdir / f"{guide.file}.typ"
        path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")
        site = self.config.guide_site_url
        return Binding(
            path,
            # The words of the first link in the book.
            {target: said for docname in reversed(book.pages) for target, said in words[docname].items()},
            volume.labels.elsewhere(site, pages) if site else {},
        )

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


@dataclass(frozen=True, slots=True)
class Binding:
    """What a PDF is made of: its Typst source, words for its links, and addresses of labels that it leaves out."""

    path: Path
    descriptions: Mapping[str, str]
    elsewhere: Mapping[str, str]

    def make(self) -> tuple[int, int]:
        """Write the PDF beside its source; return its bytes and pages. Raises :class:`GuideError`."""
        compiled = compile_guide(self.path)
        try:
            pdf = pack(compiled.pdf, self.descriptions, compiled.places, self.elsewhere)
        except PackError as error:
            raise GuideError(f"{self.path.stem}.pdf: {error}", TYPST) from None
        self.path.with_suffix(".pdf").write_bytes(pdf)
        return len(pdf), compiled.pages


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
