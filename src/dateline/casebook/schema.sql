-- The casebook, version 1: what many reports say, without blending them.
--
-- Spans are [start_, end_) in Unicode code points of body.text; the words that stand there are kept beside each span, so that `dateline verify` can
-- hold one against the other. Days are ISO 8601 text (YYYY-MM-DD), moments are UTC. Rows below a report describe its newest reading; `reading` keeps
-- every one. What is computed from other rows (identity, origin_group, happening, dispute) can be thrown away and made again; `decision` can't.

-- ---- what was read, and by what ------------------------------------------------------------------------------------------------------------------

CREATE TABLE run (
    id        INTEGER PRIMARY KEY,
    hash      TEXT NOT NULL UNIQUE,  -- of the five below
    dateline  TEXT,                  -- version; NULL in all but `settings`: readings that came from a file and don't say what made them
    model     TEXT,                  -- SHA-256 of the weights
    ontology  TEXT,                  -- SHA-256 of the word lists
    knowledge TEXT,                  -- SHA-256 of the knowledge base, one's own included
    settings  TEXT NOT NULL          -- JSON object
) STRICT;

CREATE TABLE body (
    id   INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,       -- SHA-256 of the text
    text TEXT NOT NULL
) STRICT;

CREATE TABLE report (
    id             INTEGER PRIMARY KEY,
    key            TEXT NOT NULL,    -- the article: its URL, else the path it was read from
    version        INTEGER NOT NULL CHECK (version >= 1),  -- in the order in which they were added
    latest         INTEGER NOT NULL CHECK (latest IN (0, 1)),  -- the version of the latest day; undated: of the day on which it was added
    body           INTEGER NOT NULL REFERENCES body,
    run            INTEGER NOT NULL REFERENCES run,  -- what made the records that are now in the tables
    document       TEXT NOT NULL,    -- Document.id
    origin         TEXT NOT NULL,
    url            TEXT,
    publisher      TEXT,
    title          TEXT,
    author         TEXT,
    language       TEXT,
    published      TEXT,
    dateline_place TEXT,             -- Place.id
    warnings       TEXT NOT NULL,    -- JSON array
    added          TEXT NOT NULL,
    UNIQUE (key, version),
    UNIQUE (key, body)
) STRICT;
CREATE INDEX report_body ON report (body);
CREATE INDEX report_run ON report (run);
CREATE INDEX report_published ON report (published);
CREATE INDEX report_url ON report (url) WHERE url IS NOT NULL;

CREATE TABLE reading (
    id      INTEGER PRIMARY KEY,
    report  INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    run     INTEGER NOT NULL REFERENCES run,
    hash    TEXT NOT NULL,           -- SHA-256 of the JSON
    added   TEXT NOT NULL,
    content BLOB NOT NULL,           -- the Reading as JSON with an empty document.text, zlib
    UNIQUE (report, run, hash)
) STRICT;
CREATE INDEX reading_run ON reading (run);

CREATE TABLE part (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    name   TEXT NOT NULL,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_name ON credit (name);

-- The sentences that hold an event or the evidence of a tie: what a search for events and ties looks through.
CREATE TABLE passage (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    words  TEXT NOT NULL
) STRICT;
CREATE INDEX passage_report ON passage (report);

-- ---- actors: those of a report (entity), and those of the casebook (actor) ------------------------------------------------------------------------

CREATE TABLE entity (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    uid        TEXT NOT NULL UNIQUE,
    local      TEXT NOT NULL,        -- Actor.id
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    country    TEXT,
    kb         TEXT,
    candidates TEXT NOT NULL,        -- JSON array of ids in the knowledge base
    named      INTEGER NOT NULL CHECK (named IN (0, 1)),  -- whether the report gives it a name, not only a description
    represents INTEGER REFERENCES entity DEFERRABLE INITIALLY DEFERRED,
    size_min   INTEGER,
    size_max   INTEGER,
    size_start INTEGER,
    size_end   INTEGER
) STRICT;
CREATE INDEX entity_report ON entity (report);
CREATE INDEX entity_represents ON entity (represents) WHERE represents IS NOT NULL;

CREATE TABLE mention (
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    form   TEXT NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (entity, start_, end_)
) STRICT, WITHOUT ROWID;

-- Whom an entity speaks or acts for, at any remove; itself at 0 steps. Between entities of one report.
CREATE TABLE acts_for (
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    other  INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    steps  INTEGER NOT NULL,
    PRIMARY KEY (entity, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX acts_for_other ON acts_for (other);

CREATE TABLE actor (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    key     TEXT NOT NULL,           -- the name as names are compared: dateline.knowledge.names.name_key
    kind    TEXT NOT NULL,
    country TEXT,
    kb      TEXT,
    named   INTEGER NOT NULL CHECK (named IN (0, 1))  -- 0: only described ("the rebels"), so that it is an actor of one report
) STRICT;
CREATE UNIQUE INDEX actor_kb ON actor (kb) WHERE kb IS NOT NULL;
CREATE INDEX actor_key ON actor (key, kind) WHERE named;

CREATE TABLE identity (
    entity INTEGER PRIMARY KEY REFERENCES entity ON DELETE CASCADE,
    actor  INTEGER NOT NULL REFERENCES actor,
    how    TEXT NOT NULL,            -- 'kb', 'name', 'new', or what linking and decisions put there
    score  REAL
) STRICT;
CREATE INDEX identity_actor ON identity (actor);

-- Every name under which an actor goes in some report, as names are compared.
CREATE TABLE actor_name (
    actor INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE,
    key   TEXT NOT NULL,
    name  TEXT NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name_key ON actor_name (key);

-- ---- claims -------------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE claim (
    id            INTEGER PRIMARY KEY,
    report        INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    uid           TEXT NOT NULL UNIQUE,
    local         TEXT NOT NULL,     -- Claim.id
    start_        INTEGER NOT NULL,
    end_          INTEGER NOT NULL,
    content       TEXT NOT NULL,
    form          TEXT NOT NULL,
    stance        TEXT NOT NULL,
    source_start  INTEGER,
    source_end    INTEGER,
    source_words  TEXT,
    cue_start     INTEGER,
    cue_end       INTEGER,
    channel_start INTEGER,
    channel_end   INTEGER,
    caveat_start  INTEGER,
    caveat_end    INTEGER,
    inside        INTEGER REFERENCES claim DEFERRABLE INITIALLY DEFERRED,
    hedge         TEXT,
    confidence    REAL
) STRICT;
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_inside ON claim (inside) WHERE inside IS NOT NULL;

CREATE TABLE claim_source (
    claim  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY (claim, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_source_entity ON claim_source (entity);

CREATE TABLE claim_addressee (
    claim  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY (claim, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_addressee_entity ON claim_addressee (entity);

-- The entities that are named within what a claim says.
CREATE TABLE claim_about (
    claim  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY (claim, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_about_entity ON claim_about (entity);

-- ---- places and times ---------------------------------------------------------------------------------------------------------------------------

CREATE TABLE place (
    id       INTEGER PRIMARY KEY,
    report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    uid      TEXT NOT NULL,
    local    TEXT NOT NULL,          -- Place.id
    name     TEXT NOT NULL,
    key      TEXT NOT NULL,          -- the name as names are compared
    kind     TEXT NOT NULL,
    country  TEXT,
    lat      REAL,
    lon      REAL,
    geonames INTEGER
) STRICT;
CREATE INDEX place_report ON place (report);
CREATE INDEX place_key ON place (key);

CREATE TABLE place_span (
    place  INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (place, start_, end_)
) STRICT, WITHOUT ROWID;

CREATE TABLE time_ (
    id       INTEGER PRIMARY KEY,
    report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    uid      TEXT NOT NULL,
    start_   INTEGER NOT NULL,
    end_     INTEGER NOT NULL,
    words    TEXT NOT NULL,
    from_day TEXT,
    to_day   TEXT,                   -- included
    grain    TEXT NOT NULL
) STRICT;
CREATE INDEX time_report ON time_ (report);

-- ---- events -------------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    passage    INTEGER NOT NULL REFERENCES passage DEFERRABLE INITIALLY DEFERRED,
    uid        TEXT NOT NULL UNIQUE,
    local      TEXT NOT NULL,        -- Event.id
    start_     INTEGER NOT NULL,     -- of Event.anchor
    end_       INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    from_day   TEXT,
    to_day     TEXT,                 -- included
    grain      TEXT,                 -- NULL: undated
    confidence REAL
) STRICT;
CREATE INDEX event_report ON event (report);
CREATE INDEX event_passage ON event (passage);
CREATE INDEX event_day ON event (from_day);

CREATE TABLE event_also (
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (event, start_, end_)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_context (
    event   INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    context TEXT NOT NULL,
    PRIMARY KEY (event, context)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_role (
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    role   TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY (event, role, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_role_entity ON event_role (entity);

CREATE TABLE event_claim (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claim_claim ON event_claim (claim);

CREATE TABLE event_place (
    event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    place INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
    PRIMARY KEY (event, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_place_place ON event_place (place);

-- What only some claims give for a role of an event: the versions of its sources, side by side.
CREATE TABLE account (
    id     INTEGER PRIMARY KEY,
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    role   TEXT NOT NULL,            -- actor, recipient, place or count
    value  TEXT NOT NULL,            -- Account.value: a local id, or the words of a count
    entity INTEGER REFERENCES entity ON DELETE CASCADE,
    place  INTEGER REFERENCES place ON DELETE CASCADE
) STRICT;
CREATE INDEX account_event ON account (event);
CREATE INDEX account_entity ON account (entity) WHERE entity IS NOT NULL;
CREATE INDEX account_place ON account (place) WHERE place IS NOT NULL;

CREATE TABLE account_claim (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    claim   INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY (account, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_claim_claim ON account_claim (claim);

CREATE TABLE count_ (
    id     INTEGER PRIMARY KEY,
    event  INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    what   TEXT NOT NULL,
    min    INTEGER,
    max    INTEGER,
    start_ INTEGER NOT NULL,
    end_   INTEGER NOT NULL,
    words  TEXT NOT NULL
) STRICT;
CREATE INDEX count_event ON count_ (event);

CREATE TABLE count_claim (
    count_ INTEGER NOT NULL REFERENCES count_ ON DELETE CASCADE,
    claim  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY (count_, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_claim_claim ON count_claim (claim);

-- ---- ties ---------------------------------------------------------------------------------------------------------------------------------------

CREATE TABLE tie (
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    passage    INTEGER NOT NULL REFERENCES passage DEFERRABLE INITIALLY DEFERRED,
    uid        TEXT NOT NULL UNIQUE,
    local      TEXT NOT NULL,        -- Tie.id
    a          INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    b          INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    status     TEXT NOT NULL,        -- asserted, attributed, denied, sought or ended: polarity together with whose word it is
    sign       INTEGER NOT NULL CHECK (sign IN (-1, 1)),
    start_     INTEGER NOT NULL,
    end_       INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    since      TEXT,
    until      TEXT,
    confidence REAL
) STRICT;
CREATE INDEX tie_report ON tie (report);
CREATE INDEX tie_passage ON tie (passage);
CREATE INDEX tie_a ON tie (a);
CREATE INDEX tie_b ON tie (b);

CREATE TABLE tie_claim (
    tie   INTEGER NOT NULL REFERENCES tie ON DELETE CASCADE,
    claim INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    PRIMARY KEY (tie, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_claim_claim ON tie_claim (claim);

-- ---- across reports: computed by linking ----------------------------------------------------------------------------------------------------------

CREATE TABLE origin_group (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE report_origin (
    report       INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    origin_group INTEGER NOT NULL REFERENCES origin_group ON DELETE CASCADE,
    score        REAL
) STRICT;
CREATE INDEX report_origin_group ON report_origin (origin_group);

CREATE TABLE happening (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE happening_event (
    event     INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    happening INTEGER NOT NULL REFERENCES happening ON DELETE CASCADE,
    score     REAL
) STRICT;
CREATE INDEX happening_event_happening ON happening_event (happening);

CREATE TABLE dispute (
    id        INTEGER PRIMARY KEY,
    happening INTEGER NOT NULL REFERENCES happening ON DELETE CASCADE,
    about     TEXT NOT NULL          -- what can't both be true: actor, recipient, place, date, killed, ..., status
) STRICT;
CREATE INDEX dispute_happening ON dispute (happening);

CREATE TABLE dispute_side (
    dispute INTEGER NOT NULL REFERENCES dispute ON DELETE CASCADE,
    event   INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    value   TEXT NOT NULL,           -- what this voice says
    source  TEXT NOT NULL,           -- the words of its source; '' in the reporter's own voice
    PRIMARY KEY (dispute, event, value, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_side_event ON dispute_side (event);

-- Which reports are linked, and for which reading; and by what they are found without comparing all with all: see `linking.py`.
CREATE TABLE linked (
    report INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    run    INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE TABLE origin_key (
    key    INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_key_report ON origin_key (report);

-- The report that shows that another goes back to the same origin, and the passages that they share: JSON, pairs of spans, this report's first.
CREATE TABLE joining (
    report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    member   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    score    REAL NOT NULL,           -- how much of the shorter report lies in the passages, 0 to 1
    mutual   REAL NOT NULL,           -- how much of the longer
    passages TEXT NOT NULL CHECK (json_valid(passages)),
    PRIMARY KEY (report, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX joining_member ON joining (member);

CREATE TABLE happening_key (
    key       INTEGER NOT NULL,
    happening INTEGER NOT NULL REFERENCES happening ON DELETE CASCADE,
    PRIMARY KEY (key, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_key_happening ON happening_key (happening);

-- What a named actor of a report is found by, among those of other reports.
CREATE TABLE name_block (
    key    INTEGER NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY (key, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_block_entity ON name_block (entity);

-- Whether an actor of a report is an actor of the casebook, which a person should say: linking is not sure.
CREATE TABLE question (
    entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    actor  INTEGER NOT NULL REFERENCES actor ON DELETE CASCADE,
    score  REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (entity, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_actor ON question (actor);

-- In how many accounts of events a word stands; '' counts all accounts.
CREATE TABLE telling (
    word   TEXT PRIMARY KEY,
    events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- decisions of people: append-only --------------------------------------------------------------------------------------------------------------

-- `target` names a record by the report's key, the words and the kind, never by a row, so that it survives a new reading.
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    who     TEXT NOT NULL,
    verb    TEXT NOT NULL,
    target  TEXT NOT NULL CHECK (json_valid(target)),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    undoes  INTEGER REFERENCES decision
) STRICT;
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

-- ---- full text --------------------------------------------------------------------------------------------------------------------------------------

CREATE VIRTUAL TABLE text_index USING fts5 (text, content = 'body', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER body_insert AFTER INSERT ON body BEGIN INSERT INTO text_index (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER body_delete AFTER DELETE ON body BEGIN INSERT INTO text_index (text_index, rowid, text) VALUES ('delete', old.id, old.text); END;
CREATE TRIGGER body_no_update BEFORE UPDATE ON body BEGIN SELECT RAISE(ABORT, 'a stored text never changes'); END;

CREATE VIRTUAL TABLE claim_index USING fts5 (
    content, source_words, content = 'claim', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_insert AFTER INSERT ON claim BEGIN
    INSERT INTO claim_index (rowid, content, source_words) VALUES (new.id, new.content, new.source_words);
END;
CREATE TRIGGER claim_delete AFTER DELETE ON claim BEGIN
    INSERT INTO claim_index (claim_index, rowid, content, source_words) VALUES ('delete', old.id, old.content, old.source_words);
END;
CREATE TRIGGER claim_update AFTER UPDATE OF content, source_words ON claim BEGIN
    INSERT INTO claim_index (claim_index, rowid, content, source_words) VALUES ('delete', old.id, old.content, old.source_words);
    INSERT INTO claim_index (rowid, content, source_words) VALUES (new.id, new.content, new.source_words);
END;

CREATE VIRTUAL TABLE passage_index USING fts5 (words, content = 'passage', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER passage_insert AFTER INSERT ON passage BEGIN INSERT INTO passage_index (rowid, words) VALUES (new.id, new.words); END;
CREATE TRIGGER passage_delete AFTER DELETE ON passage BEGIN
    INSERT INTO passage_index (passage_index, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER passage_update AFTER UPDATE OF words ON passage BEGIN
    INSERT INTO passage_index (passage_index, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO passage_index (rowid, words) VALUES (new.id, new.words);
END;
