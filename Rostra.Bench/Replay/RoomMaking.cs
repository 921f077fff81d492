using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>Makes the rooms and lets everybody who speaks in them join.</summary>
internal sealed class RoomMaking(Api api, People people)
{
    private const int JoiningMax = 32;

    public async Task Make(IEnumerable<ReplayRoom> rooms, Action made, CancellationToken cancellation)
    {
        foreach (var room in rooms)
        {
            var body = new { id = room.Id, name = room.Name };
            var answer = await Insist<Room>(room.Maker, "/api/rooms", body, cancellation);
            if (answer.Problem is { } problem) throw new BenchException(Advice(room, problem));
            made();
        }
    }

    public Task Join(IEnumerable<ReplayRoom> rooms, Action joined, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            rooms.SelectMany(room => room.Speakers.Skip(1).Select(speaker => (room, speaker))),
            new ParallelOptions { MaxDegreeOfParallelism = JoiningMax, CancellationToken = cancellation },
            async (entry, stopping) =>
            {
                var answer = await Insist<Room>(entry.speaker, $"/api/rooms/{entry.room.Id}/join", new { }, stopping);
                if (answer.Problem is { Code: not "alreadyMember" } problem)
                {
                    throw new BenchException(problem.Code == "roomFull"
                        ? $"“{entry.room.Name}” is full: cut the conversation into smaller rooms, with --rooms month."
                        : $"“{entry.speaker.Username}” cannot join “{entry.room.Name}”: {problem}");
                }

                joined();
            });

    private Task<Answer<T>> Insist<T>(Speaker speaker, string path, object body, CancellationToken cancellation)
        where T : class =>
        Patience.Usual.Insist(async () => await api.Post<T>(path, await people.Token(speaker, cancellation), body, cancellation), cancellation);

    private static string Advice(ReplayRoom room, Problem problem) => problem.Code switch
    {
        "roomNameTaken" => $"The name “{room.Name}” is taken by another room: choose another with --title.",
        "invalid" => $"The room “{room.Name}” ({room.Id}) cannot be made: {problem}. It may have been made by another --password-seed, or deleted since: its id is used up.",
        _ => $"The room “{room.Name}” cannot be made: {problem}",
    };
}
