internal import Crypto
internal import Foundation

/// The page's style and script, which are files of their own and part of the program.
enum PageAssets {
    static let style = PackageResources.report_css

    /// One module; its parts are apart for people only.
    static let script: [UInt8] =
        PackageResources.rows_js + PackageResources.selection_js + PackageResources.list_js
        + PackageResources.detail_js + PackageResources.review_js + PackageResources.main_js

    /// What the page may do: run this script, wear this style, and nothing else. No address is allowed, so nothing is
    /// fetched or sent, and script that came in with a customer's name would not run even where the escaping failed.
    static let policy = """
        default-src 'none'; script-src '\(digest(script))'; style-src '\(digest(style))'; base-uri 'none'; \
        form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'
        """

    private static func digest(_ source: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: source)).base64EncodedString()
    }
}
