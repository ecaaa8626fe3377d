using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rimuru.Core.Budgets;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Budgets;

public sealed class BudgetFileTests
{
    private const string Path = "/repo/rimuru.budgets.yaml";

    [Fact]
    public void Every_key_is_read()
    {
        List<Budget> budgets = Read(
            """
            # yaml-language-server: $schema=budgets.schema.json
            budgets:
              month: { amount: 100 }
              burst.1:
                amount: 2e6
                unit: Tokens
                window: 5h
                agent: ClaudeCode
                project: [a, 'b*']
                branch:
                  - main
                  - feature/*
                model: claude-*
                provider: anthropic
                machine: desk
                user: ann
                soft: 0
                hard: 150
                forecast_soft: 70
                forecast_hard: 0
            """
        );
        budgets
            .Select(budget => (budget.Name, budget.Amount, budget.Unit, budget.Window))
            .ShouldBe([
                ("month", 100m, BudgetUnit.USD, BudgetWindow.Month),
                ("burst.1", 2_000_000m, BudgetUnit.Tokens, BudgetWindow.FiveHours),
            ]);
        Budget burst = budgets[1];
        burst.Project.ShouldBe(["a", "b*"]);
        burst.Branch.ShouldBe(["main", "feature/*"]);
        (burst.Agent[0], burst.Model[0], burst.Provider[0], burst.Machine[0], burst.User[0]).ShouldBe(
            ("ClaudeCode", "claude-*", "anthropic", "desk", "ann")
        );
        (burst.SoftPercent, burst.HardPercent, burst.ForecastSoftPercent, burst.ForecastHardPercent).ShouldBe((0, 150, 70, 0));
        burst.File.ShouldBe(Path);
        (budgets[0].SoftPercent, budgets[0].HardPercent, budgets[0].ForecastHardPercent).ShouldBe((80, 100, 100));
    }

    [Theory]
    [InlineData("", 1, "expected 'budgets:'")]
    [InlineData("# only\n", 2, "expected 'budgets:'")]
    [InlineData("[]", 1, "expected 'budgets:'")]
    [InlineData("{}", 1, "expected 'budgets:'")]
    [InlineData("budget:\n  a: { amount: 1 }", 1, "budget is not a key. Did you mean 'budgets'?")]
    [InlineData("budgets:\n  - a", 2, "budgets must have a section for each budget")]
    [InlineData("budgets:\n  a: 5", 2, "budgets.a must be a section of amount, unit, ")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    widnow: day", 4, "budgets.a.widnow is not a key. Did you mean 'window'?")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    window: fortnight", 4, "budgets.a.window is 'fortnight', but must be one of hour, ")]
    [InlineData("budgets:\n  a:\n    amount: 12 USD", 3, "budgets.a.amount is '12 USD', but must be a number above zero")]
    [InlineData("budgets:\n  a:\n    amount: 0", 3, "budgets.a.amount is '0', but")]
    [InlineData("budgets:\n  a:\n    amount: 1e20", 2, "budgets.a: The budget a needs an amount")]
    [InlineData("budgets:\n  a:\n    amount: [1]", 3, "budgets.a.amount must be a number")]
    [InlineData("budgets:\n  a:\n    window: day", 2, "budgets.a: The budget a needs an amount")]
    [InlineData("budgets:\n  a:\n    amount: 1.5\n    unit: tokens", 2, "budgets.a: The budget a needs an amount")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    soft: -1", 4, "budgets.a.soft is '-1', but must be a whole number from 0 to 1000")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    hard: 0", 4, "budgets.a.hard is '0', but must be a whole number from 1 to 1000")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    hard: 50", 2, "budgets.a: The soft threshold of the budget a, 80 percent, is above")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    agent: ClaudeCod", 2, "budgets.a: There is no agent 'ClaudeCod'. Did you mean")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    project: []", 4, "budgets.a.project is an empty list")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    project: ''", 4, "budgets.a.project is '', but must be a name")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    project: [[a]]", 4, "budgets.a.project must be a name")]
    [InlineData("budgets:\n  a:\n    amount: 1\n    amount: 2", 4, "budgets.a.amount is set a second time; the first is line 3")]
    [InlineData("budgets:\n  a: { amount: 1 }\n  A: { amount: 2 }", 3, "budgets.A differs from a budget above it only in the case")]
    [InlineData("budgets:\n  a b: { amount: 1 }", 2, "budgets.a b: 'a b' is not the name of a budget")]
    [InlineData("budgets:\n  a: &x { amount: 1 }\n  b: *x", 3, "budgets.b must be a section")]
    [InlineData("budgets:\n  a:\n    amount: !!str 1", 3, "budgets.a.amount has a tag")]
    [InlineData("budgets:\n\ta: 1", 2, "the file is not valid YAML: it is indented with a tab")]
    [InlineData("budgets:\n  a: { amount: 1 ", 3, "the file is not valid YAML")]
    [InlineData("budgets: {}\n---\nbudgets: {}", 2, "expected one document")]
    public void What_is_wrong_is_named_with_file_line_and_key(string text, int line, string problem)
    {
        RimuruException error = Should.Throw<RimuruException>(() => Read(text));
        error.Code.ShouldBe("E12005");
        error.Message.ShouldStartWith($"[E12005] {Path}:{line}: {problem}");
        error.Context.ShouldBe($"{Path}:{line}");
    }

    [Fact]
    public void Any_other_text_is_read_or_refused_with_this_error_alone()
    {
        const string Whole = "budgets:\n  a: { amount: 1, window: day, project: [x, 'y'] }\n  b:\n    amount: 2\n    soft: 5\n";
        Random random = new(16);
        for (int i = 0; i < 3000; i++)
        {
            char[] text = Whole.ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = "\n\t :-[]{}&*!|>'\"%@`0a#,\0é"[random.Next(23)];
            try
            {
                Read(new string(text)).ShouldAllBe(budget => budget.Amount > 0);
            }
            catch (RimuruException e)
            {
                e.Code.ShouldBe("E12005");
            }
        }
    }

    /// <summary>What the schema allows is read, and what it forbids is refused.</summary>
    [Fact]
    public void The_schema_says_what_the_reader_takes()
    {
        JsonNode budgets = JsonNode.Parse(Documents.Read("budgets.schema.json"))!["properties"]!["budgets"]!;
        JsonNode one = budgets["additionalProperties"]!;
        JsonObject keys = one["properties"]!.AsObject();
        keys.Select(key => key.Key).ShouldBe(BudgetKey.All.Select(key => key.Name));
        one["required"]!.AsArray().Select(key => (string)key!).ShouldBe(["amount"]);
        ((bool)one["additionalProperties"]!).ShouldBeFalse();
        foreach ((string key, JsonNode? rule) in keys)
        {
            string others = key switch
            {
                "amount" => "",
                "soft" => "amount: 100, hard: 1000, ",
                "hard" => "amount: 100, soft: 0, ",
                _ => "amount: 100, ",
            };
            (string[] allowed, string[] forbidden) = Values(rule!);
            foreach (string value in allowed)
                Read($"budgets: {{ a: {{ {others}{key}: {value} }} }}").Count.ShouldBe(1, $"{key}: {value}");
            foreach (string value in forbidden)
                Should.Throw<RimuruException>(() => Read($"budgets: {{ a: {{ {others}{key}: {value} }} }}"), $"{key}: {value}");
        }

        string pattern = (string)budgets["propertyNames"]!["pattern"]!;
        foreach (string name in (string[])["a", "A-1_b.c", new string('x', 64), new string('x', 65), "a b", "ä", "a/b"])
            Regex.IsMatch(name, pattern).ShouldBe(AsciiName.IsValid(name), name);
    }

    private static (string[] Allowed, string[] Forbidden) Values(JsonNode rule)
    {
        if (rule["enum"] is JsonArray words)
            return ([.. words.Select(word => (string)word!)], ["nothing", "[]"]);
        if (rule["type"] is JsonArray)
            return (["'*'", "['*', '?*']"], ["''", "[]", "['']", "{}"]);
        if ((string)rule["type"]! == "number")
            return (["1", "0.5"], ["0", "-1", "x"]);
        (int least, int most) = ((int)rule["minimum"]!, (int)rule["maximum"]!);
        return ([$"{least}", $"{most}"], [$"{least - 1}", $"{most + 1}", "1.5", "x"]);
    }

    private static List<Budget> Read(string text) => BudgetFile.Read(Path, text, AgentCatalog.BuiltIn.Names);
}
