import Tensors

extension KeptTask {
    /// The task with its knobs turned.
    /// - Throws: `TaskNameError`, `LabelledImagesError`
    func task(named base: String, kind: ImageTask.Provenance.Kind, usualSize: Int, knobs given: TaskKnobs) throws -> ImageTask {
        var knobs = given
        let all = pictures.classNames.count
        if knobs.colour { throw TaskNameError.notOfThisTask("colour", task: base, reason: "only generated tasks are drawn in colours of choice") }
        if let classes = knobs.classes, classes > all { throw TaskNameError.tooManyClasses(classes, task: base, most: all) }
        if knobs.size == usualSize { knobs.size = nil }
        if knobs.classes == all { knobs.classes = nil }
        if knobs.noise == 0 { knobs.noise = nil }
        if knobs.contrast == 1 { knobs.contrast = nil }
        let chosen = try chosen(base, &knobs).scaled(to: knobs.size ?? usualSize)
        let finish = Finish(knobs, task: base, size: chosen.size, channels: chosen.channels, noise: 0)
        // Without a knob that draws, a seed changes nothing.
        if !knobs.permuted, knobs.noise == nil { knobs.seed = 0 }
        return try ImageTask(
            name: TaskName(base: base, knobs: knobs).description, pictures: finish.isNothing ? chosen : chosen.finished(finish),
            provenance: .init(kind: kind, source: source))
    }

    /// Images of the first classes, as many of each part as asked for, all classes in turn.
    private func chosen(_ base: String, _ knobs: inout TaskKnobs) throws(TaskNameError) -> TaskPictures {
        let classes = knobs.classes ?? pictures.classNames.count
        var parts: [[Int]] = []
        for (isHeld, knob) in [(false, TaskKnobs.Knob.images), (true, .heldout)] {
            let members = (0..<classes).map { label in pictures.labels.indices.filter { pictures.labels[$0] == label && pictures.heldOut[$0] == isHeld } }
            let there = members.reduce(0) { $0 + $1.count }
            var wanted = isHeld ? knobs.heldOut : knobs.images
            if let count = wanted {
                if count > there { throw .tooMany(knob.rawValue, count, task: base, most: there) }
                if count < classes { throw .tooFew(knob.rawValue, count, task: base, least: classes) }
                if count == there { wanted = nil }
            }
            if isHeld { knobs.heldOut = wanted } else { knobs.images = wanted }
            guard let wanted else {
                parts.append(members.flatMap { $0 }.sorted())
                continue
            }
            parts.append(ClassTurns.first(wanted, of: members).sorted())
        }
        let places = parts.flatMap { $0 }
        if classes == pictures.classNames.count, places.count == pictures.count { return pictures }
        let some = pictures.selecting(places)
        return TaskPictures(
            size: some.size, channels: some.channels, classNames: Array(pictures.classNames.prefix(classes)), pixels: some.pixels, labels: some.labels, heldOut: some.heldOut)
    }
}

extension TaskPictures {
    func scaled(to wanted: Int) -> TaskPictures {
        guard wanted != size else { return self }
        let average = AreaAverage(width: size, height: size, to: wanted), area = wanted * wanted, planes = count * channels
        var scaled = [UInt8](repeating: 0, count: planes * area)
        for plane in 0..<planes { average.bytes({ pixels[plane * size * size + $0] }, { scaled[plane * area + $0] = $1 }) }
        return TaskPictures(size: wanted, channels: channels, classNames: classNames, pixels: scaled, labels: labels, heldOut: heldOut)
    }

    fileprivate func finished(_ finish: Finish) -> TaskPictures {
        var finished: [UInt8] = []
        finished.reserveCapacity(pixels.count)
        for image in labels.indices {
            finished += finish.bytes(pixels[image * valuesPerImage..<(image + 1) * valuesPerImage].map { Float($0) / 255 }, image: image)
        }
        return TaskPictures(size: size, channels: channels, classNames: classNames, pixels: finished, labels: labels, heldOut: heldOut)
    }
}
