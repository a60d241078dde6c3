import BillingModel
import Hummingbird

/// `POST /sandbox/invoices?date=YYYY-MM-DD`: the month turns, and what was bought here is billed. No part of the service:
/// it asks for no token, and no fault strikes it.
struct ControlRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    static let base = "/sandbox/"

    func add(to router: Router<SandboxContext>) {
        router.post("/sandbox/invoices") { request, _ in issue(request) }
    }

    private func issue(_ request: Request) -> Response {
        var date: CalendarDate?
        if let text = request.uri.queryParameters["date"] {
            guard case .date(let day) = DateText.read(String(text)) else {
                return Answer.refusal(.badRequest, "800002", "date is no day such as 2026-12-05")
            }
            date = day
        }
        guard let invoice = sandbox.shop.issueInvoice(date) else {
            return Answer.refusal(.notFound, "1000", "nothing that was bought here is due by then")
        }
        return Answer.json(invoice.header + "\n", .created)
    }
}
