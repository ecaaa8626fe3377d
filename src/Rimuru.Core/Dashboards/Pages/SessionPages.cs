using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The sessions, and one of them with its requests.</summary>
internal static class SessionPages
{
    private const string Id = "session";

    public static string LinkTo(PageRequest request, string sessionId) =>
        request.Address(DashboardPages.Session, (Id, sessionId), (PageRequest.Since, PageRequest.Everything));

    /// <summary>Sessions with their columns, and with their cost in the configured currency.</summary>
    public static (Column<Session>[] Columns, IEnumerable<Session> Sessions) Shown(PageRequest request, IEnumerable<Session> sessions) =>
        request.Converter is { } converter
            ? (ConvertedViews.InCommand(SessionViews.Session, converter.Currency).InCommand, sessions.Select(converter.Convert))
            : (SessionViews.Session.InCommand, sessions);

    public static IEnumerable<Section> List(PageRequest request)
    {
        (Column<Session>[] columns, IEnumerable<Session> sessions) = Shown(
            request,
            request
                .Engine.Reports.Sessions(request.Filter, onlyActive: false, request.Stop)
                .OrderByDescending(session => session.LastActivity)
        );
        yield return new TableSection<Session>("sessions", "Sessions", columns, sessions)
        {
            LinkOf = session => LinkTo(request, session.SessionId),
        };
    }

    public static IEnumerable<Section> One(PageRequest request)
    {
        ReportFilter filter = new() { SessionId = [request[Id] ?? ""] };
        (Column<Session>[] columns, IEnumerable<Session> sessions) = Shown(
            request,
            request.Engine.Reports.Sessions(filter, onlyActive: false, request.Stop)
        );
        List<UsageRecord> requests = [.. request.Engine.Reports.Usage(filter, request.Stop)];
        yield return new TableSection<Session>("session", "Session", columns, sessions) { Empty = "The ledger has no such session." };
        if (requests.Count == 0)
            yield break;
        yield return new MarkupSection(html => new SessionTimeLine(requests, request.Zone).Write(html));
        yield return new TableSection<UsageRecord>("requests", "Requests", SessionViews.Usage.InCommand, requests);
    }
}
