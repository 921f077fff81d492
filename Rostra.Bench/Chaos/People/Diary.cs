using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>Writes down for one window what it does, before it does it, and what came of it.</summary>
internal sealed class Diary(HistoryWriter writer)
{
    private volatile Identity _identity = new(null, null, null, null);

    public string Client => writer.Client;

    public Identity Now => _identity;

    /// <summary>Logged in no more.</summary>
    public void IsNobody() => _identity = _identity with { Sid = null };

    public void Is(Guid user, Guid session) => _identity = _identity with { User = user, Sid = session };

    public void IsOn(int connection, string gateway) => _identity = _identity with { Conn = connection, Gw = gateway };

    public void Write(HistoryLine line, Identity? as_ = null) => writer.Write((as_ ?? _identity).Sign(line));

    /// <summary>Makes a call: the line goes out first, and only a definite refusal is written down as one.</summary>
    public async Task<Answer<T>> Call<T>(HistoryLine line, Func<Task<Answer<T>>> call, Func<T, HistoryLine, HistoryLine> tell)
        where T : class
    {
        var identity = _identity;
        var asked = identity.Sign(line) with { N = writer.NextN() };
        writer.Write(asked);
        var end = new HistoryLine { Client = "", Op = asked.Op, N = asked.N, User = asked.User, Sid = asked.Sid, Conn = asked.Conn, Gw = asked.Gw, Room = asked.Room, Target = asked.Target };
        try
        {
            var answer = await call();
            writer.Write(answer.Problem switch
            {
                null => (answer.Value is { } value ? tell(value, end) : end) with { Phase = Phase.Ok },
                { } problem => end with { Phase = IsDefinite(problem) ? Phase.Fail : Phase.Info, Code = problem.Code },
            });
            return answer;
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            writer.Write(end with { Phase = Phase.Info, Code = "cut" });
            throw;
        }
    }

    private static bool IsDefinite(Problem problem) =>
        problem.Code is not ("unreachable" or "busy" or "internal" or "hubError" or "contract") && !problem.Code.StartsWith("http5", StringComparison.Ordinal) && problem.Status is < 500;
}

/// <summary>Who, in which session, on which socket, at which gateway.</summary>
internal sealed record Identity(Guid? User, Guid? Sid, int? Conn, string? Gw)
{
    // A login's own answer says whose session it is.
    public HistoryLine Sign(HistoryLine line) => line with { User = line.User ?? User, Sid = line.Sid ?? Sid, Conn = line.Conn ?? Conn, Gw = line.Gw ?? Gw };
}
