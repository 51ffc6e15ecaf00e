-- What version 4 of the casebook adds: texts and decisions are kept from being replaced or taken out as well, whichever program has the file open.
-- SQLite's REPLACE takes a row out without asking the trigger on DELETE, so that it is refused where it would find one.

CREATE TRIGGER IF NOT EXISTS body_no_delete BEFORE DELETE ON body BEGIN SELECT RAISE(ABORT, 'a stored text is never taken out'); END;
CREATE TRIGGER IF NOT EXISTS body_no_replace BEFORE INSERT ON body WHEN EXISTS (SELECT 1 FROM body WHERE id = new.id OR hash = new.hash) BEGIN
    SELECT RAISE(ABORT, 'a stored text never changes');
END;
CREATE TRIGGER IF NOT EXISTS decision_no_replace BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;
