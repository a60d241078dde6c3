internal import BillingModel

/// The frame that the page's script fills with findings.
enum FindingsSection {
    static func markup(listed: Int, of count: Int) -> Markup {
        """
        <section id="findings" aria-labelledby="findings-title">
        <h2 id="findings-title">Findings</h2>
        \(count == 0 ? none : withoutScript)
        \(omitted(count - listed))
        <div id="workbench" hidden>
        <form id="filters" role="search" aria-label="Findings">
        <label class="wide">Search <input type="search" name="text" autocomplete="off" spellcheck="false" \
        placeholder="customer, product, order, invoice, id"></label>
        \(select("severity", "Severity"))\(select("status", "Status"))\(select("kind", "Class"))\
        \(select("currency", "Currency"))\(select("customer", "Customer"))\
        <label>Group by <select name="group"><option value="">nothing</option>\
        <option value="customer">customer</option><option value="kind">class</option><option value="invoice">invoice</option></select></label>
        <label>Sort by <select name="sort"><option value="">severity and class</option>\
        <option value="rank">difference, largest first</option><option value="age">age, oldest first</option>\
        <option value="customer">customer</option><option value="invoice">invoice</option></select></label>
        <button type="reset">Clear</button>
        </form>
        <p id="shown" role="status"></p>
        <div id="grid" role="grid" tabindex="0" aria-labelledby="findings-title" aria-describedby="grid-keys">
        <div role="rowgroup" class="head"><div role="row" aria-rowindex="1"><span role="columnheader" data-sort="">Severity</span>\
        <span role="columnheader">Finding</span><span role="columnheader" data-sort="customer">Customer</span>\
        <span role="columnheader" data-sort="invoice">Invoice</span><span role="columnheader" data-sort="age">Status</span>\
        <span role="columnheader" class="num" data-sort="rank">Difference</span></div></div>
        <div role="rowgroup" id="viewport"><div id="canvas" role="presentation"></div></div>
        </div>
        <p class="note" id="grid-keys">Arrow keys move, Enter opens a finding or folds a group.</p>
        <div class="review"><p id="decided" role="status">No decisions yet.</p>\
        <label for="bulk">All shown</label><select id="bulk"></select>\
        <button type="button" id="decide-all">Apply</button>\
        <button type="button" id="export" disabled>Export decisions.csv</button></div>
        <p class="note">Decisions live in this page until they are exported; nothing is stored or sent. \
        <code>tieout review decisions.csv</code> takes them in.</p>
        </div>
        </section>
        """
    }

    private static let none: Markup =
        "<p>There is none: nothing stands, and nothing was resolved since the last run.</p>"

    private static let withoutScript: Markup = """
        <p class="note without-script">The list of findings needs JavaScript, which this browser does not run here. \
        <code>discrepancies.csv</code> in the same folder has every one of them. The figures on this page are \
        complete without it.</p>
        """

    /// Where a finding opens.
    static let dialog: Markup = """
        <dialog id="finding" aria-labelledby="finding-title"><div id="finding-body"></div>
        <footer><button type="button" id="previous">Previous</button><button type="button" id="next">Next</button>\
        <button type="button" id="close">Close</button></footer></dialog>
        """

    private static func select(_ name: StaticString, _ label: StaticString) -> Markup {
        """
        <label>\(label) <select name="\(name)"><option value="">all</option></select></label>
        """
    }

    private static func omitted(_ count: Int) -> Markup {
        if count == 0 { return "" }
        return """
            <p class="notice">\(FigureText.count(count, "finding")) at the end of the reports\u{2019} order, least severe, \
            not listed here: counted in every figure above, and in <code>discrepancies.csv</code>.</p>
            """
    }
}
