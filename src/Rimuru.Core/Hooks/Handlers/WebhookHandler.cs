using System.Text;
using System.Text.RegularExpressions;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>Sends events to an address over HTTP, in the form of its receiver.</summary>
internal sealed partial class WebhookHandler : IHookHandler
{
    private const string Url = "Url",
        UrlCredential = "UrlCredential",
        Secret = "Secret",
        Token = "Token",
        Shape = "Shape",
        Template = "Template",
        Topic = "Topic";

    private const string Instead = "store the address as a credential and name it in UrlCredential.";

    private static readonly Uri Ntfy = new("https://ntfy.sh/"),
        PagerDuty = new("https://events.pagerduty.com/v2/enqueue");

    public HookHandler Kind => HookHandler.Webhook;

    public IReadOnlyList<HookSetting> Settings { get; } =
    [
        new(Url),
        new(UrlCredential, IsSecret: true),
        new(Secret, IsSecret: true),
        new(Token, IsSecret: true),
        new(Shape, Values: Enum.GetNames<WebhookShape>()),
        new(Template),
        new(Topic),
    ];

    public IReadOnlyList<EventKind> UsualEvents { get; } =
    [EventKind.SessionEnd, EventKind.CostThreshold, EventKind.BudgetExceeded, EventKind.RunawayDetected, EventKind.Error];

    public bool IsOfMachine => false;

    public Hook Check(Hook hook)
    {
        hook = HookSettings.Check(this, hook);
        WebhookShape shape = ShapeOf(hook);
        CheckAddress(hook, shape);
        Demand(hook, Secret, shape is WebhookShape.CloudEvent or WebhookShape.StandardWebhook, shape);
        Demand(hook, Token, shape is not (WebhookShape.Slack or WebhookShape.Teams or WebhookShape.Discord), shape);
        Demand(hook, Template, shape is not (WebhookShape.CloudEvent or WebhookShape.StandardWebhook), shape);
        Demand(hook, Topic, shape is WebhookShape.Ntfy, shape);
        if (shape == WebhookShape.PagerDuty && !Has(hook, Token))
            throw HookSettings.Invalid(hook, $"{Shape} {shape} needs {Token}, the credential with the integration key.");
        if (Has(hook, Topic) && !TopicName().IsMatch(hook.Setting[Topic]))
            throw HookSettings.Invalid(hook, $"{Topic} must be 1 to 64 letters, digits, - and _.");
        CheckTemplate(hook);
        return hook;
    }

    public async Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        WebhookShape shape = ShapeOf(delivery.Hook);
        (Uri address, string place) = AddressOf(delivery, shape);
        HookPost post = shape switch
        {
            WebhookShape.CloudEvent => Signed(delivery, address, place, Encoding.UTF8.GetBytes(delivery.Envelope)) with
            {
                ContentType = "application/cloudevents+json",
            },
            WebhookShape.StandardWebhook => Signed(delivery, address, place, WebhookBody.OfStandardWebhook(delivery.Event)),
            WebhookShape.Slack => new HookPost(address, place, WebhookBody.OfSlack(TextOf(delivery))),
            WebhookShape.Teams => new HookPost(address, place, WebhookBody.OfTeams(TextOf(delivery))),
            WebhookShape.Discord => new HookPost(Waiting(address), place, WebhookBody.OfDiscord(TextOf(delivery)))
            {
                IsOver = status => status is 404 or 410, // the webhook was deleted
            },
            WebhookShape.Ntfy => ToNtfy(delivery, address, place),
            _ => new HookPost(
                address,
                place,
                WebhookBody.OfPagerDuty(delivery.Event, TextOf(delivery), delivery.Secret(Token)?.Trim() ?? "")
            ),
        };
        await post.SendAsync(delivery.Means.Time, stop).ConfigureAwait(false);
        return HookResult.Continue;
    }

    private static void CheckAddress(Hook hook, WebhookShape shape)
    {
        bool isKnown = shape is WebhookShape.PagerDuty || (shape is WebhookShape.Ntfy && Has(hook, Topic));
        if (Has(hook, Url) == Has(hook, UrlCredential) && !(isKnown && !Has(hook, Url)))
            throw HookSettings.Invalid(hook, $"it needs {Url} or {UrlCredential}, and not both.");
        if (!Has(hook, Url))
            return;
        Uri address = HookAddress.Check(hook, Url, Instead);
        if (shape is WebhookShape.Slack or WebhookShape.Teams or WebhookShape.Discord && !address.IsLoopback)
            throw HookSettings.Invalid(hook, $"whoever knows the address of a webhook of {shape} can write there: {Instead}");
        if (shape is WebhookShape.Ntfy && !Has(hook, Topic) && TopicIn(address) is null)
            throw HookSettings.Invalid(hook, $"it needs {Topic}, or a topic at the end of {Url}.");
    }

    private void CheckTemplate(Hook hook)
    {
        if (!Has(hook, Template))
            return;
        string? problem;
        try
        {
            problem = EventTemplate.Parse(hook.Setting[Template]).WhyNot(hook.Event.Count > 0 ? hook.Event : UsualEvents);
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }

        if (problem is not null)
            throw HookSettings.Invalid(hook, $"{Template} {problem}.");
    }

    private static void Demand(Hook hook, string name, bool isOfShape, WebhookShape shape)
    {
        if (Has(hook, name) && !isOfShape)
            throw HookSettings.Invalid(hook, $"{Shape} {shape} has no use for {name}.");
    }

    private static HookPost Signed(HookDelivery delivery, Uri address, string place, byte[] body)
    {
        try
        {
            List<(string, string)> headers = WebhookSignature.HeadersOf(
                delivery.Event.Id,
                delivery.Means.Time.GetUtcNow(),
                body,
                delivery.Secret(Secret)
            );
            return new HookPost(address, place, body) { Headers = [.. headers, .. Bearer(delivery)] };
        }
        catch (FormatException)
        {
            // Without the cause, which may have a part of the secret.
            throw new HookFailureException($"The credential {delivery.Setting(Secret)} must be {WebhookSignature.SecretForm}.")
            {
                IsFinal = true,
            };
        }
    }

    private static HookPost ToNtfy(HookDelivery delivery, Uri address, string place)
    {
        string? topic = delivery.Setting(Topic);
        if (topic is null)
        {
            topic = TopicIn(address) ?? throw new HookFailureException($"{place} does not end with a topic.") { IsFinal = true };
            address = new Uri(address, "."); // messages in JSON go to the root
        }

        return new HookPost(address, place, WebhookBody.OfNtfy(delivery.Event, TextOf(delivery), topic)) { Headers = Bearer(delivery) };
    }

    private static IReadOnlyList<(string, string)> Bearer(HookDelivery delivery) =>
        delivery.Secret(Token) is { } token ? [("Authorization", $"Bearer {token.Trim()}")] : [];

    private static FittedText TextOf(HookDelivery delivery) =>
        delivery.Setting(Template) is { } template
            ? EventTemplate.Parse(template).Fill(new EventFields(delivery.Event))
            : FittedText.OfForeign(EventSentence.Of(delivery.Event));

    private static (Uri Address, string Place) AddressOf(HookDelivery delivery, WebhookShape shape)
    {
        if (delivery.Secret(UrlCredential) is { } secret)
        {
            string place = $"The address of the credential {delivery.Setting(UrlCredential)}";
            return (HookAddress.Of(secret) ?? throw NotValid(place), place);
        }

        Uri known = shape == WebhookShape.PagerDuty ? PagerDuty : Ntfy;
        Uri address = delivery.Setting(Url) is { } url ? HookAddress.Of(url) ?? throw NotValid(Url) : known;
        return (address, address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
    }

    private static HookFailureException NotValid(string what) => new($"{what} must be {HookAddress.Form}.") { IsFinal = true };

    /// <summary>Asks Discord to answer after it has stored the message, not before.</summary>
    private static Uri Waiting(Uri address)
    {
        UriBuilder builder = new(address);
        builder.Query = builder.Query.Length > 1 ? $"{builder.Query[1..]}&wait=true" : "wait=true";
        return builder.Uri;
    }

    private static string? TopicIn(Uri address) => TopicName().IsMatch(address.Segments[^1]) ? address.Segments[^1] : null;

    private static WebhookShape ShapeOf(Hook hook) => HookSettings.Choice(hook, Shape, WebhookShape.CloudEvent);

    private static bool Has(Hook hook, string name) => hook.Setting.ContainsKey(name);

    [GeneratedRegex(@"^[-_A-Za-z0-9]{1,64}\z")]
    private static partial Regex TopicName();
}
