// The graph: a card for every node, above an SVG of edges. Nodes are kept from step to step, so
// that only what changes is drawn anew. Where everything stands comes from Python.

const SMALLEST = 0.88; // a wide graph shrinks so far, to letters of 11 pixels; then it scrolls

const pixels = ({ x, y, width, height }) => ({
  left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
});

// One line of text for what Python has written: a number, a vector or a matrix.
function written(texts) {
  return Array.isArray(texts) ? `[${texts.map(written).join(", ")}]` : texts || "";
}


// Numbers in rows, as text; or as fields, where edit(entry, text, field) takes what is typed.
function numbers(name, shape, rows, columns, edit) {
  const node = el("div", { class: "bpc-numbers", style: `--columns: ${columns}` });
  const cells = [];
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      const at = [r, c].slice(2 - shape.length);
      const label = shape.length ? `${name} [${at.join(", ")}]` : name;
      const cell = edit
        ? el("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label })
        : el("span");
      if (edit) editable(cell, (text) => edit(shape.length ? at : null, text, cell));
      cells.push(cell);
      node.append(cell);
    }
  }
  const set = (texts, entry, asked) => {
    const flat = texts === undefined ? [] : [texts].flat(2);
    const marked = entry ? entry.reduce((at, i) => at * columns + i, 0) : -1;
    cells.forEach((cell, n) => {
      const hidden = asked && n === Math.max(marked, 0);
      const text = hidden ? "?" : flat[n] || "";
      cell.classList.toggle("bpc-asked", hidden);
      cell.classList.toggle("bpc-entry", n === marked);
      if (edit) restore(cell, text);
      else if (cell.textContent !== text) cell.textContent = text;
    });
  };
  return { node, set };
}

// A field shows what Python holds, unless somebody types in it. Enter applies, Escape gives up.
function restore(field, text) {
  field.dataset.held = text;
  if (field.dataset.typing) return;
  field.removeAttribute("aria-invalid");
  if (field.value !== text) field.value = text;
}

function editable(field, apply) {
  const give = () => {
    if (!field.dataset.typing) return;
    delete field.dataset.typing;
    apply(field.value, field);
  };
  field.addEventListener("input", () => { field.dataset.typing = "yes"; });
  field.addEventListener("change", give);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") give();
    if (event.key !== "Escape") return;
    delete field.dataset.typing;
    restore(field, field.dataset.held);
  });
}

const isPartial = (state, id) => id in state.grads && !state.complete.includes(id);

function makeCard(node, output, edit) {
  const [columns, rows] = [...node.shape].reverse().concat(1, 1);
  const kind = node.constant ? "constant" : node.input ? "input" : "";
  const field = node.input && edit;
  const apply = field && ((entry, text, cell) => edit(node, entry, text, cell));
  const value = numbers(`${node.name}: value`, node.shape, rows, columns, apply);
  const gradient = numbers(`${node.name}: gradient`, node.shape, rows, columns);
  const gradientName = el("span", { title: `d${output}/d${node.name}` });
  const badge = el("span", { class: "bpc-badge", hidden: true });
  const top = el("div", { class: "bpc-card-head" },
    el("b", { text: node.name, title: node.name }),
    el("span", { text: kind || node.formula || node.op, title: node.formula || node.op }));
  const shape = node.shape.length ? `value ${asTuple(node.shape)}` : "value";
  const card = el("div", {
    class: `bpc-card ${node.shape.length ? "bpc-grid" : ""} ${kind ? `bpc-${kind}` : ""}`,
    "data-node": node.id,
  }, top,
  el("div", { class: "bpc-row bpc-value" }, el("span", { text: shape }), value.node),
  el("div", { class: "bpc-row bpc-gradient" }, gradientName, gradient.node), badge);
  const set = (state) => {
    const has = node.id in state.grads;
    const partial = isPartial(state, node.id);
    const now = state.active.node === node.id;
    const asked = now && Boolean(state.asked);
    const forward = state.kind === "value";
    card.classList.toggle("bpc-now", now);
    card.classList.toggle("bpc-has-gradient", has);
    card.classList.toggle("bpc-partial", partial);
    card.classList.toggle("bpc-guessed", asked && !forward);
    gradientName.textContent = has || (asked && !forward) ? `d${node.name}${partial ? " so far" : ""}` : "";
    value.set(state.texts.values[node.id], now && forward && state.entry, asked && forward);
    gradient.set(state.texts.grads[node.id], now && !forward && state.entry, asked && !forward);
    mark(badge, state.differs.find((one) => one.where === node.id));
  };
  const place = (box) => Object.assign(card.style, pixels(box));
  return { node: card, set, place };
}

function mark(badge, difference) {
  badge.hidden = !difference;
  badge.textContent = difference ? difference.badge : "";
  badge.title = difference ? difference.words : "";
}

function makeEdge(edge, markers) {
  const part = (name) => svg("path", { class: `bpc-${name}`, pathLength: 1 });
  const forward = part("forward");
  const backward = part("backward");
  const track = svg("path", { class: "bpc-track" });
  const dot = svg("circle", { r: 5, class: "bpc-dot" });
  const lines = svg("g", { class: "bpc-edge", "data-edge": edge.id }, track, forward, backward, dot);
  const label = el("div", { class: "bpc-label", "data-edge": edge.id });
  const set = (state) => {
    const filled = edge.to in state.values;
    const flow = state.flows[edge.id];
    const asked = Boolean(state.asked) && state.asked.edge === edge.id;
    const now = state.active.edge === edge.id;
    const carries = state.kind === "value" && state.active.node === edge.to;
    const has = { filled, carries, returned: flow && !asked, now, asking: asked };
    Object.entries(has).forEach(([name, on]) => lines.classList.toggle(`bpc-${name}`, Boolean(on)));
    point(forward, "end", filled && (carries ? markers.carries : markers.forward));
    point(backward, "start", flow && (now ? markers.now : markers.backward));
    label.classList.toggle("bpc-now", now || carries);
    label.replaceChildren(...words(state, edge, { flow, now, carries, asked }));
  };
  const place = ({ path, label: [x, y] }) => {
    [track, forward, backward].forEach((one) => one.setAttribute("d", path));
    dot.style.offsetPath = `path("${path}")`;
    Object.assign(label.style, { left: `${x}px`, top: `${y}px` });
  };
  return { lines, label, set, place };
}

function point(path, side, marker) {
  if (marker) path.setAttribute(`marker-${side}`, `url(#${marker})`);
  else path.removeAttribute(`marker-${side}`);
}

// What stands at an edge: the value that it carries, or upstream × local = product.
function words(state, edge, { flow, now, carries, asked }) {
  const span = (text, name) => el("span", { text, class: name });
  const difference = state.differs.find((one) => one.where === edge.id);
  const found = [];
  if (asked) found.push(span("?", "bpc-asked"));
  else if (carries) found.push(span(carried(state.texts.values[edge.from])));
  else if (flow) {
    if (now && flow.local) found.push(span(`${edge.local} = ${flow.local}`, "bpc-local"));
    found.push(...flow.lines.map((line) => span(line)));
  }
  if (difference) found.push(span(difference.badge, "bpc-badge"));
  return found;
}

// A number, or the shape of an array.
function carried(texts) {
  if (!Array.isArray(texts)) return texts;
  return asTuple(Array.isArray(texts[0]) ? [texts.length, texts[0].length] : [texts.length]);
}

const asTuple = (sizes) => (sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`);

// The whole picture. set(state) changes what differs; what is active is kept in sight.
function graph(scene, edit) {
  const id = Math.random().toString(36).slice(2);
  const sizes = { forward: 9, carries: 14, backward: 11, now: 17 };
  const markers = Object.fromEntries(Object.keys(sizes).map((name) => [name, `bpc-${name}-${id}`]));
  const heads = Object.entries(sizes).map(([name, size]) => svg("marker", {
    id: markers[name], class: `bpc-head-${name}`, viewBox: "0 0 10 10", refX: 9, refY: 5,
    markerWidth: size, markerHeight: size, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse",
  }, svg("path", { d: "M0 0L10 5L0 10z" })));
  const output = scene.nodes.find((one) => one.root).name;
  const edges = scene.edges.map((edge) => [edge.id, makeEdge(edge, markers)]);
  const cards = scene.nodes.map((node) => [node.id, makeCard(node, output, edit)]);
  const picture = svg("svg", { "aria-hidden": "true" }, svg("defs", {}, ...heads),
    ...edges.map(([, one]) => one.lines));
  const stage = el("div", { class: "bpc-stage" }, picture,
    ...cards.map(([, one]) => one.node), ...edges.map(([, one]) => one.label));
  const node = el("div", {
    class: "bpc-graph", tabindex: "0", role: "region",
    "aria-label": "Computational graph; its numbers are in the table below",
  }, stage);
  let places = null;
  let now = null;
  const fit = () => {
    if (!now) return;
    stage.style.zoom = Math.min(1, Math.max(SMALLEST, node.clientWidth / places.width));
    follow(node, now, places);
  };
  const place = (next) => {
    if (next === places) return;
    places = next;
    const size = { width: `${places.width}px`, height: `${places.height}px` };
    Object.assign(stage.style, size);
    Object.assign(picture.style, size);
    edges.forEach(([key, one]) => one.place(places.edges[key]));
    cards.forEach(([key, one]) => one.place(places.cards[key]));
  };
  const set = (state) => {
    now = state;
    [...edges, ...cards].forEach(([, one]) => one.set(state));
    fit();
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(node);
  return { node, place, set, end: () => watcher.disconnect() };
}

// Scrolls a graph that is wider than its panel to where something happens.
function follow(panel, state, places) {
  const place = state.active.edge ? places.edges[state.active.edge] : null;
  const card = places.cards[state.active.node];
  if (!card || panel.scrollWidth <= panel.clientWidth) return;
  const from = place ? place.start[0] - 150 : card.x - 150;
  const to = place ? place.end[0] : card.x + card.width;
  const zoom = panel.firstChild.style.zoom || 1;
  const left = ((from + to) * zoom - panel.clientWidth) / 2;
  panel.scrollTo({ left, behavior: calm() ? "auto" : "smooth" });
}
