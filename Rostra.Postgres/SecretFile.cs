using System.Security.Cryptography;

namespace Rostra.Postgres;

/// <summary>A generated secret in a file that only its owner can read.</summary>
internal static class SecretFile
{
    private const int SecretLengthBytes = 32;

    /// <summary>The secret in the file; made, at the first start, of 32 random bytes in base64.</summary>
    public static string ReadOrMake(string path)
    {
        if (File.Exists(path))
        {
            return File.ReadAllText(path).Trim();
        }

        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLengthBytes));
        var unfinished = path + ".new";
        Write(unfinished, secret);
        File.Move(unfinished, path, overwrite: true);
        return secret;
    }

    public static void Write(string path, string secret)
    {
        using var file = Create(path);
        using (var text = new StreamWriter(file, leaveOpen: true))
        {
            text.WriteLine(secret);
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>A new file that only its owner can read, in the place of whatever is there.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path); // An older file would keep its mode.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Modes.Secret;
        }

        return new FileStream(path, options);
    }
}
