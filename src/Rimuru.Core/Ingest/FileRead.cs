using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Ingest;

/// <summary>Reads the new part of one log file and emits its rows. It never throws because of the file's content.</summary>
/// <param name="source">The source of the file, which provides the reader.</param>
/// <param name="file">The file.</param>
/// <param name="cursor">How far it has been read; null if it has not.</param>
/// <param name="retries">The retries of failed reads.</param>
/// <param name="emit">Receives the batches.</param>
/// <param name="raw">Receives every copy too; null unless requested.</param>
/// <param name="lists">The pool of row lists.</param>
/// <param name="projects">Finds the projects of folders, by which copies are compared.</param>
/// <param name="place">A number for the file that is the same on every machine.</param>
/// <param name="unknown">Receives the lines without a rule; null unless requested.</param>
internal sealed class FileRead(
    ILogSource source,
    LogFile file,
    FileCursor? cursor,
    Resilience retries,
    Action<FileBatch> emit,
    RawRows? raw = null,
    RowLists? lists = null,
    ProjectFolders? projects = null,
    long place = 0,
    UnknownLines? unknown = null
)
{
    private const int HeadBytes = 1024;
    private const int TailBytes = 256;

    public void Run(CancellationToken stop)
    {
        bool isOlder = cursor is not null && cursor.ReaderVersion != source.ReaderVersion;
        RowSink sink = new(source.Name, Emit, raw, lists, projects)
        {
            FileModifiedMs = ModifiedMs,
            HasOlderRecords = isOlder,
            Unknown = unknown,
        };
        if (file.IsRefused)
        {
            sink.Batch.Unreadable = $"{file.Path}: {file.Refusal}";
            Emit(sink.Batch);
            return;
        }

        try
        {
            LogReader reader = source.Open(file.Path, IsUnderstood ? cursor!.State : []);
            if (reader is FileLogReader whole)
                ReadWhole(whole, sink, stop);
            else
                ReadLines((LineLogReader)reader, sink, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or InvalidDataException)
        {
            sink.Batch.Unreadable = $"{file.Path}: {e.Message}";
        }
        catch (Exception e) when (e is not (OperationCanceledException or RimuruException))
        {
            // A defect of the reader, not of the file: it ends the ingest, and must name the file.
            throw FixedErrors.AgentAdapter($"{file.Path}: {e.Message}", file.Path, e);
        }

        Emit(sink.Batch);
    }

    private bool IsUnderstood => cursor?.ReaderVersion is { } version && version >= source.StateVersion && version <= source.ReaderVersion;

    private long ModifiedMs => (file.Modified - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private void Emit(FileBatch batch)
    {
        source.Claim(file.Path, batch);
        foreach (SessionRow session in batch.Sessions)
            session.Source = place;
        emit(batch);
    }

    private void ReadWhole(FileLogReader reader, RowSink sink, CancellationToken stop)
    {
        byte[] before = reader.Save();
        bool isTorn = false;
        try
        {
            reader.Read(file.Path, sink, stop);
            reader.Finish(sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            isTorn = true;
            sink.Batch.MalformedLines++;
        }

        sink.Batch.BytesRead = file.Size;
        sink.Batch.Cursor = new FileCursor
        {
            Path = file.Path,
            Agent = source.Name,
            Size = file.Size,
            Modified = file.Modified,
            ReaderVersion = source.ReaderVersion,
            State = isTorn ? before : reader.Save(),
        };
    }

    private void ReadLines(LineLogReader reader, RowSink sink, CancellationToken stop)
    {
        using SafeFileHandle handle = retries.Agent(() => RegularFile.Open(file.Path), stop);
        long length = RandomAccess.GetLength(handle);
        if (length > RegularFile.LargeLog)
            throw new FileTooLargeException(file.Path, length, RegularFile.LargeLog);
        bool resumes = cursor is not null && !reader.StartsOver && CanResume(handle, cursor, length);
        if (!resumes && cursor is not null)
            reader = (LineLogReader)source.Open(file.Path, []);
        LineScanner lines = new(Source(handle, length), resumes ? cursor!.Offset : 0);
        long malformed = 0,
            firstMalformed = -1;
        byte[]? state = null;
        try
        {
            while (lines.Next(stop, out ReadOnlySpan<byte> line))
            {
                raw?.NextLine();
                if (lines.IsPartial)
                {
                    // The agent may still be writing it. If it is complete it counts, but it is read again next time.
                    if (line.IsEmpty || line[0] != (byte)'{' || !IsJson(line))
                        break;
                    state = reader.Save();
                }

                if (line.IsEmpty && !lines.IsTooLong)
                    continue;
                if (WholeObjects.Take(line, reader, sink))
                    continue;
                malformed++;
                if (firstMalformed < 0)
                    firstMalformed = lines.LineStart;
            }

            reader.Finish(sink);
            sink.Batch.BytesRead = lines.BytesRead;
            sink.Batch.MalformedLines = malformed;
            sink.Batch.FirstMalformedOffset = firstMalformed;
            sink.Batch.Cursor = CursorAt(handle, lines.Offset, state ?? reader.Save());
        }
        finally
        {
            lines.Dispose();
        }
    }

    /// <summary>
    /// The file's content up to its length when it was opened. So reading ends even if the file grows meanwhile; the next run reads the
    /// rest.
    /// </summary>
    private static ByteSource Source(SafeFileHandle handle, long length) =>
        (target, at) => at >= length ? 0 : RandomAccess.Read(handle, target[..(int)Math.Min(target.Length, length - at)], at);

    private bool CanResume(SafeFileHandle handle, FileCursor known, long length)
    {
        if (known.ReaderVersion != source.ReaderVersion || length < known.Offset)
            return false;

        // The same size but a new write time: bytes after the head may have been changed in place.
        if (length == known.Size && file.Modified != known.Modified)
            return false;
        return HashAt(handle, 0, known.HeadLength) == known.HeadHash
            && HashAt(handle, Math.Max(0, known.Offset - TailBytes), (int)Math.Min(TailBytes, known.Offset)) == known.TailHash;
    }

    private FileCursor CursorAt(SafeFileHandle handle, long offset, byte[] state)
    {
        int head = (int)Math.Min(HeadBytes, offset);
        return new FileCursor
        {
            Path = file.Path,
            Agent = source.Name,
            Size = file.Size,
            Modified = file.Modified,
            Offset = offset,
            HeadLength = head,
            HeadHash = HashAt(handle, 0, head),
            TailHash = HashAt(handle, Math.Max(0, offset - TailBytes), (int)Math.Min(TailBytes, offset)),
            ReaderVersion = source.ReaderVersion,
            State = state,
        };
    }

    private static long HashAt(SafeFileHandle handle, long offset, int length)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes];
        bytes = bytes[..Math.Min(length, HeadBytes)];
        return StableHash.Of(bytes[..RegularFile.Fill(handle, bytes, offset)]);
    }

    private static bool IsJson(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line, Json.Options);
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
