namespace Rostra.Search;

public static class SearchKeys
{
    extension(IGrainFactory grains)
    {
        /// <summary>Any worker will do: they hold nothing.</summary>
        public ISearchGrain Search() => grains.GetGrain<ISearchGrain>(0);
    }
}
