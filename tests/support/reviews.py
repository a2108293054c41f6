"""Made-up reviews: one with every kind of finding, and a clean one."""

from __future__ import annotations

from contract.findings import Finding, Level, Review, Section, Who

LINT = Section(
    "Lint",
    "Valid; the two linters agree on 39 operations and 193 schemas.",
    [Finding(Level.ERROR, "field-undescribed", "Session.slug", "The field has no description.", line=2301)],
    seconds=3.21,
)
BREAKING = Section(
    "Breaking changes",
    "2 breaking, 1 risky, 31 additions, 2 in words only.",
    [
        Finding(
            Level.DOCS,
            "description-changed",
            "GET /session",
            "The description says since when `limit` is needed.",
            (Who.DOCS,),
        ),
        Finding(Level.DOCS, "description-changed", "Todo.content", "The description changed.", (Who.DOCS,), line=3001),
        Finding(
            Level.BREAKING,
            "property-removed",
            "Session.directory",
            'The field is gone from responses. Was: "An absolute path".',
            (Who.READER, Who.IMPORTER),
            "`session.directory` raises `AttributeError`.",
            2310,
        ),
        Finding(
            Level.BREAKING,
            "operation-removed",
            "POST /session/{sessionID}/archive",
            "The operation `session.archive` is gone.",
            (Who.CALLER,),
            "`client.session.archive(...)` is gone.",
        ),
        Finding(
            Level.BREAKING,
            "parameter-became-required",
            "GET /session query limit",
            "The parameter must be sent now.",
            (Who.CALLER,),
            "`client.session.list()` raises `TypeError` without `limit=`.",
            260,
            "The server has never answered without it since 1.3.2.",
        ),
        Finding(
            Level.RISKY,
            "enum-value-added",
            "FileDiffStatus",
            'There is one more value: `"renamed"`.',
            (Who.READER,),
            "A `match` over `FileDiffStatus` meets one more case.",
            5902,
        ),
        *(
            Finding(
                Level.ADDITION,
                "property-added",
                f"POST /session/{{sessionID}}/message body.parts[].option{number}",
                f"There is an optional field `option{number}`.",
                (Who.CALLER,),
                f"`TextPartInput(option{number}=...)` is accepted.",
                3400 + number,
            )
            for number in range(31)
        ),
    ],
    seconds=8.4,
)
SURFACE = Section(
    "Python surface",
    "1 class changed.",
    [
        Finding(
            Level.BREAKING,
            "attribute-removed",
            "opencode_sessions.Session.parent_id",
            "The attribute is gone from the class.",
            (Who.READER, Who.IMPORTER),
            "`Session(parent_id=...)` raises `TypeError`.",
        )
    ],
    seconds=4.05,
)
GENERATED = Section("Generated", "generated/ is what openapi.yaml gives.", seconds=5.3)
DRIFT = Section(
    "Drift",
    "Could not run.",
    failure="The server did not start within 20 s:\nerror: port 4096 is in use <by another program>",
    seconds=20.02,
)
RECORDED = Section(
    "Recorded traffic",
    "4,812 bodies of 12 servers are what the contract says; 1 known difference.",
    [
        Finding(
            Level.ERROR,
            "type-differs",
            "GET /session/{sessionID}/message response 200",
            "`[].info.time.completed` is a number with a fraction.",
            (Who.READER,),
            reason="Servers before 1.0.10 did so; the SDK rounds it.",
        )
    ],
    seconds=2.5,
)

REVIEW = Review("0bd36e1 (v0.1.0)", ("0.1.0", "0.2.0"), [LINT, BREAKING, SURFACE, GENERATED, DRIFT, RECORDED])
CLEAN = Review("0bd36e1", ("0.1.0", "0.1.0"), [GENERATED])
