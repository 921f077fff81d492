using Rostra.Messages;

namespace Rostra.Search;

/// <summary>Finds what was said. Reads only; membership is judged in the same snapshot as what is found.</summary>
[Alias("rostra.ISearchGrain")]
public interface ISearchGrain : IGrainWithIntegerKey
{
    /// <summary>Messages of one room in which every word is found, the newest first. Refusals: <c>busy</c> when it takes too long, and those of strangers.</summary>
    [Alias("InRoom")]
    Task<Outcome<Hits>> InRoom(Guid roomId, Guid userId, RoomSearch search);

    /// <summary>Messages of all rooms of a person, the newest first. Refusals: <c>invalid</c> for a filter or cursor that is none, <c>busy</c> when it takes too long.</summary>
    [Alias("InRooms")]
    Task<Outcome<FoundHits>> InRooms(Guid userId, RoomsSearch search);
}

/// <param name="Text">As typed: words and filters (<c>from:</c>, <c>in:</c>, <c>before:</c>, <c>has:link</c>).</param>
/// <param name="Cursor">Where the page before ended; null: from the newest.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomsSearch")]
public sealed record RoomsSearch(string Text, string? Cursor, int Limit);

/// <param name="Hits">The newest first.</param>
/// <param name="Cursor">Leads to the next page; absent on the last.</param>
[GenerateSerializer, Immutable, Alias("rostra.FoundHits")]
public sealed record FoundHits(ImmutableArray<Hit> Hits, string? Cursor);

/// <param name="Text">As typed.</param>
/// <param name="Before">Only messages with a smaller id; null: from the newest.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomSearch")]
public sealed record RoomSearch(string Text, long? Before, int Limit);

/// <param name="Items">The newest first.</param>
/// <param name="HasMore">There are more, before the last one.</param>
[GenerateSerializer, Immutable, Alias("rostra.Hits")]
public sealed record Hits([property: System.Text.Json.Serialization.JsonPropertyName("hits")] ImmutableArray<Hit> Items, bool HasMore);

/// <param name="Fragments">The text, in pieces that follow each other.</param>
[GenerateSerializer, Immutable, Alias("rostra.Hit")]
public sealed record Hit(Message Message, ImmutableArray<Fragment> Fragments);

/// <summary>A piece of a text; never HTML.</summary>
/// <param name="Match">Whether it is what was searched for.</param>
[GenerateSerializer, Immutable, Alias("rostra.Fragment")]
public sealed record Fragment(string Text, bool Match);
