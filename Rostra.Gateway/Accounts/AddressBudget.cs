namespace Rostra.Accounts;

/// <summary>A token bucket for each address: a burst, and a refill. Full ones are forgotten, so it is as large as the crowd of the last minutes.</summary>
internal sealed class AddressBudget(int burst, double perMinute, TimeProvider time)
{
    private const int AddressesMax = 50_000;

    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _buckets = [];
    private readonly Lock _lock = new();
    private DateTimeOffset _swept = time.GetUtcNow();

    private TimeSpan RefillTime => TimeSpan.FromMinutes(burst / perMinute);

    /// <summary>Takes one. Zero: there was one; else how long until there is.</summary>
    public TimeSpan Take(string address)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Sweep(now);
            var tokens = Tokens(_buckets.GetValueOrDefault(address, (burst, now)), now);
            if (tokens < 1)
            {
                return TimeSpan.FromMinutes((1 - tokens) / perMinute);
            }

            _buckets[address] = (tokens - 1, now);
            return TimeSpan.Zero;
        }
    }

    private double Tokens((double Tokens, DateTimeOffset At) bucket, DateTimeOffset now) =>
        Math.Min(burst, bucket.Tokens + ((now - bucket.At).TotalMinutes * perMinute));

    private void Sweep(DateTimeOffset now)
    {
        if (_buckets.Count < AddressesMax && now - _swept < RefillTime)
        {
            return;
        }

        _swept = now;
        foreach (var full in _buckets.Where(bucket => Tokens(bucket.Value, now) >= burst).Select(bucket => bucket.Key).ToArray())
        {
            _buckets.Remove(full);
        }

        if (_buckets.Count >= AddressesMax)
        {
            _buckets.Clear(); // So many at once share no address; counting them would cost more than it saves.
        }
    }
}
