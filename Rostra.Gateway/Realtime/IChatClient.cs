namespace Rostra.Realtime;

/// <summary>What the server tells a client. Public, because SignalR implements it at run time.</summary>
public interface IChatClient
{
    Task Receive(Batch batch);
}
