using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <summary>Hashes beside the grains' turns, few at a time, so that a flood of logins leaves the rest of the silo its cores and its memory.</summary>
internal sealed class PasswordHasher(IOptions<AccountOptions> options) : IDisposable
{
    private static readonly Refusal Full = new(RefusalCode.RateLimited, "Too many people are logging in; try again in a moment.", RetryAfterMs: 1_000);

    private readonly SemaphoreSlim _places = new(options.Value.HashesAtOnceMax);
    private int _inside;
    private long _done;

    /// <summary>Passwords that are hashed or wait for it.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Passwords that were hashed so far.</summary>
    public long Done => Volatile.Read(ref _done);

    public Task<Outcome<string>> Hash(string password) => Run(() => PasswordHash.Of(password));

    /// <param name="hash">Null where there is nobody: takes as long, and is never right.</param>
    public Task<Outcome<bool>> Matches(string password, string? hash) =>
        Run(() => PasswordHash.Matches(password, hash ?? PasswordHash.Nobody) && hash is not null);

    public void Dispose() => _places.Dispose();

    private async Task<Outcome<T>> Run<T>(Func<T> hash)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > options.Value.HashesAtOnceMax + options.Value.HashesWaitingMax)
            {
                return Full;
            }

            if (!await _places.WaitAsync(options.Value.HashWaitMax))
            {
                return Full;
            }

            try
            {
                return await Task.Run(hash);
            }
            finally
            {
                Interlocked.Increment(ref _done);
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
