using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class EventLine
{
    public static void Print(SessionEvent happened)
    {
        Session session = happened.Session;
        Terminal.Line(string.Join("  ", new[]
        {
            happened.Timestamp.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), happened.Kind.ToString().PadRight(7), session.Agent.PadRight(10),
            session.SessionId, session.Status.ToString().PadRight(9), session.Project ?? "", $"{Numbers.Count(session.TotalTokens)} tokens", Numbers.Money(session.Cost),
        }));
        Console.Out.Flush();
    }
}
