// Links the marks in a report's text with the records beside it. Without this script the page still shows everything:
// chips and records are plain links to each other.
"use strict";
(() => {
  const gentle = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const narrow = matchMedia("(max-width: 54rem)");
  const peek = document.querySelector(".peek");
  let picked = null;

  const shown = (kind) => document.getElementById("filter-" + kind).checked;
  // data-marks: "c1:claims:source e2:events:anchor", the shortest mark first.
  const marksOf = (piece) => piece.dataset.marks.split(" ").map((mark) => mark.split(":"));

  for (const report of document.querySelectorAll(".report")) {
    const pieces = new Map(), cards = new Map();
    for (const piece of report.querySelectorAll(".m")) {
      for (const [id] of marksOf(piece)) {
        if (!pieces.has(id)) pieces.set(id, []);
        pieces.get(id).push(piece);
      }
    }
    for (const card of report.querySelectorAll(".card")) cards.set(card.dataset.record, card);
    const chips = (id) => report.querySelectorAll('.chip[data-record="' + CSS.escape(id) + '"]');

    const paint = (id, name, on) => {
      for (const piece of pieces.get(id) || []) {
        piece.classList.toggle(name, on);
        const isSource = marksOf(piece).some(([other, , role]) => other === id && role === "source");
        if (name === "picked") piece.classList.toggle("source-picked", on && isSource);
      }
      for (const chip of chips(id)) chip.classList.toggle(name, on);
      const card = cards.get(id);
      if (card) {
        card.classList.toggle(name, on);
        if (name === "picked") {
          if (on) card.setAttribute("aria-current", "true");
          else card.removeAttribute("aria-current");
        }
      }
    };
    const reveal = (card) => {
      for (let box = card.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    };
    const showPeek = (card) => {
      const copy = card.cloneNode(true);
      copy.removeAttribute("id");
      for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "Close";
      close.addEventListener("click", clear);
      peek.replaceChildren(close, copy);
      peek.hidden = false;
    };
    const pick = (id, from) => {
      clear();
      const card = cards.get(id);
      if (!card) return;
      picked = () => paint(id, "picked", false);
      paint(id, "picked", true);
      try {
        history.replaceState(null, "", "#" + card.id);
      } catch {
        // A page shown inside another may not change its address.
      }
      const first = (pieces.get(id) || [])[0];
      if (from === "panel") {
        if (first) first.scrollIntoView({ block: "center", behavior: gentle });
      } else if (narrow.matches) {
        showPeek(card);
      } else {
        reveal(card);
        // Scrolled by hand: scrollIntoView would move the text as well.
        const panel = card.closest(".panel");
        const away = card.getBoundingClientRect().top - panel.getBoundingClientRect().top;
        panel.scrollBy({ top: away - panel.clientHeight / 3, behavior: gentle });
      }
    };

    report.addEventListener("click", (event) => {
      const chip = event.target.closest(".chip"), piece = event.target.closest(".m"), card = event.target.closest(".card");
      if (event.defaultPrevented || String(getSelection()) !== "") return;
      if (chip) {
        event.preventDefault();
        pick(chip.dataset.record, "text");
      } else if (piece) {
        // A second click on the same words goes on to the next record that they belong to.
        const ids = [...new Set(marksOf(piece).filter(([, kind]) => shown(kind)).map(([id]) => id))];
        if (!ids.length) return;
        const now = ids.findIndex((id) => cards.get(id) && cards.get(id).classList.contains("picked"));
        pick(ids[(now + 1) % ids.length], "text");
      } else if (card) {
        event.preventDefault();
        pick(card.dataset.record, "panel");
      }
    });
    for (const [enter, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      report.addEventListener(enter, (event) => {
        const chip = event.target.closest(".chip"), piece = event.target.closest(".m"), card = event.target.closest(".card");
        if (chip) paint(chip.dataset.record, "hot", on);
        else if (card) paint(card.dataset.record, "hot", on);
        else if (piece) {
          const mark = marksOf(piece).find(([, kind]) => shown(kind));
          if (mark) paint(mark[0], "hot", on);
        }
      });
    }
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && named.matches(".card") && report.contains(named)) pick(named.dataset.record, "panel");
  }

  function clear() {
    if (picked) picked();
    picked = null;
    peek.hidden = true;
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  addEventListener("beforeprint", () => { for (const box of document.querySelectorAll(".panel details")) box.open = true; });
  document.documentElement.dataset.ready = "true";
})();
