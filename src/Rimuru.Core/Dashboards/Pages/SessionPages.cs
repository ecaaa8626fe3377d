using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The sessions, and one of them with its requests.</summary>
internal static class SessionPages
{
    private const string Id = "session";

    public static string LinkTo(PageRequest request, string sessionId) =>
        request.Address(DashboardPages.Session, (Id, sessionId), (PageRequest.Since, PageRequest.Everything));

    /// <summary>The columns of sessions, and what puts their cost into the configured currency.</summary>
    private static (Column<Session>[] Columns, Func<Session, Session> Convert) Shown(PageRequest request) =>
        request.Converter is { } converter
            ? (ConvertedViews.InCommand(SessionViews.Session, converter.Currency).InCommand, converter.Convert)
            : (SessionViews.Session.InCommand, session => session);

    public static IEnumerable<Section> List(PageRequest request)
    {
        yield return Table(request, "sessions", "Sessions", onlyActive: false);
    }

    /// <summary>The sessions that go on now; null if there are none.</summary>
    public static Section? Active(PageRequest request)
    {
        TableSection<Session> table = Table(request, "active", "Active now", onlyActive: true);
        return table.Pages!(null)!.Count > 0 ? table : null;
    }

    private static TableSection<Session> Table(PageRequest request, string name, string title, bool onlyActive)
    {
        ReportService reports = request.Engine.Reports;
        (Column<Session>[] columns, Func<Session, Session> convert) = Shown(request);
        IEnumerable<Session> all = reports
            .Sessions(request.Filter, onlyActive, request.Stop)
            .OrderByDescending(session => session.LastActivity)
            .Select(convert);
        Lazy<Paged<Session>> usual = new(() => InOrder(SessionOrder.Latest));
        return new TableSection<Session>(name, title, columns, all)
        {
            Pages = Pages,
            LinkOf = session => LinkTo(request, session.SessionId),
        };

        Paged<Session>? Pages((string Property, bool IsDescending)? order)
        {
            if (order is not var (property, isDescending))
                return usual.Value;
            return SessionOrder.Properties.Contains(property) ? InOrder(new SessionOrder(property, isDescending)) : null;
        }

        Paged<Session> InOrder(SessionOrder order) => reports.Sessions(order, request.Filter, onlyActive, request.Stop).Select(convert);
    }

    public static IEnumerable<Section> One(PageRequest request)
    {
        ReportFilter filter = new() { SessionId = [request[Id] ?? ""] };
        (Column<Session>[] columns, Func<Session, Session> convert) = Shown(request);
        IEnumerable<Session> sessions = request.Engine.Reports.Sessions(filter, onlyActive: false, request.Stop).Select(convert);
        List<UsageRecord> requests = [.. request.Engine.Reports.Usage(filter, request.Stop)];
        yield return new TableSection<Session>("session", "Session", columns, sessions) { Empty = "The ledger has no such session." };
        if (requests.Count == 0)
            yield break;
        yield return new MarkupSection(html => new SessionTimeLine(requests, request.Zone).Write(html));
        yield return new TableSection<UsageRecord>("requests", "Requests", SessionViews.Usage.InCommand, requests);
    }
}
