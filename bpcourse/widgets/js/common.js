// What all widgets share. Each file of a widget is joined to this one: one module, one scope.

const SVG = "http://www.w3.org/2000/svg";
const FIELDS = ["INPUT", "SELECT", "TEXTAREA"];
const PATIENCE = 5000; // milliseconds until a kernel that does not answer is spoken of

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// Three significant digits, with a true minus sign.
function short(number) {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "nan" : number < 0 ? "−inf" : "inf";
  if (number === 0) return "0";
  const size = Math.abs(number);
  const [digits, power] = size.toExponential(2).split("e");
  const text = size >= 1e5 || size < 1e-3
    ? `${Number(digits)}e${power.replace("+", "").replace("-", "−")}`
    : String(Number(size.toPrecision(3)));
  return (number < 0 ? "−" : "") + text;
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Puts the root in place and speaks with the kernel. The widget's render returns `cleanup`.
function mount({ model, el: host }, name) {
  const root = el("div", {
    class: `bpc-widget bpc-${name}`,
    role: "group",
    "aria-label": name,
    tabindex: "-1",
    "data-lm-suppress-shortcuts": "true",
  });
  // JupyterLab looks for this mark from the focus outwards, but tries its shortcuts on the way.
  root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const status = el("p", { class: "bpc-status", role: "status", "aria-live": "polite" });
  const lonely = el("p", { class: "bpc-note bpc-warn" });
  const id = Math.random().toString(36).slice(2);
  const ends = [];
  const send = (action, args = {}) => model.send({ do: action, ...args });
  const closed = (f) => ends.push(f);
  const listen = (event, f) => {
    model.on(event, f);
    closed(() => model.off(event, f));
  };
  const on = (trait, f) => {
    listen(`change:${trait}`, () => f(model.get(trait)));
    f(model.get(trait));
  };
  const waiting = setTimeout(() => {
    lonely.textContent = "No kernel answers yet. If the cell has not run, run it.";
  }, PATIENCE);
  listen("msg:custom", (message) => {
    if (message.kind !== "welcome") return;
    clearTimeout(waiting);
    lonely.textContent = "";
  });
  closed(() => clearTimeout(waiting));
  on("status", (text) => { status.textContent = text; });
  host.append(root);
  root.append(lonely, status); // what a widget adds goes before: root.insertBefore or root.prepend
  send("view-opened", { id });
  const cleanup = () => {
    ends.forEach((f) => f());
    send("view-closed", { id });
    root.remove();
  };
  return { root, status, send, on, listen, closed, cleanup };
}

function button(label, { title, main, pressed, onclick, key } = {}) {
  return el("button", {
    type: "button",
    text: label,
    title,
    class: main ? "bpc-main" : null,
    "aria-pressed": pressed === undefined ? null : String(pressed),
    "aria-keyshortcuts": key,
    onclick,
  });
}

function slider({ label, min, max, step = "any", value, text = short, oninput }) {
  // Named by itself, or the number would be part of its name; and the number is not read out twice.
  const input = el("input", { type: "range", min, max, step, "aria-label": label });
  const output = el("output", { "aria-live": "off" });
  const show = () => {
    output.textContent = text(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { show(); oninput(Number(input.value)); });
  const set = (next) => { input.value = next; show(); };
  const bounds = (low, high) => { input.min = low; input.max = high; show(); };
  set(value);
  return { node: el("label", {}, label, input, output), input, set, bounds };
}

// Moves the logarithm; label, value and what is handed on are the number itself.
function logSlider({ label, low, high, value, oninput, text = short }) {
  const tidy = (power) => Number((10 ** power).toPrecision(2));
  const inner = slider({
    label,
    min: Math.log10(low),
    max: Math.log10(high),
    step: 0.05,
    value: Math.log10(value),
    text: (power) => text(tidy(power)),
    oninput: (power) => oninput(tidy(power)),
  });
  return {
    ...inner,
    set: (next) => {
      inner.set(Math.log10(next));
      inner.node.lastChild.textContent = text(next);
      inner.input.setAttribute("aria-valuetext", text(next));
    },
  };
}

function choice({ label, options, value, onchange }) {
  const select = el("select", { onchange: () => onchange(select.value) });
  for (const [name, text] of options) select.append(el("option", { value: name, text }));
  const set = (next) => { select.value = next; };
  set(value);
  return { node: el("label", {}, label, select), input: select, set };
}

function checkbox({ label, checked, onchange }) {
  const input = el("input", { type: "checkbox", onchange: () => onchange(input.checked) });
  const set = (next) => { input.checked = next; };
  set(checked);
  return { node: el("label", {}, input, label), input, set };
}

function numberField({ label, value, min, max, step = "any", onchange }) {
  const input = el("input", { type: "number", min, max, step, required: true });
  input.addEventListener("change", () => {
    const good = input.value !== "" && input.checkValidity();
    input.setAttribute("aria-invalid", String(!good));
    if (good) onchange(Number(input.value));
    else input.reportValidity(); // the browser says what is wrong
  });
  // In a notebook, Enter does not always end a field's editing by itself.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.dispatchEvent(new Event("change"));
  });
  const set = (next) => { input.value = next; input.removeAttribute("aria-invalid"); };
  set(value);
  return { node: el("label", {}, label, input), input, set };
}

// Keys of a widget, while it has the focus; a field keeps those that it needs itself.
function keys(root, actions) {
  root.addEventListener("keydown", (event) => {
    const inField = FIELDS.includes(event.target.tagName) && event.target.type !== "checkbox";
    const presses = event.target.tagName === "BUTTON" && [" ", "Enter"].includes(event.key);
    const act = actions[event.key];
    if (!act || inField || presses || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  });
}

function canvas(width, height, label) {
  const node = el("canvas", { role: "img", "aria-label": label });
  const context = node.getContext("2d");
  const resize = (w = width, h = height) => {
    const scale = window.devicePixelRatio || 1;
    node.width = Math.round(w * scale);
    node.height = Math.round(h * scale);
    node.style.width = `${w}px`;
    node.style.aspectRatio = `${w} / ${h}`;
    context.setTransform(scale, 0, 0, scale, 0, 0);
  };
  resize();
  return { node, context, resize };
}

// Draws once in the next animation frame, however often it is asked.
function painter(draw) {
  let asked = 0;
  return () => {
    if (asked) return;
    asked = requestAnimationFrame(() => { asked = 0; draw(); });
  };
}

// The theme's colours as they are now, in a form that a canvas understands.
function look(root) {
  const probe = el("span", { style: "display: none" });
  root.append(probe);
  const read = (name) => {
    probe.style.color = `var(--bpc-${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["ink", "soft", "line", "grid", "paper", "raised", "accent", "warn", "positive", "negative"];
  const colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  colours.classes = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => read(`class-${n}`));
  probe.remove();
  return colours;
}

// Calls f when the page changes between light and dark.
function onTheme(f, closed) {
  const watcher = new MutationObserver(f);
  const filter = { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] };
  watcher.observe(document.body, filter);
  closed(() => watcher.disconnect());
}

// The numbers of a picture, folded: what a canvas cannot tell a screen reader.
function table(caption, heads) {
  const body = el("tbody");
  const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })));
  const node = el("details", {}, el("summary", { text: caption }),
    el("div", { class: "bpc-scroll" }, el("table", {}, el("thead", {}, head), body)));
  const set = (rows) => body.replaceChildren(...rows.map((row) => el("tr", {},
    ...row.map((cell, n) => (n ? el("td", { text: cell }) : el("th", { scope: "row", text: cell }))))));
  return { node, set };
}
