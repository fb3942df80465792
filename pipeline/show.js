"use strict";
const cards = [...document.querySelectorAll(".card")];
const pieces = [...document.querySelectorAll(".piece")];
const claims = (piece) => piece.dataset.claims.trim().split(" ");

function light(numbers) {
  for (const card of cards) card.classList.toggle("lit", numbers.includes(card.id.slice(6)));
  for (const piece of pieces) piece.classList.toggle("lit", claims(piece).some((number) => numbers.includes(number)));
}

function open(piece) {
  const own = claims(piece).at(-1);
  light([own]);
  const card = document.getElementById("claim-" + own);
  card.scrollIntoView({ block: "nearest" });
  return card;
}

for (const piece of pieces) {
  piece.addEventListener("mouseenter", () => light([claims(piece).at(-1)]));
  piece.addEventListener("mouseleave", () => light([]));
  piece.addEventListener("focus", () => open(piece));
  piece.addEventListener("click", () => open(piece));
  piece.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(piece).focus();
    }
  });
}
for (const card of cards) {
  for (const name of ["mouseenter", "focus"]) card.addEventListener(name, () => light([card.id.slice(6)]));
  card.addEventListener("mouseleave", () => light([]));
}

document.getElementById("removed").addEventListener("change", (event) => {
  document.body.classList.toggle("hide-removed", !event.target.checked);
});

function filter() {
  const shown = new Set([...document.querySelectorAll(".kind-filter:checked")].map((box) => box.value));
  for (const card of cards) card.hidden = !shown.has(card.dataset.kind);
  for (const piece of pieces) {
    piece.classList.toggle("off", document.getElementById("claim-" + claims(piece).at(-1)).hidden);
  }
}
for (const box of document.querySelectorAll(".kind-filter")) box.addEventListener("change", filter);
