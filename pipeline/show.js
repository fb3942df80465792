"use strict";
const cards = [...document.querySelectorAll(".card")];
const pieces = [...document.querySelectorAll(".piece")];
const claims = (piece) => piece.dataset.claims.trim().split(" ");

function light(numbers) {
  for (const card of cards) card.classList.toggle("lit", numbers.includes(card.id.slice(6)));
  for (const piece of pieces) piece.classList.toggle("lit", claims(piece).some((number) => numbers.includes(number)));
}

const wide = matchMedia("(min-width: 56.01rem)");

function show(piece) {
  const own = claims(piece).at(-1);
  light([own]);
  const card = document.getElementById("claim-" + own);
  // Beside the text the list scrolls alone; on a narrow screen it stands below, so the card comes to the reader.
  if (wide.matches) card.scrollIntoView({ block: "nearest" });
  return card;
}

function lift(card) {
  for (const each of cards) each.classList.toggle("lifted", each === card && !wide.matches);
}

for (const piece of pieces) {
  piece.addEventListener("mouseenter", () => show(piece));
  piece.addEventListener("mouseleave", () => light([]));
  piece.addEventListener("focus", () => show(piece));
  piece.addEventListener("click", (event) => {
    event.stopPropagation();
    lift(show(piece));
  });
  piece.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show(piece).focus();
    }
  });
}
document.addEventListener("click", () => lift(null));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") lift(null);
});
for (const card of cards) {
  for (const name of ["mouseenter", "focus"]) card.addEventListener(name, () => light([card.id.slice(6)]));
  card.addEventListener("mouseleave", () => light([]));
}

document.getElementById("removed").addEventListener("change", (event) => {
  document.body.classList.toggle("hide-removed", !event.target.checked);
});

function filter() {
  lift(null);
  const shown = new Set([...document.querySelectorAll(".kind-filter:checked")].map((box) => box.value));
  for (const card of cards) card.hidden = !shown.has(card.dataset.kind);
  for (const piece of pieces) {
    piece.classList.toggle("off", document.getElementById("claim-" + claims(piece).at(-1)).hidden);
  }
}
for (const box of document.querySelectorAll(".kind-filter")) box.addEventListener("change", filter);
