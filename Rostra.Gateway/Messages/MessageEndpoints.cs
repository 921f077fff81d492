using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Messages;

/// <summary>Messages over HTTP: the hub's commands, with the same outcomes.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api/rooms/{roomId:id}/messages").WithTags("Messages");
        messages.MapPost("/", Post).Takes<PostRequest>();

        var message = messages.MapGroup("/{id:seq}");
        message.MapGet("/", One);
        message.MapPatch("/", Edit).Takes<EditRequest>();
        message.MapDelete("/", Delete);
        message.MapGet("/reactions", Reactors);
        message.MapPut("/reactions/{emoji}", React);
        message.MapDelete("/reactions/{emoji}", Unreact);
    }

    private static async Task<Results<Created<Posted>, Ok<Posted>, Refused>> Post(
        Guid roomId, Fields fields, ClaimsPrincipal user, MessageCommands messages)
    {
        var post = messages.Read(user.Ref, fields);
        if (fields.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        // Each request is an origin of its own: its order is kept by waiting for the answer.
        var outcome = await messages.Post(roomId, new object(), post);
        return outcome switch
        {
            { Refusal: { } refusal } => refusal.ToHttp(),
            { Value: { Duplicate: true } repeated } => TypedResults.Ok(repeated),
            { Value: var posted } => TypedResults.Created($"/api/rooms/{roomId}/messages/{posted!.Message.Id}", posted),
        };
    }

    private static async Task<Results<Ok<Message>, Refused>> One(Guid roomId, long id, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var message = await patience.Try(_ => grains.History().Message(roomId, user.Ref.Id, id));
        return message.ToHttp();
    }

    private static async Task<Results<Ok<ImmutableArray<Reactors>>, Refused>> Reactors(Guid roomId, long id, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var reactors = await patience.Try(_ => grains.History().Reactors(roomId, user.Ref.Id, id));
        return reactors.ToHttp();
    }

    private static async Task<Results<Ok<Message>, Refused>> Edit(Guid roomId, long id, Fields fields, ClaimsPrincipal user, MessageCommands messages) =>
        (await messages.Edit(roomId, user.Ref, id, fields)).ToHttp();

    private static async Task<Results<Ok<Message>, Refused>> Delete(Guid roomId, long id, ClaimsPrincipal user, MessageCommands messages) =>
        (await messages.Delete(roomId, user.Ref, id)).ToHttp();

    private static async Task<Results<Ok<Message>, Refused>> React(Guid roomId, long id, string emoji, ClaimsPrincipal user, MessageCommands messages) =>
        (await messages.React(roomId, new React(user.Ref, id, emoji, On: true))).ToHttp();

    private static async Task<Results<Ok<Message>, Refused>> Unreact(Guid roomId, long id, string emoji, ClaimsPrincipal user, MessageCommands messages) =>
        (await messages.React(roomId, new React(user.Ref, id, emoji, On: false))).ToHttp();
}
