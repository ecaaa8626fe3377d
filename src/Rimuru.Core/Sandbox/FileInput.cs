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
    private bool isCutOff;

    public long Left => isCutOff || Failure is not null ? 0 : length - position;

    /// <summary>Why no more of the file could be read; null if all was.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Writes the next bytes of the file. What cannot be read are zeros: the frame that it is in has begun.</summary>
    public void Write(Stream pipe, int count)
    {
        long end = position + count;
        Lend(pipe, end);
        while (position < end)
        {
            buffer ??= new byte[CopySize];
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - position));
            part[Read(part)..].Clear();
            pipe.Write(part);
            position += part.Length;
        }
    }

    private int Read(Span<byte> part)
    {
        if (Failure is not null)
            return 0;
        try
        {
            int read = RandomAccess.Read(file, part, position);
            isCutOff |= read == 0;
            return read;
        }
        catch (IOException e)
        {
            Failure = e;
            return 0;
        }
    }

    private void Lend(Stream stream, long end)
    {
        if (!OperatingSystem.IsLinux() || stream is not PipeStream pipe)
            return;
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
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
        }
        finally
        {
            if (isHeld)
                file.DangerousRelease();
        }

        GC.KeepAlive(pipe);
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern nint splice(int from, long* fromOffset, int to, long* toOffset, nuint count, uint flags);
}
