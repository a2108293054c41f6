"use strict";

// The filters of the findings. Their state is the fragment of the page's address, so that what is seen can be linked.

const filters = document.getElementById("filters");
const hideAccepted = filters.elements.accepted;
const groups = ["level", "who", "section"];

const rows = Array.from(document.querySelectorAll(".findings tbody tr"), (element) => ({
  element,
  section: element.closest(".check"),
  accepted: element.classList.contains("accepted"),
  text: element.textContent.toLowerCase(),
  values: {
    level: [element.dataset.level],
    who: element.dataset.who.split(" "),
    section: [element.closest(".check").dataset.section],
  },
}));

function state() {
  const data = new FormData(filters);
  return {
    chosen: Object.fromEntries(groups.map((group) => [group, data.getAll(group)])),
    words: data.get("text").toLowerCase().split(/\s+/),
    hide: data.has("accepted"),
  };
}

// Whether a row is to be seen; `except` is a group of filters that does not count.
function matches(row, { chosen, words, hide }, except) {
  return (
    groups.every(
      (group) =>
        group === except || !chosen[group].length || chosen[group].some((value) => row.values[group].includes(value)),
    ) &&
    words.every((word) => row.text.includes(word)) &&
    !(row.accepted && hide && except !== "accepted")
  );
}

function apply() {
  const now = state();
  for (const row of rows) row.element.hidden = !matches(row, now);
  const seen = rows.filter((row) => !row.element.hidden);

  // A box says how many there would be if only the other groups counted.
  for (const box of filters.querySelectorAll("[type=checkbox]")) {
    const has = (row) => (box === hideAccepted ? row.accepted : row.values[box.name].includes(box.value));
    const count = rows.filter((row) => has(row) && matches(row, now, box.name)).length;
    box.closest("label").querySelector(".count").textContent = count;
  }
  for (const section of document.querySelectorAll(".check")) {
    const all = rows.filter((row) => row.section === section).length;
    const shown = seen.filter((row) => row.section === section).length;
    section.querySelector(".count").textContent = shown < all ? `${shown} of ${all}` : all || "";
    section.hidden = seen.length < rows.length && !shown && !section.classList.contains("is-could_not_run");
  }
  document.getElementById("shown").textContent = `${seen.length} of ${rows.length} findings`;
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
  else return; // the browser is there already
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

// The search in the reference: by the names of operations, their paths, schemas and fields.

const search = document.getElementById("search");
const entries = Array.from(document.querySelectorAll(".contents li"), (element) => {
  const link = element.querySelector("a");
  const target = document.getElementById(link.hash.slice(1));
  const named = target.querySelectorAll("[id], h4, .route");
  const names = Array.from(named, (place) => place.id || place.textContent);
  return { element, link, text: names.join(" ").toLowerCase() };
});

function find() {
  const words = search.elements[0].value.toLowerCase().split(/\s+/);
  for (const { element, text } of entries) element.hidden = !words.every((word) => text.includes(word));
  for (const list of document.querySelectorAll(".contents ul")) {
    list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
  }
  document.getElementById("unfound").hidden = entries.some(({ element }) => !element.hidden);
}

search.hidden = false;
search.addEventListener("input", find);
search.addEventListener("submit", (event) => {
  event.preventDefault();
  entries.find(({ element }) => !element.hidden)?.link.click();
});
