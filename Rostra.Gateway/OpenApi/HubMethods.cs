using System.Reflection;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Rostra.Realtime;

namespace Rostra.OpenApi;

/// <summary>
/// Describes the hub as if it were HTTP, since the document knows nothing else: each command as a POST below <see cref="Commands"/>, each thing that the server
/// tells a client below <see cref="Pushes"/>. the document is then put right.
/// </summary>
internal sealed class HubMethods : IApiDescriptionProvider
{
    public const string Commands = "/hub/";
    public const string Pushes = "/push/";

    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var command in typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var takes = command.GetCustomAttribute<TakesAttribute>()
                ?? throw new InvalidOperationException($"The hub's method {command.Name} does not say what it takes: add [Takes<…>].");
            var described = Described(command, Commands);
            described.AddBody(takes.Type);
            described.AddAnswer(StatusCodes.Status200OK, ValueOf(command));
            described.AddAnswer(StatusCodes.Status422UnprocessableEntity, typeof(Refusal));
            context.Results.Add(described);
        }

        foreach (var push in typeof(IChatClient).GetMethods())
        {
            var described = Described(push, Pushes);
            described.AddBody(push.GetParameters().Single().ParameterType);
            context.Results.Add(described);
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static ApiDescription Described(MethodInfo method, string path) => new()
    {
        HttpMethod = HttpMethods.Post,
        RelativePath = path[1..] + method.Name,
        ActionDescriptor = new ActionDescriptor { DisplayName = method.Name, EndpointMetadata = [method, new TagsAttribute("Hub")] },
    };

    /// <summary>Of the outcome that the method's task brings.</summary>
    private static Type ValueOf(MethodInfo command) =>
        Nullable.GetUnderlyingType(ValueProperty(command).PropertyType) ?? ValueProperty(command).PropertyType;

    private static PropertyInfo ValueProperty(MethodInfo command) => command.ReturnType.GetGenericArguments()[0].GetProperty("Value")!;
}
