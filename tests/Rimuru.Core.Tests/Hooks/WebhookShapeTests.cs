using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Hooks;
using Rimuru.Core.Hooks.Handlers;
using Rimuru.Core.Tests.ModelCatalog;

namespace Rimuru.Core.Tests.Hooks;

/// <summary>What arrives in each shape, of events whose every name wants to break it.</summary>
public sealed class WebhookShapeTests : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    private readonly LoopbackServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public void Slack_gets_escaped_text_within_its_limits()
    {
        foreach ((RimuruEvent told, JsonElement body) in All("Slack"))
        {
            string text = body.GetProperty("text").GetString()!;
            JsonElement section = body.GetProperty("blocks").EnumerateArray().Single();
            section.GetProperty("type").GetString().ShouldBe("section");
            section.GetProperty("text").GetProperty("text").GetString().ShouldBe(text);
            text.Length.ShouldBeInRange(1, 3000, told.ToString());
            Regex.Replace(text, "&(amp|lt|gt);", "").ShouldNotContain(c => c == '<' || c == '>' || c == '&', told.ToString());
            IsPlain(text);
        }
    }

    [Fact]
    public void Teams_gets_a_card_without_markup_within_its_limit()
    {
        foreach ((RimuruEvent told, JsonElement body) in All("Teams"))
        {
            body.GetRawText().Length.ShouldBeLessThan(28_000, told.ToString());
            JsonElement attachment = body.GetProperty("attachments").EnumerateArray().Single();
            attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
            JsonElement content = attachment.GetProperty("content");
            content.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
            JsonElement block = content.GetProperty("body").EnumerateArray().Single();
            block.GetProperty("type").GetString().ShouldBe("RichTextBlock");
            IsPlain(block.GetProperty("inlines").EnumerateArray().Single().GetProperty("text").GetString()!);
        }
    }

    [Fact]
    public void Discord_gets_text_without_mentions_and_markup_within_its_limit()
    {
        foreach ((RimuruEvent told, JsonElement body) in All("Discord"))
        {
            string content = body.GetProperty("content").GetString()!;
            content.Length.ShouldBeInRange(1, 2000, told.ToString());
            body.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength().ShouldBe(0);
            Regex.Replace(content, @"\\[\\`*_~|<>\[\]()#+.!:@-]", "").ShouldNotContain(c => "`*_~|<>[]@#\\".Contains(c), told.ToString());
            IsPlain(content);
        }

        server.Requests.ShouldAllBe(request => request.StartsWith("POST /in?wait=true ", StringComparison.Ordinal));
    }

    [Fact]
    public void Ntfy_gets_a_topic_and_a_message_within_its_limit()
    {
        foreach ((RimuruEvent told, JsonElement body) in All("Ntfy", ("Topic", "my-topic")))
        {
            body.GetProperty("topic").GetString().ShouldBe("my-topic");
            string message = body.GetProperty("message").GetString()!;
            Encoding.UTF8.GetByteCount(message).ShouldBeInRange(1, 4096, told.ToString());
            body.GetProperty("priority").GetInt32().ShouldBe(told is BudgetExceededEvent or RunawayDetectedEvent or ErrorEvent ? 4 : 3);
            IsPlain(message);
        }
    }

    [Fact]
    public void PagerDuty_gets_an_alert_within_its_limits()
    {
        foreach ((RimuruEvent told, JsonElement body) in All("PagerDuty", ("Token", "key")))
        {
            body.GetProperty("routing_key").GetString().ShouldBe("geheim");
            body.GetProperty("event_action").GetString().ShouldBe("trigger");
            body.GetProperty("dedup_key").GetString()!.Length.ShouldBeInRange(1, 255);
            JsonElement payload = body.GetProperty("payload");
            payload.GetProperty("summary").GetString()!.Length.ShouldBeInRange(1, 1024, told.ToString());
            payload.GetProperty("source").GetString().ShouldNotBeNullOrEmpty();
            payload.GetProperty("severity").GetString().ShouldBeOneOf("critical", "error", "warning", "info");
            IsPlain(payload.GetProperty("summary").GetString()!);
        }
    }

    [Fact]
    public void Details_that_are_too_large_for_PagerDuty_are_left_out()
    {
        CustomEvent large = new()
        {
            Name = "deploy",
            Data = new Dictionary<string, string> { ["log"] = new string('x', 600_000) },
        };
        JsonElement body = Sent("PagerDuty", large, ("Token", "key"));
        body.GetProperty("payload").TryGetProperty("custom_details", out _).ShouldBeFalse();
        Sent("PagerDuty", SampleEvents.Ended, ("Token", "key"))
            .GetProperty("payload")
            .TryGetProperty("custom_details", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public void The_thresholds_of_a_budget_in_one_window_are_one_incident()
    {
        CostThresholdEvent soft = new()
        {
            Id = "bb",
            Source = SampleEvents.Exceeded.Source,
            Name = "team",
            Window = BudgetWindow.Month,
            WindowStart = SampleEvents.Exceeded.WindowStart!.Value.ToUniversalTime(),
        };
        string key = EventThread.Of(SampleEvents.Exceeded);
        EventThread.Of(soft).ShouldBe(key);
        EventThread.Of(soft with { WindowStart = soft.WindowStart!.Value.AddMonths(1) }).ShouldNotBe(key);
        EventThread.Of(soft with { Name = "other" }).ShouldNotBe(key);
        EventThread.Of(soft with { Project = "p" }).ShouldNotBe(key);
        EventThread.Of(soft with { Source = "urn:rimuru:ledger:other" }).ShouldNotBe(key);
        CostThresholdEvent moving = soft with { Window = BudgetWindow.FiveHours };
        EventThread.Of(moving with { WindowStart = TestDelivery.Now }).ShouldBe(EventThread.Of(moving));
        EventThread.Of(SampleEvents.Ended).ShouldBe(SampleEvents.Ended.Id);
    }

    [Fact]
    public void Ntfy_takes_a_topic_from_the_end_of_a_secret_address()
    {
        server.Answer(200);
        TestDelivery delivery = new(new WebhookHandler(), ("UrlCredential", "u"), ("Shape", "Ntfy"));
        delivery.Secrets["u"] = $"{server.Url}/secret_topic";
        delivery.Send(SampleEvents.Ended);
        server.Requests.Single().ShouldStartWith("POST / ");
        JsonDocument.Parse(server.Bodies.Single()).RootElement.GetProperty("topic").GetString().ShouldBe("secret_topic");
        delivery.Secrets["u"] = server.Url;
        delivery.Failure().IsFinal.ShouldBeTrue();
    }

    [Theory]
    [InlineData(404, "Discord", true)]
    [InlineData(404, "Slack", false)]
    [InlineData(410, "Slack", true)]
    public void Discord_says_by_404_that_its_webhook_is_gone(int status, string shape, bool isOver)
    {
        server.Answer(status);
        new TestDelivery(new WebhookHandler(), ("Url", server.Url), ("Shape", shape)).Failure().IsOver.ShouldBe(isOver);
    }

    [Fact]
    public void A_template_is_filled_with_the_data_of_the_event()
    {
        const string Template = "<b>{agent}</b> {{{cost}}} {Models} {unpricedTokens} {data.key} {kind} & {text}";
        string text = Sent("Slack", SampleEvents.Ended with { Agent = "a<b>", Models = ["x", "y"] }, ("Template", Template))
            .GetProperty("text")
            .GetString()!;
        text.ShouldBe("<b>a&lt;b&gt;</b> {3.4} x, y 0  SessionEnd & a&lt;b&gt; ended a session in rimuru: 1.2 M tokens, 3.40 USD");
        CustomEvent custom = new()
        {
            Name = "n",
            Data = new Dictionary<string, string> { ["key"] = "{agent}\n1" },
        };
        Sent("Teams", custom, ("Template", "{data.key}!")).GetRawText().ShouldContain(@"""text"":""{agent}\\u000a1!""");
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("a&&&", 9, "a&amp;…")]
    [InlineData("🎉🎉🎉🎉", 6, "🎉🎉…")]
    public void Text_is_cut_between_characters(string text, int most, string cut)
    {
        FittedText.OfForeign(text).Fit(most, rune => rune.Value == '&' ? "&amp;" : rune.ToString()).ShouldBe(cut);
        cut.Length.ShouldBeLessThanOrEqualTo(most);
    }

    [Fact]
    public void Text_is_cut_by_bytes() => FittedText.OfForeign("ééééé").Fit(8, areBytes: true).ShouldBe("éé…");

    private IEnumerable<(RimuruEvent Told, JsonElement Body)> All(string shape, params (string, string)[] settings) =>
        Enumerable.Range(1, 12).SelectMany(SampleEvents.Of).Select(told => (told, Sent(shape, told, settings)));

    private JsonElement Sent(string shape, RimuruEvent told, params (string, string)[] settings)
    {
        server.Answer(200, "ok");
        TestDelivery delivery = new(new WebhookHandler(), [("Url", $"{server.Url}/in"), ("Shape", shape), .. settings]);
        delivery.Secrets["key"] = "geheim\n";
        delivery.Send(told);
        return JsonDocument.Parse(server.Bodies.Last(), Strict).RootElement;
    }

    private static void IsPlain(string text) =>
        text.EnumerateRunes()
            .ShouldAllBe(rune => !Rune.IsControl(rune) && rune.Value != 0x202E && rune.Value != 0x200F && rune != Rune.ReplacementChar);
}
