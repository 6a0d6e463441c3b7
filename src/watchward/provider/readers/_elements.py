"""Elements of an XML file as they end, within bounds: no DTD, no entity, no depth, no endless tag.

Fed in blocks to a parser that refuses what bombs are made of; nothing is kept but the open ones.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.expatreader import DefusedExpatParser  # type: ignore[import-untyped]

BLOCK = 64 * 1024
DEEPEST = 16
LONGEST_TEXT = 32_767
LONGEST_NAME = 128
ATTRIBUTES = 16
LONGEST_TAG = 1024 * 1024  # bytes that may pass without one event
MOST = 50_000_000
PUNCTUATION = re.compile(r"[\s_.\-]+")
AGAIN = "Export it again, or give the extract as CSV UTF-8."

Element = tuple[tuple[str, ...], str, str, str]


class Wrong(Exception):
    """What is wrong with the XML, and at which line: for the reader to make a refusal of."""

    def __init__(self, what: str, line: int | None, do: str = AGAIN) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.do = do

    def where(self, name: str) -> str:
        """The file and the line, where one is known."""
        return f"{name}, line {self.line:,}" if self.line else name


class _Handler(ContentHandler):
    """Collects what ended since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[Element] = []
        self.events = 0
        self._trail: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._locator: Locator | None = None

    @property
    def line(self) -> int | None:
        return self._locator.getLineNumber() if self._locator else None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 the parser's name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.events += 1
        if len(name) > LONGEST_NAME or len(attrs) > ATTRIBUTES:
            raise Wrong("An element has a name or attributes far too long.", self.line)
        if any(len(value) > LONGEST_TEXT for value in attrs.values()):
            raise Wrong("An attribute is far too long.", self.line)
        self._trail.append(folded_name(name))
        if len(self._trail) > DEEPEST:
            raise Wrong(f"Elements stand more than {DEEPEST} deep.", self.line)
        self._text, self._length = [], 0

    def characters(self, content: str) -> None:
        self.events += 1
        self._length += len(content)
        if self._length > LONGEST_TEXT:
            raise Wrong(f"A value is longer than {LONGEST_TEXT:,} characters.", self.line)
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.events += 1
        plain = name.rpartition(":")[2]
        self.ended.append((tuple(self._trail), self._trail[-1], plain, "".join(self._text).strip()))
        self._trail.pop()
        self._text, self._length = [], 0


def folded_name(name: str) -> str:
    """An element's name as it is compared: without namespace, case and joining marks."""
    return PUNCTUATION.sub("", name.rpartition(":")[2]).casefold()


def elements(file: BinaryIO) -> Iterator[Element]:
    """Of each the names down to it, its own folded and as written, its text; or `Wrong`."""
    handler = _Handler()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    count = silent = 0
    try:
        while block := file.read(BLOCK):
            before = handler.events
            parser.feed(block)
            silent = 0 if handler.events > before else silent + len(block)
            count += len(handler.ended)
            if silent > LONGEST_TAG or count > MOST:
                raise Wrong("A tag, or the file, is far too long.", handler.line)
            yield from handler.ended
            handler.ended.clear()
        parser.close()
    except DefusedXmlException:
        raise Wrong(
            "The XML declares a document type or entities, which data never needs.",
            handler.line,
            "It may be an attack: ask where the file is from. Export it again without a DOCTYPE.",
        ) from None
    except (SAXException, ValueError, LookupError):
        raise Wrong("The XML is damaged or cut short.", handler.line) from None
    yield from handler.ended
