using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Rostra.Gateway;
using Rostra.Storage;
using Rostra.Users;
using Xunit;

namespace Rostra.Accounts;

/// <summary>Orleans' own Postgres script lets two activations both write first; ours must not.</summary>
public sealed class GrainStateTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly IGrainStorage _storage = shared.Host.Services.GetRequiredKeyedService<IGrainStorage>(GrainStorageHosting.ProviderName);
    private readonly GrainId _id = GrainId.Create(GrainType.Create("session"), IdSpan.Create(Guid.NewGuid().ToString("N")));

    [Fact]
    public async Task Of_two_that_both_write_first_one_is_refused()
    {
        var (one, other) = (await Read(), await Read());

        await _storage.WriteStateAsync("session", _id, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("session", _id, other));
        Assert.Equal(one.State!.Family!.User.Id, (await Read(fill: false)).State!.Family!.User.Id);
    }

    [Fact]
    public async Task Of_many_that_write_first_at_once_one_gets_through()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Read()));

        var results = await Task.WhenAll(states.Select(state => Record.ExceptionAsync(() => _storage.WriteStateAsync("session", _id, state)).AsTask()));

        Assert.Single(results, result => result is null);
        Assert.All(results.OfType<Exception>(), fault => Assert.IsType<InconsistentStateException>(fault));
    }

    [Fact]
    public async Task Who_read_before_another_wrote_is_refused_and_who_reads_again_is_not()
    {
        var first = await Read();
        await _storage.WriteStateAsync("session", _id, first);
        var (one, other) = (await Read(), await Read());

        await _storage.WriteStateAsync("session", _id, one);
        await _storage.WriteStateAsync("session", _id, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("session", _id, other));
        await _storage.WriteStateAsync("session", _id, await Read());
    }

    [Fact]
    public async Task What_was_cleared_is_gone_and_can_be_written_anew()
    {
        var state = await Read();
        await _storage.WriteStateAsync("session", _id, state);
        var late = await Read();

        await _storage.ClearStateAsync("session", _id, state);

        Assert.False((await Read(fill: false)).RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("session", _id, late));
        await _storage.WriteStateAsync("session", _id, await Read());
        Assert.True((await Read(fill: false)).RecordExists);
    }

    private async Task<GrainState<SessionGrainState>> Read(bool fill = true)
    {
        var state = new GrainState<SessionGrainState>(new SessionGrainState());
        await _storage.ReadStateAsync("session", _id, state);
        if (fill)
        {
            var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
            state.State = new SessionGrainState { Family = new(new UserRef(Guid.NewGuid(), "ada"), [1], now, now, 0, [new SpentCookie(0, now)], End: null) };
        }

        return state;
    }
}
