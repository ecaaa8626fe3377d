using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rimuru.Core.Files;

/// <summary>
/// The only way to read files that other programs wrote. Only regular files are opened, after all links: opening a pipe would wait for its
/// writer, and opening a device could do anything. Files that are read as a whole have a size limit.
/// </summary>
internal static unsafe class RegularFile
{
    /// <summary>The size limit of a setting, a list, or a small file beside a log.</summary>
    public const long SmallDocument = 16 << 20;

    /// <summary>The size limit of a session that is one document.</summary>
    public const long LargeDocument = 256 << 20;

    /// <summary>
    /// The size limit of a log of lines: longer than any agent writes, but below that of sparse files that report petabytes.
    /// </summary>
    public const long LargeLog = 64L << 30;

    /// <summary>True if the path is a regular file. Nothing is opened.</summary>
    public static bool Exists(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || FileStatus.Of(path) is { IsRegular: true });

    /// <summary>
    /// True if nothing is at the path. <see cref="UnauthorizedAccessException"/>: that cannot be seen, where File.Exists would be false.
    /// </summary>
    public static bool IsMissing(string path) => new FileInfo(path).Attributes == (FileAttributes)(-1);

    /// <summary>
    /// For files that a library opens: <see cref="IOException"/> if the path is something else than a regular file, or larger than its kind
    /// may be. Nothing there is no error.
    /// </summary>
    public static void Demand(string path, long most)
    {
        Refuse(path, FileStatus.Of(path));
        FileInfo file = new(FinalPath.Of(path));
        if (file.Exists && file.Length > most)
            throw new FileTooLargeException(path, file.Length, most);
    }

    /// <summary>Opens a file for reading while others may write it. <see cref="IOException"/>: it is not a regular file.</summary>
    public static SafeFileHandle Open(string path)
    {
        if (OperatingSystem.IsWindows())
            return OpenOnWindows(path);
        Refuse(path, FileStatus.Of(path));
        SafeFileHandle handle = OpenOnUnix(path);
        try
        {
            // The file may have been replaced since the check.
            Refuse(path, FileStatus.Of(handle));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>A stream of the file's current content. It ends even if the file grows while it is read.</summary>
    public static Stream OpenStream(string path) => new FixedLengthStream(Open(path));

    /// <summary>The whole file, if it is no longer than <paramref name="most"/>.</summary>
    public static byte[] ReadAllBytes(string path, long most = LargeDocument)
    {
        using SafeFileHandle handle = Open(path);
        long length = RandomAccess.GetLength(handle);
        if (length > most)
            throw new FileTooLargeException(path, length, most);
        byte[] bytes = new byte[length];
        int read = Fill(handle, bytes, 0);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Fills the target from an offset up to the file's end; returns the number of bytes.</summary>
    public static int Fill(SafeFileHandle handle, Span<byte> target, long offset)
    {
        int read = 0;
        while (read < target.Length && RandomAccess.Read(handle, target[read..], offset + read) is var count and > 0)
            read += count;
        return read;
    }

    /// <summary>The first bytes of a file.</summary>
    public static byte[] ReadHead(string path, int most)
    {
        using SafeFileHandle handle = Open(path);
        byte[] bytes = new byte[(int)Math.Min(most, RandomAccess.GetLength(handle))];
        int read = Fill(handle, bytes, 0);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    public static string ReadAllText(string path, long most = SmallDocument)
    {
        byte[] bytes = ReadAllBytes(path, most);
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// The lines of a text file. <see cref="FileTooLargeException"/>: a line is longer than <paramref name="longest"/> characters.
    /// </summary>
    public static IEnumerable<string> ReadLines(string path, int longest = 1 << 20)
    {
        using StreamReader reader = new(OpenStream(path), Encoding.UTF8);
        StringBuilder line = new();
        char[] buffer = new char[4096];
        for (int read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
        {
            int start = 0;
            for (int end = Array.IndexOf(buffer, '\n', 0, read); end >= 0; end = Array.IndexOf(buffer, '\n', start, read - start))
            {
                line.Append(buffer, start, end - start);
                yield return Taken(line);
                start = end + 1;
            }

            line.Append(buffer, start, read - start);
            if (line.Length > longest)
                throw new FileTooLargeException(path, line.Length, longest);
        }

        if (line.Length > 0)
            yield return Taken(line);
    }

    /// <summary>True for a text from a log that can be a file name in a known folder: it contains no path.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 255 && text is not ("." or "..") && !text.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));

    /// <summary>True if two paths lead to the same file, whatever their links or case.</summary>
    public static bool IsSame(string one, string other)
    {
        if (FileStatus.Of(one) is { } a && FileStatus.Of(other) is { } b)
            return (a.Device, a.Number) == (b.Device, b.Number);
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return FinalPath.Of(one).Equals(FinalPath.Of(other), comparison);
    }

    private static string Taken(StringBuilder line)
    {
        string text = line.ToString().TrimEnd('\r');
        line.Clear();
        return text;
    }

    private static void Refuse(string path, FileStatus? status)
    {
        if (status is { IsRegular: false } other)
            throw new NotARegularFileException(path, other);
    }

    /// <summary>Device names such as NUL are not files on a disk.</summary>
    private static SafeFileHandle OpenOnWindows(string path)
    {
        if (Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal))
            throw new NotARegularFileException(path, default);
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    private static SafeFileHandle OpenOnUnix(string path)
    {
        // .NET cannot open a file without waiting.
        int flags = OperatingSystem.IsLinux() ? 0x800 | 0x100 | 0x80000 : 0x4 | 0x20000 | 0x1000000;
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        int descriptor,
            error;
        try
        {
            Marshal.SetLastSystemError(0);
            descriptor = LibC.Open(name, flags);
            error = Marshal.GetLastSystemError();
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)name);
        }

        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);
        throw Failed(path, error);
    }

    private static Exception Failed(string path, int error)
    {
        const int NoSuchFile = 2,
            NotPermitted = 1,
            PermissionDenied = 13;
        return error switch
        {
            NoSuchFile => new FileNotFoundException($"Could not find file '{path}'.", path),
            NotPermitted or PermissionDenied => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
            _ => new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error),
        };
    }

    /// <summary>
    /// The C library's own function. Every process has loaded it: looking for the library by name would try dozens of files that do not
    /// exist.
    /// </summary>
    private static class LibC
    {
        public static readonly delegate* unmanaged<byte*, int, int> Open = (delegate* unmanaged<byte*, int, int>)
            NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "open");
    }
}

/// <summary>A path that is a pipe, socket, device or folder instead of a file.</summary>
internal sealed class NotARegularFileException(string path, FileStatus status)
    : IOException($"'{path}' is {(status.IsFolder ? "a folder" : "a pipe, a socket or a device")} and not a file; it is not opened.");

/// <summary>A file that is larger than its kind may be.</summary>
internal sealed class FileTooLargeException(string path, long size, long most)
    : IOException(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"'{path}' has {size / 1e6:N0} MB; files of its kind are read up to {most / 1e6:N0} MB."
        )
    );
