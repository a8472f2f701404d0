// Colours of the playground's pictures, and small pictures made of bytes.

const STALE = 500; // milliseconds until the theme's colours are read again

function channels(colour) {
  return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
}

function mixed(paper, colour, part) {
  return paper.map((value, n) => Math.round(value + (colour[n] - value) * part));
}

// 256 colours: 128 is the paper, below it one colour and above it another, the stronger the farther.
function ramp(paper, low, high, most) {
  const colours = [];
  for (let byte = 0; byte < 256; byte += 1) {
    const part = (byte - 128) / 127;
    colours.push(mixed(paper, part < 0 ? low : high, most * Math.min(1, Math.abs(part))));
  }
  return colours;
}

// The theme's colours and the ramps made of them; read again now and then, and when told to forget.
function palette(root) {
  let kept = null;
  let read = -Infinity;
  const get = () => {
    if (kept && performance.now() - read < STALE) return kept;
    const colours = look(root);
    const paper = channels(colours.paper);
    const classes = colours.classes.map(channels);
    read = performance.now();
    kept = {
      ...colours,
      signs: ramp(paper, channels(colours.negative), channels(colours.positive), 0.9),
      sides: ramp(paper, classes[0], classes[1], 0.62),
      regions: classes.map((colour) => mixed(paper, colour, 0.42)),
      units: classes.map((colour) => ramp(paper, paper, colour, 0.9)),
    };
    return kept;
  };
  return { get, forget: () => { kept = null; } };
}

// A square of bytes as a small picture, row 0 on top.
function stamp(node, bytes, offset, side, colours) {
  node.width = side;
  node.height = side;
  const context = node.getContext("2d");
  const image = context.createImageData(side, side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const colour = colours[bytes[offset + row * side + column]] ?? colours[0];
      const at = 4 * (row * side + column);
      image.data[at] = colour[0];
      image.data[at + 1] = colour[1];
      image.data[at + 2] = colour[2];
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return node;
}

// Where bytes cross a level, as short lines within [0, side - 1]: [x1, y1, x2, y2].
function crossings(bytes, side, level) {
  const lines = [];
  const corner = (row, column) => bytes[row * side + column] - level;
  for (let row = 0; row + 1 < side; row += 1) {
    for (let column = 0; column + 1 < side; column += 1) {
      const a = corner(row, column);
      const b = corner(row, column + 1);
      const c = corner(row + 1, column + 1);
      const d = corner(row + 1, column);
      const cuts = [];
      if ((a > 0) !== (b > 0)) cuts.push([column + a / (a - b), row]);
      if ((b > 0) !== (c > 0)) cuts.push([column + 1, row + b / (b - c)]);
      if ((c > 0) !== (d > 0)) cuts.push([column + 1 - c / (c - d), row + 1]);
      if ((d > 0) !== (a > 0)) cuts.push([column, row + 1 - d / (d - a)]);
      for (let n = 0; n + 1 < cuts.length; n += 2) lines.push([...cuts[n], ...cuts[n + 1]]);
    }
  }
  return lines;
}

// Where neighbours belong to different classes: the edges between cells.
function borders(bytes, side) {
  const lines = [];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const here = bytes[row * side + column];
      const [x, y] = [column + 0.5, row + 0.5];
      if (column + 1 < side && here !== bytes[row * side + column + 1]) lines.push([x, y - 1, x, y]);
      if (row + 1 < side && here !== bytes[(row + 1) * side + column]) lines.push([x - 1, y, x, y]);
    }
  }
  return lines;
}

// Marks of the classes, as in every figure of the course.
function mark(context, x, y, kind, size) {
  context.beginPath();
  if (kind === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else if (kind === 1) context.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8);
  else {
    const corners = kind === 2 ? 3 : kind === 3 ? 4 : kind + 1;
    for (let n = 0; n < corners; n += 1) {
      const angle = -Math.PI / 2 + (2 * Math.PI * n) / corners;
      context.lineTo(x + 1.25 * size * Math.cos(angle), y + 1.25 * size * Math.sin(angle));
    }
    context.closePath();
  }
}

// A canvas as wide as its place, drawn again when that changes.
function fitted(label, heightOf, draw, closed) {
  const it = canvas(300, heightOf(300), label);
  const place = el("div", { class: "bpc-place" }, it.node);
  const size = { width: 300, height: heightOf(300) };
  const fit = () => {
    const width = Math.round(place.clientWidth);
    const height = heightOf(width);
    if (!width || (width === size.width && height === size.height)) return false;
    Object.assign(size, { width, height });
    it.resize(width, height);
    return true;
  };
  const watcher = new ResizeObserver(() => { if (fit()) draw(); });
  watcher.observe(place);
  closed(() => watcher.disconnect());
  return { place, node: it.node, context: it.context, size, fit };
}
