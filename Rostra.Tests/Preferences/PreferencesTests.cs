using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Rostra.Gateway;
using Rostra.Storage;
using Rostra.Testing;
using Xunit;

namespace Rostra.Preferences;

public sealed class PreferencesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_chosen_nothing_has_none_and_what_is_put_replaces_all_of_them()
    {
        var ada = await shared.Host.Register();
        Assert.Equal("{}", await Get(ada));

        Assert.Equal("""{"theme":"amber","density":"compact","crt":false}""", await Put(ada, new { theme = "amber", density = "compact", crt = false }));
        Assert.Equal("""{"theme":"amber","density":"compact","crt":false}""", await Get(ada));
        Assert.Equal("""{"theme":"neon"}""", await Put(ada, new { theme = "neon", density = (string?)null }));
        Assert.Equal("""{"theme":"neon"}""", await Get(ada));
        Assert.Equal("{}", await Put(ada, new { }));
        Assert.Equal("{}", await Get(ada));
    }

    [Fact]
    public async Task Unknown_values_are_named_all_of_them_and_change_nothing()
    {
        var ada = await shared.Host.Register();
        await Put(ada, new { theme = "neon" });

        var answer = await ada.Http.PutAsJsonAsync(Path, new { theme = "Neon", density = "0", crt = true }, Cancellation);

        var problem = await answer.Refused(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal(["density", "theme"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        await (await ada.Http.PutAsJsonAsync(Path, new { crt = "yes" }, Cancellation)).Refused(HttpStatusCode.BadRequest, "malformed");
        Assert.Equal("""{"theme":"neon"}""", await Get(ada));
    }

    [Fact]
    public async Task Two_activations_that_both_write_first_both_succeed_and_the_last_one_stands()
    {
        var userId = Guid.NewGuid();
        var (one, other) = (await Activation(userId), await Activation(userId));

        await one.Put(new(Theme.Neon));
        await other.Put(new(Theme.Amber));
        Assert.Equal(new PreferencesView(Theme.Amber), await one.Get());

        await one.Put(new(Density: Density.Compact));
        Assert.Equal(new PreferencesView(Density: Density.Compact), await other.Get());
    }

    [Fact]
    public async Task Many_activations_that_write_at_once_all_succeed_and_agree_afterwards()
    {
        var userId = Guid.NewGuid();
        var activations = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Activation(userId)));

        await Task.WhenAll(activations.Select((activation, at) => activation.Put(new((Theme)(at % 2), Crt: at < 2))));

        Assert.Single((await Task.WhenAll(activations.Select(activation => activation.Get()))).Distinct());
    }

    private const string Path = "/api/auth/me/preferences";

    private static Task<string> Get(TestAccount user) => user.Http.GetStringAsync(new Uri(Path, UriKind.Relative), Cancellation);

    private static async Task<string> Put(TestAccount user, object wanted)
    {
        var answer = await user.Http.PutAsJsonAsync(Path, wanted, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>As Orleans makes one: the state is read first. That there may be two of them is the point.</summary>
    private async Task<PreferencesGrain> Activation(Guid userId)
    {
        var state = new StoredState<PreferencesGrainState>(
            shared.Host.Services.GetRequiredKeyedService<IGrainStorage>(GrainStorageHosting.ProviderName),
            "preferences",
            GrainId.Create("preferences", userId.ToString("N")));
        await state.ReadStateAsync();
        return new PreferencesGrain(state);
    }
}
