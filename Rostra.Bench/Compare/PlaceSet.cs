using System.Numerics;

namespace Rostra.Compare;

/// <summary>Which places of a room were seen, a bit for each.</summary>
internal sealed class PlaceSet
{
    private const int Bits = 64;
    private ulong[] _words = new ulong[64];

    /// <returns>False: it was there already.</returns>
    public bool Add(long place)
    {
        var (word, bit) = ((int)(place / Bits), 1UL << (int)(place % Bits));
        if (word >= _words.Length) Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        var isNew = (_words[word] & bit) == 0;
        _words[word] |= bit;
        return isNew;
    }

    /// <summary>How many of the others are not here.</summary>
    public long Missing(PlaceSet others)
    {
        var missing = 0L;
        for (var at = 0; at < others._words.Length; at++) missing += BitOperations.PopCount(others._words[at] & ~(at < _words.Length ? _words[at] : 0));
        return missing;
    }
}
