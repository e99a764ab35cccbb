"""PDF and Word file hold what the document holds, for everyone to read, the same bytes each time."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader
from sample import sample_result
from test_dossier import HOSTILE, _hostile

from hiap.domain.errors import InputError
from hiap.reports import pdf as paper
from hiap.reports.blocks import Cell, Table
from hiap.reports.document import Document, Section, figures, folded, parts, tables
from hiap.reports.dossier import dossier
from hiap.reports.export import exported
from hiap.reports.page import page
from hiap.reports.pdf import pdf, printable
from hiap.reports.pdf_rows import with_row_headings
from hiap.reports.widths import widths
from hiap.reports.word import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
JOINER = "\N{WORD JOINER}"
SMALL = b"""#set document(title: "small")
#set text(lang: "en")
#title()
#for _ in range(11) { table(columns: 2, table.header([What], [How much]), [a], [1], [b], [2]) }"""


@pytest.fixture(scope="module", params=["nl", "en"])
def document(request: pytest.FixtureRequest) -> Document:
    return dossier(sample_result(draws=100), request.param)


@pytest.fixture(scope="module")
def made_pdf(document: Document) -> bytes:
    return pdf(document)


@pytest.fixture(scope="module")
def made_word(document: Document) -> bytes:
    return word(document)


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def without_spaces(text: str) -> str:
    return re.sub(rf"[\s{JOINER}]", "", text)


def titles(document: Document) -> list[str]:
    """The titles of all sections and the captions of all tables and figures."""
    sections = [block.title for block in parts(document.sections) if isinstance(block, Section)]
    captions = [figure.chart.title for figure in figures(document)]
    return [*sections, *captions, *(table.caption for table in tables(document))]


def word_text(content: bytes) -> str:
    root = docx.Document(io.BytesIO(content)).element
    return "".join(piece.text or "" for piece in root.iter(W + "t"))


def test_all_titles_and_captions_are_in_each_file(
    document: Document, made_pdf: bytes, made_word: bytes
) -> None:
    html = re.sub(r"<[^>]*>", "", page(document)).replace("&#39;", "'").replace("&amp;", "&")
    texts = {
        "page": html,
        "pdf": "".join(leaf.extract_text() for leaf in reader(made_pdf).pages),
        "word": word_text(made_word),
    }
    found = titles(document)
    assert len(found) > 100
    for name, text in texts.items():
        whole = without_spaces(text)
        assert [title for title in found if without_spaces(title) not in whole] == [], name


def test_all_numbers_of_the_tables_are_in_each_paper(
    document: Document, made_pdf: bytes, made_word: bytes
) -> None:
    on_pdf = without_spaces("".join(leaf.extract_text() for leaf in reader(made_pdf).pages))
    on_word = without_spaces(word_text(made_word))
    cells = {cell for table in tables(document) for row in table.rows for cell in row if cell.number}
    shown = {without_spaces(text) for cell in cells for text in (cell.text, cell.interval)}
    assert [text for text in shown if text not in on_pdf or text not in on_word] == []


def test_the_pdf_says_that_it_is_accessible(document: Document, made_pdf: bytes) -> None:
    found = reader(made_pdf)
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == document.lang
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata is not None
    assert found.metadata.title == document.title
    assert len(found.outline) > 3


@pytest.mark.parametrize("measures", [1, 2, 4, 6])
def test_the_settings_stand_on_one_page_of_the_pdf(measures: int) -> None:
    """Whatever stands before them: a longer first page pushes them on as a whole."""
    made = pdf(dossier(sample_result(draws=100, measures=measures), "en"))
    leaves = [leaf.extract_text() for leaf in reader(made).pages[:4]]
    assert [all(name in leaf for name in ("Compared with:", "Prosperity groups:")) for leaf in leaves].count(
        True
    ) == 1
    assert sum("Compared with:" in leaf or "Prosperity groups:" in leaf for leaf in leaves) == 1


def structure(element: Any) -> Iterator[Any]:
    """All elements of the structure of a PDF."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for inner in element:
            yield from structure(inner)
    elif isinstance(element, dict):
        yield element
        yield from structure(element.get("/K", []))


def test_the_pdf_marks_headings_tables_and_pictures(document: Document, made_pdf: bytes) -> None:
    root: Any = reader(made_pdf).trailer["/Root"]
    found = list(structure(root["/StructTreeRoot"]))
    kinds = [str(element.get("/S", "")) for element in found]
    alts = [str(element["/Alt"]) for element in found if element.get("/S") == "/Figure" and "/Alt" in element]
    assert sorted(alts) == sorted(figure.chart.alt for figure in figures(document))
    assert kinds.count("/Table") == len(tables(document))
    shown = [table for table in tables(document) if table.rows]
    assert kinds.count("/TH") == sum(len(table.head) + len(table.rows) for table in shown)
    assert kinds.count("/TD") == sum((len(table.head) - 1) * len(table.rows) for table in shown)
    sections = sum(isinstance(block, Section) for block in parts(document.sections))
    assert sum(kinds.count(f"/H{level}") for level in range(1, 5)) >= sections


def test_each_cell_of_the_pdf_names_the_heads_of_its_column_and_row(made_pdf: bytes) -> None:
    found_root: Any = reader(made_pdf).trailer["/Root"]
    root = found_root["/StructTreeRoot"]
    names = root["/IDTree"]["/Names"]
    known = {str(name): place.get_object() for name, place in zip(names[::2], names[1::2], strict=True)}
    assert list(known) == sorted(known)
    scopes = {name: head["/A"][0]["/Scope"] for name, head in known.items()}
    cells = [element for element in structure(root) if element.get("/S") == "/TD"]
    assert len(cells) > 100
    for cell in cells:
        found = [str(name) for name in cell["/A"][0]["/Headers"]]
        assert [scopes[name] for name in found] == ["/Column", "/Row"]
        assert known[found[1]]["/P"] == cell["/P"]


def printed(content: bytes) -> list[bytes]:
    """What stands on each page, as instructions to print it."""
    found: list[Any] = [leaf.get_contents() for leaf in reader(content).pages]
    return [leaf.get_data() for leaf in found]


def test_row_headings_change_nothing_that_is_printed() -> None:
    made = paper.compiled(SMALL, "")
    marked = with_row_headings(made)
    assert marked != made
    assert printed(marked) == printed(made) != []
    assert with_row_headings(marked) == marked
    assert with_row_headings(b"%PDF-1.7 something else") == b"%PDF-1.7 something else"


def test_the_word_file_has_real_headings_captions_and_heads(document: Document, made_word: bytes) -> None:
    found = docx.Document(io.BytesIO(made_word))
    styles = [paragraph.style.name for paragraph in found.paragraphs if paragraph.style]
    sections = sum(isinstance(block, Section) for block in parts(document.sections))
    assert sum(style.startswith("Heading") for style in styles) == sections + 1 + len(folded(document))
    assert styles.count("Caption") == len(tables(document)) + len(figures(document))
    assert len(found.tables) == len(tables(document))
    assert len(list(found.element.iter(W + "tblHeader"))) == len(found.tables)


def test_the_word_file_has_alternative_text_language_and_title(document: Document, made_word: bytes) -> None:
    found = docx.Document(io.BytesIO(made_word))
    alts = [shape._inline.docPr.get("descr") for shape in found.inline_shapes]
    assert alts == [figure.chart.alt for figure in figures(document)]
    assert found.core_properties.title == document.title
    language = {"nl": "nl-NL", "en": "en-GB"}[document.lang]
    assert {lang.get(W + "val") for lang in found.styles.element.iter(W + "lang")} == {language}


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_the_same_result_gives_the_same_bytes(suffix: str) -> None:
    result = sample_result(draws=100, measures=1)
    assert exported(result, suffix) == exported(result, suffix)


def test_no_file_holds_a_time(made_pdf: bytes, made_word: bytes) -> None:
    assert not re.search(rb"D:20(?!00)\d\d|<xmp:\w+Date>20(?!00)", made_pdf)
    with zipfile.ZipFile(io.BytesIO(made_word)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}


def test_a_template_gives_styles_and_keeps_what_stands_in_it(tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("Ministry of Examples")
    template.styles["Heading 1"].font.name = "Verdana"
    template.save(str(tmp_path / "house.docx"))
    made = word(dossier(sample_result(measures=1), "en"), str(tmp_path / "house.docx"))
    found = docx.Document(io.BytesIO(made))
    assert found.paragraphs[0].text == "Ministry of Examples"
    assert found.styles["Heading 1"].font.name == "Verdana"
    assert "hiap" in found.paragraphs[1].text


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "house.docx"
    wrong.write_text("not a zip")
    with pytest.raises(InputError, match=r"house\.docx: cannot be read as a Word file.*give a \.docx file"):
        word(dossier(sample_result(measures=1)), str(wrong))


@pytest.mark.parametrize(("module", "suffix"), [("typst", ".pdf"), ("docx", ".docx")])
def test_what_is_not_installed_is_named_with_its_cure(
    module: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r"needs " + module + r".*pip install 'hiap\[report\]'"):
        exported(sample_result(measures=1), suffix)


def test_hostile_titles_and_absent_letters_stay_text() -> None:
    result = _hostile(sample_result(measures=1))
    result["scenarios"]["school-lunch"]["title"] = f"#panic(1) \x07 中 {HOSTILE}"
    document = dossier(result, "en")
    text = "".join(leaf.extract_text() for leaf in reader(pdf(document)).pages)
    assert "#panic(1)" in text
    assert "中" not in text
    assert "中" in word_text(word(document))


def test_only_letters_without_a_shape_are_marked() -> None:
    assert printable("é ≥ ’ € m² 😀") == f"é ≥ ’ € m² {paper.ABSENT}"


def test_an_empty_result_gives_a_pdf_and_a_word_file() -> None:
    assert pdf(dossier({})).startswith(b"%PDF")
    assert "Er zijn geen maatregelen" in word_text(word(dossier({})))


def test_columns_keep_amounts_whole_and_share_the_rest() -> None:
    long = "a text of many words that may be folded over lines " * 4
    rows = ((Cell(long, number=False), Cell("1,000", "(800 to 1,200)")),)
    first, second = widths(Table("caption", ("what", "how many"), rows), 60)
    assert second >= len("(800 to 1,200)") * 0.88
    assert first + second <= 60
    narrow = widths(Table("caption", ("what", "how many"), ((Cell("a"), Cell("1")),)), 60)
    assert sum(narrow) < 30
