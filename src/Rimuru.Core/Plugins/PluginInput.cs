using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;
using Rimuru.Core.Sandbox;

namespace Rimuru.Core.Plugins;

/// <summary>The input of a call to a plugin, as a stream. It is sent as a whole once it is disposed of.</summary>
internal sealed class PluginInput(PluginCall call) : ForwardStream
{
    /// <summary>Each call makes a buffer, and what .NET takes for a large object is only collected with the whole heap.</summary>
    private const int BufferSize = 64 * 1024;

    private byte[]? buffer;
    private int filled;

    public override bool CanRead => false;

    public override bool CanWrite => true;

    /// <summary>Sends so many bytes of a file.</summary>
    public void Send(SafeFileHandle file, long length)
    {
        Flush();
        call.Write(new FileInput(file, length));
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (filled + bytes.Length > BufferSize)
            Flush();
        if (bytes.Length >= BufferSize)
        {
            call.Write(bytes);
            return;
        }

        buffer ??= new byte[BufferSize];
        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        call.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Flush();
        base.Dispose(disposing);
    }
}
