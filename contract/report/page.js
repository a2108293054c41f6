"use strict";

// The filters of the findings. Their state is in the fragment of the page's address, so that a view can be linked.

const filters = document.getElementById("filters");
const groups = ["kind", "who", "section"];

// A row is a cause, with its number of findings; its text includes its places.
const rows = Array.from(document.querySelectorAll(".findings tr[data-kind]"), (element) => ({
  element,
  section: element.closest(".check"),
  count: Number(element.dataset.count),
  text: element.textContent.toLowerCase(),
  values: {
    kind: [element.dataset.kind],
    who: element.dataset.who.split(" "),
    section: [element.closest(".check").dataset.section],
  },
}));

function state() {
  const data = new FormData(filters);
  return {
    chosen: Object.fromEntries(groups.map((group) => [group, data.getAll(group)])),
    words: data.get("text").toLowerCase().split(/\s+/),
  };
}

// Returns true when a row is visible; `except` is a group of filters to ignore.
function matches(row, { chosen, words }, except) {
  return (
    groups.every(
      (group) =>
        group === except || !chosen[group].length || chosen[group].some((value) => row.values[group].includes(value)),
    ) &&
    words.every((word) => row.text.includes(word))
  );
}

function total(counted) {
  return counted.reduce((sum, row) => sum + row.count, 0);
}

const everything = total(rows);

function apply() {
  const now = state();
  for (const row of rows) row.element.hidden = !matches(row, now);
  const seen = rows.filter((row) => !row.element.hidden);
  for (const body of document.querySelectorAll(".findings tbody")) {
    body.hidden = !body.querySelector("tr[data-kind]:not([hidden])");
  }

  // Each box shows the number of findings that the other groups of filters select.
  for (const box of filters.querySelectorAll("[type=checkbox]")) {
    const has = (row) => row.values[box.name].includes(box.value);
    const count = total(rows.filter((row) => has(row) && matches(row, now, box.name)));
    box.closest("label").querySelector(".count").textContent = count;
  }
  for (const section of document.querySelectorAll(".check")) {
    const all = total(rows.filter((row) => row.section === section));
    const shown = total(seen.filter((row) => row.section === section));
    section.querySelector(".count").textContent = shown < all ? `${shown} of ${all}` : all || "";
    section.hidden = seen.length < rows.length && !shown && !section.classList.contains("is-could_not_run");
  }
  document.getElementById("shown").textContent = `${total(seen)} of ${everything} findings`;
  document.getElementById("nothing").hidden = seen.length > 0;
}

function changed() {
  const kept = Array.from(new FormData(filters)).filter(([, value]) => value);
  history.replaceState(null, "", `#findings?${new URLSearchParams(kept)}`);
  apply();
}

function restore(query) {
  const wanted = new URLSearchParams(query);
  filters.elements.text.value = wanted.get("text") ?? "";
  for (const box of filters.querySelectorAll("[type=checkbox]")) {
    box.checked = wanted.getAll(box.name).includes(box.value);
  }
  apply();
}

function follow() {
  const [place, query] = location.hash.slice(1).split("?");
  const target = document.getElementById(place);
  if (query !== undefined) restore(query);
  else if (target?.closest("[hidden]")) restore("");
  else if (!target?.closest("details:not([open])")) return; // the browser has scrolled there already
  for (let folded = target; (folded = folded?.closest("details:not([open])")); ) folded.open = true;
  target?.scrollIntoView();
}

if (rows.length) {
  filters.hidden = false;
  filters.addEventListener("input", changed);
  filters.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    filters.reset();
    changed();
  });
  addEventListener("hashchange", follow);
  apply();
  follow();
}
