/// Walks the pages of a v1 collection: says what to ask next, and when all is there. Pure.
///
/// Links are never followed: documented ones are broken (billing API 2.3). The query is built anew for each page.
package struct PageWalk: Sendable {
    package enum Scheme: Sendable {
        /// `seekOperation=Next` and a token in a header: new commerce.
        case seek
        /// `offset`: `office` and `azure`, and the list of invoices.
        case offset
    }

    /// What to add to the collection's own query.
    package struct Ask: Equatable, Sendable {
        package var query: [Field] = []
        /// The value of `MS-ContinuationToken`.
        package var token: String?
        /// The page before announced nothing: there may be no such page, and a refusal says just that.
        package var isGuess = false

        package struct Field: Equatable, Sendable {
            package let name: String
            package let value: String
        }
    }

    package enum Step: Equatable, Sendable {
        /// Keep the page under this number, then ask on; `nil` when it was the last.
        case keep(number: Int, then: Ask?)
        /// The page came before: drop it, then ask on; `nil` when that is the end.
        case drop(then: Ask?)
        /// An empty page behind the last one: all is there.
        case end
        /// The pages cannot be had whole.
        case broken(String)
    }

    private let scheme: Scheme
    /// Items a page may have; `nil` when the collection takes no size.
    private let size: Int?
    private var asked: Ask
    private var kept = 0
    private var offset = 0
    private var repeats = 0
    private var digests: Set<String> = []

    /// The most pages of one collection.
    package static let mostPages = 100_000
    /// The same page so often in a row ends the walk.
    private static let mostRepeats = 3

    package init(_ scheme: Scheme, size: Int?) {
        self.scheme = scheme
        self.size = size
        asked = Ask(query: PageWalk.sizeField(size))
    }

    /// What to ask first.
    package var first: Ask { asked }

    /// Items on the pages that were kept.
    package private(set) var itemCount = 0

    /// Takes the page that the last ask brought.
    package mutating func received(_ page: PageFacts, digest: String) -> Step {
        guard digests.insert(digest).inserted else { return repeated(page) }
        repeats = 0
        if kept > 0, page.itemCount == 0, !page.hasNext { return .end }
        kept += 1
        itemCount += page.itemCount
        guard kept <= PageWalk.mostPages else { return .broken("more than \(PageWalk.mostPages) pages") }
        switch scheme {
        case .seek: return seek(page)
        case .offset: return move(page)
        }
    }

    private mutating func seek(_ page: PageFacts) -> Step {
        guard let token = page.token else {
            if page.hasNext, let next = page.nextOffset, next > offset {
                offset = next
                asked = Ask(query: PageWalk.sizeField(size) + [.init(name: "offset", value: String(next))])
                return .keep(number: kept, then: asked)
            }
            if page.hasNext { return .broken("page \(kept) announces another one and gives no token for it") }
            return .keep(number: kept, then: nil)
        }
        if token == asked.token {
            // A token that leads to itself; only without a next link does that mean the end.
            if page.hasNext { return .broken("page \(kept) leads back to itself") }
            return .keep(number: kept, then: nil)
        }
        asked = Ask(
            query: PageWalk.sizeField(size) + [.init(name: "seekOperation", value: "Next")], token: token,
            isGuess: !page.hasNext)
        return .keep(number: kept, then: asked)
    }

    private mutating func move(_ page: PageFacts) -> Step {
        offset += page.itemCount
        if page.itemCount == 0 {
            return page.hasNext
                ? .broken("page \(kept) is empty and announces another one") : .keep(number: kept, then: nil)
        }
        let isFull = size.map { page.itemCount >= $0 } ?? false
        guard page.hasNext || isFull else { return .keep(number: kept, then: nil) }
        asked = Ask(
            query: PageWalk.sizeField(size) + [.init(name: "offset", value: String(offset))], isGuess: !page.hasNext)
        return .keep(number: kept, then: asked)
    }

    /// Asks for the same page again: a page that came twice hides the one that should have come.
    private mutating func repeated(_ page: PageFacts) -> Step {
        if asked.isGuess || (page.token == nil && !page.hasNext && scheme == .seek) { return .drop(then: nil) }
        repeats += 1
        guard repeats < PageWalk.mostRepeats else { return .broken("the service sends the same page again and again") }
        return .drop(then: asked)
    }

    private static func sizeField(_ size: Int?) -> [Ask.Field] {
        size.map { [Ask.Field(name: "size", value: String($0))] } ?? []
    }
}
