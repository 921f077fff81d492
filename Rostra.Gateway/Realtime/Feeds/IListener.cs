namespace Rostra.Realtime;

/// <summary>A connection, as a feed sees it.</summary>
internal interface IListener
{
    Guid UserId { get; }

    /// <summary>Only enqueues.</summary>
    void Send(Delivery delivery);

    /// <summary>Notes that a room's feed serves it now; false when it has closed meanwhile.</summary>
    bool Enter(Guid roomId);

    void Exit(Guid roomId);
}
