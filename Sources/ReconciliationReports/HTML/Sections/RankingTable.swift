internal import BillingModel

/// Customers or products with the most money in dispute.
enum RankingTable {
    static func markup(_ title: StaticString, _ ranking: Ranking, _ currency: CurrencyCode) -> Markup {
        if ranking.places.isEmpty { return "" }
        let greatest = ranking.places.map(\.worth.gross).max() ?? .zero
        return """
            <table class="bars"><caption>\(title) with most in dispute, \(currency)</caption>
            <thead><tr><th scope="col">Name</th><th scope="col" class="num">Findings</th>\
            <th scope="col" class="num">In dispute</th><td class="draw"></td></tr></thead>
            <tbody>
            \(Markup.join(ranking.places) { place in
                """
                <tr><th scope="row"><bdi>\(place.name)</bdi></th>\
                <td class="num">\(FigureText.count(place.worth.findings))</td>\
                <td class="num">\(FigureText.money(place.worth.gross))</td>\
                <td class="draw">\(Bars.worth(place.worth, greatest: greatest))</td></tr>

                """
            })\(others(ranking))</tbody></table>
            """
    }

    private static func others(_ ranking: Ranking) -> Markup {
        if ranking.others == 0 { return "" }
        return """
            <tr><th scope="row">\(FigureText.count(ranking.others, "other"))</th><td class="num"></td>\
            <td class="num">\(FigureText.money(ranking.othersWorth))</td><td class="draw"></td></tr>

            """
    }
}
