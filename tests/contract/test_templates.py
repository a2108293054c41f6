"""The output of the templates for shapes that the real contract has, or may have one day (odd.yaml)."""

from __future__ import annotations

import copy
import datetime
import importlib
import inspect
import pickle
import subprocess
import sys
import typing
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import GenericAlias, MappingProxyType, ModuleType
from typing import Any
from unittest.mock import create_autospec

import attrs
import pytest
import yaml
from attrs import evolve

from contract.generate import GenerationError, generate
from contract.workspace import Workspace
from tests.support.generated import imported

WORKSPACE = Workspace.here()
ODD = Path(__file__).parents[1] / "data" / "contract" / "odd.yaml"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of odd.yaml, under the name that the config gives."""
    folder = tmp_path_factory.mktemp("odd") / "opencode_sessions_api"
    generate(evolve(WORKSPACE, contract=ODD), folder)
    return folder


@pytest.fixture(scope="module")
def api(package: Path) -> Iterator[ModuleType]:
    """The same, imported in place of the real one."""
    with imported(package) as models:
        yield models


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
    assert (hologram.type, hologram.tag, hologram.id, hologram.raw["beam"]) == ("unknown", "hologram", "c", 3)
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
    assert repr(plain) == "Note(id='x', text='y', type='note')"


def test_what_an_object_can_do(api: ModuleType) -> None:
    note: Any = api.Note("i", "t", mood="good")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(note, protocol)) == note
    changed = attrs.evolve(note, text="other")
    assert (changed.id, changed.text, changed.mood, note.text) == ("i", "other", "good", "t")
    assert weakref.ref(note)() is note
    assert api.Box("i", "t") != note != api.UnknownPiece({"id": "i"})
    assert api.UnknownPiece({"id": "i"}) == api.UnknownPiece({"id": "i"}) != api.UnknownPiece(None)
    match note:
        case api.Note(identifier, text):
            assert (identifier, text) == ("i", "t")
    with pytest.raises(TypeError, match="unhashable"):
        hash(note)
    other: Any = note
    with pytest.raises(AttributeError):
        other.other = 1


def test_what_is_missing_or_unknown_is_found_out_by_counting(api: ModuleType) -> None:
    for data in ({}, {"id": None}, {"id": "i", "extra": 1}, {"id": "i", "type": "note", "text": "t", "mood": None}):
        note = api.Note.from_dict(MappingProxyType(data))
        known = {"id": data.get("id"), "type": data.get("type"), "text": data.get("text"), "mood": None}
        assert {name: getattr(note, name) for name in known} == known
        assert note.additional_properties == ({"extra": 1} if "extra" in data else None)


def test_moments_are_added_to_epoch_milliseconds(api: ModuleType) -> None:
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

    class Client:
        def send(self, request: Any) -> Any:
            sent.append(request)
            return request

        @property
        def _transport(self) -> Any:
            return self

    resource = importlib.import_module("opencode_sessions_api.api.thing").ThingResource(Client())
    signature = inspect.signature(resource.list)
    assert str(signature).startswith("(moods: 'builtins.list[OpenEnum[models.Mood]]', *, model: ")
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
    with pytest.raises(ValueError, match="class_ must be a string that is not empty"):
        resource.get("a", "..")


def test_a_field_of_the_body_with_the_name_of_a_parameter_has_the_tag_before_it(api: ModuleType) -> None:
    module = importlib.import_module("opencode_sessions_api.api.thing.thing_move")
    names = ["thing_start", "start", "thing_text", "text", "timeout", "extra_headers"]
    assert list(inspect.signature(module.build).parameters) == names
    request = module.build(1, "now", thing_text="in the body", text="in the query")
    assert request.params == {"text": "in the query", "start": "now"}
    assert request.body == {"start": 1, "text": "in the body"}
    resource = importlib.import_module("opencode_sessions_api.api.thing").AsyncThingResource
    assert list(inspect.signature(resource.move).parameters) == ["self", *names]
    assert "thing_start: Epoch milliseconds." in resource.move.__doc__


def test_resources_are_found_on_a_client_and_on_its_class(api: ModuleType) -> None:
    package = importlib.import_module("opencode_sessions_api.api")
    resource = importlib.import_module("opencode_sessions_api.api.thing").ThingResource

    class Client(package.Resources):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            self._transport = self

    client = Client()
    assert Client.thing is resource
    assert type(client.thing) is resource
    assert client.thing is client.thing
    mocked = create_autospec(Client)
    mocked.thing.get("a", "b", format="x")
    with pytest.raises(TypeError):
        mocked.thing.get(unknown=1)


def test_annotations_can_be_evaluated(api: ModuleType) -> None:
    for name in api.__all__:
        if attrs.has(kind := getattr(api, name)):
            hints = typing.get_type_hints(kind)
            attrs.resolve_types(kind)
            assert all(field.name in hints and not isinstance(field.type, str) for field in attrs.fields(kind))
            assert inspect.signature(kind, eval_str=True).parameters.keys() == {
                field.name for field in attrs.fields(kind)
            }


def test_schemas_may_refer_to_one_another_in_a_circle(api: ModuleType) -> None:
    hints = typing.get_type_hints(api.Note)
    assert hints["self_"] == api.Note | None
    pieces = GenericAlias(list, (api.Note | api.Box | api.UnknownPiece,))
    assert hints["nested"] == GenericAlias(list, (pieces,)) | None


def test_a_description_next_to_a_reference_is_the_fields(package: Path) -> None:
    assert '"""When it was written."""' in (package / "models" / "note.py").read_text()


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]])
def test_type_checkers_find_nothing(package: Path, checker: list[str]) -> None:
    found = subprocess.run(
        [sys.executable, "-m", *checker, package.name], cwd=package.parent, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([{"$ref": "#/components/schemas/Shelf"}, {"$ref": "#/components/schemas/NoteBook"}], "cannot be told apart"),
        ([{"$ref": "#/components/schemas/Open"}, {"$ref": "#/components/schemas/Twin"}], "the same `status`"),
        (
            [{"$ref": "#/components/schemas/Open"}, {"$ref": "#/components/schemas/Lost"}],
            "which stands for unknown variants",
        ),
        ([{"$ref": "#/components/schemas/Raw"}, {"$ref": "#/components/schemas/Raws"}], "a `raw`"),
    ],
)
def test_a_union_that_cannot_be_decided_is_not_generated(tmp_path: Path, members: list[Any], words: str) -> None:
    document = yaml.safe_load(ODD.read_text())
    schemas = document["components"]["schemas"]
    schemas["Shelf"] = copy.deepcopy(schemas["NoteBook"])
    schemas["Twin"] = copy.deepcopy(schemas["Open"])
    schemas["Lost"] = copy.deepcopy(schemas["Open"])
    schemas["Lost"]["properties"]["status"]["const"] = "unknown"
    for name in ("Raw", "Raws"):
        schemas[name] = copy.deepcopy(schemas["Open"])
        schemas[name]["required"].append("raw")
        schemas[name]["properties"] |= {"status": {"type": "string", "const": name}, "raw": {"type": "string"}}
    schemas["Thing"]["properties"]["bad"] = {"oneOf": members}
    contract = tmp_path / "bad.yaml"
    contract.write_text(yaml.safe_dump(document))
    with pytest.raises(GenerationError, match=words):
        generate(evolve(WORKSPACE, contract=contract), tmp_path / "opencode_sessions_api")


def test_a_warning_of_the_generator_is_an_error(tmp_path: Path) -> None:
    document = yaml.safe_load(ODD.read_text())
    document["components"]["schemas"]["Thing"]["properties"]["lost"] = {"$ref": "#/components/schemas/Nowhere"}
    contract = tmp_path / "bad.yaml"
    contract.write_text(yaml.safe_dump(document))
    with pytest.raises(GenerationError, match=r"Nowhere|find reference"):
        generate(evolve(WORKSPACE, contract=contract), tmp_path / "opencode_sessions_api")


def test_without_ruff_nothing_is_generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    (empty / "python").symlink_to(sys.executable)
    monkeypatch.setattr("contract.generate.TOOLS", empty)
    monkeypatch.setenv("PATH", str(empty))
    with pytest.raises(GenerationError, match="ruff is not in PATH"):
        generate(evolve(WORKSPACE, contract=ODD), tmp_path / "opencode_sessions_api")


def test_the_real_package_is_importable_after_all() -> None:
    assert (WORKSPACE.generated / "py.typed").exists()
