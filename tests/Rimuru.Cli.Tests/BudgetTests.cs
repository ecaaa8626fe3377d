using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru budget</c>, by the real command.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly TestHome home = new();

    private Cli Command => new(home.Folder);

    public void Dispose() => home.Dispose();

    [Fact]
    public void Budgets_are_set_listed_changed_and_removed()
    {
        Run(0, "budget set month --amount 100 --project shop,shed --hard 90 --soft 10")
            .Output.ShouldBe($"The budget is set: month (100 USD, Month){Environment.NewLine}");
        Run(0, "budget set month --window 7d --project *").Errors.ShouldBe("");
        JsonNode row = Run(0, "budget list --json").Rows.Single()!;
        ((decimal)row["amount"]!, (string)row["window"]!, (int)row["hardPercent"]!, row["project"]!.ToJsonString()).ShouldBe(
            (100m, "SevenDays", 90, """["*"]""")
        );
        Run(1, "budget remove mont").Errors.ShouldContain("[E12004] There is no budget 'mont'. Did you mean 'month'?");
        Run(0, "budget remove m*");
        Run(0, "budget list").Output.ShouldBe($"There are no budgets.{Environment.NewLine}");
    }

    [Theory]
    [InlineData("budget set a --amount x", "--amount must be a number")]
    [InlineData("budget set a --amount 1,50", "--amount must be a number")]
    [InlineData("budget set a --amount 1 --window year", "--window must be one of hour, day")]
    [InlineData("budget set a --amount 1 --soft x", "--soft must be a whole number from 0 to 1000")]
    [InlineData("budget set a --amount 1 --hard 1001", "must be from 1 to 1000 percent")]
    [InlineData("budget set a", "The new budget a needs an amount")]
    [InlineData("budget set a --amount 1 --agent Claud", "There is no agent 'Claud'")]
    [InlineData("budget check --format gitlab", "gitlab")]
    public void What_is_used_wrongly_ends_with_2(string line, string error) => Run(2, line).Errors.ShouldContain(error);

    [Fact]
    public void The_worst_budget_gives_the_exit_code()
    {
        Use("msg_1", "claude-sonnet-4-5", 1_000_000);
        Run(0, "budget check");
        Run(0, "budget set roomy --window total --amount 1000");
        Run(0, "budget check");
        Use("msg_2", "nobody-knows-it", 7);
        Run(0, "budget check").Errors.ShouldContain("The budget roomy does not include 1 request(s) with 7 tokens that have no price.");
        Run(5, "budget check --strict").Errors.ShouldContain("[E12003] The budget roomy has spent");
        Run(0, "budget set roomy --unit tokens --window total --amount 100000000");
        Run(0, "budget check --strict");

        Run(0, "budget set over --window total --amount 6");
        Run(3, "budget check --strict").Errors.ShouldContain("[E12001] The budget over has spent 6.00 of 6.00 USD (100 %).");
        Run(0, "budget check roomy");
        Run(3, "budget check roomy,over --json").Rows.Select(row => (string)row!["state"]!).ShouldBe(["Ok", "Exceeded"]);
        Run(1, "budget check nobody").Errors.ShouldContain("[E12004]");
    }

    [Fact]
    public void A_forecast_above_the_budget_gives_4()
    {
        // Without a past it is the pace: a third of the budget was spent in this part of the quarter.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DateTimeOffset start = new(now.Year, now.Month - (now.Month - 1) % 3, 1, 0, 0, 0, TimeSpan.Zero);
        decimal share = (decimal)(now - start).Ticks / (start.AddMonths(3) - start).Ticks;
        Assert.SkipWhen(share is < 0.11m or > 0.98m, "The quarter has just begun, or is just ending.");
        Use("msg_1", "claude-sonnet-4-5", 1_000_000);
        int forecast = (int)(100 / share);
        Run(0, $"budget set q --window quarter --amount 3000000 --unit tokens --soft 0 --forecast-hard {forecast / 3 + 5}");
        Run(0, "budget check");
        Run(0, $"budget set q --forecast-hard {forecast / 3 - 1}");
        Run(4, "budget check")
            .Errors.ShouldMatch(@"\[E12002\] The budget q has spent 1,000,000 of 3,000,000 tokens \(33\.3 %\), and will have spent");
        Run(0, "budget set q --forecast-hard 0");
        Run(0, "budget check");
    }

    [Fact]
    public void GitHub_gets_annotations_and_a_summary()
    {
        Use("msg_1", "claude-sonnet-4-5", 1_000_000);
        Use("msg_2", "nobody-knows-it", 7);
        Run(0, "budget set over --window total --amount 4");
        Run(0, "budget set near --window total --amount 7");
        string summary = home.In("summary.md");
        File.WriteAllText(summary, "before\n");
        CliResult result = Command.With("GITHUB_STEP_SUMMARY", summary).Run("budget", "check", "--format", "github");
        result.ExitCode.ShouldBe(3);
        result.Errors.ShouldBe("");
        string[] notes = [.. result.Output.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal))];
        notes.ShouldContain("::error title=Budget over::[E12001] The budget over has spent 6.00 of 4.00 USD (150 %25).");
        notes.ShouldContain("::warning title=Budget near::The budget near has spent 6.00 of 7.00 USD (85.7 %25).");
        notes.Count(note => note.Contains("does not include 1 request(s)", StringComparison.Ordinal)).ShouldBe(2);
        string[] page = File.ReadAllText(summary).Split('\n');
        page[0].ShouldBe("before");
        page.ShouldContain("### Budgets");
        page.Count(line => line.StartsWith("| over | Exceeded | 150 | 6 | 4 |", StringComparison.Ordinal)).ShouldBe(1);
        Run(3, "budget check --format github").Output.ShouldContain("::error");
    }

    [Fact]
    public void A_named_or_trusted_file_adds_its_budgets()
    {
        Use("msg_1", "claude-sonnet-4-5", 1_000_000);
        Directory.CreateDirectory(home.In("repo/.git"));
        home.Write("repo/rimuru.budgets.yaml", "budgets:", "  x: { amount: 2, window: total, project: '*' }");
        string file = home.In("repo/rimuru.budgets.yaml");
        Run(0, "budget check");
        Run(3, $"budget check --file {file}").Errors.ShouldContain("[E12001] The budget x has spent 6.00 of 2.00 USD");
        CliResult untrusted = Command.Shell($"cd {home.In("repo")} && $RIMURU budget check");
        untrusted.ExitCode.ShouldBe(0);
        untrusted.Errors.ShouldContain("'rimuru budget trust FILE' trusts it.");
        Run(0, $"budget trust {file}").Output.ShouldContain("The budget counts in this repository: x (2 USD, Total)");
        Command.Shell($"cd {home.In("repo")} && $RIMURU budget check").ExitCode.ShouldBe(3);
        Run(0, $"budget distrust {file}");
        Command.Shell($"cd {home.In("repo")} && $RIMURU budget check").ExitCode.ShouldBe(0);
        home.Write("repo/rimuru.budgets.yaml", "budgets:", "  x: { amount: 2, windw: total }");
        CliResult wrong = Run(1, $"budget check --file {file}");
        wrong.Errors.ShouldContain($"[E12005] {file}:2: budgets.x.windw is not a key. Did you mean 'window'?");
    }

    /// <summary>Each command of the page does what it is there for.</summary>
    [Fact]
    public void The_commands_of_the_page_run()
    {
        string page = Documents.Read("budgets.md");
        home.Write("rimuru.budgets.yaml", Regex.Match(page, "(?ms)^```yaml\n(.*?)^```").Groups[1].Value);
        string[] lines =
        [
            .. Regex
                .Matches(page, "(?ms)^```sh\n(.*?)^```")
                .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
        lines.Length.ShouldBeGreaterThan(7);
        foreach (string line in lines)
        {
            CliResult result = Command.Shell($"cd {home.Folder} && {line.Replace("rimuru ", "$RIMURU ", StringComparison.Ordinal)}");
            result.ExitCode.ShouldBe(0, line + result.Errors);
        }
    }

    private void Use(string id, string model, int tokens) =>
        home.Append(
            Prepared(ClaudeCodeLines.Log),
            ClaudeCodeLines.Assistant(
                id,
                $""" "input_tokens":{tokens},"output_tokens":0 """,
                model: model,
                time: DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)
            ) + "\n"
        );

    private string Prepared(string relative)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.In(relative))!);
        return relative;
    }

    private CliResult Run(int code, string line)
    {
        CliResult result = Command.Run(line.Split(' '));
        result.ExitCode.ShouldBe(code, line + "\n" + result.Errors + result.Output);
        return result;
    }
}
