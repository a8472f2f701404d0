// The playground in words and numbers: what stands out, checks of gradients, tables.

const ROWS = 25; // of a long run, evenly taken

function facts() {
  const names = ["epoch", "training loss", "validation loss", "training accuracy", "validation accuracy", "parameters"];
  // Not announced: they change eight times a second.
  const values = names.map(() => el("b", { text: "–" }));
  const node = el("div", { class: "bpc-facts" }, ...names.map((text, n) => el("div", {}, el("span", { text }), values[n])));
  const right = (part) => (Number.isFinite(part) ? `${(100 * part).toFixed(1)} %` : "–");
  function show(state) {
    const texts = [
      state.epochs.toFixed(1), short(state.train), short(state.val), right(state.right[0]), right(state.right[1]),
      state.count.toLocaleString("en"),
    ];
    texts.forEach((text, n) => { values[n].textContent = text; });
  }
  return { node, show };
}

// What went wrong above the pictures, what only stands out below them, where nothing jumps.
function notes() {
  const trouble = el("div", { class: "bpc-note bpc-warn" }); // the line of status says it too
  const remarks = el("div", { class: "bpc-remarks" });
  let said = "";
  function show({ trouble: problem, remarks: lines = [] }) {
    const text = JSON.stringify([problem, lines]);
    if (text === said) return;
    said = text;
    trouble.replaceChildren(...(problem ? [
      el("strong", { text: problem.title }),
      problem.words ? el("div", { text: problem.words }) : "",
      problem.code ? el("pre", { text: problem.code }) : "",
    ] : []));
    remarks.replaceChildren(...lines.map((line) => el("p", { class: "bpc-note", text: line })));
  }
  return { trouble, remarks, show };
}

// The learner's gradients beside measured ones, one row an array.
function measured() {
  const body = el("tbody");
  const title = el("figcaption");
  const heads = ["", "yours", "measured", ""].map((text) => el("th", { scope: "col", text }));
  const node = el("figure", { class: "bpc-panel bpc-measured", hidden: true }, title,
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body),
    el("p", { class: "bpc-legend", text: "How fast the loss rises in a random direction: as your backward pass says, and as it does when the weights move." }));
  const said = (value) => (typeof value === "number" ? short(value) : value);
  function show(checks) {
    node.hidden = !checks.length;
    if (node.hidden) return;
    title.textContent = `Your gradients, measured at step ${checks[0].step}`;
    body.replaceChildren(...checks.map(({ name, ok, yours, numeric }) => el("tr", { class: ok ? null : "bpc-is-wrong" },
      el("th", { scope: "row", text: `d${name}` }), el("td", { text: said(yours) }), el("td", { text: said(numeric) }),
      el("td", { text: ok ? "✓ agrees" : "✗ wrong" }))));
  }
  return { node, show };
}

// Tables of everything that is drawn. They are filled while they are open.
function tables() {
  const loss = table("Numbers: losses and gradient norms", ["step", "training loss", "validation loss"]);
  const place = el("div");
  const node = el("div", {}, loss.node, place);
  let weights = null;
  let shape = "";
  let latest = null;

  function arrange(state) {
    if (shape === state.sizes.join("-")) return;
    shape = state.sizes.join("-");
    const open = weights?.node.open;
    const most = Math.max(...state.sizes.slice(0, -1));
    weights = table("Numbers: weights and biases", ["neuron", "bias", ...Array.from({ length: most }, (_, n) => `from ${n + 1}`)]);
    weights.node.open = Boolean(open);
    weights.node.addEventListener("toggle", () => { if (latest) show(latest); });
    place.replaceChildren(weights.node);
    const heads = ["step", "training loss", "validation loss", ...state.sizes.slice(1).map((_, n) => `norm, layer ${n + 1}`)];
    loss.node.querySelector("thead tr").replaceChildren(...heads.map((text) => el("th", { scope: "col", text })));
  }

  function show(state) {
    latest = state;
    if (loss.node.open && state.history) loss.set(steps(state.history));
    if (weights?.node.open) weights.set(neurons(state));
  }

  function steps(history) {
    const every = Math.max(1, Math.ceil(history.rows / ROWS));
    const chosen = Array.from({ length: history.rows }, (_, n) => n).filter((n) => n % every === 0 || n === history.rows - 1);
    return chosen.map((n) => Array.from({ length: history.columns }, (_, m) => (m ? short(history.at(n, m)) : String(history.at(n, 0)))));
  }

  function neurons({ sizes, params }) {
    const found = [];
    let offset = 0;
    for (let layer = 1; layer < sizes.length; layer += 1) {
      const [before, here] = [sizes[layer - 1], sizes[layer]];
      for (let m = 0; m < here; m += 1) {
        const from = Array.from({ length: before }, (_, d) => short(params[offset + d * here + m]));
        const name = layer === sizes.length - 1 ? `output ${m + 1}` : `layer ${layer}, neuron ${m + 1}`;
        found.push([name, short(params[offset + before * here + m]), ...from]);
      }
      offset += (before + 1) * here;
    }
    return found;
  }
  loss.node.addEventListener("toggle", () => { if (latest) show(latest); });
  return { node, arrange, show };
}
