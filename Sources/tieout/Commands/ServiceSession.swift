import ArgumentParser
import Foundation
import PartnerCenter
import ReconciliationJob
import Synchronization

/// Options of every command that asks the service.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A YAML file with settings, those of the service under partner_center:.", valueName: "file"))
    var config: String?
}

/// What a command does with the service: settings from the environment over those of a file, one client, the contract's exit statuses.
enum ServiceSession {
    /// Runs `body` with a client and waits for it.
    ///
    /// - Throws: `ExitCode`, after saying why on standard error.
    static func run<T: Sendable>(
        _ options: ServiceOptions, _ body: @escaping @Sendable (ServiceClient) async throws -> T
    ) throws -> T {
        try run(
            ServiceConfiguration.resolve(environment: ProcessInfo.processInfo.environment, file: options.config), body)
    }

    /// The same with settings that are settled already.
    static func run<T: Sendable>(
        _ settings: ServiceSettings, _ body: @escaping @Sendable (ServiceClient) async throws -> T
    ) throws -> T {
        do {
            return try wait {
                let transport = NetworkTransport(timeout: settings.requestTimeout, connections: settings.concurrency)
                let client = ServiceClient(settings, transport: transport, seed: UInt64.random(in: .min ... .max))
                let result: Result<T, any Error>
                do {
                    result = .success(try await body(client))
                } catch {
                    result = .failure(error)
                }
                try await transport.shutdown()
                return try result.get()
            }
        } catch let error as ServiceError {
            throw ended(status(error), "\(error)")
        } catch let error as FetchError {
            throw ended(status(error), "\(error)")
        }
    }

    /// Says why and gives the exit status.
    static func ended(_ status: ExitStatus, _ reason: String) -> ExitCode {
        Console.fail(reason, status.rawValue)
        return ExitCode(status.rawValue)
    }

    /// Trouble that another try may overcome is "incomplete"; what a person has to change is "refused".
    private static func status(_ error: ServiceError) -> ExitStatus {
        switch error.kind {
        case .unreachable, .senseless, .cancelled, .local: .incomplete
        case .refused(let status, _): status >= 500 || status == 429 ? .incomplete : .refused
        case .forbiddenAddress, .noToken: .refused
        }
    }

    static func status(_ error: FetchError) -> ExitStatus {
        switch error {
        case .held: .held
        case .archive: .incomplete
        case .noAccess(let error): status(error)
        }
    }

    /// Ends the command when a signal has cut its work short.
    static func checkStopped() throws(ExitCode) {
        guard let stop = StopSignals.request.asked else { return }
        throw ended(stop.exitStatus, "stopped by \(stop.name): what was had whole is kept. Run it again to go on.")
    }

    /// Waits on the command's own thread for work that is done on others.
    static func wait<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) throws -> T {
        let done = DispatchSemaphore(value: 0)
        let box = ResultBox<T>()
        let task = Task {
            let result: Result<T, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            box.result.withLock { $0 = result }
            done.signal()
        }
        StopSignals.watch { task.cancel() }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else { throw CancellationError() }
        do {
            return try result.get()
        } catch {
            try checkStopped()
            throw error
        }
    }
}

/// Carries a result from one thread to another.
private final class ResultBox<T: Sendable>: Sendable {
    let result = Mutex<Result<T, any Error>?>(nil)
}
