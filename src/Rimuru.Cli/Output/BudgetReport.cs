using System.Text;
using Rimuru.Core.Budgets;
using Rimuru.Core.Display;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>The form of a report on budgets.</summary>
internal enum BudgetFormat
{
    Text,
    Json,
    GitHub,
}

/// <summary>Prints how budgets stand.</summary>
internal static class BudgetReport
{
    public static void Print(IReadOnlyList<BudgetStatus> statuses, bool isStrict, BudgetFormat format)
    {
        if (format == BudgetFormat.Json)
            JsonRows.Write(statuses);
        else if (statuses.Count > 0)
            Table.Print(BudgetViews.Status, statuses);
        else
            Terminal.Line("There are no budgets.");
        foreach (BudgetStatus status in statuses)
        {
            string? error = BudgetErrors.Of(status, isStrict)?.Message;
            string[] warnings = [.. BudgetErrors.Warnings(status, isStrict)];
            if (format == BudgetFormat.GitHub)
                Annotate(status, error, warnings);
            else
                Array.ForEach(error is null ? warnings : [error, .. warnings], Terminal.Warn);
        }

        if (format == BudgetFormat.GitHub)
            Summarize(statuses);
    }

    /// <summary>Commands of the workflow: each becomes a note at the run.</summary>
    private static void Annotate(BudgetStatus status, string? error, string[] warnings)
    {
        string title = $"title=Budget {status.Name}";
        if (error is not null)
            Terminal.Line($"::error {title}::{Escaped(error)}");
        foreach (string warning in warnings)
            Terminal.Line($"::warning {title}::{Escaped(warning)}");
    }

    /// <summary>A table in the file that the workflow names; nothing outside of a workflow.</summary>
    private static void Summarize(IReadOnlyList<BudgetStatus> statuses)
    {
#pragma warning disable RS0030 // it is the process's workflow, whatever home is read
        string? path = Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY");
#pragma warning restore RS0030
        if (string.IsNullOrEmpty(path))
            return;
        Column<BudgetStatus>[] columns = BudgetViews.Status.InCommand;
        StringBuilder text = new("### Budgets\n\n");
        text.Append('|').AppendJoin('|', columns.Select(column => $" {column.Title} ")).Append("|\n");
        text.Append('|').AppendJoin('|', columns.Select(column => column.IsNumber ? "---:" : "---")).Append("|\n");
        foreach (BudgetStatus status in statuses)
            text.Append('|').AppendJoin('|', columns.Select(column => $" {Cell(column, status)} ")).Append("|\n");
        File.AppendAllText(path, text.Append('\n').ToString());
    }

    private static string Cell(Column<BudgetStatus> column, BudgetStatus status) =>
        PlainText.Name(DisplayZone.Cell(column.Kind, column.Value(status)));

    private static string Escaped(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
