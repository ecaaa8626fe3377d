using Rimuru.Core.Config;
using Rimuru.Core.Logging;

namespace Rimuru.Core.Tests.Logging;

/// <summary>Rimuru's own log is complete, readable, bounded, and never in the way.</summary>
public sealed class ActivityLogTests : IDisposable
{
    private static readonly LogLevel[] All = [.. Enum.GetValues<LogArea>().Select(_ => LogLevel.Debug)];
    private static readonly LogLevel[] None = [.. Enum.GetValues<LogArea>().Select(_ => LogLevel.Off)];

    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-log-").FullName;

    private string Path => System.IO.Path.Combine(folder, "deep", "rimuru.log");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_words_of_the_settings_are_those_of_the_records()
    {
        ConfigSchema.LogLevels.ShouldBe(Enum.GetNames<LogLevel>().Select(name => name.ToLowerInvariant()));
        ConfigSchema.LogAreas.ShouldBe(Enum.GetNames<LogArea>().Select(name => name.ToLowerInvariant()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool isJson)
    {
        string[] messages =
        [
            "Read 3 of 4 logs",
            "a name with  two spaces, \"quotes\" and \\ü",
            "",
            "[E1001] the server is gone",
            "a line\nbreak and \u001b[31mred\u202e",
        ];
        LogSettings settings = Settings(isJson: isJson);
        foreach (string message in messages)
        {
            ActivityLog log = new(settings, TimeProvider.System);
            string? code = message.StartsWith("[E", StringComparison.Ordinal) ? message[1..6] : null;
            log.Run(
                LogArea.Store,
                "Try",
                () =>
                {
                    log.Write(LogLevel.Warning, LogArea.Ingest, message, code);
                    return 1;
                },
                _ => (LogLevel.Info, "done")
            );
        }

        LogEntry[] entries = Read(settings);

        entries.Length.ShouldBe(2 * messages.Length);
        entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Code).ShouldBe([null, null, null, "E1001", null]);
        entries.GroupBy(entry => entry.CorrelationId).ShouldAllBe(operation => operation.Count() == 2 && operation.Key.Length == 8);
        entries.ShouldAllBe(entry => entry.ProcessId == Environment.ProcessId && entry.Duration.HasValue == (entry.Message == "done"));
        if (isJson)
            entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Message).ShouldBe(messages);
        else
            entries[0].Message.ShouldBe(messages[0]);
        File.ReadAllText(Path).ShouldNotContain('\u001b');
    }

    [Fact]
    public void A_failure_is_logged_with_its_code_and_thrown()
    {
        ActivityLog log = new(Settings(), TimeProvider.System);
        Should.Throw<RimuruException>(() => log.Run(LogArea.Prices, "Fetch", () => throw new RimuruException("E5001", "no answer"), ""));
        Should.Throw<OperationCanceledException>(() => log.Run(LogArea.Prices, "Fetch", () => throw new OperationCanceledException(), ""));
        LogEntry[] entries = Read(Settings());
        (entries[0].Level, entries[0].Code, entries[0].Area).ShouldBe((LogLevel.Error, "E5001", LogArea.Prices));
        entries[0].Message.ShouldContain("no answer");
        entries[1].Level.ShouldBe(LogLevel.Info);
    }

    [Fact]
    public void A_failure_is_logged_once_where_it_happened()
    {
        ActivityLog log = new(Settings(), TimeProvider.System);
        Should.Throw<RimuruException>(() =>
            log.Run(
                LogArea.Ingest,
                "Outer",
                () => log.Watch<int>(LogArea.Store, "Inner", () => throw new RimuruException("E1001", "the server is gone")),
                _ => (LogLevel.Info, "done")
            )
        );
        log.Watch(LogArea.Store, "Fine", () => 1).ShouldBe(1);
        LogEntry entry = Read(Settings()).ShouldHaveSingleItem();
        (entry.Area, entry.Code, entry.CorrelationId.Length).ShouldBe((LogArea.Store, "E1001", 8));
    }

    [Fact]
    public void An_operation_within_another_has_its_id_and_the_next_has_its_own()
    {
        ActivityLog log = new(Settings(), TimeProvider.System);
        log.Run(LogArea.Store, "Outer", () => log.Run(LogArea.Ingest, "Inner", () => { }, "inner"), "outer");
        log.Run(LogArea.Store, "Next", () => { }, "next");
        LogEntry[] entries = Read(Settings());
        entries.Select(entry => entry.Message).ShouldBe(["inner", "outer", "next"]);
        entries[0].CorrelationId.ShouldBe(entries[1].CorrelationId);
        entries[2].CorrelationId.ShouldNotBe(entries[1].CorrelationId);
    }

    [Fact]
    public void A_log_that_is_off_creates_nothing()
    {
        ActivityLog log = new(Settings() with { Levels = None }, TimeProvider.System);
        log.Run(LogArea.Store, "Try", () => { }, "done");
        log.Write(LogLevel.Error, LogArea.Ingest, "wrong");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Each_area_has_its_level()
    {
        LogSettings settings = Settings() with { Levels = [LogLevel.Warning, LogLevel.Off, LogLevel.Debug, LogLevel.Error] };
        ActivityLog log = new(settings, TimeProvider.System);
        foreach (LogArea area in Enum.GetValues<LogArea>())
        {
            foreach (LogLevel level in Enum.GetValues<LogLevel>().Skip(1))
                log.Write(level, area, $"{area} {level}");
        }

        Read(settings)
            .Select(entry => entry.Message)
            .ShouldBe(["Ingest Error", "Ingest Warning", "Store Error", "Store Warning", "Store Info", "Store Debug", "Hooks Error"]);
    }

    [Fact]
    public void Writers_at_the_same_time_lose_and_mix_nothing_while_files_are_renewed()
    {
        const int Writers = 4,
            Each = 100;
        LogSettings settings = Settings() with { MostBytes = 4000, Kept = 100 };
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Writers)
                .Select(writer => new Thread(() =>
                {
                    ActivityLog log = new(settings, TimeProvider.System);
                    for (int i = 0; i < Each; i++)
                        log.Write(LogLevel.Info, LogArea.Ingest, $"{writer}:{i}");
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        string[] messages = [.. Read(settings).Select(entry => entry.Message)];
        for (int writer = 0; writer < Writers; writer++)
            messages
                .Where(message => message.StartsWith($"{writer}:", StringComparison.Ordinal))
                .ShouldBe(Enumerable.Range(0, Each).Select(i => $"{writer}:{i}"));
        messages.Length.ShouldBe(Writers * Each);
        Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!).ShouldAllBe(file => new FileInfo(file).Length <= 4000);
    }

    [Fact]
    public void Only_as_many_former_files_are_kept_as_configured()
    {
        LogSettings settings = Settings() with { MostBytes = 200, Kept = 2 };
        ActivityLog log = new(settings, TimeProvider.System);
        for (int i = 0; i < 50; i++)
            log.Write(LogLevel.Info, LogArea.Ingest, $"message {i}");
        Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!).Count().ShouldBe(3);
        Read(settings)[^1].Message.ShouldBe("message 49");
    }

    [Fact]
    public void Only_the_owner_can_read_the_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        ActivityLog log = new(Settings() with { MostBytes = 100 }, TimeProvider.System);
        for (int i = 0; i < 3; i++)
            log.Write(LogLevel.Info, LogArea.Ingest, "a message of some length, so that a new file is begun");
        foreach (string file in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!))
        {
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_nothing()
    {
        Directory.CreateDirectory(Path);
        ActivityLog log = new(Settings(), TimeProvider.System);
        log.Run(LogArea.Store, "Try", () => 7, _ => (LogLevel.Info, "done")).ShouldBe(7);
        Read(Settings()).ShouldBeEmpty();
    }

    [Fact]
    public void Lines_that_are_no_entries_are_passed_over()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "torn\n{\"time\":1}\n{\n2026-01-01T00:00:00.000Z Info Ingest x y z w\n\n");
        new ActivityLog(Settings(), TimeProvider.System).Write(LogLevel.Info, LogArea.Ingest, "whole");
        Read(Settings()).Select(entry => entry.Message).ShouldBe(["whole"]);
    }

    private LogSettings Settings(bool isJson = false) => new(Path, isJson, 1 << 20, 2, All);

    private static LogEntry[] Read(LogSettings settings) => [.. new LogService(settings).Read(LogLevel.Debug, [], int.MaxValue)];
}
