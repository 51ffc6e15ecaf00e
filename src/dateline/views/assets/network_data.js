"use strict";
// Makes of the lists in the page what the other scripts work with: names, texts, origins and reports stand once, and days count from the first.
const unpack = (data) => {
  const day = (number) => (number === null ? null : number + data.first);
  const iso = (day) => (day === null ? null : new Date((day - 719163) * 864e5).toISOString().slice(0, 10)); // the ordinal of 1970-01-01
  const numbers = (ranges) => {
    const out = [];
    for (let at = 0; at < ranges.length; at += 2) for (let number = 0; number < ranges[at + 1]; number++) out.push(ranges[at] + number);
    return out;
  };
  const hostile = new Set(data.hostile);
  const actors = data.actors.map(([x, y, r, size, count, labelX, labelY, anchor, clear, lines], number) => ({
    name: data.names[number], x, y, r, size, count,
    label: { x: labelX, y: labelY, anchor: ["start", "end", "middle"][anchor], clear: clear === 1, lines: lines || [data.names[number]] },
  }));
  const rows = data.rows.map(([tie, a, b, kind, polarity, reported, since, until, known, origin, report, confidence, text]) => ({
    tie, a: data.names[a], b: data.names[b], ends: [a, b].filter((end) => end < actors.length), kind: data.kinds[kind], sign: hostile.has(data.kinds[kind]) ? -1 : 1,
    polarity: ["affirmed", "denied", "sought", "ended"][polarity], on: day(reported), reported: iso(day(reported)), since: iso(day(since)), until: iso(day(until)), day: day(known),
    origin: data.origins[origin], report: data.reports[report][0], head: data.reports[report][1], confidence, quote: data.texts[text],
  }));
  const spell = ([first, last, known, sign, contested, origins, opacity, positive, negative, denials]) => ({
    first: day(first), last: day(last), known: day(known), sign, contested: contested === 1, origins, opacity, width: data.widths[Math.min(origins, data.widths.length - 1)],
    positive: numbers(positive), negative: numbers(negative), denials: numbers(denials),
  });
  const edges = data.edges.map(([a, b, levels]) => ({ a, b, levels: levels.map((level) => level.map(spell)) }));
  return { ...data, actors, rows, edges, iso };
};
