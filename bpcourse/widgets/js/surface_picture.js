// The pictures of Surface: all places come from the kernel in pixels; here they become SVG.

const NUDGE = 0.01; // of the picture's width, for one press of an arrow key

function drawn(text) {
  const group = svg("g");
  group.innerHTML = text;
  return group;
}

function stroke(run, d) {
  return svg("path", {
    d, "stroke-dasharray": run.dash || null, class: "bpc-walk", style: `stroke: ${run.color}`,
  });
}

// A piece of a line with its marker, as it stands in the pictures.
function sample(run) {
  const glyph = drawn(run.glyph);
  glyph.setAttribute("transform", "translate(17 7)");
  return svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true" }, stroke(run, "M1 7H33"), glyph);
}

function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

// One picture: what stands still, what moves inside its frame, and names over both.
function sheet(title) {
  const fixed = svg("g");
  const moving = svg("svg", { overflow: "hidden", "aria-hidden": "true" });
  const over = svg("g");
  const image = svg("svg", { role: "img" }, fixed, moving, over);
  const caption = el("figcaption", { text: title });
  const node = el("figure", { class: "bpc-panel" }, caption, image);
  let text = "";
  const frame = (box) => {
    const [x, y] = [box.left - box.room, box.top - box.room]; // room for markers on the frame
    const [width, height] = [box.right + box.room - x, box.bottom + box.room - y];
    image.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    fill(moving, { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }, []);
  };
  const back = (markup) => {
    if (markup === text) return;
    text = markup;
    fixed.replaceChildren(drawn(markup));
  };
  const say = (claim, words) => {
    caption.textContent = claim;
    image.setAttribute("aria-label", `${claim}. ${words}`);
  };
  return { node, image, moving, over, frame, back, say, caption };
}

// The points 0 to `last` of a line, with markers at some of them and at its end.
function walk(run, points, marks, last) {
  let d = "";
  let end = 0;
  for (let n = 0; n <= Math.min(last, points.length / 2 - 1); n += 1) {
    const [x, y] = [points[2 * n], points[2 * n + 1]];
    if (Number.isNaN(x) || Number.isNaN(y)) break;
    d += `${n ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    end = n;
  }
  const group = svg("g", {}, stroke(run, d));
  const glyph = drawn(run.glyph);
  const put = (n, size) => {
    const copy = glyph.cloneNode(true);
    copy.setAttribute("transform", `translate(${points[2 * n]} ${points[2 * n + 1]}) scale(${size})`);
    group.append(copy);
  };
  marks.filter((n) => n < end).forEach((n) => put(n, 1));
  if (d) put(end, 1.6);
  return group;
}

function label(run, [x, y], anchor) {
  return svg("text", { x, y, "text-anchor": anchor, class: "bpc-name", text: run.name });
}

function cross() {
  const d = "M-13 0h8m10 0h8M0 -13v8m0 10v8";
  return svg("g", { class: "bpc-cross" }, svg("path", { d }), svg("path", { d }));
}

function surfacePictures({ onStart }) {
  const plane = sheet("");
  const chart = sheet("");
  const data = sheet("The line of each, at the step shown");
  const mark = cross();
  const field = el("div", { class: "bpc-field", tabindex: "0", role: "application" });
  plane.image.replaceWith(field);
  field.append(plane.image);
  plane.node.classList.add("bpc-plane");
  plane.node.append(el("p", {
    class: "bpc-hint",
    text: "Click to begin elsewhere, or move the cross with the arrow keys (Shift: ten times as far).",
  }));
  const column = el("div", { class: "bpc-column" }, chart.node, data.node);
  const node = el("div", { class: "bpc-panels" }, plane.node, column);
  let now = null;
  let runs = [];
  let first = null; // the line of the starting point
  let point = [0, 0];

  const toPixels = ([a, b]) => {
    const { plane: box, ranges: [[a0, a1], [b0, b1]] } = now;
    return [
      box.left + ((a - a0) / (a1 - a0)) * (box.right - box.left),
      box.bottom - ((b - b0) / (b1 - b0)) * (box.bottom - box.top),
    ];
  };
  const place = (next) => {
    point = next;
    if (!now) return;
    const [x, y] = toPixels(point);
    mark.setAttribute("transform", `translate(${x} ${y})`);
    const where = now.names.map((name, n) => `${name} = ${short(point[n])}`).join(", ");
    field.setAttribute("aria-label", `Starting point: ${where}. The arrow keys move it.`);
  };
  const begin = (next) => {
    const kept = next.map((value, n) => {
      const [low, high] = now.ranges[n];
      return Number(Math.min(high, Math.max(low, value)).toPrecision(6));
    });
    place(kept);
    onStart(kept);
  };
  const move = (across, up) => (event) => {
    const by = NUDGE * (event.shiftKey ? 10 : 1);
    const widths = now.ranges.map(([low, high]) => high - low);
    begin([point[0] + across * by * widths[0], point[1] + up * by * widths[1]]);
  };
  keys(field, {
    ArrowLeft: move(-1, 0), ArrowRight: move(1, 0), ArrowUp: move(0, 1), ArrowDown: move(0, -1),
  });
  plane.image.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(plane.image.getScreenCTM().inverse());
    const { plane: box, ranges } = now;
    if (at.x < box.left || at.x > box.right || at.y < box.top || at.y > box.bottom) return;
    const parts = [(at.x - box.left) / (box.right - box.left), (box.bottom - at.y) / (box.bottom - box.top)];
    begin(parts.map((part, n) => ranges[n][0] + part * (ranges[n][1] - ranges[n][0])));
  });

  const lines = (step) => {
    const box = now.data;
    const dots = box.points.map(([x, y]) => svg("circle", { cx: x, cy: y, r: 3.2, class: "bpc-dot" }));
    const at = (run) => [0, 1].map((end) => run.fit[2 * Math.min(step, run.taken) + end]);
    const across = ([low, high]) => `M${box.left} ${low}L${box.right} ${high}`;
    // How far each point is from the line of the first: what the loss squares.
    const [low, high] = runs.length ? at(runs[0]) : first;
    const errors = box.points.map(([x, y]) => {
      const there = low + ((x - box.left) / (box.right - box.left)) * (high - low);
      return svg("path", { d: `M${x} ${y}V${there}`, class: "bpc-error" });
    });
    data.moving.replaceChildren(...errors, svg("path", { d: across(first), class: "bpc-first" }),
      ...runs.map((run) => stroke(run, across(at(run)))), ...dots);
    const height = Math.min(box.bottom, Math.max(box.top, first[1]));
    data.over.replaceChildren(label({ name: "start" }, [box.right + 8, height + 4], "start"));
  };
  const show = (step) => {
    if (!now) return;
    plane.moving.replaceChildren(...runs.map((run) => walk(run, run.path, run.marks, step)), mark);
    chart.moving.replaceChildren(...runs.map((run) => walk(run, run.chart, run.chartMarks, step)));
    if (now.data && first) lines(step);
  };
  const scene = (next) => {
    now = next;
    plane.frame(next.plane);
    plane.back(next.plane.svg);
    chart.frame(next.chart);
    data.node.hidden = !next.data;
    if (!next.data) return;
    data.frame(next.data);
    data.back(next.data.svg);
    data.image.setAttribute("aria-label", "The data, and the line of each optimizer");
  };
  const result = (next) => {
    runs = next.runs.map((run) => ({
      ...run, path: floats(run.path), chart: floats(run.chart), fit: run.fit && floats(run.fit),
    }));
    first = next.startFit;
    const words = runs.map((run) => run.words).join(" ");
    plane.say(next.title, words);
    chart.say(next.chartTitle, words);
    chart.back(next.axes);
    plane.over.replaceChildren(...runs.filter((run) => run.label).map((run) => label(run, run.label, "middle")));
    chart.over.replaceChildren(...runs.filter((run) => run.chartLabel).map((run) => {
      const [x, y] = run.chartLabel;
      const glyph = drawn(run.glyph);
      glyph.setAttribute("transform", `translate(${x} ${y})`);
      return svg("g", {}, glyph, label(run, [x + 9, y + 4], "start"));
    }));
  };
  return { node, column, scene, result, place, show };
}
