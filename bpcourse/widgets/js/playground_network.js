// The network: a picture for each neuron, a line for each weight, buttons over each layer.

const NETWORK_HEIGHT = 300;
const STRENGTHS = 8; // weights are drawn in so many widths

function network({ root, colours, send, closed }) {
  let shown = null; // the last state that was drawn
  let pictures = [];
  const heads = el("div", { class: "bpc-heads" });
  const title = el("span", { class: "bpc-sizes" });
  const fewer = button("− layer", { title: "Remove the last hidden layer (L)", onclick: () => send("grow_layers", { by: -1 }) });
  const more = button("+ layer", { title: "Add a hidden layer (l)", onclick: () => send("grow_layers", { by: 1 }) });
  const view = fitted("The network", () => NETWORK_HEIGHT, () => shown && draw(shown), closed);
  const node = el("figure", { class: "bpc-panel bpc-network", tabindex: "0", "aria-label": "Network. Keys: space trains and pauses, arrow right takes a step." },
    el("figcaption", {}, el("span", {}, "Network ", title), el("span", { class: "bpc-pair" }, fewer, more)),
    heads, view.place,
    el("p", { class: "bpc-legend" }, key("positive", false), "positive weight ", key("negative", true), "negative weight, the wider the larger. Each picture: where its neuron answers above 0 (blue) and below (orange); the output's is in the colours of the classes."));
  let chosen = -1; // the layer whose buttons had the focus last

  function key(name, dashed) {
    return svg("svg", { width: 26, height: 8, class: "bpc-key", "aria-hidden": "true" },
      svg("line", { x1: 1, x2: 25, y1: 4, y2: 4, "stroke-width": 3, style: `stroke: var(--bpc-${name})`, "stroke-dasharray": dashed ? "6 4" : null }));
  }

  function head(layer, units, last) {
    const name = el("span", { class: "bpc-name", text: layer === 0 ? "inputs" : last ? "output" : `layer ${layer}` });
    const warning = el("span", { class: "bpc-wrong" });
    const cell = el("div", { class: "bpc-head" }, name);
    if (layer && !last) {
      const grow = (by) => send("grow", { layer, by });
      const one = button("−", { title: `One neuron less in layer ${layer} (−)`, onclick: () => grow(-1) });
      const two = button("+", { title: `One neuron more in layer ${layer} (+)`, onclick: () => grow(1) });
      one.setAttribute("aria-label", `One neuron less in layer ${layer}`);
      two.setAttribute("aria-label", `One neuron more in layer ${layer}`);
      cell.append(el("span", { class: "bpc-units" }, one, el("output", { "aria-live": "off", text: units }), two));
      cell.addEventListener("focusin", () => { chosen = layer; });
    } else cell.append(el("span", { class: "bpc-units" }, el("output", { "aria-live": "off", text: units })));
    cell.append(warning);
    return cell;
  }

  // Buttons keep their places and the focus while numbers of neurons change.
  function arrange(state) {
    const { sizes } = state;
    title.textContent = sizes.join("-");
    fewer.disabled = sizes.length < 3;
    more.disabled = sizes.length > 7;
    heads.classList.toggle("bpc-many", sizes.length > 5);
    if (heads.children.length !== sizes.length) {
      heads.style.gridTemplateColumns = `repeat(${sizes.length}, minmax(0, 1fr))`;
      heads.replaceChildren(...sizes.map((units, n) => head(n, units, n === sizes.length - 1)));
      chosen = Math.min(chosen, sizes.length - 2);
    }
    sizes.forEach((units, n) => {
      heads.children[n].querySelector("output").textContent = units;
      const [one, two] = heads.children[n].querySelectorAll("button");
      if (one) [one.disabled, two.disabled] = [units <= 1, units >= 16];
    });
    view.node.setAttribute("aria-label", `Network ${sizes.join("-")}; its weights are in the table below.`);
  }

  function wrong(checks) {
    [...heads.children].forEach((cell, layer) => {
      const names = checks.filter((check) => !check.ok && check.layer === layer).map((check) => check.name);
      cell.lastChild.textContent = names.length ? `✗ ${names.join(", ")}` : "";
      cell.classList.toggle("bpc-is-wrong", names.length > 0);
    });
  }

  function places(sizes) {
    const column = view.size.width / sizes.length;
    return sizes.map((units, layer) => {
      const apart = Math.min(52, (NETWORK_HEIGHT - 8) / units);
      const side = Math.min(40, 0.84 * apart, 0.5 * column);
      const top = (NETWORK_HEIGHT - apart * units) / 2;
      return Array.from({ length: units }, (_, n) => ({ x: column * (layer + 0.5), y: top + apart * (n + 0.5), side }));
    });
  }

  // Responses change eight times a second; the pictures are kept between.
  function see(state) {
    if (!state.responses) return;
    const { side, bytes } = state.responses;
    const { signs, sides, units } = colours.get();
    const last = state.sizes.length - 1;
    let offset = 0;
    pictures = state.sizes.map((count, layer) => Array.from({ length: count }, (_, n) => {
      const kept = pictures[layer]?.[n] ?? document.createElement("canvas");
      if (layer === 0) return stamp(kept, slope(n), 0, 24, signs);
      const ofOutput = count === 1 ? sides : units[n % 8];
      stamp(kept, bytes, offset, side, layer === last ? ofOutput : signs);
      offset += side * side;
      return kept;
    }));
  }

  function draw(state) {
    shown = state;
    const { context, size } = view;
    const paint = colours.get();
    const spots = places(state.sizes);
    context.clearRect(0, 0, size.width, size.height);
    let offset = 0;
    for (let layer = 1; layer < spots.length; layer += 1) {
      if (state.checks?.some((check) => !check.ok && check.layer === layer)) lightUp(context, spots, layer, paint);
      lines(context, spots[layer - 1], spots[layer], state.params, offset, paint);
      offset += (spots[layer - 1].length + 1) * spots[layer].length;
    }
    context.setLineDash([]);
    context.imageSmoothingEnabled = true;
    spots.forEach((column, layer) => column.forEach(({ x, y, side }, n) => {
      const [left, top] = [x - side / 2, y - side / 2];
      context.fillStyle = paint.paper;
      context.fillRect(left, top, side, side);
      if (pictures[layer]?.[n]) context.drawImage(pictures[layer][n], left, top, side, side);
      context.strokeStyle = paint.soft;
      context.lineWidth = 1;
      context.strokeRect(left, top, side, side);
      if (layer === 0) {
        context.fillStyle = paint.ink;
        context.font = `13px ${getComputedStyle(root).fontFamily}`;
        const roomy = left > 24;
        context.textAlign = roomy ? "right" : "center";
        context.fillText(n ? "x₂" : "x₁", roomy ? left - 5 : x, roomy ? y + 4 : top - 4);
      }
    }));
  }

  function lightUp(context, spots, layer, paint) {
    const [from, to] = [spots[layer - 1][0], spots[layer][0]];
    const left = from.x + from.side / 2 + 3;
    context.globalAlpha = 0.14;
    context.fillStyle = paint.warn;
    context.fillRect(left, 2, to.x + to.side / 2 + 5 - left, NETWORK_HEIGHT - 4);
    context.globalAlpha = 1;
    context.setLineDash([3, 3]);
    context.lineWidth = 2;
    context.strokeStyle = paint.warn;
    context.strokeRect(left, 2, to.x + to.side / 2 + 5 - left, NETWORK_HEIGHT - 4);
  }

  // One path for all weights of like size and sign: hundreds of strokes would cost frames.
  function lines(context, from, to, params, offset, paint) {
    const paths = Array.from({ length: 2 * STRENGTHS }, () => null);
    from.forEach((start, d) => to.forEach((end, m) => {
      const weight = params[offset + d * to.length + m];
      const part = Number.isFinite(weight) ? 1 - Math.exp(-Math.abs(weight) / 1.4) : 0;
      const n = Math.min(STRENGTHS - 1, Math.floor(part * STRENGTHS)) + (weight < 0 ? STRENGTHS : 0);
      const path = (paths[n] ??= new Path2D());
      const [x1, x2] = [start.x + start.side / 2, end.x - end.side / 2];
      const bend = (x2 - x1) * 0.45;
      path.moveTo(x1, start.y);
      path.bezierCurveTo(x1 + bend, start.y, x2 - bend, end.y, x2, end.y);
    }));
    paths.forEach((path, n) => {
      if (!path) return;
      const part = ((n % STRENGTHS) + 0.5) / STRENGTHS;
      context.strokeStyle = n < STRENGTHS ? paint.positive : paint.negative;
      context.setLineDash(n < STRENGTHS ? [] : [6, 4]);
      context.lineWidth = 0.6 + 4.4 * part;
      context.globalAlpha = 0.3 + 0.65 * part;
      context.stroke(path);
      context.globalAlpha = 1;
    });
  }

  const change = (by) => {
    const layers = (shown?.sizes.length ?? 2) - 2;
    if (layers) send("grow", { layer: chosen > 0 ? chosen : layers, by });
  };
  return { node, arrange, wrong, see, draw, change };
}

// An input's picture: how it rises from left to right, or from bottom to top.
function slope(input) {
  const rise = (n) => (input ? 23 - Math.floor(n / 24) : n % 24) / 23;
  return Uint8Array.from({ length: 24 * 24 }, (_, n) => Math.round(255 * rise(n)));
}
