// The findings as the program wrote them: rows of texts, and of positions in a list of those texts that recur.
//
// Whatever comes from an invoice or an order book is put into the page as text, never as markup. Money is text with
// every digit; where figures have to be added up they are whole numbers of 10^-22 (BigInt), so no sum is off.

const data = JSON.parse(document.getElementById("findings-data").textContent);
const rows = data.rows;
const texts = data.texts;
const place = Object.fromEntries(data.columns.map((name, index) => [name, index]));

/** What a row says in a place. */
const text = (row, name) => {
    const value = row[place[name]];
    return typeof value === "string" ? value : texts[value];
};

const statusPlace = place.status;
const resolvedText = texts.indexOf("resolved");
/** Findings that are gone are listed once more and add nothing to a sum. */
const stands = (row) => row[statusPlace] !== resolvedText;

const PLACES = 22;
const CENT = 10n ** BigInt(PLACES - 2);
const knownUnits = new Map();

/** An amount as a whole number of 10^-22; `null` when there is none. */
function units(position) {
    if (position === 0) return null;
    let value = knownUnits.get(position);
    if (value === undefined) {
        const [whole, fraction = ""] = texts[position].split(".");
        value = BigInt(whole + fraction.padEnd(PLACES, "0"));
        knownUnits.set(position, value);
    }
    return value;
}

const grouped = (digits) => String(digits).replace(/\B(?=(\d{3})+$)/g, ",");

/** Money to the cent, halves away from zero, as the rest of the page shows it. */
function money(value) {
    const magnitude = value < 0n ? -value : value;
    const cents = (magnitude + CENT / 2n) / CENT;
    const sign = value < 0n ? "\u2212" : "";
    if (cents === 0n && value !== 0n) {
        return sign + "0." + String(magnitude).padStart(PLACES, "0").replace(/0+$/, "");
    }
    return sign + grouped(cents / 100n) + "." + String(cents % 100n).padStart(2, "0");
}

const signedMoney = (value) => (value > 0n ? "+" : "") + money(value);

/** A figure with every digit, for people. */
function exact(figure) {
    const [whole, fraction] = figure.split(".");
    const magnitude = grouped(whole.replace("-", "")) + (fraction === undefined ? "" : "." + fraction);
    return (whole.startsWith("-") ? "\u2212" : "") + magnitude;
}

/** `charged_not_ordered` as `Charged not ordered`. */
function words(code) {
    const spaced = code.replaceAll("_", " ");
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const counted = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

/** The customer's name, or the id where there is none. */
const customerOf = (row) => text(row, "customer") || text(row, "customerID");

/** An element; children that are no elements become text. */
function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
}

