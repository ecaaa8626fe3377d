using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Pool;

namespace Rimuru.Core.Dashboards;

/// <summary>
/// The dashboard as a web server of this machine's own users: it listens on 127.0.0.1 only, answers only who signed in, and changes nothing
/// but what any query changes: it reads what is new in the logs.
/// </summary>
internal sealed class DashboardServer : IDisposable
{
    private const string Loopback = "127.0.0.1";

    /// <summary>So many requests are answered at once; more get "busy".</summary>
    private const int MostRequests = 64;

    /// <summary>So many of them may be streams of changes: each tab has none or one, and a browser one for all its tabs.</summary>
    private const int MostStreams = 32;

    private const int PortTrials = 20,
        LowestFreePort = 49152;

    private static readonly TimeSpan PatienceWithReader = TimeSpan.FromSeconds(10);

    private readonly EnginePool pool = new();
    private readonly CancellationTokenSource end = new();
    private readonly HttpListener listener;
    private readonly DashboardOptions options;
    private readonly LedgerPulse pulse;
    private readonly MachineWatch machine;
    private readonly SignIn signIn;
    private readonly RequestRules rules;
    private readonly PageAnswer pages;
    private readonly Task accepting;
    private int requests;
    private int streams;

    private DashboardServer(HttpListener listener, Uri address, DashboardOptions options)
    {
        this.listener = listener;
        this.options = options;
        Address = address;
        Started = options.Time.GetUtcNow();
        pulse = new LedgerPulse(Take, options.Time);
        signIn = new SignIn(Path.Combine(new ConfigPaths(HostEnvironment.Current()).DataFolder, "dashboard"), address, options.Time);
        rules = new RequestRules(address);
        machine = new MachineWatch(Take, options.Time);
        pages = new PageAnswer(Take, pulse, machine, options.Zone);
        accepting = Task.Run(Accept, CancellationToken.None);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public DateTimeOffset Started { get; }

    /// <summary>Starts to listen. E9002, E4001 to E4006: the home or the configuration is wrong. E19001: the port is in use.</summary>
    public static DashboardServer Start(DashboardOptions options)
    {
        // What is wrong with the home or the configuration is said now, not to a browser later.
        RimuruEngine.Open(new EngineOptions { HomePath = options.HomePath, Database = options.Database }).Dispose();
        for (int trial = 1; ; trial++)
        {
            int port = options.Port > 0 ? options.Port : Random.Shared.Next(LowestFreePort, IPEndPoint.MaxPort + 1);
            Uri address = new(string.Create(CultureInfo.InvariantCulture, $"http://{Loopback}:{port}/"));
            HttpListener listener = new();
            listener.Prefixes.Add(address.ToString());
            try
            {
                listener.Start();
                return new DashboardServer(listener, address, options);
            }
            catch (Exception e) when (e is HttpListenerException or SocketException)
            {
                ((IDisposable)listener).Dispose();
                if (options.Port > 0 || trial == PortTrials)
                    throw new RimuruException(
                        ErrorCodes.DashboardPort,
                        string.Create(CultureInfo.InvariantCulture, $"The dashboard cannot listen on {Loopback}:{port}: {e.Message}"),
                        "port",
                        e
                    );
            }
        }
    }

    /// <summary>A file that signs a browser in, once and within a minute.</summary>
    public string OfferSignIn() => signIn.Offer();

    public void Dispose()
    {
        if (end.IsCancellationRequested)
            return;
        end.Cancel();
        ((IDisposable)listener).Dispose();
        accepting.Wait();
        pulse.Dispose();
        pages.Dispose();
        machine.Dispose();
        signIn.Dispose();
        pool.Dispose();
        end.Dispose();
    }

    private EngineLease Take(CancellationToken stop) => pool.Take(options.HomePath, options.Database, stop);

    private async Task Accept()
    {
        while (!end.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (end.IsCancellationRequested || !listener.IsListening)
                    return;
                continue; // what one client did is no end for the others
            }

            _ = Task.Run(() => Answer(context), CancellationToken.None);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            if (Interlocked.Increment(ref requests) > MostRequests)
                await Say(context, HttpStatusCode.ServiceUnavailable, "Busy", "Too many requests at once.").ConfigureAwait(false);
            else
                await Route(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            context.Response.Abort(); // the client or the dashboard has gone
        }
        catch (Exception e)
        {
            await TellDefect(context, e).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref requests);
        }
    }

    /// <summary>Nobody waits for an answer's task: what is wrong must be on the page.</summary>
    private static async Task TellDefect(HttpListenerContext context, Exception defect)
    {
        try
        {
            string message = $"This is a defect of Rimuru: {defect.GetType().Name}: {PlainText.Message(defect.Message)}";
            await Say(context, HttpStatusCode.InternalServerError, "Failed", message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or InvalidOperationException)
        {
            context.Response.Abort(); // a part of the answer was sent
        }
    }

    private Task Route(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        string path = request.Url?.AbsolutePath ?? "";
        bool isSignIn = path == "/enter";
        if (rules.WhyRefused(request, isSignIn) is var (status, reason))
            return Say(context, status, "Refused", reason);
        if (isSignIn)
            return Enter(context);
        if (path == DashboardAssets.StylePath) // the page that tells how to sign in has it too
            return Send(context, HttpStatusCode.OK, "text/css; charset=utf-8", DashboardAssets.Style);
        if (!signIn.IsSignedIn(request))
            return Say(
                context,
                HttpStatusCode.Unauthorized,
                "Sign in",
                $"Open this file in this browser to sign in; it works once, for {SignIn.Life.TotalSeconds:0} seconds:\n{signIn.Offer()}"
            );
        return path switch
        {
            DashboardAssets.ScriptPath => Send(context, HttpStatusCode.OK, "text/javascript; charset=utf-8", DashboardAssets.Script),
            "/live" => Stream(context),
            _ => AnswerPage(context, path),
        };
    }

    private Task Enter(HttpListenerContext context)
    {
        if (!signIn.Accept(context.Request.QueryString["key"] ?? ""))
            return Say(
                context,
                HttpStatusCode.Unauthorized,
                "Sign in",
                $"This key was used before, or is too old. Open {Address} for another one."
            );
        context.Response.AppendHeader("Set-Cookie", signIn.NewCookie);

        // Not a redirect: it would still come from the file, and a browser sends such a cookie only from the site itself.
        byte[] html = Encoding.UTF8.GetBytes(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=/\">"
                + "<title>Rimuru</title></head><body><a href=\"/\">To the dashboard</a></body></html>"
        );
        return Send(context, HttpStatusCode.OK, PageAnswer.Html, html);
    }

    private async Task AnswerPage(HttpListenerContext context, string path)
    {
        PageContent content = await pages.Answer(path, context.Request.QueryString, end.Token).ConfigureAwait(false);
        if (content.FileName is { } name)
            context.Response.AppendHeader("Content-Disposition", $"attachment; filename=\"{name}\"");
        await Send(context, content.Status, content.Type, content.Bytes).ConfigureAwait(false);
    }

    /// <summary>Sends a line for each change of the ledger, until the client goes.</summary>
    private async Task Stream(HttpListenerContext context)
    {
        if (Interlocked.Increment(ref streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams);
            await Say(context, HttpStatusCode.ServiceUnavailable, "Busy", "Too many streams at once.").ConfigureAwait(false);
            return;
        }

        try
        {
            SetHeaders(context.Response, "text/event-stream");
            context.Response.SendChunked = true;
            await Write(context, ": here\n\n"u8.ToArray()).ConfigureAwait(false);
            long seen = pulse.Writes;
            while (true)
            {
                using CancellationTokenSource quiet = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
                quiet.CancelAfter(PatienceWithReader);
                string line;
                try
                {
                    seen = await pulse.Next(seen, quiet.Token).ConfigureAwait(false);
                    line = string.Create(CultureInfo.InvariantCulture, $"data: {seen}\n\n");
                }
                catch (OperationCanceledException) when (!end.IsCancellationRequested)
                {
                    line = ": still here\n\n"; // a client that has gone is only noticed by writing to it
                }

                await Write(context, Encoding.UTF8.GetBytes(line)).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref streams);
        }
    }

    private static Task Say(HttpListenerContext context, HttpStatusCode status, string title, string message) =>
        Send(context, status, PageAnswer.Html, PageAnswer.Message(title, message));

    private static async Task Send(HttpListenerContext context, HttpStatusCode status, string type, byte[] bytes)
    {
        HttpListenerResponse response = context.Response;
        response.StatusCode = (int)status;
        SetHeaders(response, type);
        response.ContentLength64 = bytes.Length;
        if (context.Request.HttpMethod != "HEAD")
            await Write(context, bytes).ConfigureAwait(false);
        response.Close();
    }

    private static void SetHeaders(HttpListenerResponse response, string type)
    {
        response.ContentType = type;
        response.Headers["Server"] = "";
        response.AppendHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'"
        );
        response.AppendHeader("X-Content-Type-Options", "nosniff");
        response.AppendHeader("Referrer-Policy", "no-referrer");
        response.AppendHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.AppendHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.AppendHeader("Cache-Control", "no-store");
    }

    /// <summary>Writes to a client that reads; one that does not is given up.</summary>
    private static async Task Write(HttpListenerContext context, byte[] bytes)
    {
        Task writing = context.Response.OutputStream.WriteAsync(bytes, CancellationToken.None).AsTask();
        try
        {
            await writing.WaitAsync(PatienceWithReader).ConfigureAwait(false);
            await context.Response.OutputStream.FlushAsync().WaitAsync(PatienceWithReader).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new IOException("The client does not read.", e);
        }
    }
}
