using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// A file on its way into the pipe of a process. Linux lends its pages to the pipe, where every other way copies each byte twice.
/// </summary>
/// <param name="file">The file, open for reading.</param>
/// <param name="length">How many of its bytes are sent, whatever becomes of the file meanwhile.</param>
internal sealed unsafe class FileInput(SafeFileHandle file, long length)
{
    private const int CopySize = 64 * 1024;

    private byte[]? buffer;
    private long position;

    public long Left => length - position;

    /// <summary>Writes the next bytes of the file. Those that were cut off meanwhile are zeros: nobody may wait for them.</summary>
    public void Write(Stream pipe, int count)
    {
        long end = position + count;
        Lend(pipe, end);
        while (position < end)
        {
            buffer ??= new byte[CopySize];
            int wanted = (int)Math.Min(buffer.Length, end - position),
                read = RandomAccess.Read(file, buffer.AsSpan(0, wanted), position);
            buffer.AsSpan(read, wanted - read).Clear();
            pipe.Write(buffer, 0, wanted);
            position += wanted;
        }
    }

    private void Lend(Stream stream, long end)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
            return;
        long moved = 1;
        while (position < end && moved > 0)
        {
            long from = position;
            moved = splice(
                (int)file.DangerousGetHandle(),
                &from,
                (int)pipe.SafePipeHandle.DangerousGetHandle(),
                null,
                (nuint)(end - position),
                0
            );
            position += Math.Max(moved, 0);
        }

        GC.KeepAlive(file);
        GC.KeepAlive(pipe);
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern nint splice(int from, long* fromOffset, int to, long* toOffset, nuint count, uint flags);
}
