namespace Rostra.Search;

/// <summary>
/// The newest messages of one room that hold every word, in SQL. First the newest are looked through: common words are there. Where that brings no full page, a sample of what is
/// older says whether looking on or the index costs less. Neither is left to the planner's guess (docs/decisions/0068).
/// </summary>
/// <param name="words">What is looked for.</param>
/// <param name="room">The room's messages <c>m</c>, as the index knows them.</param>
/// <param name="range">The messages <c>m</c> of the room from one id up to, without, another.</param>
/// <param name="bounds">What else must hold of <c>m</c>.</param>
/// <param name="columns">Of <c>m</c>, the id among them.</param>
/// <param name="limit">How many are looked for: a parameter.</param>
/// <param name="walkMax">How many of the newest are looked through first.</param>
internal sealed class NewestSql(WordSql words, string room, Func<string, string, string> range, string bounds, string columns, string limit, int walkMax)
{
    /// <summary>Where fewer are left, the index is asked at once.</summary>
    private const int SampledMin = 10_000;

    private const int Parts = 20;

    /// <summary>Messages that are looked at in each part.</summary>
    private const int PartSample = 100;

    /// <summary>For what the index costs for one hit, so many messages can be looked through.</summary>
    private const int WalkedPerHit = 6;

    /// <summary>A sample may be wrong: so many times as many are looked through as it says that are needed.</summary>
    private const int Doubt = 2;

    private const string Order = "m.room_id desc, m.id desc";

    private string Unfilled => $"(select id from edge) is not null and (select count(*) from near) + (select count(*) from further) < {limit}";

    // "is true" hides it from the primary key: of an id that is not yet known the planner thinks that it leaves a handful of messages, and reads the room from its start.
    private string Far => $"{room} and (m.id < (select coalesce((select low from span), (select id from edge)))) is true and {bounds} and {Unfilled}";

    /// <summary>A query that answers <c>columns</c>, more than <c>limit</c> of them sometimes.</summary>
    /// <param name="before">Only messages before this id.</param>
    /// <param name="gate">What must hold for the room to be searched at all.</param>
    public string Text(string before, string gate) => $"""
        with walk as materialized (select {columns}, m.text from rostra.messages m where {range("0", before)} and {bounds} and {gate} order by {Order} limit {walkMax}),
            near as materialized (select {columns} from walk m where {words.Each} order by m.id desc limit {limit}),
            edge as materialized (select min(id) as id from walk having count(*) = {walkMax} and (select count(*) from near) < {limit}),
            {(words.IsIndexed ? Sampled : Unsampled)}
            further as materialized (
                select {columns} from (
                    select m.room_id, {columns}, m.text from rostra.messages m
                    where {range("(select low from span)", "(select id from edge)")} and {bounds} order by {Order} limit (select id from edge)) m
                where {words.Each} order by m.id desc limit {limit}),
            far as materialized (select {columns} from rostra.messages m where {Far} and {words.ForIndex})
        select {columns} from near m union all select {columns} from further m union all select {columns} from far m
        """;

    // Part 20 is the newest. "rows" is how many have to be looked through until the page is full, where hits lie as in the sample.
    private string Sampled => $"""
        sample as materialized (
                select part, count(*) filter (where is_hit) * edge.id / {Parts * PartSample}.0 as hits, count(*) * edge.id / {Parts * PartSample}.0 as found
                from edge cross join generate_series(1, {Parts}) part cross join lateral (
                    select {bounds} as is_hit from (
                        select m.* from rostra.messages m where {range("0", $"edge.id * part / {Parts}")} and edge.id > {SampledMin} order by {Order} limit {PartSample}) m
                    where {words.Each}) m
                group by part, edge.id),
            span as materialized (
                select greatest(edge.id - {Doubt} * s.rows, 0)::bigint as low
                from edge cross join lateral (
                    select edge.id / {Parts} * ({Parts} - part + ({limit} - newer + hits) / hits) as rows, s.found
                    from (select part, hits, sum(hits) over (order by part desc) as newer, sum(found) over () as found from sample where hits > 0) s
                    where newer >= {limit} order by part desc limit 1) s
                where s.rows < s.found * {WalkedPerHit}),
        """;

    // No index knows such words.
    private static string Unsampled => "span as materialized (select 0::bigint as low from edge),";
}
