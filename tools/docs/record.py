"""The page of the record: every field with its type, from the code, and its meaning, from `resources/record.yaml`."""

import inspect
from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from msgspec import inspect as shapes

from tools.docs.markdown import code, codes, page, table
from tools.generate import yamls
from verbale import records
from verbale.export.rows import COLUMNS
from verbale.ontology import tables
from verbale.ontology.items import TABLE, ItemTable
from verbale.records import Record

INTRODUCTION = """# The record

`verbale read PAGE --format jsonl` prints one [Event](#event) a line, `--format article` the [Article](#article);
`verbale schema event` and `verbale schema article` print their JSON Schema. Field names are a contract: fields may be
added, none is renamed or dropped. Offsets count Unicode characters and are end-exclusive: `text[start:end]` is the
span. They count in `article.text`, or in `article.title` where `in` is `"title"`.

Who speaks when accusing, urging, warning, promising or refusing is the actor of that event and not its source."""

# In the order of the page. The last ones are defined in the code and not yet given by any command.
PRINTED = (
    "Event",
    "Party",
    "Source",
    "Item",
    "When",
    "Where",
    "Span",
    "Extent",
    "Article",
    "Dateline",
    "Related",
    "Removed",
    "Minutes",
)
LATER = ("Case", "Step", "Judgement")

PLAIN: Mapping[type[shapes.Type], str] = MappingProxyType(
    {
        shapes.IntType: "whole number",
        shapes.FloatType: "number",
        shapes.BoolType: "true or false",
        shapes.NoneType: "null",
    }
)

LATER_NOTE = """## Defined, not printed yet

These records are fixed for what is to follow requests over several pages; no command of this version gives them."""


def build() -> dict[str, str]:
    meanings: dict[str, Mapping[str, str]] = yamls.read("record.yaml")
    sectors = meanings.pop("sectors")
    _check(meanings)
    printed = [_record(name, meanings[name]) for name in PRINTED]
    later = [_record(name, meanings[name]) for name in LATER]
    return {"record.md": page(INTRODUCTION, *printed, _vocabularies(sectors), _columns(), LATER_NOTE, *later)}


def _check(meanings: Mapping[str, Mapping[str, str]]) -> None:
    """Every record on the page, every field with a meaning, no meaning without field."""
    known = {
        name for name, each in vars(records).items() if inspect.isclass(each) and issubclass(each, Record)
    }
    if odd := known - {"Record"} ^ set(PRINTED + LATER) | set(meanings) ^ set(PRINTED + LATER):
        raise SystemExit(f"resources/record.yaml or tools/docs/record.py: odd records {sorted(odd)}")
    for name, fields in meanings.items():
        if odd := set(fields) ^ set(getattr(records, name).__struct_encode_fields__):
            raise SystemExit(f"resources/record.yaml: {name}: odd fields {sorted(odd)}")


def _record(name: str, meanings: Mapping[str, str]) -> str:
    kind: type[Record] = getattr(records, name)
    shape = shapes.type_info(kind)
    assert isinstance(shape, shapes.StructType)
    rows = [(code(each.encode_name), worded(each.type), meanings[each.encode_name]) for each in shape.fields]
    return page(f"## {name}", inspect.cleandoc(kind.__doc__ or ""), table(("field", "type", "meaning"), rows))


def worded(shape: shapes.Type) -> str:
    """A type in words; records as links."""
    match shape:
        case shapes.StructType(cls=cls):
            return f"[{cls.__name__}](#{cls.__name__.lower()})"
        case shapes.UnionType(types=types):
            ordered = sorted(types, key=lambda each: isinstance(each, shapes.NoneType))
            return " or ".join(map(worded, ordered))
        case shapes.VarTupleType(item_type=item) | shapes.ListType(item_type=item):
            return f"list of {worded(item)}"
        case shapes.DictType(value_type=value):
            return f"object of {worded(value)}"
        case shapes.LiteralType(values=values):
            return codes(sorted(map(str, values)))
        case shapes.StrType(pattern=pattern):
            return "alpha-3 code" if pattern else "text"
        case shapes.IntType() | shapes.FloatType() | shapes.BoolType() | shapes.NoneType():
            return PLAIN[type(shape)]
    raise SystemExit(f"tools/docs/record.py: no words for {shape}")


def _vocabularies(sectors: Mapping[str, str]) -> str:
    classes = tables.load(TABLE, ItemTable).classes
    rows = [
        (code(f"item.{name}"), codes(sorted({value for each in classes if (value := getattr(each, name))})))
        for name in ("category", "subcategory", "unroca", "sipri")
    ]
    if odd := set(sectors) ^ _sectors():
        raise SystemExit(f"resources/record.yaml: odd sectors {sorted(odd)}")
    named = ", ".join(f"{code(name)} {sectors[name]}" for name in sorted(sectors))
    rows.append((code("party.sectors"), named))
    note = "Types, modes and contexts of events: [frames.md](frames.md)."
    return page("## Vocabularies", table(("field", "words"), rows), note)


def _sectors() -> set[str]:
    """The sectors that the tables of parties and roles give."""
    content = msgspec.json.decode(_data("parties.json"))
    roles = msgspec.json.decode(_data("roles.json"))["roles"]
    entries = [*content["entries"], *(roles.values() if isinstance(roles, dict) else roles)]
    return {name for entry in entries for name in entry.get("sectors", ())}


def _data(name: str) -> bytes:
    return (yamls.RESOURCES.parent / "src" / "verbale" / "data" / name).read_bytes()


def _columns() -> str:
    text = "`--format csv` has these columns, one row an event; lists in a cell are joined by `; `, sources by ` > `:"
    guard = "A cell that begins with a sign that a spreadsheet takes for a formula has a `'` in front."
    return page("## Columns of the CSV", text, codes(COLUMNS), guard)
