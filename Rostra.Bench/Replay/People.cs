using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>The accounts of the speakers: registered in a first run, entered in a later one.</summary>
internal sealed class People(Api api, string passwordSeed)
{
    /// <summary>Each entry costs the server a password hash, so more at once only makes them queue.</summary>
    private const int EnteringMax = 8;
    private const int NamesTried = 3;
    private readonly ConcurrentDictionary<Speaker, Account> _accounts = new();

    public Account this[Speaker speaker] => _accounts[speaker];

    public Task Enter(IEnumerable<Speaker> speakers, Action entered, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            speakers,
            new ParallelOptions { MaxDegreeOfParallelism = EnteringMax, CancellationToken = cancellation },
            async (speaker, stopping) =>
            {
                _accounts[speaker] = await Enter(speaker, stopping);
                entered();
            });

    public Task<string> Token(Speaker speaker, CancellationToken cancellation) => this[speaker].Token(api, cancellation);

    private async Task<Account> Enter(Speaker speaker, CancellationToken cancellation)
    {
        for (var tried = 0; tried < NamesTried; tried++)
        {
            // Somebody outside the conversation may hold the name; the next one is as fixed as the first.
            var username = tried == 0 ? speaker.Username : $"{speaker.Username}~r{tried}";
            var account = new Account(username, $"{Secret(username, "email")[..20]}@replay.invalid".ToLowerInvariant(), Secret(username, "password"));
            if (await account.Enter(api, cancellation)) return account;
        }

        throw new BenchException(
            $"The names for “{speaker.Nick}” ({speaker.Username} and {NamesTried - 1} more) belong to others here. " +
            "Was this server filled with another --password-seed? Then give that one.");
    }

    private string Secret(string username, string use) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(passwordSeed), Encoding.UTF8.GetBytes($"{use}/{username}")))[..32];
}
