// One finding, opened: both sides, the arithmetic, the sources, what to do, and a reviewer's decision.

const dialog = document.getElementById("finding");
const body = document.getElementById("finding-body");
let opened = 0;

function openFinding(position) {
    opened = position;
    const row = rows[entries[position]];
    body.replaceChildren(heading(row), sides(row), section("What to do", element("p", {}, text(row, "action"))),
        reviewFields(row), arithmetic(row), subject(row), sources(row));
    document.getElementById("previous").disabled = step(-1) === null;
    document.getElementById("next").disabled = step(1) === null;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    document.getElementById("finding-title").focus();
}

/** The next finding in that direction, past group heads; `null` at the end. */
function step(direction) {
    for (let position = opened + direction; position >= 0 && position < entries.length; position += direction) {
        if (typeof entries[position] === "number") return position;
    }
    return null;
}

function section(title, ...content) {
    return element("section", {}, element("h3", {}, title), ...content);
}

function heading(row) {
    const difference = units(row[place.difference]);
    const facts = [
        `${words(text(row, "severity"))} severity`, words(text(row, "direction")), words(text(row, "status")),
        `first seen ${text(row, "firstSeen")}` + (row[place.age] > 0 ? `, ${counted(row[place.age], "day")} ago` : ""),
    ];
    if (row[place.provisional] === 1) facts.push("provisional: the invoice was not read whole");
    const node = element("header", {},
        element("h2", { id: "finding-title", tabindex: "-1" }, words(text(row, "kind"))),
        element("p", { class: "note" }, facts.join(" \u00b7 ")));
    if (difference !== null && difference !== 0n) {
        const amount = exact(text(row, "difference"));
        node.append(element("p", { class: `amount ${difference > 0n ? "over" : "under"}` },
            `${difference > 0n ? "+" : ""}${amount} ${text(row, "currency")}`));
    }
    node.append(element("p", {}, text(row, "explanation")));
    return node;
}

/** Expected beside billed; only lines that have something to say. */
function sides(row) {
    const lines = [
        ["Quantity", "expectedQuantity", "billedQuantity"], ["Unit price", "expectedPrice", "billedPrice"],
        ["Amount", "expected", "billed"],
    ].filter(([, left, right]) => text(row, left) !== "" || text(row, right) !== "");
    if (lines.length === 0) return "";
    const cell = (name) => element("td", { class: "num" }, text(row, name) === "" ? "\u2013" : exact(text(row, name)));
    const table = element("table", { class: "sides" },
        element("caption", { class: "hidden" }, "Expected and billed"),
        element("thead", {}, element("tr", {}, element("td"), element("th", { scope: "col", class: "num" }, "Expected"),
            element("th", { scope: "col", class: "num" }, "Billed"))),
        element("tbody", {}, ...lines.map(([label, left, right]) =>
            element("tr", {}, element("th", { scope: "row" }, label), cell(left), cell(right)))));
    if (text(row, "difference") !== "") {
        table.append(element("tfoot", {}, element("tr", {}, element("th", { scope: "row" }, "Billed less expected"),
            element("td"), cell("difference"))));
    }
    return table;
}

function arithmetic(row) {
    const steps = row[place.steps];
    if (steps.length === 0) return "";
    return section("Arithmetic", element("ol", { class: "steps" },
        ...steps.map((step) => element("li", {}, step))));
}

function subject(row) {
    const span = (from, until) => [text(row, from), text(row, until)].filter((day) => day !== "").join(" to ");
    const joined = (...names) =>
        [...new Set(names.map((name) => text(row, name)))].filter((part) => part !== "").join(", ");
    const reporting = text(row, "reportingDifference");
    const facts = [
        ["Customer", joined("customer", "customerID")], ["Invoice", joined("invoice", "document", "invoiceDate")],
        ["Billing period", span("periodStart", "periodEnd")],
        ["Order", [text(row, "order"), text(row, "line") && `line ${text(row, "line")}`].filter(Boolean).join(", ")],
        ["Found by", words(text(row, "matchedBy"))], ["Subscription", text(row, "subscription")],
        ["Product", joined("product", "sku")], ["Item", text(row, "item")], ["Charge", text(row, "chargeType")],
        ["Charged days", span("chargeStart", "chargeEnd")], ["Term", text(row, "term")],
        ["Billing cycle", words(text(row, "cycle"))],
        ["In reporting currency", reporting && `${exact(reporting)} ${text(row, "reportingCurrency")}`],
        ["Rule", text(row, "rule")], ["Id", row[0]],
    ].filter(([, value]) => value !== "");
    return section("What it is about", element("dl", { class: "subject" }, ...facts.map(([term, value]) =>
        element("div", {}, element("dt", {}, term), element("dd", {}, element("bdi", {}, value))))));
}

function sources(row) {
    const places = row[place.evidence];
    if (places.length === 0) return "";
    const list = element("ul", { class: "sources" });
    for (let index = 0; index < places.length; index += 2) {
        const line = places[index + 1];
        list.append(element("li", {}, element("code", {}, texts[places[index]]), line === "" ? "" : ` line ${line}`));
    }
    return section("Sources", list);
}

