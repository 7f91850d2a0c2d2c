// What can be seen and measured on a page as it stands; `looking.py` puts this into every page before its own scripts.
window.looking = (() => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });

  const named = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const here = (one) => one.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  // A link that covers its row is as large as the row; what a label holds is as large as the label.
  const target = (one) => {
    const after = getComputedStyle(one, "::after");
    if (after.content !== "none" && after.position === "absolute") return one.closest(".row") ?? one;
    return (one.matches("input") && one.closest("label")) || one;
  };
  // A link among other words is as high as its line.
  const amongWords = (one) =>
    one.matches("a") && getComputedStyle(one).display === "inline" &&
    [...one.parentNode.childNodes].some((node) => node !== one && node.nodeType === Node.TEXT_NODE && /\w/.test(node.data));

  return {
    /** What moved while the page came in, without anybody's doing: more than the 0.1 that counts as good. */
    async moved() {
      await frame();
      await frame();
      const mine = shifts.filter((one) => !one.hadRecentInput);
      if (mine.reduce((sum, one) => sum + one.value, 0) <= 0.1) return [];
      return mine.map((one) =>
        `moved by ${one.value.toFixed(3)}: ${one.sources.map(({ node, previousRect: was, currentRect: is }) =>
          `${node?.nodeName} ${box(was)} → ${box(is)}`).join(" | ")}`);
    },
    /** Everything that waits one tap away is opened, so that it is looked at, too. */
    unfold() {
      for (const one of document.querySelectorAll("main details")) one.open = true;
    },
    headings() {
      const found = [...document.querySelectorAll("h1")].filter(seen);
      return found.length === 1 ? [] : [`${found.length} h1 instead of one`];
    },
    overTheEdge() {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const out = [...document.querySelectorAll("body *")].filter((one) => seen(one) && here(one).right > width + 1);
      return [`wider than ${width} px by ${document.documentElement.scrollWidth - width}`,
        ...out.slice(0, 4).map((one) => `ends at ${Math.round(here(one).right)}: ${named(one)}`)];
    },
    /** A finger needs 44 × 44; an answer 48 in height. */
    tooSmall() {
      return [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
        .filter((one) => seen(one) && !one.matches(".skip") && !amongWords(one))
        .map((one) => ({ one, box: here(target(one)), least: one.matches(".scale input, .ticks input") ? 48 : 44 }))
        .filter(({ box, least }) => box.width && (box.height < least - 0.5 || box.width < 44 - 0.5))
        .map(({ one, box }) => `${Math.round(box.width)} × ${Math.round(box.height)} to touch: ${named(one)}`);
    },
    async axe(rules) {
      const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
      const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false, ...only });
      return violations.map(({ id, help, nodes }) => {
        const [first] = nodes;
        const why = (first.failureSummary ?? "").split("\n").at(-1).trim();
        return `${id}: ${help} (${nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ")}) ${why}`;
      });
    },
  };
})();
