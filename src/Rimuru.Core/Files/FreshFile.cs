namespace Rimuru.Core.Files;

/// <summary>A file that is written under another name, and appears under its own only when it is complete.</summary>
internal sealed class FreshFile : IDisposable
{
    private readonly string target;
    private readonly FileStream content;
    private bool isCommitted;

    private FreshFile(string target, FileStream content) => (this.target, this.content) = (target, content);

    /// <summary>What is written so far.</summary>
    public Stream Content => content;

    /// <summary>
    /// Begins a file in a folder that exists. A symbolic link is followed. The permissions of a file that it replaces are kept; a new file
    /// is its owner's only. <see cref="IOException"/>: it cannot be written, or is a pipe or a device, which would be replaced by a file.
    /// </summary>
    public static FreshFile Begin(string path)
    {
        string target = FinalPath.OfFile(path);
        RegularFile.Demand(target, long.MaxValue);
        string fresh = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.new");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File.Exists(target)
                ? File.GetUnixFileMode(target) | UnixFileMode.UserWrite
                : UnixFileMode.UserRead | UnixFileMode.UserWrite;
#pragma warning disable RS0030 // CreateNew: what is there already is never opened
        return new FreshFile(target, new FileStream(fresh, options));
#pragma warning restore RS0030
    }

    /// <summary>Puts it in its place.</summary>
    public void Commit()
    {
        content.Flush(flushToDisk: true);
        content.Dispose();
        File.Move(content.Name, target, overwrite: true);
        isCommitted = true;
    }

    public void Dispose()
    {
        content.Dispose();
        if (!isCommitted)
            File.Delete(content.Name);
    }
}
