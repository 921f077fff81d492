using System.Globalization;
using Rostra.Clients;

namespace Rostra.Chat;

/// <summary>What a person may write.</summary>
internal sealed partial class Conversation
{
    private const int FoundMax = 50;

    public const string Orders = """
        A line is a message to the room. What begins with / is an order:
          /rooms             my rooms, with what is unread
          /find [words]      rooms that there are
          /join <room>       enter a room, or go to one of mine
          /new <room>        make a room
          /leave             leave this room
          /all               show all of my rooms, write to none
          /who               who is here
          /history [count]   the newest messages again, 100 at most
          /edit <text>       my newest message, in other words
          /delete            my newest message
          /react <emoji>     to the newest message
          /help              this text
          /quit              end (Ctrl-D does, too)
        A message that begins with / is written with two of them.
        """;

    private async Task Obey(CancellationToken cancellation)
    {
        await foreach (var line in screen.Lines(cancellation))
        {
            MarkRead();
            var (order, rest) = line.Split(' ', 2) is [var first, var others] ? (first, others.Trim()) : (line.Trim(), "");
            if (order is "/quit") break;
            try
            {
                if (order.StartsWith('/') && !order.StartsWith("//", StringComparison.Ordinal)) await Do(order, rest, cancellation);
                else await Write(line.StartsWith("//", StringComparison.Ordinal) ? line[1..] : line);
            }
            catch (RostraException refused)
            {
                Refuse(refused.Message);
            }
        }

        // Whoever pipes something in wants it sent before the program ends.
        await Task.WhenAll(_underWay).WaitAsync(cancellation);
    }

    private Task Do(string order, string rest, CancellationToken cancellation) => order switch
    {
        "/rooms" => ShowRooms(cancellation),
        "/find" => Find(rest, cancellation),
        "/join" when rest.Length > 0 => Join(rest, cancellation),
        "/new" when rest.Length > 0 => Make(rest, cancellation),
        "/all" => Done(() => Go(null)),
        "/help" => Done(() => Say(Orders)),
        "/leave" when _room is { } room => rostra.Leave(room.Id, cancellation),
        "/who" when _room is { } room => ShowMembers(room, cancellation),
        "/history" when _room is { } room => ShowPage(room, int.TryParse(rest, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, 100) : 50, cancellation),
        "/edit" when _room is { } room && rest.Length > 0 => Change(room, isMine: true, message => rostra.Edit(room.Id, message.Id, rest, cancellation), cancellation),
        "/delete" when _room is { } room => Change(room, isMine: true, message => rostra.Delete(room.Id, message.Id, cancellation), cancellation),
        "/react" when _room is { } room && rest.Length > 0 => Change(room, isMine: false, message => rostra.React(room.Id, message.Id, rest, cancellation: cancellation), cancellation),
        "/join" or "/new" or "/edit" or "/react" when rest.Length == 0 => Done(() => Refuse($"{order} needs a word more: see /help.")),
        "/leave" or "/who" or "/history" or "/edit" or "/delete" or "/react" => Done(() => Refuse("In which room? /join one first.")),
        _ => Done(() => Refuse($"There is no order {order}: see /help.")),
    };

    private async Task Write(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        if (_room is not { } room)
        {
            Refuse("To which room? /join one first.");
            return;
        }

        while (_underWay.Count >= UnderWayMax) await _underWay.Dequeue();
        _underWay.Enqueue(Send(room, text.TrimEnd()));
        ShowPlace();
    }

    private async Task Send(Room room, string text)
    {
        try
        {
            await rostra.Send(room.Id, text);
            ShowPlace();
        }
        catch (RostraException refused)
        {
            Refuse($"{refused.Message} ({text})");
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // It is among what Run tells as not sent.
        }
    }

    private async Task ShowRooms(CancellationToken cancellation)
    {
        await _marking.WaitAsync(cancellation);
        foreach (var room in await rostra.MyRooms(cancellation)) Say(Described(room, room.Unread is > 0 and var unread ? $", {(unread < 100 ? $"{unread}" : "99+")} unread" : ""));
    }

    private async Task Find(string words, CancellationToken cancellation)
    {
        await foreach (var room in rostra.FindRooms(words, cancellation).Take(FoundMax)) Say(Described(room, ""));
    }

    private async Task Join(string name, CancellationToken cancellation) => await Enter(await rostra.Join(name.TrimStart('#'), cancellation), cancellation);

    private async Task Make(string name, CancellationToken cancellation) => await Enter(await rostra.CreateRoom(name, cancellation: cancellation), cancellation);

    private async Task ShowMembers(Room room, CancellationToken cancellation)
    {
        var here = await rostra.Members(room.Id, isOnline: true, cancellation).Take(FoundMax + 1).Select(member => member.User.Username).ToListAsync(cancellation);
        Say($"Here: {string.Join(", ", here.Take(FoundMax))}{(here.Count > FoundMax ? " and others" : "")}");
    }

    private async Task Change(Room room, bool isMine, Func<Message, Task> change, CancellationToken cancellation)
    {
        await Task.WhenAll(_underWay).WaitAsync(cancellation); // The message may be the one just written.
        var page = await rostra.History(room.Id, limit: 100, cancellation: cancellation);
        if (page.Messages.LastOrDefault(message => message.DeletedAt is null && (!isMine || message.Author.Id == rostra.Me.Id)) is { } newest) await change(newest);
        else Refuse("There is no such message among the newest.");
    }

    private static string Described(Room room, string more) => $"#{room.Name}: {room.MemberCount} {(room.MemberCount == 1 ? "person" : "people")}{more}{(room.Description is { } about ? $" – {about}" : "")}";

    private static Task Done(Action order)
    {
        order();
        return Task.CompletedTask;
    }
}
