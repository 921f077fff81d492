namespace Rostra.OpenApi;

/// <summary>
/// The record that says what a handler reads by hand from its body, for the document alone. Not the framework's own <c>Accepts</c>: that one refuses other media
/// types in routing, which is before 401.
/// </summary>
internal sealed record BodyShape(Type Type);

/// <summary>The record that says what a handler reads by hand from its query, for the document alone.</summary>
internal sealed record QueryShape(Type Type);

/// <summary>On a hub method: the record that says what it reads from its argument, for the document alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class TakesAttribute(Type type) : Attribute
{
    public Type Type => type;
}

/// <inheritdoc />
internal sealed class TakesAttribute<T>() : TakesAttribute(typeof(T));

/// <summary>A body without members: <c>{}</c>.</summary>
internal sealed record Nothing;

internal static class Shapes
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Documents the body.</summary>
        public RouteHandlerBuilder Takes<TBody>() => endpoint.WithMetadata(new BodyShape(typeof(TBody)));

        /// <summary>Documents the query.</summary>
        public RouteHandlerBuilder Asks<TQuery>() => endpoint.WithMetadata(new QueryShape(typeof(TQuery)));
    }
}
