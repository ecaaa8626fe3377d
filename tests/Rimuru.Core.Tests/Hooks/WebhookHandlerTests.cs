using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rimuru.Core.Events;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;
using Rimuru.Core.Tests.ModelCatalog;
using StandardWebhooks;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>Webhooks at a real server that is slow, fails, redirects, hangs or asks to wait.</summary>
public sealed class WebhookHandlerTests : IDisposable
{
    private const string OldKey = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        NewKey = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";

    private readonly LoopbackServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public void An_event_is_sent_as_a_CloudEvent()
    {
        server.Answer(202);
        To().Send(SampleEvents.Ended).ShouldBe(HookResult.Continue);
        Encoding.UTF8.GetString(server.Bodies.Single()).ShouldBe(EventText.Envelope(SampleEvents.Ended));
        string request = server.Requests.Single();
        request.ShouldStartWith("POST /in HTTP/1.1\r\n");
        HeaderOf(request, "Content-Type").ShouldBe("application/cloudevents+json");
        HeaderOf(request, "webhook-id").ShouldBe(SampleEvents.Ended.Id);
        HeaderOf(request, "webhook-timestamp").ShouldBe(TestDelivery.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        HeaderOf(request, "webhook-signature").ShouldBeEmpty();
        HeaderOf(request, "Authorization").ShouldBeEmpty();
    }

    [Fact]
    public void The_body_of_StandardWebhooks_has_type_timestamp_and_data()
    {
        server.Answer(200);
        To(("Shape", "standardwebhook")).Send(SampleEvents.Ended);
        JsonElement body = JsonDocument.Parse(server.Bodies.Single()).RootElement;
        body.EnumerateObject().Select(property => property.Name).ShouldBe(["type", "timestamp", "data"]);
        body.GetProperty("type").GetString().ShouldBe("rimuru.SessionEnd.v1");
        body.GetProperty("timestamp").GetString().ShouldBe("2026-11-28T15:00:00Z");
        body.GetProperty("data").GetProperty("cost").GetDecimal().ShouldBe(3.4m);
    }

    /// <summary>The package is an implementation of others.</summary>
    [Theory]
    [InlineData(OldKey, OldKey, true)]
    [InlineData(OldKey, NewKey, false)]
    [InlineData(OldKey + "\n" + NewKey + "\n", OldKey, true)]
    [InlineData(OldKey + " " + NewKey, NewKey, true)]
    public void A_receiver_verifies_the_signature_by_the_package(string secret, string theirs, bool isValid)
    {
        server.Answer(200);
        TestDelivery delivery = To(("Secret", "key"));
        delivery.Secrets["key"] = secret;
        delivery.Send(SampleEvents.Of(7).First());
        HeaderDictionary headers = [];
        foreach (string name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
            headers[name] = HeaderOf(server.Requests.Single(), name);

        // The clock of the test stands still and the package's does not: it is given a signature of the same message and now.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] body = server.Bodies.Single();
        headers["webhook-signature"].ToString().ShouldBe(Signature(headers["webhook-id"]!, TestDelivery.Now, body, secret));
        headers["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        // The package looks at the first signature only.
        string[] signatures = Signature(headers["webhook-id"]!, now, body, secret).Split(' ');
        signatures.Any(IsVerified).ShouldBe(isValid);

        bool IsVerified(string signature)
        {
            headers["webhook-signature"] = signature;
            try
            {
                new StandardWebhook(theirs).Verify(Encoding.UTF8.GetString(body), headers);
                return true;
            }
            catch (StandardWebhooks.Diagnostics.WebhookVerificationException)
            {
                return false;
            }
        }
    }

    /// <summary>The vector that the libraries of Standard Webhooks publish, and two that were computed apart from this code.</summary>
    [Theory]
    [InlineData(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        "{\"test\": 2432232314}",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )]
    [InlineData(OldKey + "\n" + NewKey, "evt_0001", 1795878000, Vector, "v1,JOCziYLN/anlt/UzYQKmNVfwhcHXw4n519F4kEvUx4o= " + NewSignature)]
    [InlineData(NewKey, "evt_0001", 1795878000, Vector, NewSignature)]
    public void The_signature_is_that_of_known_vectors(string secret, string id, long seconds, string body, string signature) =>
        Signature(id, DateTimeOffset.FromUnixTimeSeconds(seconds), Encoding.UTF8.GetBytes(body), secret).ShouldBe(signature);

    private const string Vector =
        """{"type":"budget.threshold","timestamp":"2026-11-28T15:00:00Z","data":{"budget":"team","limit_usd":"100.00","spent_usd":"80.00"}}""";

    private const string NewSignature = "v1,lXm8RxDrMVLR8zEJuqh1tK/Q7PFo4UXV9I/JGOth0Gg=";

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("top secret words")]
    public void A_secret_of_another_form_is_a_failure_that_does_not_show_it(string secret)
    {
        TestDelivery delivery = To(("Secret", "key"));
        delivery.Secrets["key"] = secret;
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBeTrue();
        failure.ToString().ShouldContain("The credential key must be whsec_");
        if (secret.Length > 6)
            failure.ToString().ShouldNotContain(secret);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_token_is_sent_as_a_bearer()
    {
        server.Answer(200);
        TestDelivery delivery = To(("Token", "t"));
        delivery.Secrets["t"] = " geheim\n";
        delivery.Send(SampleEvents.Ended);
        HeaderOf(server.Requests.Single(), "Authorization").ShouldBe("Bearer geheim");
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("ümlaut")]
    public void A_token_that_no_header_can_hold_is_a_failure_that_does_not_show_it(string token)
    {
        TestDelivery delivery = To(("Token", "t"));
        delivery.Secrets["t"] = token;
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBeTrue();
        failure.ToString().ShouldNotContain(token);
    }

    [Theory]
    [InlineData(301, false, false)]
    [InlineData(307, false, false)]
    [InlineData(400, true, false)]
    [InlineData(401, true, false)]
    [InlineData(403, true, false)]
    [InlineData(404, true, false)]
    [InlineData(408, false, false)]
    [InlineData(410, false, true)]
    [InlineData(413, true, false)]
    [InlineData(429, false, false)]
    [InlineData(500, false, false)]
    [InlineData(503, false, false)]
    public void A_status_decides_whether_it_is_tried_again(int status, bool isFinal, bool isOver)
    {
        using LoopbackServer other = new();
        server.Answer(status, "a body with geheim in it", $"Location: {other.Url}/elsewhere");
        HookFailureException failure = To().Failure();
        (failure.IsFinal, failure.IsOver, failure.RetryAfter).ShouldBe((isFinal, isOver, null));
        failure.Message.ShouldContain($"{server.Url} answered {status}");
        failure.ToString().ShouldNotContain("geheim");
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Retry-After: 120", "", 120.0)]
    [InlineData("Retry-After: Sat, 28 Nov 2026 15:01:05 GMT", "", 60.0)]
    [InlineData("Retry-After: Sat, 28 Nov 2026 14:00:00 GMT", "", 0.0)]
    [InlineData("Retry-After: 99999999", "", 86400.0)]
    [InlineData("Retry-After: 99999999999", "", 86400.0)]
    [InlineData("Retry-After: 2", "{\"message\": \"slow down\", \"retry_after\": 0.5, \"global\": false}", 0.5)]
    [InlineData("X-Other: 1", "{\"retry_after\": 1e300}", 86400.0)]
    [InlineData("X-Other: 1", "{\"retry_after\": \"soon\"}", null)]
    [InlineData("X-Other: 1", "[1", null)]
    public void A_wait_that_the_receiver_asks_for_is_told(string header, string body, double? seconds)
    {
        server.Answer(429, body, header);
        To().Failure().RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        server.Answer(429, body, header);
        (To().Failure().RetryAfter is null).ShouldBe(seconds is null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receiver_that_hangs_or_drips_is_left_when_time_is_up(bool isDripping)
    {
        _ = isDripping ? server.Drip(429) : server.Hang();
        using CancellationTokenSource stop = new();
        Task sending = Task.Run(() => To().Send(SampleEvents.Ended, stop.Token));
        while (server.Requests.IsEmpty)
            await Task.Delay(5);
        await Task.Delay(100);
        sending.IsCompleted.ShouldBe(false, "an answer of 16 KB would take more than five minutes");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>The event would be sent again and again to a receiver that has taken it.</summary>
    [Fact]
    public void A_receiver_that_took_the_event_need_not_end_its_answer()
    {
        server.Drip(200);
        To().Send(SampleEvents.Ended).ShouldBe(HookResult.Continue);
    }

    [Fact]
    public void An_answer_of_many_megabytes_is_not_read()
    {
        server.AnswerHuge(512);
        To().Send(SampleEvents.Ended).ShouldBe(HookResult.Continue);
    }

    [Fact]
    public void A_receiver_that_is_not_there_is_a_failure_to_try_again()
    {
        string url = Gone();
        HookFailureException failure = new TestDelivery(new WebhookHandler(), ("Url", url)).Failure();
        (failure.IsFinal, failure.IsOver).ShouldBe((false, false));
        failure.Message.ShouldBe($"{url} cannot be reached: Connection refused.");
    }

    [Theory]
    [InlineData("/services/T0/B0/geheim?sig=geheim", 500)]
    [InlineData("/services/T0/B0/geheim?sig=geheim", 302)]
    [InlineData("/services/T0/B0/geheim?sig=geheim", 0)]
    public void An_address_that_is_a_secret_is_used_and_in_no_error(string path, int status)
    {
        TestDelivery delivery = new(new WebhookHandler(), ("UrlCredential", "chat"), ("Shape", "Slack"));
        delivery.Secrets["chat"] = $"{(status == 0 ? Gone() : server.Url)}{path}\n";
        server.Answer(status);
        HookFailureException failure = delivery.Failure();
        failure.Message.ShouldStartWith("The address of the credential chat ");
        failure.ToString().ShouldNotContain("geheim");
        if (status != 0)
            server.Requests.Single().ShouldStartWith($"POST {path} ");
    }

    [Theory]
    [InlineData("http://192.0.2.1/geheim")]
    [InlineData("https://user:geheim@192.0.2.1/")]
    [InlineData("geheim")]
    [InlineData("file:///geheim")]
    public void A_credential_that_is_no_address_is_a_failure_that_does_not_show_it(string address)
    {
        TestDelivery delivery = new(new WebhookHandler(), ("UrlCredential", "chat"));
        delivery.Secrets["chat"] = address;
        HookFailureException failure = delivery.Failure();
        failure.IsFinal.ShouldBeTrue();
        failure.ToString().ShouldContain("The address of the credential chat must be an https address");
        failure.ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public void A_kept_address_that_is_not_allowed_any_more_is_not_used() =>
        Should
            .Throw<HookFailureException>(() =>
                new TestDelivery(new WebhookHandler(), ("Url", "http://192.0.2.1/")).SendUnchecked(SampleEvents.Ended)
            )
            .IsFinal.ShouldBeTrue();

    /// <summary>A proxy would get what is meant for this machine, unencrypted.</summary>
    [Fact]
    public void This_machine_is_reached_without_a_proxy()
    {
        server.Answer(200);
        IWebProxy before = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new ProxyOf(new Uri(server.Url), before);
            To().Send(SampleEvents.Ended);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        server.Requests.Single().ShouldStartWith("POST /in ");
    }

    [Theory]
    [InlineData("needs Url or UrlCredential")]
    [InlineData("needs Url or UrlCredential", "Url", "https://a.example/", "UrlCredential", "c")]
    [InlineData("Url must be an https address", "Url", "http://a.example/")]
    [InlineData("Url must be an https address", "Url", "https://user:geheim@a.example/")]
    [InlineData("Url must be an https address", "Url", "ftp://a.example/geheim")]
    [InlineData("Url must be an https address", "Url", "//a.example/geheim")]
    [InlineData("Url must have no query", "Url", "https://a.example/?sig=geheim")]
    [InlineData("store the address as a credential", "Url", "https://hooks.slack.com/geheim", "Shape", "Slack")]
    [InlineData("store the address as a credential", "Url", "https://a.example/geheim", "Shape", "teams")]
    [InlineData("store the address as a credential", "Url", "https://a.example/geheim", "Shape", "DISCORD")]
    [InlineData("UrlCredential must be the name of a credential", "UrlCredential", "https://a.example/geheim")]
    [InlineData("Secret must be the name of a credential", "Url", "https://a.example/", "Secret", "whsec_geheim+/=")]
    [InlineData("Shape Slack has no use for Secret", "UrlCredential", "c", "Shape", "Slack", "Secret", "s")]
    [InlineData("Shape Discord has no use for Token", "UrlCredential", "c", "Shape", "Discord", "Token", "s")]
    [InlineData("Shape CloudEvent has no use for Template", "UrlCredential", "c", "Template", "x")]
    [InlineData("Shape Teams has no use for Topic", "UrlCredential", "c", "Shape", "Teams", "Topic", "x")]
    [InlineData("Shape PagerDuty needs Token", "Shape", "PagerDuty")]
    [InlineData("Did you mean 'Discord'?", "UrlCredential", "c", "Shape", "Discrod")]
    [InlineData("Did you mean 'Template'?", "UrlCredential", "c", "Templat", "x")]
    [InlineData("it needs Topic", "Shape", "Ntfy", "Url", "https://ntfy.example/")]
    [InlineData("Topic must be", "Shape", "Ntfy", "Topic", "a/b")]
    [InlineData("Template has a single '{'", "UrlCredential", "c", "Shape", "Slack", "Template", "{agent")]
    [InlineData("Template has a single '}'", "UrlCredential", "c", "Shape", "Slack", "Template", "agent}")]
    [InlineData("Did you mean 'agent'?", "UrlCredential", "c", "Shape", "Slack", "Template", "{agnt}")]
    public void Settings_that_cannot_work_are_refused(string problem, params string[] settings)
    {
        string refusal = new TestDelivery(new WebhookHandler(), [.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]).Refusal();
        refusal.ShouldContain(problem);
        refusal.ShouldNotContain("geheim");
    }

    [Fact]
    public void Settings_are_kept_in_the_declared_spelling()
    {
        Hook hook = new TestDelivery(
            new WebhookHandler(),
            ("url", "https://a.example/x"),
            ("SHAPE", "ntfy"),
            ("topic", "t"),
            ("Token", "")
        ).Checked();
        hook.Setting.ShouldBe(
            new Dictionary<string, string>
            {
                ["Url"] = "https://a.example/x",
                ["Shape"] = "Ntfy",
                ["Topic"] = "t",
            },
            ignoreOrder: true
        );
    }

    /// <summary>An address at which nobody listens any more.</summary>
    private static string Gone()
    {
        using LoopbackServer gone = new();
        return gone.Url;
    }

    private TestDelivery To(params (string, string)[] settings) => new(new WebhookHandler(), [("Url", $"{server.Url}/in"), .. settings]);

    private static string Signature(string id, DateTimeOffset time, byte[] body, string secret) =>
        WebhookSignature.HeadersOf(id, time, body, secret).Single(header => header.Name == "webhook-signature").Value;

    private static string HeaderOf(string request, string name) =>
        request
            .Split("\r\n")
            .Where(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 2)..])
            .SingleOrDefault("");

    /// <summary>A proxy for everything at one address that is nowhere, and the former one for the rest of the process.</summary>
    private sealed class ProxyOf(Uri server, IWebProxy before) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) =>
            destination.Port == server.Port ? new Uri("http://127.0.0.1:1/") : before.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.Port != server.Port && before.IsBypassed(host);
    }
}
