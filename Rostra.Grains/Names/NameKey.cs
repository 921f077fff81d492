using System.Text;

namespace Rostra.Names;

/// <summary>When two names are the same name: NFKC and full case folding, the same in every culture.</summary>
internal static class NameKey
{
    // Folding can undo a normalisation and the other way round; for every character there is, this many rounds are enough (a test says so).
    private const int RoundsMax = 4;

    public static string Of(string name)
    {
        var key = Normal.Form(name, NormalizationForm.FormKC);
        for (var round = 0; round < RoundsMax; round++)
        {
            var folded = UnicodeTable.CaseFolding.Map(key).Normalize(NormalizationForm.FormKC);
            if (folded == key)
            {
                break;
            }

            key = folded;
        }

        return key.Trim();
    }

    /// <summary>A room's name: each run of white space in it counts as one space.</summary>
    public static string OfRoom(string name) => string.Join(' ', Of(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Throws where this process cannot normalise: without ICU, .NET leaves text as it is, and one name would be two.</summary>
    public static void Check()
    {
        if (Of("ＡＤＡ\u0130ß") != "adai\u0307ss")
        {
            throw new InvalidOperationException("Unicode normalisation does not work here: install ICU (Debian: libicu) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
