namespace Rostra.Clients;

/// <summary>What an account does.</summary>
public sealed partial class RostraClient
{
    /// <summary>
    /// Sends a message. It waits for its turn and for a connection, and is sent again until it is acknowledged: once, and after all that was sent before it.
    /// </summary>
    /// <param name="text">1–1,000 code points after trimming.</param>
    /// <param name="clientId">The message's name, where it was sent before; else one is made.</param>
    /// <param name="cancellation">Ends the waiting, not the sending.</param>
    /// <exception cref="RostraException">Refused: <c>notMember</c>, <c>roomNotFound</c>, <c>invalid</c>; or <c>outboxFull</c>.</exception>
    public async Task<Posted> Send(Guid roomId, string text, Guid? clientId = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_ending.IsCancellationRequested, this);
        var unsent = new Unsent(roomId, clientId ?? Guid.CreateVersion7(), text);
        if (_outbox.Add(unsent)) _ = SendAll();
        return await unsent.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>A new room of mine.</summary>
    /// <exception cref="RostraException">Refused: <c>roomNameTaken</c>, <c>roomLimit</c>, <c>invalid</c>.</exception>
    public async Task<Room> CreateRoom(string name, string? description = null, CancellationToken cancellation = default)
    {
        var body = new { name, description, id = Guid.CreateVersion7() }; // The id makes a retry safe.
        return (await Insist(token => _api.Post<Room>("api/rooms", token, body, cancellation), forEver: false, cancellation)).OrThrow($"Making the room “{name}”");
    }

    /// <summary>Enters a room. In it already: nothing happens.</summary>
    /// <exception cref="RostraException">Refused: <c>roomNotFound</c>, <c>roomLimit</c>, <c>roomFull</c>.</exception>
    public async Task<Room> Join(Guid roomId, CancellationToken cancellation = default)
    {
        var joined = await Insist(token => _api.Post<Room>($"api/rooms/{roomId}/join", token, new { }, cancellation), forEver: false, cancellation);
        if (joined.Problem is { Code: "alreadyMember" })
        {
            joined = await Insist(token => _api.Get<Room>($"api/rooms/{roomId}", token, cancellation), forEver: false, cancellation);
        }

        return joined.OrThrow($"Joining {roomId}");
    }

    /// <summary>Enters the room of this name.</summary>
    /// <exception cref="RostraException">There is none (<c>roomNotFound</c>), or as with an id.</exception>
    public async Task<Room> Join(string name, CancellationToken cancellation = default)
    {
        await foreach (var room in FindRooms(name, cancellation))
        {
            if (string.Equals(room.Name, name, StringComparison.OrdinalIgnoreCase)) return await Join(room.Id, cancellation);
        }

        throw new RostraException($"There is no room “{name}”.") { Code = "roomNotFound" };
    }

    /// <summary>Leaves a room; out of it already: nothing happens.</summary>
    /// <exception cref="RostraException">Refused: <c>ownerCannotLeave</c>, <c>roomNotFound</c>.</exception>
    public async Task Leave(Guid roomId, CancellationToken cancellation = default)
    {
        var left = await Insist(token => _api.Post<Nothing>($"api/rooms/{roomId}/leave", token, new { }, cancellation), forEver: false, cancellation);
        if (left.Problem is { Code: not "notMember" }) left.OrThrow($"Leaving {roomId}");
    }

    /// <exception cref="RostraException">Refused: <c>notAuthor</c>, <c>messageDeleted</c>, <c>textUnchanged</c> …</exception>
    public async Task<Message> Edit(Guid roomId, long id, string text, CancellationToken cancellation = default)
    {
        var attempts = 0;
        var edited = await Command(socket => (attempts++, socket.Invoke<Message>("EditMessage", new { roomId, id, text })).Item2, cancellation);
        if (attempts > 1 && edited.Problem is { Code: "textUnchanged" })
        {
            // The first attempt had worked.
            edited = await Insist(token => _api.Get<Message>($"api/rooms/{roomId}/messages/{id}", token, cancellation), forEver: false, cancellation);
        }

        return edited.OrThrow("EditMessage");
    }

    /// <exception cref="RostraException">Refused: <c>notAuthor</c>, <c>messageNotFound</c> …</exception>
    public Task<Message> Delete(Guid roomId, long id, CancellationToken cancellation = default) => Command<Message>("DeleteMessage", new { roomId, id }, cancellation);

    /// <param name="emoji">One of those that <c>/api/limits</c> names.</param>
    /// <param name="on">False takes the reaction back.</param>
    public Task<Message> React(Guid roomId, long id, string emoji, bool on = true, CancellationToken cancellation = default) =>
        Command<Message>("React", new { roomId, id, emoji, on }, cancellation);

    /// <summary>I have read up to here.</summary>
    public Task MarkRead(Guid roomId, long seq, CancellationToken cancellation = default) => Command<Nothing>("MarkRead", new { roomId, seq }, cancellation);

    /// <summary>Shows the others for five seconds that I write.</summary>
    public Task Typing(Guid roomId, CancellationToken cancellation = default) => Command<Nothing>("Typing", new { roomId }, cancellation);

    private async Task<T> Command<T>(string method, object argument, CancellationToken cancellation)
        where T : class => (await Command(socket => socket.Invoke<T>(method, argument), cancellation)).OrThrow(method);

    /// <summary>Over the socket, again until the outcome is known.</summary>
    private async Task<Answer<T>> Command<T>(Func<HubSocket, Task<Answer<T>>> call, CancellationToken cancellation)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        return await Patience.Usual.Insist(async () => await Whole(call(await _link.Socket(either.Token))), either.Token);
    }

    private static async Task<Answer<T>> Whole<T>(Task<Answer<T>> answer)
        where T : class
    {
        try
        {
            return await answer;
        }
        catch (IOException cut)
        {
            return new(null, Problem.Unreachable with { Detail = cut.Message });
        }
    }

    private async Task SendAll()
    {
        try
        {
            for (var failures = 0; ;)
            {
                // One socket for all that is under way together: on the next one a message could overtake those that were cut.
                var socket = await _link.Socket(_ending.Token);
                var (problem, progressed) = await _outbox.SendAll(() => _budget.Window, unsent => Say(socket, unsent), Settle, _ending.Token);
                if (problem is null) return;
                failures = progressed ? 0 : failures + 1;
                await Task.Delay(Patience.Pause(problem, failures), _options.Time, _ending.Token);
            }
        }
        catch (Exception end)
        {
            foreach (var unsent in _outbox.Waiting) unsent.Answer.TrySetException(end is OperationCanceledException ? new ObjectDisposedException(nameof(RostraClient)) : end);
        }
    }

    private Task<Answer<Posted>> Say(HubSocket socket, Unsent unsent)
    {
        _budget.Spend();
        return Whole(socket.Invoke<Posted>("SendMessage", new { roomId = unsent.RoomId, clientId = unsent.ClientId, text = unsent.Text }));
    }

    private bool Settle(Unsent unsent, Answer<Posted> answer)
    {
        if (answer.Problem is { Code: "rateLimited" }) _budget.Exhaust();
        if (answer.Problem is { IsPassing: true }) return false;

        if (answer.Value is { } posted) unsent.Answer.TrySetResult(posted);
        else unsent.Answer.TrySetException(new RostraException($"The message was refused: {answer.Problem}") { Code = answer.Problem!.Code });
        return true;
    }
}
