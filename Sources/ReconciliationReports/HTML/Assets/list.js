// The list: only the rows in sight are in the page, so fifty thousand findings scroll like fifty.

const grid = document.getElementById("grid");
const canvas = document.getElementById("canvas");
const shown = document.getElementById("shown");
/** Column heads by which the list can be sorted. */
const heads = [...grid.querySelectorAll("[data-sort]")];
/** Severity, age and difference begin with the greatest. */
const ASCENDING = ["customer", "invoice"];
const narrow = matchMedia("(max-width: 46rem)");
const OVERSCAN = 8;
/** On paper a list of all would be a book. */
const PRINTED = 200;

/** The entry that the keyboard is at. */
let active = 0;
let framePending = false;

/** As the style sheet has it, in pixels: wide rows, and cards on a phone. */
const rowHeight = () => (narrow.matches ? 92 : 52);
const headHeight = () => (narrow.matches ? 0 : 36);

function rowElement(entry, position) {
    const attributes = { role: "row", id: `row-${position}`, "aria-rowindex": position + 2 };
    if (position === active) attributes.class = "active";
    const node = element("div", attributes);
    if (typeof entry === "number") node.append(...findingCells(rows[entry]));
    else node.append(groupCell(entry));
    if (typeof entry !== "number") {
        node.classList.add("group");
        node.setAttribute("aria-expanded", String(!folded.has(entry.id)));
    }
    node.style.transform = `translateY(${position * rowHeight()}px)`;
    return node;
}

function findingCells(row) {
    const severity = text(row, "severity");
    const difference = units(row[place.difference]);
    const amount = difference === null || difference === 0n
        ? [element("span", { class: "none" }, "\u2013")]
        : [`${signedMoney(difference)} `, element("small", {}, text(row, "currency"))];
    const decision = decisions.get(row[0]);
    const status = decision?.disposition ?? (text(row, "disposition") || text(row, "status"));
    const age = row[place.age] === 0 ? "today" : counted(row[place.age], "day");
    const since = decision ? "decided here" : stands(row) ? age : "";
    return [
        element("span", { role: "gridcell", class: `severity ${severity}` }, words(severity)),
        element("span", { role: "gridcell", class: "what" }, element("b", {}, words(text(row, "kind"))),
            element("small", {}, text(row, "explanation"))),
        element("span", { role: "gridcell", class: "who" }, element("bdi", {}, customerOf(row) || "\u2013"),
            element("small", {}, element("bdi", {}, text(row, "sku") || text(row, "product")))),
        element("span", { role: "gridcell", class: "where" }, text(row, "invoice") || "\u2013"),
        element("span", { role: "gridcell", class: "state" }, words(status),
            element("small", {}, since)),
        element("span", { role: "gridcell", class: "num worth" }, ...amount),
    ];
}

function groupCell(group) {
    return element("span", { role: "gridcell", "aria-colspan": "6" },
        element("b", {}, element("bdi", {}, group.label)), ` ${counted(group.members.length, "finding")} `,
        element("small", {}, sums(group.members)));
}

/** Puts the rows in sight into the page. */
function render() {
    framePending = false;
    const height = rowHeight();
    const first = Math.max(0, Math.floor(grid.scrollTop / height) - OVERSCAN);
    const last = Math.min(entries.length, Math.ceil((grid.scrollTop + grid.clientHeight) / height) + OVERSCAN);
    canvas.style.height = `${entries.length * height}px`;
    canvas.replaceChildren(...entries.slice(first, last).map((entry, offset) => rowElement(entry, first + offset)));
    if (active >= first && active < last) grid.setAttribute("aria-activedescendant", `row-${active}`);
    else grid.removeAttribute("aria-activedescendant");
}

function requestRender() {
    if (framePending) return;
    framePending = true;
    requestAnimationFrame(render);
}

/** After filters or order have changed: from the top. */
function show() {
    select();
    active = 0;
    grid.scrollTop = 0;
    grid.setAttribute("aria-rowcount", entries.length + 1);
    for (const head of heads) {
        const by = head.dataset.sort;
        const order = ASCENDING.includes(by) ? "ascending" : "descending";
        head.setAttribute("aria-sort", by === filters.elements.sort.value ? order : "none");
    }
    const money = sums(selected);
    const count = selected.length === rows.length
        ? counted(rows.length, "finding") : `${grouped(selected.length)} of ${counted(rows.length, "finding")}`;
    shown.textContent = money === "" ? count : `${count} \u2014 ${money}`;
    canvas.style.height = `${entries.length * rowHeight()}px`;
    render();
}

function moveTo(position) {
    if (entries.length === 0) return;
    active = Math.min(Math.max(position, 0), entries.length - 1);
    const [top, bottom] = [active * rowHeight(), (active + 1) * rowHeight() + headHeight()];
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom > grid.scrollTop + grid.clientHeight) grid.scrollTop = bottom - grid.clientHeight;
    render();
}

/** Opens a finding, folds or unfolds a group. */
function activate(position) {
    const entry = entries[position];
    if (entry === undefined) return;
    active = position;
    if (typeof entry === "number") {
        render();
        openFinding(position);
        return;
    }
    if (!folded.delete(entry.id)) folded.add(entry.id);
    arrange();
    grid.setAttribute("aria-rowcount", entries.length + 1);
    render();
}

function handleKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((grid.clientHeight - headHeight()) / rowHeight()) - 1);
    const moves = {
        ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0,
        End: entries.length - 1,
    };
    if (event.key in moves) moveTo(moves[event.key]);
    else if (event.key === "Enter" || event.key === " ") activate(active);
    else return;
    event.preventDefault();
}

/** Paper has no scrolling: the first rows of what is shown, one under the other. */
function renderForPrint() {
    canvas.style.height = "auto";
    const printed = entries.slice(0, PRINTED).map((entry, position) => rowElement(entry, position));
    canvas.replaceChildren(...printed);
    if (entries.length > PRINTED) {
        canvas.append(element("p", { class: "note" },
            `${grouped(entries.length - PRINTED)} more; discrepancies.csv has every finding.`));
    }
}

