-- What version 2 of the casebook adds: what follows from decisions of people. All of it can be made again from them.

CREATE INDEX decision_report ON decision (json_extract(target, '$.report'));
CREATE INDEX decision_verb ON decision (verb);

-- A record of the reader's on which people decided. A rejected one has no row elsewhere; a corrected one has its new values there, and here the reader's.
CREATE TABLE standing (
    uid       TEXT PRIMARY KEY,
    report    INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    kind      TEXT NOT NULL,         -- claim, event, tie or actor (of a report)
    state     TEXT NOT NULL CHECK (state IN ('accepted', 'corrected', 'rejected')),
    decision  INTEGER NOT NULL REFERENCES decision,  -- the last one on it
    corrected TEXT NOT NULL CHECK (json_valid(corrected)),  -- JSON object: the corrected fields
    reader    TEXT NOT NULL CHECK (json_valid(reader))      -- what the reader had in them
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_report ON standing (report);

-- On which record, or actor of a report, a decision bears; one that bears on nothing has lost its record.
CREATE TABLE bearing (
    decision INTEGER NOT NULL REFERENCES decision,
    report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    uid      TEXT NOT NULL,
    PRIMARY KEY (decision, report, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX bearing_report ON bearing (report);

-- Actors that people said are one with another, and the one under which they go.
CREATE TABLE merged (
    actor INTEGER PRIMARY KEY REFERENCES actor ON DELETE CASCADE,
    into_ INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE
) STRICT;
CREATE INDEX merged_into ON merged (into_);

-- The entities to which decisions gave another actor than the rules: what the rules say.
CREATE TABLE moved (
    entity INTEGER PRIMARY KEY REFERENCES entity ON DELETE CASCADE,
    actor  INTEGER NOT NULL REFERENCES actor,
    how    TEXT NOT NULL,
    score  REAL
) STRICT;
CREATE INDEX moved_actor ON moved (actor);
