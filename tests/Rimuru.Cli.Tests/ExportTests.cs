using System.Text.Json.Nodes;
using Rimuru.Core.Tests;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Cli.Tests;

/// <summary><c>rimuru export</c>: files and standard output.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TestHome home = new();
    private readonly Cli cli;

    public ExportTests()
    {
        cli = new Cli(home.Folder);
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("a"), ClaudeCodeLines.Assistant("b", model: "nobody-knows-it"));
    }

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("json-lines")]
    [InlineData("JsonLines")]
    [InlineData("xml")]
    [InlineData("markdown")]
    public void Standard_output_and_a_file_get_the_same(string format)
    {
        CliResult output = Done("export", "cost", "--format", format);
        Done("export", "cost", home.In("costs.any"), "--format", format).Output.ShouldBeEmpty();
        File.ReadAllText(home.In("costs.any")).ShouldBe(output.Output);
        Done("export", "cost", "-", "--format", format).Output.ShouldBe(output.Output);
        output.Errors.ShouldContain("no price is known for nobody-knows-it");
    }

    [Fact]
    public void The_json_of_an_export_is_that_of_the_verb()
    {
        foreach (string verb in (string[])["cost", "sessions"])
        {
            JsonNode
                .DeepEquals(
                    JsonNode.Parse(Done("export", verb, "--format", "json", "--time-zone", "UTC").Output),
                    JsonNode.Parse(Done(verb, "--json", "--time-zone", "UTC").Output)
                )
                .ShouldBeTrue(verb);
        }

        string by = "day,session,model,branch";
        Done("export", "cost", "--format", "json", "--by", by).Output.ShouldBe(Done("cost", "--json", "--by", by).Output);
        Done("export", "session", "--format", "csv").Output.ShouldStartWith("sessionId,shortId,agent,");
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Refused(2, "E9001", "export", "cost", "--format", "csvv").ShouldContain("Csv");
        Refused(2, "E9001", "export", "cost", home.In("costs.xlsx"));
        Refused(2, "E9001", "export", "cost", "--append").ShouldContain("need a file");
        Refused(2, "E9001", "export", "cost", "--format", "focus").ShouldContain("needs a file");
        Refused(2, "E9001", "export", "sessions", home.In("a.csv"), "--format", "focus");
        Refused(2, "E9001", "export", "cost", home.In("a.csv"), "--encoding", "utf9").ShouldContain("utf8");
        Done("export", "cost", home.In("a.csv"));
        Refused(1, "E16003", "export", "cost", home.In("a.csv"), "--no-clobber").ShouldContain("a.csv");
        Refused(1, "E16002", "export", "cost", home.In("a.csv"), "--append", "--by", "day");
        Done("export", "cost", home.In("a.csv"), "--append");
        File.ReadAllLines(home.In("a.csv")).Length.ShouldBe(5);
    }

    [Fact]
    public void Focus_and_the_report_are_files()
    {
        Done("export", "cost", home.In("focus.csv"), "--format", "focus");
        JsonNode.Parse(File.ReadAllText(home.In("focus.metadata.json")))!["FocusVersion"]!.ToString().ShouldBe("1.4");
        Done("export", "cost", home.In("report.html"));
        File.ReadAllText(home.In("report.html")).ShouldStartWith("<!DOCTYPE html>");
    }

    private CliResult Done(params string[] arguments)
    {
        CliResult result = cli.Run(arguments);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result;
    }

    private string Refused(int code, string error, params string[] arguments)
    {
        CliResult result = cli.Run(arguments);
        result.ExitCode.ShouldBe(code, result.Errors);
        result.Errors.ShouldContain($"[{error}]");
        return result.Errors;
    }
}
