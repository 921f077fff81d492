using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>An answer after which something may follow, not sooner.</summary>
internal interface IFollowed
{
    void Written();
}

/// <summary>
/// SignalR's JSON protocol, which tells an answer when it has been written. SignalR writes a message under the connection's write lock,
/// so whatever is sent after <see cref="IFollowed.Written"/> comes behind it on the wire.
/// </summary>
internal sealed class AfterAnswerProtocol : IHubProtocol
{
    private readonly JsonHubProtocol _json;

    public AfterAnswerProtocol()
    {
        var options = new JsonHubProtocolOptions();
        Wire.Apply(options.PayloadSerializerOptions);
        _json = new JsonHubProtocol(Options.Create(options));
    }

    /// <summary>The same name as SignalR's own, which it replaces: the resolver takes the last one registered.</summary>
    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        _json.TryParseMessage(ref input, binder, out message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        _json.WriteMessage(message, output);
        if (message is CompletionMessage { Result: IFollowed answer })
        {
            answer.Written();
        }
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);
}
