using System.Text.Json;
using Rimuru.Core.Display;
using Rimuru.Core.Formats;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>Logs of events: one line each, whoever writes, and nothing in them that acts.</summary>
public sealed class SessionLogHandlerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rimuru-hook-").FullName;

    private string Log => Path.Combine(folder, "deep", "events.log");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_text_has_a_line_for_people_with_the_time_in_the_zone()
    {
        TestDelivery delivery = new(new SessionLogHandler(TestDelivery.Host()), ("Path", Log))
        {
            Zone = TimeZoneInfo.CreateCustomTimeZone("one", TimeSpan.FromHours(1), null, null),
        };
        delivery.Send(SampleEvents.Ended);
        File.ReadAllText(Log).ShouldBe("2026-11-28T16:00:00+01:00 ClaudeCode ended a session in rimuru: 1.2 M tokens, 3.40 USD\n");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public void Every_event_is_one_line(string format)
    {
        RimuruEvent[] all = [.. Enumerable.Range(1, 10).SelectMany(SampleEvents.Of)];
        foreach (RimuruEvent told in all)
            To(("Format", format)).Send(told);
        string[] lines = File.ReadAllLines(Log);
        lines.Length.ShouldBe(all.Length + (format == "csv" ? 1 : 0));
        if (format == "jsonl")
        {
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ShouldBe(all.Select(told => told.Id));
            return;
        }

        lines.ShouldAllBe(line => PlainText.IsPlain(line));
        if (format == "text")
            lines.ShouldAllBe(line => line.StartsWith("2026-11-28T15:00:00+00:00 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_is_data_and_no_formula()
    {
        RimuruEvent[] all =
        [
            SampleEvents.Ended with
            {
                Project = "=cmd|' /C calc'!A1",
                Branch = "  +1+1",
                Machine = "@SUM(1)",
                Agent = "-2+3",
                User = "\uFF1D1",
                Cost = -1.5m,
                Models = ["a,b", "say \"x\""],
            },
            .. Enumerable.Range(1, 10).SelectMany(SampleEvents.Of),
        ];
        foreach (RimuruEvent told in all)
            To(("Format", "csv")).Send(told);
        using StreamReader reader = new(Log);
        List<List<string>> rows = [.. CsvRecords.Read(reader).Select(row => row.Fields)];
        rows.ShouldAllBe(row => row.Count == rows[0].Count);
        Dictionary<string, string> first = rows[0].Zip(rows[1]).ToDictionary(cell => cell.First, cell => cell.Second);
        first["project"].ShouldBe("'=cmd|' /C calc'!A1");
        (first["branch"], first["machine"], first["agent"], first["user"]).ShouldBe(("'  +1+1", "'@SUM(1)", "'-2+3", "'\uFF1D1"));
        (first["cost"], first["models"], first["tokens"], first["id"]).ShouldBe(
            ("-1.5", "a,b, say \"x\"", "1234567", SampleEvents.Ended.Id)
        );
        rows.Skip(1)
            .SelectMany(row => row)
            .Where(cell => cell.TrimStart() is { Length: > 0 } start && "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20".Contains(start[0]))
            .ShouldAllBe(cell => IsNumber(cell));
    }

    [Fact]
    public void Many_writers_lose_and_mix_no_line_and_each_file_of_csv_has_a_header()
    {
        const int Writers = 8,
            Each = 60;
        string long_ = new('x', 20_000);
        TestDelivery delivery = To(("Format", "csv"), ("MaxSizeMb", "1"), ("Keep", "100"));
        Hook hook = delivery.Checked();
        Parallel.For(
            0,
            Writers,
            new ParallelOptions { MaxDegreeOfParallelism = Writers },
            writer =>
            {
                for (int i = 0; i < Each; i++)
                {
                    delivery.Send(new CustomEvent { Id = $"{writer}-{i}", Name = long_ });
                }
            }
        );
        string[] files = Directory.GetFiles(Path.GetDirectoryName(Log)!);
        files.Length.ShouldBeGreaterThan(5);
        files.ShouldAllBe(file => File.ReadLines(file).First() == EventCsv.Header && new FileInfo(file).Length <= 1 << 20);
        files
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line[(line.LastIndexOf(',') + 1)..])
            .ShouldBe(
                Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Each).Select(i => $"{writer}-{i}")),
                ignoreOrder: true
            );
        hook.Setting["Keep"].ShouldBe("100");
    }

    [Fact]
    public void The_oldest_file_goes_when_there_are_enough()
    {
        string half = new('x', 600_000);
        for (int i = 0; i < 5; i++)
            To(("Format", "jsonl"), ("MaxSizeMb", "1"), ("Keep", "2")).Send(new CustomEvent { Id = $"{i}", Name = half });
        string IdIn(string path) => JsonDocument.Parse(File.ReadLines(path).Single()).RootElement.GetProperty("id").GetString()!;
        (IdIn(Log), IdIn(Log + ".1"), IdIn(Log + ".2"), File.Exists(Log + ".3")).ShouldBe(("4", "3", "2", false));
    }

    [Fact]
    public void A_line_that_a_full_disk_cut_off_does_not_swallow_the_next()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        File.WriteAllText(Log, "{\"half\":");
        To(("Format", "jsonl")).Send(SampleEvents.Ended);
        string[] lines = File.ReadAllLines(Log);
        lines.Length.ShouldBe(2);
        JsonDocument.Parse(lines[1]).RootElement.GetProperty("id").GetString().ShouldBe(SampleEvents.Ended.Id);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_failure_that_names_it()
    {
        File.WriteAllText(Path.Combine(folder, "deep"), "a file, not a folder");
        To().Failure().Message.ShouldStartWith($"{Log} cannot be written: ");
    }

    [Fact]
    public void The_path_is_kept_as_an_absolute_one()
    {
        string home = Path.Combine(folder, "home");
        new TestDelivery(new SessionLogHandler(TestDelivery.Host(home)), ("Path", "~/x/../log.txt"))
            .Checked()
            .Setting["Path"]
            .ShouldBe(Path.Combine(home, "log.txt"));
        new TestDelivery(new SessionLogHandler(TestDelivery.Host(home)), ("Path", "log.txt"))
            .Checked()
            .Setting["Path"]
            .ShouldBe(Path.Combine(Environment.CurrentDirectory, "log.txt"));
    }

    [Theory]
    [InlineData("SessionLog needs the setting Path")]
    [InlineData("Format must be one of text, csv, jsonl", "Path", "x", "Format", "xml")]
    [InlineData("MaxSizeMb must be a number from 1 to 1024, not '0'", "Path", "x", "MaxSizeMb", "0")]
    [InlineData("Keep must be a number from 0 to 100, not '1.5'", "Path", "x", "Keep", "1.5")]
    [InlineData("Path must be the path of a file", "Path", "folder/")]
    public void Settings_that_cannot_work_are_refused(string problem, params string[] settings) =>
        new TestDelivery(new SessionLogHandler(TestDelivery.Host()), [.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))])
            .Refusal()
            .ShouldContain(problem);

    private static bool IsNumber(string cell) => decimal.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _);

    private TestDelivery To(params (string, string)[] settings) =>
        new(new SessionLogHandler(TestDelivery.Host()), [("Path", Log), .. settings]);
}
