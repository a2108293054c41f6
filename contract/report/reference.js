"use strict";

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
