// The stepper: a computational graph that is walked forward and backward, one operation a step.

const PACE = 1600; // milliseconds a step of Auto-play

function render(context) {
  const { model } = context;
  const page = mount(context, "stepper");
  page.root.setAttribute("aria-label", "Backpropagation, step by step");
  const picture = el("div");
  const story = tale();
  const guess = prediction(page.send);
  const differences = el("ul", { class: "bpc-differences" });
  const numbers = table("Numbers of the graph", ["Name", "Operation", "Value", "Gradient"]);
  const controls = bar(page, () => model.get("state"), (on) => {
    model.set("predict", on);
    model.save_changes();
  });
  page.root.prepend(picture, story.node, guess.node, page.status, controls.node, differences, numbers.node);
  let drawn = null;
  let shown = null; // the scene that is drawn
  let pending = null; // the field whose number Python has not judged yet

  const edit = (node, entry, text, field) => {
    pending = field;
    page.send("edit", entry ? { name: node.name, value: text, entry } : { name: node.name, value: text });
  };
  const draw = painter(() => {
    const [scene, places, state] = ["scene", "places", "state"].map((name) => model.get(name));
    if (scene !== shown) {
      if (drawn) drawn.end();
      drawn = graph(scene, edit);
      picture.replaceChildren(drawn.node);
      shown = scene;
    }
    pending = null;
    drawn.place(places);
    drawn.set(state);
    story.set(state);
    guess.set(state);
    controls.set(state, model.get("predict"));
    numbers.set(rowsOf(scene, state));
    differences.replaceChildren(...state.differs.map((one) => el("li", {
      text: `${nameOf(scene, one.where)}${one.words}`,
    })));
  });
  ["scene", "places", "state", "predict"].forEach((name) => page.on(name, draw));
  page.on("status", (text) => {
    if (pending && text) pending.setAttribute("aria-invalid", "true");
    page.status.classList.toggle("bpc-right", text.startsWith("Right."));
  });
  page.closed(() => {
    controls.stop();
    if (drawn) drawn.end();
  });
  return page.cleanup;
}

function rowsOf(scene, { texts, ...state }) {
  return scene.nodes.map(({ id, name, constant, input, formula, op }) => [
    name,
    constant ? "constant" : input ? "input" : formula || op,
    written(texts.values[id]),
    written(texts.grads[id]) + (isPartial(state, id) ? " so far" : ""),
  ]);
}

// What a difference is about: the name of a node or of a local derivative.
function nameOf(scene, where) {
  const node = scene.nodes.find((one) => one.id === where);
  const edge = scene.edges.find((one) => one.id === where);
  const name = node ? node.name : edge ? edge.local : "";
  return name ? `${name}: ` : "";
}

export default { render };
