namespace Rimuru.Core.Screens;

/// <summary>What the user looks at, as far as it decides what is read.</summary>
/// <param name="Range">The range of sessions, models, projects, agents, events and views.</param>
/// <param name="SessionId">The session that is looked into; null for none.</param>
/// <param name="View">The plugin whose view is looked at; null for none.</param>
internal sealed record ScreenQuestion(ScreenRange Range, string? SessionId, string? View);
