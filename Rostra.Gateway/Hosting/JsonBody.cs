using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Rostra.Hosting;

/// <summary>Reads a request's body as one JSON object: media type, then size, then form, in the contract's order.</summary>
internal static class JsonBody
{
    private const int DepthMax = 16;

    public static async ValueTask<Fields> Read(HttpContext context, bool emptyIsFine)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return Fields.None(Refusals.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }

        var bytesMax = context.RequestServices.GetRequiredService<IOptions<GatewayLimits>>().Value.BodyBytesMax;
        try
        {
            return await Bytes(request, bytesMax, context.RequestAborted) is not { } bytes
                ? Fields.None(Refusals.OfStatus(StatusCodes.Status413PayloadTooLarge))
                : Parsed(bytes, emptyIsFine);
        }
        catch (BadHttpRequestException cut)
        {
            return Fields.None(Refusals.OfStatus(cut.StatusCode));
        }
    }

    private static Fields Parsed(byte[] bytes, bool emptyIsFine)
    {
        if (bytes.Length == 0 && emptyIsFine)
        {
            return Fields.Empty();
        }

        if (!Utf8.IsValid(bytes))
        {
            return Malformed("The body is not UTF-8.");
        }

        try
        {
            return Fields.Of(JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = DepthMax }));
        }
        catch (JsonException)
        {
            return Malformed("The body is not JSON.");
        }
    }

    private static async ValueTask<byte[]?> Bytes(HttpRequest request, int bytesMax, CancellationToken cancellation)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            var isTooLarge = read.Buffer.Length > bytesMax;
            if (isTooLarge || read.IsCompleted)
            {
                var bytes = isTooLarge ? null : read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static Fields Malformed(string sentence) => Fields.None(new Refusal(RefusalCode.Malformed, sentence));
}
