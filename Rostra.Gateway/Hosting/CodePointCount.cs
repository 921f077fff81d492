namespace Rostra.Hosting;

/// <summary>Lengths as the contract counts them.</summary>
internal static class CodePointCount
{
    extension(string text)
    {
        public int CodePoints
        {
            get
            {
                var count = text.Length;
                for (var i = 1; i < text.Length; i++)
                {
                    count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
                }

                return count;
            }
        }
    }
}
