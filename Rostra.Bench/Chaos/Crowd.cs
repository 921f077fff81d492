using System.Globalization;
using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>Everybody who takes part: people with one, two or three windows each, in rooms that stay.</summary>
internal sealed class Crowd : IDisposable
{
    private const int RoomCount = 4;
    private const double WindowsPerPerson = 1.7;
    private readonly List<HistoryWriter> _writers = [];

    private Crowd(Stage stage, IReadOnlyList<Window> windows, IReadOnlyList<NpmWindow> npmWindows, List<HistoryWriter> writers) =>
        (Stage, Windows, NpmWindows, _writers) = (stage, windows, npmWindows, writers);

    public Stage Stage { get; }

    public IReadOnlyList<Window> Windows { get; }

    /// <summary>Further windows of some of the people.</summary>
    public IReadOnlyList<NpmWindow> NpmWindows { get; }

    public static async Task<Crowd> Gather(string directory, Doors doors, ChaosOptions options, CancellationToken cancellation)
    {
        var random = new Random(options.Seed);
        var api = doors.Pick(random).Api;
        var people = await Register(api, Math.Max(2, (int)(options.Clients / WindowsPerPerson)), cancellation);
        var rooms = new List<Guid>();
        var writers = new List<HistoryWriter>();
        for (var number = 0; number < RoomCount; number++) rooms.Add(await MakeRoom(api, directory, writers, people[number % people.Count], number, cancellation));

        var stage = new Stage { Rooms = rooms };
        var windows = new List<Window>();
        for (var number = 0; number < options.Clients; number++)
        {
            var writer = new HistoryWriter(directory, string.Create(CultureInfo.InvariantCulture, $"window-{number:D2}"));
            writers.Add(writer);
            windows.Add(new Window(people[number % people.Count].Person, writer, doors, stage, new Random(random.Next())));
        }

        return new(stage, windows, [.. Enumerable.Range(0, options.NpmClients).Select(number => NpmWindow.Open(directory, number, people[number % people.Count].Person, doors, rooms))], writers);
    }

    /// <summary>Nobody says anything new.</summary>
    public void BeQuiet()
    {
        Stage.IsOpen = false;
        foreach (var window in NpmWindows) window.BeQuiet();
    }

    public void Dispose()
    {
        foreach (var window in NpmWindows) window.Dispose();
        foreach (var window in Windows) window.Dispose();
        foreach (var writer in _writers) writer.Dispose();
    }

    private static async Task<List<(Person Person, string Token)>> Register(Api api, int count, CancellationToken cancellation)
    {
        var people = new List<(Person, string)>();
        for (var number = 0; number < count; number++)
        {
            var person = new Person(string.Create(CultureInfo.InvariantCulture, $"chaos-{number}"), $"a-password-for-chaos-{number}");
            var body = new { username = person.Username, email = $"{person.Username}@bench.invalid", password = person.Password };
            var made = (await Patience.Usual.Insist(() => api.Post<Auth>("/api/auth/register", null, body, cancellation), cancellation)).OrThrow($"Registering {person.Username}");
            person.Id = made.User.Id;
            people.Add((person, made.AccessToken));
        }

        return people;
    }

    // Somebody must have made the room in the history, too.
    private static async Task<Guid> MakeRoom(Api api, string directory, List<HistoryWriter> writers, (Person Person, string Token) owner, int number, CancellationToken cancellation)
    {
        var writer = new HistoryWriter(directory, string.Create(CultureInfo.InvariantCulture, $"maker-{number}"));
        writers.Add(writer);
        var id = Guid.CreateVersion7();
        var line = new HistoryLine { Client = "", Op = Op.Make, N = writer.NextN(), User = owner.Person.Id, Room = id };
        writer.Write(line);
        var made = await Patience.Usual.Insist(() => api.Post<MyRoom>("/api/rooms", owner.Token, new { name = $"chaos {number}", id }, cancellation), cancellation);
        writer.Write(line with { Phase = Phase.Ok, Seq = 1 });
        return made.OrThrow("Making a room").Id;
    }
}
