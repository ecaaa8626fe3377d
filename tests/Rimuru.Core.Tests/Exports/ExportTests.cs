using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Rimuru.Core.Errors;
using Rimuru.Core.Exports;

namespace Rimuru.Core.Tests.Exports;

/// <summary>Exports for programs and people: nothing is lost, added or understood as something else than text.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly ExportHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.JsonLines)]
    [InlineData(ExportFormat.Xml)]
    public void Every_format_for_programs_has_the_fields_and_the_sums_of_the_ledger(ExportFormat format)
    {
        CostGrouping[] by = [CostGrouping.Day, CostGrouping.Session, CostGrouping.Model];
        List<Dictionary<string, string>> rows = RowsOf(format, home.Costs(format, home.Request with { By = by }), "cost");
        List<CostRecord> ledger = home.Ledger(by);
        rows.Count.ShouldBe(ledger.Count);
        rows[0].Keys.Take(5).ShouldBe(["day", "sessionId", "model", "periodStart", "periodEnd"]);
        rows.Sum(row => Number(row.GetValueOrDefault("cost"))).ShouldBe(ledger.Sum(record => record.Cost ?? 0));
        ledger.Sum(record => record.Cost ?? 0).ShouldBeGreaterThan(1);
        rows.Sum(row => Number(row["totalTokens"])).ShouldBe(ledger.Sum(record => record.TotalTokens));
        DateTimeOffset.Parse(rows[0]["periodStart"], CultureInfo.InvariantCulture).ShouldBe(ledger[0].PeriodStart!.Value);
        rows.Select(row => row["model"]).Except(ledger.Select(record => Cell(format, record.Model!))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.JsonLines)]
    [InlineData(ExportFormat.Xml)]
    public void A_session_has_the_fields_of_its_record(ExportFormat format)
    {
        Dictionary<string, string> row = RowsOf(format, home.Sessions(format), "session").ShouldHaveSingleItem();
        string[] fields =
        [
            .. typeof(Session)
                .GetProperties()
                .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
                .Except(["displayCost", "displayCurrency", "exchangeRate", "rateDate"]),
        ];
        (format == ExportFormat.Xml ? fields.Intersect(row.Keys) : fields).ShouldBe(row.Keys);
        row["title"].ShouldBe(Cell(format, ExportHome.Title));
        row["branch"].ShouldBe(Cell(format, ExportHome.Branch));
    }

    [Fact]
    public void The_fields_of_costs_are_those_of_the_record_and_no_others()
    {
        CostGrouping[] all = Enum.GetValues<CostGrouping>();
        string head = home.Costs(ExportFormat.Csv, home.Request with { By = all }).Split('\n')[0];
        head.Split(',')
            .Order()
            .ShouldBe(
                typeof(CostRecord)
                    .GetProperties()
                    .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
                    .Except(["shortId", "firstActivity", "lastActivity"])
                    .Except(["displayCost", "displayCurrency", "exchangeRate", "rateDate"]) // an export is of USD
                    .Order()
            );
        home.Costs(ExportFormat.Csv).ShouldStartWith("agent,model,requests,inputTokens,");
    }

    [Fact]
    public void Texts_like_formulas_are_disarmed_in_csv_unless_raw()
    {
        ExportHome.Rows(home.Sessions(ExportFormat.Csv))[0]["title"].ShouldBe("'" + ExportHome.Title);
        ExportHome.Rows(home.Sessions(ExportFormat.Csv, home.Request with { IsRaw = true }))[0]["title"].ShouldBe(ExportHome.Title);
        ExportHome.Rows(home.Costs(ExportFormat.Csv)).Select(row => row["model"]).ShouldContain("'" + ExportHome.Model);
    }

    [Theory]
    [InlineData("=1", true)]
    [InlineData("+1", true)]
    [InlineData("-1", true)]
    [InlineData("@a", true)]
    [InlineData("\ta", true)]
    [InlineData("\ra", true)]
    [InlineData("\na", true)]
    [InlineData("  =1", true)]
    [InlineData("\uFF1D1", true)]
    [InlineData("a=1", false)]
    [InlineData(" a", false)]
    [InlineData("", false)]
    public void A_formula_is_what_a_spreadsheet_may_take_for_one(string text, bool isFormula) =>
        Display.Formula.IsLike(text).ShouldBe(isFormula);

    [Fact]
    public void Markdown_has_one_line_for_each_row_and_no_markup_of_others()
    {
        string[] lines = home.Sessions(ExportFormat.Markdown).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(3);
        int columns = lines[1].Count(c => c == '|');
        lines.ShouldAllBe(line => System.Text.RegularExpressions.Regex.Count(line, @"(?<!\\)\|") == columns);
        lines[2].ShouldContain(@"=HYPERLINK(""http\://evil.example"")\<img src=x onerror=alert(1)\>\|\[a\](javascript:b) \\u202egnp.exe");
    }

    [Fact]
    public void A_file_is_replaced_kept_or_continued_as_it_is_asked()
    {
        string path = home.File("costs.csv", "old");
        Failure(new ExportFile { Path = path, IsKept = true }).ShouldBe(ErrorCodes.ExportExists);
        File.ReadAllText(path).ShouldBe("old");
        Failure(new ExportFile { Path = path, IsContinued = true }).ShouldBe(ErrorCodes.ExportNotContinued);
        File.ReadAllText(path).ShouldBe("old");

        Export(ExportFormat.Csv, new ExportFile { Path = path });
        string whole = File.ReadAllText(path);
        whole.ShouldBe(home.Costs(ExportFormat.Csv));
        Export(ExportFormat.Csv, new ExportFile { Path = path, IsContinued = true });
        File.ReadAllText(path).ShouldBe(whole + whole[(whole.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

        // Export-Csv quotes every name, and a file may lack its last line end.
        File.WriteAllText(path, "\"" + whole.Split('\n')[0].Replace(",", "\",\"", StringComparison.Ordinal) + "\"\n\"Pi\",1");
        Export(ExportFormat.Csv, new ExportFile { Path = path, IsContinued = true });
        File.ReadAllText(path).ShouldContain("\"Pi\",1\nClaudeCode,");

        string lines = home.In("costs.jsonl");
        Export(ExportFormat.JsonLines, new ExportFile { Path = lines, IsContinued = true });
        Export(ExportFormat.JsonLines, new ExportFile { Path = lines, IsContinued = true });
        File.ReadAllText(lines).ShouldBe(string.Concat(Enumerable.Repeat(home.Costs(ExportFormat.JsonLines), 2)));
        foreach (
            ExportFormat format in (ExportFormat[])
                [ExportFormat.Json, ExportFormat.Xml, ExportFormat.Html, ExportFormat.Markdown, ExportFormat.Focus]
        )
            Failure(new ExportFile { Path = lines, IsContinued = true }, format).ShouldBe(ErrorCodes.ExportNotContinued);
        Directory.GetFiles(home.In(""), "*.new", new EnumerationOptions { AttributesToSkip = 0 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_left_as_it_is()
    {
        string path = home.File("costs.csv", "old");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Failure(new ExportFile { Path = path }).ShouldBe(ErrorCodes.ExportNotWritten);
        File.ReadAllText(path).ShouldBe("old");
        Export(ExportFormat.Csv, new ExportFile { Path = path, IsForced = true });
        File.ReadAllText(path).ShouldStartWith("agent,");
        Failure(new ExportFile { Path = home.In("no/costs.csv") }).ShouldBe(ErrorCodes.PathNotFound);
        Failure(new ExportFile { Path = home.In("") }).ShouldBe(ErrorCodes.ExportNotWritten);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pipe_or_a_device_is_not_replaced_by_a_file(bool isLinked)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders.");
        string pipe = home.In("costs.csv"),
            path = isLinked ? home.In("link.csv") : pipe;
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        if (isLinked)
            File.CreateSymbolicLink(path, pipe);
        Failure(new ExportFile { Path = path }).ShouldBe(ErrorCodes.ExportNotWritten);
        Failure(new ExportFile { Path = path, IsForced = true }).ShouldBe(ErrorCodes.ExportNotWritten);
        Core.Files.FileStatus.Of(pipe)!.Value.IsRegular.ShouldBeFalse();
        Should.Throw<IOException>(() => Core.Files.FileReplacement.Begin(path));
    }

    [Fact]
    public void A_file_behind_a_link_is_replaced_within_its_own_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a right there.");
        Directory.CreateDirectory(home.In("repository"));
        string target = home.File("repository/settings", "old"),
            path = home.In("settings");
        File.CreateSymbolicLink(path, target);
        using (Core.Files.FileReplacement replacement = Core.Files.FileReplacement.Begin(path))
        {
            File.Exists(target + ".new").ShouldBeTrue("A file is not moved from one file system to another at once.");
            replacement.Commit("new"u8);
        }

        File.ReadAllText(target).ShouldBe("new");
        new FileInfo(path).LinkTarget.ShouldBe(target);
        Directory.GetFiles(home.In("repository")).ShouldBe([target]);
    }

    [Fact]
    public void The_first_line_of_another_file_is_told_in_part()
    {
        string path = home.File("costs.csv", new string('x', 3_000_000));
        RimuruException error = Should.Throw<RimuruException>(() =>
            Export(ExportFormat.Csv, new ExportFile { Path = path, IsContinued = true })
        );
        error.Code.ShouldBe(ErrorCodes.ExportNotContinued);
        error.Message.Length.ShouldBeLessThan(2000);
    }

    [Fact]
    public void What_ends_half_way_leaves_the_file_as_it_was()
    {
        string path = home.File("costs.json", "old");
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() =>
            home.Engine.Exports.Sessions(home.Request, ExportFormats.Of(ExportFormat.Json), new ExportFile { Path = path }, stop.Token)
        );
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(home.In(""), "*.new", new EnumerationOptions { AttributesToSkip = 0 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_file_is_its_owners_and_one_that_is_replaced_keeps_its_rights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights, links and programs are as on Unix.");
        if (OperatingSystem.IsWindows())
            return; // what the compiler understands
        string path = home.In("costs.csv");
        Export(ExportFormat.Csv, new ExportFile { Path = path });
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, Shared);
        string link = home.In("link.csv");
        File.CreateSymbolicLink(link, path);
        Export(ExportFormat.Csv, new ExportFile { Path = link });
        File.GetUnixFileMode(path).ShouldBe(Shared);
        File.ResolveLinkTarget(link, true)!.FullName.ShouldBe(path);
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf8BOM")]
    [InlineData("unicode")]
    [InlineData("bigendianunicode")]
    [InlineData("utf32")]
    [InlineData("1252")]
    public void A_file_has_its_encoding_and_keeps_it(string name)
    {
        Encoding encoding = ExportEncodings.Named(name);
        string path = home.In("costs.csv");
        Export(ExportFormat.Csv, new ExportFile { Path = path, Encoding = encoding });
        byte[] bytes = File.ReadAllBytes(path);
        string csv = home.Costs(ExportFormat.Csv);
        bytes.ShouldBe([.. encoding.Preamble, .. encoding.GetBytes(csv)]);
        if (name == "1252")
            return;
        Export(ExportFormat.Csv, new ExportFile { Path = path, IsContinued = true });
        File.ReadAllBytes(path).ShouldBe([.. bytes, .. encoding.GetBytes(csv[(csv.IndexOf('\n', StringComparison.Ordinal) + 1)..])]);
        Export(ExportFormat.Xml, new ExportFile { Path = path, Encoding = encoding });
        XDocument.Load(path).Root!.Elements("cost").Count().ShouldBe(4);
    }

    [Fact]
    public void The_name_of_a_file_tells_its_format()
    {
        foreach (IExporter exporter in ExportFormats.All)
            exporter.Extensions.ShouldAllBe(extension =>
                ExportFormats.OfPath(ExportFormats.All, "a" + extension.ToUpperInvariant()) == exporter
            );
        ExportFormats.All.Select(exporter => exporter.Name).ShouldBe(Enum.GetNames<ExportFormat>(), ignoreOrder: true);
        Should
            .Throw<RimuruException>(() => ExportFormats.OfPath(ExportFormats.All, "costs.xlsx"))
            .Code.ShouldBe(ErrorCodes.InvalidArgument);
        Should.Throw<RimuruException>(() => ExportEncodings.Named("utf9")).Code.ShouldBe(ErrorCodes.InvalidArgument);
    }

    [Fact]
    public void The_page_lists_the_formats_and_the_columns_of_focus()
    {
        string page = Documents.Read("exports.md");
        Documents
            .Table(page, "format")
            .Select(row => $"{row[0]} {(row[1].StartsWith('`') ? row[1] : "")}".Trim())
            .ShouldBe(
                ExportFormats.All.Select(one => $"`{one.Name}` {string.Join(", ", one.Extensions.Select(name => $"`{name}`"))}".Trim()),
                ignoreOrder: true
            );
        ExportTable focus = new FocusTable(Core.Pricing.PriceBook.Bundled).Of([]);
        focus.Columns.Count.ShouldBeGreaterThan(40);
        focus.Columns.Select(column => column.Name).ShouldAllBe(name => page.Contains($"`{name}`"));
    }

    /// <summary>Logs hold any character, also those that XML cannot.</summary>
    [Fact]
    public void Every_format_can_hold_every_character()
    {
        string text = string.Concat(Enumerable.Range(0, 0x10000).Select(i => (char)i)) + "\U0001F600";
        foreach (IExporter exporter in ExportFormats.All.Where(one => one.Shape == ExportShape.Fields))
        {
            using MemoryStream output = new();
            ExportTable table = new(
                "rows",
                "row",
                [new ExportColumn("a")],
                [
                    ["x" + text],
                ]
            );
            exporter.Write(table, output, new ExportOptions { IsRaw = true }, CancellationToken.None);
            string read = RowsOf(Enum.Parse<ExportFormat>(exporter.Name), Encoding.UTF8.GetString(output.ToArray()), "row")
                .ShouldHaveSingleItem()["a"];
            read.ShouldEndWith("\U0001F600");
            read.ShouldStartWith(exporter.Name == nameof(ExportFormat.Xml) ? "x\uFFFD\uFFFD" : "x\0\u0001");
        }
    }

    [Fact]
    public void Rows_are_read_one_at_a_time()
    {
        foreach (IExporter exporter in ExportFormats.All.Where(one => one.Name != nameof(ExportFormat.Html)))
        {
            long read = 0;
            using CountingStream output = new(() => read);
            ExportTable table = new(
                "rows",
                "row",
                [new ExportColumn("a")],
                Enumerable.Range(0, 200_000).Select(i => (object?[])[read = i])
            );
            exporter.Write(table, output, new ExportOptions(), CancellationToken.None);
            output.FirstAt.ShouldBeLessThan(50_000, exporter.Name);
            read.ShouldBe(199_999);
        }
    }

    /// <summary>What a table for people leaves out if no row has it must not keep all rows until the last is read.</summary>
    [Theory]
    [InlineData(ExportShape.Fields)]
    [InlineData(ExportShape.Titles)]
    public void A_long_table_is_read_as_it_is_written_and_a_short_one_has_no_column_without_values(object shape)
    {
        int read = 0;
        ExportTable Of(int rows) =>
            ExportTables.Costs(
                (ExportShape)shape,
                Enumerable.Range(0, rows).Select(i => new CostRecord { Agent = $"agent-{read = i}", Requests = 1 }),
                [CostGrouping.Agent],
                TimeZoneInfo.Utc
            );
        ExportTable whole = Of(100_000);
        whole.Rows.Take(10).Count().ShouldBe(10);
        read.ShouldBeLessThan(2_000);
        whole = Of(100_000);
        whole.Rows.Select(row => row[0]).ShouldBe(Enumerable.Range(0, 100_000).Select(i => $"agent-{i}"));
        int columns = Of(10).Columns.Count;
        if ((ExportShape)shape == ExportShape.Titles)
            columns.ShouldBeLessThan(whole.Columns.Count);
        else
            columns.ShouldBe(whole.Columns.Count);
    }

    private void Export(ExportFormat format, ExportFile file) =>
        home.Engine.Exports.Costs(home.Request, ExportFormats.Of(format), file, CancellationToken.None);

    private string Failure(ExportFile file, ExportFormat format = ExportFormat.Csv)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Export(format, file));
        error.Message.ShouldContain(Path.TrimEndingDirectorySeparator(file.Path));
        return error.Code;
    }

    private static string Cell(ExportFormat format, string text) => format == ExportFormat.Csv ? Display.Formula.Disarmed(text) : text;

    private static decimal Number(string? text) => string.IsNullOrEmpty(text) ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> RowsOf(ExportFormat format, string text, string row) =>
        format switch
        {
            ExportFormat.Csv => ExportHome.Rows(text),
            ExportFormat.Json => [.. JsonNode.Parse(text)!.AsArray().Select(item => Fields(item!))],
            ExportFormat.JsonLines => [.. text.TrimEnd('\n').Split('\n').Select(line => Fields(JsonNode.Parse(line)!))],
            _ =>
            [
                .. XDocument
                    .Parse(text)
                    .Root!.Elements(row)
                    .Select(item => item.Elements().ToDictionary(field => field.Name.LocalName, field => field.Value)),
            ],
        };

    private static Dictionary<string, string> Fields(JsonNode item) =>
        item.AsObject().ToDictionary(field => field.Key, field => field.Value?.ToString() ?? "");

    /// <summary>Notes how many rows were read when the first bytes came.</summary>
    private sealed class CountingStream(Func<long> read) : MemoryStream
    {
        public long FirstAt { get; private set; } = long.MaxValue;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => FirstAt = Math.Min(FirstAt, read());
    }
}
