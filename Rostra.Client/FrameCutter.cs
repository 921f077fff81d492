namespace Rostra.Clients;

/// <summary>Cuts a stream of bytes at the record separators of SignalR's JSON protocol.</summary>
internal sealed class FrameCutter(int bytes = 16 * 1024)
{
    private byte[] _bytes = new byte[bytes];
    private int _start;
    private int _searched;
    private int _end;

    /// <summary>Room for the next piece. Frames handed out before are void from here.</summary>
    public Memory<byte> Space()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _searched, _end) = (0, _searched - _start, _end - _start);
        }

        if (_end == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    public bool Next(out ReadOnlyMemory<byte> frame)
    {
        var at = _bytes.AsSpan(_searched, _end - _searched).IndexOf(HubFrame.End);
        if (at < 0)
        {
            _searched = _end;
            frame = default;
            return false;
        }

        frame = _bytes.AsMemory(_start, _searched + at - _start);
        _start = _searched = _searched + at + 1;
        return true;
    }
}
