using System.Runtime.InteropServices;

namespace Rimuru.Core.Formats;

/// <summary>The system's libzstd, looked for when the first compressed log is found. Rimuru brings none of its own.</summary>
internal sealed unsafe class ZstdLibrary
{
    private static readonly string[] Names =
    [
        "libzstd.so.1", "libzstd.so", "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib", "/usr/local/lib/libzstd.1.dylib", "libzstd.dylib", "libzstd.dll", "zstd.dll",
    ];

    private static readonly Lazy<ZstdLibrary?> Found = new(() => Load(Names));

    private readonly delegate* unmanaged[Cdecl]<nint> create;
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> initialize;
    private readonly delegate* unmanaged[Cdecl]<nint, OutBuffer*, InBuffer*, nuint> decompress;
    private readonly delegate* unmanaged[Cdecl]<nint, nuint> free;
    private readonly delegate* unmanaged[Cdecl]<nuint, uint> isError;
    private readonly delegate* unmanaged[Cdecl]<nuint, nint> errorName;

    private ZstdLibrary(nint library)
    {
        create = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "ZSTD_createDStream");
        initialize = (delegate* unmanaged[Cdecl]<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_initDStream");
        decompress = (delegate* unmanaged[Cdecl]<nint, OutBuffer*, InBuffer*, nuint>)NativeLibrary.GetExport(library, "ZSTD_decompressStream");
        free = (delegate* unmanaged[Cdecl]<nint, nuint>)NativeLibrary.GetExport(library, "ZSTD_freeDStream");
        isError = (delegate* unmanaged[Cdecl]<nuint, uint>)NativeLibrary.GetExport(library, "ZSTD_isError");
        errorName = (delegate* unmanaged[Cdecl]<nuint, nint>)NativeLibrary.GetExport(library, "ZSTD_getErrorName");
    }

    /// <summary>Null where the machine has none.</summary>
    public static ZstdLibrary? System => Found.Value;

    public static ZstdLibrary? Load(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, typeof(ZstdLibrary).Assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories, out nint library)) continue;
            try
            {
                return new ZstdLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library); // something else of that name
            }
        }

        return null;
    }

    public Stream Decompress(Stream source) => new Decompressor(this, source);

    [StructLayout(LayoutKind.Sequential)]
    private struct OutBuffer
    {
        public byte* Data;
        public nuint Size;
        public nuint Position;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct InBuffer
    {
        public byte* Data;
        public nuint Size;
        public nuint Position;
    }

    /// <summary>Reads frame after frame. Throws <see cref="InvalidDataException"/> for a frame that is damaged or cut off.</summary>
    private sealed class Decompressor : Stream
    {
        private readonly ZstdLibrary zstd;
        private readonly Stream source;
        private readonly byte[] input = new byte[128 * 1024];
        private nint stream;
        private int start;
        private int end;
        private bool isInFrame;

        public Decompressor(ZstdLibrary zstd, Stream source)
        {
            this.zstd = zstd;
            this.source = source;
            stream = zstd.create();
            if (stream == 0) throw new InsufficientMemoryException("libzstd could not make a decompression stream.");
            zstd.initialize(stream);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty) return 0;
            while (true)
            {
                bool atEnd = false;
                if (start == end)
                {
                    (start, end) = (0, source.Read(input));
                    atEnd = end == 0;
                    if (atEnd && !isInFrame) return 0;
                }

                // At the end of the source what the decoder still holds is drawn out of it.
                int consumed = start;
                int produced = Step(buffer);
                if (produced > 0) return produced;
                if (atEnd) throw new InvalidDataException("The compressed file ends in the middle of a frame.");
                if (start == consumed) throw new InvalidDataException("The compressed file makes no progress.");
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (stream != 0) zstd.free(stream);
            stream = 0;
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }

        private int Step(Span<byte> buffer)
        {
            fixed (byte* to = buffer, from = input)
            {
                OutBuffer output = new() { Data = to, Size = (nuint)buffer.Length };
                InBuffer rest = new() { Data = from + start, Size = (nuint)(end - start) };
                nuint result = zstd.decompress(stream, &output, &rest);
                if (zstd.isError(result) != 0) throw new InvalidDataException($"libzstd: {Marshal.PtrToStringUTF8(zstd.errorName(result))}");
                start += (int)rest.Position;
                isInFrame = result != 0;
                return (int)output.Position;
            }
        }
    }
}
