using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary>One vocabulary: whatever command prints a record, its fields are the record's properties, and its states are words.</summary>
public sealed class JsonVocabularyTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public JsonVocabularyTests()
    {
        cli = new Cli(home.Folder).With("RIMURU__LOGGING__LEVEL", "debug");
        string line = ClaudeCodeLines.Assistant();
        home.Write(ClaudeCodeLines.Log, line, line, ClaudeCodeLines.Assistant("msg_2", model: "nobody-knows-it"));
    }

    public void Dispose() => home.Dispose();

    [Fact]
    public void Every_command_prints_the_properties_of_its_record()
    {
        Holds<SyncResult>("sync");
        cli.Run("rate", "set", "EUR", "0.92", "--date", "2026-01-01").ExitCode.ShouldBe(0);
        Holds<Session>("sessions --currency EUR");
        Holds<UsageBlock>("blocks --currency EUR");
        Holds<CostForecast>("forecast --currency EUR");
        Holds<UsageRecord>("usage");
        Holds<Agent>("agents");
        Holds<AgentHealth>("agents --test");
        Holds<DuplicateSummary>("duplicates");
        Holds<DuplicateRecord>("duplicates --detail");
        home.Write(
            ".claude/projects/-work-shop/loop.jsonl",
            [
                .. Enumerable
                    .Range(0, 20)
                    .Select(i => ClaudeCodeLines.Assistant($"loop_{i}", session: "loop", time: $"2026-07-01T11:00:{i:00}Z")),
            ]
        );
        Holds<Runaway>("runaways");
        Holds<ModelInfo>("models --model claude-opus*");
        Holds<StoreInfo>("store status");
        Holds<StoreCheck>("store test");
        Holds<StoreBackup>($"store backup {home.In("copy.db")}");
        Holds<StoreRestoration>($"store restore {home.In("copy.db")} --what-if");
        Holds<StoreOptimization>("store optimize --what-if");
        Holds<ConfigurationSetting>("config");
        Holds<ConfigurationCheck>("config test");
        cli.With("RIMURU_SECRET_A", "x");
        Holds<CredentialInfo>("credential list");
        Holds<LogEntry>("log");
        cli.Run("plugins", "install", Documents.PathOf("samples/plugins/weekday-view"), "--force").ExitCode.ShouldBe(0);
        Holds<Plugin>("plugins list");
        Holds<StoreCopyResult>($"store copy sqlite:{home.In("other.db")}");
    }

    [Fact]
    public void Cost_rows_use_the_names_of_the_record_for_every_grouping()
    {
        home.Write(
            ClaudeCodeLines.Log,
            ClaudeCodeLines.Assistant(message: """ "content":[{"type":"tool_use","id":"t","name":"mcp__git__log","input":{}}],""")
        );
        cli.Run("rate", "set", "EUR", "0.92", "--date", "2026-01-01").ExitCode.ShouldBe(0);
        string[] properties = [.. typeof(CostRecord).GetProperties().Select(property => Camel(property.Name))];
        JsonObject row = Rows($"cost --currency EUR --by {string.Join(',', Enum.GetNames<CostGrouping>())}")[0]!.AsObject();
        row.Select(field => field.Key).Order().ShouldBe(properties.Except(["firstActivity", "lastActivity", "shortId"]).Order());
        ((string)row["sessionId"]!).ShouldBe("one");
        ((string)row["evidence"]!).ShouldBe("Recorded");
        ((string)row["mcpServer"]!).ShouldBe("git");
    }

    [Theory]
    [InlineData("sessions", "cost", "displayCost")]
    [InlineData("blocks", "cost", "displayCost")]
    [InlineData("forecast --until 2026-07-02", "spent", "displaySpent")]
    public void Costs_are_converted_where_a_currency_is_named(string command, string amount, string converted)
    {
        Rows(command)[0]!
            .AsObject()
            .Select(field => field.Key)
            .ShouldNotContain(name => name.StartsWith("display", StringComparison.Ordinal));
        cli.Run("rate", "set", "EUR", "0.5", "--date", "2026-01-01").ExitCode.ShouldBe(0);
        JsonObject row = Rows(command + " --currency eur")[0]!.AsObject();
        ((decimal)row[converted]!).ShouldBe((decimal)row[amount]! * 0.5m);
        ((string)row["displayCurrency"]!, (decimal)row["exchangeRate"]!, (string)row["rateDate"]!).ShouldBe(("EUR", 0.5m, "2026-01-01"));
        string table = cli.Run([.. command.Split(' '), "--currency", "eur"]).Output;
        table.ShouldContain(command.StartsWith("forecast", StringComparison.Ordinal) ? " EUR " : "Cost (EUR)");
        cli.Run([.. command.Split(' '), "--currency", "NOK"]).Errors.ShouldContain("E17001");
    }

    private void Holds<T>(string command)
    {
        JsonArray rows = Rows(command);
        rows.ShouldNotBeEmpty(command);
        foreach (JsonObject row in rows.Select(row => row!.AsObject()))
        {
            row.Select(field => field.Key).ShouldBe(typeof(T).GetProperties().Select(property => Camel(property.Name)), command);
            foreach (
                var state in typeof(T)
                    .GetProperties()
                    .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            )
                Enum.GetNames(Nullable.GetUnderlyingType(state.PropertyType) ?? state.PropertyType)
                    .ShouldContain((string?)row[Camel(state.Name)], $"{command}: {state.Name}");
        }
    }

    private JsonArray Rows(string command)
    {
        CliResult result = cli.Run([.. command.Split(' '), "--json"]);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result.Rows;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
