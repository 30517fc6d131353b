// Paper is white: a page that is read in the dark is printed in the light. And it cannot
// be clicked: what was measured for a claim is printed with it.
(() => {
  const root = document.documentElement;
  let theme, folded;
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    folded = document.querySelectorAll("details.claim:not([open])");
    for (const claim of folded) claim.open = true;
  });
  addEventListener("afterprint", () => {
    root.dataset.theme = theme;
    for (const claim of folded) claim.open = false;
  });
})();
