/// The files that a run over a snapshot would read, without reading them: two equal listings mean that nothing has
/// changed in between.
package struct SnapshotListing: Sendable, Equatable {
    /// Sorted by path.
    package let files: [SnapshotFile]

    /// Walks the folders of a snapshot.
    package init(directory: String, limits: IntakeLimits = .standard) throws(IntakeError) {
        files = try SnapshotLayout(directory: directory, limits: limits).files
    }
}
