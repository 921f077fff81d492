using System.Net.Sockets;

namespace Rostra.Clients;

/// <summary>Takes from the socket whatever has come and hands it out in pieces: a WebSocket asks for the head of each frame and then for its body, and each asking would be a call to the system.</summary>
internal sealed class ReadAheadStream(Socket socket) : Stream
{
    private readonly byte[] _bytes = new byte[8 * 1024];
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start < _end) return new(Hand(buffer));
        return buffer.Length >= _bytes.Length ? socket.ReceiveAsync(buffer, cancellationToken) : Fill(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0) buffer = buffer[await socket.SendAsync(buffer, cancellationToken)..];
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> Fill(Memory<byte> buffer, CancellationToken cancellation)
    {
        (_start, _end) = (0, await socket.ReceiveAsync(_bytes.AsMemory(), cancellation));
        return Hand(buffer);
    }

    private int Hand(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _bytes.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
