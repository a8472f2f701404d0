// The plane with its data, the losses step by step, and the size of each layer's gradient.

const PLOT_HEIGHT = 200;
const MOST = 200; // steps that the axis of a young run has room for

function ticks(low, high, about) {
  const raw = (high - low) / about;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * size).find((n) => n >= raw * 0.999);
  const found = [];
  for (let n = Math.ceil(low / step - 1e-9) + 0; n * step <= high + step * 1e-6; n += 1) found.push(n * step + 0);
  return found;
}

function plane({ root, colours, closed }) {
  let shown = null;
  let tint = null;
  const data = { node: document.createElement("canvas"), key: "" };
  const margin = { left: 40, right: 2, top: 4, bottom: 34 };
  const view = fitted("The plane with its data", (width) => width - margin.left - margin.right + margin.top + margin.bottom, () => { data.key = ""; if (shown) draw(shown); }, closed);
  const legend = el("p", { class: "bpc-legend" });
  const node = el("figure", { class: "bpc-panel bpc-plane" }, el("figcaption", { text: "What it says of every point" }), view.place, legend);

  function box() {
    const { width, height } = view.size;
    return { left: margin.left, top: margin.top, side: width - margin.left - margin.right, bottom: height - margin.bottom };
  }

  function sign(kind, hollow) {
    const shape = kind === 0 ? svg("circle", { cx: 6, cy: 6, r: 4.5 })
      : kind === 1 ? svg("rect", { x: 2, y: 2, width: 8, height: 8 })
      : svg("path", { d: kind === 2 ? "M6 1L11 10H1Z" : "M6 0.5L11.5 6L6 11.5L0.5 6Z" });
    const colour = kind < 0 ? "var(--bpc-soft)" : `var(--bpc-class-${kind})`;
    shape.setAttribute("style", `stroke: ${colour}; stroke-width: 1.6; fill: ${hollow ? "none" : colour}`);
    return svg("svg", { width: 12, height: 12, class: "bpc-key", "aria-hidden": "true" }, shape);
  }

  function arrange(state) {
    data.key = "";
    const classes = Array.from({ length: state.classes }, (_, n) => [sign(n), `class ${n} `]).flat();
    legend.replaceChildren(...classes, sign(0, true), "hollow: for validation. The line is where it changes its mind.");
  }

  function see(state) {
    if (state.field) tint = tint ?? document.createElement("canvas");
  }

  function dots(state, paint) {
    const { left, top, side } = box();
    const scale = window.devicePixelRatio || 1;
    const key = `${side} ${scale} ${paint.ink} ${state.version}`;
    if (key === data.key) return data.node;
    data.key = key;
    data.node.width = view.node.width;
    data.node.height = view.node.height;
    const context = data.node.getContext("2d");
    context.scale(scale, scale);
    const [x0, x1, y0, y1] = state.bounds;
    for (const hollow of [false, true]) {
      state.labels.forEach((label, n) => {
        if ((n >= state.trained) !== hollow) return;
        const x = left + ((state.points[2 * n] - x0) / (x1 - x0)) * side;
        const y = top + (1 - (state.points[2 * n + 1] - y0) / (y1 - y0)) * side;
        mark(context, x, y, label, hollow ? 3 : 3.2);
        context.fillStyle = hollow ? paint.paper : paint.classes[label % 8];
        context.strokeStyle = hollow ? paint.classes[label % 8] : paint.paper;
        context.lineWidth = hollow ? 1.5 : 0.8;
        context.fill();
        context.stroke();
      });
    }
    axes(context, state, paint);
    return data.node;
  }

  function axes(context, state, paint) {
    const { left, top, side, bottom } = box();
    const [x0, x1, y0, y1] = state.bounds;
    context.fillStyle = paint.soft;
    context.strokeStyle = paint.soft;
    context.lineWidth = 1;
    context.font = `11px ${getComputedStyle(root).fontFamily}`;
    context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
    context.textAlign = "center";
    for (const value of ticks(x0, x1, 5)) {
      context.fillText(short(Number(value.toFixed(6))), left + ((value - x0) / (x1 - x0)) * side, bottom + 14);
    }
    context.textAlign = "right";
    for (const value of ticks(y0, y1, 5)) {
      const y = top + (1 - (value - y0) / (y1 - y0)) * side;
      context.fillText(short(Number(value.toFixed(6))), left - 5, Math.min(Math.max(y + 4, top + 10), bottom));
    }
    context.fillStyle = paint.ink;
    context.textAlign = "center";
    context.font = `13px ${getComputedStyle(root).fontFamily}`;
    context.fillText("x₁", left + side / 2, bottom + 29);
    context.fillText("x₂", left - 30, top + side / 2 + 4);
  }

  function draw(state) {
    shown = state;
    const { context, size } = view;
    const paint = colours.get();
    const { left, top, side } = box();
    context.clearRect(0, 0, size.width, size.height);
    if (state.field && tint) {
      const { bytes, side: rows } = state.field;
      const two = state.classes === 2;
      context.imageSmoothingEnabled = two;
      context.drawImage(stamp(tint, bytes, 0, rows, two ? paint.sides : paint.regions), left, top, side, side);
      const cell = side / rows;
      context.beginPath();
      for (const [x1, y1, x2, y2] of two ? crossings(bytes, rows, 127.5) : borders(bytes, rows)) {
        context.moveTo(left + (x1 + 0.5) * cell, top + (y1 + 0.5) * cell);
        context.lineTo(left + (x2 + 0.5) * cell, top + (y2 + 0.5) * cell);
      }
      context.strokeStyle = paint.ink;
      context.lineWidth = 1.6;
      context.stroke();
    }
    if (state.points) context.drawImage(dots(state, paint), 0, 0, size.width, size.height);
    view.node.setAttribute("aria-label", `The plane: ${state.words ?? ""}`);
  }
  return { node, arrange, see, draw };
}

function losses({ root, colours, closed, rewind }) {
  let shown = null;
  const margin = { left: 46, right: 12, top: 22, bottom: 36 };
  const view = fitted("Losses", () => PLOT_HEIGHT, () => shown && draw(shown), closed);
  const node = el("figure", { class: "bpc-panel bpc-losses" },
    el("figcaption", { text: "The loss, step by step" }), view.place,
    el("p", { class: "bpc-legend" }, stroke("ink", null), "training ", stroke("accent", "7 4"), "validation. Click to rewind to a step."));
  let [low, high, long, log] = [0, 1, MOST, false];
  const at = (event) => {
    const box = view.node.getBoundingClientRect();
    const part = (event.clientX - box.left - margin.left) / (view.size.width - margin.left - margin.right);
    rewind(Math.round(Math.min(Math.max(part * long, 0), shown?.last ?? 0)));
  };
  view.node.addEventListener("pointerdown", (event) => {
    at(event);
    view.node.setPointerCapture(event.pointerId);
  });
  view.node.addEventListener("pointermove", (event) => { if (event.buttons & 1) at(event); });

  function stroke(name, dash) {
    return svg("svg", { width: 26, height: 8, class: "bpc-key", "aria-hidden": "true" },
      svg("line", { x1: 1, x2: 25, y1: 4, y2: 4, "stroke-width": 2.2, style: `stroke: var(--bpc-${name})`, "stroke-dasharray": dash }));
  }

  // Axes grow in leaps, so that the curve does not shrink with every frame. Where the loss has
  // exploded, powers of ten show what came before as well.
  function scale(history, last) {
    let [least, most] = [Infinity, 0];
    for (let n = 0; n < history.rows; n += 1) {
      for (const value of [history.at(n, 1), history.at(n, 2)]) {
        if (!Number.isFinite(value) || value <= 0) continue;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    log = most > 30 && most > 30 * least;
    if (log) [low, high] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
    else {
      const size = 10 ** Math.floor(Math.log10(most || 1));
      low = 0;
      high = [1, 1.5, 2, 3, 4, 6, 8, 10].map((n) => n * size).find((n) => n >= most * 1.02) ?? size * 12;
    }
    long = MOST;
    while (long < last) long *= 2;
  }

  function draw(state) {
    shown = state;
    if (!state.history) return;
    const { context, size } = view;
    const paint = colours.get();
    const { history, step, last } = state;
    scale(history, last);
    const [left, right, top, bottom] = [margin.left, size.width - margin.right, margin.top, size.height - margin.bottom];
    const x = (value) => left + ((right - left) * value) / long;
    const y = (value) => bottom - ((bottom - top) * ((log ? Math.log10(value) : value) - low)) / (high - low);
    const font = getComputedStyle(root).fontFamily;
    context.clearRect(0, 0, size.width, size.height);
    context.setLineDash([]);
    context.lineWidth = 1;
    context.font = `11px ${font}`;
    context.textAlign = "right";
    const levels = log ? ticks(low, high, 4).filter(Number.isInteger).map((power) => 10 ** power) : ticks(0, high, 4);
    for (const value of levels) {
      context.strokeStyle = paint.grid;
      context.strokeRect(left, Math.round(y(value)) + 0.5, right - left, 0);
      context.fillStyle = paint.soft;
      context.fillText(short(Number(value.toPrecision(6))), left - 6, y(value) + 4);
    }
    context.textAlign = "center";
    for (const value of ticks(0, long, 4)) context.fillText(value.toLocaleString("en"), Math.min(x(value), size.width - 14), bottom + 15);
    context.fillStyle = paint.ink;
    context.font = `12px ${font}`;
    context.fillText("step", (left + right) / 2, size.height - 4);
    context.textAlign = "left";
    context.fillText(log ? "loss (log scale)" : "loss", 8, 12);
    line(context, history, 1, x, y, paint.ink, []);
    line(context, history, 2, x, y, paint.accent, [7, 4]);
    now(context, state, x(step), y, [left, right, top, bottom], paint, font);
    view.node.setAttribute("aria-label", `Loss by step: at step ${step} training ${short(state.train)}, validation ${short(state.val)}`);
  }

  function line(context, history, column, x, y, colour, dash) {
    context.beginPath();
    for (let n = 0, pen = false; n < history.rows; n += 1) {
      const value = history.at(n, column);
      if (Number.isFinite(value)) context[pen ? "lineTo" : "moveTo"](x(history.at(n, 0)), y(value));
      pen = Number.isFinite(value);
    }
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.lineJoin = "round";
    context.stroke();
    context.setLineDash([]);
  }

  function now(context, { step, last, train, val }, at, y, [left, right, top, bottom], paint, font) {
    context.strokeStyle = paint.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at, top - 4);
    context.lineTo(at, bottom);
    context.stroke();
    for (const [value, colour] of [[train, paint.ink], [val, paint.accent]]) {
      if (!Number.isFinite(value)) continue;
      context.beginPath();
      context.arc(at, y(value), 3.5, 0, 2 * Math.PI);
      context.fillStyle = colour;
      context.fill();
    }
    if (step === last) return;
    context.fillStyle = paint.ink;
    context.font = `600 12px ${font}`;
    const before = at > (left + right) / 2;
    context.textAlign = before ? "right" : "left";
    context.fillText(`rewound to ${step.toLocaleString("en")}`, at + (before ? -6 : 6), top + 4);
  }
  return { node, draw };
}

function gradients({ root, colours, closed }) {
  const [low, high] = [-6, 2]; // powers of ten on the axis
  const powers = { [-6]: "10⁻⁶", [-4]: "10⁻⁴", [-2]: "10⁻²", 0: "1", 2: "10²" };
  let shown = null;
  const view = fitted("Gradient norms", () => PLOT_HEIGHT, () => shown && draw(shown), closed);
  const node = el("figure", { class: "bpc-panel bpc-gradients" },
    el("figcaption", { text: "How large each layer's gradient is" }), view.place,
    el("p", { class: "bpc-legend", text: "Length (norm) of the gradient of each layer's weights and biases." }));

  function draw(state) {
    shown = state;
    const { norms } = state;
    const { context, size } = view;
    const paint = colours.get();
    const font = getComputedStyle(root).fontFamily;
    const [left, right, top, bottom] = [58, size.width - 62, 8, size.height - 36];
    const x = (power) => left + ((right - left) * (Math.min(Math.max(power, low), high) - low)) / (high - low);
    const apart = Math.min(36, (bottom - top) / norms.length);
    const thick = 0.55 * apart;
    context.clearRect(0, 0, size.width, size.height);
    context.font = `11px ${font}`;
    context.textAlign = "center";
    context.lineWidth = 1;
    for (const [power, text] of Object.entries(powers)) {
      context.strokeStyle = paint.grid;
      context.strokeRect(Math.round(x(power)) + 0.5, top, 0, bottom - top);
      context.fillStyle = paint.soft;
      context.fillText(text, x(power), bottom + 15);
    }
    context.fillStyle = paint.ink;
    context.font = `12px ${font}`;
    context.fillText("norm (log scale)", (left + right) / 2, size.height - 4);
    norms.forEach((norm, n) => {
      const y = top + apart * (n + 0.5);
      context.textAlign = "left";
      context.fillStyle = paint.soft;
      context.fillText(`layer ${n + 1}`, 4, y + 4);
      context.fillStyle = paint.accent;
      const end = Number.isFinite(norm) ? x(Math.log10(norm)) : right;
      if (norm > 0) context.fillRect(left, y - thick / 2, Math.max(2, end - left), thick);
      context.fillStyle = paint.ink;
      context.textAlign = "right";
      context.fillText(Number.isNaN(norm) ? "–" : short(norm), size.width - 2, y + 4);
    });
    view.node.setAttribute("aria-label", `Gradient norms: ${norms.map((norm, n) => `layer ${n + 1} ${short(norm)}`).join(", ")}`);
  }
  return { node, draw };
}
