using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Rostra.Hosting;

/// <summary>The client's files; its page is told below which path it stands, and where its files are from there.</summary>
/// <param name="basePath">Without a slash at its end.</param>
internal sealed class PageFiles(IFileProvider files, string basePath) : IFileProvider
{
    private const string Page = "/index.html";

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IFileInfo GetFileInfo(string subpath) =>
        subpath == Page && files.GetFileInfo(subpath) is { Exists: true } page ? new PlacedPage(page, Placed(page)) : files.GetFileInfo(subpath);

    public IChangeToken Watch(string filter) => files.Watch(filter);

    private byte[] Placed(IFileInfo page)
    {
        using var reader = new StreamReader(page.CreateReadStream());
        var text = reader.ReadToEnd().Replace("=\"./", $"=\"{basePath}/", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(basePath.Length == 0 ? text : text.Replace("<html ", $"<html data-base=\"{basePath}\" ", StringComparison.Ordinal));
    }

    private sealed class PlacedPage(IFileInfo page, byte[] text) : IFileInfo
    {
        public bool Exists => true;

        public long Length => text.Length;

        public string? PhysicalPath => null; // Else the file itself would be sent.

        public string Name => page.Name;

        public DateTimeOffset LastModified => page.LastModified;

        public bool IsDirectory => false;

        public Stream CreateReadStream() => new MemoryStream(text, writable: false);
    }
}
