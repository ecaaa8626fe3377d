using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rimuru.Core.Events;

namespace Rimuru.Core.Hooks;

/// <summary>The bodies of webhooks, in the forms and within the limits of their receivers.</summary>
internal static class WebhookBody
{
    private const int SlackText = 3000,
        TeamsText = 4000,
        DiscordText = 2000,
        NtfyBytes = 4096,
        PagerDutySummary = 1024,
        PagerDutyBytes = 512 * 1024;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Characters that mean something in Discord's Markdown, at the beginning of a line or within it.</summary>
    private const string Markdown = "\\`*_~|<>[]()#-+.!:@";

    public static byte[] OfStandardWebhook(RimuruEvent told) =>
        Write(body =>
        {
            body.WriteString("type"u8, told.Type);
            body.WriteString("timestamp"u8, told.Time.UtcDateTime);
            body.WritePropertyName("data"u8);
            body.WriteRawValue(EventText.DataOf(told));
        });

    public static byte[] OfSlack(FittedText text)
    {
        string message = text.Fit(SlackText, EscapedForSlack);
        return Write(body =>
        {
            body.WriteString("text"u8, message);
            body.WriteStartArray("blocks"u8);
            body.WriteStartObject();
            body.WriteString("type"u8, "section"u8);
            body.WriteStartObject("text"u8);
            body.WriteString("type"u8, "mrkdwn"u8);
            body.WriteString("text"u8, message);
            body.WriteBoolean("verbatim"u8, true);
            body.WriteEndObject();
            body.WriteEndObject();
            body.WriteEndArray();
        });
    }

    /// <summary>Runs of text, which unlike text blocks know no Markdown.</summary>
    public static byte[] OfTeams(FittedText text) =>
        Write(body =>
        {
            body.WriteString("type"u8, "message"u8);
            body.WriteStartArray("attachments"u8);
            body.WriteStartObject();
            body.WriteString("contentType"u8, "application/vnd.microsoft.card.adaptive"u8);
            body.WriteNull("contentUrl"u8);
            body.WriteStartObject("content"u8);
            body.WriteString("$schema"u8, "http://adaptivecards.io/schemas/adaptive-card.json"u8);
            body.WriteString("type"u8, "AdaptiveCard"u8);
            body.WriteString("version"u8, "1.4"u8);
            body.WriteStartArray("body"u8);
            body.WriteStartObject();
            body.WriteString("type"u8, "RichTextBlock"u8);
            body.WriteStartArray("inlines"u8);
            body.WriteStartObject();
            body.WriteString("type"u8, "TextRun"u8);
            body.WriteString("text"u8, text.Fit(TeamsText));
            body.WriteEndObject();
            body.WriteEndArray();
            body.WriteEndObject();
            body.WriteEndArray();
            body.WriteEndObject();
            body.WriteEndObject();
            body.WriteEndArray();
        });

    /// <summary>A message that mentions nobody, whatever is in it.</summary>
    public static byte[] OfDiscord(FittedText text) =>
        Write(body =>
        {
            body.WriteString("content"u8, text.Fit(DiscordText, EscapedForDiscord));
            body.WriteStartObject("allowed_mentions"u8);
            body.WriteStartArray("parse"u8);
            body.WriteEndArray();
            body.WriteEndObject();
        });

    public static byte[] OfNtfy(RimuruEvent told, FittedText text, string topic) =>
        Write(body =>
        {
            body.WriteString("topic"u8, topic);
            body.WriteString("title"u8, $"Rimuru: {told.Kind}");
            body.WriteString("message"u8, text.Fit(NtfyBytes, areBytes: true));
            body.WriteNumber("priority"u8, told.Kind is EventKind.BudgetExceeded or EventKind.RunawayDetected or EventKind.Error ? 4 : 3);
        });

    public static byte[] OfPagerDuty(RimuruEvent told, FittedText text, string routingKey)
    {
        byte[] whole = OfPagerDuty(told, text, routingKey, hasDetails: true);
        return whole.Length <= PagerDutyBytes ? whole : OfPagerDuty(told, text, routingKey, hasDetails: false);
    }

    private static byte[] OfPagerDuty(RimuruEvent told, FittedText text, string routingKey, bool hasDetails) =>
        Write(body =>
        {
            body.WriteString("routing_key"u8, routingKey);
            body.WriteString("event_action"u8, "trigger"u8);
            body.WriteString("dedup_key"u8, EventThread.Of(told));
            body.WriteString("client"u8, "Rimuru"u8);
            body.WriteStartObject("payload"u8);
            body.WriteString("summary"u8, text.Fit(PagerDutySummary));
            body.WriteString("source"u8, told.Source);
            body.WriteString("severity"u8, SeverityOf(told.Kind));
            body.WriteString("timestamp"u8, told.Time.UtcDateTime);
            body.WriteString("class"u8, told.Kind.ToString());
            if (hasDetails)
            {
                body.WritePropertyName("custom_details"u8);
                body.WriteRawValue(EventText.DataOf(told));
            }

            body.WriteEndObject();
        });

    private static string SeverityOf(EventKind kind) =>
        kind switch
        {
            EventKind.BudgetExceeded => "critical",
            EventKind.Error => "error",
            EventKind.CostThreshold or EventKind.RunawayDetected => "warning",
            _ => "info",
        };

    private static string EscapedForSlack(Rune rune) =>
        rune.Value switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            _ => rune.ToString(),
        };

    private static string EscapedForDiscord(Rune rune) =>
        rune.IsAscii && Markdown.Contains((char)rune.Value, StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString();

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
