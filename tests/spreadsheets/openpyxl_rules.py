"""Writes what openpyxl 3.1.5 demands of the parts of a workbook into crates/engine/src/table/xlsx/openpyxl.rules.

openpyxl turns every element into an object of a class (`openpyxl.descriptors.serialisable.Serialisable.from_tree`):
attributes and children become arguments of `__init__`, which raises where one is unknown, absent or of another kind. The
rules are read off the classes, and each is tried before it is written. A line for each class, with its members:

    Class name=kind …

Before a name: `+` it must be given; `-` it may be an attribute only, a child of that name is ignored; `!` it may not be
given, as an attribute or as a child; `r:` the attribute is of the namespace of relationships. Any other child is ignored
and any other attribute is an error, but where `*` stands among the members. Without a kind any text is accepted. Kinds:

    int float date str        as Python converts or requires it (`str`: not an empty child)
    min..max                  a number (`i` before it: a whole number) within
    a|b|c                     one of these words
    ~name                     a pattern that `conform.rs` knows by name
    @Class                    a child that is an object
    *Class                    children that are objects
    **Class                   a child whose children, whatever they are called, are objects

A child's value is its text; `val:` and `ref:` before the kind say that it is that attribute. `?` after a kind: it may lack
the value.

    python3 tests/spreadsheets/openpyxl_rules.py
"""
import inspect
import pathlib

import openpyxl
from openpyxl.cell.text import Text
from openpyxl.descriptors import base, excel, nested, sequence
from openpyxl.descriptors.serialisable import KEYWORDS, Serialisable
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import _CustomDocumentPropertyList
from openpyxl.packaging.manifest import Manifest
from openpyxl.packaging.relationship import Relationship
from openpyxl.packaging.workbook import WorkbookPackage
from openpyxl.styles.colors import RGB
from openpyxl.styles.fills import Fill, GradientFill, PatternFill
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.worksheet import _reader as reader
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.xml.constants import REL_NS

assert openpyxl.__version__ == "3.1.5", openpyxl.__version__
ROOTS = [
    WorkbookPackage, Stylesheet, DocumentProperties, _CustomDocumentPropertyList, Manifest, Relationship, Text,
    reader.SheetDimension, reader.PrintOptions, reader.PageMargins, reader.PrintPageSetup, reader.HeaderFooter,
    reader.AutoFilter, reader.DataValidationList, reader.WorksheetProperties, reader.SheetViewList,
    reader.SheetFormatProperties, reader.ScenarioList, reader.TablePartList, reader.HyperlinkList, reader.MergeCells,
    reader.ConditionalFormatting, reader.SheetProtection, reader.ExtensionList, reader.Related, reader.RowBreak,
    reader.ColBreak, PatternFill, GradientFill,
]
PATTERNS = {
    RGB: ("rgb", "FF000000"), excel.Base64Binary: ("base64", "AAAA"), excel.CellRange: ("range", "A1"),
    excel.Guid: ("guid", "{00000000-0000-0000-0000-000000000000}"), excel.HexBinary: ("hex", "A0"),
    excel.UniversalMeasure: ("measure", "1mm"),
}
# Members that `__init__`, or what comes after it, treats in a way of its own.
BY_HAND = {
    ("MergeCell", "ref"): "~cell", ("SheetDimension", "ref"): "~dimension", ("Alignment", "textRotation"): "~rotation",
    ("Color", "rgb"): "~rgb", ("Color", "theme"): "int", ("_CustomDocumentProperty", "i4"): "int", ("_CustomDocumentProperty", "r8"): "float",
    ("_CustomDocumentProperty", "filetime"): "date", ("_CustomDocumentProperty", "name"): "str",
}
EXAMPLES = {"~cell": "A1:B2", "~dimension": "A1:B2", "~rotation": "45", "~rgb": None, "int": "1", "float": "1", "date": None, "str": "x"}
# Classes that take any attribute.
LENIENT = {"Stylesheet", "_CustomDocumentProperty"}


def is_class(kind):
    return inspect.isclass(kind) and issubclass(kind, Serialisable)


def child(cls, name):
    """The descriptor of a child of that name; Python finds none behind an alias."""
    found = inspect.getattr_static(cls, name, None)
    return found if isinstance(found, base.Descriptor) and not isinstance(found, base.Alias) else None


def attribute(cls, name):
    """The descriptor of an attribute of that name."""
    found = inspect.getattr_static(cls, name, None)
    return attribute(cls, found.alias) if isinstance(found, base.Alias) else child(cls, name)


def kind(cls, name):
    """The kind of a member, and an example of its values."""
    if (cls.__name__, name) in BY_HAND:
        word = BY_HAND[cls.__name__, name]
        return word, EXAMPLES[word]
    found = attribute(cls, name)
    expected = getattr(found, "expected_type", None)
    if isinstance(found, sequence.ValueSequence):
        return "", ()
    if isinstance(found, sequence.NestedSequence):
        return f"**{expected.__name__}", ()
    if isinstance(found, sequence.Sequence):
        return (f"*{expected.__name__}" if is_class(expected) else ""), ()
    if is_class(expected):
        return f"@{expected.__name__}", expected(**examples(expected)) if expected is not Fill else None
    for pattern, (word, value) in PATTERNS.items():
        if isinstance(found, pattern):
            return f"~{word}", value
    if isinstance(found, base.Set):
        words = sorted(str(value) for value in found.values if value is not None)
        return "|".join(words), words[0]
    if isinstance(found, (base.Min, base.Max)):
        least, most = getattr(found, "min", ""), getattr(found, "max", "")
        return f"{'i' if expected is int else ''}{least}..{most}", str(least)
    if expected is MultiCellRange:
        return "~cells", "A1"
    if isinstance(found, base.DateTime):
        return "date", None
    if expected is int or expected is float:
        return expected.__name__, "1"
    if isinstance(found, base.String) and not isinstance(found, nested.NestedText):
        return "str", "x"
    return "", None if expected is HeaderFooterItem else "x"


def source(found):
    """Where a child has its value."""
    if isinstance(found, sequence.ValueSequence):
        return "val:"
    if isinstance(found, nested.NestedText) or not isinstance(found, nested.Nested):
        return ""
    return f"{found.attribute}:"


def parameters(cls):
    found = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return [one.name for one in found if one.kind is not one.VAR_KEYWORD]


def examples(cls):
    """Arguments that `__init__` takes; of two names of one member only the first is given."""
    return {name: kind(cls, name)[1] for name in parameters(cls) if child(cls, name) or (cls.__name__, name) in BY_HAND}


def accepts(cls, given):
    try:
        cls(**given)
    except Exception:
        return False
    return True


def member(cls, name, valid):
    word, _ = kind(cls, name)
    by_hand = (cls.__name__, name) in BY_HAND
    is_object = word.startswith(("@", "*"))
    if not by_hand and not is_object and accepts(cls, valid | {name: 5 if word == "str" else "\u00a7"}):
        word = ""
    required = not accepts(cls, {key: value for key, value in valid.items() if key != name})
    mark = "+" if required or by_hand and word == "str" else "" if child(cls, name) else "-"
    text = source(attribute(cls, name)) + word
    if word and not word.startswith("*") and not by_hand and accepts(cls, valid | {name: None}):
        text += "?"
    shown = name.removeprefix("_") if name.removeprefix("_") in KEYWORDS else name
    prefix = "r:" if getattr(attribute(cls, name), "namespace", None) == REL_NS else ""
    return f"{mark}{prefix}{shown}" + (f"={text}" if text else "")


def line(cls):
    valid = examples(cls)
    assert accepts(cls, valid), (cls, valid)
    names = parameters(cls)
    others = [name for name in dir(cls) if child(cls, name) and name not in names]
    if cls.__name__ in LENIENT:
        members = [member(cls, name, valid) for name in names + others] + ["*"]
    else:
        members = [member(cls, name, valid) for name in names] + [f"!{name}" for name in others]
    return " ".join([cls.__name__, *members])


def classes():
    found = []
    waiting = list(ROOTS)
    while waiting:
        cls = waiting.pop(0)
        if cls in found or cls is Fill:
            continue
        found.append(cls)
        kinds = [getattr(inspect.getattr_static(cls, name), "expected_type", None) for name in dir(cls)]
        waiting += filter(is_class, kinds)
    return sorted(found, key=lambda cls: cls.__name__)


if __name__ == "__main__":
    path = pathlib.Path(__file__).parents[2] / "crates/engine/src/table/xlsx/openpyxl.rules"
    path.write_text("".join(line(cls) + "\n" for cls in classes()), encoding="utf-8")
