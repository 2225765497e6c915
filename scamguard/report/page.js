"use strict";
(() => {
  const data = JSON.parse(document.getElementById("index").textContent);
  const { words, flags, reasons, files, conversations } = data;
  const TALKS = 20, MESSAGES = 40, PIECES = 12, PRINTED_TALKS = 60, PRINTED_MESSAGES = 600, SYMBOLS = "○▲✖";
  const lang = document.documentElement.lang;
  const number = (n) => n.toLocaleString(lang);
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const amount = (forms, n) => fill(forms[n === 1 ? 0 : 1], { n: number(n) });

  // Every text of a chat comes into the page here, as a text node: it is never read as HTML.
  function el(tag, style, ...children) {
    const node = document.createElement(tag);
    if (style) node.className = style;
    node.append(...children.flat().filter((child) => child));
    return node;
  }
  const list = (tag, style, items) => el(tag, style, items.map((item) => el("li", "", item)));

  function button(text, style, action) {
    const node = el("button", style, text);
    node.type = "button";
    node.addEventListener("click", action);
    return node;
  }

  // The messages lie in pieces; the last few that were read are kept.
  const pieces = new Map();
  function message(at) {
    const piece = Math.floor(at / data.piece);
    if (!pieces.has(piece)) {
      if (pieces.size >= PIECES) pieces.delete(pieces.keys().next().value);
      pieces.set(piece, JSON.parse(document.getElementById("m" + piece).textContent));
    }
    return pieces.get(piece)[at % data.piece];
  }

  function marked(text, marks) {
    const parts = [];
    let at = 0;
    for (const [start, end] of marks || []) {
      parts.push(text.slice(at, start), el("mark", "", text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  }

  function turn(m, talk) {
    const { l, j, r } = m.T;
    const heading = (l === talk.l ? words.turned + " · " : "") + words.turn[l];
    const how = j ? fill(words.together, { n: j.map((n) => number(n + 1)).join(", ") }) : words.alone;
    const why = r.map((at) => el("li", "", el("b", "", reasons[at][1]), reasons[at][2]));
    return el("div", "turn is-" + l, el("h4", "", SYMBOLS[l] + " " + heading), el("p", "", how), el("ul", "", why));
  }

  function extras(m) {
    const shown = [];
    const add = (name, value) => shown.push(el("div", "extra", name + (lang === "en" ? ": " : "："), el("bdi", "", value)));
    if (m.w) shown.push(el("div", "extra", fill(words.forwarded, { n: m.w })));
    if (m.q) add(words.quoted, m.q);
    if (m.h) add(words.links, m.h.join("\n"));
    if (m.a) add(words.attachments, m.a.join(", "));
    if (m.e) add(words.outside, m.e.join(" · "));
    return shown;
  }

  function row(m, talk) {
    const level = m.l || 0, own = m.o, flagged = m.f && !own;
    const node = el("span", "node", SYMBOLS[level], el("span", "unseen", " " + words.after[level]));
    node.title = words.after[level];
    const who = own ? words.you : m.s || (m.y ? words.system : words.unknown);
    const when = m.t && el("span", "", m.t);
    const head = el("div", "who", el("b", "", el("bdi", "", who)), when, el("span", "", "#" + number(m.n + 1)));
    if (flagged && m.v) head.append(el("span", "level " + (m.v === 2 ? "scam" : "suspicious"), words.levels[m.v]));
    if (m.k) head.append(el("span", "level scam", words.leak));
    const parts = [node, head];
    if (m.x) {
      const bubble = el("div", "bubble", marked(m.x, m.m));
      bubble.dir = "auto";
      parts.push(bubble);
    }
    parts.push(...extras(m));
    if (m.k) parts.push(el("p", "alarm", words.leak_here));
    if (m.T) parts.push(turn(m, talk));
    else if (flagged && m.r) parts.push(list("ul", "reasons", m.r.map((at) => reasons[at][1])));
    const style = ["message", "after-" + level, own ? "own" : "", m.k ? "leaked" : "", flagged ? "flagged is-" + (m.v || 0) : ""];
    return el("li", style.concat(m.f ? "" : "context").join(" "), parts);
  }

  // Shows the next messages of a conversation, with a word on what is left out between them.
  function show(body, talk, count) {
    const target = body.querySelector(".messages");
    const end = Math.min(talk.z, talk.shown + count);
    for (; talk.shown < end; talk.shown++) {
      const m = message(talk.i + talk.shown);
      const left = talk.last === undefined ? m.n : m.n - talk.last - 1;
      if (left > 0) target.append(el("li", "gap", amount(words.gap, left)));
      if (left < 0) target.append(el("li", "gap", words.gap_unknown));
      talk.last = m.n;
      target.append(row(m, talk));
    }
    const rest = talk.z - talk.shown;
    const more = body.querySelector(".more");
    if (more) more.remove();
    if (rest > 0) {
      const next = Math.min(rest, MESSAGES * 5);
      body.append(button(fill(words.more_messages, { n: number(next) }), "more", () => show(body, talk, next)));
    }
  }

  function todo(talk) {
    if (!talk.l) return "";
    const raised = talk.g.slice(0, 5).map((at) => flags[at]);
    const now = [data.now[talk.l], ...raised.map((flag) => flag[1]), data.verify];
    const already = [...raised.map((flag) => flag[2]), data.report];
    const part = (heading, lines) => el("div", "", el("h4", "", heading), list("ul", "", lines));
    return el("div", "todo", part(words.now, now), part(words.already, already));
  }

  function open(card) {
    const { talk, details } = card;
    if (card.filled) return;
    card.filled = true;
    talk.shown = 0;
    talk.last = undefined;
    const body = el("div", "body", talk.k ? el("p", "alarm", words.leak_talk) : "", todo(talk), el("ol", "messages"));
    details.append(body);
    show(body, talk, MESSAGES);
  }

  function made(talk) {
    const style = ["clear", "suspicious", "scam"][talk.l];
    const facts = [talk.w, amount(words.flagged, talk.n), fill(words.score, { n: talk.p }), files[talk.f]];
    const summary = el("summary", "", el("span", "level " + style, talk.k && !talk.l ? words.leak : words.levels[talk.l]));
    summary.append(el("h3", "", el("bdi", "", talk.c || words.unnamed)));
    if (talk.k && talk.l) summary.append(el("span", "level scam", " " + words.leak));
    const kinds = talk.g.slice(0, 4).map((at) => flags[at][0]).join(lang === "en" ? ", " : "、");
    const line = el("span", "facts");
    for (const fact of [...facts.slice(0, 3), kinds, facts[3]]) {
      if (fact) line.append(line.hasChildNodes() ? " · " : "", el("bdi", "", fact));
    }
    summary.append(line);
    const details = el("details", "", summary);
    const card = { talk, details, node: el("article", "talk level-" + talk.l, details) };
    details.addEventListener("toggle", () => details.open && open(card));
    return card;
  }

  const place = document.getElementById("talks"), found = document.getElementById("found");
  const chosen = { kind: "all", text: "" };
  let cards = [], fitting = conversations;
  const KINDS = { all: () => true, scam: (t) => t.l === 2, suspicious: (t) => t.l === 1, leak: (t) => t.k > 0 };

  function fits(talk) {
    const names = [talk.c, talk.w, files[talk.f]].join("\n").toLowerCase();
    return KINDS[chosen.kind](talk) && names.includes(chosen.text);
  }

  function list_again() {
    fitting = conversations.filter(fits);
    cards = [];
    place.replaceChildren();
    found.textContent = fitting.length ? amount(words.found, fitting.length) : words.nothing;
    more_talks(TALKS);
  }

  function more_talks(count) {
    const last = place.querySelector(":scope > .more");
    if (last) last.remove();
    for (const talk of fitting.slice(cards.length, cards.length + count)) {
      const card = made(talk);
      cards.push(card);
      place.append(card.node);
    }
    const left = fitting.length - cards.length;
    if (left > 0) {
      const next = { n: number(Math.min(left, TALKS)), left: number(left) };
      place.append(button(fill(words.more_conversations, next), "more", () => more_talks(TALKS)));
    }
  }

  function controls() {
    const named = { all: words.all, scam: words.levels[2], suspicious: words.levels[1], leak: words.leak };
    const kinds = Object.keys(KINDS).filter((kind) => conversations.some(KINDS[kind]));
    const target = document.getElementById("controls");
    if (conversations.length > 3 && kinds.length > 2) {
      const group = el("fieldset", "", el("legend", "unseen", words.filter));
      for (const kind of kinds) {
        const choice = button(named[kind], "", () => {
          chosen.kind = kind;
          for (const other of group.querySelectorAll("button")) other.ariaPressed = String(other === choice);
          list_again();
        });
        choice.ariaPressed = String(kind === "all");
        group.append(choice);
      }
      target.append(group);
    }
    if (conversations.length > 10) {
      const search = el("input");
      search.type = "search";
      search.placeholder = search.ariaLabel = words.search;
      search.addEventListener("input", () => {
        chosen.text = search.value.trim().toLowerCase();
        list_again();
      });
      target.append(search);
    }
  }

  // On paper nothing can be opened: what fits on a sensible number of pages is opened before.
  addEventListener("beforeprint", () => {
    more_talks(Math.max(0, PRINTED_TALKS - cards.length));
    let left = PRINTED_MESSAGES;
    for (const card of cards) {
      if (left <= 0) break;
      open(card);
      card.details.open = true;
      if (card.talk.shown < left) show(card.details.lastChild, card.talk, left - card.talk.shown);
      left -= card.talk.shown;
    }
    const whole = cards.length === fitting.length && cards.every((card) => card.talk.shown === card.talk.z);
    if (!whole && !document.getElementById("not-printed")) {
      const note = el("p", "soft", words.not_printed);
      note.id = "not-printed";
      place.before(note);
    }
  });

  controls();
  if (conversations.length) list_again();
  if (cards.length) cards[0].details.open = true;
})();
