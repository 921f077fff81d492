using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Rostra.OpenApi;

/// <summary>What may be null in C# is absent on the wire, and everything else is always there: so a member is required exactly when it cannot be null.</summary>
internal sealed class RequiredMembers : IOpenApiSchemaTransformer
{
    private static readonly NullabilityInfoContext Nullability = new();

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        if (type.Kind is JsonTypeInfoKind.Object)
        {
            schema.Type = JsonSchemaType.Object;
            schema.Required = type.Properties.Where(member => schema.Properties?.ContainsKey(member.Name) is true && IsAlwaysThere(member)).Select(member => member.Name).ToHashSet();
        }
        else if ((Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String; // A converter of ours writes it, and the framework does not know what.
        }

        return Task.CompletedTask;
    }

    private static bool IsAlwaysThere(JsonPropertyInfo member) => member.AttributeProvider is PropertyInfo property
        && Nullability.Create(property).ReadState is NullabilityState.NotNull;
}
