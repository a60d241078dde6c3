import PartnerCenter
import Testing

@Suite("Walking the pages of a collection")
struct PageWalkTests {
    /// What a walk does with these pages, in words. Equal letters are equal pages.
    private func walk(_ scheme: PageWalk.Scheme, size: Int? = 2, _ pages: [(String, PageFacts)]) -> [String] {
        var walk = PageWalk(scheme, size: size)
        return pages.map { digest, facts in
            switch walk.received(facts, digest: digest) {
            case .keep(let number, let ask): "keep \(number), " + described(ask)
            case .drop(let ask): "drop, " + described(ask)
            case .end: "end"
            case .broken(let reason): "broken: \(reason)"
            }
        }
    }

    private func described(_ ask: PageWalk.Ask?) -> String {
        guard let ask else { return "done" }
        return "ask " + ask.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            + (ask.token.map { " token \($0)" } ?? "")
    }

    @Test("seek: the token leads on, its absence ends")
    func seek() {
        #expect(
            walk(
                .seek,
                [
                    ("a", PageFacts(itemCount: 2, token: "A", hasNext: true)),
                    ("b", PageFacts(itemCount: 2, token: "B", hasNext: true)),
                    ("c", PageFacts(itemCount: 1)),
                ]) == [
                    "keep 1, ask size=2&seekOperation=Next token A", "keep 2, ask size=2&seekOperation=Next token B",
                    "keep 3, done",
                ])
    }

    @Test("seek: a token without a next link is still asked for, and an empty page behind it ends")
    func tokenWithoutLink() {
        #expect(
            walk(.seek, [("a", PageFacts(itemCount: 2, token: "A")), ("b", PageFacts(itemCount: 0))])
                == ["keep 1, ask size=2&seekOperation=Next token A", "end"])
    }

    @Test("seek: a page that comes twice hides another one: it is asked for again")
    func duplicate() {
        let first = PageFacts(itemCount: 2, token: "A", hasNext: true)
        #expect(
            walk(.seek, [("a", first), ("a", first), ("b", PageFacts(itemCount: 2))])
                == [
                    "keep 1, ask size=2&seekOperation=Next token A", "drop, ask size=2&seekOperation=Next token A",
                    "keep 2, done",
                ])
    }

    @Test("seek: the same page for ever is no collection")
    func endless() {
        let first = PageFacts(itemCount: 2, token: "A", hasNext: true)
        #expect(
            walk(.seek, Array(repeating: ("a", first), count: 4)).last
                == "broken: the service sends the same page again and again")
    }

    @Test("seek: a next link without a token cannot be followed")
    func linkWithoutToken() {
        #expect(
            walk(.seek, [("a", PageFacts(itemCount: 2, hasNext: true))])
                == ["broken: page 1 announces another one and gives no token for it"])
    }

    @Test("seek: a page that leads to itself is broken")
    func circle() {
        let page = PageFacts(itemCount: 2, token: "A", hasNext: true)
        #expect(walk(.seek, [("a", page), ("b", page)]).last == "broken: page 2 leads back to itself")
    }

    @Test("seek: a next link that names an offset is followed by it, and only forwards")
    func seekByOffset() {
        var first = PageFacts(itemCount: 2, hasNext: true)
        first.nextOffset = 2
        #expect(
            walk(.seek, [("a", first), ("b", first)]) == [
                "keep 1, ask size=2&offset=2", "broken: page 2 announces another one and gives no token for it",
            ])
    }

    @Test("a page that nobody announced may be the one before: then that was the last")
    func guessed() {
        let full = PageFacts(itemCount: 2)
        #expect(walk(.offset, [("a", full), ("a", full)]).last == "drop, done")
        let token = PageFacts(itemCount: 2, token: "A")
        #expect(walk(.seek, [("a", token), ("a", token)]).last == "drop, done")
    }

    @Test("offset: a full page is followed even without a link, by what it held")
    func offset() {
        #expect(
            walk(
                .offset,
                [
                    ("a", PageFacts(itemCount: 2)), ("b", PageFacts(itemCount: 2, hasNext: true)),
                    ("c", PageFacts(itemCount: 1)),
                ]) == ["keep 1, ask size=2&offset=2", "keep 2, ask size=2&offset=4", "keep 3, done"])
    }

    @Test("offset: a page shorter than asked for leads to the next item, not to the next size")
    func cappedSize() {
        #expect(
            walk(.offset, size: 9, [("a", PageFacts(itemCount: 4, hasNext: true))]) == ["keep 1, ask size=9&offset=4"])
    }

    @Test("an empty collection is one empty page")
    func empty() {
        #expect(walk(.seek, [("a", PageFacts())]) == ["keep 1, done"])
        #expect(walk(.offset, [("a", PageFacts())]) == ["keep 1, done"])
    }
}
