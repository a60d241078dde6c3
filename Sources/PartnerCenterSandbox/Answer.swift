import HTTPTypes
import Hummingbird
import NIOCore

/// Answers of the sandbox.
enum Answer {
    static func json(
        _ text: String, _ status: HTTPResponse.Status = .ok, headers: [(String, String)] = []
    ) -> Response {
        bytes(Array(text.utf8), "application/json", status, headers: headers)
    }

    static func bytes(
        _ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status = .ok, headers: [(String, String)] = []
    ) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = type
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A refusal of v1: `code` and `description` (commerce API 1.5).
    static func refusal(_ status: HTTPResponse.Status, _ code: String, _ description: String) -> Response {
        json(
            "{\"code\":\(JSONOut.text(code)),\"description\":\(JSONOut.text(description)),\"data\":[],"
                + "\"source\":\"Sandbox\"}", status)
    }

    /// A refusal of Graph.
    static func graphRefusal(_ status: HTTPResponse.Status, _ code: String, _ message: String) -> Response {
        json("{\"error\":{\"code\":\(JSONOut.text(code)),\"message\":\(JSONOut.text(message))}}", status)
    }

    /// A v1 collection.
    static func collection(_ items: [String], self uri: String) -> Response {
        json(
            "{\"totalCount\":\(items.count),\"items\":[\(items.joined(separator: ","))],"
                + "\"links\":{\"self\":\(JSONOut.link(uri))},\"attributes\":{\"objectType\":\"Collection\"}}")
    }
}
