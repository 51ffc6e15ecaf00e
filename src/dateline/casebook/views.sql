-- The casebook as people read it: every name and quote spelled out. What is a list is one text with "; " between its members.

-- The numbers of events as they are shown: in the report's words, or as a person corrected them. For the views and answers below.
CREATE VIEW counts AS
SELECT k.event, k.what || ': ' || iif(
           json_type(s.corrected, '$.' || k.what) IS NULL, k.words, iif(k.min IS k.max, k.min, coalesce(k.min, '') || iif(k.max IS NULL, '+', '-' || k.max))
       ) AS counted
FROM count_ AS k JOIN event AS e ON e.id = k.event LEFT JOIN standing AS s ON s.uid = e.uid;

CREATE VIEW reports AS
SELECT r.id AS report, r.key, r.version, r.latest, r.title, r.publisher, r.author, r.published, r.language, r.url, r.origin, r.added,
       (SELECT group_concat(c.name, '; ') FROM (SELECT DISTINCT name FROM credit WHERE report = r.id ORDER BY n) AS c) AS credits,
       (SELECT count(*) FROM claim WHERE report = r.id) AS claims,
       (SELECT count(*) FROM event WHERE report = r.id) AS events,
       (SELECT count(*) FROM tie WHERE report = r.id) AS ties,
       (SELECT count(*) FROM entity WHERE report = r.id) AS actors,
       length(b.text) AS characters, run.dateline, run.model, run.settings
FROM report AS r JOIN body AS b ON b.id = r.body JOIN run ON run.id = r.run;

CREATE VIEW actors AS
SELECT a.id AS actor, a.name, a.kind, a.country, a.kb,
       (SELECT group_concat(n.name, '; ') FROM (SELECT name FROM actor_name WHERE actor = a.id ORDER BY name) AS n) AS names,
       count(DISTINCT e.report) AS reports,
       min(r.published) AS first_seen, max(r.published) AS last_seen,
       sum((SELECT count(*) FROM claim_source WHERE entity = e.id)) AS claims_by,
       sum((SELECT count(DISTINCT event) FROM event_role WHERE entity = e.id)) AS events,
       sum((SELECT count(*) FROM tie WHERE e.id IN (a, b))) AS ties
FROM actor AS a JOIN identity AS i ON i.actor = a.id JOIN entity AS e ON e.id = i.entity JOIN report AS r ON r.id = e.report AND r.latest
GROUP BY a.id;

CREATE VIEW claims AS
SELECT c.uid, c.content AS quote, c.stance, c.form, c.hedge, c.source_words AS source,
       (SELECT group_concat(a.name, '; ') FROM claim_source AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor
        WHERE s.claim = c.id) AS source_actors,
       (SELECT group_concat(a.name, '; ') FROM claim_addressee AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor
        WHERE s.claim = c.id) AS addressees,
       (SELECT group_concat(a.name, '; ') FROM claim_about AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor
        WHERE s.claim = c.id) AS about,
       substr(b.text, c.cue_start + 1, c.cue_end - c.cue_start) AS cue,
       substr(b.text, c.channel_start + 1, c.channel_end - c.channel_start) AS channel,
       substr(b.text, c.caveat_start + 1, c.caveat_end - c.caveat_start) AS caveat,
       (SELECT uid FROM claim WHERE id = c.inside) AS inside,
       c.confidence, (SELECT state FROM standing WHERE uid = c.uid) AS standing, r.published, r.publisher, r.title, r.url, r.id AS report, r.latest, c.start_ AS start, c.end_ AS end
FROM claim AS c JOIN report AS r ON r.id = c.report JOIN body AS b ON b.id = r.body;

CREATE VIEW events AS
SELECT e.uid, e.quote, e.type, e.mode, e.status,
       (SELECT group_concat(x.context, '; ') FROM event_context AS x WHERE x.event = e.id) AS context,
       (SELECT group_concat(a.name, '; ') FROM event_role AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor
        WHERE s.event = e.id AND s.role = 'actor') AS actors,
       (SELECT group_concat(a.name, '; ') FROM event_role AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor
        WHERE s.event = e.id AND s.role = 'recipient') AS recipients,
       (SELECT group_concat(p.name, '; ') FROM event_place AS s JOIN place AS p ON p.id = s.place WHERE s.event = e.id) AS places,
       e.from_day, e.to_day, e.grain,
       (SELECT group_concat(k.counted, '; ') FROM counts AS k WHERE k.event = e.id) AS counts,
       (SELECT group_concat(coalesce(c.source_words, 'unnamed'), '; ') FROM event_claim AS s JOIN claim AS c ON c.id = s.claim
        WHERE s.event = e.id) AS sources,
       p.words AS passage, e.confidence, (SELECT state FROM standing WHERE uid = e.uid) AS standing, r.published, r.publisher, r.title, r.url, r.id AS report, r.latest, e.start_ AS start, e.end_ AS end
FROM event AS e JOIN report AS r ON r.id = e.report JOIN passage AS p ON p.id = e.passage;

-- The table has the sign of the tie's kind; here one that is only denied or sought has none, so that a sum of signs counts nothing that nobody said is.
CREATE VIEW ties AS
SELECT t.uid, a.name AS a, t.kind, b.name AS b, t.polarity, t.status, iif(t.polarity IN ('denied', 'sought'), NULL, t.sign) AS sign, t.quote,
       (SELECT group_concat(coalesce(c.source_words, 'unnamed'), '; ') FROM tie_claim AS s JOIN claim AS c ON c.id = s.claim WHERE s.tie = t.id) AS sources,
       t.since, t.until, t.confidence, (SELECT state FROM standing WHERE uid = t.uid) AS standing, r.published, r.publisher, r.title, r.url, a.id AS actor_a, b.id AS actor_b, r.id AS report, r.latest,
       t.start_ AS start, t.end_ AS end
FROM tie AS t JOIN report AS r ON r.id = t.report
     JOIN identity AS ia ON ia.entity = t.a JOIN actor AS a ON a.id = ia.actor
     JOIN identity AS ib ON ib.entity = t.b JOIN actor AS b ON b.id = ib.actor;

CREATE VIEW places AS
SELECT p.uid, p.name, p.kind, p.country, p.lat, p.lon, p.geonames,
       (SELECT group_concat(s.words, '; ') FROM (SELECT DISTINCT words FROM place_span WHERE place = p.id ORDER BY start_) AS s) AS quotes,
       (SELECT count(*) FROM place_span WHERE place = p.id) AS spans,
       (SELECT count(*) FROM event_place WHERE place = p.id) AS events,
       r.published, r.publisher, r.title, r.url, r.id AS report, r.latest
FROM place AS p JOIN report AS r ON r.id = p.report;

CREATE VIEW times AS
SELECT t.uid, t.words AS quote, t.from_day, t.to_day, t.grain, r.published, r.publisher, r.title, r.url, r.id AS report, r.latest,
       t.start_ AS start, t.end_ AS end
FROM time_ AS t JOIN report AS r ON r.id = t.report;

CREATE VIEW origins AS
SELECT o.origin_group AS origin, r.id AS report, r.title, r.publisher, r.published, r.url, o.score,
       (SELECT group_concat(c.name, '; ') FROM (SELECT DISTINCT name FROM credit WHERE report = r.id ORDER BY n) AS c) AS credits
FROM report_origin AS o JOIN report AS r ON r.id = o.report;

CREATE VIEW disputes AS
SELECT d.id AS dispute, d.about, s.value, e.uid AS event, e.quote, e.type, e.status, e.from_day, p.words AS passage,
       coalesce(nullif(s.source, ''), 'the reporter') AS source, r.published, r.publisher, r.title, r.url, r.id AS report, d.happening
FROM dispute AS d JOIN dispute_side AS s ON s.dispute = d.id JOIN event AS e ON e.id = s.event JOIN passage AS p ON p.id = e.passage
     JOIN report AS r ON r.id = e.report;

-- A happening by the origins that tell of it: the range of dates and tolls of each. An open end of one account leaves that end of the range open.
CREATE VIEW happenings AS
SELECT h.happening, o.origin_group AS origin, count(DISTINCT e.report) AS reports, count(DISTINCT e.id) AS events,
       (SELECT group_concat(v.publisher, '; ') FROM (SELECT DISTINCT z.publisher FROM happening_event AS x JOIN event AS y ON y.id = x.event JOIN report AS z ON z.id = y.report AND z.latest
            JOIN report_origin AS q ON q.report = z.id WHERE x.happening = h.happening AND q.origin_group = o.origin_group ORDER BY z.publisher) AS v) AS publishers,
       (SELECT group_concat(v.type, '; ') FROM (SELECT DISTINCT y.type FROM happening_event AS x JOIN event AS y ON y.id = x.event JOIN report AS z ON z.id = y.report AND z.latest
            JOIN report_origin AS q ON q.report = z.id WHERE x.happening = h.happening AND q.origin_group = o.origin_group ORDER BY y.type) AS v) AS types,
       (SELECT group_concat(v.status, '; ') FROM (SELECT DISTINCT y.status FROM happening_event AS x JOIN event AS y ON y.id = x.event JOIN report AS z ON z.id = y.report AND z.latest
            JOIN report_origin AS q ON q.report = z.id WHERE x.happening = h.happening AND q.origin_group = o.origin_group ORDER BY y.status) AS v) AS statuses,
       min(iif(e.grain = 'report', NULL, e.from_day)) AS from_day, max(iif(e.grain = 'report', NULL, e.to_day)) AS to_day,
       (SELECT group_concat(t.told, '; ') FROM (
            SELECT k.what || ': ' || CASE
                       WHEN count(k.min) < count(*) THEN 'up to ' || coalesce(max(k.max), '?')
                       WHEN count(k.max) < count(*) THEN min(k.min) || '+'
                       WHEN min(k.min) = max(k.max) THEN min(k.min) ELSE min(k.min) || '-' || max(k.max) END AS told
            FROM count_ AS k JOIN happening_event AS x ON x.event = k.event JOIN event AS y ON y.id = x.event JOIN report AS z ON z.id = y.report
                 JOIN report_origin AS q ON q.report = z.id
            WHERE x.happening = h.happening AND q.origin_group = o.origin_group AND z.latest GROUP BY k.what ORDER BY k.what) AS t) AS tolls
FROM happening_event AS h JOIN event AS e ON e.id = h.event JOIN report AS r ON r.id = e.report JOIN report_origin AS o ON o.report = r.id
WHERE r.latest GROUP BY h.happening, o.origin_group;

-- A happening in one row: the range of dates and tolls over all its origins, and the uids of its accounts. The `happenings` view has each origin apart.
CREATE VIEW timeline AS
SELECT h.happening, min(iif(e.grain = 'report', NULL, e.from_day)) AS from_day, max(iif(e.grain = 'report', NULL, e.to_day)) AS to_day,
       (SELECT group_concat(v.type, '; ') FROM (SELECT DISTINCT y.type FROM happening_event AS x JOIN event AS y ON y.id = x.event
            JOIN report AS z ON z.id = y.report AND z.latest WHERE x.happening = h.happening ORDER BY y.type) AS v) AS types,
       (SELECT group_concat(v.status, '; ') FROM (SELECT DISTINCT y.status FROM happening_event AS x JOIN event AS y ON y.id = x.event
            JOIN report AS z ON z.id = y.report AND z.latest WHERE x.happening = h.happening ORDER BY y.status) AS v) AS statuses,
       (SELECT group_concat(v.name, '; ') FROM (SELECT DISTINCT a.name FROM happening_event AS x JOIN event AS y ON y.id = x.event
            JOIN report AS z ON z.id = y.report AND z.latest JOIN event_role AS s ON s.event = y.id AND s.role = 'actor'
            JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor WHERE x.happening = h.happening ORDER BY a.name) AS v) AS actors,
       (SELECT group_concat(v.name, '; ') FROM (SELECT DISTINCT a.name FROM happening_event AS x JOIN event AS y ON y.id = x.event
            JOIN report AS z ON z.id = y.report AND z.latest JOIN event_role AS s ON s.event = y.id AND s.role = 'recipient'
            JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor WHERE x.happening = h.happening ORDER BY a.name) AS v) AS recipients,
       (SELECT group_concat(t.told, '; ') FROM (
            SELECT k.what || ': ' || CASE
                       WHEN count(k.min) < count(*) THEN 'up to ' || coalesce(max(k.max), '?')
                       WHEN count(k.max) < count(*) THEN min(k.min) || '+'
                       WHEN min(k.min) = max(k.max) THEN min(k.min) ELSE min(k.min) || '-' || max(k.max) END AS told
            FROM count_ AS k JOIN happening_event AS x ON x.event = k.event JOIN event AS y ON y.id = x.event
                 JOIN report AS z ON z.id = y.report AND z.latest WHERE x.happening = h.happening GROUP BY k.what ORDER BY k.what) AS t) AS tolls,
       count(DISTINCT r.id) AS reports, count(DISTINCT coalesce(o.origin_group, -r.id)) AS origins, count(*) AS events, group_concat(e.uid, '; ') AS uids
FROM happening_event AS h JOIN event AS e ON e.id = h.event JOIN report AS r ON r.id = e.report AND r.latest
     LEFT JOIN report_origin AS o ON o.report = r.id
GROUP BY h.happening;
