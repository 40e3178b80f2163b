"""PDF and OFD files that are broken, locked, endless or traps: the way of a file through the decoder's functions."""

from __future__ import annotations

import io
import pickle
import traceback
import zipfile

import pytest

from desktop_ocr.domain.errors import ClerkError, SourceArchive, SourceDamaged, SourceLocked, SourceRuined
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs
from tests.imaging.looks import grey
from tests.imaging.papers import ofd, ofd_parts, packed, pdf
from tests.imaging.pdf import pdf_files

PASSWORD = "Kw7-geheim"
PAGE, TEXT = ofd_parts()["Doc_0/Pages/Page_0/Content.xml"], b"<ofd:TextObject"
WHOLE = packed(ofd_parts(), zipfile.ZIP_STORED)


class TestPdf:
    def test_a_page_and_its_text(self) -> None:
        page = jobs.decode_page(pdf(), 1, Recipe())
        assert abs(page.width - 283 * 200 / 72) <= 1
        assert abs(page.height - 170 * 200 / 72) <= 1
        assert grey(page, 0.2, 0.3) < 20
        assert grey(page, 0.8, 0.5) > 235
        text = jobs.text_layer(pdf(), 1)
        assert text is not None
        assert [line.text for line in text.lines] == ["No 12345678"]

    def test_small(self) -> None:
        page = jobs.decode_page(pdf(), 1, Recipe(), 100)
        assert max(page.width, page.height) == 100

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("only its name", b"%PDF-1.7\n"),
            ("no pages", pdf(pages=0)),
            ("cut off", pdf()[:300]),
            ("garbage", b"%PDF-1.7\n" + bytes(range(256)) * 20),
        ],
    )
    def test_broken(self, name: str, content: bytes) -> None:
        for job in (lambda: jobs.describe(content), lambda: jobs.decode_page(content, 1, Recipe())):
            with pytest.raises(SourceDamaged):
                job()
        with pytest.raises(SourceDamaged):
            jobs.decode_what_is_there(content, 1, Recipe())

    @pytest.mark.parametrize("content", [b"%PDF-1.7\n", pdf()[:300], pdf(pages=0)])
    def test_of_which_nothing_is_left_that_is_said_at_once(self, content: bytes) -> None:
        """Not after an offer to try it anyway."""
        for job in (lambda: jobs.describe(content), lambda: jobs.decode_page(content, 1, Recipe())):
            with pytest.raises(SourceRuined):
                job()

    def test_cut_off_the_pages_that_came_can_be_had(self) -> None:
        whole = pdf(pages=3)
        content = whole[: whole.rindex(b"/Type/Page/")]  # the last page and what says where everything is
        for job in (lambda: jobs.describe(content), lambda: jobs.decode_page(content, 2, Recipe())):
            with pytest.raises(SourceDamaged) as caught:
                job()
            assert not isinstance(caught.value, SourceRuined)
        assert jobs.describe_what_is_there(content) == FileContents("PDF", 2, is_damaged=True)
        for page in (1, 2):
            part = jobs.decode_what_is_there(content, page, Recipe())
            assert part.is_incomplete
            assert (grey(part.image, 0.2, 0.3) < 20, grey(part.image, 0.8, 0.5) > 235) == (True, True)
        with pytest.raises(SourceRuined):
            jobs.decode_what_is_there(content, 3, Recipe())

    def test_cut_off_behind_a_bare_page_the_others_can_be_had(self) -> None:
        drawn = pdf_files.Sheet(pdf_files.letters("No 12345678", 50, 700))
        whole = pdf_files.pdf([pdf_files.Sheet(), drawn, drawn])
        content = whole[: whole.index(b"xref")]
        content = content[: content.rindex(b"/Type/Page/")]
        with pytest.raises(SourceDamaged) as caught:
            jobs.describe(content)
        assert not isinstance(caught.value, SourceRuined)
        assert jobs.describe_what_is_there(content).page_count == 2
        assert jobs.decode_what_is_there(content, 2, Recipe()).is_incomplete
        bare = pdf_files.pdf([pdf_files.Sheet()] * 3)
        with pytest.raises(SourceRuined):
            jobs.describe(bare[: bare.rindex(b"/Type/Page/")])

    def test_a_page_that_is_broken_in_a_whole_file_is_lost_and_the_others_are_not(self) -> None:
        """Nor does another one take its place."""
        content = pdf(pages=3)
        place = content.index(b"/Type/Page/", content.index(b"/Type/Page/") + 1)
        content = content[:place] + b"/Type/Lost/" + content[place + 11 :]
        assert jobs.describe(content) == FileContents("PDF", 3)
        for page in (1, 3):
            assert not jobs.decode_what_is_there(content, page, Recipe()).is_incomplete
        for job in (jobs.decode_page, jobs.decode_what_is_there):
            with pytest.raises(SourceRuined):
                job(content, 2, Recipe())

    def test_cut_off_and_locked_nothing_can_be_had(self) -> None:
        content = pdf_files.pdf([pdf_files.Sheet(pdf_files.letters("No 1", 50, 700))] * 2, user=PASSWORD)
        with pytest.raises(SourceRuined):
            jobs.decode_page(content[: content.index(b"xref")], 1, Recipe(), 0, PASSWORD)

    def test_thousands_of_pages_are_counted_at_once(self) -> None:
        content = pdf(pages=5000)
        assert jobs.describe(content) == FileContents("PDF", 5000)
        assert jobs.decode_page(content, 5000, Recipe(), 100).width == 100
        with pytest.raises(SourceDamaged):
            jobs.decode_page(content, 5001, Recipe())

    @pytest.mark.parametrize("size", [(14_400, 14_400), (1_000_000, 500_000), (3, 3)])
    def test_pages_of_any_size(self, size: tuple[int, int]) -> None:
        try:
            page = jobs.decode_page(pdf(size=size), 1, Recipe())
        except ClerkError:
            assert size == (3, 3)
        else:
            assert 2000 < max(page.width, page.height) <= 4096

    def test_programs_in_it_do_not_run(self) -> None:
        """What opens a window in a reader that runs it is only a page here."""
        action = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\); while\\(true\\);)>>/AcroForm<</Fields[]>>"
        assert jobs.decode_page(pdf(catalogue=action), 1, Recipe()).width > 700

    def test_locked(self) -> None:
        content = pdf_files.pdf([pdf_files.Sheet()], user=PASSWORD)
        for password in ("", "wrong", PASSWORD.lower()):
            for job in (
                lambda password=password: jobs.describe(content, password),
                lambda password=password: jobs.decode_page(content, 1, Recipe(), 0, password),
                lambda password=password: jobs.decode_what_is_there(content, 1, Recipe(), 0, password),
                lambda password=password: jobs.text_layer(content, 1, password),
            ):
                with pytest.raises(SourceLocked):
                    job()
        assert jobs.describe(content, PASSWORD) == FileContents("PDF", 1)
        assert jobs.decode_page(content, 1, Recipe(), 0, PASSWORD).width > 700
        assert jobs.text_layer(content, 1, PASSWORD) is not None

    def test_locked_only_for_changing(self) -> None:
        content = pdf_files.pdf([pdf_files.Sheet()], user="", owner=PASSWORD)
        assert jobs.decode_page(content, 1, Recipe()).width > 700

    def test_a_password_leaves_no_trace(self) -> None:
        with pytest.raises(SourceLocked) as caught:
            jobs.decode_page(pdf_files.pdf([pdf_files.Sheet()], user="other"), 1, Recipe(), 0, PASSWORD)
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
        assert PASSWORD not in told
        assert PASSWORD.encode() not in pickle.dumps(caught.value)


class TestOfd:
    def test_a_page_and_its_text(self) -> None:
        assert jobs.describe(ofd()) == FileContents("OFD", 1)
        page = jobs.decode_page(ofd(), 1, Recipe())
        assert abs(page.width - 100 / 25.4 * 200) <= 1
        assert grey(page, 0.25, 0.3) < 20
        assert grey(page, 0.8, 0.3) > 235
        text = jobs.text_layer(ofd(), 1)
        assert text is not None
        assert [line.text for line in text.lines] == ["发票一"]

    def test_a_password_is_of_no_use(self) -> None:
        assert jobs.describe(ofd(), PASSWORD).page_count == 1

    @pytest.mark.parametrize(
        "name",
        ["../evil.xml", "/etc/evil.xml", "C:/evil.xml", "C:\\evil.xml", "a/../../evil.xml", "\\\\host\\evil.xml"],
    )
    def test_names_that_lead_out(self, name: str) -> None:
        self.refused(packed({**ofd_parts(), name: b"<x/>"}))

    def test_too_many_entries(self) -> None:
        self.refused(packed({**ofd_parts(), **{f"{number}.xml": b"" for number in range(2001)}}))

    def test_an_xml_that_is_a_bomb(self) -> None:
        self.refused(ofd(Content=b"<a>" + b" " * 21_000_000 + b"</a>"))

    def test_sizes_that_lie(self) -> None:
        """The directory says 100 bytes; what comes out is 30 MB."""
        content = ofd(Content=b"<a>" + b" " * 30_000_000 + b"</a>")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            real = archive.getinfo("Doc_0/Pages/Page_0/Content.xml").file_size
        assert content.count(real.to_bytes(4, "little")) == 2
        self.refused(content.replace(real.to_bytes(4, "little"), (100).to_bytes(4, "little")))

    @pytest.mark.parametrize(
        "xml",
        [
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
            b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
            b"<a>" * 201 + b"</a>" * 201,
        ],
    )
    def test_xml_that_is_a_trap(self, xml: bytes) -> None:
        self.refused(ofd(Content=xml))

    def refused(self, content: bytes) -> None:
        with pytest.raises(SourceArchive):
            jobs.decode_page(content, 1, Recipe())

    @pytest.mark.parametrize(
        "content",
        [
            WHOLE[: WHOLE.index(TEXT) + 20],
            WHOLE[: WHOLE.index(b"PK\x01\x02") + 30],
            ofd()[:-100],
            ofd(Content=PAGE[: PAGE.index(TEXT) + 20]),
            WHOLE.replace(b'ID="4"', b'ID="\xff"'),
        ],
        ids=["within the page", "within the list", "packed", "page", "one letter"],
    )
    def test_cut_off_or_damaged_what_came_can_be_had(self, content: bytes) -> None:
        for job in (lambda: jobs.decode_page(content, 1, Recipe()), lambda: jobs.text_layer(content, 1)):
            with pytest.raises(SourceDamaged) as caught:
                job()
            assert not isinstance(caught.value, SourceRuined)
        assert jobs.describe_what_is_there(content).page_count == 1
        part = jobs.decode_what_is_there(content, 1, Recipe())
        assert part.is_incomplete
        assert (grey(part.image, 0.25, 0.3) < 20, grey(part.image, 0.8, 0.3) > 235) == (True, True)

    def test_behind_a_bare_page_what_came_can_be_had(self) -> None:
        pages = b"".join(
            b'<ofd:Page ID="%d" BaseLoc="Pages/%s/Content.xml"/>' % one for one in ((1, b"Bare"), (2, b"Page_0"))
        )
        parts = ofd_parts()
        whole = parts["Doc_0/Document.xml"]
        first = whole.index(b"<ofd:Page ")
        parts["Doc_0/Document.xml"] = whole[:first] + pages + whole[whole.index(b"</ofd:Pages>") :]
        parts["Doc_0/Pages/Bare/Content.xml"] = b'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>'
        content = packed(parts)[:-100]
        with pytest.raises(SourceDamaged) as caught:
            jobs.describe(content)
        assert not isinstance(caught.value, SourceRuined)
        assert jobs.describe_what_is_there(content).page_count == 2

    def test_of_which_nothing_is_left_that_is_said_at_once(self) -> None:
        for content in (packed(ofd_parts())[:60], ofd(Content=b"<a"), ofd(Document=b"")):
            for job in (jobs.decode_page, jobs.decode_what_is_there):
                with pytest.raises(SourceRuined):
                    job(content, 1, Recipe())

    def test_what_is_made_of_a_damaged_one_has_the_same_limits(self) -> None:
        bomb = ofd(Content=b"<a>" + b" " * 51_000_000 + b"</a>")
        with pytest.raises(SourceRuined):
            jobs.decode_page(bomb[:-100], 1, Recipe())
        with pytest.raises(SourceArchive):
            jobs.decode_what_is_there(bomb[:-100], 1, Recipe())

    @pytest.mark.parametrize("part", ["OFD", "Document", "Content"])
    @pytest.mark.parametrize("xml", [b"", b"<a", b"\xff\xfe\0\0", b"<a/>"])
    def test_broken_parts(self, part: str, xml: bytes) -> None:
        try:
            page = jobs.decode_page(ofd(**{part: xml}), 1, Recipe())
        except (SourceDamaged, SourceArchive):
            return
        assert (part, xml) == ("Content", b"<a/>"), "a page of nothing"
        assert page.width > 700
