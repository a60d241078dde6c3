/// How far an export has come (billing API 10.2).
package enum ExportOperation: Equatable, Sendable {
    case running
    /// Done; the manifest is told by its address.
    case readyAt(WebAddress)
    /// Done; the manifest came along.
    case ready(ExportManifest)
    case failed(code: String, message: String)

    /// The code of "no data": not yet, or never for this invoice.
    package static let noData = "5000"

    /// Why an operation makes no sense.
    package struct Flaw: Error, Equatable, Sendable {
        package let reason: String
    }

    /// Reads the body of an operation. `succeeded` and `completed` mean the same; unknown words mean "still running",
    /// and the deadline ends those.
    ///
    /// `resolving` gives the address that a link leads to, which may be a relative one.
    package init(
        body: [UInt8], resolving: (String) throws(WebAddress.Refusal) -> WebAddress
    ) throws(Flaw) {
        let value: JSONValue
        do {
            value = try JSONValue(body)
        } catch {
            throw Flaw(reason: "the operation is not JSON: \(error)")
        }
        switch (value["status"]?.text ?? "").lowercased() {
        case "succeeded", "completed": self = try ExportOperation.outcome(value, resolving)
        case "failed":
            self = .failed(
                code: value["error"]?["code"]?.text ?? "",
                message: value["error"]?["message"]?.text ?? "no reason given")
        default: self = .running
        }
    }

    private static func outcome(
        _ value: JSONValue, _ resolving: (String) throws(WebAddress.Refusal) -> WebAddress
    ) throws(Flaw) -> ExportOperation {
        let place = value["resourceLocation"]
        if let place, !place.members.isEmpty {
            do {
                return .ready(try ExportManifest(place))
            } catch {
                throw Flaw(reason: error.reason)
            }
        }
        guard let link = place?.text ?? value["resourceLocation@odata.navigationLink"]?.text else {
            throw Flaw(reason: "the operation is done and names no manifest")
        }
        do {
            return .readyAt(try resolving(link))
        } catch {
            throw Flaw(reason: "the manifest's address is unusable: \(error.reason)")
        }
    }
}
