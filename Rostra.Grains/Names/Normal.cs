using System.Text;

namespace Rostra.Names;

/// <summary>Normalisation that takes any text a person can send: .NET throws on U+FFFE.</summary>
internal static class Normal
{
    public static string Form(string text, NormalizationForm form) => text.Replace('\uFFFE', '\uFFFD').Normalize(form);
}
