"""What a browser is asked about how a page looks."""

# Of A4, which is narrower than Letter, between the margins of the style sheet.
COLUMN = round((210 - 2 * 17) / 25.4 * 96)

# For each pair of a text colour and what lies behind it: their contrast, the luminance
# of the latter, and a sample.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const parse = text => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, bottom) =>
    [0, 1, 2].map(i => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);
  const luminance = rgb => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const c = rgb[i] / 255;
    return sum + weight * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  }, 0);
  // What an element adds to those around it is asked once, not for each text in it.
  const known = new Map();
  const around = e => {
    if (!e) return {back: [255, 255, 255, 1], opacity: 1, filtered: false};
    if (known.has(e)) return known.get(e);
    const outer = around(e.parentElement), style = getComputedStyle(e);
    const found = {
      back: over(parse(style.backgroundColor), outer.back),
      opacity: outer.opacity * style.opacity,
      filtered: outer.filtered || style.filter !== "none",
    };
    known.set(e, found);
    return found;
  };
  const seen = new Map();
  for (const element of document.querySelectorAll("main *, nav *, label, output")) {
    const own = [...element.childNodes].filter(n => n.nodeType === Node.TEXT_NODE);
    const text = own.map(n => n.data).join("").trim();
    const visible = {checkOpacity: true, checkVisibilityCSS: true};
    if (!text || !element.checkVisibility(visible)) continue;
    if (element.closest("mjx-container, script, style")) continue;
    const {back, opacity, filtered} = around(element);
    if (filtered) continue;
    const colour = parse(getComputedStyle(element).color);
    colour[3] *= opacity;
    const levels = [over(colour, back), back].map(luminance);
    const ratio = (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
    seen.set([colour, back].join(), [ratio, luminance(back),
      `${element.tagName}.${element.className}: ${text.slice(0, 40)}`]);
  }
  return [...seen.values()];
}"""

# What goes beyond a column so many pixels wide, or is cut off at its own edge.
WIDER = """column => [...document.querySelectorAll("article, article *")]
  .filter(e => e.checkVisibility() && !e.closest("mjx-assistive-mml"))
  .filter(e => e.getBoundingClientRect().right > column + 1 ||
    (getComputedStyle(e).overflowX !== "visible" &&
     !e.parentElement.closest("mjx-container") &&
     e.scrollWidth > e.clientWidth + 1))
  .map(e => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`)"""
