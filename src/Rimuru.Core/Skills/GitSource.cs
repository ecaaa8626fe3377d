using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Skills;

/// <summary>
/// Skills in a git repository. It is cloned without a work tree and read by its objects: nothing of it is checked out, so that no hook, no
/// filter, no link and no other repository in it can do anything.
/// </summary>
internal sealed partial class GitSource(HostEnvironment environment, IReadOnlyList<string> protocols)
{
    private const long MostOnDisk = 200 << 20;
    private const int MostListing = 8 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Watching = TimeSpan.FromMilliseconds(250);

    /// <summary>What of git's own variables is the user's way to a server. All others could lead to another repository.</summary>
    private static readonly string[] KeptVariables =
    [
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_PROXY_COMMAND",
    ];

    /// <summary>
    /// The newest state of a repository. E8005: its protocol is not allowed. E8006: it could not be had.
    /// </summary>
    /// <param name="source">The repository.</param>
    /// <param name="reference">The branch or tag; null for the usual one.</param>
    /// <param name="folder">An empty folder for the copy, which must stay until the files are read.</param>
    /// <param name="stop">Ends it.</param>
    public SkillTree Open(SkillSource source, string? reference, string folder, CancellationToken stop)
    {
        if (!protocols.Contains(source.Protocol))
            throw new RimuruException(
                ErrorCodes.SkillSourceInvalid,
                $"'{source.Name}': git over {source.Protocol} is not allowed; {ConfigSchema.SkillProtocols} allows "
                    + $"{string.Join(" and ", protocols)}.",
                source.Name
            );
        if (reference is not null && !Reference().IsMatch(reference))
            throw new RimuruException(ErrorCodes.SkillSourceInvalid, $"'{reference}' is no name of a branch or tag.", reference);
        string git =
            environment.FindProgram("git")
            ?? throw new RimuruException(ErrorCodes.SkillFetchFailed, $"'{source.Name}' needs git, which is not on the PATH.", source.Name);
        string copy = Path.Combine(folder, "copy");
        Clone(git, source, reference, copy, stop);
        List<SkillEntry> entries = [];
        Dictionary<string, string> objects = new(StringComparer.Ordinal);
        string listing = Run(git, ["ls-tree", "-r", "-z", "-l", "--full-tree", "HEAD"], copy, source, "", stop).Output;
        foreach (string line in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            Match match = TreeLine().Match(line);
            if (!match.Success)
                throw Failed(source, "its list of files cannot be read");
            string path = match.Groups["path"].Value;
            string mode = match.Groups["mode"].Value;
            SkillEntryKind kind = mode switch
            {
                "100644" or "100755" or "100664" => SkillEntryKind.File,
                "120000" => SkillEntryKind.Link,
                _ => SkillEntryKind.Other,
            };
            long size = long.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
                ? bytes
                : 0;
            entries.Add(new(path, kind, size, mode == "100755"));
            objects[path] = match.Groups["object"].Value;
        }

        return new(entries, wanted => Read(git, copy, source, folder, wanted, objects, stop));
    }

    private void Clone(string git, SkillSource source, string? reference, string copy, CancellationToken stop)
    {
        // It has no limit of its own for what it writes.
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<bool> watch = WatchAsync(copy, ending);
        string[] named = reference is null ? [] : ["--branch", reference];
        try
        {
            Run(
                git,
                [
                    "clone",
                    "--bare",
                    "--depth",
                    "1",
                    "--single-branch",
                    "--no-tags",
                    "--no-local",
                    "--no-recurse-submodules",
                    "--quiet",
                    "--template=",
                    .. named,
                    "--",
                    source.Address,
                    copy,
                ],
                null,
                source,
                "",
                ending.Token
            );
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Failed(source, $"it has more than {MostOnDisk >> 20} MiB");
        }
        finally
        {
            ending.Cancel();
            watch.GetAwaiter().GetResult();
        }
    }

    /// <summary>Ends the clone when it has become too large; true if it did.</summary>
    private static async Task<bool> WatchAsync(string folder, CancellationTokenSource ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Watching, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (SizeOf(folder) <= MostOnDisk)
                continue;
            await ending.CancelAsync().ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private static long SizeOf(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0)
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // git is just moving files
            return 0;
        }
    }

    /// <summary>The contents of files, in one answer of git: a line for each, then its bytes.</summary>
    private List<byte[]> Read(
        string git,
        string copy,
        SkillSource source,
        string folder,
        IReadOnlyList<SkillEntry> wanted,
        Dictionary<string, string> objects,
        CancellationToken stop
    )
    {
        if (wanted.Count == 0)
            return [];
        string answer = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        long most = wanted.Sum(entry => entry.Size + 128);
        using (FileStream file = PrivateFile.Open(answer))
        {
            string input = string.Concat(wanted.Select(entry => objects[entry.Path] + "\n"));
            Run(git, ["cat-file", "--batch"], copy, source, input, stop, new ChildFile(file, most));
        }

        ReadOnlySpan<byte> rest = RegularFile.ReadAllBytes(answer, most);
        List<byte[]> contents = [];
        foreach (SkillEntry entry in wanted)
        {
            int line = rest.IndexOf((byte)'\n');
            string head = line < 0 ? "" : Encoding.ASCII.GetString(rest[..line]);
            if (head != $"{objects[entry.Path]} blob {entry.Size}" || rest.Length < line + 1 + entry.Size + 1)
                throw Failed(source, $"its file '{entry.Path}' cannot be read");
            contents.Add(rest.Slice(line + 1, (int)entry.Size).ToArray());
            rest = rest[(line + 2 + (int)entry.Size)..];
        }

        return contents;
    }

    private ChildResult Run(
        string git,
        IReadOnlyList<string> arguments,
        string? repository,
        SkillSource source,
        string input,
        CancellationToken stop,
        ChildFile? output = null
    )
    {
        string[] where = repository is null ? [] : [$"--git-dir={repository}"];
        ChildProgram program = new(git, [.. where, .. Settings(), .. arguments])
        {
            Input = input,
            Limit = Limit,
            MostOutput = MostListing,
            OutputFile = output,
            IsMarked = true,
            Withheld = [.. environment.NamesWithPrefix("GIT_").Except(KeptVariables)],
            Variables = Variables(),
        };
        try
        {
            ChildResult result = ChildProcess.Run(program, stop);
            return result is { Exit: 0, IsCut: false }
                ? result
                : throw Failed(source, result.IsCut ? "it has too many files" : result.Complaint);
        }
        catch (TimeoutException e)
        {
            throw Failed(source, $"it took longer than {Limit.TotalMinutes} minutes", e);
        }
        catch (IOException e)
        {
            throw Failed(source, e.Message, e);
        }
    }

    private IEnumerable<string> Settings() =>
        (
            (string[])
                [
                    "protocol.allow=never",
                    .. protocols.Select(protocol => $"protocol.{protocol}.allow=always"),
                    $"core.hooksPath={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}",
                    "core.symlinks=false",
                    "core.fsmonitor=false",
                    "transfer.bundleURI=false",
                    "http.followRedirects=initial",
                ]
        ).SelectMany(setting => (string[])["-c", setting]);

    private Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new()
        {
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_LFS_SKIP_SMUDGE"] = "1",
            ["LC_ALL"] = "C",
        };
        if (environment.Variable("GIT_SSH_COMMAND") is null)
            variables["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes";
        return variables;
    }

    private static RimuruException Failed(SkillSource source, string why, Exception? inner = null) =>
        new(ErrorCodes.SkillFetchFailed, $"'{source.Name}' could not be had: {why.Trim()}", source.Name, inner);

    [GeneratedRegex(
        @"^(?<mode>\d{6}) \w+ (?<object>[0-9a-f]{40,64}) +(?<size>\d+|-)\t(?<path>.+)\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex TreeLine();

    [GeneratedRegex(@"^[A-Za-z0-9_][\w./-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
