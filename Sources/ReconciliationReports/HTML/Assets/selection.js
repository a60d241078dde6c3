// Which findings are shown, in which order, in which groups.

const filters = document.getElementById("filters");
const SELECTS = ["severity", "status", "kind", "currency"];

/** Rows as positions, and group heads; what the list shows. */
let entries = [];
/** The rows behind the entries, folded groups too. */
let selected = [];
const folded = new Set();

const customerKey = (row) => row[place.customerID] || row[place.customer];

/** Fills a filter with the values that occur, each with its number of findings. */
function fillSelect(name, keyOf, labelOf, order) {
    const counts = new Map();
    for (const row of rows) {
        const key = keyOf(row);
        const known = counts.get(key);
        if (known) known.count += 1;
        else counts.set(key, { key, label: labelOf(row), count: 1 });
    }
    const options = [...counts.values()].filter((option) => option.label !== "").sort(order);
    filters.elements[name].append(...options.map((option) =>
        element("option", { value: option.key }, `${option.label} (${grouped(option.count)})`)));
}

function fillFilters() {
    const byPosition = () => 0;
    const collator = new Intl.Collator("en");
    const byLabel = (a, b) => collator.compare(a.label, b.label);
    for (const name of SELECTS) {
        const label = name === "currency" ? (row) => text(row, name) : (row) => words(text(row, name));
        fillSelect(name, (row) => row[place[name]], label, name === "currency" ? byLabel : byPosition);
    }
    fillSelect("customer", customerKey, customerOf, byLabel);
}

let haystacks = null;

/** Everything of a finding that a person might look for, in small letters; made at the first search. */
function haystack(index) {
    const row = rows[index];
    return [
        row[0], customerOf(row), text(row, "customerID"), text(row, "product"), text(row, "sku"), text(row, "item"),
        text(row, "order"), text(row, "subscription"), text(row, "invoice"), words(text(row, "kind")),
        text(row, "kind"), text(row, "explanation"), text(row, "difference"), text(row, "note"),
    ].join("\n").toLowerCase();
}

/** The place of each text of a column when its texts are sorted as people sort names. */
const nameOrders = new Map();
function nameOrder(name, keyOf, labelOf) {
    if (!nameOrders.has(name)) {
        const labels = new Map(rows.map((row) => [keyOf(row), labelOf(row)]));
        const compare = new Intl.Collator("en", { numeric: true }).compare;
        const sorted = [...labels].sort((a, b) => compare(a[1], b[1]));
        nameOrders.set(name, new Map(sorted.map(([key], index) => [key, index])));
    }
    return nameOrders.get(name);
}

/** Sorts positions; equal ones stay in the order of the reports. */
function sortSelected(by) {
    if (by === "rank") {
        selected.sort((a, b) => rows[a][place.rank] - rows[b][place.rank]);
    } else if (by === "age") {
        selected.sort((a, b) => rows[b][place.age] - rows[a][place.age] || a - b);
    } else if (by !== "") {
        const keyOf = by === "customer" ? customerKey : (row) => row[place[by]];
        const order = nameOrder(by, keyOf, by === "customer" ? customerOf : (row) => text(row, by));
        selected.sort((a, b) => order.get(keyOf(rows[a])) - order.get(keyOf(rows[b])) || a - b);
    }
}

/** Works out anew what is shown. */
function select() {
    const wanted = filters.elements;
    const needles = wanted.text.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    if (needles.length > 0 && haystacks === null) haystacks = rows.map((_, index) => haystack(index));
    const tests = SELECTS.filter((name) => wanted[name].value !== "")
        .map((name) => [place[name], Number(wanted[name].value)]);
    const customer = wanted.customer.value === "" ? null : Number(wanted.customer.value);
    selected = [];
    for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index];
        if (!tests.every(([position, value]) => row[position] === value)) continue;
        if (customer !== null && customerKey(row) !== customer) continue;
        if (!needles.every((needle) => haystacks[index].includes(needle))) continue;
        selected.push(index);
    }
    sortSelected(wanted.sort.value);
    arrange();
}

/** Puts the selected rows into groups, which come in the order of their first rows. */
function arrange() {
    const by = filters.elements.group.value;
    if (by === "") {
        entries = selected;
        return;
    }
    const keyOf = by === "customer" ? customerKey : (row) => row[place[by]];
    const groups = new Map();
    for (const index of selected) {
        const key = keyOf(rows[index]);
        if (groups.has(key)) groups.get(key).push(index);
        else groups.set(key, [index]);
    }
    entries = [];
    for (const [key, members] of groups) {
        const id = `${by}-${key}`;
        entries.push({ id, label: groupLabel(by, rows[members[0]]), members });
        if (!folded.has(id)) for (const index of members) entries.push(index);
    }
}

function groupLabel(by, row) {
    const label = by === "customer" ? customerOf(row) : by === "kind" ? words(text(row, by)) : text(row, by);
    return label || `No ${by}`;
}

/** Differences of standing findings by currency, above and below zero apart, as one line. */
function sums(indices) {
    const byCurrency = new Map();
    for (const index of indices) {
        const row = rows[index];
        const difference = units(row[place.difference]);
        if (difference === null || difference === 0n || !stands(row)) continue;
        const currency = text(row, "currency");
        const sum = byCurrency.get(currency) ?? { above: 0n, below: 0n };
        if (difference > 0n) sum.above += difference;
        else sum.below += difference;
        byCurrency.set(currency, sum);
    }
    return [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) =>
        [currency, sum.above ? signedMoney(sum.above) : "", sum.below ? money(sum.below) : ""]
            .filter((part) => part !== "").join("\u00a0")).join(" \u00b7 ");
}

