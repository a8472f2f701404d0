// Surface: the kernel walks and measures; this page draws what it sends, and races it.

const RACE = 6000; // milliseconds from the start to the end

function settings({ model, send }) {
  const put = (trait, value) => {
    if (String(model.get(trait)) === String(value)) return; // a key held at the edge asks for nothing
    model.set(trait, value);
    model.save_changes();
  };
  const loss = choice({
    label: "Loss", options: [], value: "", onchange: (name) => send("choose", { name }),
  });
  const lr = logSlider({
    label: "Learning rate", low: 1e-3, high: 10 ** 0.5, value: model.get("lr"),
    oninput: (value) => put("lr", value),
  });
  const momentum = slider({
    label: "Momentum", min: 0, max: 0.99, step: 0.01, value: model.get("momentum"),
    oninput: (value) => put("momentum", value),
  });
  const steps = slider({
    label: "Steps", min: 1, max: 500, step: 1, value: model.get("steps"), text: String,
    oninput: (value) => put("steps", value),
  });
  lr.node.title = "Keys + and −";
  const nudge = (factor) => () => {
    const next = Number((model.get("lr") * factor).toPrecision(2));
    put("lr", Math.min(1e3, Math.max(1e-6, next)));
  };
  const bar = el("div", { class: "bpc-bar" }, loss.node, lr.node, momentum.node, steps.node);
  return { bar, loss, lr, momentum, steps, put, faster: nudge(10 ** 0.1), slower: nudge(10 ** -0.1) };
}

// The field "w1" and its like: a pair that says where all begin.
function startFields(model, put) {
  const fields = [0, 1].map((n) => numberField({
    label: "", value: 0,
    onchange: (value) => put("start", model.get("start").map((old, m) => (m === n ? value : old))),
  }));
  const node = el("span", { class: "bpc-start" }, "Start: ", ...fields.map((field) => field.node));
  const name = (names) => fields.forEach((field, n) => {
    field.node.firstChild.textContent = `${names[n]} =`;
  });
  const set = (start) => fields.forEach((field, n) => field.set(Number(start[n].toPrecision(4))));
  return { node, name, set };
}

function entrants(model, put) {
  const node = el("fieldset", {}, el("legend", { text: "Optimizers" }));
  const set = () => {
    const chosen = model.get("optimizers");
    node.replaceChildren(node.firstChild, ...model.get("entrants").map((entrant) => {
      const box = checkbox({
        label: entrant.name,
        checked: chosen.includes(entrant.name),
        onchange: (checked) => {
          const others = model.get("optimizers").filter((name) => name !== entrant.name);
          put("optimizers", checked ? [...others, entrant.name] : others);
        },
      });
      box.input.after(sample(entrant));
      return box.node;
    }));
  };
  return { node, set };
}

// Shows the first `step` steps; runs through them all on demand, or jumps to the end if calm.
function race(show) {
  let frame = 0;
  let last = 0;
  let started = null;
  let asked = 0;
  const step = slider({
    label: "Shown up to step", min: 0, max: 1, step: 1, value: 0, text: String,
    oninput: (value) => { pause(); go(value); },
  });
  step.node.title = "Keys , and .";
  const play = button("Race", {
    title: "Let them run from the start (key R)", key: "R", main: true, onclick: () => toggle(),
  });
  const go = (value) => { frame = value; step.set(frame); show(frame); };
  const pause = () => {
    cancelAnimationFrame(asked);
    started = null;
    play.textContent = "Race";
  };
  const tick = (now) => {
    if (started === null) return;
    const next = Math.min(last, Math.floor(((now - started) / RACE) * last));
    if (next !== frame) go(next);
    if (next < last) asked = requestAnimationFrame(tick);
    else pause();
  };
  const toggle = () => {
    if (started !== null) { pause(); return; }
    if (calm()) { go(frame < last ? last : 0); return; }
    if (frame >= last) go(0);
    play.textContent = "Pause";
    started = performance.now() - (frame / Math.max(last, 1)) * RACE;
    asked = requestAnimationFrame(tick);
  };
  const set = (steps) => {
    const atEnd = frame >= last;
    last = steps;
    step.bounds(0, last);
    if (started !== null && atEnd) pause();
    if (started === null) frame = last;
    go(Math.min(frame, last));
  };
  const forward = (by) => () => { pause(); go(Math.min(last, Math.max(0, frame + by))); };
  const node = el("div", { class: "bpc-bar" }, play, step.node);
  return { node, set, toggle, pause, forward };
}

function render({ model, el: host }) {
  const page = mount({ model, el: host }, "surface");
  const controls = settings({ model, send: page.send });
  const start = startFields(model, controls.put);
  const racing = entrants(model, controls.put);
  const pictures = surfacePictures({ onStart: (point) => controls.put("start", point) });
  const player = race((step) => pictures.show(step));
  const numbers = table("The loss at some steps, as a table", []);
  const notes = el("div");
  const told = el("ul", { class: "bpc-told" });
  const watch = el("p", { class: "bpc-watch" });
  const meaning = el("p");
  const limit = el("details", {}, el("summary", { text: "Where is the limit?" }), meaning);
  controls.bar.append(start.node);
  pictures.column.append(told);
  const work = el("div", {}, racing.node, player.node, pictures.node, watch, limit, numbers.node);
  page.root.prepend(controls.bar, notes, work);
  keys(page.root, {
    r: player.toggle, R: player.toggle, "+": controls.faster, "-": controls.slower,
    ",": player.forward(-1), ".": player.forward(1),
  });

  page.on("lr", controls.lr.set);
  page.on("momentum", controls.momentum.set);
  page.on("steps", controls.steps.set);
  page.on("start", (point) => { start.set(point); pictures.place(point); });
  page.on("entrants", racing.set);
  page.on("optimizers", racing.set);
  page.on("scene", (scene) => {
    if (!scene.losses) return;
    controls.loss.input.replaceChildren(...scene.losses.map((name) => el("option", { value: name, text: name })));
    controls.loss.set(scene.name);
    notes.replaceChildren(...[scene.trouble, ...scene.remarks].filter(Boolean)
      .map((text) => el("p", { class: "bpc-note bpc-warn", text })));
    work.hidden = !scene.plane;
    start.node.hidden = !scene.plane;
    if (!scene.plane) return;
    start.name(scene.names);
    pictures.scene(scene);
    pictures.place(model.get("start"));
  });
  page.on("result", (result) => {
    if (!result.runs) return;
    pictures.result(result);
    player.set(result.steps);
    told.replaceChildren(...result.runs.map((run) => el("li",
      { class: run.kind === "trouble" ? "bpc-note bpc-warn" : null },
      sample(run), el("span", { text: run.words }))));
    watch.textContent = result.watch;
    meaning.textContent = result.meaning;
    limit.hidden = !result.meaning;
    numbers.node.querySelector("thead tr").replaceChildren(
      ...result.heads.map((text) => el("th", { scope: "col", text })));
    numbers.set(result.rows);
  });
  page.closed(player.pause);
  return page.cleanup;
}

export default { render };
