namespace Rostra.Rooms;

/// <summary>What <c>POST /api/rooms</c> reads.</summary>
/// <param name="Id">A UUID of the client's: makes a retry safe.</param>
internal sealed record CreateRoomRequest(string Name, string? Description, Guid? Id);

/// <summary>What <c>PATCH /api/rooms/{roomId}</c> reads: at least one of them.</summary>
/// <param name="Description"><c>null</c> clears it.</param>
/// <param name="SlowModeSeconds">One message of each member in so many seconds, the owner's apart; 0: none.</param>
/// <param name="KeepDays">What is older is removed; 0: as the server says.</param>
internal sealed record EditRoomRequest(string? Name, string? Description, int? SlowModeSeconds, int? KeepDays);

/// <summary>What <c>GET /api/rooms/discover</c> reads.</summary>
internal sealed record DiscoverQuery(string? Query, string? Cursor, int? Limit);

/// <summary>What <c>GET /api/rooms/{roomId}/members</c> reads.</summary>
internal sealed record MembersQuery(string? Query, bool? Online, string? Cursor, int? Limit);

/// <summary>What <c>PUT /api/rooms/{roomId}/members/{userId}</c> reads.</summary>
/// <param name="Role"><c>owner</c>: hands the room over.</param>
internal sealed record HandOverRequest(string Role);

/// <summary>What <c>PUT /api/rooms/{roomId}/read</c> reads.</summary>
internal sealed record MarkReadRequest(long Seq);

/// <summary>What <c>MarkRead</c> reads.</summary>
internal sealed record MarkReadCommand(Guid RoomId, long Seq);

/// <summary>What <c>Typing</c> reads.</summary>
internal sealed record TypingCommand(Guid RoomId);
