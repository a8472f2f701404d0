// A picture under its controls. The kernel draws; the page moves the controls and puts it in place.

const IMPATIENCE = 2000; // milliseconds until an answer is no longer waited for

// What a control is moved to while an answer is awaited is kept, and only the last of it sent:
// a kernel that is busy finds one request, not hundreds.
function asker(send) {
  let wanted = null;
  let waiting = null;
  const ask = () => {
    if (waiting || !wanted) return;
    send("set", wanted);
    wanted = null;
    waiting = setTimeout(answered, IMPATIENCE);
  };
  function answered() {
    clearTimeout(waiting);
    waiting = null;
    ask();
  }
  return {
    want: (name, value) => { wanted = { ...wanted, [name]: value }; ask(); },
    answered,
    idle: () => !waiting && !wanted,
    stop: () => clearTimeout(waiting),
  };
}

// As the words beside it write a number: 10⁻⁵.
function power(number) {
  const [digits, exponent] = short(number).split("e");
  if (!exponent) return digits;
  const raised = [...exponent].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"["0123456789".indexOf(sign)] || "⁻").join("");
  return digits === "1" ? `10${raised}` : `${digits} × 10${raised}`;
}

function control(one, value, want) {
  const { name, label, low, high } = one;
  const oninput = (next) => want(name, next);
  if (one.kind === "choice") {
    const options = one.options.map((text) => [text, text]);
    return choice({ label, options, value, onchange: oninput });
  }
  if (one.log) return logSlider({ label, low, high, value, oninput, text: power });
  return slider({ label, min: low, max: high, step: one.whole ? 1 : "any", value, oninput });
}

function render({ model, el: host }) {
  const { root, send, on, closed, status, cleanup } = mount({ model, el: host }, "figure");
  const frame = model.get("frame");
  root.setAttribute("aria-label", frame.label);
  root.classList.add(`bpc-${frame.kind}`);
  const asking = asker(send);
  closed(asking.stop);
  const bar = el("div", { class: "bpc-bar" });
  const picture = el("div", { class: "bpc-picture" });
  const note = el("p", { class: "bpc-note bpc-warn", role: "status" });
  const numbers = table("Numbers", frame.heads);
  const values = model.get("shown").values;
  const controls = new Map();
  for (const one of frame.controls) {
    const made = control(one, values[one.name], asking.want);
    controls.set(one.name, made);
    bar.append(made.node);
  }
  const question = el("p", { class: "bpc-question", text: frame.question });
  const panels = el("div", { class: "bpc-panels" }, picture, status);
  root.append(question, bar, note, panels, numbers.node);
  on("shown", (shown) => {
    asking.answered();
    picture.innerHTML = shown.picture;
    root.dataset.frames = shown.count;
    note.textContent = shown.note;
    numbers.set(shown.rows);
    // A control that a hand is moving knows better than the answer to its last place.
    if (asking.idle()) for (const [name, made] of controls) made.set(shown.values[name]);
  });
  return cleanup;
}

export default { render };
