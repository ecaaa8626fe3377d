using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Ingest;
using Rimuru.Core.Records;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Tracking;

/// <summary>
/// Checks whether an agent can be read: its folders, its newest logs (with the reader that ingest uses), its program and the clock. Writes
/// nothing.
/// </summary>
internal sealed class AgentCheck(AgentPlaces places, DiscoveredAgent? found, TimeProvider time, Func<string, string?> whyNotStarted)
{
    /// <summary>Enough logs to see what the agent currently writes.</summary>
    private const int NewestLogs = 40;

    /// <summary>Beyond this total size logs are only opened: reading them whole is left to ingest.</summary>
    private const long MostBytes = 64 << 20;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly List<HealthFinding> findings = [];
    private readonly UnknownLines unknown = new(places.Adapter.KnownLines);
    private long bytes;

    public AgentHealth Run(CancellationToken stop)
    {
        string name = places.Adapter.Name;
        if (!places.Enabled)
            Find(
                HealthStatus.Disabled,
                $"Reading {name} is disabled in the configuration.",
                $"Enable it with {Terms.EnableAgent(name, ConfigSchema.EnabledOf(name))}."
            );
        if (places.Roots.Count == 0)
            NoData();
        else
            Data(stop);
        Program();
        if (findings.Count == 0 && found is null)
            Find(HealthStatus.Absent, $"{places.Adapter.DisplayName} is not on this machine.", "There is nothing to do.");
        HealthStatus worst = findings.Count == 0 ? HealthStatus.Healthy : findings.Max(finding => finding.Status);
        return new AgentHealth
        {
            Agent = name,
            Status = places.Enabled || worst == HealthStatus.Absent ? worst : HealthStatus.Disabled,
            ExecutablePath = found?.ExecutablePath,
            Version = found?.Version,
            Roots = places.Roots,
            Findings = [.. findings.OrderByDescending(finding => finding.Status)],
            CheckedAt = time.GetUtcNow(),
        };
    }

    /// <summary>Why an existing folder or file cannot be read; null if it can.</summary>
    public static string? WhyUnreadable(string root)
    {
        try
        {
            if (Directory.Exists(root))
                _ = Directory.EnumerateFileSystemEntries(root).Any();
            else if (LogFiles.RefusedAbove(root) is { } above)
                return $"{above}: no permission to open the folder.";
            else
                RegularFile.Open(root).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{root}: {e.Message}";
        }
    }

    private void NoData()
    {
        if (found is null)
            return;
        string name = places.Adapter.Name;
        Find(
            HealthStatus.Degraded,
            $"{places.Adapter.DisplayName} is installed, but has left no logs in {string.Join(", ", places.Places)}.",
            $"Use it once, or register the folder of its data: {Terms.RegisterAgent(name, ConfigSchema.PathsOf(name))}."
        );
    }

    private void Data(CancellationToken stop)
    {
        foreach (string why in places.Roots.Select(WhyUnreadable).OfType<string>().Distinct(StringComparer.Ordinal))
            Find(
                HealthStatus.Unhealthy,
                $"A folder of its data cannot be read. {why}",
                "Get read permission, or remove it from the configuration."
            );

        List<LogFile> files = List();
        if (files.Count == 0 && findings.Count == 0)
            Find(
                HealthStatus.Degraded,
                $"There are no logs in {string.Join(", ", places.Roots)}.",
                "Use the agent once; if it writes its logs elsewhere, register that folder."
            );
        foreach (
            LogFile folder in files
                .Where(file => file.IsRefused && places.Roots.All(root => LogFiles.RefusedAbove(root) is null))
                .DistinctBy(file => file.Path)
        )
            Find(
                HealthStatus.Unhealthy,
                $"A folder of logs cannot be listed. {folder.Path}: no permission to open the folder.",
                "Get read permission. All other logs are read."
            );
        files.RemoveAll(file => file.IsRefused);
        foreach (LogFile file in files.OrderByDescending(file => file.Modified).Take(NewestLogs))
            Log(file, stop);
        Unknown();
        DateTimeOffset limit = time.GetUtcNow() + ClockTolerance;
        if (files.Count > 0 && files.MaxBy(file => file.Modified) is { } newest && new DateTime(newest.Modified, DateTimeKind.Utc) > limit)
            Find(
                HealthStatus.Degraded,
                $"The modification time of {newest.Path} is in the future.",
                "Check the clock of this machine, and that of the machine that writes the file."
            );
    }

    private List<LogFile> List()
    {
        List<LogFile> files = [];
        try
        {
            files.AddRange(places.Adapter.Files(places.Roots));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Find(HealthStatus.Unhealthy, $"A folder of logs cannot be listed. {e.Message}", "Get read permission.");
        }

        return files;
    }

    private void Log(LogFile file, CancellationToken stop)
    {
        bytes += file.Size;
        if (bytes > MostBytes)
        {
            if (WhyUnreadable(file.Path) is { } why)
                Find(HealthStatus.Unhealthy, $"A log cannot be read. {why}", "Get read permission.");
            return;
        }

        long malformed = 0;
        long? last = null;
        string? unreadable = null;
        void Count(FileBatch batch)
        {
            malformed += batch.MalformedLines;
            unreadable ??= batch.Unreadable;
            foreach (SessionRow session in batch.Sessions)
                last = Math.Max(last ?? 0, session.LastMs ?? 0);
        }

        try
        {
            unknown.NextFile();
            new FileRead(places.Adapter, file, null, new Resilience(time), Count, unknown: unknown).Run(stop);
        }
        catch (RimuruException e)
        {
            unreadable = e.Message;
        }

        if (unreadable is not null)
            Find(
                HealthStatus.Unhealthy,
                $"A log cannot be read. {unreadable}",
                "If the agent is using it, try again; if not, get read permission or restore the file. All other logs are read."
            );
        if (malformed > 0)
            Find(
                HealthStatus.Degraded,
                string.Create(CultureInfo.InvariantCulture, $"{malformed} record(s) in {file.Path} are damaged and were skipped."),
                "The rest of the file counts. A crash or a full disk leaves such records behind."
            );
        if (last > (time.GetUtcNow() + ClockTolerance).ToUnixTimeMilliseconds())
            Find(
                HealthStatus.Degraded,
                $"{file.Path} contains times in the future.",
                "Check the clock of this machine, and that of the machine that wrote the file."
            );
    }

    /// <summary>
    /// Reports unknown kinds of lines: token counts that are in no total, and other signs that the agent's format has changed.
    /// </summary>
    private void Unknown()
    {
        string name = places.Adapter.Name;
        foreach (UnknownKind kind in unknown.Kinds)
        {
            string of = kind.Version is null ? name : $"{name} {kind.Version}",
                lines = kind.Count == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{kind.Count} lines");
            if (kind.HasCounts)
                Find(
                    HealthStatus.Degraded,
                    $"{of}: {lines} of an unknown kind `{kind.Kind}` with token counts",
                    "These tokens are in no total. Check whether a newer Rimuru reads them; if not, report the kind of line."
                );
            else
                Find(
                    HealthStatus.Healthy,
                    $"{of}: {lines} of an unknown kind `{kind.Kind}` without token counts",
                    "Nothing is lost: there is nothing in them to count."
                );
        }

        if (
            places.Adapter.KnownLines?.NewestVersion is { } tried
            && unknown.NewestVersion is { } newest
            && ReleaseOrder.Compare(newest, tried) > 0
        )
            Find(
                HealthStatus.Healthy,
                $"{name} {newest} is newer than {tried}, the newest release that Rimuru was tested with.",
                "Its logs are read all the same; unknown content is reported here."
            );
    }

    private void Program()
    {
        if (found?.ExecutablePath is { } path)
        {
            if (found.Version is null && whyNotStarted(path) is { } why)
                Find(
                    HealthStatus.Healthy,
                    $"{path} was not started to get its version: {why}.",
                    "Run it with --version if you trust it. Its logs are read all the same."
                );
            else if (found.Version is null)
                Find(
                    HealthStatus.Degraded,
                    $"{path} does not print its version.",
                    "Run it with --version to see why. Its logs are read all the same."
                );
        }
        else if (places.Roots.Count > 0 && found?.Lookalikes.Count > 0)
        {
            Find(
                HealthStatus.Degraded,
                $"{string.Join(", ", found.Lookalikes)} is not proven to be {places.Adapter.DisplayName}, and no other program of it "
                    + "was found.",
                "Its logs are read all the same."
            );
        }
    }

    private void Find(HealthStatus status, string message, string action) => findings.Add(new HealthFinding(status, message, action));
}
