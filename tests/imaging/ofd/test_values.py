"""Named data that travel with a page."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.errors import SourceArchive
from desktop_ocr.imaging import ofd
from tests.imaging.ofd.ofd_files import SPACE, Book, Sheet, text

ATTACHED = "<ofd:Attachments>Attachs/list.xml</ofd:Attachments>"
INVOICE = (
    '<?xml version="1.0" encoding="utf-8"?><eInvoice xmlns:fp="urn:x"><fp:InvoiceNo>99999951</fp:InvoiceNo>'
    "<fp:Buyer><fp:BuyerName> 甲公司 </fp:BuyerName><fp:BuyerTaxID/></fp:Buyer>"
    "<fp:Goods><fp:Item>茶</fp:Item><fp:Amount currency='CNY'>1.00</fp:Amount></fp:Goods>"
    "<fp:Goods><fp:Item>书</fp:Item><fp:Amount>2.00</fp:Amount></fp:Goods><fp:Note>a&lt;b</fp:Note></eInvoice>"
)
VALUES = (
    ("InvoiceNo", "99999951"),
    ("Buyer/BuyerName", "甲公司"),
    ("Goods[1]/Item", "茶"),
    ("Goods[1]/Amount@currency", "CNY"),
    ("Goods[1]/Amount", "1.00"),
    ("Goods[2]/Item", "书"),
    ("Goods[2]/Amount", "2.00"),
    ("Note", "a<b"),
)


def attached(content: bytes, *, name: str = "original_invoice.xml", kind: str = "xml") -> Book:
    listed = (
        f'<ofd:Attachments {SPACE}><ofd:Attachment Name="x" Format="{kind}"><ofd:FileLoc>{name}</ofd:FileLoc>'
        "</ofd:Attachment></ofd:Attachments>"
    )
    return Book(document=ATTACHED, files={"Doc_0/Attachs/list.xml": listed.encode(), f"Doc_0/Attachs/{name}": content})


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_of_an_attached_invoice(encoding: str) -> None:
    document = INVOICE.replace("utf-8", encoding).encode(encoding)
    assert ofd.text(attached(document).content, 1).values == VALUES


def test_of_other_attachments_nothing_is_read() -> None:
    assert ofd.text(attached(INVOICE.encode(), name="a.pdf", kind="pdf").content, 1).values == ()
    assert ofd.text(attached(b"%PDF", name="a.xml").content, 1).values == ()


def test_a_broken_attachment_leaves_the_page() -> None:
    assert ofd.text(attached(INVOICE.encode()[:-20]).content, 1).values == ()


def test_a_hostile_attachment_does_not() -> None:
    with pytest.raises(SourceArchive):
        ofd.text(attached(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>').content, 1)
    with pytest.raises(SourceArchive):
        ofd.text(attached(b"<a>" + bytes(21_000_000) + b"</a>").content, 1)


def test_an_attachment_that_is_not_there() -> None:
    book = attached(b"<a/>")
    files = {name: content for name, content in book.files.items() if name.endswith("list.xml")}
    assert ofd.text(Book(document=ATTACHED, files=files).content, 1).values == ()


def test_very_long_values_are_pictures_or_signatures() -> None:
    document = f"<a><Signature>{'A' * 5000}</Signature><No>1</No></a>"
    assert ofd.text(attached(document.encode()).content, 1).values == (("No", "1"),)


@pytest.mark.parametrize(
    ("named", "name"),
    [("<ofd:CustomTags>Marks/all.xml</ofd:CustomTags>", "Marks/all.xml"), ("", "Tags/CustomTags.xml")],
    ids=["named in the document", "forgotten there"],
)
def test_tags_name_text_on_the_page(named: str, name: str) -> None:
    tags = (
        f'<fp:eInvoice xmlns:fp="urn:x" {SPACE}>'
        '<fp:InvoiceNo><ofd:ObjectRef PageRef="1">11</ofd:ObjectRef></fp:InvoiceNo>'
        '<fp:Buyer><fp:BuyerName><ofd:ObjectRef PageRef="1">12</ofd:ObjectRef><ofd:ObjectRef PageRef="1">13'
        "</ofd:ObjectRef></fp:BuyerName></fp:Buyer>"
        '<fp:Else><ofd:ObjectRef PageRef="2">11</ofd:ObjectRef></fp:Else>'
        "<fp:None><ofd:ObjectRef>99</ofd:ObjectRef></fp:None></fp:eInvoice>"
    )
    listed = (
        f'<ofd:CustomTags {SPACE}><ofd:CustomTag TypeID="fp"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:CustomTag>'
        "</ofd:CustomTags>"
    )
    objects = text("99999951", number="11") + text("某某", 10, 20, number="12") + text("公司", 10, 30, number="13")
    book = Book(
        [Sheet(objects)],
        document=named,
        files={f"Doc_0/{name}": listed.encode(), f"Doc_0/{name.partition('/')[0]}/a.xml": tags.encode()},
    )
    assert ofd.text(book.content, 1).values == (("InvoiceNo", "99999951"), ("Buyer/BuyerName", "某某公司"))


def test_data_of_the_file_itself() -> None:
    entry = (
        '<ofd:DocInfo><ofd:CustomDatas><ofd:CustomData Name="发票号码">99999951</ofd:CustomData>'
        '<ofd:CustomData Name="空"/></ofd:CustomDatas></ofd:DocInfo>'
    )
    assert ofd.text(Book(entry=entry).content, 1).values == (("CustomData/发票号码", "99999951"),)
