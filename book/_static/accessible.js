// What the theme's buttons and dialogs leave unsaid to those who listen to a page, and
// where the keyboard is after one of them was used.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const sidebar = document.getElementById("pst-primary-sidebar");
  const dialogs = {
    "pst-search-dialog": "Search",
    "pst-primary-sidebar-modal": "Contents of the book",
    "pst-secondary-sidebar-modal": "Contents of this page",
  };

  const tell = () => {
    for (const button of document.querySelectorAll(".theme-switch-button")) {
      button.setAttribute("aria-label", `Color mode: ${root.dataset.mode}`);
    }
    const shown = sidebar.checkVisibility({ visibilityProperty: true });
    for (const button of document.querySelectorAll(".primary-toggle")) {
      button.setAttribute("aria-expanded", shown);
    }
  };
  new MutationObserver(tell).observe(root, { attributeFilter: ["data-mode"] });
  sidebar.addEventListener("transitionend", tell);
  window.addEventListener("resize", tell);
  tell();

  const buttons = ".sidebar-toggle, .search-button__button, .theme-switch-button";
  let opener;
  const refocus = (event) => {
    const button = event.target.closest?.(buttons);
    if (!button) return;
    opener = button;
    // The theme takes the focus away from what was clicked.
    setTimeout(() => {
      tell();
      if (document.activeElement === document.body) button.focus();
    });
  };
  // On its way down, because the theme stops some clicks there.
  document.addEventListener("click", refocus, true);

  for (const [id, name] of Object.entries(dialogs)) {
    const dialog = document.getElementById(id);
    dialog?.setAttribute("aria-label", name);
    dialog?.addEventListener("close", () => {
      opener?.focus();
      opener = null;
    });
  }
});
