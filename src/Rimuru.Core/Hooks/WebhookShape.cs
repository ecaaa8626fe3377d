namespace Rimuru.Core.Hooks;

/// <summary>The forms in which a webhook sends an event.</summary>
internal enum WebhookShape
{
    /// <summary>A CloudEvent 1.0.</summary>
    CloudEvent,

    /// <summary>The body that Standard Webhooks recommends.</summary>
    StandardWebhook,

    /// <summary>A message for an incoming webhook of Slack.</summary>
    Slack,

    /// <summary>An adaptive card for a workflow of Microsoft Teams.</summary>
    Teams,

    /// <summary>A message for a webhook of Discord.</summary>
    Discord,

    /// <summary>A notification of ntfy.</summary>
    Ntfy,

    /// <summary>An alert of PagerDuty.</summary>
    PagerDuty,
}
