// The ties of one actor over time, in the signs of network_timeline.py: a row for each partner, a bar for each spell, a mark for each report.
const timeline = (data, actor, on, svg, parts) => {
  const { actors, edges, rows, look, iso } = data;
  const [WIDTH, ROW, TOP, NAMES, RIGHT] = [900, 26, 34, 230, 20];
  const own = edges.map((edge) => ({ edge, spells: edge.levels[0], partner: edge.a === actor ? edge.b : edge.a })).filter(({ edge }) => edge.a === actor || edge.b === actor);
  own.sort((one, other) => one.spells[0].first - other.spells[0].first || one.partner - other.partner);
  // Reports of ties with others, which make no bar: those that were only sought, denied, or reported as ended.
  const called = actors[actor].name;
  const partners = new Set(own.map(({ partner }) => actors[partner].name));
  const held = new Set(own.flatMap(({ spells }) => spells.flatMap((spell) => [...spell.positive, ...spell.negative])));
  const expanded = new Set(data.expanded);
  const others = new Map();
  rows.forEach((row, at) => {
    if (held.has(at) || row.a === row.b || (row.a !== called && row.b !== called) || expanded.has(at)) return;
    const partner = row.a === called ? row.b : row.a;
    if (!partners.has(partner)) others.set(partner, [...(others.get(partner) || []), at]);
  });
  const told = [...others].map(([name, reports]) => ({ name, reports, first: Math.min(...reports.map((at) => rows[at].on)) })).sort((one, other) => one.first - other.first);
  const first = Math.min(...own.map(({ spells }) => spells[0].first), ...told.map((one) => one.first));
  const days = data.last - first + 1;
  const [right, bottom] = [WIDTH - RIGHT, TOP + ROW * (own.length + told.length)];
  const x = (day) => Math.round((NAMES + ((right - NAMES) * (day - first)) / days) * 10) / 10;
  const lookOf = (spell) => (spell.sign > 0 ? "friendly" : spell.sign < 0 ? "hostile" : "even");
  const words = (x, y, text, attributes) => svg("text", { x, y, ...attributes }, text);

  // Years and, where there is room, months.
  const scale = () => {
    const [from, to] = [iso(first), iso(data.last)].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1);
    const step = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => (to - from + 1) / step <= 14) || 240;
    const out = [];
    for (let month = from; month <= to; month++) {
      const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / 864e5 + 719163;
      if (month % step || day < first || day > data.last) continue;
      const january = month % 12 === 0;
      const name = step >= 12 || january ? String(Math.floor(month / 12)) : "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[month % 12] + (out.length ? "" : ` ${Math.floor(month / 12)}`);
      out.push(svg("line", { x1: x(day), x2: x(day), y1: TOP - 4, y2: bottom, stroke: "#d9d5cb" }), words(x(day), TOP - 10, name, { "text-anchor": "middle", "font-size": 11, ...(january ? { "font-weight": 700 } : { class: "faint" }) }));
    }
    return out.length ? out : [words(NAMES, TOP - 10, `${iso(first)} to ${iso(data.last)}`, { "font-size": 11, class: "faint" })];
  };

  // One spell. After the day that the tie was last known of the bar is thin: it is carried on. One that runs on to the last day ends in a point.
  const bar = (spell, y) => {
    const [kind, open] = [lookOf(spell), spell.last === data.last];
    const left = x(spell.first);
    const wide = Math.max(x(spell.last + 1) - left, 2);
    const [end, tip] = [left + wide, open ? Math.min(3, wide / 2) : 0];
    const told = x((spell.known === null ? spell.last : Math.min(spell.last, spell.known)) + 1);
    const tall = Math.max(left, Math.min(told, end - tip));
    const [full, back] = tall > left ? [`M${left} ${y + 6}H${tall}V${y + 10}`, `H${tall}V${y + 20}H${left}Z`] : [`M${left} ${y + 10}`, `H${left}Z`];
    const ink = look[kind].ink;
    const shape = svg("path", {
      d: `${full}H${end - tip}L${end} ${y + 13}L${end - tip} ${y + 16}${back}`, fill: kind === "friendly" ? ink : `url(#t-${kind})`,
      "fill-opacity": spell.contested && kind === "friendly" ? 0.35 : spell.opacity, stroke: ink, "stroke-width": spell.contested ? 2 : 1, "stroke-dasharray": kind === "hostile" ? "4 2" : null,
    });
    const words_ = `${iso(spell.first)} to ${iso(spell.last)}${open ? " or later" : ""}: ${spell.contested ? "contested, " : ""}${look[kind].word}, ${spell.origins} ${spell.origins === 1 ? "origin" : "origins"}`;
    const group = svg("g", { class: `bar ${kind}` }, svg("title", {}, words_), shape);
    if (spell.contested && wide > 14) group.append(svg("circle", { cx: left + wide / 2, cy: y + 13, r: 6.5, fill: "#ffffff", stroke: ink }), words(left + wide / 2, y + 17, "?", { "text-anchor": "middle", "font-size": 10.5, "font-weight": 700 }));
    return group;
  };

  // The day of a report: a stroke for one that affirms the tie, a cross for a denial, a square for an end, a ring for what is only sought.
  const mark = (row, y) => {
    const at = x(row.on) + (right - NAMES) / days / 2;
    const told = { affirmed: "a report", ended: "reported as ended", denied: "denied", sought: "only sought" }[row.polarity];
    const sign = parts.querySelector(`[data-mark="${row.polarity}"]`).cloneNode(true);
    sign.setAttribute("transform", `translate(${at.toFixed(1)} ${y + 13})`);
    sign.prepend(svg("title", {}, `${row.reported}, ${told}: ${row.a} ${data.words[row.kind]} ${row.b}`));
    return sign;
  };

  const body = scale();
  const shown = new Set(held);
  own.forEach(({ edge, spells, partner }, number) => {
    const y = TOP + ROW * number;
    body.push(words(NAMES - 10, y + 17, actors[partner].name, { "text-anchor": "end", "font-size": 12.5, class: "partner" }), ...spells.map((spell) => bar(spell, y)));
    const held = new Set(spells.flatMap((spell) => [...spell.positive, ...spell.negative]));
    rows.forEach((row, at) => {
      const between = row.ends.length === 2 && row.ends.includes(edge.a) && row.ends.includes(edge.b);
      if (!(held.has(at) || between) || row.on < first || row.on > data.last) return;
      body.push(mark(row, y));
      shown.add(at);
    });
  });
  told.forEach(({ name, reports }, number) => {
    const y = TOP + ROW * (own.length + number);
    body.push(words(NAMES - 10, y + 17, name, { "text-anchor": "end", "font-size": 12.5, class: "partner" }), ...reports.map((at) => mark(rows[at], y)));
    reports.forEach((at) => shown.add(at));
  });
  // A day before the first tie of this actor lies outside its drawing.
  const now = on < first || on > data.last ? -9 : x(on) + (right - NAMES) / days / 2;
  body.push(svg("line", { class: "now", x1: now, x2: now, y1: TOP - 8, y2: bottom + 4, stroke: "#1c1b19", "stroke-width": 1.2, "stroke-dasharray": "4 3" }));
  const key = parts.querySelector(".key").cloneNode(true);
  key.setAttribute("transform", `translate(0 ${bottom})`);
  const name = `The ties of ${actors[actor].name} from ${iso(first)} to ${iso(data.last)}`;
  const several = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
  const distinct = (field) => new Set([...shown].map((at) => rows[at][field])).size;
  const without = told.length ? `, ${told.length.toLocaleString("en")} without` : "";
  const aside = [...shown].filter((at) => ["sought", "denied"].includes(rows[at].polarity)).length;
  const known = data.known ? `, as known by ${data.known}` : "";
  const rest = `From ${iso(first)} to ${iso(data.last)}${known}: ${several(own.length, "actor")} with a reported tie${without}; ${several(shown.size, "tie")}${aside ? ` (${aside.toLocaleString("en")} only sought or denied)` : ""} in ${several(distinct("report"), "report")} of ${several(distinct("origin"), "origin")}.`;
  return svg("svg", { "data-rest": rest, viewBox: `0 0 ${WIDTH} ${bottom + 60}`, role: "img", "aria-label": name }, svg("title", {}, name), parts.querySelector("defs").cloneNode(true), ...body, key);
};
