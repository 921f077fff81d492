using Rostra.Hosting;

namespace Rostra.OpenApi;

/// <summary>The document, on a cluster's gateway: for operators only.</summary>
internal sealed class DocumentPage(ApiDocument document) : IManagementPages
{
    public void Map(IEndpointRouteBuilder app) => app.MapApiDocument(document);
}
