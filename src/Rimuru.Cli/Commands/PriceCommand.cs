using System.CommandLine;
using System.Text.Json;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Pricing;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru price</c>: the cost of given usage by the price table.</summary>
internal static class PriceCommand
{
    private const string FromInput = "-";

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string> file = new Option<string>("--file")
        {
            Description =
                "A JSON array of {id, provider?, model, date, tier?, modifiers?, usage}, or what 'rimuru usage --json' prints; - is the "
                + "standard input.",
            HelpName = "FILE",
            Required = true,
        }.Offering(Completions.Paths);
        Command command = new("price", "What given usage costs by the dated price table.") { file, common.Database, common.Json };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                PriceBook book = engine.Prices.Book;
                PriceAnswer[] answers =
                [
                    .. Read(CommonOptions.Filled(parsed.GetValue(file)!, file.Name)).Select(question => question.Answer(book)),
                ];
                if (parsed.GetValue(common.Json))
                    WriteJson(answers);
                else
                    PriceAnswerTable.Print(answers);
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static IReadOnlyList<PriceQuestion> Read(string file)
    {
        if (file != FromInput)
            return PriceQuestionReader.ReadFile(file);
        using Stream input = Console.OpenStandardInput();
        return PriceQuestionReader.Read(input, "standard input");
    }

    private static void WriteJson(PriceAnswer[] answers)
    {
        using Stream output = Console.OpenStandardOutput();
        using Utf8JsonWriter writer = new(output, JsonRows.Options);
        PriceAnswer.WriteJson(writer, answers);
    }
}
