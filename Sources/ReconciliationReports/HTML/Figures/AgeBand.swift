internal import BillingModel

/// How long findings with money have been standing.
enum AgeBand: Int, CaseIterable {
    case upTo30, upTo60, upTo90, over90

    init(days: Int) {
        switch days {
        case ...30: self = .upTo30
        case ...60: self = .upTo60
        case ...90: self = .upTo90
        default: self = .over90
        }
    }

    var label: String {
        switch self {
        case .upTo30: "0\u{2013}30 days"
        case .upTo60: "31\u{2013}60 days"
        case .upTo90: "61\u{2013}90 days"
        case .over90: "over 90 days"
        }
    }
}
