using System.Text.Json;
using System.Text.Json.Serialization;
using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>What somebody wants of a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Wish>))]
internal enum Wish
{
    /// <summary>It is to run, and to be started again when it ends by itself.</summary>
    Run,
    Stopped,
    Killed,
}

/// <summary>A process as the directory knows it, so that any command finds it again.</summary>
internal sealed record MemberRecord(Wish Wish, ProcessIdentity? Process = null)
{
    public static MemberRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<MemberRecord>(File.ReadAllText(file));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>At once or not at all: a reader never sees half of it.</summary>
    public void Write(string file)
    {
        var unfinished = $"{file}.{Environment.CurrentManagedThreadId}.new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this));
        File.Move(unfinished, file, overwrite: true);
    }
}
