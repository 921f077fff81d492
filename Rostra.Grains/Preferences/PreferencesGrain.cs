using Orleans.Storage;
using Rostra.Storage;

namespace Rostra.Preferences;

[GrainType("preferences")]
internal sealed class PreferencesGrain([PersistentState("preferences", GrainStorageHosting.ProviderName)] IPersistentState<PreferencesGrainState> state)
    : Grain, IPreferencesGrain
{
    /// <summary>Orleans may run two activations for a while; each of them loses at most one write to each of the other's.</summary>
    private const int Tries = 10;

    /// <summary>Read each time: another activation may have written, and a person asks once in a page's life.</summary>
    public async Task<PreferencesView> Get()
    {
        await state.ReadStateAsync();
        return state.State.Preferences;
    }

    public async Task Put(PreferencesView preferences)
    {
        for (var attempt = 1; ; attempt++)
        {
            state.State = new PreferencesGrainState { Preferences = preferences };
            try
            {
                await state.WriteStateAsync();
                return;
            }
            catch (InconsistentStateException) when (attempt < Tries)
            {
                await state.ReadStateAsync(); // It replaces everything, so what the other wrote need not be looked at; only its version.
            }
        }
    }
}

/// <summary>What is kept of a person's preferences.</summary>
[GenerateSerializer, Alias("rostra.PreferencesGrainState")]
internal sealed class PreferencesGrainState
{
    [Id(0)]
    public PreferencesView Preferences { get; set; } = new();
}
