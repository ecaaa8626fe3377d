using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The sessions, and one of them with its requests.</summary>
internal static class SessionPages
{
    private const string Id = "session";

    public static string LinkTo(PageRequest request, string sessionId) =>
        request.Address(DashboardPages.Session, (Id, sessionId), (PageRequest.Since, PageRequest.Everything));

    public static IEnumerable<Section> List(PageRequest request)
    {
        yield return new TableSection<Session>(
            "sessions",
            "Sessions",
            SessionViews.Session.InCommand,
            request
                .Engine.Reports.Sessions(request.Filter, onlyActive: false, request.Stop)
                .OrderByDescending(session => session.LastActivity)
        )
        {
            LinkOf = session => LinkTo(request, session.SessionId),
        };
    }

    public static IEnumerable<Section> One(PageRequest request)
    {
        ReportFilter filter = new() { SessionId = [request[Id] ?? ""] };
        List<Session> sessions = [.. request.Engine.Reports.Sessions(filter, onlyActive: false, request.Stop)];
        List<UsageRecord> requests = [.. request.Engine.Reports.Usage(filter, request.Stop)];
        yield return new TableSection<Session>("session", "Session", SessionViews.Session.InCommand, sessions)
        {
            Empty = "The ledger has no such session.",
        };
        if (requests.Count == 0)
            yield break;
        yield return new MarkupSection(html => new SessionTimeLine(requests, request.Zone).Write(html));
        yield return new TableSection<UsageRecord>("requests", "Requests", SessionViews.Usage.InCommand, requests);
    }
}
