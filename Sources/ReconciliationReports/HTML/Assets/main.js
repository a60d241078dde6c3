// Everything is there: fill the filters, show the list, listen.

fillFilters();
document.getElementById("workbench").hidden = rows.length === 0;
for (const note of document.querySelectorAll(".without-script")) note.remove();
show();

let typing = 0;
filters.addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(show, event.target.name === "text" ? 120 : 0);
});
filters.addEventListener("reset", () => setTimeout(show));
filters.addEventListener("submit", (event) => event.preventDefault());

// The heads of columns repeat what "Sort by" offers, for the mouse.
for (const head of heads) {
    head.addEventListener("click", () => {
        filters.elements.sort.value = head.dataset.sort;
        show();
    });
}
grid.addEventListener("scroll", requestRender, { passive: true });
grid.addEventListener("keydown", handleKey);
grid.addEventListener("click", (event) => {
    const row = event.target.closest("#canvas [role=row]");
    if (row && getSelection().isCollapsed) activate(Number(row.id.slice(4)));
});
new ResizeObserver(requestRender).observe(grid);
narrow.addEventListener("change", render);
addEventListener("beforeprint", renderForPrint);
addEventListener("afterprint", render);

/** Goes to a neighbour, or stays at the end. */
function goTo(direction) {
    const position = step(direction);
    if (position === null) return;
    moveTo(position);
    openFinding(position);
}

document.getElementById("previous").addEventListener("click", () => goTo(-1));
document.getElementById("next").addEventListener("click", () => goTo(1));
document.getElementById("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
});
dialog.addEventListener("close", () => {
    body.replaceChildren();
    render();
    grid.focus({ preventScroll: true });
});

const bulk = document.getElementById("bulk");
bulk.append(...dispositionOptions());
document.getElementById("decide-all").addEventListener("click", () => decideAll(bulk.value));
document.getElementById("export").addEventListener("click", exportDecisions);
addEventListener("beforeunload", (event) => {
    if (undelivered) event.preventDefault();
});
