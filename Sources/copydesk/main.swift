import Desk
import Foundation
let a = CommandLine.arguments
let desk = a.count > 2 ? a[2] : "desk"
do {
    let s = try LoadedSettings.load(desk: desk, config: nil, environment: ProcessInfo.processInfo.environment).settings
    switch a[1] {
    case "run": try Daemon.run(desk: desk, settings: s, reload: { () throws(DeskError) in s })
    case "extract": try Extract.run(paths: Array(a[2...]), settings: s, noEnrich: false) { FileHandle.standardOutput.write(Data($0)) }
    case "ingest": var o = Ingest.Options(); o.warehouse = a[2]; if a[3] == "--no-enrich" { o.noEnrich = true }; print(try Ingest.run(paths: [a.last ?? ""], options: o, settings: s))
    case "audit": print(try Audit.run(desk: desk, settings: s, originals: true))
    case "rebuild": print(try Rebuild.run(desk: desk, settings: s, check: a.contains("--check")))
    default: break
    }
} catch { print("error", error) }
