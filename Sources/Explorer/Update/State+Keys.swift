import Terminal

extension State {
    mutating func press(_ key: Key) -> [Effect] {
        if notice?.expires == nil { notice = nil }
        // These two work everywhere.
        if key == .ctrl("c") { return [.quit] }
        presenting.note(key, at: now)
        if key == .ctrl("z") { return [.suspend] }
        if isLearnersKey(key) { countLessonKey() }
        switch overlay {
        case .none:
            guard let key = keyMap.meant(key, on: page) else { return [] }
            if let word = hidden.word(of: key) {
                say("\(word) is hidden here")
                return []
            }
            return KeyTable.action(for: key, on: page).map { perform($0) } ?? []
        case .help, .commands, .glossary:
            pressInSheet(key)
            return []
        case .prompt(let prompt): return pressInPrompt(key, prompt)
        case .line:
            overlay = .none
            if key == .char("c") { return [.copyLines(linesShown)] }
            return key == .char("q") || key == .escape || key == .char("y") || key == .enter
                ? [] : keyMap.meant(key, on: page).flatMap { KeyTable.action(for: $0, on: page) }.map { perform($0) } ?? []
        case .branches(let tree): return pressInTree(key, tree)
        case .properties(let picker):
            pressInPicker(key, picker)
            return []
        case .export(let menu): return pressInExports(key, menu)
        case .lessons(let selected): return pressInLessons(key, selected)
        case .answer(let text): return pressInAnswer(key, text)
        case .card(let card): return pressInCard(key, card)
        case .sharing:
            overlay = .none
            return []
        }
    }

    mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .common(let action): return perform(action)
        case .turn(let page): self.page = self.page == page ? .first : page
        case .own: return KeyTable[action]?.perform(&self) ?? []
        }
        return []
    }

    mutating func perform(_ action: CommonAction) -> [Effect] {
        switch action {
        case .playOrPause: playOrPause()
        case .stepOn: stroll(by: 1)
        case .stepBack: stroll(by: -1)
        case .jumpOn: stroll(by: stride)
        case .jumpBack: stroll(by: -stride)
        case .toStart: stroll(by: -1_000_000)
        case .toEnd: stroll(by: 1_000_000)
        case .faster: speed = Speed.after(speed, by: 1)
        case .slower: speed = Speed.after(speed, by: -1)
        case .replay: replay()
        case .newSeed: return startAnew()
        case .nextSample: return branch.map { restart($0.settings, sample: here.sample + 1) } ?? []
        case .previousProperty: select(here.selected - 1)
        case .nextProperty: select(here.selected + 1)
        case .raise: return steer(by: 0.25)
        case .lower: return steer(by: -0.25)
        case .raiseMuch: return steer(by: 1)
        case .lowerMuch: return steer(by: -1)
        case .zero: return zeroSelected()
        case .zeroAll: return unsteer()
        case .typeValue: typeValue()
        case .aim: return toggleAim()
        case .place: return nextPlace()
        case .window: return nextWindow()
        case .chooseProperties: openPicker()
        case .removeProperty: removeSelected()
        case .nextBranch: return showNextBranch()
        case .branchTree: openTree()
        case .sampler: return nextSampler()
        case .corrector: return toggleCorrector()
        case .sde: return nextSDE()
        case .method: return nextMethod()
        case .order: return nextOrder()
        case .denoiser: return nextDenoiser()
        case .steps: return nextSteps()
        case .train: return trainShown()
        case .prompt: openPrompt()
        case .undo: return undo()
        case .redo: return redo()
        case .line: return openLine()
        case .export: openExports()
        case .record: return toggleRecording()
        case .otherSpace: return enterNextSpace()
        case .theme: nextTheme()
        case .motion: toggleMotion()
        case .help: overlay = .help(scroll: HelpSheet.keys(keyMap).scroll(to: page, width: width, height: height))
        case .lessons: openLessons()
        case .goOn:
            guard demonstration != nil else { return goOnInLesson() }
            goOnInDemonstration()
        case .hint: showHint()
        case .card: openCard()
        case .zoom: zoomNext()
        case .spotlight: spotlightNext()
        case .whole: showWhole()
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    private var stride: Int { max((branch?.total ?? 8) / 8, 1) }

    /// The terminal has told what it draws on; whoever chose a theme keeps it.
    mutating func follow(background isDark: Bool) {
        guard followsBackground else { return }
        theme = suitedThemes.first { $0.name == (isDark ? .dark : .light) } ?? theme
    }

    private mutating func nextTheme() {
        followsBackground = false
        let place = suitedThemes.firstIndex(of: theme) ?? 0
        theme = suitedThemes[(place + 1) % suitedThemes.count]
        say("theme: \(theme.name.rawValue)")
    }

    /// Shows a message for a few seconds.
    mutating func say(_ text: String) {
        notice = StateNotice(text: text, isWarning: false, expires: now + 4)
    }

    /// Shows a message until the next key.
    mutating func warn(_ text: String) {
        notice = StateNotice(text: text, isWarning: true, expires: nil)
    }
}
