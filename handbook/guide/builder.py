"""The Sphinx builder ``guide``: doctrees in, PDFs out, through Typst."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any, ClassVar

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from handbook.guide.book import Guide, Part, parts_of
from handbook.guide.frames import GuideError
from handbook.guide.links import Labels
from handbook.guide.translator import GuideTranslator
from handbook.guide.typst_text import array, call, string

logger = logging.getLogger(__name__)
_HERE = Path(__file__).parent


class GuideBuilder(Builder):
    """Writes one PDF for each entry of ``guide_documents``, and ``guides.json`` with their sizes and pages."""

    name = "guide"
    format = "typst"
    epilog = "The PDF guides are in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]
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
        """Write every guide."""
        guides = [Guide.from_config(raw) for raw in self.config.guide_documents]
        trees: dict[str, nodes.document] = {}
        manifest: dict[str, dict[str, int | str]] = {}
        shutil.copytree(_HERE / "fonts", self.outdir / "fonts", dirs_exist_ok=True)
        shutil.copyfile(_HERE / "handbook.typ", self.outdir / "handbook.typ")
        for guide in guides:
            logger.info("setting %s.pdf ...", guide.file)
            source = self.source_of(guide, trees)
            path = self.outdir / f"{guide.file}.typ"
            path.write_text(source, encoding="utf-8")
            self.copy_images()
            pdf = self.compile(path)
            (self.outdir / f"{guide.file}.pdf").write_bytes(pdf)
            pages = self.page_count(path)
            manifest[guide.file] = {"title": guide.title, "bytes": len(pdf), "pages": pages}
        text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        (self.outdir / "guides.json").write_text(text, encoding="utf-8")
        for leftover in ("fonts", "images"):
            shutil.rmtree(self.outdir / leftover, ignore_errors=True)
        for path in [*self.outdir.glob("*.typ")]:
            path.unlink()

    def tree(self, docname: str, trees: dict[str, nodes.document]) -> nodes.document:
        """Return the resolved doctree of a page; read once for all guides."""
        if docname not in trees:
            tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.post_process_images(tree)
            trees[docname] = tree
        return trees[docname]

    def source_of(self, guide: Guide, trees: dict[str, nodes.document]) -> str:
        """Return the whole Typst source of ``guide``."""
        parts = parts_of(self.env, guide, self.config.guide_loose_title)
        docnames = [docname for part in parts for docname in [*([part.lead] if part.lead else []), *part.pages]]
        labels = Labels()
        for docname in docnames:
            labels.add_page(docname, self.tree(docname, trees))
        titles = {docname: title.astext() for docname, title in self.env.titles.items()}
        body = [text for part in parts for text in self.part(part, labels, titles, trees)]
        settings = call(
            "handbook",
            title=string(guide.title), subtitle=string(guide.subtitle), author=string(self.config.author),
            edition=string(self.config.guide_edition), checked=string(self.config.guide_checked),
            notice=string(self.config.guide_notice), how_to=array([string(text) for text in self.config.guide_how_to]),
            language=string(self.config.language or "en"), paper=string(self.config.guide_paper),
            entries=array([
                array([string(words), string(label)]) for words, label in self.index_entries(labels)
            ]),
        )
        return "\n".join(['#import "handbook.typ": *', f"#show: {settings.replace('handbook(', 'handbook.with(', 1)}",
                          "#{", *body, "}", ""])

    def part(
        self, part: Part, labels: Labels, titles: dict[str, str], trees: dict[str, nodes.document]
    ) -> Iterator[str]:
        """Yield the Typst code of one part: its opener and its pages."""
        if part.lead is None:
            yield call("part", string(part.title))
        for docname in [*([part.lead] if part.lead else []), *part.pages]:
            tree = self.tree(docname, trees)
            translator = GuideTranslator(tree, self, docname, labels, titles, opens_part=docname == part.lead)
            tree.walkabout(translator)
            yield translator.result()

    def index_entries(self, labels: Labels) -> list[tuple[str, str]]:
        """Return (words, label) of every object that ``guide_index`` names and the guide holds, sorted."""
        found: dict[str, str] = {}
        for domain_name, object_type in self.config.guide_index:
            for _, words, kind, docname, anchor, _ in self.env.get_domain(domain_name).get_objects():
                label = labels.find(docname, anchor)
                if kind == object_type and label is not None:
                    found.setdefault(words, label)
        return sorted(found.items(), key=lambda pair: pair[0].casefold())

    def copy_images(self) -> None:
        """Copy the pictures that the pages use beside the source."""
        folder = self.outdir / "images"
        folder.mkdir(exist_ok=True)
        for source, name in self.images.items():
            shutil.copyfile(self.srcdir / source, folder / name)

    def _compiler(self, path: Path) -> typst.Compiler:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[self.outdir / "fonts"])
        return typst.Compiler(path, root=self.outdir, font_paths=fonts)

    def compile(self, path: Path) -> bytes:
        """Return the PDF of the source ``path``; raises :class:`GuideError` with Typst's own words."""
        try:
            pdf, warnings = self._compiler(path).compile_with_warnings(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
        except typst.TypstError as error:
            raise GuideError(f"{path.name}: {_one_line(error)}") from None
        for warning in warnings:
            logger.warning("%s: %s", path.name, _one_line(warning), type="guide")
        assert isinstance(pdf, bytes)
        return pdf

    def page_count(self, path: Path) -> int:
        """Return the number of pages of the source ``path``."""
        counted = self._compiler(path).query("<last-page>", field="value", one=True)
        return int(json.loads(counted))


def _one_line(error: Any) -> str:
    hints = "; ".join(getattr(error, "hints", []) or [])
    message = str(getattr(error, "message", error)).replace("\n", " ")
    return f"{message} ({hints})" if hints else message
