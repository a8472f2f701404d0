"""What a person can see, read and reach in a part of a page. Each function lists what is wrong."""

import re

ENOUGH = 4.5  # contrast of text with what is behind it (WCAG 2, level AA)
ENOUGH_OF_A_RING = 3.0

CONTROLS = "button|checkbox|combobox|img|link|radio|slider|spinbutton|switch|tab|textbox"

# Colours of any notation as [red, green, blue, alpha]; layers of them, the upper one first.
COLOURS = """
const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgba = (text) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
};
const over = (layers) => layers.reduceRight((below, [r, g, b, a]) =>
    [r, g, b].map((c, n) => a * c + (1 - a) * below[n]), [255, 255, 255]);
const light = (colour) => {
    const [r, g, b] = colour.map(c => c / 255).map(
        c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, two) => {
    const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
};
const opacity = (node) => {
    let product = 1;
    for (; node; node = node.parentElement) product *= Number(getComputedStyle(node).opacity);
    return product;
};
// What is painted at a point below some element; null if it is a canvas.
const behind = (x, y, text) => {
    const layers = [];
    for (const node of document.elementsFromPoint(x, y)) {
        const style = getComputedStyle(node);
        if (node.tagName === 'CANVAS' || node.tagName === 'IMG') return null;
        if (node === text && node instanceof SVGElement) continue;
        const shape = node instanceof SVGGeometryElement;
        if (shape && style.fill === 'none') continue;
        const [r, g, b, a] = rgba(shape ? style.fill : style.backgroundColor);
        layers.push([r, g, b, a * opacity(node) * (shape ? Number(style.fillOpacity) : 1)]);
        if (layers.at(-1)[3] > 0.99) break;
    }
    return over(layers);
};
"""

TEXTS = """(root, enough) => {
    const faults = [];
    const style = document.createElement('style');
    style.textContent = '* {pointer-events: auto !important}'; // so that every layer is found
    document.head.append(style);
    const judge = (node, colour, box, said) => {
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const shown = getComputedStyle(node);
        const halo = shown.paintOrder.startsWith('stroke') && shown.stroke !== 'none';
        const below = halo ? over([rgba(shown.stroke)]) : behind(x, y, node);
        if (!below) return;
        const [r, g, b, a] = rgba(colour);
        const ratio = contrast(over([[r, g, b, a * opacity(node)], [...below, 1]]), below);
        if (ratio < enough) faults.push(`${ratio.toFixed(2)}: ${said}`);
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const said = walker.currentNode.data.trim(), node = walker.currentNode.parentElement;
        if (!said || !node.checkVisibility({visibilityProperty: true})) continue;
        if (node.closest(':disabled, [aria-disabled=true], option, style, title, desc')) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) continue;
        const shown = getComputedStyle(node);
        judge(node, node instanceof SVGElement ? shown.fill : shown.color, box, said);
    }
    for (const node of root.querySelectorAll('input, select, textarea')) {
        if (node.disabled || !node.checkVisibility() || !node.value) continue;
        if (['range', 'checkbox', 'radio'].includes(node.type)) continue;
        judge(node, getComputedStyle(node).color, node.getBoundingClientRect(), node.value);
    }
    style.remove();
    return faults;
}"""

WIDE = """(root) => {
    const faults = [];
    const named = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') || ''}`;
    const edge = root.getBoundingClientRect();
    if (root.scrollWidth > root.clientWidth + 1) faults.push(`${named(root)} scrolls sideways`);
    for (let above = root.parentElement; above; above = above.parentElement) {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(above).overflowX);
        if (scrolls && above.scrollWidth > above.clientWidth + 1)
            faults.push(`${named(above)} around it scrolls sideways`);
    }
    for (const node of root.querySelectorAll('*')) {
        const box = node.getBoundingClientRect(), picture = node.ownerSVGElement;
        if (!box.width || !node.checkVisibility()) continue;
        if (node.closest('.bpc-scroll *, option')) continue;
        // A picture wider than a phone may scroll in a region of its own that takes the focus.
        const region = node.parentElement.closest('[role=region][aria-label][tabindex="0"]');
        if (region && getComputedStyle(region).overflowX === 'auto') continue;
        if (picture && node.tagName !== 'text') continue;
        const bounds = picture ? picture.getBoundingClientRect() : edge;
        const what = `${named(node)} "${node.textContent.trim().slice(0, 30)}"`;
        if (box.right > bounds.right + 1 || box.left < bounds.left - 1)
            faults.push(`${what} is cut off or sticks out`);
    }
    return faults;
}"""

REACHABLE = """(root) => [...root.querySelectorAll(
        'a[href], button, input, select, summary, textarea, [tabindex]')]
    .filter(node => node.tabIndex >= 0 && !node.disabled && node.checkVisibility())
    .map((node, n) => { node.dataset.tabStop = n; return node.outerHTML.slice(0, 80); })"""

FOCUSED = """(root) => {
    const node = document.activeElement;
    if (!root.contains(node) || node === root) return null;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const edge = root.getBoundingClientRect();
    const below = behind(box.left - 3, box.top + box.height / 2, node)
        || behind(edge.left + 2, edge.top + 2, root);
    const width = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
    return {
        stop: Number(node.dataset.tabStop ?? -1),
        ring: width < 1 ? 0 : contrast(over([rgba(style.outlineColor), [...below, 1]]), below),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""

LIVE = """(root) => {
    const faults = [], said = new Set();
    const regions = [...root.querySelectorAll(
            '[aria-live], [role=alert], [role=log], [role=status], output')]
        .filter(node => node.getAttribute('aria-live') !== 'off');
    if (!regions.length) faults.push('nothing is read out');
    for (const node of regions) {
        const text = node.textContent.trim(), loud = node.getAttribute('aria-live') === 'assertive';
        const named = `${node.tagName.toLowerCase()} "${text.slice(0, 30)}"`;
        if (node.tagName === 'OUTPUT') faults.push(`${named} speaks at every move of its slider`);
        if (loud || node.getAttribute('role') === 'alert') faults.push(`${named} interrupts`);
        if (text && said.has(text)) faults.push(`${named} is read out twice`);
        said.add(text);
    }
    return faults;
}"""

MOVING = """(root) => root.getAnimations({subtree: true}).map(one => one.effect.target.outerHTML)"""


def none(faults: list[str]) -> None:
    """Fail with all that was found, a line each."""
    assert not faults, "\n".join(["", *faults])


def faint(widget) -> list[str]:
    """Texts with too little contrast, as the theme is now: "3.10: step"."""
    return widget.evaluate(
        f"(root, enough) => {{ {COLOURS} return ({TEXTS})(root, enough); }}", ENOUGH
    )


def nameless(widget) -> list[str]:
    """Controls and pictures that a screen reader has no name for."""
    lines = widget.aria_snapshot().splitlines()
    return [line.strip() for line in lines if re.match(rf'\s*- ({CONTROLS})(?! ")\b', line)]


def rude(widget) -> list[str]:
    """What a screen reader reads out of turn; a polite line that it reads out has to be there."""
    return widget.evaluate(LIVE)


def too_wide(widget) -> list[str]:
    """What sticks out of the widget, is cut off, or makes something scroll sideways."""
    return widget.evaluate(WIDE)


def moving(widget) -> list[str]:
    """What is moved by the style sheet."""
    return widget.evaluate(MOVING)


def lost_by_keyboard(page, widget) -> list[str]:
    """Go through a widget with Tab: stops that are left out, out of order or without a ring."""
    stops = widget.evaluate(REACHABLE)
    widget.evaluate("root => root.focus()")
    faults, seen = [], []
    for _ in range(len(stops) + 1):
        page.keyboard.press("Tab")
        at = widget.evaluate(f"root => {{ {COLOURS} return ({FOCUSED})(root); }}")
        if at is None:
            break
        seen.append(at["stop"])
        said = stops[at["stop"]]
        if at["ring"] < ENOUGH_OF_A_RING:
            faults.append(f"no ring to be seen ({at['ring']:.1f}): {said}")
        if not at["seen"]:
            faults.append(f"out of sight: {said}")
    else:
        faults.append("Tab does not leave the widget")
    faults += [f"not reached: {said}" for n, said in enumerate(stops) if n not in seen]
    return faults if seen == sorted(seen) else [*faults, f"out of order: {seen}"]
