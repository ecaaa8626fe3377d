using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class SessionTable
{
    public static void Print(IEnumerable<Session> sessions, TimeZoneInfo zone)
    {
        Table table = new(
            ("Session", false), ("Agent", false), ("Project", false), ("Status", false), ("Last activity", false), ("Model", false), ("Requests", true), ("Tokens", true), ("Cost", true));
        foreach (Session session in sessions)
        {
            table.Add(
                session.SessionId, session.Agent, session.Project, session.Status.ToString(),
                session.LastActivity is { } last ? TimeZoneInfo.ConvertTime(last, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "",
                string.Join(", ", session.Model), Numbers.Count(session.Requests), Numbers.Count(session.TotalTokens), Numbers.Money(session.Cost));
        }

        table.Print();
    }
}
