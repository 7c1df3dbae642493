import Model

/// What was mentioned last, for "that year", "two days later", "a year earlier". Small, as every reading carries one.
struct TimeMemory: Sendable {
    /// The kind of date that was mentioned last.
    enum Grain: UInt8, Sendable { case none, day, month, quarter, half, year }

    var day: CalendarDay?
    private var monthYear: Int16 = 0
    private var monthNumber: UInt8 = 0
    private var quarterYear: Int16 = 0
    private var quarterNumber: UInt8 = 0
    private var yearNumber: Int16 = 0
    var grain = Grain.none

    var month: (year: Int, month: Int)? { monthNumber == 0 ? nil : (Int(monthYear), Int(monthNumber)) }

    var quarter: (year: Int, quarter: Int)? {
        get { quarterNumber == 0 ? nil : (Int(quarterYear), Int(quarterNumber)) }
        set {
            quarterYear = Int16(clamping: newValue?.year ?? 0)
            quarterNumber = UInt8(clamping: newValue?.quarter ?? 0)
        }
    }

    var year: Int? {
        get { yearNumber == 0 ? nil : Int(yearNumber) }
        set { yearNumber = Int16(clamping: newValue ?? 0) }
    }

    /// The memory after a day was mentioned.
    func seeing(_ day: CalendarDay) -> TimeMemory {
        var new = self
        new.day = day
        new.year = day.year
        new.grain = .day
        return new
    }

    /// The memory after a month was mentioned.
    func seeing(month: Int, of year: Int) -> TimeMemory {
        var new = self
        new.monthYear = Int16(clamping: year)
        new.monthNumber = UInt8(month)
        new.year = year
        new.grain = .month
        return new
    }

    /// The memory after a quarter was mentioned.
    func seeing(quarter: Int, of year: Int) -> TimeMemory {
        var new = self
        new.quarter = (year, quarter)
        new.year = year
        new.grain = .quarter
        return new
    }

    /// The memory after a year was mentioned.
    func seeing(year: Int) -> TimeMemory {
        var new = self
        new.year = year
        new.grain = .year
        return new
    }
}

/// One reading of the atoms from a place on.
struct TimeCandidate: Sendable {
    var value: TimeValue
    /// The longer length of a range, 0 where there is none.
    var high = 0.0
    var memory: TimeMemory
    private var endIndex: Int32
    var kind: TimeKind
    var anchor = TimeAnchor.free

    init(end: Int, kind: TimeKind, value: TimeValue, memory: TimeMemory) {
        endIndex = Int32(end)
        self.kind = kind
        self.value = value
        self.memory = memory
    }

    /// The atom behind it.
    var end: Int {
        get { Int(endIndex) }
        set { endIndex = Int32(newValue) }
    }
}
