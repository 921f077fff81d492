using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Rostra.OpenApi;

/// <summary>Adds to the endpoints' descriptions what they read by hand: their bodies and queries.</summary>
internal sealed class ShapedEndpoints : IApiDescriptionProvider
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>After the framework's own, which describes the endpoints.</summary>
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in context.Results)
        {
            var metadata = endpoint.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<BodyShape>().LastOrDefault() is { } body)
            {
                endpoint.AddBody(body.Type);
            }

            foreach (var parameter in metadata.OfType<QueryShape>().SelectMany(query => query.Type.GetProperties()))
            {
                var isRequired = Nullability.Create(parameter).ReadState is NullabilityState.NotNull;
                endpoint.AddParameter(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name), parameter.PropertyType, BindingSource.Query, isRequired);
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }
}

internal static class Describing
{
    private const string Json = "application/json";

    private static readonly EmptyModelMetadataProvider Metadata = new();

    extension(ApiDescription description)
    {
        public void AddBody(Type type)
        {
            description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = Json });
            description.AddParameter("body", type, BindingSource.Body, isRequired: true);
        }

        public void AddParameter(string name, Type type, BindingSource source, bool isRequired) => description.ParameterDescriptions.Add(new ApiParameterDescription
        {
            Name = name,
            Type = type,
            Source = source,
            IsRequired = isRequired,
            ModelMetadata = Metadata.GetMetadataForType(type),
        });

        public void AddAnswer(int status, Type type) => description.SupportedResponseTypes.Add(
            new ApiResponseType { StatusCode = status, Type = type, ApiResponseFormats = { new ApiResponseFormat { MediaType = Json } } });
    }
}
