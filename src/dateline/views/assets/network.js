// Everything that depends on a rule was computed when the page was made: this script looks up which spell covers the day, and draws it.
// Texts from reports only ever become text nodes or attributes, never markup.
(() => {
  const data = unpack(JSON.parse(document.getElementById("data").textContent));
  const { actors, edges, rows, look, iso } = data;
  const at = (id) => document.getElementById(id);
  const EPOCH = 719163; // the ordinal of 1970-01-01
  const CROWD = 1500; // of more lines than these each is met by itself alone, and not by what is near it
  const LISTED = 200; // so many lines of the table are made at first: a browser takes longer over a table than over a picture
  const ordinal = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && !isNaN(Date.parse(text)) ? Math.round(Date.parse(text) / 864e5) + EPOCH : null);
  const several = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many || one + "s"}`;
  const index = new Map(actors.map((actor, number) => [actor.name, number]));
  const changes = [...new Set(edges.flatMap((edge) => edge.levels[0].flatMap((spell) => [spell.first, spell.last + 1])))].filter((day) => day >= data.first && day <= data.last).sort((a, b) => a - b);
  const state = { on: data.on, kinds: new Set(data.kinds), min: data.min, contested: "keep", within: data.within, silent: false, everything: false, actor: null, edge: null };
  let box = [0, 0, data.width, data.height];

  const html = (name, attributes, ...inner) => fill(document.createElement(name), attributes, inner);
  const svg = (name, attributes, ...inner) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, inner);
  function fill(element, attributes, inner) {
    for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== false) element.setAttribute(name, value);
    element.append(...inner.filter((part) => part !== null));
    return element;
  }
  const button = (words, act, attributes) => {
    const made = html("button", { type: "button", ...attributes }, words);
    made.addEventListener("click", act);
    return made;
  };

  // The edges of the day: each with its number, its ends and the spell that covers the day.
  function holding() {
    const found = [];
    edges.forEach((edge, number) => {
      const spell = (edge.levels[state.min - 1] || []).find((one) => one.first <= state.on && state.on <= one.last);
      if (!spell || (state.within !== null && spell.known !== null && state.on - spell.known > state.within)) return;
      if (spell.contested ? state.contested === "drop" : state.contested === "only") return;
      if (![...spell.positive, ...spell.negative].some((row) => state.kinds.has(rows[row].kind))) return;
      found.push({ number, a: edge.a, b: edge.b, spell });
    });
    return found;
  }

  const lookOf = (spell) => (spell.sign > 0 ? "friendly" : spell.sign < 0 ? "hostile" : "even");
  const inWords = (spell) => `${spell.contested ? "contested, " : ""}${look[lookOf(spell)].word}`;
  const known = (spell) => {
    if (spell.known === null || spell.known >= state.on) return "known of this day";
    return `${iso(spell.known)}, ${several(state.on - spell.known, "day")} before`;
  };

  function drawEdge(one, many) {
    const { spell, number } = one;
    const style = look[lookOf(spell)];
    const [from, to] = [actors[one.a], actors[one.b]];
    const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [ux, uy] = [(to.x - from.x) / long, (to.y - from.y) / long];
    const line = { x1: from.x + ux * from.r, y1: from.y + uy * from.r, x2: to.x - ux * to.r, y2: to.y - uy * to.r };
    const wide = spell.contested ? spell.width + 4 : spell.width;
    const group = svg("g", { class: "edge", "data-edge": number });
    if (!many) group.append(svg("line", { class: "hit", ...line }));
    group.append(svg("line", { ...line, stroke: style.ink, "stroke-width": wide, "stroke-dasharray": style.dash, "stroke-opacity": spell.opacity }));
    if (spell.contested) group.append(svg("line", { ...line, stroke: "#ffffff", "stroke-width": wide - 2.6 }));
    const focus = state.edge === number || state.actor === one.a || state.actor === one.b;
    if (state.edge === number) group.classList.add("picked");
    if ((state.edge !== null || state.actor !== null) && !focus) group.classList.add("dim");
    at("edges").append(group);
    if (!spell.contested) return;
    const [x, y] = [(line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2];
    const mark = svg("g", { class: "edge", "data-of": number }, svg("circle", { cx: x, cy: y, r: 8.5, fill: "#ffffff", stroke: style.ink, "stroke-width": 1.4 }), svg("text", { x, y: y + 4.6, "text-anchor": "middle", "font-size": 13, "font-weight": 700 }, "?"));
    if (group.classList.contains("dim")) mark.classList.add("dim");
    at("marks").append(mark);
  }

  function drawActor(actor, number, tied, near) {
    const body = !tied ? svg("circle", { class: "body", cx: actor.x, cy: actor.y, r: 4, fill: "#ffffff", stroke: "#b9b5ab", "stroke-width": 1.5 })
      : actor.size > 1 ? svg("rect", { class: "body", x: actor.x - actor.r, y: actor.y - actor.r, width: 2 * actor.r, height: 2 * actor.r, rx: 4, fill: data.ink, stroke: "#ffffff", "stroke-width": 1.5 })
      : svg("circle", { class: "body", cx: actor.x, cy: actor.y, r: actor.r, fill: data.ink, stroke: "#ffffff", "stroke-width": 1.5 });
    const group = svg("g", { class: "node", "data-actor": number, "data-silent": !tied }, body);
    if (tied && actor.size > 1) {
      const count = svg("text", { x: actor.x, y: actor.y + 4, "text-anchor": "middle", "font-size": 11, "font-weight": 700, class: "count" }, actor.count);
      group.append(count);
    }
    const dim = near && !near.has(number);
    group.classList.toggle("dim", Boolean(dim));
    group.classList.toggle("picked", state.actor === number);
    at("nodes").append(group);
    if (!tied && !state.silent && state.actor !== number) return;
    const { label } = actor;
    // In a crowd those are named whose names find room; the others are when one comes closer or chooses them.
    const crowded = !label.clear && !(near && !dim);
    const words = svg("text", { "text-anchor": label.anchor, "font-size": data.font, class: `${tied ? "" : "silent"} ${crowded ? "crowded" : ""}` }, ...label.lines.map((line, row) => svg("tspan", { x: label.x, y: label.y + row * data.line }, line)));
    words.classList.toggle("dim", Boolean(dim));
    at("words").append(words);
  }

  function drawPicture(found) {
    for (const layer of ["edges", "marks", "nodes", "words"]) at(layer).replaceChildren();
    const tied = new Set(found.flatMap((one) => [one.a, one.b]));
    let near = null;
    if (state.actor !== null) near = new Set([state.actor, ...found.filter((one) => one.a === state.actor || one.b === state.actor).flatMap((one) => [one.a, one.b])]);
    else if (state.edge !== null) near = new Set([edges[state.edge].a, edges[state.edge].b]);
    found.forEach((one) => drawEdge(one, found.length > CROWD));
    actors.forEach((actor, number) => drawActor(actor, number, tied.has(number), near));
    const nothing = at("nothing");
    nothing.textContent = found.length ? "" : `No such tie is reported to hold on ${iso(state.on)}.`;
    nothing.toggleAttribute("hidden", found.length > 0);
  }

  function tell(found) {
    const used = found.flatMap((one) => [...one.spell.positive, ...one.spell.negative]);
    const count = (which) => found.filter(which).length;
    const contested = count((one) => one.spell.contested);
    const parts = [`${count((one) => one.spell.sign > 0 && !one.spell.contested)} friendly`, `${count((one) => one.spell.sign < 0 && !one.spell.contested)} hostile`, contested ? `${contested} contested` : null].filter(Boolean);
    const known = data.known ? `, as known by ${data.known}` : "";
    const ties = new Set(used).size;
    const reports = new Set(used.map((row) => rows[row].report)).size;
    const origins = new Set(used.map((row) => rows[row].origin)).size;
    const members = new Set(found.flatMap((one) => [one.a, one.b])).size;
    at("status").textContent = found.length
      ? `On ${iso(state.on)}${known}: ${several(found.length, "pair")} with a reported tie (${parts.join(", ")}) among ${several(members, "actor")}, from ${several(ties, "tie")} in ${several(reports, "report")} of ${several(origins, "origin")}.`
      : `On ${iso(state.on)}${known} no such tie is reported to hold. Choose another day, or show more kinds of tie.`;
  }

  function list(found) {
    const body = at("table").tBodies[0];
    const shown = state.everything ? found : found.slice(0, LISTED);
    body.replaceChildren(...shown.map((one) => {
      const { spell } = one;
      const kinds = [...new Set([...spell.positive, ...spell.negative].map((row) => data.words[rows[row].kind]))].join(", ");
      const read = button("read", () => { pickEdge(one.number); at("panel").focus(); }, { "aria-label": `Read the sentences on ${actors[one.a].name} and ${actors[one.b].name}` });
      return html("tr", {}, html("th", { scope: "row", dir: "auto" }, actors[one.a].name), html("td", {}, inWords(spell)), html("td", { dir: "auto" }, actors[one.b].name), html("td", {}, kinds), html("td", {}, String(spell.origins)), html("td", {}, known(spell)), html("td", {}, read));
    }));
    at("rest").hidden = shown.length === found.length;
    at("rest").textContent = `Show all ${found.length.toLocaleString("en")} pairs`;
  }

  // One report of a tie: its words, then who says so and when.
  function card(number, aside) {
    const row = rows[number];
    const told = { affirmed: "", ended: "ended: ", denied: "denied: ", sought: "only sought: " }[row.polarity];
    const dates = row.since && row.until ? `from ${row.since} to ${row.until}` : row.since ? `since ${row.since}` : row.until ? `until ${row.until}` : null;
    const facts = [row.head || `report ${row.report}`, `reported ${row.reported}`, row.origin.startsWith("origin ") ? row.origin : `origin: ${row.origin}`, dates, row.confidence === null ? null : `confidence ${row.confidence.toFixed(2)}`, `tie ${row.tie}`].filter(Boolean);
    return html("div", { class: `row ${aside ? "aside" : row.sign > 0 ? "friendly" : "hostile"}` }, html("p", { dir: "auto" }, `${told}${row.a} ${data.words[row.kind]} ${row.b}`), row.quote ? html("blockquote", { dir: "auto" }, row.quote) : html("p", { class: "hint" }, "no sentence was stored with this tie"), html("p", { class: "facts", dir: "auto" }, facts.join(" · ")));
  }

  function showEdge(found) {
    const edge = edges[state.edge];
    const one = found.find((other) => other.number === state.edge);
    const ends = html("p", {}, button(actors[edge.a].name, () => pickActor(edge.a)), " ", button(actors[edge.b].name, () => pickActor(edge.b)));
    const heading = html("h2", { dir: "auto" }, `${actors[edge.a].name} – ${actors[edge.b].name}`);
    if (!one) return [heading, ends, html("p", {}, `No such tie is reported to hold on ${iso(state.on)}. That is not to say that there is none.`)];
    const { spell } = one;
    const facts = [inWords(spell), several(spell.origins, "independent origin"), `last known: ${known(spell)}`, `so from ${iso(spell.first)} to ${spell.last >= data.last ? "the end of what is reported" : iso(spell.last)}`];
    const part = (title, numbers, aside) => (numbers.length ? [html("h3", {}, title), ...numbers.map((number) => card(number, aside))] : []);
    return [heading, html("p", {}, facts.join(" · ")), ends, ...part("Friendly", spell.positive), ...part("Hostile", spell.negative), ...part("Denied", spell.denials, true)];
  }

  function showActor(found) {
    const own = found.filter((one) => one.a === state.actor || one.b === state.actor);
    const name = actors[state.actor].name;
    const part = (title, some) => (some.length ? [html("h3", {}, `${title} (${some.length})`), html("ul", { class: "list" }, ...some.map((one) => html("li", {}, button(`${actors[one.a === state.actor ? one.b : one.a].name} · ${several(one.spell.origins, "origin")}`, () => pickEdge(one.number), { dir: "auto" }))))] : []);
    const aside = rows.map((row, number) => number).filter((number) => ["sought", "denied"].includes(rows[number].polarity) && rows[number].ends.includes(state.actor) && rows[number].day <= state.on);
    return [
      html("h2", { dir: "auto" }, actors[state.actor].size > 1 ? `${name} (${actors[state.actor].size} actors)` : name),
      own.length ? null : html("p", {}, `No such tie is reported to hold on ${iso(state.on)}.`),
      ...part("Friends", own.filter((one) => one.spell.sign > 0 && !one.spell.contested)), ...part("Foes", own.filter((one) => one.spell.sign < 0 && !one.spell.contested)), ...part("Contested", own.filter((one) => one.spell.contested)),
      ...(aside.length ? [html("h3", {}, "Told of up to this day, and no tie"), ...aside.map((number) => card(number, true))] : []),
      html("p", { class: "hint" }, "Of all others no tie is reported."),
    ].filter(Boolean);
  }

  function showPanel(found) {
    const inner = state.edge !== null ? showEdge(found) : state.actor !== null ? showActor(found) : null;
    if (inner) at("panel").replaceChildren(...inner, button("close", () => { state.edge = state.actor = null; update(); }));
    else at("panel").replaceChildren(html("p", { class: "hint" }, "Choose a line to read the sentences that it rests on, or an actor to see its friends and foes."));
    at("over-time").hidden = state.actor === null;
    if (state.actor === null) return;
    at("over-time").querySelector("h2").textContent = `The ties of ${actors[state.actor].name} over time`;
    const drawn = timeline(data, state.actor, state.on, svg, at("timeline-parts").content);
    at("over-time").querySelector(".timeline").replaceChildren(drawn);
    at("over-time").querySelector("p").textContent = drawn.dataset.rest;
    for (const name of drawn.querySelectorAll(".partner")) {
      // A name has the room that is left of the bars.
      const full = name.textContent;
      for (let kept = full.length - 1; kept > 3 && name.getComputedTextLength() > 215; kept--) name.textContent = `${full.slice(0, kept).trimEnd()}…`;
    }
  }

  const pickEdge = (number) => { Object.assign(state, { edge: number, actor: null }); update(); };
  const pickActor = (number) => { Object.assign(state, { actor: number, edge: null }); update(); };
  const goTo = (day) => { state.on = Math.min(Math.max(day, data.first), data.last); update(); };

  function update() {
    const found = holding();
    at("slider").value = state.on;
    at("slider").setAttribute("aria-valuetext", iso(state.on));
    at("day").value = iso(state.on);
    at("back").disabled = !changes.some((day) => day < state.on);
    at("ahead").disabled = !changes.some((day) => day > state.on);
    drawPicture(found);
    tell(found);
    list(found);
    showPanel(found);
    const address = new URLSearchParams({ on: iso(state.on) });
    if (state.kinds.size < data.kinds.length) address.set("kinds", [...state.kinds].join(","));
    if (state.min > 1) address.set("origins", state.min);
    if (state.within !== null) address.set("within", state.within);
    if (state.contested !== "keep") address.set("contested", state.contested);
    if (state.actor !== null) address.set("actor", actors[state.actor].name);
    if (state.edge !== null) address.set("tie", `${actors[edges[state.edge].a].name}|${actors[edges[state.edge].b].name}`);
    try { history.replaceState(null, "", `#${address}`); } catch { /* a browser may forbid it to files */ }
  }

  // The address of the page says what it shows, so that a view can be sent to somebody.
  function readAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    const day = ordinal(address.get("on") || "");
    if (day !== null) state.on = Math.min(Math.max(day, data.first), data.last);
    if (address.has("kinds")) state.kinds = new Set(address.get("kinds").split(",").filter((kind) => data.kinds.includes(kind)));
    if (address.has("origins")) state.min = Math.min(Math.max(parseInt(address.get("origins"), 10) || 1, 1), data.most);
    if (/^\d+$/.test(address.get("within") || "")) state.within = Number(address.get("within"));
    if (["only", "drop"].includes(address.get("contested"))) state.contested = address.get("contested");
    if (index.has(address.get("actor"))) state.actor = index.get(address.get("actor"));
    const ends = (address.get("tie") || "").split("|").map((name) => index.get(name));
    const number = edges.findIndex((edge) => edge.a === ends[0] && edge.b === ends[1]);
    if (number >= 0) Object.assign(state, { edge: number, actor: null });
  }

  const picture = at("picture");
  function view() {
    picture.classList.toggle("near", box[2] <= data.width / 2.5);
    at("picture").setAttribute("viewBox", box.map((side) => side.toFixed(1)).join(" "));
  }
  function zoom(by, x, y) {
    const wide = Math.min(Math.max(box[2] * by, data.width / 12), data.width * 1.5);
    const scale = wide / box[2];
    box = [x - (x - box[0]) * scale, y - (y - box[1]) * scale, wide, box[3] * scale];
    view();
  }
  const centre = () => [box[0] + box[2] / 2, box[1] + box[3] / 2];
  at("closer").addEventListener("click", () => zoom(0.75, ...centre()));
  at("farther").addEventListener("click", () => zoom(1 / 0.75, ...centre()));
  at("whole").addEventListener("click", () => { box = [0, 0, data.width, data.height]; view(); });
  const scale = () => box[2] / picture.clientWidth;
  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    const frame = picture.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, box[0] + (event.clientX - frame.left) * scale(), box[1] + (event.clientY - frame.top) * scale());
  }, { passive: false });
  picture.addEventListener("click", (event) => {
    const of = event.target.closest(".edge, .node");
    if (!of) return;
    if (of.dataset.actor) pickActor(Number(of.dataset.actor));
    else pickEdge(Number(of.dataset.edge || of.dataset.of));
  });
  // What a line or a mark says of itself is written when it is pointed at: thousands of titles would take longer to make than the picture.
  picture.addEventListener("pointerover", (event) => {
    const of = event.target.closest(".edge, .node");
    if (!of || of.querySelector("title")) return;
    const one = of.dataset.actor ? null : holding().find((other) => other.number === Number(of.dataset.edge || of.dataset.of));
    const words = one ? `${actors[one.a].name} – ${actors[one.b].name}: ${inWords(one.spell)}, ${several(one.spell.origins, "origin")}` : actors[Number(of.dataset.actor)].name;
    of.prepend(svg("title", {}, of.dataset.silent ? `${words}: no tie is reported to hold on this day` : words));
  });
  let drag = null;
  picture.addEventListener("pointerdown", (event) => { if (event.button === 0 && !event.target.closest(".edge, .node")) drag = [event.clientX, event.clientY, box]; });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    box = [drag[2][0] - (event.clientX - drag[0]) * scale(), drag[2][1] - (event.clientY - drag[1]) * scale(), drag[2][2], drag[2][3]];
    view();
  });
  window.addEventListener("pointerup", () => { drag = null; });
  window.addEventListener("keydown", (event) => { if (event.key === "Escape" && (state.edge !== null || state.actor !== null)) { state.edge = state.actor = null; update(); } });

  const slider = at("slider");
  Object.assign(slider, { min: data.first, max: data.last });
  Object.assign(at("day"), { min: iso(data.first), max: iso(data.last) });
  // While the slider is dragged the picture follows as fast as it can, and no day is waited for that is left already.
  let waiting = false;
  slider.addEventListener("input", () => {
    if (data.edges.length <= 500) { goTo(Number(slider.value)); return; }
    if (!waiting) requestAnimationFrame(() => { waiting = false; goTo(Number(slider.value)); });
    waiting = true;
  });
  at("day").addEventListener("change", () => { const day = ordinal(at("day").value); if (day !== null) goTo(day); });
  at("back").addEventListener("click", () => goTo(changes.filter((day) => day < state.on).pop()));
  at("ahead").addEventListener("click", () => goTo(changes.find((day) => day > state.on)));
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("origins").addEventListener("input", () => { state.min = Math.min(Math.max(parseInt(at("origins").value, 10) || 1, 1), data.most); update(); });
  at("contested").addEventListener("change", () => { state.contested = at("contested").value; update(); });
  at("within").addEventListener("input", () => { state.within = /^\d+$/.test(at("within").value) ? Number(at("within").value) : null; update(); });
  at("rest").addEventListener("click", () => { state.everything = true; list(holding()); });
  at("silent").addEventListener("change", () => { state.silent = at("silent").checked; update(); });
  for (const kind of data.kinds) at(`kind-${kind}`).addEventListener("change", (event) => { state.kinds[event.target.checked ? "add" : "delete"](kind); update(); });
  at("names").append(...actors.map((actor) => html("option", { value: actor.name })));
  at("search").addEventListener("input", () => {
    const asked = at("search").value.trim().toLowerCase();
    const found = asked ? actors.findIndex((actor) => actor.name.toLowerCase() === asked) : -1;
    const like = asked ? actors.map((actor, number) => number).filter((number) => actors[number].name.toLowerCase().includes(asked)) : [];
    if (found >= 0) pickActor(found);
    else if (like.length === 1) pickActor(like[0]);
  });
  readAddress();
  window.addEventListener("hashchange", () => { readAddress(); settings(); update(); });
  function settings() {
    at("origins").value = state.min;
    at("contested").value = state.contested;
    at("within").value = state.within === null ? "" : state.within;
    for (const kind of data.kinds) at(`kind-${kind}`).checked = state.kinds.has(kind);
  }
  settings();
  update();
})();
