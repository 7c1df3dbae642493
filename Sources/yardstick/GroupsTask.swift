import Enrichment
import Language

/// Entities of gold names, as `score_groups.py` reads them: `{"id", "mentions": [{"start", "end", "entity"}]}`.
struct GroupsTask: YardstickTask {
    let name = "groups"
    let abstract = "entity numbers of the given mentions (start, end, type)"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        var grouping = GroupingProbe()
        return records.map { record in
            let mentions = (record.fields["mentions"] as? [[String: Any]] ?? []).compactMap {
                mention -> (start: Int, end: Int, type: String)? in
                guard let start = mention["start"] as? Int, let end = mention["end"] as? Int, let type = mention["type"] as? String else {
                    return nil
                }
                return (start, end, type)
            }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
            let entities = grouping.group(record.text, mentions) { stage in clock.measure(stage) }
            let lines = zip(mentions, entities).map { ["start": $0.start, "end": $0.end, "type": $0.type, "entity": $1] as [String: Any] }
            return ["id": record.id, "mentions": lines]
        }
    }
}
