import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("Secrets stay inside")
struct RedactionTests {
    @Test(
        "shapes that nobody announced",
        arguments: [
            "https://x/y?sv=2021&sig=TOPSECRET%2Fa", "Authorization: Bearer TOPSECRET.a-b_c",
            "\"access_token\" : \"TOPSECRET\"",
            "refresh_token=TOPSECRET&x=1", "{\"sasToken\":\"sv=1&sig=TOPSECRET\"}", "client_secret=TOPSECRET",
            "eyJTOPSECRETxxxxxxxx.eyJTOPSECRET.abc",
        ])
    func shapes(_ text: String) {
        let clean = Redaction().clean(text)
        #expect(!clean.contains("TOPSECRET"))
        #expect(clean.contains(Redaction.mark))
    }

    @Test("announced secrets, plain and percent-encoded, the longest first")
    func announced() {
        let redaction = Redaction(secrets: ["p@ss/word", "p@ss/word and more"])
        #expect(
            redaction.clean("a p@ss/word b p%40ss%2Fword c p@ss/word and more d")
                == "a REDACTED b REDACTED c REDACTED d")
    }

    @Test("harmless texts are left alone")
    func harmless() {
        let text = "HTTP 404, code 20000: the order was not found; signature=none, design=x"
        #expect(Redaction().clean(text) == text)
    }

    @Test("a secret does not show itself, however it is printed")
    func secret() {
        let secret = Secret("TOPSECRET")
        var dumped = ""
        dump([secret], to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("TOPSECRET"))
    }

    @Test("nothing that a bad night says or writes holds a token, a secret or a signature")
    func wholeNight() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([
                .missingBlobs: .init(percent: 50, times: 1000), .serverErrors: .init(percent: 20, times: 1000),
                .expiredTokens: .init(percent: 20, times: 1000),
            ])
        } body: { visit in
            var said = ""
            do {
                let report = try await visit.night(asUser: true)
                dump(report, to: &said)
                said += report.gaps.map(\.reason).joined() + report.notes.joined()
                #expect(!report.isComplete)
            } catch {
                dump(error, to: &said)
                said += "\(error)"
            }
            for path in try FileManager.default.subpathsOfDirectory(atPath: visit.archive) {
                said += String(
                    decoding: FileManager.default.contents(atPath: visit.archive + "/" + path) ?? Data(), as: UTF8.self)
            }
            for secret in ["sandbox-token-", "sandbox-refresh-", "sandbox-secret", "sandboxsignature"] {
                #expect(!said.contains(secret))
            }
        }
    }
}
