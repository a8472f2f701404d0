// What stands under the graph: the sentence of the step, the question, the bar of controls.

// The sentence and the formula with letters and with numbers.
function tale() {
  const sentence = el("p", { class: "bpc-sentence", role: "status", "aria-live": "polite" });
  const formula = el("code");
  const withNumbers = el("code");
  const node = el("div", { class: "bpc-tale" }, sentence,
    el("p", { class: "bpc-formulas" }, formula, withNumbers));
  const set = (state) => {
    if (sentence.textContent !== state.sentence) sentence.textContent = state.sentence;
    formula.textContent = state.formula || "";
    withNumbers.textContent = state.with_numbers || "";
  };
  return { node, set };
}

// Predict first: a field for the number that is asked. Python judges.
function prediction(send) {
  const field = el("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  const name = el("span");
  const check = () => {
    send("answer", { number: field.value });
    field.focus();
    field.select();
  };
  // Not a form: in JupyterLab, Enter does not submit one.
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") check();
  });
  const node = el("div", { class: "bpc-bar bpc-predict" }, el("label", {}, name, field),
    button("Check", { title: "Check (Enter)", main: true, onclick: check }),
    button("Show me", { title: "Show the number", onclick: () => send("show_me") }));
  let position = null;
  const set = ({ asked, position: now }) => {
    node.hidden = !asked;
    if (asked) name.textContent = `${asked.what}${asked.entry ? `[${asked.entry.join(", ")}]` : ""} =`;
    if (position !== now) field.value = "";
    position = now;
  };
  return { node, set };
}

// First, back, next, last; the slider; Auto-play; Predict first.
function bar(page, now, predict) {
  const { send } = page;
  let timer = 0;
  const go = (position) => send("go", { position });
  const first = button("First", { title: "To the beginning (Home)", key: "Home", onclick: () => go(0) });
  const back = button("Back", { title: "One step back (left arrow)", key: "ArrowLeft", onclick: () => send("back") });
  const next = button("Next", { title: "One step on (right arrow)", key: "ArrowRight", main: true, onclick: () => send("next") });
  const last = button("Last", { title: "To the end (End)", key: "End", onclick: () => go(now().length) });
  const play = button("Auto-play", { title: "A step every moment (space)", key: "Space", pressed: false, onclick: () => (timer ? stop() : start()) });
  const place = slider({
    label: "Step", min: 0, max: now().length, step: 1, value: now().position,
    text: (position) => `${position} of ${now().length}: ${phaseAt(now(), position)}`,
    oninput: go,
  });
  const box = checkbox({ label: "Predict first", checked: false, onchange: predict });
  box.node.title = "Type the next number before you see it (p)";

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.setAttribute("aria-pressed", "false");
  }
  function start() {
    if (now().position >= now().length) go(0);
    else send("next");
    timer = setInterval(() => send("next"), PACE);
    play.setAttribute("aria-pressed", "true");
  }
  const set = (state, predicting) => {
    place.bounds(0, state.length);
    place.set(state.position);
    box.set(predicting);
    const begins = state.position === 0;
    const ends = state.position === state.length;
    // Not `disabled`: a button that has the focus would lose it.
    [[first, begins], [back, begins], [next, ends], [last, ends]]
      .forEach(([one, off]) => one.setAttribute("aria-disabled", String(off)));
    play.disabled = predicting;
    if (timer && (ends || predicting)) stop();
  };
  keys(page.root, {
    ArrowLeft: () => send("back"),
    ArrowRight: () => send("next"),
    Home: () => go(0),
    End: () => go(now().length),
    " ": () => !play.disabled && play.click(),
    p: () => predict(!box.input.checked),
  });
  const node = el("div", { class: "bpc-bar" }, first, back, next, last, place.node, play, box.node);
  return { node, set, stop };
}

function phaseAt(state, position) {
  if (position === 0) return "inputs only";
  if (position === state.length) return "done";
  return position <= state.forward_length ? "forward" : "backward";
}
