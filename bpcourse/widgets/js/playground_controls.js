// What a person can turn: the run above, its settings below.

const HELD = 600; // milliseconds for which a control that was just moved is left alone

// The kernel tells what is set; a control under somebody's finger is told a little later.
function told(control) {
  let touched = -Infinity;
  let waiting = 0;
  let latest;
  const touch = () => { touched = performance.now(); };
  control.input.addEventListener("input", touch);
  control.input.addEventListener("change", touch);
  const set = (value) => {
    latest = value;
    clearTimeout(waiting);
    if (performance.now() - touched < HELD) waiting = setTimeout(() => set(latest), HELD);
    else control.set(latest);
  };
  return { node: control.node, input: control.input, set, stop: () => clearTimeout(waiting) };
}

// Sends at most one message for each frame of the screen, however fast a slider is moved.
function gently(send) {
  let latest;
  const ask = painter(() => send(latest));
  return (value) => {
    latest = value;
    ask();
  };
}

function transport({ send, closed }) {
  const play = button("Train", { main: true, title: "Train or pause (space)", key: "Space", onclick: () => toggle() });
  const step = button("Step", { title: "One step: one batch (arrow right)", key: "ArrowRight", onclick: () => send("step") });
  const epoch = button("Epoch", { title: "To the end of this epoch (e)", key: "e", onclick: () => send("epoch") });
  const reset = button("Reset", { title: "Back to the first weights (r)", key: "r", onclick: () => send("reset") });
  const rewind = gently((at) => send("rewind", { step: at }));
  let last = 0;
  const control = slider({
    label: "Rewind",
    min: 0,
    max: 1,
    step: 1,
    value: 0,
    text: (at) => `step ${Math.round(at).toLocaleString("en")} of ${last.toLocaleString("en")}`,
    oninput: rewind,
  });
  control.node.classList.add("bpc-rewind");
  control.input.title = "Rewind the run: [ and ] go from snapshot to snapshot";
  const time = told(control);
  closed(time.stop);
  let training = false;
  const toggle = () => send(training ? "pause" : "train");
  const speed = told(choice({ label: "Speed", options: [], onchange: (value) => send("change", { speed: Number(value) }) }));
  closed(speed.stop);
  const rate = el("output", { "aria-live": "off", class: "bpc-rate" });
  speed.node.append(rate);
  const badge = el("span", { class: "bpc-badge" });
  const node = el("div", { class: "bpc-bar bpc-transport" }, play, step, epoch, reset, speed.node, control.node, badge);

  function show(state) {
    training = state.training;
    play.textContent = training ? "Pause" : "Train";
    if (state.last !== last) {
      last = state.last;
      control.bounds(0, Math.max(1, last));
    }
    control.input.disabled = last === 0;
    time.set(state.step);
  }

  // From snapshot to snapshot: before this step, or after it.
  function leap(state, by) {
    if (!state.history) return;
    const steps = Array.from({ length: state.history.rows }, (_, n) => state.history.at(n, 0));
    const found = by < 0 ? steps.filter((at) => at < state.step).pop() : steps.find((at) => at > state.step);
    if (found !== undefined) send("rewind", { step: found });
  }
  function arrange({ settings: values, options, driven }) {
    offer(speed, options.speed, values.speed);
    speed.set(values.speed);
    badge.textContent = driven;
  }
  const hurry = (state) => { rate.textContent = state.training ? `${Math.round(state.rate).toLocaleString("en")}/s` : ""; };
  return { node, show, toggle, leap, arrange, hurry };
}

// What Python has set may be none of those on the list.
function offer(control, options, value) {
  const known = options.some(([name]) => String(name) === String(value));
  const all = known ? options : [...options, [value, String(value)]];
  const same = all.length === control.input.options.length && all.every(([name], n) => control.input.options[n].value === String(name));
  if (!same) control.input.replaceChildren(...all.map(([name, text]) => el("option", { value: name, text })));
}

function settings({ send, closed }) {
  const set = (name) => gently((value) => send("change", { [name]: value }));
  const number = (name) => { const f = set(name); return (value) => f(Number(value)); };
  const percent = (value) => `${Math.round(100 * value)} %`;
  const controls = {
    data: choice({ label: "Data", options: [], onchange: set("data") }),
    noise: slider({ label: "Noise", min: 0, max: 0.5, step: 0.01, value: 0, text: (v) => v.toFixed(2), oninput: set("noise") }),
    activation: choice({ label: "Activation", options: [], onchange: set("activation") }),
    optimizer: choice({ label: "Optimizer", options: [], onchange: set("optimizer") }),
    lr: logSlider({ label: "Learning rate", low: 1e-4, high: 10, value: 0.1, oninput: set("lr") }),
    batch_size: choice({ label: "Batch", options: [], onchange: number("batch_size") }),
    l2: choice({ label: "L2", options: [], onchange: number("l2") }),
    seed: numberField({ label: "Seed", value: 0, min: 0, step: 1, onchange: set("seed") }),
  };
  const kept = Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, told(control)]));
  for (const control of Object.values(kept)) closed(control.stop);
  const node = el("div", { class: "bpc-bar bpc-settings" }, ...Object.values(controls).map((control) => control.node));

  function show({ settings: values, options, driven }) {
    for (const [name, control] of Object.entries(kept)) {
      if (options[name]) offer(control, options[name], values[name]);
      control.set(values[name]);
    }
    controls.activation.input.disabled = Boolean(driven);
    controls.noise.input.disabled = values.data === "own arrays";
  }
  return { node, show };
}
