// Decisions of a reviewer: kept in this page, written out as the decisions.csv that `tieout review` takes.

/** By finding id: disposition and note. */
const decisions = new Map();
let undelivered = false;

const DISPOSITIONS = ["accepted", "disputed", "awaiting_credit", "open"];
const LONGEST_NOTE = 2000;

function decide(row, disposition, note) {
    if (disposition === "" && note === "") decisions.delete(row[0]);
    else decisions.set(row[0], { disposition: disposition || "open", note, amount: text(row, "difference") });
}

/** One decision for every standing finding that is shown; notes stay. */
function decideAll(disposition) {
    for (const index of selected) {
        const row = rows[index];
        if (!stands(row)) continue;
        if (disposition === "") decisions.delete(row[0]);
        else decide(row, disposition, decisions.get(row[0])?.note ?? text(row, "note"));
    }
    decided();
    render();
}

function decided() {
    undelivered = decisions.size > 0;
    tellDecisions();
}

function tellDecisions() {
    document.getElementById("decided").textContent = decisions.size === 0
        ? "No decisions yet." : `${counted(decisions.size, "decision")}${undelivered ? " to export." : " exported."}`;
    document.getElementById("export").disabled = decisions.size === 0;
}

const dispositionOptions = () => [["", "not decided"], ...DISPOSITIONS.map((name) => [name, words(name)])]
    .map(([value, label]) => element("option", { value }, label));

/** Choice and note for one finding, with what was decided before. What is resolved needs no decision. */
function reviewFields(row) {
    if (!stands(row)) return "";
    const known = decisions.get(row[0]);
    const choice = element("select", { id: "disposition" }, ...dispositionOptions());
    choice.value = known?.disposition ?? text(row, "disposition");
    const note = element("textarea", { id: "decision-note", rows: "2", maxlength: LONGEST_NOTE });
    note.value = known?.note ?? text(row, "note");
    const keep = () => {
        decide(row, choice.value, note.value.trim());
        decided();
    };
    choice.addEventListener("input", keep);
    note.addEventListener("input", keep);
    return section("Review", element("div", { class: "decision" },
        element("label", { for: "disposition" }, "Disposition"), choice,
        element("label", { for: "decision-note" }, "Note"), note));
}

/** RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe, as in the program's own reports. */
function cell(value) {
    const plain = /^[+-]\d+(\.\d+)?$/.test(value);
    const guarded = !plain && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function decisionsCSV() {
    const lines = [["discrepancy_id", "disposition", "note", "amount"]];
    for (const row of rows) {
        const decision = decisions.get(row[0]);
        if (decision) lines.push([row[0], decision.disposition, decision.note, decision.amount]);
    }
    return lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
}

function exportDecisions() {
    const address = URL.createObjectURL(new Blob([decisionsCSV()], { type: "text/csv" }));
    element("a", { href: address, download: "decisions.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    undelivered = false;
    tellDecisions();
}

