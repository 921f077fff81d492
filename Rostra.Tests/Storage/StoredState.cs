using Orleans.Storage;

namespace Rostra.Storage;

/// <summary>A grain's state over the real storage, for an activation that Orleans does not know of.</summary>
internal sealed class StoredState<T>(IGrainStorage storage, string name, GrainId grain) : IPersistentState<T>
    where T : class, new()
{
    private readonly GrainState<T> _state = new(new T());

    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string Etag => _state.ETag!;

    public bool RecordExists => _state.RecordExists;

    public Task ClearStateAsync() => storage.ClearStateAsync(name, grain, _state);

    public Task WriteStateAsync() => storage.WriteStateAsync(name, grain, _state);

    public Task ReadStateAsync() => storage.ReadStateAsync(name, grain, _state);
}
