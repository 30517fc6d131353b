// A guess before the look: what a form names stays covered until a guess is made or the
// reader asks to see it. Without this script nothing is covered and the answer is folded.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form.predict")) {
    const answer = form.querySelector("details");
    const told = form.querySelector(".predict-told");
    const number = form.querySelector("[data-measured]");
    const covered = targets(form);
    for (const one of covered) {
      one.classList.add("predict-covered");
      one.inert = true;
    }
    form.classList.add("predict-live");

    const show = () => {
      answer.open = true;
      form.classList.remove("predict-live");
      for (const one of covered) {
        one.classList.remove("predict-covered");
        one.inert = false;
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.querySelector("input:checked");
      const guess = number && parse(number.value);
      if (number ? Number.isNaN(guess) : !chosen) {
        told.textContent = number ? "Type a number first." : "Choose one first.";
        (number ?? form.querySelector("input")).focus();
        return;
      }
      told.textContent = number
        ? compare(guess, parse(number.dataset.measured))
        : "right" in chosen.dataset ? "So it is." : "It was another.";
      if (chosen) {
        answer.querySelectorAll(".predict-said")[chosen.value].classList.add("guessed");
      }
      show();
    });
    form.querySelector("button[type=button]").addEventListener("click", show);
    answer.addEventListener("toggle", () => { if (answer.open) show(); });
    addEventListener("beforeprint", () => { answer.open = true; });
  }

  // Who follows a link to what is covered wants to see it.
  const linked = () => {
    const found = location.hash && document.getElementById(location.hash.slice(1));
    const inside = found && found.closest(".predict-covered");
    if (!inside) return;
    for (const form of document.querySelectorAll("form.predict")) {
      if (targets(form).includes(inside)) form.querySelector("button[type=button]").click();
    }
  };
  addEventListener("hashchange", linked);
  linked();

  function targets(form) {
    const names = form.dataset.covers.split(" ").filter(Boolean);
    return names.map((name) => {
      if (name !== "paragraph") return document.getElementById(name);
      let next = form.nextElementSibling;
      while (next && next.tagName !== "P") next = next.nextElementSibling;
      return next;
    }).filter(Boolean);
  }

  function parse(text) {
    const plain = text.replaceAll("−", "-").replaceAll(/[\s%]/g, "").replace(",", ".");
    return plain === "" ? NaN : Number(plain);
  }

  function compare(guess, measured) {
    if (guess === measured) return `You said ${guess}, and so it is.`;
    const ratio = guess / measured;
    if (!(ratio > 0)) return `You said ${guess}; measured, ${measured}.`;
    const factor = Math.max(ratio, 1 / ratio);
    const size = factor < 1.995 ? `${Math.round(100 * Math.abs(ratio - 1))}%`
      : `a factor of ${factor.toPrecision(2)}`;
    return `You said ${guess}, ${size} ${ratio > 1 ? "above" : "below"} the ${measured} measured.`;
  }
});
