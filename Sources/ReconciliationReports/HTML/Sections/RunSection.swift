internal import BillingModel

/// What was read by which rules, and what could not be used.
enum RunSection {
    /// Longer lists are cut with a word about the rest, which `run.json` has.
    private static let linesShown = 500

    static func markup(_ record: RunRecord) -> Markup {
        """
        <section id="run" aria-labelledby="run-title">
        <h2 id="run-title">This run</h2>
        \(notes(record.findings))
        <dl class="facts">
        <div><dt>Program</dt><dd>tieout \(record.toolVersion)</dd></div>
        <div><dt>As of</dt><dd>\(record.asOf)</dd></div>
        <div><dt>Read</dt><dd>\(record.provisional ? "not whole" : "whole")</dd></div>
        <div><dt>Exit status</dt><dd>\(record.exitStatus)</dd></div>
        \(Markup.join(record.counts) { count in
            "<div><dt>\(FigureText.words(count.name))</dt><dd>\(FigureText.count(count.value))</dd></div>\n"
        })<div class="wide"><dt>Rules, SHA-256</dt><dd><code>\(record.rulesDigest)</code></dd></div>
        </dl>
        \(sources(record.inputs))
        <p class="note">Money on this page is shown to the cent; \
        <code>discrepancies.csv</code>, <code>control-totals.csv</code> and each opened finding have every digit.</p>
        </section>
        """
    }

    private static func notes(_ findings: [Finding]) -> Markup {
        if findings.isEmpty { return "<p>Everything that was there could be read and used.</p>" }
        return """
            <h3>Notes on what was read</h3>
            <ul class="notes">
            \(Markup.join(findings.prefix(linesShown)) { finding in
                """
                <li><span class="weight \(finding.weight.rawValue)">\(finding.weight.rawValue)</span> \
                <code>\(finding.location)</code> \(finding.message)</li>

                """
            })\(rest(findings.count))</ul>
            """
    }

    private static func sources(_ inputs: [SourceDocument]) -> Markup {
        """
        <details><summary>\(FigureText.count(inputs.count, "source")) read</summary>
        <div class="scroll" role="region" aria-label="Sources" tabindex="0"><table class="grid">
        <thead><tr><th scope="col">Name</th><th scope="col" class="num">Bytes</th>\
        <th scope="col">SHA-256</th></tr></thead>
        <tbody>
        \(Markup.join(inputs.prefix(linesShown)) { input in
            """
            <tr><th scope="row">\(input.name)</th><td class="num">\(FigureText.count(input.byteCount))</td>\
            <td><code>\(input.digest)</code></td></tr>

            """
        })</tbody></table></div><ul class="notes">\(rest(inputs.count))</ul></details>
        """
    }

    private static func rest(_ count: Int) -> Markup {
        if count <= linesShown { return "" }
        return "<li>and \(FigureText.count(count - linesShown)) more, see <code>run.json</code></li>"
    }
}
