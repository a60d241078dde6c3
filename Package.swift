// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 mode, explicit existentials and imports, no warning left standing.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // The nouns of BillingModel are used in every hot loop of the other targets: let them be inlined there.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
    name: "tieout",
    products: [.executable(name: "tieout", targets: ["tieout"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        // The nouns. Imports nothing but the standard library.
        .target(name: "BillingModel"),

        // C doors: a shim over simdjson, zlib and libxml2.
        .target(
            name: "CSimdJSON",
            cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("simdjson")]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

        // Siblings: none imports another.
        .target(
            name: "InvoiceIntake",
            dependencies: ["BillingModel", "CSimdJSON", "CZlib", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "LedgerStore",
            dependencies: [
                "BillingModel", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(name: "MatchingEngine", dependencies: ["BillingModel"]),
        // Reference rates, e-invoices, bank statements.
        .target(name: "XMLDocuments", dependencies: ["BillingModel", "CLibXML2"]),
        .target(
            name: "ReconciliationReports",
            dependencies: ["BillingModel", "CXlsxWriter", .product(name: "Crypto", package: "swift-crypto")],
            // Style and scripts of report.html, part of the program so that one file is all there is to install.
            resources: ["report.css", "rows.js", "selection.js", "list.js", "detail.js", "review.js", "main.js"].map {
                .embedInCode("HTML/Assets/\($0)")
            }
        ),

        .target(
            name: "PartnerCenter",
            dependencies: [
                "BillingModel", "CZlib", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        // A look-alike of the service, for demonstrations and tests.
        .target(
            name: "PartnerCenterSandbox",
            dependencies: [
                "BillingModel", "CZlib", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),

        // The order of things.
        .target(
            name: "ReconciliationJob",
            dependencies: [
                "BillingModel", "InvoiceIntake", "LedgerStore", "MatchingEngine", "XMLDocuments", "PartnerCenter",
                "ReconciliationReports",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "tieout",
            dependencies: [
                "BillingModel", "PartnerCenter", "PartnerCenterSandbox", "ReconciliationJob",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        .testTarget(name: "BillingModelTests", dependencies: ["BillingModel"]),
        .testTarget(
            name: "InvoiceIntakeTests", dependencies: ["InvoiceIntake", "BillingModel"], exclude: ["Fixtures"]),
        .testTarget(
            name: "LedgerStoreTests",
            dependencies: ["LedgerStore", "BillingModel", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "PartnerCenterTests", dependencies: ["PartnerCenter", "PartnerCenterSandbox", "BillingModel"]),
        .testTarget(
            name: "XMLDocumentsTests", dependencies: ["XMLDocuments", "BillingModel"], exclude: ["Fixtures"]),
        .testTarget(name: "MatchingEngineTests", dependencies: ["MatchingEngine", "BillingModel"]),
        .testTarget(
            name: "ReconciliationReportsTests",
            dependencies: ["ReconciliationReports", "BillingModel", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .testTarget(
            name: "ReconciliationJobTests",
            dependencies: [
                "ReconciliationJob", "BillingModel", "InvoiceIntake", "LedgerStore", "MatchingEngine",
                "ReconciliationReports",
            ]
        ),
        // The program itself, in nights on which it is killed, stopped, refused or lied to.
        .testTarget(
            name: "FaultyNightTests",
            dependencies: [
                "BillingModel", "LedgerStore", "PartnerCenter", "PartnerCenterSandbox", "ReconciliationJob",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["faults.c"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where ![.system].contains(target.type) && target.name != "CSimdJSON" {
    target.swiftSettings = swiftSettings
}
