using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class EventLine
{
    public static void Print(SessionEvent happened)
    {
        Session session = happened.Session;
        Terminal.Line(
            string.Join(
                "  ",
                new[]
                {
                    DisplayZone.Cell(ColumnKind.Clock, happened.Timestamp),
                    happened.Kind.ToString().PadRight(7),
                    session.Agent.PadRight(10),
                    session.SessionId,
                    session.Status.ToString().PadRight(9),
                    session.Project ?? "",
                    $"{CellText.Count(session.TotalTokens)} tokens",
                    session.Cost is { } cost ? "$" + CellText.Money(cost) : CellText.Money(null),
                }
            )
        );
        Console.Out.Flush();
    }
}
