using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Rostra.Hosting;

/// <summary>The only place that knows which HTTP status a refusal has, and which refusal a bare status stands for.</summary>
internal static class Refusals
{
    extension(RefusalCode code)
    {
        public int Status => code switch
        {
            RefusalCode.Malformed => StatusCodes.Status400BadRequest,
            RefusalCode.Unauthenticated or RefusalCode.BadCredentials or RefusalCode.RefreshInvalid => StatusCodes.Status401Unauthorized,
            RefusalCode.NotMember or RefusalCode.NotOwner or RefusalCode.NotAuthor or RefusalCode.OwnerCannotLeave or RefusalCode.OriginRefused
                or RefusalCode.Banned or RefusalCode.Muted
                or RefusalCode.RegistrationClosed or RefusalCode.NotAdministrator or RefusalCode.AdministratorNamed
                => StatusCodes.Status403Forbidden,
            RefusalCode.NotFound or RefusalCode.RoomNotFound or RefusalCode.MessageNotFound or RefusalCode.UserNotFound or RefusalCode.SessionNotFound
                => StatusCodes.Status404NotFound,
            RefusalCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
            RefusalCode.UsernameTaken or RefusalCode.EmailTaken or RefusalCode.RoomNameTaken or RefusalCode.AlreadyMember or RefusalCode.RoomLimit
                or RefusalCode.RoomFull or RefusalCode.MessageDeleted or RefusalCode.TextUnchanged or RefusalCode.ListFull => StatusCodes.Status409Conflict,
            RefusalCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
            RefusalCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
            RefusalCode.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalCode.RateLimited or RefusalCode.SlowMode => StatusCodes.Status429TooManyRequests,
            RefusalCode.Busy or RefusalCode.Moved => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
    }

    extension(Refusal refusal)
    {
        public Refused ToHttp() => new(refusal);
    }

    extension<T>(Outcome<T> outcome)
    {
        /// <summary>200 with the value, or the refusal.</summary>
        public Results<Ok<T>, Refused> ToHttp() => outcome.Refusal is { } refusal ? refusal.ToHttp() : TypedResults.Ok(outcome.Value);

        /// <summary>What <paramref name="answer"/> makes of the value, or the refusal.</summary>
        public Results<TResult, Refused> ToHttp<TResult>(Func<T, TResult> answer)
            where TResult : IResult => outcome.Refusal is { } refusal ? refusal.ToHttp() : answer(outcome.Value!);
    }

    extension(Outcome<Done> outcome)
    {
        /// <summary>204, or the refusal.</summary>
        public Results<NoContent, Refused> ToNoContent() => outcome.ToHttp(_ => TypedResults.NoContent());
    }

    /// <summary>What a status means that the framework set without a body.</summary>
    public static Refusal OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(RefusalCode.Unauthenticated, "A valid access token is needed."),
        StatusCodes.Status403Forbidden => new(RefusalCode.OriginRefused, "That is not allowed from here."),
        StatusCodes.Status404NotFound => new(RefusalCode.NotFound, "There is nothing at this path."),
        StatusCodes.Status405MethodNotAllowed => new(RefusalCode.MethodNotAllowed, "This path does not answer that method."),
        StatusCodes.Status413PayloadTooLarge => new(RefusalCode.TooLarge, "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => new(RefusalCode.UnsupportedMediaType, "The body must be application/json in UTF-8."),
        StatusCodes.Status429TooManyRequests => new(RefusalCode.RateLimited, "Too many requests; wait a little."),
        StatusCodes.Status503ServiceUnavailable => new(RefusalCode.Busy, "Not reachable in time; repeat the same request."),
        >= 400 and < 500 => new(RefusalCode.Malformed, "The request could not be read."),
        _ => new(RefusalCode.Internal, "Something went wrong here."),
    };
}

/// <summary>A refusal as an HTTP answer.</summary>
internal sealed class Refused(Refusal refusal) : IResult, IEndpointMetadataProvider
{
    public Refusal Refusal => refusal;

    public Task ExecuteAsync(HttpContext httpContext) => Problem.Write(httpContext, refusal);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), [Problem.ContentType]));
}
