"use strict";
const payload = JSON.parse(document.getElementById("payload").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 36rem)");
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
    const line = getComputedStyle(document.documentElement).getPropertyValue("--line");
    options.config = { background: "transparent", axis: { gridColor: line, domainColor: line, tickColor: line } };
    if (narrow.matches) options.config.legend = { orient: "bottom", columns: 1 };
    return payload[name].rows.length ? window.draw(place, spec, options) : null;
  });
  return Promise.all(drawn).then(() => document.body.setAttribute("data-drawn", select.value || "all"));
}

select.addEventListener("change", show);
for (const query of [dark, narrow]) query.addEventListener("change", show);
show();
