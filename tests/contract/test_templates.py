"""What the templates make of shapes that the real contract has, or may have one day (odd.yaml)."""

from __future__ import annotations

import copy
import datetime
import importlib
import inspect
import pickle
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pytest
import yaml

from contract.generate import ROOT, GenerationError, generate

ODD = Path(__file__).parent / "odd.yaml"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of odd.yaml, under the name that the config gives."""
    folder = tmp_path_factory.mktemp("odd") / "opencode_sessions_api"
    generate(folder, contract=ODD)
    return folder


@pytest.fixture(scope="module")
def api(package: Path) -> Iterator[ModuleType]:
    """The same, imported in place of the real one."""
    real = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "opencode_sessions_api"}
    for name in real:
        del sys.modules[name]
    sys.path.insert(0, str(package.parent))
    importlib.invalidate_caches()
    yield importlib.import_module("opencode_sessions_api.models")
    sys.path.remove(str(package.parent))
    for name in [name for name in sys.modules if name.split(".")[0] == "opencode_sessions_api"]:
        del sys.modules[name]
    sys.modules.update(real)


THING: dict[str, Any] = {
    "pieces": [
        {
            "id": "n",
            "type": "note",
            "text": "hi",
            "moment": {"start": 1700000000123, "text": "2020-01-02T03:04:05Z"},
            "mood": "furious",
            "moods": ["good", "mixed"],
            "free": {"a": None, "b": [1]},
            "strings": {"k": "v"},
            "moments": {"one": {"start": 1}, "odd": 7},
            "anything": [{"x": 1}],
            "pattern": ["a", "b"],
            "flag": True,
            "self": {"id": "inner", "type": "note", "text": "", "flag": {"start": 2}},
            "class": "c",
            "nested": [[{"type": "note", "id": "deep", "text": "!"}], [], "odd"],
            "novelty": {"kept": None},
        },
        {
            "id": "b",
            "type": "box",
            "state": {"status": "shut", "moment": {"start": 3}},
            "states": {"x": {"status": "open"}, "y": {"status": "ajar", "by": 2}},
            "pieces": [{"id": "in", "type": "note", "text": "t"}, 7, None, ["list"], {"type": ["unhashable"]}, {}],
            "book": {"note": {"id": "q", "type": "note", "text": "u"}},
        },
        {"id": "c", "type": "hologram", "beam": 3},
        {"id": "d", "type": "box"},
    ],
    "either": {"_tag": "Old", "more": 1},
    "unnamed": {"status": "shut", "moment": {"start": 4}},
}


def test_what_is_decoded_is_encoded_again(api: ModuleType) -> None:
    thing = api.Thing.from_dict(THING)
    assert thing.to_dict() == THING
    for copied in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing)):
        assert copied == thing
        assert copied is not thing
    other = copy.deepcopy(thing)
    other.pieces[0].text = "other"
    assert other != thing


def test_unions_are_decided_by_tag(api: ModuleType) -> None:
    note, box, hologram, bare = api.Thing.from_dict(THING).pieces
    assert (type(note), type(box), type(hologram)) == (api.Note, api.Box, api.UnknownPiece)
    assert (hologram.type, hologram.id, hologram.raw["beam"]) == ("hologram", "c", 3)
    assert type(box.state) is api.Shut
    assert type(bare.state) is api.UnknownState
    assert [type(state).__name__ for state in box.states.values()] == ["Open", "UnknownState"]
    assert [type(piece).__name__ for piece in box.pieces] == ["Note", *["UnknownPiece"] * 5]
    assert [type(piece).__name__ for piece in note.nested[0]] == ["Note"]
    assert type(note.self_.flag) is api.Moment
    assert note.flag is True
    assert isinstance(box, api.Piece)
    assert isinstance(hologram, api.Piece)
    assert not isinstance(note.moment, api.Piece)


def test_unions_of_unions_and_of_several_tags(api: ModuleType) -> None:
    thing = api.Thing.from_dict(THING)
    assert type(thing.either) is api.Old
    assert type(thing.unnamed) is api.Shut
    assert type(api.decode_either({"type": "note"})) is api.Note
    assert type(api.decode_either({"type": "new", "_tag": "new"})) is api.UnknownEither
    assert type(api.decode_thing_unnamed({"_tag": "Old"})) is api.Old


def test_values_are_open_and_none_is_absent(api: ModuleType) -> None:
    note = api.Thing.from_dict(THING).pieces[0]
    assert (note.mood, note.moods) == ("furious", ["good", "mixed"])
    assert note.additional_properties == {"novelty": {"kept": None}}
    plain = api.Note(id="x", text="y")
    assert (plain.type, plain.moment, plain.additional_properties) == ("note", None, None)
    assert plain.to_dict() == {"id": "x", "type": "note", "text": "y"}
    assert repr(plain) == "Note(id='x', type='note', text='y')"


def test_what_an_object_can_do(api: ModuleType) -> None:
    note = api.Note("i", "t", mood="good")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(note, protocol)) == note
    changed = note.__replace__(text="other")
    assert (changed.id, changed.text, changed.mood, note.text) == ("i", "other", "good", "t")
    assert weakref.ref(note)() is note
    assert api.Box("i", "t") != note != api.UnknownPiece({"id": "i"})
    assert api.UnknownPiece({"id": "i"}) == api.UnknownPiece({"id": "i"}) != api.UnknownPiece(None)
    match note:
        case api.Note(identifier, text):
            assert (identifier, text) == ("i", "t")
    with pytest.raises(TypeError, match="unhashable"):
        hash(note)
    with pytest.raises(AttributeError):
        note.other = 1


def test_what_is_missing_or_unknown_is_found_out_by_counting(api: ModuleType) -> None:
    for data in ({}, {"id": None}, {"id": "i", "extra": 1}, {"id": "i", "type": "note", "text": "t", "mood": None}):
        note = api.Note.from_dict(MappingProxyType(data))
        known = {"id": data.get("id"), "type": data.get("type"), "text": data.get("text"), "mood": None}
        assert {name: getattr(note, name) for name in known} == known
        assert note.additional_properties == ({"extra": 1} if "extra" in data else None)


def test_moments_stand_beside_epoch_milliseconds(api: ModuleType) -> None:
    moment = api.Thing.from_dict(THING).pieces[0].moment
    assert moment.start == 1700000000123
    assert moment.start_at == datetime.datetime(2023, 11, 14, 22, 13, 20, 123000, datetime.UTC)
    assert moment.text_at.isoformat() == "2020-01-02T03:04:05+00:00"
    assert api.Moment.from_dict({}).start_at is None


def test_a_variant_is_imported_when_first_met(package: Path) -> None:
    code = (
        "import sys; from opencode_sessions_api.models import Thing;"
        "Thing.from_dict({'pieces': [{'type': 'note'}]});"
        "print('opencode_sessions_api.models.note' in sys.modules, 'opencode_sessions_api.models.box' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=package.parent, capture_output=True, text=True, check=True
    )
    assert printed.stdout == "True False\n"


def test_resources_take_the_fields_of_the_body(api: ModuleType) -> None:
    sent: list[Any] = []

    class Sender:
        def send(self, request: Any) -> Any:
            sent.append(request)
            return request

    resource = importlib.import_module("opencode_sessions_api.api.thing").ThingResource(Sender())
    signature = inspect.signature(resource.list)
    assert str(signature).startswith("(moods: 'builtins.list[Mood | str]', *, model: ")
    resource.list(["good"], model=api.Moment(1))
    resource.get("a/b", "c d", format="x")
    resource.piece_update("a", "b", api.Note("i", "t"))
    resource.delete()
    listing, getting, updating, deleting = sent
    assert listing.body == {"kind": "query", "moods": ["good"], "model": {"start": 1}}
    assert (getting.path, getting.operation) == ("/thing/a%2Fb/c%20d", "GET /thing/{thingID}/{class}")
    assert (getting.params, getting.body) == ({"format": "x"}, None)
    assert updating.body == {"id": "i", "type": "note", "text": "t"}
    assert type(updating.decode({"type": "box"})) is api.Box
    assert deleting.decode(None) is None
    assert "Which thing." in (resource.get.__doc__ or "")
    assert "`GET /thing/{thingID}/{class}`" in (resource.get.__doc__ or "")
    with pytest.raises(ValueError, match="class_ must be an identifier"):
        resource.get("a", "..")


def test_the_words_beside_a_reference_are_the_fields(package: Path) -> None:
    assert '"""When it was written."""' in (package / "models" / "note.py").read_text()


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright"]])
def test_type_checkers_find_nothing(package: Path, checker: list[str]) -> None:
    found = subprocess.run(
        [sys.executable, "-m", *checker, package.name], cwd=package.parent, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([{"$ref": "#/components/schemas/Moment"}, {"$ref": "#/components/schemas/NoteBook"}], "no required const"),
        ([{"$ref": "#/components/schemas/Open"}, {"$ref": "#/components/schemas/Twin"}], "the same status"),
    ],
)
def test_a_union_that_cannot_be_decided_is_not_generated(tmp_path: Path, members: list[Any], words: str) -> None:
    document = yaml.safe_load(ODD.read_text())
    schemas = document["components"]["schemas"]
    schemas["Twin"] = copy.deepcopy(schemas["Open"])
    schemas["Thing"]["properties"]["bad"] = {"oneOf": members}
    contract = tmp_path / "bad.yaml"
    contract.write_text(yaml.safe_dump(document))
    with pytest.raises(GenerationError, match=words):
        generate(tmp_path / "opencode_sessions_api", contract=contract)


def test_a_warning_of_the_generator_is_an_error(tmp_path: Path) -> None:
    document = yaml.safe_load(ODD.read_text())
    document["components"]["schemas"]["Thing"]["properties"]["lost"] = {"$ref": "#/components/schemas/Nowhere"}
    contract = tmp_path / "bad.yaml"
    contract.write_text(yaml.safe_dump(document))
    with pytest.raises(GenerationError, match=r"Nowhere|find reference"):
        generate(tmp_path / "opencode_sessions_api", contract=contract)


def test_without_ruff_nothing_is_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    (empty / "python").symlink_to(sys.executable)
    monkeypatch.setattr("contract.generate.TOOLS", empty)
    monkeypatch.setenv("PATH", str(empty))
    with pytest.raises(GenerationError, match="ruff is not in PATH"):
        generate(tmp_path / "opencode_sessions_api", contract=ODD)


def test_the_real_package_is_importable_after_all() -> None:
    assert (ROOT / "generated" / "opencode_sessions_api" / "py.typed").exists()
