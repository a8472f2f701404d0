// The playground's page: draws what the kernel pushes, and asks it for what a person does.

const ANSWERED = 4; // every fourth frame is answered
const SOON = 50;
const CALM = 500; // milliseconds between frames for those who asked for less motion

const KINDS = {
  facts: Float64Array, params: Float32Array, field: Uint8Array, responses: Uint8Array,
  history: Float32Array, points: Float32Array, labels: Uint8Array,
};

// Copied, because what arrives need not begin at a multiple of its size.
function array(kind, view) {
  const bytes = view.buffer ? view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) : view.slice(0);
  return new kind(bytes);
}

function take(state, message, buffers) {
  const parts = Object.fromEntries(message.parts.map((name, n) => [name, array(KINDS[name], buffers[n])]));
  if (message.scene) Object.assign(state, message.scene, { version: (state.version ?? 0) + 1 });
  if (message.words) Object.assign(state, message.words);
  if (parts.facts) {
    const [step, last, epochs, train, val, right, rightVal, rate, ...norms] = parts.facts;
    Object.assign(state, { step, last, epochs, train, val, rate, norms, right: [right, rightVal] });
  }
  if (parts.params) state.params = parts.params;
  if (parts.points) Object.assign(state, { points: parts.points, labels: parts.labels });
  for (const name of ["field", "responses"]) {
    if (parts[name]) state[name] = { bytes: parts[name], side: message.sides[name] };
  }
  if (parts.history) {
    const columns = 3 + state.norms.length;
    const values = parts.history;
    state.history = { rows: values.length / columns, columns, at: (row, column) => values[row * columns + column] };
  }
  state.training = message.training;
}

function render(context) {
  const it = mount(context, "playground");
  const { root, send, closed } = it;
  root.setAttribute("aria-label", "Playground");
  const shared = { root, send, closed, colours: palette(root) };
  const top = transport(shared);
  const turns = settings(shared);
  const numbers = facts();
  const says = notes();
  const checked = measured();
  const lists = tables();
  const net = network(shared);
  const map = plane(shared);
  const loss = losses({ ...shared, rewind: gently((step) => send("rewind", { step })) });
  const norms = gradients(shared);
  root.prepend(top.node, turns.node, says.trouble, numbers.node,
    el("div", { class: "bpc-panels" }, net.node, map.node),
    el("div", { class: "bpc-panels" }, loss.node, norms.node),
    el("div", { class: "bpc-panels" }, checked.node, says.remarks), lists.node);

  const state = {};
  const due = { scene: false, whole: false };
  let painted = -Infinity;
  let waiting = 0;
  let gone = false;
  root.dataset.frames = "0";

  function draw() {
    if (!state.params || gone) return;
    if (!root.isConnected) { // not on the page yet: colours and widths are not known
      waiting = setTimeout(ask, SOON);
      return;
    }
    const still = calm() && state.training;
    if (still && performance.now() - painted < CALM) {
      clearTimeout(waiting);
      waiting = setTimeout(ask, CALM);
      return;
    }
    painted = performance.now();
    if (due.scene) {
      net.arrange(state);
      map.arrange(state);
      lists.arrange(state);
      turns.show(state);
      top.arrange(state);
    }
    if (due.whole) {
      map.see(state);
      if (!still || due.scene) net.see(state);
      net.wrong(state.checks);
      loss.draw(state);
      norms.draw(state);
      numbers.show(state);
      top.hurry(state);
      says.show(state);
      checked.show(state.checks);
      lists.show(state);
    }
    due.scene = due.whole = false;
    top.show(state);
    net.draw(state);
    map.draw(state);
    Object.assign(root.dataset, { step: state.step, version: state.version });
    root.dataset.frames = Number(root.dataset.frames) + 1;
  }
  const ask = painter(draw);
  const again = () => {
    shared.colours.forget();
    due.scene = due.whole = true;
    ask();
  };

  it.listen("msg:custom", (message, buffers) => {
    if (message.kind !== "frame") return;
    take(state, message, buffers);
    due.scene ||= Boolean(message.scene);
    due.whole ||= Boolean(message.words);
    ask();
    if (message.number % ANSWERED === 0) send("seen", { number: message.number });
  });
  onTheme(again, closed);
  closed(() => {
    gone = true;
    clearTimeout(waiting);
  });

  keys(root, {
    " ": top.toggle,
    ArrowRight: () => send("step"),
    e: () => send("epoch"),
    r: () => send("reset"),
    "[": () => top.leap(state, -1),
    "]": () => top.leap(state, 1),
    "+": () => net.change(1),
    "-": () => net.change(-1),
    l: () => send("grow_layers", { by: 1 }),
    L: () => send("grow_layers", { by: -1 }),
  });
  return it.cleanup;
}

export default { render };
