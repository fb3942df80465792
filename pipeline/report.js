"use strict";
const payload = JSON.parse(document.getElementById("payload").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const select = document.getElementById("outlet");

function rowsFor(name) {
  const rows = payload[name].rows;
  return select.value === "" ? rows : rows.filter((row) => !("outlet" in row) || row.outlet === select.value);
}

function show() {
  const drawn = Object.keys(payload).map((name) => {
    const place = document.querySelector("#" + name + " .chart");
    const spec = { ...payload[name].spec, datasets: { rows: rowsFor(name) } };
    // The interpreter instead of generated code: the page's policy forbids eval.
    const options = { ast: true, actions: false, renderer: "svg", theme: dark.matches ? "dark" : undefined };
    options.config = { background: "transparent" };
    return payload[name].rows.length ? window.draw(place, spec, options) : null;
  });
  return Promise.all(drawn).then(() => document.body.setAttribute("data-drawn", select.value || "all"));
}

select.addEventListener("change", show);
dark.addEventListener("change", show);
show();
