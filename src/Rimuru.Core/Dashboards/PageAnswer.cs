using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text;
using Rimuru.Core.Dashboards.Pages;
using Rimuru.Core.Errors;
using Rimuru.Core.Exports;
using Rimuru.Core.Pool;

namespace Rimuru.Core.Dashboards;

/// <summary>What is sent for a page.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Type">The type of the content.</param>
/// <param name="Bytes">The content.</param>
/// <param name="FileName">The name to keep it under; null for what is shown.</param>
internal sealed record PageContent(HttpStatusCode Status, string Type, byte[] Bytes, string? FileName = null);

/// <summary>Answers the addresses of pages: as pages, or their tables as CSV or JSON.</summary>
/// <param name="lease">Leases an engine.</param>
/// <param name="pulse">Brings the ledger up to date.</param>
/// <param name="machine">Measures machine and agents.</param>
/// <param name="zone">The zone of days and times; null for the configured one.</param>
internal sealed class PageAnswer(Func<CancellationToken, EngineLease> lease, LedgerPulse pulse, MachineWatch machine, TimeZoneInfo? zone)
    : IDisposable
{
    public const string Html = "text/html; charset=utf-8";

    /// <summary>So many pages are made at once: more would only wait for the same disk and processors.</summary>
    private const int MostAtOnce = 2;

    /// <summary>A page of plugins that waits longer for the one before it says so: whoever asked may be gone.</summary>
    private static readonly TimeSpan PatienceForPlugins = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly SemaphoreSlim placeOfPlugins = new(1);

    public static byte[] Message(string title, string message) => Written(html => PageFrame.WriteMessage(html, title, message));

    public void Dispose()
    {
        places.Dispose();
        placeOfPlugins.Dispose();
    }

    public async Task<PageContent> Answer(string path, NameValueCollection given, CancellationToken stop)
    {
        if (DashboardPages.All.FirstOrDefault(page => page.Path == path) is not { } page)
            return new PageContent(HttpStatusCode.NotFound, Html, Message("Not found", "There is no such page."));
        SemaphoreSlim place = page.RunsPlugins ? placeOfPlugins : places;
        if (!await place.WaitAsync(page.RunsPlugins ? PatienceForPlugins : Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false))
            return new PageContent(
                HttpStatusCode.ServiceUnavailable,
                Html,
                Message("Busy", "A plugin has not answered yet. Load the page again in a while.")
            );
        try
        {
            pulse.Refresh(stop);
            using EngineLease leased = lease(stop);
            PageRequest request = new(path, given, leased.Engine, zone ?? leased.Engine.Config.Zone, stop)
            {
                IsFiltered = page.IsFiltered,
                Measured = machine.Latest,
            };
            return Answer(page, request);
        }
        catch (RimuruException e)
        {
            bool isOfAddress = e.Code is ErrorCodes.InvalidArgument or ErrorCodes.AgentUnknown;
            return new PageContent(
                isOfAddress ? HttpStatusCode.BadRequest : HttpStatusCode.InternalServerError,
                Html,
                Message("This cannot be shown", e.Message)
            );
        }
        finally
        {
            place.Release();
        }
    }

    private static PageContent Answer(DashboardPage page, PageRequest request)
    {
        if (request["format"] is { } format && request["table"] is { } name)
            return Export(page, request, name, format);
        if (request.Engine.Agents.ExplainEmptyHome() is { } nothing)
            return new PageContent(HttpStatusCode.OK, Html, Message("Nothing yet", nothing));
        return new PageContent(HttpStatusCode.OK, Html, Written(html => new PageFrame(page, request, html).Write(page.Sections(request))));
    }

    private static PageContent Export(DashboardPage page, PageRequest request, string name, string format)
    {
        (ExportFormat Format, string Type)? kind = format switch
        {
            "csv" => (ExportFormat.Csv, "text/csv; charset=utf-8"),
            "json" => (ExportFormat.Json, "application/json; charset=utf-8"),
            _ => null,
        };
        TableSection? table = page.Sections(request).OfType<TableSection>().FirstOrDefault(section => section.Name == name);
        if (kind is not { } known || table is null)
            return new PageContent(HttpStatusCode.NotFound, Html, Message("Not found", "There is no such table or format."));
        using MemoryStream content = new();
        ExportFormats.Of(known.Format).Write(table.Export(request), content, new ExportOptions(), request.Stop);
        return new PageContent(HttpStatusCode.OK, known.Type, content.ToArray(), $"rimuru-{table.Name}.{format}");
    }

    /// <summary>Numbers are written the same in every culture.</summary>
    private static byte[] Written(Action<TextWriter> write)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            using MemoryStream content = new();
            using (StreamWriter html = new(content, new UTF8Encoding(false), 16 * 1024, leaveOpen: true) { NewLine = "\n" })
                write(html);
            return content.ToArray();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
