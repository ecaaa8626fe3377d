using System.Text;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;

namespace Rimuru.Core.Exports;

/// <summary>A file that an export is written to: it appears, or grows, only when the export is complete.</summary>
internal sealed class ExportTarget : IDisposable
{
    /// <summary>The names of columns are shorter; a file of something else may be one endless line.</summary>
    private const int LongestHead = 16 * 1024;

    private const int LongestToldHead = 200;

    private readonly FreshFile fresh;

    private ExportTarget(FreshFile fresh, Encoding encoding, bool isContinued)
    {
        this.fresh = fresh;
        Encoding = encoding;
        IsContinued = isContinued;
        Content =
            encoding is UTF8Encoding
                ? fresh.Content
                : Encoding.CreateTranscodingStream(fresh.Content, encoding, new UTF8Encoding(false), leaveOpen: true);
    }

    public Encoding Encoding { get; }

    /// <summary>True if it has rows already.</summary>
    public bool IsContinued { get; }

    /// <summary>Takes UTF-8.</summary>
    public Stream Content { get; }

    /// <summary>Does what writes files, and names the file in every error of the system. E16001: it cannot be written.</summary>
    public static void Writing(ExportFile file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RimuruException(ErrorCodes.ExportNotWritten, $"{file.Path} was not written: {e.Message}", file.Path, e);
        }
    }

    /// <summary>
    /// Begins a file. E9002: its folder does not exist. E16003: it exists and is to be kept. E16001: it is read-only. E16002: no rows can
    /// be added to it.
    /// </summary>
    public static ExportTarget Begin(ExportFile file, IExporter exporter, ExportTable table)
    {
        string folder = Path.GetDirectoryName(file.Path)!;
        if (!Directory.Exists(folder))
            throw new RimuruException(ErrorCodes.PathNotFound, $"The folder of {file.Path} does not exist.", file.Path);
        if (Directory.Exists(file.Path))
            throw new RimuruException(ErrorCodes.ExportNotWritten, $"{file.Path} is a folder.", file.Path);
        string? head = exporter.HeadOf(table);
        if (file.IsContinued && head is null)
            throw new RimuruException(
                ErrorCodes.ExportNotContinued,
                $"{file.Path}: to {exporter.Name} no rows can be added, because its file is one whole.",
                file.Path
            );
        if (!File.Exists(file.Path))
            return Empty(file);
        if (file.IsKept && !file.IsContinued)
            throw new RimuruException(ErrorCodes.ExportExists, $"{file.Path} exists, and was not replaced.", file.Path);
        if ((File.GetAttributes(file.Path) & FileAttributes.ReadOnly) != 0 && !file.IsForced)
            throw new RimuruException(ErrorCodes.ExportNotWritten, $"{file.Path} is read-only.", file.Path);
        return file.IsContinued && new FileInfo(file.Path).Length > 0 ? Continued(file, head!) : Empty(file);
    }

    public void Commit()
    {
        if (Content != fresh.Content)
            Content.Dispose();
        fresh.Commit();
    }

    public void Dispose() => fresh.Dispose();

    private static ExportTarget Empty(ExportFile file)
    {
        Encoding encoding = file.Encoding ?? new UTF8Encoding(false);
        FreshFile fresh = FreshFile.Begin(file.Path);
        fresh.Content.Write(encoding.Preamble);
        return new ExportTarget(fresh, encoding, isContinued: false);
    }

    /// <summary>Begins with a copy of the file, so that nobody sees rows that are not all there.</summary>
    private static ExportTarget Continued(ExportFile file, string head)
    {
        using FileStream old = new(RegularFile.Open(file.Path), FileAccess.Read, 64 * 1024);
        using StreamReader reader = new(
            old,
            file.Encoding ?? new UTF8Encoding(false),
            detectEncodingFromByteOrderMarks: true,
            -1,
            leaveOpen: true
        );
        char[] start = new char[LongestHead];
        string first = new string(start, 0, reader.ReadBlock(start)).Split('\n')[0].TrimEnd('\r');
        first = first.Replace("\"", "", StringComparison.Ordinal);
        if (head.Length > 0 && first != head)
            throw new RimuruException(
                ErrorCodes.ExportNotContinued,
                $"{file.Path} has other columns, so that no rows were added: '{Told(first)}' instead of '{head}'.",
                file.Path
            );
        Encoding encoding = file.Encoding ?? reader.CurrentEncoding;
        FreshFile fresh = FreshFile.Begin(file.Path);
        try
        {
            old.Position = 0;
            old.CopyTo(fresh.Content);
            byte[] newLine = encoding.GetBytes("\n"),
                last = new byte[newLine.Length];
            old.Position = Math.Max(0, old.Length - newLine.Length);
            old.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
            if (!last.AsSpan().SequenceEqual(newLine))
                fresh.Content.Write(newLine);
            return new ExportTarget(fresh, encoding, isContinued: true);
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    private static string Told(string head) => head.Length > LongestToldHead ? head[..LongestToldHead] + "…" : head;
}
