// Search, copy buttons, the choice of colours, and the mark of the section that is read. Everything else is HTML and CSS.
"use strict";

const root = document.documentElement;
const up = document.currentScript.src.replace(/site\.js.*$/, "");

// ------------------------------------------------------------ colours, before anything is painted

const remembered = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;

function setUpTheme() {
  const button = document.querySelector(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* Then it lasts for this page. */ }
    show();
  });
  system.addEventListener("change", show);
  show();
}

// ------------------------------------------------------------ code and headings

function setUpPage() {
  for (const block of document.querySelectorAll(".code")) {
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").innerText + "\n");
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(block.querySelector("code"));
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.append(button);
  }
  const current = document.querySelector("#menu [aria-current]");
  if (current) current.closest("nav").scrollTop = current.offsetTop - innerHeight / 3;
  const entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.getAttribute("href").slice(1), link]));
  const seen = new IntersectionObserver(() => {
    const above = [...entries.keys()].filter((id) => document.getElementById(id).getBoundingClientRect().top < 120);
    for (const [id, link] of entries) {
      if (id === above.at(-1)) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "0px 0px -60% 0px", threshold: [0, 1] });
  for (const id of entries.keys()) seen.observe(document.getElementById(id));
}

// ------------------------------------------------------------ search

let loading;
const loadIndex = () => loading ??= new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = `${up}search-index.js`;
  script.onload = () => {
    for (const entry of searchIndex.entries) {
      const [page, , title, text] = entry;
      entry.push(title.toLowerCase(), text.toLowerCase(), searchIndex.pages[page][1].toLowerCase());
    }
    done(searchIndex);
  };
  script.onerror = failed;
  document.head.append(script);
});

// Names and titles first: as a whole, then from their beginning or that of one of their words, then anywhere, then the text.
function rank(entry, terms, whole) {
  const [, anchor, , , title, text, page] = entry;
  let points = 0;
  if (title === whole) points += 400;
  else if (title.endsWith(`.${whole}`)) points += 300;
  else if (title.startsWith(whole)) points += 200;
  for (const term of terms) {
    const at = title.indexOf(term);
    if (at === 0 || (at > 0 && /[^a-z0-9]/.test(title[at - 1]))) points += 60;
    else if (at > 0) points += 30;
    else if (page.includes(term)) points += 12;
    else if (text.includes(term)) points += 4;
    else return 0;
  }
  // Of two titles alike, the one of a whole page, and the shorter one.
  return points + (anchor ? 0 : 8) - Math.min(title.length, 60) / 20;
}

function find(index, query) {
  const whole = query.trim().toLowerCase().replace(/^client\.|^opencode_sessions\./, "").replace(/\(.*$/, "");
  const terms = whole.split(/\s+/).filter(Boolean);
  if (!terms.length) return [];
  return index.entries
    .map((entry) => [rank(entry, terms, whole), entry])
    .filter(([points]) => points > 0)
    .sort((one, other) => other[0] - one[0])
    .slice(0, 20)
    .map(([, entry]) => ({ entry, terms }));
}

function marked(text, terms) {
  const pieces = document.createDocumentFragment();
  const pattern = new RegExp(`(${terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
  text.split(pattern).forEach((piece, number) => {
    const node = number % 2 ? document.createElement("mark") : document.createTextNode(piece);
    if (number % 2) node.textContent = piece;
    pieces.append(node);
  });
  return pieces;
}

function excerpt(entry, terms) {
  const [, , title, text, , lower] = entry;
  const isNamed = terms.every((term) => title.toLowerCase().includes(term));
  const at = isNamed ? 0 : Math.max(0, Math.min(...terms.map((term) => lower.indexOf(term)).filter((each) => each >= 0), text.length));
  const begin = at < 60 || at >= text.length ? 0 : text.lastIndexOf(" ", at - 40) + 1;
  return `${begin ? "… " : ""}${text.slice(begin, begin + 160)}${text.length > begin + 160 ? " …" : ""}`;
}

function setUpSearch() {
  const input = document.getElementById("query");
  const list = document.getElementById("results");
  let chosen = -1;
  input.closest("search").hidden = false;

  const options = () => [...list.querySelectorAll("a")];
  const choose = (number) => {
    const all = options();
    chosen = all.length ? (number + all.length) % all.length : -1;
    all.forEach((each, at) => each.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const show = async () => {
    const query = input.value;
    if (!query.trim()) return close();
    let found;
    try { found = find(await loadIndex(), query); } catch { found = null; }
    if (query !== input.value) return;
    list.replaceChildren(...(found ?? []).map(({ entry, terms }, number) => {
      const [page, anchor, title] = entry;
      const [path, pageTitle, section] = searchIndex.pages[page];
      const link = document.createElement("a");
      link.id = `result-${number}`;
      link.role = "option";
      link.tabIndex = -1;
      link.href = up + path + (anchor ? `#${anchor}` : "");
      const name = document.createElement("b");
      name.append(marked(title, terms));
      const where = document.createElement("small");
      where.textContent = title === pageTitle ? section : `${section} › ${pageTitle}`;
      const text = document.createElement("span");
      text.append(marked(excerpt(entry, terms), terms));
      link.append(where, name, text);
      return link;
    }));
    if (!list.children.length) {
      const nothing = document.createElement("p");
      nothing.textContent = found ? "Nothing found." : "The search index cannot be read.";
      list.append(nothing);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(0);
  };

  input.addEventListener("focus", () => { loadIndex().catch(() => {}); if (input.value) show(); });
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && options()[chosen]) {
      event.preventDefault();
      const link = options()[chosen];
      close();
      input.blur();
      link.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) input.blur();
      close();
    }
  });
  list.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest("search")) close(); });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

document.addEventListener("DOMContentLoaded", () => { setUpTheme(); setUpPage(); setUpSearch(); });
