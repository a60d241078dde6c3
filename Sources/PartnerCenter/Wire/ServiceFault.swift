/// What the body of a refusal says. Every part of the service has shapes of its own, and bodies may be missing
/// altogether (billing API 2.1, 10.6; commerce API 1.5), so this reads what it can find.
package struct ServiceFault: Equatable, Sendable {
    /// The service's code: numeric text in Partner Center, a word in Graph, `AADSTS…` at the authority; may be empty.
    package var code = ""
    package var message = ""

    package init(code: String = "", message: String = "") {
        self.code = code
        self.message = message
    }

    /// Reads the body of a refusal.
    package init(body: [UInt8]) {
        let value: JSONValue
        do {
            value = try JSONValue(body)
        } catch {
            // Not JSON: a proxy's page or a storage host's XML. Its beginning is all there is to say.
            message = String(decoding: body.prefix(300), as: UTF8.self).split(whereSeparator: { character in
                character.isWhitespace || (character.asciiValue ?? 0x20) < 0x20
            }).joined(separator: " ")
            return
        }
        let inner = value["error"]
        if let word = inner?.text {
            // The authority: error, error_description, error_codes.
            code = value["error_codes"]?.elements.first?.text.map { "AADSTS\($0)" } ?? word
            message = value["error_description"]?.text ?? word
            return
        }
        let fault = inner ?? value
        code = fault["code"]?.text ?? fault["statusCode"]?.text ?? ""
        message = fault["description"]?.text ?? fault["message"]?.text ?? ""
    }
}
