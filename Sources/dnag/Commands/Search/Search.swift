import ArgumentParser

/// `dnag search`
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search a space for its best architectures.",
        subcommands: [
            SearchBO.self, SearchTransfer.self, SearchLeaveOneOut.self, StudyRun.self, StudyNew.self, StudyAsk.self, StudyTell.self, StudyServe.self, StudyStatus.self,
        ])
}
